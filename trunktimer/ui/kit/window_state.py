"""How the window was left: its place and size, splitters, the routine that was chosen. No preference is kept here.

Kept by `QSettings`, which is read without importing anything: it must not cost the start.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

FILE_NAME: Final = "window.ini"


class WindowState:
    """The file in `folder`. What is missing in it, or is not understood, is as for the first start."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    def restore(self, window: QWidget, name: str = "window") -> bool:
        """Give a window its size and place of the last time, on a screen that is there; whether they were known."""
        kept = self._bytes(f"{name}/geometry")
        return kept is not None and window.restoreGeometry(kept)

    def keep(self, window: QWidget, name: str = "window") -> None:
        """Remember where a window is."""
        self._settings.setValue(f"{name}/geometry", window.saveGeometry())

    def restore_split(self, split: QSplitter, name: str) -> None:
        """Put the handles of a splitter where they were."""
        kept = self._bytes(f"{name}/split")
        if kept is not None:
            split.restoreState(kept)

    def keep_split(self, split: QSplitter, name: str) -> None:
        """Remember where the handles of a splitter are."""
        self._settings.setValue(f"{name}/split", split.saveState())

    @property
    def routine(self) -> str:
        """The path of the routine that was chosen last; empty if there was none."""
        kept = self._settings.value("library/routine")
        return kept if isinstance(kept, str) else ""

    def keep_routine(self, path: str) -> None:
        """Remember the routine that is chosen."""
        self._settings.setValue("library/routine", path)

    @property
    def greeted(self) -> bool:
        """Whether the first five minutes were offered."""
        return self._settings.value("hello/seen") is not None

    def keep_greeted(self) -> None:
        """Remember that they were."""
        self._settings.setValue("hello/seen", "yes")

    def write(self) -> None:
        """Put it on the disk; where that fails, the next start is as the last one was."""
        self._settings.sync()

    def _bytes(self, name: str) -> QByteArray | None:
        kept = self._settings.value(name)
        return kept if isinstance(kept, QByteArray) else None
