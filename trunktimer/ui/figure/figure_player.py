"""A figure that does its movement over and over: for thumbnails, previews and the window that follows a file."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QSize, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trunktimer.foundation.translation import written
from trunktimer.routine.movement import Movement
from trunktimer.session.rehearsal import rehearsal_of
from trunktimer.ui.figure.figure_view import FigureView
from trunktimer.ui.kit.chain_timer import ChainTimer

_STILL_MS: Final = 200  # how soon to look again while nothing moves


class FigurePlayer(QWidget):
    """Plays one rep after the other at the movement's usual tempo, the sides in turn; stands still until told to.

    `phase_changed` carries the phase word that is shown.
    """

    phase_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FigureView(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._movement: Movement | None = None
        self._playing = False
        self._phase = ""
        self._since = QElapsedTimer()
        self._timer = ChainTimer(self._look, self)

    def show_movement(self, movement: Movement | None) -> None:
        """Show another movement from its start."""
        self._movement = movement
        figure = movement.figure() if movement is not None else None
        self.view.describe(written(movement.name) if movement is not None else "")
        self.view.set_figures({movement.key: figure} if movement is not None and figure is not None else {})
        self._since.start()
        self._show()

    def play(self, playing: bool = True) -> None:
        """Move, or stand still at the start."""
        if playing == self._playing:
            return
        self._playing = playing
        self._since.start()
        self._timer.stop()
        self._show()

    @property
    def movement(self) -> Movement | None:
        """The movement that is shown."""
        return self._movement

    @property
    def playing(self) -> bool:
        """Whether it moves."""
        return self._playing

    def sizeHint(self) -> QSize:
        """What a figure wants."""
        return QSize(460, 260)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the same moment larger or smaller."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        self._timer.run()

    def _look(self) -> float | None:
        """Show the moment; gives when the next one is to be shown."""
        if self._movement is None:
            self.view.show_stage(None)
            return None
        elapsed_ms = self._since.elapsed() if self._playing and self._since.isValid() else 0
        stage, breath = rehearsal_of(self._movement, elapsed_ms)
        if not self._playing:
            breath = None
        self.view.show_stage(stage, breath)
        if stage.phase != self._phase:
            self._phase = stage.phase
            self.phase_changed.emit(stage.phase)
        if not self._playing or not self.isVisible():
            return None
        left_ms = max(1, stage.duration_ms - stage.into_ms) if stage.duration_ms else _STILL_MS
        return self.view.wake_interval_ms() or min(_STILL_MS, left_ms)
