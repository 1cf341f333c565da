"""The history page: a year of days, the list of sessions, one session in full, and progress. It changes no records.

Plots are made by what it is handed, when they are first needed: importing them takes longer than opening this page.
"""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import format_moment
from trunktimer.foundation.translation import written
from trunktimer.history.reader import HistoryReader, monday_of, week_of
from trunktimer.history.stats import HEAT_WEEKS
from trunktimer.session.record import SessionRecord, SetRecord, sets_of
from trunktimer.ui.history.empty_history import EmptyHistory
from trunktimer.ui.history.graph import ProgressPlots, SetsPlot
from trunktimer.ui.history.history_head import HistoryHead
from trunktimer.ui.history.history_list import SessionList
from trunktimer.ui.history.session_detail import SessionDetail
from trunktimer.ui.history.session_filters import SessionFilters
from trunktimer.ui.history.undo_line import Deleted, UndoLine
from trunktimer.ui.history.year import Year
from trunktimer.ui.kit.labels import say
from trunktimer.ui.kit.notice import Notice
from trunktimer.ui.kit.scrolled import scrolled
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_MARGIN_PX: Final = 28
_NARROW_PX: Final = 720  # in a narrower window the session stands below the list
_LIST_PX: Final = (290, 400)  # the list is never narrower nor wider beside a session
_LIST_SHARE: Final = 0.33
_LEAST_BODY_PX: Final = 240  # in a lower window the page scrolls
_STACKED_LIST_PX: Final = 240


