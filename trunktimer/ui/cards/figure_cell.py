"""The still figure of a card."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from trunktimer.routine.movement import Movement
from trunktimer.ui.figure.thumbnail import thumbnail
from trunktimer.ui.kit.look import LOOK

_FIGURE: Final = QSize(128, 72)
_LARGE_FIGURE: Final = QSize(224, 128)
_RADIUS_PX: Final = 8


class FigureCell(QWidget):
    """The still figure of a card, drawn when it is first seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.movement: Movement | None = None
        self._picture: QPixmap | None = None
        self._of: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_large(False)

    def set_large(self, is_large: bool) -> None:
        """As large as a wide window has room for."""
        self.setFixedSize(_LARGE_FIGURE if is_large else _FIGURE)

    def show_movement(self, movement: Movement | None) -> None:
        """Show another movement; `None` leaves the cell empty."""
        self.movement = movement
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture on its inset."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LOOK.theme.colour("background"))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
        drawing = self.movement.drawing if self.movement is not None else None
        wanted = (drawing, self.size(), LOOK.theme.name, self.devicePixelRatioF())
        if wanted != self._of:
            self._of, self._picture = wanted, thumbnail(self.movement, self.size(), self.devicePixelRatioF())
        if self._picture is not None:
            painter.drawPixmap(0, 0, self._picture)
