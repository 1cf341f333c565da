"""The values of `[program]`: how often a routine is prescribed, on which days, from when and for how long."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import PlainValidator, WithJsonSchema

from trunktimer.foundation.durations import Span
from trunktimer.foundation.translation import tr
from trunktimer.foundation.typed import RANGE, plain_text
from trunktimer.routine.routine import Count, Day
from trunktimer.routine.toml.sheet_values import number_schema, plain_time
from trunktimer.routine.toml.values import MOST, count_of, parse_count, refuse, said, time_schema

_MOST_WEEKS: Final = 520
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?(?: ?(h|uhr|am|pm))?")
_DAYS: Final = {
    Day.MON: "mon monday mo montag lun lundi lunes",
    Day.TUE: "tue tues tuesday di die dienstag mar mardi martes",
    Day.WED: "wed wednesday mi mittwoch mer mercredi mié mie miércoles miercoles",
    Day.THU: "thu thur thurs thursday do donnerstag jeu jeudi jue jueves",
    Day.FRI: "fri friday fr freitag ven vendredi vie viernes",
    Day.SAT: "sat saturday sa samstag sonnabend sam samedi sáb sab sábado sabado",
    Day.SUN: "sun sunday so sonntag dim dimanche dom domingo",
}
_DAY_OF: Final = {name: day for day, names in _DAYS.items() for name in names.split()}


_TIMES: Final = r" ?(?:x|times|mal|fois|veces)?"
_A_DAY: Final = re.compile(
    rf"{_TIMES}(?: (?:a|per|each|am|pro|par|al|por) (?:day|tag|jour|día)| daily| täglich| par jour)?$"
)
_A_WEEK: Final = re.compile(
    rf"(?:{_TIMES}| days?| tage?)(?: (?:a|per|each|pro|par|por) (?:week|woche|semaine|semana))?$"
)
_WEEKS: Final = re.compile(r" ?(?:weeks?|wk|wks|wochen?|semaines?|semanas?)$")
_AWAKE: Final = re.compile(r"(?:while|when|whilst) awake|waking|tagsüber")
_SAID: Final[dict[str, object]] = {"type": "string", "minLength": 1}


def _up_to(most: int, example: str, behind: re.Pattern[str]) -> Callable[[object], Count]:
    """Up to `most` of something; the words that may stand `behind` the number mean nothing more."""

    def take(value: object) -> Count:
        text = behind.sub("", plain_text(value)) if isinstance(value, str) else ""
        count = count_of(text if parse_count(text) else value, MOST, example)
        if count.high > most:
            refuse(tr("{value} is too many; {most} is the most", value=said(value), most=most))
        return count

    return take


def _weeks(value: object) -> int:
    weeks = _up_to(_MOST_WEEKS, tr("one such as 6"), _WEEKS)(value)
    if weeks.is_range:
        refuse(tr("{value} is a range; write the most, such as 6", value=said(value)))
    return weeks.low


def _between(value: object) -> tuple[int, int]:
    """Two times of day, as minutes after midnight."""
    ends = RANGE.split(plain_text(value)) if isinstance(value, str) else []
    times = [found for end in ends if (found := _CLOCK.fullmatch(end))]
    if len(ends) != 2 or len(times) != 2:
        refuse(tr('{value} is no time of day; write the first and the last: "8:00-20:00"', value=said(value)))
    first, last = (
        (int(found[1]) % 12 + 12 * (found[3] == "pm") if found[3] in ("am", "pm") else int(found[1])) * 60
        + int(found[2] or 0)
        for found in times
    )
    if max(first, last) > 24 * 60 or any(int(found[2] or 0) > 59 for found in times):
        refuse(tr('{value} is no time of day; write the first and the last: "8:00-20:00"', value=said(value)))
    if first >= last:
        refuse(tr("{value} runs backwards; write the earlier time first", value=said(value)))
    return first, last


def _days(value: object) -> tuple[Day, ...]:
    parts = re.split(r"[ ,;+&]+", plain_text(value)) if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        refuse(tr('a list of days is wanted here, such as ["mon", "wed", "fri"]'))
    days: set[Day] = set()
    for part in parts:
        if isinstance(part, str) and plain_text(part) in ("daily", "every day", "all", "day"):
            refuse(tr("{value}: leave days out; without it, it is every day", value=said(part)))
        ends = RANGE.split(plain_text(part)) if isinstance(part, str) else []
        known = [_DAY_OF[end.rstrip(".")] for end in ends if end.rstrip(".") in _DAY_OF]
        if not known or len(known) != len(ends) or len(known) > 2:
            refuse(tr("{value} is no day; write mon, tue, wed, thu, fri, sat or sun", value=said(part)))
        order = list(Day)
        first, last = order.index(known[0]), order.index(known[-1])
        days.update(order[first : last + 1] if first <= last else order[first:] + order[: last + 1])
    return tuple(day for day in Day if day in days)


def _date(value: object) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    if not isinstance(value, date) or isinstance(value, datetime):
        refuse(
            tr("{value} is no date; write year, month and day without quotes, such as 2026-03-03", value=said(value))
        )
    return value


def _every(value: object) -> Span:
    if isinstance(value, str) and _AWAKE.search(plain_text(value)):
        refuse(tr('{value} is more than a time; write every = "2 h" and between = "8:00-20:00"', value=said(value)))
    span = plain_time(value)
    if span.low_ms < 60_000:
        refuse(tr('{value} is too often; "1 min" is the least', value=said(value)))
    return span


Every = Annotated[Span, PlainValidator(_every), WithJsonSchema(time_schema("2 h", "90 min"))]
TimesADay = Annotated[
    Count, PlainValidator(_up_to(24, tr('one such as 3 or "2-3"'), _A_DAY)), WithJsonSchema(number_schema(1, 24))
]
DaysAWeek = Annotated[
    Count, PlainValidator(_up_to(7, tr('one such as 4 or "3-4"'), _A_WEEK)), WithJsonSchema(number_schema(1, 7))
]
Weeks = Annotated[
    int, PlainValidator(_weeks), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST_WEEKS})
]
Between = Annotated[tuple[int, int], PlainValidator(_between), WithJsonSchema({**_SAID, "examples": ["8:00-20:00"]})]
Days = Annotated[
    tuple[Day, ...],
    PlainValidator(_days),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _SAID, "minItems": 1}, _SAID]}),
]
Date = Annotated[date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
