"""The run page, its ring, strip and controls, and the small window."""
