"""A list of movements as living thumbnails: the one under the mouse, or under the keyboard, moves. Reads no files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from trunktimer.routine.movement import Movement
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.figure.thumbnail import thumbnail
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.fonts import interface_font
from trunktimer.ui.kit.look import LOOK

Index = QModelIndex | QPersistentModelIndex

_PAD_PX: Final = 8
_TITLE_PX: Final = 15
_DETAIL_PX: Final = 13
_LINES_PX: Final = 46  # two lines of text under a card
_CARD_PX: Final = 240  # a card is at least so wide
_ROW_PX: Final = 84
_ASPECT: Final = 460 / 260


class Arrangement(Enum):
    """How the thumbnails lie: cards beside each other, or rows with the words to their right."""

    CARDS = "cards"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class FigureItem:
    """A line of the list: the key of its movement (empty for none), its name, and a quieter line."""

    movement: str
    title: str
    detail: str


class _Items(QAbstractListModel):
    """The items as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[FigureItem, ...] = ()

    def show(self, items: Sequence[FigureItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in roles:
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        return f"{item.title}, {item.detail}" if item.detail else item.title


class _Painter(QStyledItemDelegate):
    """Draws one item; its thumbnail is drawn once and kept."""

    def __init__(self, view: "FigureList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.item_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, LOOK.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        item = view.item_at(index)
        marked = view.arrangement is Arrangement.CARDS or view.hasFocus()
        chosen = marked and bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            edge = "focus" if chosen and view.hasFocus() else "border"
            painter.setPen(QPen(theme.colour(edge), 2 if chosen else 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -3), 8, 8)
        place = view.picture_rect(rect)
        picture = view.picture(item.movement, place.size())
        if picture is not None:
            painter.drawPixmap(place.topLeft(), picture)
        words = view.words_rect(rect)
        font = interface_font(_TITLE_PX)
        font.setBold(True)
        self._line(painter, item.title, words, "text", font, top=True)
        self._line(painter, item.detail, words, "quiet", interface_font(_DETAIL_PX), top=False)
        painter.restore()

    def _line(self, painter: QPainter, text: str, words: QRect, role: str, font: Any, *, top: bool) -> None:
        painter.setFont(font)
        painter.setPen(LOOK.theme.colour(role))
        half = words.height() // 2
        line = QRect(words.left(), words.top() if top else words.top() + half, words.width(), half)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        across = Qt.AlignmentFlag.AlignBottom if top else Qt.AlignmentFlag.AlignTop
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | across, shown)


class FigureList(QListView):
    """Movements as cards or rows. `chosen` carries the key of the movement that was chosen."""

    chosen = Signal(str)

    def __init__(self, arrangement: Arrangement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrangement = arrangement
        self._movements: Mapping[str, Movement] = {}
        self._pictures: dict[tuple[str, int, int], QPixmap] = {}
        self._hovered = QPersistentModelIndex()
        self._items = _Items(self)
        self.setModel(self._items)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        if arrangement is Arrangement.CARDS:
            # Were it to come and go, so would a column.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            self.setViewMode(QListView.ViewMode.IconMode)
            self.setMovement(QListView.Movement.Static)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self.player = FigurePlayer(self.viewport())
        self.player.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.player.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_player)
        self.selectionModel().currentChanged.connect(self._current_changed)
        choose_selected(self)
        LOOK.changed.connect(self._forget_pictures)

    # ---- what it is told

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Take the movements by key."""
        self._movements = movements
        self._forget_pictures()

    def show_items(self, items: Sequence[FigureItem], choose: str = "") -> None:
        """Show these items; the one with the movement `choose` is chosen, or the first."""
        self._hovered = QPersistentModelIndex()
        self._items.show(items)
        row = next((at for at, item in enumerate(items) if item.movement == choose), 0)
        if items:
            index = self._items.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        self._lay_out()

    def chosen_key(self) -> str:
        """The key of the chosen movement; empty if there is none."""
        index = self.currentIndex()
        return self._items.items[index.row()].movement if index.isValid() else ""

    def count(self) -> int:
        """How many items there are."""
        return len(self._items.items)

    # ---- where things lie

    def item_at(self, index: Index) -> FigureItem:
        """The item of an index."""
        return self._items.items[index.row()]

    def item_size(self) -> QSize:
        """How large one item is at the present width."""
        width = max(120, self.viewport().width() - 2)
        if self.arrangement is Arrangement.ROWS:
            return QSize(width, _ROW_PX)
        columns = max(1, width // _CARD_PX)
        card = width // columns
        return QSize(card, round((card - 2 * _PAD_PX) / _ASPECT) + _LINES_PX + 2 * _PAD_PX)

    def picture_rect(self, rect: QRect) -> QRect:
        """The place of the thumbnail in an item."""
        inner = rect.adjusted(_PAD_PX, _PAD_PX, -_PAD_PX, -_PAD_PX)
        if self.arrangement is Arrangement.ROWS:
            width = min(round(inner.height() * _ASPECT), inner.width() // 2)
            return QRect(inner.topLeft(), QSize(width, inner.height()))
        return QRect(inner.topLeft(), QSize(inner.width(), inner.height() - _LINES_PX))

    def words_rect(self, rect: QRect) -> QRect:
        """The place of the words in an item."""
        inner = rect.adjusted(_PAD_PX, _PAD_PX, -_PAD_PX, -_PAD_PX)
        if self.arrangement is Arrangement.ROWS:
            return inner.adjusted(self.picture_rect(rect).width() + 16, 10, 0, -10)
        return QRect(inner.left() + 4, inner.bottom() - _LINES_PX + 3, inner.width() - 8, _LINES_PX - 2)

    def picture(self, key: str, size: QSize) -> QPixmap | None:
        """The thumbnail of a movement where it is at its most telling; `None` without a figure."""
        known = (key, size.width(), size.height())
        if known not in self._pictures:
            picture = thumbnail(self._movements.get(key), size, self.devicePixelRatioF())
            if picture is None:
                return None
            self._pictures[known] = picture
        return self._pictures[known]

    # ---- what moves

    def _lively(self) -> Index:
        """The item that is to move: the one under the mouse, else the chosen one if the keyboard is here."""
        if self._hovered.isValid():
            return self._hovered
        return self.currentIndex() if self.hasFocus() else QModelIndex()

    def _enliven(self) -> None:
        index = self._lively()
        movement = self._movements.get(self.item_at(index).movement) if index.isValid() else None
        if movement is None or movement.drawing is None:
            self.player.play(False)
            self.player.hide()
            return
        self._place_player()
        if self.player.movement is not movement or not self.player.playing:
            self.player.show_movement(movement)
        self.player.show()
        self.player.play()

    def _place_player(self) -> None:
        index = self._lively()
        if index.isValid():
            self.player.setGeometry(self.picture_rect(self.visualRect(index)))

    def _current_changed(self, now: QModelIndex) -> None:
        self._enliven()
        self.chosen.emit(self._items.items[now.row()].movement if now.isValid() else "")

    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self.viewport().update()
        self._enliven()

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._enliven()

    # ---- what happens

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the one under the mouse move."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the mouse is gone."""
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if QPersistentModelIndex(index) != self._hovered:
            self._hovered = QPersistentModelIndex(index)
            self._enliven()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the chosen one move."""
        super().focusInEvent(event)
        self._enliven()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be still."""
        super().focusOutEvent(event)
        self._enliven()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the cards fill the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pictures.clear()
            self._lay_out()
