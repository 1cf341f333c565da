"""The single values of our files, as pydantic types that give core values. Knows no keys and no tables.

Each type refuses a wrong value with a sentence that says what would be right.
"""

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Final, NoReturn, TypeVar

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import BadDuration, Span, parse_span
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import format_count, tr
from trunktimer.foundation.typed import PRODUCT, RANGE, plain_text
from trunktimer.routine.routine import CUE_LENGTH, NAME_LENGTH, TEXT_LENGTH, Breath, Count, Pace, Sides

FORMAT: Final = 1
MOST: Final = 10_000_000
MOST_SETS_WRITTEN: Final = 1000
WORD_LENGTH: Final = 14
LINE_LENGTH: Final = 80
LIMB_LENGTH: Final = 10

_COUNT: Final = re.compile(r"([0-9]{1,12})(?:-([0-9]{1,12}))?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TURNS: Final = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

#: How a movement may be done on both sides.
IN_TURN: Final = (Sides.ONE_THEN_OTHER, Sides.ALTERNATE_SETS, Sides.ALTERNATE_REPS)
Choice = TypeVar("Choice", bound=StrEnum)


def refuse(what: str) -> NoReturn:
    """Refuse a value with a sentence (without a full stop)."""
    raise PydanticCustomError("refused", "{what}", {"what": what})


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean "hold"?` for the known word that is most like `word`, or nothing."""
    likely = get_close_matches(word[:60].casefold(), known, n=1, cutoff=0.6)
    # Translators: stands right behind a sentence without a full stop.
    return tr('; did you mean "{word}"?', word=likely[0]) if likely else ""


def _time(value: object) -> Span:
    try:
        return parse_span(value)
    except BadDuration as fault:
        refuse(str(fault))


def parse_count(text: str) -> Count | None:
    """A whole number or a range as people write it, of any size and even backwards; `None` for what is none."""
    found = _COUNT.fullmatch(RANGE.sub("-", plain_text(text)))
    return Count(int(found[1]), int(found[2] or found[1])) if found else None


def product_fault(text: str) -> str:
    """What is wrong with a text such as "3 x 10", and where its numbers go, without a full stop; else nothing."""
    product = PRODUCT.fullmatch(plain_text(text))
    if product is None or not parse_count(product[2]):
        return ""
    sets, reps = shown(product[1], 12), shown(product[2], 12)
    return tr(
        '"{text}" is two numbers; write {sets} at sets and {reps} at reps', text=shown(text, 40), sets=sets, reps=reps
    )


def count_of(value: object, most: int, example: str) -> Count:
    """A whole number or a range of them, from 1 to `most`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Count(_within(value, most), value)
    count = parse_count(value) if isinstance(value, str) else None
    if count is None:
        product = product_fault(value) if isinstance(value, str) else ""
        refuse(product or tr("{value} is not a whole number; write {example}", value=said(value), example=example))
    if _within(count.low, most) > _within(count.high, most):
        refuse(tr("{value} runs backwards; write the smaller number first", value=said(value)))
    return count


def _within(number: int, most: int) -> int:
    if number < 1:
        refuse(tr("the number must be at least 1"))
    if number > most:
        refuse(tr("the number is too large; {most} is the most", most=format_count(most)))
    return number


def _amount(value: object) -> Count:
    return count_of(value, MOST, tr('one such as 10 or "3-5"'))


def whole_of(value: object) -> int:
    """A whole number, at least 1."""
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(tr("{value} is not a whole number; write one such as 4", value=said(value)))
    return _within(value, MOST)


def _format(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > FORMAT:
        refuse(
            tr(
                "this file is in format {value}, for a newer TrunkTimer; this one reads format {format}",
                value=said(value),
                format=FORMAT,
            )
        )
    if isinstance(value, bool) or value != FORMAT:
        refuse(tr("{value} is not a format; write format = {format}", value=said(value), format=FORMAT))
    return FORMAT


def text_of(value: object, most: int, example: str) -> str:
    """One line of text, not empty."""
    text = plain_of(value, example)
    if not text:
        refuse(tr('the text is empty; write one such as "{example}", or leave the key out', example=example))
    if len(text) > most:
        count = format_count(len(text))
        if most == CUE_LENGTH:
            refuse(
                tr(
                    "the text has {count} characters; {most} is the most that can be read from the floor",
                    count=count,
                    most=most,
                )
            )
        refuse(tr("the text has {count} characters; {most} is the most", count=count, most=format_count(most)))
    return text


def _prose(value: object) -> str:
    """Text of any number of lines, which are joined."""
    if isinstance(value, str):
        value = " ".join(value.split())
    text = plain_of(value, tr("Stop at once if a movement makes pain worse."))
    if len(text) > TEXT_LENGTH:
        count, most = format_count(len(text)), format_count(TEXT_LENGTH)
        refuse(tr("the text has {count} characters; {most} is the most", count=count, most=most))
    return text


def plain_of(value: object, example: str) -> str:
    """A text without control characters."""
    if not isinstance(value, str):
        refuse(
            tr('{value} is not a text; write one in quotes, such as "{example}"', value=said(value), example=example)
        )
    for mark in value:
        if unicodedata.category(mark) == "Cc" or mark in _TURNS:
            refuse(tr("the text holds the control character {mark}; take it out", mark=f"U+{ord(mark):04X}"))
    return value.strip()


def _lines(value: object, most: int, example: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        refuse(tr('a list of texts is wanted here, such as ["{example}"]', example=example))
    lines = []
    for number, part in enumerate(value, start=1):
        try:
            lines.append(text_of(part, most, example))
        except PydanticCustomError as fault:
            refuse(tr("number {number}: {fault}", number=number, fault=fault.message()))
    return tuple(lines)


def _also(value: object) -> dict[str, tuple[str, ...]]:
    """Names by language; a plain list is of no language."""
    if isinstance(value, list):
        return {"": _lines(value, NAME_LENGTH, "glute bridge")}
    if not isinstance(value, dict):
        refuse(tr('a list of names is wanted here, or one for each language, such as en = ["glute bridge"]'))
    for code in value:
        if not _LANGUAGE.fullmatch(code):
            refuse(tr('"{code}" is not the code of a language, such as "en" or "de"', code=shown(code, 40)))
    return {code: _lines(names, NAME_LENGTH, "glute bridge") for code, names in value.items()}


def flag_of(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        refuse(tr("{value} is neither true nor false; write one of them, without quotes", value=said(value)))
    return value


def _word(value: object) -> str:
    text = text_of(value, WORD_LENGTH, "raise")
    if not _WORD.fullmatch(text) or text != text.lower():
        refuse(tr('"{text}" is not one word in small letters, such as "raise" or "breathe-in"', text=shown(text)))
    return text


def choose(kind: type[Choice]) -> Callable[[object], Choice]:
    """A validator that takes one of the words of `kind`."""
    words = [str(choice) for choice in kind]

    def take(value: object) -> Choice:
        if isinstance(value, str) and value in words:
            return kind(value)
        guess = nearest(value, words) if isinstance(value, str) else ""
        listed = tr("{words} or {last}", words=", ".join(f'"{word}"' for word in words[:-1]), last=f'"{words[-1]}"')
        refuse(tr("{value} is not known here; write {words}", value=said(value), words=listed) + guess)

    return take


def _in_turn(value: object) -> Sides:
    """How a movement is done on both sides: which one of them, only a block says."""
    sides = choose(Sides)(value)
    if sides not in IN_TURN:
        listed = ", ".join(f'"{word}"' for word in IN_TURN)
        refuse(tr("{value} is for a block; a movement has {words}", value=said(value), words=listed))
    return sides


def said(value: object) -> str:
    """A value as it may be quoted in a sentence."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() if abs(value) >= 10**15:
            return tr("this number")
        case int() | float():
            return str(value)
        case str():
            return f'"{shown(value, 40)}"'
        case list():
            return tr("a list")
        case dict():
            return tr("a table")
    return shown(str(value), 40)  # dates and times


def choices(kind: type[StrEnum]) -> WithJsonSchema:
    """The schema of such a word."""
    return WithJsonSchema({"type": "string", "enum": [str(choice) for choice in kind]})


# Schemas hint at what is typed in an editor. What was pasted is read by the program alone, and `fmt` makes it plain.
#: The pattern of a number or a range in a schema.
number_or_range_schema: Final = r"^\s*[0-9]+\s*((-|–|—|to|bis|à|a)\s*[0-9]+\s*)?$"
_TIME_SCHEMA: Final = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 86400},
        {"type": "string", "pattern": r"^\s*[0-9½¼¾]", "minLength": 1},
    ],
    "examples": ["10 s", "1 min 30 s", "1:30", "10-15 s", 45],
}


def time_schema(*examples: object) -> dict[str, object]:
    """The schema of a time in more words than a plain one."""
    number = {"type": "number", "minimum": 0, "maximum": 86400}
    return {"anyOf": [number, {"type": "string", "minLength": 1}], "examples": list(examples)}


def _counts(least: int, most: int) -> dict[str, object]:
    whole = {"type": "integer", "minimum": least, "maximum": most}
    return {"anyOf": [whole, {"type": "string", "pattern": number_or_range_schema}]}


def _texts(most: int) -> dict[str, object]:
    return {"type": "string", "minLength": 1, "maxLength": most}


Format = Annotated[int, PlainValidator(_format), WithJsonSchema({"type": "integer", "const": FORMAT})]
Time = Annotated[Span, PlainValidator(_time), WithJsonSchema(_TIME_SCHEMA)]
Amount = Annotated[Count, PlainValidator(_amount), WithJsonSchema(_counts(1, MOST))]
Whole = Annotated[int, PlainValidator(whole_of), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST})]
Name = Annotated[
    str,
    PlainValidator(lambda value: text_of(value, NAME_LENGTH, tr("Strengthen the lower back"))),
    WithJsonSchema(_texts(NAME_LENGTH)),
]
Key = Annotated[
    str, PlainValidator(lambda value: text_of(value, NAME_LENGTH, "bridge")), WithJsonSchema(_texts(NAME_LENGTH))
]
Cue = Annotated[
    str,
    PlainValidator(lambda value: text_of(value, CUE_LENGTH, tr("Squeeze, hips up"))),
    WithJsonSchema(_texts(CUE_LENGTH)),
]
Prose = Annotated[str, PlainValidator(_prose), WithJsonSchema({"type": "string"})]
Things = Annotated[
    tuple[str, ...],
    PlainValidator(lambda value: _lines(value, NAME_LENGTH, "mat")),
    WithJsonSchema({"type": "array", "items": _texts(NAME_LENGTH)}),
]
Lines = Annotated[
    tuple[str, ...],
    PlainValidator(lambda value: _lines(value, LINE_LENGTH, tr("Shoulders stay down"))),
    WithJsonSchema({"type": "array", "items": _texts(LINE_LENGTH)}),
]
_NAMES_SCHEMA: Final = {"type": "array", "items": _texts(NAME_LENGTH)}
Also = Annotated[
    dict[str, tuple[str, ...]],
    PlainValidator(_also),
    WithJsonSchema({"anyOf": [_NAMES_SCHEMA, {"type": "object", "additionalProperties": _NAMES_SCHEMA}]}),
]
Flag = Annotated[bool, PlainValidator(flag_of), WithJsonSchema({"type": "boolean"})]
Word = Annotated[
    str,
    PlainValidator(_word),
    WithJsonSchema({"type": "string", "pattern": r"^[^\sA-Z0-9_]+$", "minLength": 1, "maxLength": WORD_LENGTH}),
]
Limb = Annotated[
    str,
    PlainValidator(lambda value: text_of(value, LIMB_LENGTH, "leg")),
    WithJsonSchema(_texts(LIMB_LENGTH)),
]
InTurn = Annotated[Sides, PlainValidator(_in_turn), WithJsonSchema({"type": "string", "enum": list(IN_TURN)})]
SideWord = Annotated[Side, PlainValidator(choose(Side)), choices(Side)]
BreathWord = Annotated[Breath, PlainValidator(choose(Breath)), choices(Breath)]
PaceWord = Annotated[Pace, PlainValidator(choose(Pace)), choices(Pace)]
