"""The year on the history page: its days, and beside them in words the row of days, the week, and rest days."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.translation import tr, trn
from trunktimer.history.reader import DayFigures, WeekFigures
from trunktimer.history.stats import Streak, streak
from trunktimer.ui.history.heat_map import DAY_NAMES, HeatLegend, HeatMap, weekday_name
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.short_label import ShortLabel

_BESIDE_PX: Final = 1100  # from here on there is room for words beside the calendar
_GAP_PX: Final = 28  # between them
_WORDS_PX: Final = 256  # the least width of the words
_DAY_PX: Final = 34  # a button of a rest day, where its name is short


class Year(QWidget):
    """`day_requested` carries a day that was chosen, `rest_days_changed` a frozenset of weekdays (0 for Monday)."""

    day_requested = Signal(int)
    rest_days_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._today = 0
        self._done_days: tuple[int, ...] = ()
        self.heat_map = HeatMap()
        self.heat_map.day_requested.connect(self.day_requested)
        legend = HeatLegend()
        self.day_line = ShortLabel(14, name="quiet")
        self.heat_map.day_pointed.connect(self.day_line.show_words)
        under = self._under = QWidget()
        below = QHBoxLayout(under)
        below.setContentsMargins(self.heat_map.names_px, 0, 3, 0)
        below.addWidget(self.day_line, 1)
        below.addWidget(legend)
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
        self._year = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._year.setContentsMargins(0, 0, 0, 0)
        self._year.setSpacing(_GAP_PX)
        self._year.addLayout(calendar)
        self._year.addLayout(self._words, 1)

    # ---- what it is told

    def show_days(self, days: Sequence[DayFigures], week: WeekFigures | None, today: int, weekly_goal: int) -> None:
        """Show the days on which something was done, and the week of `today` against its goal, 0 for none."""
        self._today, self._done_days = today, tuple(figures.day for figures in days)
        self.heat_map.show_days(days, today)
        sessions, active_ms = (week.sessions, week.active_ms) if week is not None else (0, 0)
        length = format_duration(active_ms, Fineness.MINUTES)
        self.week_words.setText(_format_week(sessions, length, weekly_goal))
        self._show_streak()

    def set_rest_days(self, rest_days: Collection[int]) -> None:
        """Mark weekdays, 0 for Monday, as planned rest days."""
        for weekday, button in enumerate(self.rest_days):
            button.setChecked(weekday in rest_days)

    def fit(self, page_px: int, room_px: int, *, narrow: bool) -> None:
        """Lay itself out for a page of `page_px` on which `room_px` are free."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = page_px >= _BESIDE_PX
        self._year.setDirection(across if beside else down)
        self._year.setSpacing(_GAP_PX if beside else 10)
        self._words.setDirection(down if beside or narrow else across)
        self.heat_map.fit(room_px - _GAP_PX - self._words_px if beside else room_px)
        self._under.setFixedWidth(self.heat_map.width())

    # ---- what happens

    def _show_streak(self) -> None:
        row = streak(self._done_days, self._chosen(), self._today)
        self.streak_words.setText(format_streak(row))
        self.longest_words.setText(format_longest(row))

    def _chosen(self) -> frozenset[int]:
        return frozenset(day for day, button in enumerate(self.rest_days) if button.isChecked())

    def _change_rest_days(self) -> None:
        self._show_streak()
        self.rest_days_changed.emit(self._chosen())


def format_streak(row: Streak) -> str:
    """On how many days in a row something was done."""
    if not row.days:
        return tr("No row of days just now")
    if row.days == 1:
        return tr("Done today") if row.done_today else tr("1 day so far")
    return trn("{n} day in a row", "{n} days in a row", row.days)


def format_longest(row: Streak) -> str:
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


def _format_week(sessions: int, length: str, goal: int) -> str:
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
