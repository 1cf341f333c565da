"""Sound players behind one protocol, and what they play. Knows neither files of routines nor the window."""
