"""Floor 2: the window, the only floor that knows PySide6."""
