"""Floor 1: text files, in and out. Knows core; knows neither the sound nor the window."""
