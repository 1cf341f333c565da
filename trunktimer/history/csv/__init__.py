"""The history as CSV files, out and in."""
