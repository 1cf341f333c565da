"""The sets of one session as a table, planned against actual."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.translation import later, tr, trc, written
from trunktimer.session.effects import Outcome
from trunktimer.session.record import SetRecord
from trunktimer.session.wording import format_outcome
from trunktimer.ui.history.set_graph import place_of
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK

Index = QModelIndex | QPersistentModelIndex

#: The heads of the table of sets.
HEADS: Final = (later("Set"), later("Reps"), later("Work"), later("Held"), later("How it went"))
_WIDTHS_PX: Final = (64, 84, 76, 112)  # of all columns but the first, which takes the rest; more for long heads
_TIMES: Final = (2, 3)  # columns which are wider where their times are long
_CELL_SIDE_PX: Final = 6  # what stands right of a cell
_HEAD_SIDES_PX: Final = 14  # what stands left and right of a head
SET_ROW_PX: Final = 46
_FONT_PX: Final = 14
# Translators: of a set, that less was done than planned
_SHORT: Final = later("short")


def set_word(one: SetRecord) -> str:
    """How a set went, in one or two words; `short` where it ended well but with less than was planned."""
    if one.outcome in (Outcome.DONE, Outcome.RELEASED) and _is_short(one):
        return tr(_SHORT)
    return format_outcome(one.outcome)


def _is_short(one: SetRecord) -> bool:
    return one.reps < one.reps_planned or one.held_ms < one.hold_min_ms


def head_word(column: int) -> str:
    """The head of a column in the language in use, short enough for a narrow column."""
    # Translators: the head of a narrow column
    return trc("column", "Reps") if HEADS[column] == "Reps" else tr(HEADS[column])


def set_cells(one: SetRecord) -> list[tuple[str, str]]:
    """The cells of a set in the order of `HEADS`: what was done above, what was planned below it."""
    planned_ms, hold_ms = one.planned_ms, one.hold_planned_ms
    return [
        (written(one.name) or one.movement, " · ".join(place_of(one))),
        (str(one.reps), tr("of {planned}", planned=one.reps_planned)) if one.reps_planned else ("", ""),
        (
            format_duration(one.actual_ms, Fineness.SECONDS),
            tr("of {planned}", planned=format_duration(planned_ms, Fineness.SECONDS)) if planned_ms else tr("own pace"),
        ),
        (
            format_duration(one.held_ms, Fineness.TENTHS),
            tr("of {planned}", planned=format_duration(hold_ms, Fineness.TENTHS)),
        )
        if one.holds
        else ("", ""),
        (set_word(one), tr("offered again") if one.again else ""),
    ]


class _Sets(QAbstractTableModel):
    """The sets as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sets: tuple[SetRecord, ...] = ()
        self.cells: list[list[tuple[str, str]]] = []

    def show(self, sets: Sequence[SetRecord]) -> None:
        self.beginResetModel()
        self.sets = tuple(sets)
        self.cells = [set_cells(one) for one in sets]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.sets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in roles:
            return None
        said = " ".join(self.cells[index.row()][index.column()]).strip()
        return said or (None if role == Qt.ItemDataRole.ToolTipRole else tr("none"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return head_word(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Painter(QStyledItemDelegate):
    """Draws a cell: what was done above, what was planned in a quieter line below."""

    def __init__(self, view: "SetTable") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, SET_ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, LOOK.theme
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        one = view.sets_model.sets[index.row()]
        upper, lower = view.sets_model.cells[index.row()][index.column()]
        painter.save()
        if state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.fillRect(rect, theme.colour("track"))
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom() - 1, rect.right() + 1, rect.bottom() - 1)
        painter.setPen(QPen(theme.colour("track"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(0, 4, -_CELL_SIDE_PX, -4)
        above = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2) if lower else inner
        font, role = page_font(_FONT_PX, bold=index.column() == 0), "text"
        if index.column() == len(HEADS) - 1:
            role = outcome_role(one)
            font.setBold(role != "text")
        self._line(painter, upper, above, font, role)
        if lower:
            below = QRect(inner.left(), above.bottom() + 1, inner.width(), inner.height() // 2)
            self._line(painter, lower, below, page_font(_FONT_PX - 1), "quiet")
        painter.restore()

    def _line(self, painter: QPainter, text: str, line: QRect, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(LOOK.theme.colour(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def outcome_role(one: SetRecord) -> str:
    """The colour, by its role in the theme, of the word for how a set went."""
    if one.outcome in (Outcome.DONE, Outcome.RELEASED):
        return "warning" if _is_short(one) else "text"
    return "danger"


class SetTable(QTableView):
    """The sets of a session, planned against actual. It is as high as all of its rows: what is around it scrolls."""

    row_reached = Signal(int, int)  # top and bottom of the row that the keyboard is on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sets_model = _Sets(self)
        self.setModel(self.sets_model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Sets, planned against actual"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SET_ROW_PX)
        across = self.horizontalHeader()
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFont(page_font(_FONT_PX - 1))
        across.setFixedHeight(28)
        across.setMinimumSectionSize(40)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._reach)

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show these sets."""
        self.sets_model.show(sets)
        head, cell = QFontMetrics(self.horizontalHeader().font()), QFontMetrics(page_font(_FONT_PX))
        for column, least in enumerate(_WIDTHS_PX, start=1):
            texts = (text for row in self.sets_model.cells for text in row[column])
            widest = max(map(cell.horizontalAdvance, texts), default=0) if column in _TIMES else 0
            needed = max(widest + _CELL_SIDE_PX, head.horizontalAdvance(head_word(column)) + _HEAD_SIDES_PX)
            self.setColumnWidth(column, max(least, needed))
        self.setFixedHeight(self.horizontalHeader().height() + SET_ROW_PX * len(sets) + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row, so that it is seen where the keyboard is."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectRow(max(0, self.currentIndex().row()))

    def _reach(self, now: QModelIndex) -> None:
        top = self.horizontalHeader().height() + now.row() * SET_ROW_PX
        self.row_reached.emit(top, top + SET_ROW_PX)

    def keyboardSearch(self, search: str) -> None:
        """Letters choose nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last set."""
        last = self.sets_model.rowCount() - 1
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self.sets_model.index(row, 0))
        else:
            super().keyPressEvent(event)
