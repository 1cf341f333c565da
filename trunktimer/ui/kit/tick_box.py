"""A box to tick whose mark is seen in every theme. What is ticked is not known here."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from trunktimer.ui.kit.look import LOOK

MARK_PX: Final = 20  # the style sheet leaves this much room, without a mark of its own


class TickBox(QCheckBox):
    """A check box with a drawn mark, in the colours of the theme."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        LOOK.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the mark."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        at = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        theme, checked = LOOK.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 2))
        painter.setBrush(theme.colour("accent" if checked else "surface"))
        painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), 5, 5)
        if checked:
            painter.setPen(QPen(theme.colour("on_accent"), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corner, unit = at.topLeft(), at.width()
            places = ((0.26, 0.53), (0.44, 0.71), (0.75, 0.32))
            painter.drawPolyline(QPolygonF([corner + QPointF(x * unit, y * unit) for x, y in places]))
