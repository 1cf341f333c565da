"""Weeks along a plot: their days, and which of them are named under it."""

from collections.abc import Sequence
from datetime import date

from trunktimer.foundation.moments import date_of
from trunktimer.foundation.translation import DateStyle, format_date, tr
from trunktimer.history.reader import monday_of


def monday(week: int) -> date:
    """The day on which a week begins."""
    return date_of(monday_of(week))


def wide_days() -> list[str]:
    """Days as they stand under a plot, one of each month, to find out how much room they need."""
    return [format_date(date(2026, month, 28), DateStyle.SHORT) for month in range(1, 13)]


def week_ticks(first: int, weeks: int, room_px: float, label_px: float) -> list[tuple[int, str]]:
    """The weeks (counted from `first`) that are named under a plot, with their names.

    Days (`2 Nov`) while each second week has room for one; months where there is less, a year with each January.
    """
    each_px = room_px / max(1, weeks)
    for step in (1, 2):
        if each_px * step >= label_px + 10:
            return [(at, _day_name(first + at)) for at in range((weeks - 1) % step, weeks, step)]
    begins = [at for at in range(weeks) if monday(first + at).day <= 7]
    year_px = label_px * 1.6
    gap_px = each_px * 52 / 12
    step = next((step for step in (1, 2, 3, 6) if gap_px * step >= label_px * 0.6 + year_px / 2 + 10), 12)
    named = []
    for at in begins:
        begin = monday(first + at)
        if (begin.month - 1) % step == 0:
            month = format_date(begin, DateStyle.MONTH)
            named.append((at, tr("{month} {year}", month=month, year=begin.year) if begin.month == 1 else month))
    return named


def _day_name(week: int) -> str:
    return format_date(monday(week), DateStyle.SHORT)


def monday_name(week: int) -> str:
    # Translators: a day such as "2 Nov", and its year
    return tr("{day} {year}", day=_day_name(week), year=monday(week).year)


def week_names(weeks: Sequence[int]) -> list[str]:
    """`Week of 2 Nov`; with the year where it is not that of the last week."""
    year_now = monday(weeks[-1]).year
    days = [_day_name(week) if monday(week).year == year_now else monday_name(week) for week in weeks]
    return [tr("Week of {day}", day=day) for day in days]