class HistoryPage(QWidget):
    """The calendar above, the sessions on the left, the chosen one on the right; progress on a second tab.

    `delete_requested` and `restore_requested` carry a list of uids, `say_requested` the uid of the session about which
    a person wants to say something, `rest_days_changed` a frozenset of weekdays (0 for Monday). After each of them the
    window calls `refresh`. `back_requested` is the way back to the routines; `import_requested`, `export_requested` and
    `summary_requested` carry nothing.
    """

    back_requested = Signal()
    delete_requested = Signal(object)
    restore_requested = Signal(object)
    say_requested = Signal(str)
    import_requested = Signal()
    export_requested = Signal()
    summary_requested = Signal()
    rest_days_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: HistoryReader | None = None
        self._today = self._weekly_goal = 0
        self._fault = ""
        self._plots_factory: Callable[[], ProgressPlots] | None = None
        self._plots: ProgressPlots | None = None
        self._plots_are_old = False
        self._routines_are_old = True
        self.head = HistoryHead()
        self.head.back_requested.connect(self.back_requested)
        self.head.import_requested.connect(self.import_requested)
        self.head.export_requested.connect(self.export_requested)
        self.head.summary_requested.connect(self.summary_requested)
        self.head.place_changed.connect(self._show_place)
        self.message = Notice(self)
        self.undo_line = UndoLine()
        self.undo_line.restore_requested.connect(self._restore)
        self.year = Year()
        self.year.day_requested.connect(self._ask_day)
        self.year.rest_days_changed.connect(self.rest_days_changed)
        self.filters = SessionFilters()
        self.filters.changed.connect(self._narrow)
        self.filters.routines_wanted.connect(self._read_routines)
        self._build_body()
        self.empty = EmptyHistory()
        self.empty.start.clicked.connect(self.back_requested)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, 20)
        whole.setSpacing(0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addWidget(self.head)
        told = QHBoxLayout()
        told.setSpacing(14)
        told.addWidget(self.message.room, 1)
        told.addWidget(self.undo_line, 1)
        whole.addLayout(told)
        whole.addWidget(self._stack, 1)
        keep_styled(self, _page_sheet)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_line.restore_last)

    # ---- what it is told

    def set_past(self, past: HistoryReader, today: int, rest_days: Collection[int], weekly_goal: int = 0) -> None:
        """Show a history as it is on the day `today`; `rest_days` are weekdays, 0 for Monday.

        `weekly_goal` is how many sessions a person wants to do in a week, 0 for no goal.
        """
        self._past, self._today, self._weekly_goal = past, today, weekly_goal
        self.year.set_rest_days(rest_days)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown: something was changed."""
        if self._past is None:
            return
        if self.message.text() == self._fault:  # what the window said stays
            self.set_message("")
        self._routines_are_old = True
        back = None
        try:
            self._read_year(self._past)
            back = self.undo_line.forget_restored(self._past)
        except TrunkTimerError as error:
            self._say_fault(str(error))
        self.list.show_sessions(self._past, self.filters.wanted(self._today))
        if back is not None:
            row = self.list.sessions.row_near(back.uid, back.row)
            if row is not None:
                self.list.choose_row(row)
        self._show_place()
        self._plots_are_old = True
        self._show_plots()

    def set_plots(self, factory: Callable[[], ProgressPlots]) -> None:
        """Take what makes the plots of progress; it is called once, when they are first looked at."""
        self._plots_factory = factory
        self._show_place()

    def set_session_plot(self, factory: Callable[[], SetsPlot]) -> None:
        """Take what makes the plot of one session; it is called once, after the first session was shown."""
        self.detail.set_plot_factory(factory)

    def set_message(self, text: str) -> None:
        """Say something in a calm line; empty hides it."""
        say(self.message, text)

    # ---- building

    def _build_body(self) -> None:
        self.list = SessionList()
        self.list.chosen.connect(self._show_session)
        self.list.delete_requested.connect(self._delete)
        self.list.sessions.failed.connect(self._say_fault)
        self.detail = SessionDetail()
        self.detail.say_requested.connect(self.say_requested)
        self.detail.delete_requested.connect(self._delete)
        self.detail.all_requested.connect(self._show_all)
        self.filters.left.connect(self.list.setFocus)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(20)
        self._body.addWidget(self.list)
        self._body.addWidget(self.detail, 1)
        inner = QWidget()
        inner.setObjectName("detail")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.year)
        column.addWidget(self.filters)
        column.addLayout(self._body, 1)
        self._scroll = scrolled(inner)

    # ---- the list

    def _read_year(self, past: HistoryReader) -> None:
        week = week_of(self._today)
        days = past.days(monday_of(week - HEAT_WEEKS + 1), self._today)
        self.year.show_days(days, next(iter(past.weeks(week, week)), None), self._today, self._weekly_goal)

    def _ask_day(self, day: int) -> None:
        """Narrow the list to a day; asked again for the same day, widen it."""
        self.filters.set_day(None if day == self.filters.day else day)

    def _narrow(self) -> None:
        self.year.heat_map.set_wanted(self.filters.day)
        if self._past is not None:
            self.list.show_sessions(self._past, self.filters.wanted(self._today))
            self._show_place()

    def _say_fault(self, text: str) -> None:
        """Say what could not be read, until it is read again."""
        self._fault = text
        self.set_message(text)

    def _show_all(self) -> None:
        self.filters.clear()
        self.list.setFocus()

    def _read_routines(self) -> None:
        if self._past is None or not self._routines_are_old:
            return
        try:
            routines = self._past.routines()
        except TrunkTimerError as error:
            self._say_fault(str(error))
            return
        self._routines_are_old = False
        self.filters.show_routines(routines)

    # ---- one session

    def _show_session(self, record: SessionRecord | None) -> None:
        sets: list[SetRecord] = []
        if record is not None and self._past is not None:
            try:
                sets = sets_of(self._past.steps(record.uid))
            except TrunkTimerError as error:
                self._say_fault(str(error))
        self.detail.show_session(record, sets)

    def _delete(self) -> None:
        record = self.list.chosen_session()
        if record is None:
            return
        words = f"{written(record.routine_name)}, {format_moment(record.started)}"
        self.undo_line.remember(Deleted(uid=record.uid, words=words, row=self.list.currentIndex().row()))
        self.delete_requested.emit([record.uid])
        if not self.list.hasFocus() and self._stack.currentWidget() is self._scroll:
            self.list.setFocus()

    def _restore(self, uids: list[str]) -> None:
        self.restore_requested.emit(uids)
        self.list.setFocus()

    # ---- what is shown

    def _show_place(self) -> None:
        """Show the sessions, the progress, or what to do where there is neither."""
        is_empty = not self.list.sessions.rowCount() and not self.filters.are_set and self._past is not None
        self.head.tabs.setVisible(self._plots_factory is not None and not is_empty)
        self.head.export.setVisible(not is_empty)
        self.head.summary.setVisible(not is_empty)
        if is_empty:
            self._stack.setCurrentWidget(self.empty)
        elif self.head.tabs.currentIndex() == 0 or self._plots_factory is None:
            self._stack.setCurrentWidget(self._scroll)
        else:
            self._show_plots()

    def _show_plots(self) -> None:
        if self.head.tabs.currentIndex() != 1 or self._plots_factory is None or self._past is None:
            return
        if not self.list.sessions.rowCount() and not self.filters.are_set:
            return
        if self._plots is None:
            plots = self._plots = self._plots_factory()
            if not isinstance(plots, QWidget):
                raise TypeError("the plots of progress must be a widget")
            self._stack.addWidget(plots)
        if self._plots_are_old:
            self._plots_are_old = False
            self._plots.set_past(self._past, self._today)
        assert isinstance(self._plots, QWidget)
        self._stack.setCurrentWidget(self._plots)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes filters away, then goes back; Ctrl+F searches."""
        if event.key() == Qt.Key.Key_Escape:
            if self.filters.are_set and self._stack.currentWidget() is self._scroll:
                self._show_all()
            else:
                self.back_requested.emit()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.head.tabs.setCurrentIndex(0)
            self.filters.focus_search()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the sessions."""
        super().showEvent(event)
        self._take_keyboard()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to what is shown."""
        super().focusInEvent(event)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        if self._stack.currentWidget() is self.empty:
            self.empty.start.setFocus()
        elif self._stack.currentWidget() is self._scroll:
            self.list.setFocus()
        else:
            self.head.tabs.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put things beside each other where there is room, and below each other where there is not."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow = self.width() < _NARROW_PX
        margin = 14 if narrow else _MARGIN_PX
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margin, 14 if narrow else 20, margin, 14 if narrow else 20)
        room = self.width() - 2 * margin
        self.head.fit(room, narrow=narrow)
        self.filters.fit(narrow=narrow)
        self._body.setDirection(down if narrow else across)
        room -= 14  # the bar of the page
        self.year.fit(self.width(), room, narrow=narrow)
        least, most = _LIST_PX
        if narrow:
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(16_777_215)
            self.list.setFixedHeight(_STACKED_LIST_PX)
            self.detail.setMinimumHeight(0)
        else:
            self.list.setFixedWidth(min(most, max(least, round(room * _LIST_SHARE))))
            self.list.setMinimumHeight(_LEAST_BODY_PX)
            self.list.setMaximumHeight(16_777_215)
            self.detail.setMinimumHeight(_LEAST_BODY_PX)
        self.detail.set_unrolled(narrow)


def _page_sheet(theme: Theme) -> str:
    """With what this page has that others have not."""
    return f"""{page_style_sheet(theme)}
        QTableView {{ background: {theme.background}; border: none; outline: none;
            selection-background-color: transparent; }}
        QTableView::item:selected {{ background: transparent; }}
        QHeaderView, QHeaderView::section {{ background: {theme.background}; color: {theme.quiet}; border: none;
            padding: 0; }}
        QToolButton#day {{ padding: 0; border-radius: 7px; background: {theme.background}; color: {theme.quiet}; }}
        QToolButton#day:checked {{ background: {theme.accent}; color: {theme.on_accent};
            border-color: {theme.accent}; }}
        QToolButton#day:focus {{ border-color: {theme.focus}; }}
        QToolButton#day:checked:focus {{ border: 6px double {theme.focus}; background-clip: padding; }}
        QScrollBar::handle:disabled {{ background: transparent; }}
        QLabel#note {{ border: 0px solid {theme.border}; border-left-width: 4px; padding: 4px 0 4px 12px; }}
    """
