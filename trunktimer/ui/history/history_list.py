"""The list of past sessions: a model that reads only the rows that are looked at, and its view. Changes nothing.

A table of one column, not a list view: Qt lays out every row of a list, and of a table only those that can be seen.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
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
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import format_moment
from trunktimer.foundation.translation import tr, written
from trunktimer.history.reader import HistoryReader, Wanted
from trunktimer.session.record import SessionRecord
from trunktimer.session.wording import format_ending
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.look import LOOK

Index = QModelIndex | QPersistentModelIndex

ROW_PX: Final = 58
_READ_ROWS: Final = 200  # so many at once: more than a screen holds, and one short query
_KEPT_READS: Final = 20  # so memory stays the same however far a person scrolls
_PAD_PX: Final = 12
_TITLE_PX: Final = 16
_DETAIL_PX: Final = 13
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def format_session_ending(record: SessionRecord) -> str:
    """How a session ended, or that it was a rehearsal."""
    return format_ending(record) if record.speed == 1 else tr("rehearsal")


class SessionModel(QAbstractListModel):
    """The sessions that are wanted, the newest first. Rows are read when they are first asked for.

    `failed` carries the sentence of a `TrunkTimerError`; the rows that could not be read stay empty until the next
    `show_sessions`.
    """

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: HistoryReader | None = None
        self._wanted = Wanted()
        self._count = 0
        self._reads: OrderedDict[int, Sequence[SessionRecord]] = OrderedDict()

    def show_sessions(self, past: HistoryReader, wanted: Wanted) -> None:
        """Show what is wanted of the history, read anew."""
        self.beginResetModel()
        self._past, self._wanted = past, wanted
        self._reads.clear()
        try:
            self._count = past.count(wanted)
        except TrunkTimerError as error:
            self._count = 0
            self.failed.emit(str(error))
        self.endResetModel()

    def session_at(self, row: int) -> SessionRecord | None:
        """The session of a row; `None` where there is none or where it could not be read."""
        if self._past is None or not 0 <= row < self._count:
            return None
        read, place = divmod(row, _READ_ROWS)
        if read not in self._reads:
            try:
                self._reads[read] = self._past.sessions(self._wanted, first=read * _READ_ROWS, most=_READ_ROWS)
            except TrunkTimerError as error:
                self._reads[read] = ()
                self.failed.emit(str(error))
            if len(self._reads) > _KEPT_READS:
                self._reads.popitem(last=False)
        self._reads.move_to_end(read)
        rows = self._reads[read]
        return rows[place] if place < len(rows) else None

    def row_near(self, uid: str, row: int) -> int | None:
        """The row of a session that should be about at `row`; `None` if it is not within a few rows of it."""
        for near in sorted(range(row - 3, row + 4), key=lambda other: abs(other - row)):
            record = self.session_at(near)
            if record is not None and record.uid == uid:
                return near
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many sessions there are."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of what was done; for a screen reader and as a tool tip all that the row shows."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in roles:
            return None
        record = self.session_at(index.row())
        if record is None:
            return ""
        if role == Qt.ItemDataRole.DisplayRole:
            return written(record.routine_name)
        pieces = (
            format_moment(record.started),
            format_duration(record.active_ms, Fineness.MINUTES),
            format_session_ending(record),
        )
        return ", ".join((written(record.routine_name), *pieces))


class _Painter(QStyledItemDelegate):
    """Draws one row: what and how long above, when and how it ended below."""

    def __init__(self, view: "SessionList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, LOOK.theme
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        record = view.sessions.session_at(index.row())
        if record is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour("focus" if view.hasFocus() else "border"), 2))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 8, 8)
        inner = rect.adjusted(_PAD_PX, 8, -_PAD_PX, -8)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() // 2)
        pairs = (
            (
                upper,
                written(record.routine_name),
                page_font(_TITLE_PX, bold=True),
                format_duration(record.active_ms, Fineness.MINUTES),
                "text",
            ),
            (lower, format_moment(record.started), page_font(_DETAIL_PX), format_session_ending(record), "quiet"),
        )
        for line, left, font, right, role in pairs:
            painter.setPen(theme.colour(role))
            painter.setFont(page_font(_DETAIL_PX))
            painter.drawText(line, _RIGHT, right)
            room = line.width() - painter.fontMetrics().horizontalAdvance(right) - 8
            painter.setFont(font)
            shown = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, _LEFT, shown)
        painter.restore()


class SessionList(QTableView):
    """Past sessions to choose from. `chosen` carries a `SessionRecord` or `None`; `delete_requested` nothing."""

    chosen = Signal(object)
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = SessionModel(self)
        self.setModel(self.sessions)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Sessions"))
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the words would jump
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        bar.setEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW_PX)
        self.selectionModel().currentChanged.connect(self._current_changed)
        choose_selected(self)

    # ---- what it is told

    def show_sessions(self, past: HistoryReader, wanted: Wanted) -> None:
        """Show what is wanted of the history, read anew; the chosen session stays so, or the one in its place is."""
        before, row = self.chosen_session(), self.currentIndex().row()
        self.sessions.show_sessions(past, wanted)
        near = self.sessions.row_near(before.uid, row) if before is not None else None
        self.choose_row(max(0, row) if near is None else near)
        if not self.sessions.rowCount():
            self.chosen.emit(None)

    def choose_row(self, row: int) -> None:
        """Choose a row, or the last one where there are fewer."""
        row = min(row, self.sessions.rowCount() - 1)
        if row >= 0:
            index = self.sessions.index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def chosen_session(self) -> SessionRecord | None:
        """The session that is chosen."""
        return self.sessions.session_at(self.currentIndex().row())

    # ---- what happens

    def _current_changed(self, now: QModelIndex) -> None:
        self.chosen.emit(self.sessions.session_at(now.row()))

    def keyboardSearch(self, search: str) -> None:
        """Letters choose nothing: Qt would read every session for it. There is a search of its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the newest and the oldest; Delete asks to delete."""
        match event.key():
            case Qt.Key.Key_Home:
                self.choose_row(0)
            case Qt.Key.Key_End:
                self.choose_row(self.sessions.rowCount() - 1)
            case Qt.Key.Key_Delete:
                self.delete_requested.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                event.ignore()
            case _:
                super().keyPressEvent(event)
