"""Boxes and discs to be checked whose marks are seen in every theme. What is checked is not known here."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from trunktimer.ui.kit.look import LOOK

MARK_PX: Final = 20  # the style sheet leaves this much room, without a mark of its own


class TickBox(QCheckBox):
    """A yes or no with a drawn mark, in the colours of the theme."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        LOOK.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the mark."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        at = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        _paint_mark(QPainter(self), QRectF(at), self, self.isChecked())


class Disc(QRadioButton):
    """A choice of one with such a mark."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        LOOK.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the mark."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        at = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, self)
        _paint_mark(QPainter(self), QRectF(at), self, self.isChecked(), disc=True)


class TickedRows(QStyledItemDelegate):
    """The rows of a list with such marks."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add the mark."""
        super().paint(painter, option, index)
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place = QRectF(self._list.style().subElementRect(part, full, self._list))
        checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        painter.save()
        _paint_mark(painter, place, self._list, checked)
        painter.restore()


def _paint_mark(painter: QPainter, place: QRectF, widget: QWidget, checked: bool, *, disc: bool = False) -> None:
    """A box or a disc; with a tick or a dot in it where it is checked."""
    theme = LOOK.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = place.adjusted(1, 1, -1, -1)
    enabled = widget.isEnabled()
    filled = theme.colour("accent" if enabled else "quiet")
    painter.setPen(QPen(filled if checked else theme.colour("border"), 2))
    painter.setBrush(filled if checked else theme.colour("surface"))
    corner = box.width() / 2 if disc else 4
    painter.drawRoundedRect(box, corner, corner)
    if not checked:
        return
    ink = theme.colour("on_accent" if enabled else "background")
    size = box.width()
    if disc:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), size * 0.24, size * 0.24)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        tick = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.28))
        painter.drawPolyline(QPolygonF([QPointF(box.left() + x * size, box.top() + y * size) for x, y in tick]))
