"""A window that shows a movement file whenever it is saved, with its faults in place of the figure."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.session.wording import phase_name
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.kit.debounce import Debounce
from trunktimer.ui.kit.key_places import key_of
from trunktimer.ui.kit.labels import text_label
from trunktimer.ui.kit.look import LOOK

_FAULTS_PX: Final = 220  # more of them are scrolled to
_SETTLE_MS: Final = 120  # an editor may write a file in several pieces
_LONGEST_MS: Final = 1_000


class WatchWindow(QWidget):
    """Plays the movement of a file, read by `read` (raises `FileFaults`). Under faults the last good one stays."""

    def __init__(self, path: Path, read: Callable[[Path], Movement]) -> None:
        super().__init__()
        self._path = path.absolute()
        self._read = read
        self.setWindowTitle(f"{path.name} – TrunkTimer")
        self.resize(920, 640)
        self.player = FigurePlayer()
        self.title = text_label(24)
        self.faults = text_label(15)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        self.faults_scroll = QScrollArea()
        self.faults_scroll.setWidgetResizable(True)
        self.faults_scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.faults_scroll.setMaximumHeight(_FAULTS_PX)
        self.faults_scroll.setWidget(self.faults)
        layout.addWidget(self.faults_scroll)
        layout.addWidget(self.player, 1)
        self._settle = Debounce(_SETTLE_MS, _LONGEST_MS, self)
        self._settle.timeout.connect(self.read_again)
        self._watcher = QFileSystemWatcher(self)
        # Editors replace a file rather than write into it: the folder tells of that.
        self._watcher.addPath(str(self._path.parent))
        self._watcher.fileChanged.connect(self._settle.touch)
        self._watcher.directoryChanged.connect(self._settle.touch)
        self._seen: tuple[int, int] | None = None
        self.player.phase_changed.connect(self._name_phase)
        self._name = ""
        LOOK.changed.connect(self._take_look)
        self._take_look()
        self.read_again()
        self.player.play()

    def read_again(self) -> None:
        """Read the file if it has changed, and show it or what is wrong with it."""
        if str(self._path) not in self._watcher.files() and self._path.exists():
            self._watcher.addPath(str(self._path))
        try:
            status = self._path.stat()
            now = (status.st_mtime_ns, status.st_size)
        except OSError:
            now = (0, 0)
        if now == self._seen:
            return
        self._seen = now
        try:
            movement = self._read(self._path)
        except FileFaults as found:
            self._tell("\n".join(_said(fault, self._path.exists()) for fault in found.faults))
            return
        self._name = movement.name
        self._tell(
            "" if movement.drawing else tr("There are no poses yet. docs/movement-format.md says how they are written.")
        )
        self.player.show_movement(movement)
        self._name_phase("")

    def _take_look(self) -> None:
        edge = f"border: 0px solid {LOOK.theme.danger}; border-left-width: 4px;"
        self.faults.setStyleSheet(f"{edge} padding: 6px 0 6px 12px;")

    def _tell(self, text: str) -> None:
        self.faults.setText(text)
        self.faults_scroll.setVisible(bool(text))

    def _name_phase(self, phase: str) -> None:
        self.title.setText(f"{self._name}   {phase_name(phase)}".rstrip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space stops and plays."""
        if key_of(event) == Qt.Key.Key_Space:
            self.player.play(not self.player.playing)
            return
        super().keyPressEvent(event)


def _said(fault: FileFault, is_there: bool) -> str:
    if not is_there:
        return fault.what
    where = f"{fault.where}: " if fault.where else ""
    return tr("Line {line}: {fault}", line=fault.line, fault=where + fault.what)
