"""The page of routines, and the first start."""
