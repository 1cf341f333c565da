"""The history page: a year of days, the list of sessions, one session in full, and progress. It changes no records.

Plots are made by what it is handed, when they are first needed: importing them takes longer than opening this page.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import format_day, format_moment
from trunktimer.foundation.translation import later, tr, trn, written
from trunktimer.history.reader import HistoryReader, Wanted, monday_of, week_of
from trunktimer.history.stats import HEAT_WEEKS, Streak, streak
from trunktimer.session.record import SessionRecord, SetRecord, sets_of
from trunktimer.ui.history.heat_map import DAY_NAMES, HeatLegend, HeatMap, weekday_name
from trunktimer.ui.history.history_list import SessionList
from trunktimer.ui.history.session_detail import SessionDetail, SetsPlot
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font, say, text_label
from trunktimer.ui.kit.short_label import ShortLabel
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import Theme

_MARGIN_PX: Final = 28
_NARROW_PX: Final = 720  # in a narrower window the session stands below the list
_BESIDE_PX: Final = 1100  # from here on there is room for words beside the calendar
_LIST_PX: Final = (290, 400)  # the list is never narrower nor wider beside a session
_LIST_SHARE: Final = 0.33
_LEAST_BODY_PX: Final = 240  # in a lower window the page scrolls
_STACKED_LIST_PX: Final = 240
_SEARCH_WAIT_MS: Final = 150  # a search begins when the fingers rest
_MOST_UNDO: Final = 20
_BOX_SIDES_PX: Final = 46  # what a choice has left and right of its text
_A_DAY: Final = -1
_PERIODS: Final = {
    later("Any time"): 0,
    later("Last 7 days"): 7,
    later("Last 30 days"): 30,
    later("Last 3 months"): 91,
    later("Last 12 months"): 365,
}
_WORDS_PX: Final = 256  # the least width of the words beside the calendar
_DAY_PX: Final = 34  # a button of a rest day, where its name is short


class ProgressPlots(Protocol):
    """What is asked of the plots of progress; it must be a widget."""

    def set_past(self, past: HistoryReader, today: int) -> None:
        """Show the history as it is on the day `today`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deleted:
    """A session that can be brought back, and the row in which it was."""

    uid: str
    words: str
    row: int


