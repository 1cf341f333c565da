"""A field for a day, with a calendar in the colours of the theme."""

from typing import Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QToolButton

from trunktimer.ui.kit.choice_box import paint_arrow

_EPOCH: Final = QDate(1970, 1, 1)


class DayEdit(QDateEdit):
    """A date with the arrow of a drop-down list, which a style sheet takes away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow."""
        super().paintEvent(event)
        paint_arrow(self)


def day_edit(name: str, day: int) -> DayEdit:
    """A field for a day since 1970-01-01, with a calendar; `name` is for a screen reader."""
    edit = DayEdit(date_of_day(day))
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setMinimumDate(_EPOCH)
    edit.setAccessibleName(name)
    calendar = edit.calendarWidget()
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt has them red in every theme
        calendar.setWeekdayTextFormat(weekday, calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
    for of_month, arrow in (("prevmonth", "‹"), ("nextmonth", "›")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{of_month}")
        if button is not None:  # its icon is black in every theme
            button.setIcon(QIcon())
            button.setText(arrow)
    return edit


def date_of_day(day: int) -> QDate:
    return _EPOCH.addDays(day)


def day_of_date(date: QDate) -> int:
    """The day since 1970-01-01 of a date."""
    return _EPOCH.daysTo(date)
