"""The history in SQLite: what was done, kept step by step. Knows no files of routines, and no window."""
