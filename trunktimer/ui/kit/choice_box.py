"""A drop-down list with an arrow of its own: a style sheet takes Qt's away. What is chosen is not known here."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QStyledItemDelegate, QWidget


class ChoiceBox(QComboBox):
    """A combo box that looks the same in every style."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one does not heed a style sheet

    def showEvent(self, event: QShowEvent) -> None:
        """See to it that a screen reader has a label for it: on some systems Qt tells it what is chosen as the name."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is None or not self.accessibleName():
            return
        beside = around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not any(label.buddy() is self for label in beside):
            label = QLabel(self.accessibleName(), around)
            label.hide()  # only told, since what is chosen says to the eye what it is about
            label.setBuddy(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow."""
        super().paintEvent(event)
        paint_arrow(self)


def paint_arrow(box: QWidget) -> None:
    """The arrow of a box that drops down."""
    painter = QPainter(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(box.palette().color(box.foregroundRole()), 2))
    x, y = box.width() - 18, box.height() / 2
    painter.drawPolyline(QPolygonF([QPointF(x - 4.5, y - 2), QPointF(x, y + 2.5), QPointF(x + 4.5, y - 2)]))
