"""How a routine looks in the list: a small figure, its name, and a line of what it takes. It knows no files."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK

if TYPE_CHECKING:  # movements are read after the first look
    from trunktimer.routine.movement import Movement

#: Which figure stands in a row: the key of a movement.
FIGURE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NAME_PX: Final = 15
_LINE_PX: Final = 13
_SIDE_PX: Final = 8
_PAD_PX: Final = 7
_GAP_PX: Final = 12
_LEAST_PX: Final = 56
_HEAD_PX: Final = 32
_RADIUS_PX: Final = 8
_FIGURE: Final = QSize(56, 40)
_LARGE_FIGURE: Final = QSize(96, 56)
_LARGE_FROM_PX: Final = 370
_NARROW_PX: Final = 250
_ANY: Final = 10_000


class RoutineRows(QStyledItemDelegate):
    """Rows with two texts, the second behind a line break; one that cannot be chosen is a heading.

    A figure is drawn when there is time, never in the way of what a person waits for.
    """

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view
        self._movements: Mapping[str, Movement] = {}
        self._pictures: dict[tuple[object, ...], QPixmap | None] = {}
        self._wanted: list[tuple[tuple[object, ...], Movement, QSize]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_one)

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key."""
        self._movements = movements
        self._pictures.clear()
        self._view.viewport().update()

    # ---- figures

    def _figure_size(self) -> QSize:
        wide = self._view.viewport().width()
        return QSize() if wide < _NARROW_PX else _LARGE_FIGURE if wide >= _LARGE_FROM_PX else _FIGURE

    def _picture(self, key: str, size: QSize) -> QPixmap | None:
        movement = self._movements.get(key)
        if movement is None:
            return None
        wanted = (key, size.width(), LOOK.theme.name, self._view.devicePixelRatioF())
        if wanted not in self._pictures and all(known[0] != wanted for known in self._wanted):
            self._wanted.append((wanted, movement, size))
            self._timer.start()
        return self._pictures.get(wanted)

    def _draw_one(self) -> None:
        from trunktimer.ui.figure.thumbnail import thumbnail  # not for the first look

        key, movement, size = self._wanted.pop(0)
        self._pictures[key] = thumbnail(movement, size, self._view.devicePixelRatioF())
        self._view.viewport().update()
        if self._wanted:
            self._timer.start()

    # ---- Qt's view of it

    def _room(self, width: int) -> QRect:
        """Where the texts stand in a row that is as wide."""
        size = self._figure_size()
        left = _SIDE_PX if size.isEmpty() else _SIDE_PX + size.width() + _GAP_PX
        return QRect(left, _PAD_PX, max(1, width - left - _SIDE_PX), _ANY)

    def _texts(self, room: QRect, text: str) -> tuple[QRect, QRect]:
        name, _, line = text.partition("\n")
        wrapped = Qt.TextFlag.TextWordWrap
        first = QFontMetrics(page_font(_NAME_PX, bold=True)).boundingRect(room, wrapped, name)
        second = QFontMetrics(page_font(_LINE_PX)).boundingRect(room.translated(0, first.height()), wrapped, line)
        return first, second

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its texts need it."""
        width = self._view.viewport().width()
        if _is_heading(index):
            room = QRect(0, 0, max(1, width - 2 * _SIDE_PX), _ANY)
            box = QFontMetrics(page_font(_NAME_PX, bold=True)).boundingRect(
                room, Qt.TextFlag.TextWordWrap, str(index.data())
            )
            return QSize(width, max(_HEAD_PX, box.height() + 2 * _PAD_PX))
        first, second = self._texts(self._room(width), str(index.data()))
        figure = self._figure_size()
        tall = figure.height() + 16 if not figure.isEmpty() else _LEAST_PX
        return QSize(width, max(tall, first.height() + second.height() + 2 * _PAD_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and frame, figure, texts."""
        theme, place = LOOK.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if _is_heading(index):
            painter.setFont(page_font(_NAME_PX, bold=True))
            painter.setPen(theme.colour("text"))
            painter.drawText(
                place.adjusted(_SIDE_PX, 0, -_SIDE_PX, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
                str(index.data()),
            )
            painter.restore()
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_keys = chosen and self._view.hasFocus()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            edge = "focus" if has_keys else "border" if chosen else None
            painter.setPen(QPen(theme.colour(edge), 2 if has_keys else 1) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), _RADIUS_PX, _RADIUS_PX)
        size = self._figure_size()
        if not size.isEmpty():
            picture = self._picture(str(index.data(FIGURE_ROLE) or ""), size)
            if picture is not None:
                painter.drawPixmap(place.topLeft() + QPoint(_SIDE_PX, (place.height() - size.height()) // 2), picture)
        first, second = self._texts(self._room(place.width()), str(index.data()))
        down = (place.height() - first.height() - second.height()) // 2 - _PAD_PX
        name, _, line = str(index.data()).partition("\n")
        wrapped = Qt.TextFlag.TextWordWrap
        painter.setFont(page_font(_NAME_PX, bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(first.translated(place.x(), place.y() + down).adjusted(0, 0, 2, 0), wrapped, name)
        painter.setFont(page_font(_LINE_PX))
        painter.setPen(theme.colour("quiet"))
        painter.drawText(second.translated(place.x(), place.y() + down).adjusted(0, 0, 2, 0), wrapped, line)
        painter.restore()


def _is_heading(index: QModelIndex | QPersistentModelIndex) -> bool:
    return not index.flags() & Qt.ItemFlag.ItemIsSelectable
