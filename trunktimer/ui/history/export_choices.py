"""What of the history is to be exported: what a row is, of which sessions, and for which program."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QSizePolicy, QStyleOptionComboBox, QVBoxLayout, QWidget

from trunktimer.foundation.translation import format_count, later, tr, trn, written
from trunktimer.history.reader import RoutineCount, Wanted
from trunktimer.ui.history.day_edit import date_of_day, day_edit, day_of_date
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.labels import page_font, text_label
from trunktimer.ui.kit.scrolled import let_labels_wrap
from trunktimer.ui.kit.tick_box import Disc, TickBox

_GRAINS: Final = {
    "sessions": (later("Sessions"), later("One row for each session.")),
    "sets": (later("Sets"), later("One row for each set and side.")),
    "steps": (later("Steps"), later("One row for each hold or rest.")),
}
#: What a period is called, and how many days it has up to today. `None` is all of them, 0 is chosen by the day.
_PERIODS: Final = (
    (later("Everything"), None),
    (later("The last 7 days"), 7),
    (later("The last 4 weeks"), 28),
    (later("The last 12 weeks"), 84),
    (later("The last 365 days"), 365),
    (later("From day to day"), 0),
)
#: How numbers and the marks between cells are written for a spreadsheet, and the decimal mark that says so.
_DECIMALS: Final = (
    (later("As this computer writes numbers"), ""),
    (later("12.5 and commas between cells"), "."),
    (later("12,5 and semicolons between cells"), ","),
)
_USUAL_DAYS: Final = 28
_BOX_SIDES_PX: Final = 12 + 26 + 2 * 2 + 4  # what the sheet of the pages has left and right of a choice's text


class ExportChoices(QWidget):
    """`grains` are what a row can be, `routines` may be chosen among, `today` is a day since 1970-01-01.

    `grain_changed` tells that a row is to be something else, `changed` that anything else is.
    With `low` it is less high.
    """

    grain_changed = Signal()
    changed = Signal()

    def __init__(self, grains: Iterable[str], routines: Sequence[RoutineCount], today: int, *, low: bool) -> None:
        super().__init__()
        self.setObjectName("detail")
        self._today = today
        self.grains = QButtonGroup(self)
        self.grain_buttons = {grain: Disc(tr(_GRAINS.get(grain, (grain.capitalize(), ""))[0])) for grain in grains}
        self.period = ChoiceBox()
        for name, days in _PERIODS:
            self.period.addItem(tr(name), days)
        self.since = day_edit(tr("First day"), today - _USUAL_DAYS + 1)
        self.until = day_edit(tr("Last day"), today)
        self.routine = _NameBox()
        self.routine.addItem(tr("All routines"), "")
        for row in routines:
            times = trn("{count} session", "{count} sessions", row.sessions, count=format_count(row.sessions))
            self.routine.addItem(f"{written(row.name) or row.key} ({times})", row.key)
        # A long name must not make the sheet wider than the window.
        self.routine.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.routine.setMinimumContentsLength(12)
        self.excel = TickBox(tr("For a &spreadsheet program"))
        self.excel.setFont(page_font(17))
        self.decimal = ChoiceBox()
        self.decimal.setAccessibleName(tr("Numbers and cells in the file"))
        for name, mark in _DECIMALS:
            self.decimal.addItem(tr(name), mark)
        self._build(low)
        self.grains.buttonClicked.connect(self.grain_changed)
        self.period.currentIndexChanged.connect(self._take_period)
        self.since.dateChanged.connect(self.changed)
        self.until.dateChanged.connect(self.changed)
        next(iter(self.grain_buttons.values())).setChecked(True)
        self._take_period()

    def _build(self, low: bool) -> None:
        left = QVBoxLayout(self)
        left.setContentsMargins(2, 2, 2, 2)
        left.setSpacing(6 if low else 8)
        left.addWidget(heading(tr("What is a row?")))
        kinds = QGridLayout()
        kinds.setColumnStretch(1, 1)
        kinds.setHorizontalSpacing(14)
        kinds.setVerticalSpacing(4)
        for row, (grain, button) in enumerate(self.grain_buttons.items()):
            self.grains.addButton(button)
            button.setFont(page_font(17))
            says = _says(tr(_GRAINS.get(grain, ("", ""))[1]))
            button.setAccessibleDescription(says.text())
            kinds.addWidget(button, row, 0)
            kinds.addWidget(says, row, 1, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(kinds)
        left.addSpacing(4 if low else 12)
        left.addWidget(heading(tr("Which sessions?")))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._row(tr("&Period"), self.period)
        self._since_label = self._row(tr("F&rom"), self.since)
        self._until_label = self._row(tr("&Until"), self.until)
        self._row(tr("Rou&tine"), self.routine)
        left.addLayout(self._grid)
        left.addSpacing(4 if low else 12)
        left.addWidget(self.excel)
        says = _says(tr("Marked as UTF-8, with the separator of your country: Excel opens it by a double click."))
        says.setContentsMargins(30, 0, 0, 0)
        self.excel.setAccessibleDescription(says.text())
        left.addWidget(says)
        left.addWidget(self.decimal)
        self.decimal.setFont(page_font(17))
        self.decimal.hide()
        self.excel.toggled.connect(self.decimal.setVisible)
        left.addStretch()
        let_labels_wrap(self)

    def _row(self, name: str, widget: QWidget) -> QLabel:
        label = QLabel(name)
        label.setFont(page_font(17))
        label.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(name.replace("&", ""))
        widget.setFont(page_font(17))
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0)
        self._grid.addWidget(widget, at, 1)
        return label

    # ---- what is chosen

    def grain(self) -> str:
        """What a row of the file is."""
        return next(grain for grain, button in self.grain_buttons.items() if button.isChecked())

    def wanted(self) -> Wanted:
        """Which sessions are to be written."""
        days: int | None = self.period.currentData()
        routine: str = self.routine.currentData()
        if days is None:
            return Wanted(routine_key=routine)
        return Wanted(
            since_day=day_of_date(self.since.date()), until_day=day_of_date(self.until.date()), routine_key=routine
        )

    def last_day(self) -> int:
        """The last day of what is wanted."""
        until = self.wanted().until_day
        return self._today if until is None else until

    @property
    def runs_backwards(self) -> bool:
        """Whether the first day is after the last one."""
        return self.period.currentData() == 0 and self.since.date() > self.until.date()

    def _take_period(self) -> None:
        days: int | None = self.period.currentData()
        by_day = days == 0
        for widget in (self.since, self.until, self._since_label, self._until_label):
            widget.setEnabled(by_day)
            widget.setVisible(days is not None)
        if days:
            self.since.setDate(date_of_day(self._today - days + 1))
            self.until.setDate(date_of_day(self._today))
        self.changed.emit()


def _says(text: str) -> QLabel:
    label = text_label(15, name="quiet")
    label.setText(text)
    return label


def heading(text: str) -> QLabel:
    """A heading in the sheet."""
    label = text_label(20, bold=True)
    label.setText(text)
    return label


class _NameBox(ChoiceBox):
    """A choice of names, of which a long one ends in dots while the list is closed."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the name to the room that the style sheet leaves for it."""
        super().initStyleOption(option)
        room = self.width() - _BOX_SIDES_PX
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