class HistoryPage(QWidget):
    """The calendar above, the sessions on the left, the chosen one on the right; progress on a second tab.

    `delete_requested` and `restore_requested` carry a list of uids, `say_requested` the uid of the session about which
    a person wants to say something, `rest_days_changed` a frozenset of weekdays (0 for Monday). After each of them the
    window calls `refresh`. `back_requested` is the way back to the routines; `export_requested` and `summary_requested`
    carry nothing.
    """

    back_requested = Signal()
    delete_requested = Signal(object)
    restore_requested = Signal(object)
    say_requested = Signal(str)
    export_requested = Signal()
    summary_requested = Signal()
    rest_days_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: HistoryReader | None = None
        self._today = self._weekly_goal = 0
        self._day: int | None = None
        self._fault = ""
        self._deleted: list[_Deleted] = []
        self._plots_factory: Callable[[], ProgressPlots] | None = None
        self._plots: ProgressPlots | None = None
        self._plots_are_old = False
        self._routines_are_old = True
        self._done_days: tuple[int, ...] = ()
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_WAIT_MS)
        self._search_timer.timeout.connect(self._narrow)
        self._build_head()
        self._build_year()
        self._build_filters()
        self._build_body()
        self._build_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, 20, _MARGIN_PX, 20)
        whole.setSpacing(14)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the window decides
        whole.addLayout(self._head)
        whole.addWidget(self.message)
        whole.addWidget(self._undo_line)
        whole.addWidget(self._stack, 1)
        keep_styled(self, _page_sheet)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo_last)

    # ---- what it is told

    def set_past(self, past: HistoryReader, today: int, rest_days: Collection[int], weekly_goal: int = 0) -> None:
        """Show a history as it is on the day `today`; `rest_days` are weekdays, 0 for Monday.

        `weekly_goal` is how many sessions a person wants to do in a week, 0 for no goal.
        """
        self._past, self._today, self._weekly_goal = past, today, weekly_goal
        for weekday, button in enumerate(self.rest_days):
            button.setChecked(weekday in rest_days)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown: something was changed."""
        if self._past is None:
            return
        if self.message.text() == self._fault:  # what the window said stays
            self.set_message("")
        self._routines_are_old = True
        self._read_year(self._past)
        back = self._forget_restored(self._past)
        self.list.show_sessions(self._past, self.wanted())
        if back is not None:
            row = self.list.sessions.row_near(back.uid, back.row)
            if row is not None:
                self.list.choose_row(row)
        self._show_undo()
        self._show_place()
        self._plots_are_old = True
        self._show_plots()

    def wanted(self) -> Wanted:
        """What the list is narrowed to."""
        since = until = None
        days = self.period.currentData()
        if days == _A_DAY:
            since = until = self._day
        elif days:
            since = self._today - days + 1
        return Wanted(
            since_day=since,
            until_day=until,
            routine_key=self.routine.currentData() or "",
            text=self.search.text().strip(),
        )

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

    def _build_head(self) -> None:
        back = QPushButton(tr("‹  Routines"))
        back.setToolTip(tr("Back to the routines (Esc)"))
        back.clicked.connect(self.back_requested)
        self.title = QLabel(tr("History"))
        self.title.setFont(page_font(26, bold=True))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Sessions or progress"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(page_font(15))
        self.tabs.addTab(tr("Sessions"))
        self.tabs.addTab(tr("Progress"))
        self.tabs.currentChanged.connect(self._show_place)
        self.export = QPushButton(tr("Export…"))
        self.export.setToolTip(tr("Write sessions, sets or steps to a CSV file"))
        self.export.clicked.connect(self.export_requested)
        self.summary = QPushButton(tr("Summary…"))
        self.summary.setToolTip(tr("One page for a clinician, as a PDF"))
        self.summary.clicked.connect(self.summary_requested)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(12)
        first.addWidget(back)
        first.addSpacing(6)
        first.addWidget(self.title)
        first.addStretch(1)
        second.addWidget(self.tabs)
        second.addStretch(1)
        second.addWidget(self.export)
        second.addWidget(self.summary)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(10)
        self._head_rows = (first, second)
        self._head.addLayout(first)
        self._head.addLayout(second, 1)
        self.message = QLabel()
        self.message.setObjectName("message")
        self.message.setWordWrap(True)
        self.message.hide()
        self._undo_words = QLabel()
        self._undo_words.setObjectName("quiet")
        self._undo_words.setWordWrap(True)
        self.undo = QPushButton(tr("Undo"))
        self.undo.setToolTip(tr("Bring the session back (Ctrl+Z)"))
        self.undo.clicked.connect(self._undo_last)
        self._undo_line = QWidget()
        line = QHBoxLayout(self._undo_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._undo_words, 1)
        line.addWidget(self.undo)
        self._undo_line.hide()

    def _build_year(self) -> None:
        self.heat_map = HeatMap()
        self.heat_map.day_requested.connect(self._ask_day)
        self.heat_map.day_pointed.connect(self._point)
        self._legend = HeatLegend()
        self.day_line = ShortLabel(14, name="quiet")
        under = self._under = QWidget()
        below = QHBoxLayout(under)
        below.setContentsMargins(self.heat_map.names_px, 0, 3, 0)
        below.addWidget(self.day_line, 1)
        below.addWidget(self._legend)
        calendar = QVBoxLayout()
        calendar.setSpacing(6)
        calendar.addWidget(self.heat_map)
        calendar.addWidget(under, 0, Qt.AlignmentFlag.AlignLeft)
        calendar.addStretch(1)
        self.streak_words = text_label(19, bold=True)
        self.longest_words = text_label(14, name="quiet")
        self.week_words = text_label(15)
        figures = QVBoxLayout()
        figures.setSpacing(3)
        for label in (self.streak_words, self.longest_words, self.week_words):
            figures.addWidget(label)
        figures.addStretch(1)
        caption = QLabel(tr("Planned rest days"))
        caption.setObjectName("quiet")
        caption.setFont(page_font(14))
        days = QHBoxLayout()
        days.setSpacing(3)
        self.rest_days = [QToolButton() for _ in DAY_NAMES]
        metrics = QFontMetrics(page_font(14))
        wide = max(_DAY_PX, *(metrics.horizontalAdvance(tr(short)) + 12 for short in DAY_NAMES))
        self._words_px = max(_WORDS_PX, 7 * wide + 6 * 3)
        for weekday, (button, short) in enumerate(zip(self.rest_days, DAY_NAMES, strict=True)):
            name = weekday_name(weekday)
            button.setObjectName("day")
            button.setText(tr(short))
            button.setFont(page_font(14))
            button.setCheckable(True)
            button.setFixedSize(wide, _DAY_PX)
            button.setToolTip(tr("{weekday}: a planned rest day does not break the row of days", weekday=name))
            button.setAccessibleName(tr("{weekday} is a planned rest day", weekday=name))
            button.clicked.connect(self._change_rest_days)
            days.addWidget(button)
        days.addStretch(1)
        rests = QVBoxLayout()
        rests.setSpacing(5)
        rests.addWidget(caption)
        rests.addLayout(days)
        rests.addStretch(1)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(10)
        self._words.addLayout(figures, 1)
        self._words.addLayout(rests)
        self._year = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._year.setSpacing(_MARGIN_PX)
        self._year.addLayout(calendar)
        self._year.addLayout(self._words, 1)

    def _build_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Name or note"))
        self.search.setToolTip(tr("Search in names and notes (Ctrl+F)"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search_timer.start)
        self.search.returnPressed.connect(self._to_list)
        self.routine = ChoiceBox()
        self.routine.setAccessibleName(tr("Routine"))
        self.routine.addItem(tr("Any routine"), "")
        self.routine.installEventFilter(self)
        self.period = ChoiceBox()
        self.period.setAccessibleName(tr("Time"))
        for text, days in _PERIODS.items():
            self.period.addItem(tr(text), days)
        for box in (self.routine, self.period):
            box.setMinimumContentsLength(12)
            box.setMinimumWidth(box.fontMetrics().horizontalAdvance(box.itemText(0)) + _BOX_SIDES_PX)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.routine.currentIndexChanged.connect(self._narrow)
        self.period.currentIndexChanged.connect(self._take_period)
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.routine, 1)
        choices.addWidget(self.period, 1)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(12)
        self._filters.addWidget(self.search, 1)
        self._filters.addLayout(choices, 1)

    def _build_body(self) -> None:
        self.list = SessionList()
        self.list.chosen.connect(self._show_session)
        self.list.delete_requested.connect(self._delete)
        self.list.sessions.failed.connect(self._say_fault)
        self.detail = SessionDetail()
        self.detail.say_requested.connect(self.say_requested)
        self.detail.delete_requested.connect(self._delete)
        self.detail.all_requested.connect(self._show_all)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(20)
        self._body.addWidget(self.list)
        self._body.addWidget(self.detail, 1)
        inner = self._inner = QWidget()
        inner.setObjectName("detail")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(self._year)
        column.addLayout(self._filters)
        column.addLayout(self._body, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)

    def _build_empty(self) -> None:
        self.empty = QWidget()
        title = text_label(20, bold=True)
        title.setText(tr("No session yet"))
        words = text_label(16)
        words.setText(
            tr(
                "Choose a routine and follow it. When it is over, or when you stop on the way, it will be listed here:"
                " what was planned, what you did, and what you say about it."
            )
        )
        words.setMaximumWidth(560)
        self.start = QPushButton(tr("Choose a routine"))
        self.start.setObjectName("start")
        self.start.clicked.connect(self.back_requested)
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(0, 40, 0, 0)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    # ---- the year

    def _read_year(self, past: HistoryReader) -> None:
        week = week_of(self._today)
        try:
            days = past.days(monday_of(week - HEAT_WEEKS + 1), self._today)
            weeks = past.weeks(week, week)
        except TrunkTimerError as error:
            self._say_fault(str(error))
            return
        self._done_days = tuple(figures.day for figures in days)
        self.heat_map.show_days(days, self._today)
        figures = weeks[0] if weeks else None
        sessions, active_ms = (figures.sessions, figures.active_ms) if figures is not None else (0, 0)
        self.week_words.setText(_week_words(sessions, format_duration(active_ms, Fineness.MINUTES), self._weekly_goal))
        self._show_streak()

    def _show_streak(self) -> None:
        row = streak(self._done_days, self._rest_days(), self._today)
        self.streak_words.setText(streak_line(row))
        self.longest_words.setText(longest_line(row))

    def _rest_days(self) -> frozenset[int]:
        return frozenset(day for day, button in enumerate(self.rest_days) if button.isChecked())

    def _change_rest_days(self) -> None:
        self._show_streak()
        self.rest_days_changed.emit(self._rest_days())

    def _point(self, words: str) -> None:
        self.day_line.show_words(words)

    def _ask_day(self, day: int) -> None:
        """Narrow the list to a day; asked again for the same day, widen it."""
        self._set_day(None if day == self._day else day)
        self._narrow()

    def _set_day(self, day: int | None) -> None:
        self._day = day
        self.heat_map.set_wanted(day)
        self.period.blockSignals(True)
        at = self.period.findData(_A_DAY)
        if at >= 0:
            self.period.removeItem(at)
        if day is not None:
            self.period.addItem(format_day(day), _A_DAY)
        self.period.setCurrentIndex(0 if day is None else self.period.count() - 1)
        self.period.blockSignals(False)

    def _take_period(self) -> None:
        if self._day is not None and self.period.currentData() != _A_DAY:
            days = self.period.currentData()
            self._set_day(None)
            self.period.blockSignals(True)
            self.period.setCurrentIndex(self.period.findData(days))
            self.period.blockSignals(False)
        self._narrow()

    # ---- the list

    def _narrow(self) -> None:
        self._search_timer.stop()
        if self._past is not None:
            self.list.show_sessions(self._past, self.wanted())
            self._show_place()

    def _say_fault(self, text: str) -> None:
        """Say what could not be read, until it is read again."""
        self._fault = text
        self.set_message(text)

    def _is_narrowed(self) -> bool:
        return bool(self.search.text().strip()) or self.routine.currentIndex() > 0 or self.period.currentIndex() > 0

    def _show_all(self) -> None:
        for widget in (self.search, self.routine):
            widget.blockSignals(True)
        self.search.clear()
        self.routine.setCurrentIndex(0)
        for widget in (self.search, self.routine):
            widget.blockSignals(False)
        self._set_day(None)
        self._narrow()
        self.list.setFocus()

    def _to_list(self) -> None:
        if self._search_timer.isActive():
            self._narrow()
        self.list.setFocus()

    def _read_routines(self) -> None:
        """Fill the choice of routines; only when it is reached, for it takes a look at every session."""
        if self._past is None or not self._routines_are_old:
            return
        try:
            routines = self._past.routines()
        except TrunkTimerError as error:
            self._say_fault(str(error))
            return
        self._routines_are_old = False
        chosen = self.routine.currentData()
        self.routine.blockSignals(True)
        while self.routine.count() > 1:
            self.routine.removeItem(1)
        for one in routines:
            self.routine.addItem(written(one.name), one.key)
        self.routine.setCurrentIndex(max(0, self.routine.findData(chosen)))
        self.routine.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the routines when the keyboard or the mouse reaches their choice."""
        if watched is self.routine and event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self._read_routines()
        return super().eventFilter(watched, event)

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
        self._deleted.append(_Deleted(uid=record.uid, words=words, row=self.list.currentIndex().row()))
        del self._deleted[:-_MOST_UNDO]
        self.delete_requested.emit([record.uid])
        if not self.list.hasFocus() and self._stack.currentWidget() is self._scroll:
            self.list.setFocus()

    def _undo_last(self) -> None:
        if self._deleted and self._undo_line.isVisibleTo(self):
            self.restore_requested.emit([self._deleted[-1].uid])
            self.list.setFocus()

    def _forget_restored(self, past: HistoryReader) -> _Deleted | None:
        """Keep only what is still deleted, and give what came back last."""
        try:
            here = [one for one in self._deleted if past.session(one.uid) is not None]
        except TrunkTimerError as error:
            self._say_fault(str(error))
            return None
        self._deleted = [one for one in self._deleted if one not in here]
        return here[-1] if here else None

    def _show_undo(self) -> None:
        self._undo_line.setVisible(bool(self._deleted))
        if self._deleted:
            self._undo_words.setText(tr("Deleted: {session}.", session=self._deleted[-1].words))

    # ---- what is shown

    def _show_place(self) -> None:
        """Show the sessions, the progress, or what to do where there is neither."""
        is_empty = not self.list.sessions.rowCount() and not self._is_narrowed() and self._past is not None
        self.tabs.setVisible(self._plots_factory is not None and not is_empty)
        self.export.setVisible(not is_empty)
        self.summary.setVisible(not is_empty)
        if is_empty:
            self._stack.setCurrentWidget(self.empty)
        elif self.tabs.currentIndex() == 0 or self._plots_factory is None:
            self._stack.setCurrentWidget(self._scroll)
        else:
            self._show_plots()

    def _show_plots(self) -> None:
        if self.tabs.currentIndex() != 1 or self._plots_factory is None or self._past is None:
            return
        if not self.list.sessions.rowCount() and not self._is_narrowed():
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
            if self._is_narrowed() and self._stack.currentWidget() is self._scroll:
                self._show_all()
            else:
                self.back_requested.emit()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tabs.setCurrentIndex(0)
            self.search.setFocus()
            self.search.selectAll()
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
            self.start.setFocus()
        elif self._stack.currentWidget() is self._scroll:
            self.list.setFocus()
        else:
            self.tabs.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put things beside each other where there is room, and below each other where there is not."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow, beside = self.width() < _NARROW_PX, self.width() >= _BESIDE_PX
        margin = 14 if narrow else _MARGIN_PX
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margin, 14 if narrow else 20, margin, 14 if narrow else 20)
        room = self.width() - 2 * margin
        self._head.setDirection(down if narrow or self._head_px() > room else across)
        self._filters.setDirection(down if narrow else across)
        self._year.setDirection(across if beside else down)
        self._year.setSpacing(_MARGIN_PX if beside else 10)
        self._words.setDirection(down if beside or narrow else across)
        self._body.setDirection(down if narrow else across)
        room -= 14  # the bar of the page
        self.heat_map.fit(room - _MARGIN_PX - self._words_px if beside else room)
        self._under.setFixedWidth(self.heat_map.width())
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

    def _head_px(self) -> int:
        """How wide the head is in one row."""
        return sum(row.minimumSize().width() for row in self._head_rows) + self._head.spacing()


