"""A drop-down list with an arrow of its own: a style sheet takes Qt's away. What is chosen is not known here."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

_RIGHT_PX = 18
_HALF_PX = 4.5


class ChoiceBox(QComboBox):
    """A combo box that looks the same in every style."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one does not heed a style sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), 2))
        x, y = self.width() - _RIGHT_PX, self.height() / 2
        half = _HALF_PX
        painter.drawPolyline(QPolygonF([QPointF(x - half, y - 2), QPointF(x, y + 2.5), QPointF(x + half, y - 2)]))
