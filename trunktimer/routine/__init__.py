"""A routine as it is written, what it asks for, and the timeline it becomes. Standard library only."""
