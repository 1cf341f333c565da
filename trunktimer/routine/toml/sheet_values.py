"""The values that a sheet says beside plain times and numbers: open ends, breaths, one a set, tempo, load, days.

As in `values`, each type refuses a wrong value with a sentence that says what would be right.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Final, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from trunktimer.foundation.durations import NO_PAUSE, BadDuration, Span, parse_pause, parse_span
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import format_count, tr
from trunktimer.foundation.typed import RANGE, plain_text
from trunktimer.routine.limits import FASTEST_BPM, SLOWEST_BPM
from trunktimer.routine.routine import (
    FORMAT,
    NAME_LENGTH,
    NOTE_LENGTH,
    Count,
    Day,
    Load,
    MostReps,
    SideSets,
    Tempo,
)
from trunktimer.routine.timing import Timing
from trunktimer.routine.timing_text import parse_rest, parse_work
from trunktimer.routine.toml.values import (
    MOST,
    MOST_SETS_WRITTEN,
    count_of,
    number_or_range_schema,
    plain_of,
    refuse,
    said,
    text_of,
    time_schema,
    whole_of,
)

One = TypeVar("One")

LONGEST_WAY_MS: Final = 600_000
_MOST_WEEKS: Final = 520
_TEMPO: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:([-/: ])(\d+(?:[.,]\d+)?))(?:\2(\d+(?:[.,]\d+)?))(?:\2(\d+(?:[.,]\d+)?))?"
)
_PACKED_TEMPO: Final = re.compile(r"(\d)(\d)(\d)(\d)")
_MOST_REPS: Final = re.compile(
    r"(?:max\.?|maximum|amrap|as many as (?:you can|possible)|to (?:failure|the limit)|until failure"
    r"|so viele wie möglich|le plus possible|tantas como puedas)"
)
_LEAST_REPS: Final = re.compile(r"(\d{1,7}(?: ?- ?\d{1,7})?) ?\+")
_LOAD: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?) ?(kg|g|lb|lbs|pounds?|n|w|%|kilos?|kilogramm?s?|pfund)")
_UNITS: Final = {"lbs": "lb", "pound": "lb", "pounds": "lb", "kilo": "kg", "kilos": "kg", "n": "N", "w": "W"}
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?(?: ?(?:h|uhr))?")
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


# ---- one a set


def _per_set(one: Callable[[object], One]) -> Callable[[object], One | tuple[One, ...]]:
    """A validator of one value, or of a list with one for each set."""

    def take(value: object) -> One | tuple[One, ...]:
        return listed(value, one) if isinstance(value, list) else one(value)

    return take


def listed(value: list[object], one: Callable[[object], One]) -> tuple[One, ...]:
    """A list with one value for each set."""
    if not value:
        refuse(tr("the list is empty; write one value a set, such as [8, 6, 4]"))
    if len(value) > MOST_SETS_WRITTEN:
        refuse(
            tr(
                "the list has {count} values, one a set; {most} is the most",
                count=format_count(len(value)),
                most=format_count(MOST_SETS_WRITTEN),
            )
        )
    taken = []
    for number, part in enumerate(value, start=1):
        try:
            taken.append(one(part))
        except PydanticCustomError as fault:
            refuse(tr("set {number}: {fault}", number=number, fault=fault.message()))
    return tuple(taken)


def _counted(value: object) -> Count:
    return count_of(value, MOST, tr('10, "3-5" or, one number a set, [8, 6, 4]'))


def _one_reps(value: object) -> Count | MostReps:
    text = RANGE.sub("-", plain_text(value)) if isinstance(value, str) else ""
    if _MOST_REPS.fullmatch(text):
        return MostReps()
    least = _LEAST_REPS.fullmatch(text)
    return MostReps(_counted(least[1])) if least else _counted(value)


def _reps(value: object) -> tuple[Count | MostReps, ...]:
    return listed(value, _one_reps) if isinstance(value, list) else (_one_reps(value),)


def _pulses(value: object) -> tuple[Count, ...]:
    return listed(value, _counted) if isinstance(value, list) else (_counted(value),)


def _bpm(value: object) -> Count:
    return count_of(value, MOST, tr('beats a minute such as 60 or "170-180"'))


# ---- times


def _of_text(parse: Callable[[object], Timing], value: object) -> Timing:
    try:
        return parse(value)
    except BadDuration as fault:
        refuse(str(fault))


def _work(value: object) -> Timing:
    return _of_text(parse_work, value)


def _hold(value: object) -> Timing:
    if isinstance(value, str) and plain_text(value) == "none":
        return NO_PAUSE
    return _work(value)


def _rest(value: object) -> Timing:
    return _of_text(parse_rest, value)


def _way(value: object) -> Span:
    """The time of a phase that moves, or of the pause: plain, or "none"."""
    try:
        return parse_pause(value)
    except BadDuration as fault:
        try:
            parse_work(value)
        except BadDuration:
            refuse(str(fault))
        refuse(tr('{value} is said of a hold or a duration; here write a time, such as "2 s"', value=said(value)))


def _plain(value: object) -> Span:
    """A time that is no range."""
    try:
        span = parse_span(value)
    except BadDuration as fault:
        refuse(str(fault))
    if span.is_range:
        refuse(tr('{value} is a range; write one time, such as "1 min"', value=said(value)))
    return span


def _tempo(value: object) -> Tempo:
    """Lowering, pause low, raising, pause high, in seconds; the last may be left out."""
    text = RANGE.sub("-", plain_text(value)) if isinstance(value, str) else str(value) if type(value) is int else ""
    found = _PACKED_TEMPO.fullmatch(text)
    numbers = found.groups() if found else None
    if numbers is None and (found := _TEMPO.fullmatch(text)):
        numbers = (found[1], found[3], found[4], found[5] or "0")
    if numbers is None:
        if re.search(r"x", text):
            refuse(tr('{value} holds an X, which is no time; write the seconds, such as "3-1-1-0"', value=said(value)))
        refuse(
            tr(
                '{value} is not a tempo; write the seconds of lowering, pause low, raising, pause high: "3-1-2-0"',
                value=said(value),
            )
        )
    lower, low, raise_, high = (round(float(number.replace(",", ".")) * 1000) for number in numbers)
    if not lower or not raise_:
        refuse(tr("{value} lowers or raises in no time; both take at least a moment, such as 1", value=said(value)))
    if max(lower, low, raise_, high) > LONGEST_WAY_MS:
        refuse(tr("{value} is too slow; each part may take 10 minutes at the most", value=said(value)))
    return Tempo(lower, low, raise_, high)


# ---- other values of a block


def _sets(value: object) -> Count | SideSets:
    if not isinstance(value, dict):
        return count_of(value, MOST, tr('one such as 3, "2-3" or { left = 3, right = 2 }'))
    for key in value:
        if key not in ("left", "right"):
            refuse(tr('"{key}" is not a side; write sets = {{ left = 3, right = 2 }}', key=shown(str(key), 40)))
    if len(value) < 2:
        refuse(tr('sets of one side only: write sides = "left" and sets = 3'))
    sides = []
    for side in ("left", "right"):
        try:
            sides.append(count_of(value[side], MOST, tr("one such as 3")))
        except PydanticCustomError as fault:
            refuse(f"{side}: {fault.message()}")
    return SideSets(*sides)


def _load(value: object) -> Load:
    if isinstance(value, int | float) and not isinstance(value, bool):
        refuse(tr('{value} of what? write the unit, such as load = "{value} kg"', value=value))
    text = text_of(value, NAME_LENGTH, tr("red band"))
    found = _LOAD.fullmatch(plain_text(text))
    if found is None:
        return Load(text)
    unit = _UNITS.get(found[2], found[2])
    return Load(text, float(found[1].replace(",", ".")), "kg" if unit.startswith("kilo") else unit)


def _note(value: object) -> str:
    if isinstance(value, str):
        value = " ".join(value.split())
    text = plain_of(value, tr("Ball between the knees if it is too easy."))
    if not text:
        refuse(tr("the note is empty; write one, or leave the key out"))
    if len(text) > NOTE_LENGTH:
        count, most = format_count(len(text)), format_count(NOTE_LENGTH)
        refuse(tr("the text has {count} characters; {most} is the most", count=count, most=most))
    return text


def _breath_beats(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        refuse(tr("two numbers of beats are wanted here, to breathe in and to breathe out, such as [5, 5]"))
    beats_in, beats_out = map(whole_of, value)
    if max(beats_in, beats_out) > 100:
        refuse(tr("that is a long breath; 100 beats are the most"))
    return beats_in, beats_out


# ---- the program


def _up_to(most: int, example: str) -> Callable[[object], Count]:
    def take(value: object) -> Count:
        count = count_of(value, MOST, example)
        if count.high > most:
            refuse(tr("{value} is too many; {most} is the most", value=said(value), most=most))
        return count

    return take


def _weeks(value: object) -> int:
    return _up_to(_MOST_WEEKS, tr("one such as 6"))(whole_of(value)).low


def _between(value: object) -> tuple[int, int]:
    """Two times of day, as minutes after midnight."""
    ends = RANGE.split(plain_text(value)) if isinstance(value, str) else []
    times = [found for end in ends if (found := _CLOCK.fullmatch(end))]
    if len(ends) != 2 or len(times) != 2:
        refuse(tr('{value} is no time of day; write the first and the last: "8:00-20:00"', value=said(value)))
    first, last = (int(found[1]) * 60 + int(found[2] or 0) for found in times)
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
    span = _plain(value)
    if span.low_ms < 60_000:
        refuse(tr('{value} is too often; "1 min" is the least', value=said(value)))
    return span


def _format(value: object) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number and value > FORMAT:  # type: ignore[operator]
        refuse(
            tr(
                "this file is in format {value}, for a newer TrunkTimer; this one reads format {format}",
                value=said(value),
                format=FORMAT,
            )
        )
    if not is_number or value < 1:  # type: ignore[operator]
        refuse(tr("{value} is not a format; write format = {format}", value=said(value), format=FORMAT))
    assert isinstance(value, int)
    return value


# ---- the types


def _one_or_list(schema: dict[str, object]) -> WithJsonSchema:
    array = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_SETS_WRITTEN}
    return WithJsonSchema({"anyOf": [schema, array]})


def _number_schema(least: int, most: int) -> dict[str, object]:
    whole = {"type": "integer", "minimum": least, "maximum": most}
    return {"anyOf": [whole, {"type": "string", "pattern": number_or_range_schema}]}


_SAID: Final[dict[str, object]] = {"type": "string", "minLength": 1}
_WORK: Final = time_schema("10 s", "10-15 s", "5 breaths", "max", "40 s+", "max 2 min", 45)
_REST: Final = time_schema("1 min", "none", "30-45 s", "as needed", "30 s+", 45)
_REPS: Final[dict[str, object]] = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST}, _SAID]}

RoutineFormat = Annotated[
    int, PlainValidator(_format), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": FORMAT})
]
Reps = Annotated[tuple[Count | MostReps, ...], PlainValidator(_reps), _one_or_list(_REPS)]
Pulses = Annotated[tuple[Count, ...], PlainValidator(_pulses), _one_or_list(_number_schema(1, MOST))]
Bpms = Annotated[
    Count | tuple[Count, ...],
    PlainValidator(_per_set(_bpm)),
    _one_or_list(_number_schema(SLOWEST_BPM, FASTEST_BPM)),
]
Hold = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_hold)), _one_or_list(_WORK)]
Work = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_work)), _one_or_list(_WORK)]
Rest = Annotated[Timing, PlainValidator(_rest), WithJsonSchema(_REST)]
Rests = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_rest)), _one_or_list(_REST)]
Way = Annotated[Span, PlainValidator(_way), WithJsonSchema(time_schema("2 s", "2-3 s", "none", 2))]
Plain = Annotated[Span, PlainValidator(_plain), WithJsonSchema(time_schema("1 min", "5 s", 60))]
Every = Annotated[Span, PlainValidator(_every), WithJsonSchema(time_schema("2 h", "90 min"))]
TempoText = Annotated[
    Tempo,
    PlainValidator(_tempo),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["3-1-2-0"]}),
]
Sets = Annotated[
    Count | SideSets,
    PlainValidator(_sets),
    WithJsonSchema(
        {
            "anyOf": [
                *_number_schema(1, MOST)["anyOf"],
                {
                    "type": "object",
                    "properties": {"left": _number_schema(1, MOST), "right": _number_schema(1, MOST)},
                    "required": ["left", "right"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Loads = Annotated[
    Load | tuple[Load, ...],
    PlainValidator(_per_set(_load)),
    _one_or_list({"type": "string", "minLength": 1, "maxLength": NAME_LENGTH}),
]
Note = Annotated[str, PlainValidator(_note), WithJsonSchema({"type": "string", "minLength": 1})]
BreathBeats = Annotated[
    tuple[int, int],
    PlainValidator(_breath_beats),
    WithJsonSchema(
        {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 100}, "minItems": 2, "maxItems": 2}
    ),
]
TimesADay = Annotated[
    Count, PlainValidator(_up_to(24, tr('one such as 3 or "2-3"'))), WithJsonSchema(_number_schema(1, 24))
]
DaysAWeek = Annotated[
    Count, PlainValidator(_up_to(7, tr('one such as 4 or "3-4"'))), WithJsonSchema(_number_schema(1, 7))
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
