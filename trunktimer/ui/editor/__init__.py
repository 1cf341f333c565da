"""The editor of routines: tree, forms, timeline, text."""
