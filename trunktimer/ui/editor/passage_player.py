"""A stretch of a timeline, played over and over with its figure and its words: the preview, and the fast rehearsal."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trunktimer.figure.figure import Figure
from trunktimer.foundation.translation import tr
from trunktimer.routine.timeline import Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.stages import stage_of
from trunktimer.session.wording import counts_of, side_word, word_of
from trunktimer.ui.figure.figure_view import FigureView
from trunktimer.ui.kit.labels import text_label
from trunktimer.ui.kit.look import LOOK

_PACE_MS: Final = 33


class PassagePlayer(QWidget):
    """Shows the moment of a timeline; runs by itself while it is seen. No sound. With reduced motion it shows stills,
    but a rehearsal still runs, since it was asked for.

    `position_changed` carries the offset in milliseconds, `ended` tells that a rehearsal came to its end.
    """

    position_changed = Signal(int)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FigureView(self)
        self.words = text_label(16)
        self.words.setAccessibleDescription(tr("What is done now"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)
        self._timeline: Timeline | None = None
        self._first_ms = self._last_ms = 0
        self._speed = 0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_PACE_MS)
        self._timer.timeout.connect(self._show)
        LOOK.changed.connect(self._run)

    # ---- what it is told

    def set_figures(self, figures: Mapping[str, Figure]) -> None:
        """Take the figures by the movement's key."""
        self.view.set_figures(figures)

    def show_passage(self, timeline: Timeline | None, first: int, last: int) -> None:
        """Play the steps `[first, last)` over and over at their own tempo."""
        if self._speed:
            return  # a rehearsal goes on until it is stopped
        self._timeline = timeline
        if timeline is not None and first < last:
            self._first_ms, self._last_ms = timeline.steps[first].start_ms, timeline.steps[last - 1].end_ms
        else:
            self._timeline = None
        self._since.start()
        self._run()

    def rehearse(self, timeline: Timeline, from_ms: int, speed: int) -> None:
        """Play from an offset to the end, so many times as fast."""
        self._timeline, self._first_ms, self._last_ms = timeline, from_ms, timeline.total_ms
        self._speed = speed
        self._since.start()
        self._run()

    def stop(self) -> None:
        """End a rehearsal."""
        self._speed = 0
        self._timer.stop()

    @property
    def is_rehearsing(self) -> bool:
        """Whether a rehearsal runs."""
        return self._speed > 0

    # ---- time

    def _run(self) -> None:
        moves = self._timeline is not None and self.isVisible() and (self._speed or not LOOK.reduced_motion)
        if moves:
            self._timer.start()
        else:
            self._timer.stop()
        self._show()

    def _position_ms(self) -> int:
        elapsed_ms = self._since.elapsed() if self._since.isValid() else 0
        if self._speed:
            return self._first_ms + elapsed_ms * self._speed
        long_ms = max(1, self._last_ms - self._first_ms)
        return self._first_ms + (0 if LOOK.reduced_motion else elapsed_ms % long_ms)

    def _show(self) -> None:
        timeline = self._timeline
        if timeline is None or not len(timeline):
            self.view.show_stage(None)
            self.words.setText("")
            return
        position_ms = self._position_ms()
        if self._speed and position_ms >= self._last_ms:
            self.stop()
            self.position_changed.emit(self._last_ms)
            self.ended.emit()
            return
        step = timeline.steps[timeline.index_at(position_ms)]
        into_ms = max(0, min(position_ms, step.end_ms) - step.start_ms)
        self.view.show_stage(stage_of(whole(timeline), step, into_ms), step.part.breath)
        left_s = -(-(step.duration_ms - into_ms) // 1000)
        pieces = (word_of(step)[0], str(left_s) if step.duration_ms else "", side_word(step.part.side))
        self.words.setText("  ".join(filter(None, (*pieces, *counts_of(step, 1)))))
        self.position_changed.emit(position_ms)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on."""
        super().showEvent(event)
        self._since.start()
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen; a rehearsal is over."""
        super().hideEvent(event)
        self.stop()
