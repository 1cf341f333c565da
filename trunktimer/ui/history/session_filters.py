"""What the list of sessions is narrowed to: words, a routine, a time."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QWidget

from trunktimer.foundation.moments import format_day
from trunktimer.foundation.translation import later, tr, written
from trunktimer.history.reader import RoutineCount, Wanted
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.debounce import Debounce

_WAIT_MS: Final = 150  # a search begins when the fingers rest
_LONGEST_MS: Final = 600
_BOX_SIDES_PX: Final = 46  # what a choice has left and right of its text
_A_DAY: Final = -1
_PERIODS: Final = {
    later("Any time"): 0,
    later("Last 7 days"): 7,
    later("Last 30 days"): 30,
    later("Last 3 months"): 91,
    later("Last 12 months"): 365,
}


class SessionFilters(QWidget):
    """`changed` tells that something else is wanted, `left` that the list is to be gone to.

    `routines_wanted` asks for `show_routines`; only when their choice is reached, for it takes a look at every session.
    """

    changed = Signal()
    left = Signal()
    routines_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day: int | None = None
        self._wait = Debounce(_WAIT_MS, _LONGEST_MS, self)
        self._wait.timeout.connect(self._tell)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Name or note"))
        self.search.setToolTip(tr("Search in names and notes (Ctrl+F)"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._wait.touch)
        self.search.returnPressed.connect(self._leave)
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
        self.routine.currentIndexChanged.connect(self._tell)
        self.period.currentIndexChanged.connect(self._take_period)
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.routine, 1)
        choices.addWidget(self.period, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.search, 1)
        self._row.addLayout(choices, 1)

    # ---- what it is told, and asked

    def wanted(self, today: int) -> Wanted:
        """What the list is narrowed to, on the day `today`."""
        since = until = None
        days = self.period.currentData()
        if days == _A_DAY:
            since = until = self._day
        elif days:
            since = today - days + 1
        return Wanted(
            since_day=since,
            until_day=until,
            routine_key=self.routine.currentData() or "",
            text=self.search.text().strip(),
        )

    @property
    def are_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.search.text().strip()) or self.routine.currentIndex() > 0 or self.period.currentIndex() > 0

    @property
    def day(self) -> int | None:
        """The one day that is wanted, if it is one."""
        return self._day

    def set_day(self, day: int | None) -> None:
        """Want one day, or any time."""
        self._day = day
        with QSignalBlocker(self.period):
            at = self.period.findData(_A_DAY)
            if at >= 0:
                self.period.removeItem(at)
            if day is not None:
                self.period.addItem(format_day(day), _A_DAY)
            self.period.setCurrentIndex(0 if day is None else self.period.count() - 1)
        self._tell()

    def clear(self) -> None:
        """Want all sessions."""
        with QSignalBlocker(self.search), QSignalBlocker(self.routine):
            self.search.clear()
            self.routine.setCurrentIndex(0)
        self.set_day(None)

    def show_routines(self, routines: Iterable[RoutineCount]) -> None:
        """Offer these routines."""
        chosen = self.routine.currentData()
        with QSignalBlocker(self.routine):
            while self.routine.count() > 1:
                self.routine.removeItem(1)
            for one in routines:
                self.routine.addItem(written(one.name), one.key)
            self.routine.setCurrentIndex(max(0, self.routine.findData(chosen)))

    def focus_search(self) -> None:
        """Begin a search."""
        self.search.setFocus()
        self.search.selectAll()

    def fit(self, *, narrow: bool) -> None:
        """Stand below each other where it is narrow."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    # ---- what happens

    def _tell(self) -> None:
        self._wait.stop()
        self.changed.emit()

    def _leave(self) -> None:
        self._wait.flush()
        self.left.emit()

    def _take_period(self) -> None:
        days = self.period.currentData()
        if self._day is not None and days != _A_DAY:
            self._day = None
            with QSignalBlocker(self.period):
                self.period.removeItem(self.period.findData(_A_DAY))
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for the routines when the keyboard or the mouse reaches their choice."""
        if watched is self.routine and event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self.routines_wanted.emit()
        return super().eventFilter(watched, event)
