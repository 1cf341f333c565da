"""Floor 1: sound players behind one protocol. Knows core; knows neither files nor the window."""
