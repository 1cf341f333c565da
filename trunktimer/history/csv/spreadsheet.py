"""What spreadsheets make of names, numbers, words and moments, read as what it was; not what could be two things.

Excel, LibreOffice, Numbers and Google Sheets, in the languages in which people have them.
"""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from trunktimer.foundation.translation import tr

#: As Excel writes them in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Danish, Norwegian,
#: Swedish, Finnish, Czech, Hungarian, Turkish and Russian, and as a number; small letters.
_TRUE: Final = "true wahr vrai verdadero verdadeiro vero waar prawda sand sann sant tosi pravda igaz doğru истина 1"
_FALSE: Final = "false falsch faux falso onwaar fałsz falsk usann falskt epätosi nepravda hamis yanlış ложь 0"
TRUE_WORDS: Final = frozenset(_TRUE.split())
FALSE_WORDS: Final = frozenset(_FALSE.split())

_NUMBER: Final = re.compile(
    r"([-−]?)([0-9]+|[0-9]{1,3}(?:([.,'’ \u00a0\u2009\u202f])[0-9]{3})(?:\3[0-9]{3})*)"
    r"(?:([.,])([0-9]+))?([eE][+-]?[0-9]{1,2})?"
)
_MOMENT: Final = re.compile(
    r"(?:([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{1,2})([-/.])([0-9]{1,2})\6([0-9]{4}))"
    r"(?:T|,?\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,3})0*)?)?(?:\s*([ap])\.?\s?m\.?)?"
    r"\s*(?:(Z|UTC|GMT)|([-+−])([0-9]{1,2})(?::?([0-9]{2}))?)?",
    re.IGNORECASE,
)


def plain_name(cell: str) -> str:
    """The name of a column: `Session UID` is `session_uid`."""
    return re.sub(r"[\s_-]+", "_", cell.strip("\ufeff'\" \t\r\n\u00a0").casefold())


def plain_number(cell: str, decimal: str = "") -> str:
    """A number as Python reads it, `-1234.5` for `-1.234,5`; empty where a cell is none.

    `decimal` is the decimal mark of the file, if it is known: it says whether `1.234` is more than a thousand.
    """
    found = _NUMBER.fullmatch(cell)
    if found is None or found[3] == found[4] is not None:
        return ""
    sign, whole, group, mark, decimals, exponent = found.groups("")
    if group:
        whole = whole.replace(group, "")
    elif mark and decimal and mark != decimal and _may_be_thousands(whole, decimals):
        whole, decimals = whole + decimals, ""
    return f"{'-' if sign else ''}{whole}.{decimals or '0'}{exponent}"


def decimal_of(cells: Iterable[str]) -> str:
    """The decimal mark that most of the numbers in these cells have for sure; empty where none has."""
    marks = Counter[str]()
    for cell in cells:
        found = _NUMBER.fullmatch(cell)
        if found is None:
            continue
        _, whole, group, mark, decimals, _ = found.groups("")
        if group and group in ".,":
            marks["," if group == "." else "."] += 1
        elif mark and not _may_be_thousands(whole, decimals):
            marks[mark] += 1
    return marks.most_common(1)[0][0] if marks else ""


def _may_be_thousands(whole: str, decimals: str) -> bool:
    return len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")


def moment_of(cell: str, zone: str = "") -> datetime:
    """The moment in a cell; where it has no offset from UTC, with that of a time zone.

    Raises `ValueError`, which goes on behind the cell in quotes, for what is no moment or may be two.
    """
    found = _MOMENT.fullmatch(cell)
    if found is None:
        raise ValueError(tr("is no time"))
    year, _, month, day, one, between, other, year_behind, *clock = found.groups()
    hour, minute, second, ms, half, utc, sign, ahead_h, ahead_min = clock
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half in "pP") if 1 <= hours <= 12 else 24
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59 or int(ahead_h or 0) > 23 or int(ahead_min or 0) > 59:
        raise ValueError(tr("is no time of the clock"))
    days = {(month, day)} if year else {(other, one)} if between == "." else {(other, one), (one, other)}
    dates = []
    for in_month, in_day in days:
        with contextlib.suppress(ValueError):
            dates.append(date(int(year or year_behind), int(in_month), int(in_day)))
    if len(dates) != 1:
        raise ValueError(tr("may be one of two days") if dates else tr("is no day of the calendar"))
    on_the_wall = time(hours, int(minute), int(second or 0), int((ms or "0").ljust(3, "0")) * 1000)
    moment = datetime.combine(dates[0], on_the_wall)
    if utc:
        return moment.replace(tzinfo=UTC)
    if sign:
        ahead = timedelta(hours=int(ahead_h), minutes=int(ahead_min or 0))
        return moment.replace(tzinfo=timezone(ahead if sign == "+" else -ahead))
    with contextlib.suppress(OSError, ValueError, KeyError):  # there is no such zone
        there = moment.replace(tzinfo=ZoneInfo(zone))
        if there.utcoffset() == there.replace(fold=1).utcoffset():  # neither twice on that wall, nor never
            return there
    raise ValueError(tr("does not say by how much the clock was ahead of UTC"))
