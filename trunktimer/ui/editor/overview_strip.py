"""A thin strip at the foot of the cards: the blocks of a routine by the time they take. A click goes to one."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trunktimer.foundation.translation import tr, written
from trunktimer.routine.timeline import Timeline
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK

_HIGH_PX: Final = 24
_GAP_PX: Final = 4
_LEAST_PX: Final = 16
_RADIUS_PX: Final = 4
_PAD_PX: Final = 8

BlockPath = tuple[int, ...]


class OverviewStrip(QWidget):
    """`block_chosen` carries the path of a block."""

    block_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: list[tuple[str, BlockPath, int]] = []
        self._chosen: BlockPath = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Overview"))
        self.setAccessibleDescription(tr("The blocks by the time they take"))
        LOOK.changed.connect(self.update)

    def show_timeline(self, timeline: Timeline | None) -> None:
        """Show the blocks of a timeline; what cannot be compiled now stays as it was."""
        if timeline is None:
            return
        self._spans = []
        for span in timeline.blocks:
            length_ms = timeline.steps[span.last - 1].end_ms - timeline.steps[span.first].start_ms
            self._spans.append((written(span.name), span.path, max(1, length_ms)))
        self.update()

    def choose(self, path: BlockPath) -> None:
        """Frame a block."""
        self._chosen = path
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it is designed."""
        return QSize(200, _HIGH_PX)

    def _places(self) -> list[QRectF]:
        if not self._spans:
            return []
        least = min(_LEAST_PX, self.width() / len(self._spans) / 2)
        gap = min(_GAP_PX, least / 2)
        room = max(1.0, self.width() - len(self._spans) * (least + gap) + gap)
        whole = sum(length for *_, length in self._spans)
        places, left = [], 0.0
        for *_, length in self._spans:
            wide = least + room * length / whole
            places.append(QRectF(left + 1, 1, wide - 2, self.height() - 2))
            left += wide + gap
        return places

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the block under the mouse."""
        for (_, path, _), place in zip(self._spans, self._places(), strict=True):
            if place.contains(event.position()):
                self.block_chosen.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The segments, with their names where they fit."""
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(page_font(13))
        for (name, path, _), place in zip(self._spans, self._places(), strict=True):
            chosen = bool(self._chosen) and path[: len(self._chosen)] == self._chosen
            painter.setPen(QPen(theme.colour("text" if chosen else "edge"), 2 if chosen else 1))
            painter.setBrush(theme.colour("track"))
            painter.drawRoundedRect(place, _RADIUS_PX, _RADIUS_PX)
            inside = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
            if painter.fontMetrics().horizontalAdvance(name) <= inside.width():
                painter.setPen(theme.colour("text"))
                painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
