"""A card that is carried to another place: it floats under the mouse, and a gap shows where it would go."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from trunktimer.ui.cards.card import GroupFrame
from trunktimer.ui.cards.row import BlockPath, Row
from trunktimer.ui.kit.look import LOOK

_FAR_PX: Final = 6  # a press that goes no farther is no drag
_RADIUS_PX: Final = 8


class _Gap(QWidget):
    """Where the card would go."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = LOOK.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        ground = theme.colour("soft")
        ground.setAlphaF(0.55)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX)


class CardDrag(QObject):
    """Carries one card over `body`. `dropped` has the path of its block, and the parent and place where it is to go."""

    dropped = Signal(object, object, int)

    def __init__(self, body: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._body = body
        self._row: Row | None = None
        self._pressed = QPointF()
        self._picture: QLabel | None = None
        self._gap: _Gap | None = None
        self._held = QPoint()  # where in the card the mouse is
        self._target: tuple[BlockPath, int] | None = None

    def press(self, row: Row, at: QPointF) -> None:
        """A grip was taken."""
        self._row, self._pressed = row, at

    def move(self, at: QPointF, rows: Sequence[Row]) -> None:
        """The mouse is there now (on the screen); `rows` are those between which a card can go."""
        row = self._row
        if row is None:
            return
        if self._picture is None:
            if (at - self._pressed).manhattanLength() < _FAR_PX:
                return
            self._begin(row)
        assert self._picture is not None
        place = self._body.mapFromGlobal(at.toPoint())
        self._picture.move(place - self._held)
        self._show_gap(place, row, rows)

    def release(self, at: QPointF) -> None:
        """The grip was let go: what was carried is where the gap is."""
        row, target, carried = self._row, self._target, self._picture is not None
        self._row = self._target = None
        for widget in (self._picture, self._gap):
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._picture = self._gap = None
        if row is None or not carried:
            return
        row.show()
        if target is not None:
            self.dropped.emit(row.path, *target)

    def _begin(self, row: Row) -> None:
        self._held = row.mapFromGlobal(self._pressed.toPoint())
        picture = self._picture = QLabel(self._body)
        picture.setPixmap(row.grab())
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.adjustSize()
        picture.raise_()
        picture.show()
        gap = self._gap = _Gap()
        gap.setFixedHeight(row.height())
        column = _column_of(row)
        column.insertWidget(column.indexOf(row), gap)
        row.hide()

    def _show_gap(self, place: QPoint, row: Row, rows: Sequence[Row]) -> None:
        assert self._gap is not None
        before: Row | None = None
        inside: GroupFrame | None = None
        for other in rows:
            if other is row or row.isAncestorOf(other):
                continue
            top = other.mapTo(self._body, QPoint(0, 0)).y()
            if isinstance(other, GroupFrame):
                if top + 20 < place.y() < top + other.height() - 12:
                    inside = other
                    continue
                if place.y() >= top + other.height() - 12:
                    continue
            elif place.y() >= top + other.height() // 2:
                continue
            if inside is not None and not inside.isAncestorOf(other):
                break
            before = other
            break
        if before is not None:
            parent, at = before.path[:-1], before.path[-1]
            column = _column_of(before)
            column.insertWidget(max(0, column.indexOf(before)), self._gap)
        elif inside is not None:
            parent, at = inside.path, sum(1 for other in rows if other.path[:-1] == inside.path)
            inside.inside.addWidget(self._gap)
        else:
            parent, at = (), sum(1 for other in rows if len(other.path) == 1)
            column = _column_in(self._body)
            column.insertWidget(column.count() - 2 - (column.indexOf(self._gap) >= 0), self._gap)
        self._target = (parent, at)


def _column_of(row: Row) -> QVBoxLayout:
    return _column_in(row.parentWidget())


def _column_in(parent: QWidget | None) -> QVBoxLayout:
    column = parent.inside if isinstance(parent, GroupFrame) else parent.layout() if parent is not None else None
    assert isinstance(column, QVBoxLayout)
    return column
