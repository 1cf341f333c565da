"""The values that a sheet says beside plain times and numbers: open ends, breaths, one a set, tempo, load, days.

As in `values`, each type refuses a wrong value with a sentence that says what would be right.
"""

import re
from collections.abc import Callable
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
    Load,
    MostReps,
    Sides,
    SideSets,
    Tempo,
)
from trunktimer.routine.timing import Timing
from trunktimer.routine.timing_text import parse_rest, parse_work
from trunktimer.routine.toml.values import (
    MOST,
    MOST_SETS_WRITTEN,
    choices,
    choose,
    count_of,
    flag_of,
    number_or_range_schema,
    plain_of,
    product_fault,
    refuse,
    said,
    text_of,
    time_schema,
    whole_of,
)

One = TypeVar("One")

LONGEST_WAY_MS: Final = 600_000
_TEMPO: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:([-/: ])(\d+(?:[.,]\d+)?))(?:\2(\d+(?:[.,]\d+)?))(?:\2(\d+(?:[.,]\d+)?))?"
)
_PACKED_TEMPO: Final = re.compile(r"(\d)(\d)(\d)(\d)")
_MOST_REPS: Final = re.compile(
    r"(?:max\.?|maximum|amrap|as many as (?:you can|possible)|to (?:failure|the limit)|until failure"
    r"|so viele wie möglich|le plus possible|tantas como puedas)"
)
_LEAST_REPS: Final = re.compile(
    r"(?:(?:at least|min\.?|minimum|mindestens|au moins|al menos|≥|>=) ?)(?P<least>\d{1,7})"
    r"|(?P<plus>\d{1,7}(?: ?- ?\d{1,7})?)(?: ?\+| or more)"
)
_REPS_WORD: Final = re.compile(r" ?(?:x|reps?\.?|repetitions?|times|wdh\.?|wiederholungen|répétitions|repeticiones)$")
_EACH_SIDE: Final = re.compile(
    r"(\d{1,7}(?:-\d{1,7})?)(?: reps)? ?(?:/|(?:on )?each|per|je|pro|par|por) ?"
    r"(?:side|leg|arm|seite|bein|arm|côté|lado)?s?"
)
_SEVERAL: Final = re.compile(r"\[?\d{1,7}(?:(?: ?[-,/;] ?\d{1,7}){2,9}| ?[,;/] ?\d{1,7})\]?")
_ONE_SIDE: Final = re.compile(r"(l|r|left|right|lt|rt|links|rechts)\b.*")
_EACH: Final = re.compile(r"(?:each|every|per|both) ?(?:side|leg|arm)s?|each|bilateral|two|2")
_ALTERNATING: Final = re.compile(r"alternat\w*(?: sides?| legs?)?|in turn|switch(?:ing)?")
_OFF_OR_MORE: Final = re.compile(r"(?:weak|bad|worse|affected|operated|injured|sore)\w*(?: side| leg| arm| more)?")
_LOAD: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?) ?(kg|g|lb|lbs|pounds?|n|w|%|kilos?|kilogramm?s?|pfund)")
_UNITS: Final = {"lbs": "lb", "pound": "lb", "pounds": "lb", "kilo": "kg", "kilos": "kg", "n": "N", "w": "W"}
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
    if not isinstance(value, str):
        return _counted(value)
    if _MOST_REPS.fullmatch(plain_text(value)):
        return MostReps()
    text = RANGE.sub("-", plain_text(value))
    least = _LEAST_REPS.fullmatch(text)
    if least:
        return MostReps(_counted(least["least"] or least["plus"]))
    each = _EACH_SIDE.fullmatch(text)
    if each:
        refuse(
            tr(
                '{value}: numbers are for each side; write reps = {reps}, and sides = "one-then-other" if need be',
                value=said(value),
                reps=each[1] if each[1].isdigit() else f'"{each[1]}"',
            )
        )
    several = _SEVERAL.fullmatch(text)
    if several:
        numbers = ", ".join(re.findall(r"\d+", text))
        refuse(tr("{value} is more than one number; write one a set: [{numbers}]", value=said(value), numbers=numbers))
    return _counted(_REPS_WORD.sub("", text) if text[:1].isdigit() and not product_fault(value) else value)


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


def plain_time(value: object) -> Span:
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


def _sides(value: object) -> Sides:
    """How both sides are done; what people write for it is answered with what they mean."""
    text = plain_text(value) if isinstance(value, str) else ""
    if text in list(Sides):
        return Sides(text)
    one = _ONE_SIDE.fullmatch(text)
    if one:
        side = "left" if one[1][0] == "l" else "right"
        refuse(tr('{value} is not known here; write sides = "{side}"', value=said(value), side=side))
    if _EACH.fullmatch(text):
        refuse(
            tr(
                '{value} is not known here; write "one-then-other" or "alternate-sets"; "both" is both at once',
                value=said(value),
            )
        )
    if _ALTERNATING.fullmatch(text):
        refuse(
            tr(
                '{value} is not known here; write "alternate-reps" to change with each rep, or "alternate-sets"',
                value=said(value),
            )
        )
    if _OFF_OR_MORE.fullmatch(text):
        refuse(
            tr(
                '{value} is not known here; name the side: sides = "left", or sets = {{ left = 3, right = 2 }}',
                value=said(value),
            )
        )
    return choose(Sides)(value)


def _optional(value: object) -> bool:
    if isinstance(value, str) and len(value.split()) > 1:
        refuse(
            tr('{value} is neither true nor false; write optional = true, and when in a note = "…"', value=said(value))
        )
    return flag_of(value)


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


def number_schema(least: int, most: int) -> dict[str, object]:
    """The schema of a whole number, or of a range of them as text."""
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
Pulses = Annotated[tuple[Count, ...], PlainValidator(_pulses), _one_or_list(number_schema(1, MOST))]
Bpms = Annotated[
    Count | tuple[Count, ...],
    PlainValidator(_per_set(_bpm)),
    _one_or_list(number_schema(SLOWEST_BPM, FASTEST_BPM)),
]
Hold = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_hold)), _one_or_list(_WORK)]
Work = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_work)), _one_or_list(_WORK)]
Rest = Annotated[Timing, PlainValidator(_rest), WithJsonSchema(_REST)]
Rests = Annotated[Timing | tuple[Timing, ...], PlainValidator(_per_set(_rest)), _one_or_list(_REST)]
Way = Annotated[Span, PlainValidator(_way), WithJsonSchema(time_schema("2 s", "2-3 s", "none", 2))]
Plain = Annotated[Span, PlainValidator(plain_time), WithJsonSchema(time_schema("1 min", "5 s", 60))]
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
                *number_schema(1, MOST)["anyOf"],
                {
                    "type": "object",
                    "properties": {"left": number_schema(1, MOST), "right": number_schema(1, MOST)},
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
SidesText = Annotated[Sides, PlainValidator(_sides), choices(Sides)]
Optional = Annotated[bool, PlainValidator(_optional), WithJsonSchema({"type": "boolean"})]
Note = Annotated[str, PlainValidator(_note), WithJsonSchema({"type": "string", "minLength": 1})]
BreathBeats = Annotated[
    tuple[int, int],
    PlainValidator(_breath_beats),
    WithJsonSchema(
        {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 100}, "minItems": 2, "maxItems": 2}
    ),
]