def streak_line(row: Streak) -> str:
    """On how many days in a row something was done."""
    if not row.days:
        return tr("No row of days just now")
    if row.days == 1:
        return tr("Done today") if row.done_today else tr("1 day so far")
    return trn("{n} day in a row", "{n} days in a row", row.days)


def longest_line(row: Streak) -> str:
    """The longest row of the year, and whether today still counts."""
    if not row.longest:
        return tr("Each day with a session counts")
    if row.done_today or not row.days:
        return trn("Longest in a year: {n} day", "Longest in a year: {n} days", row.longest)
    return trn(
        "Today is still open; longest in a year: {n} day",
        "Today is still open; longest in a year: {n} days",
        row.longest,
    )


def _week_words(sessions: int, length: str, goal: int) -> str:
    """What was done in this week, and what was to be done; a `goal` of 0 is none."""
    if not sessions:
        if goal:
            return trn("This week: none of {n} session yet", "This week: none of {n} sessions yet", goal)
        return tr("This week: no session yet")
    if not goal:
        return trn("This week: {n} session, {length}", "This week: {n} sessions, {length}", sessions, length=length)
    return trn(
        "This week: {done} of {n} session, {length}",
        "This week: {done} of {n} sessions, {length}",
        goal,
        done=sessions,
        length=length,
    )


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
