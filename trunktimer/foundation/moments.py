"""Days and moments as text: for people in the language in use (`format_…`), for files alike in all (`…_token`).

A day is counted from 1970-01-01.
"""

import re
from datetime import date, time
from typing import Final

from trunktimer.foundation.durations import DAY_MS, MINUTE_MS
from trunktimer.foundation.translation import DateStyle, format_date, format_time, tr
from trunktimer.foundation.wall_time import WallTime

_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_of(day: int) -> date:
    """The date of a day."""
    return date.fromordinal(_EPOCH + day)


def format_day(day: int, style: DateStyle = DateStyle.DAY) -> str:
    """A day as a person reads it: `Sat 21 Nov 2026`."""
    return format_date(date_of(day), style)


def format_hour(moment: WallTime) -> str:
    """The time on the wall: `07:05`."""
    minutes = (moment.utc_ms + moment.offset_min * MINUTE_MS) % DAY_MS // MINUTE_MS
    return format_time(time(*divmod(minutes, 60)))


def format_moment(moment: WallTime) -> str:
    """Day and time on the wall: `Sat 21 Nov 2026, 18:05`."""
    return tr("{day}, {time}", day=format_day(moment.day), time=format_hour(moment))


def format_offset(moment: WallTime) -> str:
    """How far the clock on the wall is from UTC: `UTC+2`, `UTC−3:30`."""
    hours, minutes = divmod(abs(moment.offset_min), 60)
    sign = "−" if moment.offset_min < 0 else "+"
    return f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}"


def day_token(day: int) -> str:
    """A day as `2026-11-21`."""
    return date_of(day).isoformat()


def day_of(text: str) -> int:
    """The day that is written as `2026-11-21`. Raises `ValueError` for anything else."""
    text = text.strip()
    if not _DAY.fullmatch(text):  # `date` also reads other forms, such as weeks
        raise ValueError(tr('"{text}" is no day; write it as 2026-11-21', text=text))
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        raise ValueError(tr('"{text}" is no day of the calendar', text=text)) from None


def moment_token(moment: WallTime) -> str:
    """A moment as ISO 8601 with its offset: `2026-11-21T18:05:03.120+01:00`."""
    seconds, ms = divmod((moment.utc_ms + moment.offset_min * MINUTE_MS) % DAY_MS, 1_000)
    hours, minutes = divmod(abs(moment.offset_min), 60)
    clock = f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
    return f"{day_token(moment.day)}T{clock}{'-' if moment.offset_min < 0 else '+'}{hours:02}:{minutes:02}"
