"""The commands of the terminal, one module each, and the terminal player."""
