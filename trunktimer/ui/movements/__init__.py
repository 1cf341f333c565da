"""The page of movements."""
