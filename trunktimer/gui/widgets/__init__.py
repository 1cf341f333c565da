"""Widgets: told by a method, speak by a signal; they know no session."""
