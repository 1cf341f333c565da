"""What is prescribed and how it goes on. Knows routines and the history, as values."""
