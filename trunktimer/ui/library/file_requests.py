"""Files that a person brings to the window: chosen in a dialog, or dropped on it. It reads none."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from trunktimer.foundation.translation import tr


class FileRequests(QObject):
    """`requested` carries the path of each routine. None is taken unless `are_taken` says so."""

    requested = Signal(str)

    def __init__(self, window: QWidget, are_taken: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._are_taken = are_taken
        window.setAcceptDrops(True)

    def ask(self) -> None:
        """Ask for a routine's file."""
        if self._are_taken():
            kinds = f"{tr('Routines')} (*.toml);;{tr('All files')} (*)"
            path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a routine"), "", kinds)
            if path:
                self.requested.emit(path)

    def drag(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged over the window."""
        if self._are_taken() and routine_paths(event.mimeData().urls()):
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Take files that are dropped."""
        for path in routine_paths(event.mimeData().urls()):
            self.requested.emit(path)
        event.acceptProposedAction()


def routine_paths(urls: Sequence[QUrl]) -> list[str]:
    """The local paths among `urls` that may be those of routines."""
    return [path for url in urls if (path := url.toLocalFile()) and Path(path).suffix == ".toml"]
