"""Routines, movements and figures as TOML text: read, checked, edited, laid out."""
