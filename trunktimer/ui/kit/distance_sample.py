"""Shows how large countdown and cue are on the run page at a viewing distance. Knows no session."""

from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.session.display import Tone
from trunktimer.ui.kit.fonts import BOLD, cap_ratio, font_of_height, size_for_cap, size_that_fits, text_width
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.ring_shape import digits_size, ring_shape
from trunktimer.ui.kit.run_layout import DISTANCE_M, run_layout

_DIGITS: Final = "24"
_PAD_PX: Final = 22


class DistanceSample(QWidget):
    """Two texts in their real size for a window of `set_window_size`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = QSize(1280, 800)
        self._distance_m = DISTANCE_M
        self.setAccessibleName(tr("Sample of the countdown and the cue"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        LOOK.changed.connect(self.update)

    def set_window_size(self, size: QSize) -> None:
        """Show the sizes for a run page of this size."""
        self._window = size
        self._fit()

    def set_distance_m(self, distance_m: float) -> None:
        """Show the sizes for this viewing distance."""
        self._distance_m = distance_m
        self._fit()

    @property
    def cue_cap_px(self) -> float:
        """How high the capitals of the cue are."""
        return run_layout(self._window.width(), self._window.height(), self._distance_m).cue_cap

    @property
    def digits_cap_px(self) -> float:
        """How high the digits of the countdown are."""
        ring = run_layout(self._window.width(), self._window.height(), self._distance_m).ring
        return digits_size(ring_shape(ring.width(), ring.height()), _DIGITS) * cap_ratio(BOLD)

    def _fit(self) -> None:
        self.setFixedHeight(ceil(max(self.digits_cap_px, self.cue_cap_px * 1.4) + 2 * _PAD_PX))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the countdown, and the cue beside it on the same line."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), LOOK.theme.colour("background"))
        painter.setPen(LOOK.theme.colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        baseline = self.height() - _PAD_PX
        digits_px = size_for_cap(self.digits_cap_px, BOLD)
        painter.setFont(font_of_height(digits_px, BOLD, True))
        painter.setPen(LOOK.theme.accents.of(Tone.HOLD))
        painter.drawText(QPointF(_PAD_PX, baseline), _DIGITS)
        left = _PAD_PX + text_width(_DIGITS, BOLD, True) * digits_px + _PAD_PX
        cue = tr("Breathe out")
        size = size_that_fits(cue, max(1.0, self.width() - left - _PAD_PX), self.cue_cap_px, BOLD)
        painter.setFont(font_of_height(size, BOLD))
        painter.setPen(LOOK.theme.colour("text"))
        painter.drawText(QPointF(left, baseline), cue)
