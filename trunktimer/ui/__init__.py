"""The window. Only `ui`, `desktop` and `app` know PySide6."""

import builtins

import PySide6.QtCore  # noqa: F401  (importing it replaces the import statement)

# shiboken puts a function of its own in the place of Python's `__import__`, for `from __feature__ import …`, which is
# not used here. It reads the source of every module that is imported, and does not bear two threads that import at
# once: pydantic then fails with "partially initialized module", and no routine is ever shown.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
