"""Durations as people write them, to and from integer milliseconds. Knows nothing of routines.

What stands in files is the same in every language: `parse_span`, `seconds_token`, `format_clock`, `span_token`,
`restyle`. What is only read by a person is in the language in use: `format_seconds`, `format_duration`, `format_span`.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final

from trunktimer.foundation.translation import format_number, later, tr, trc
from trunktimer.foundation.typed import PRODUCT, RANGE, plain_text

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
LONGEST_MS: Final = 24 * 60 * 60 * 1000
# Translators: the times in quotation marks stand so in files, in every language.
EXAMPLES: Final = later('"90 s", "1:30", "1 min 30 s" or "10-15 s"')

#: All that may stand behind a number, in small letters and without a full stop.
UNIT_NAMES: Final = {
    "ms": "ms msec millisecond milliseconds millisekunden millisecondes milisegundos",
    "s": 's sec secs second seconds sek sekunde sekunden seconde secondes seg segs segundo segundos "',
    "min": "m mn min mins minute minutes minuten minuto minutos '",
    "h": "h hr hrs hour hours std stunde stunden heure heures hora horas",
}
_TOKEN_MS: Final = {"ms": 1, "s": 1_000, "min": MINUTE_MS, "h": HOUR_MS}
_TOKENS: Final = {name: token for token, names in UNIT_NAMES.items() for name in names.split()}
_SMALLER: Final = {"h": "min", "min": "s"}  # what a number is that follows without a unit: "1 min 30", "1 h 5"
_JOINTS: Final = ("", ",", "and", "und", "et", "y")
_LONGEST_TEXT: Final = 100

_FRACTIONS: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_NUMBER: Final = rf"(?:\d{{1,9}} ?)?[{_FRACTIONS}]|\d{{1,9}}(?:[.,]\d{{1,6}})?"
_UNIT: Final = r"""([^\W\d_]+|['"])\.?"""
_PIECE: Final = re.compile(rf"({_NUMBER}) ?(?:{_UNIT})?")
_CLOCK: Final = re.compile(rf"(?:(\d{{1,3}}):)?(\d{{1,3}}):([0-5]\d(?:[.,]\d{{1,3}})?)(?: ?{_UNIT})?")
_ABOUT: Final = re.compile(
    r"(?:[~≈]|(?:about|approx\.?|approximately|around|ca\.?|circa|etwa|ungefähr|environ|aprox\.?) ) ?"
)
_MIXED: Final = re.compile(r"(\d{1,9}) ([1-9])/([2-9])(?!\d)")
_SLASH: Final = re.compile(rf"(\d{{1,9}}) ?/ ?(\d{{1,9}}) ?(?:{_UNIT})?")
_BEHIND_PRIME: Final = re.compile(r"[0-5]\d(?:[.,]\d{1,3})?")


class Fineness(Enum):
    """How finely a duration is told. Each pair is a unit in milliseconds, and the duration from which the next one is.

    What lies between two numbers of a unit goes to the nearer one, a half to the even one; what becomes a whole minute
    by that is told as such.
    """

    MINUTES = ((1_000, 60_000), (60_000, math.inf))  # 40 s, 24 min, 1 h 5 min; nothing is 0 min
    SECONDS = ((1_000, 600_000), (60_000, math.inf))  # 40 s, 2 min 5 s; from ten minutes on as MINUTES
    TENTHS = ((100, 60_000), (1_000, 600_000), (60_000, math.inf))  # 12.5 s, 12 s; from a minute on as SECONDS
    EXACT = ((1, math.inf),)  # 0.125 s, 1 h 5 min 0.5 s


class BadDuration(ValueError):
    """The text is no duration; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time, or a range of times, in milliseconds. `low_ms == high_ms` for a plain time."""

    low_ms: int
    high_ms: int

    @property
    def is_range(self) -> bool:
        """Whether the two ends differ."""
        return self.low_ms != self.high_ms


#: A pause that was switched off on purpose (written `"none"`).
NO_PAUSE: Final = Span(0, 0)


def parse_span(value: object) -> Span:
    """Read a duration or a range of durations.

    Takes a number (seconds) or text, in four languages and with the characters of Word and PDF: `"90 s"`, `"1:30"`,
    `"1 min 30"`, `"1½ Minuten"`, `1'30"`, `"10-15 s"`, `"10 bis 15 s"`. In a range one end may leave its unit to the
    other. Raises `BadDuration` for anything else, for what may mean two things, for zero or less, for more than 24
    hours, and for a range that runs backwards.
    """
    return _span(value, least_ms=1)


def parse_pause(value: object) -> Span:
    """As `parse_span`, for a pause: "none" and zero are `NO_PAUSE`, and a refusal names the word."""
    if isinstance(value, str) and plain_text(value) == "none":
        return NO_PAUSE
    try:
        return _span(value, least_ms=0)
    except BadDuration as fault:
        # Translators: "none" is the word of the file; it stays English.
        raise BadDuration(tr('{fault}; for no pause write "none"', fault=fault)) from None


def written_units(written: object) -> set[str]:
    """What stands in a time: `h`, `min`, `s`, `ms`, the `:` of a clock, and `""` where a unit is left out."""
    text = RANGE.sub("-", plain_text(str(written)))
    return {_TOKENS.get(unit, "") for _, unit in _PIECE.findall(text)} | ({":"} & set(text))


def seconds_token(ms: int) -> str:
    """Milliseconds as seconds without needless zeros: 1500 is `1.5`, 60000 is `60`."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")


def format_clock(ms: int) -> str:
    """Milliseconds as a clock, rounded up to the whole second: `0:45`, `12:05`, `1:02:03`."""
    seconds = -(-ms // 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def span_token(span: Span) -> str:
    """A span as it is written in a file: `12 s`, `1 min 30 s`, `10-15 s`, `45 s - 1 min`, `none`."""
    if span == NO_PAUSE:
        return "none"
    if not span.is_range:
        return _written_text(span.low_ms)
    if span.high_ms < 60_000:
        return f"{seconds_token(span.low_ms)}-{seconds_token(span.high_ms)} s"
    return f"{_written_text(span.low_ms)} - {_written_text(span.high_ms)}"


def format_seconds(ms: int) -> str:
    """Milliseconds as a number of seconds for a person, in the language in use: `1.5 s`, `60 s`."""
    return tr("{seconds} s", seconds=_seconds_number(ms))


def format_duration(ms: float, fineness: Fineness = Fineness.EXACT) -> str:
    """Milliseconds, 0 or more, for a person, in the language in use: `45 s`, `1 min 30 s`, `1 h 5 min`, `0.5 s`."""
    if not ms and fineness is Fineness.MINUTES:
        return tr("{minutes} min", minutes=0)
    rounded = (round(ms / unit_ms) * unit_ms for unit_ms, _ in fineness.value)
    told_ms = next(told for told, (_, below_ms) in zip(rounded, fineness.value, strict=True) if told < below_ms)
    hours, minutes, rest_ms = _hours_and_minutes(told_ms)
    pieces = []
    if hours:
        pieces.append(tr("{hours} h", hours=hours))
    if minutes:
        pieces.append(tr("{minutes} min", minutes=minutes))
    if rest_ms or not pieces:
        pieces.append(format_seconds(rest_ms))
    return " ".join(pieces)


def duration_units() -> list[str]:
    """The units of durations for a person, so that each can stay on the line of its number."""
    said = (tr("{hours} h", hours=""), tr("{minutes} min", minutes=""), tr("{seconds} s", seconds=""))
    return [unit.strip() for unit in said]


def format_span(span: Span) -> str:
    """A span for a person, in the language in use: `12 s`, `1 min 30 s`, `10-15 s`, `45 s - 1 min`, `none`."""
    if span == NO_PAUSE:
        return trc("pause", "none")
    if not span.is_range:
        return format_duration(span.low_ms)
    if span.high_ms < 60_000:
        return tr("{low}-{high} s", low=_seconds_number(span.low_ms), high=_seconds_number(span.high_ms))
    return f"{format_duration(span.low_ms)} - {format_duration(span.high_ms)}"


def restyle(old: object, span: Span) -> str | int | float:
    """Write `span` in the style in which `old` stood: a number, a clock, seconds, or minutes and seconds."""
    if span == NO_PAUSE:
        return span_token(span)
    if isinstance(old, int | float) and not isinstance(old, bool) and not span.is_range:
        return span.low_ms // 1000 if span.low_ms % 1000 == 0 else span.low_ms / 1000
    units = written_units(old) if isinstance(old, str) else set()
    ends = [span.low_ms] if not span.is_range else [span.low_ms, span.high_ms]
    if ":" in units and all(end % 1000 == 0 for end in ends):
        return "-".join(format_clock(end) for end in ends)
    if units and units <= {"s", ""}:
        unit = "" if "s" not in units else "s" if re.search(r"\ds", str(old).casefold()) else " s"
        return "-".join(seconds_token(end) for end in ends) + unit
    return span_token(span)


def _hours_and_minutes(ms: int) -> tuple[int, int, int]:
    """Whole hours, whole minutes and the milliseconds that are left."""
    whole, rest_ms = divmod(ms, 60_000)
    return *divmod(whole, 60), rest_ms


def _written_text(ms: int) -> str:
    """As `format_duration` in English: so a time stands in a file, whatever language the window has."""
    hours, minutes, rest_ms = _hours_and_minutes(ms)
    pieces = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    if rest_ms or not pieces:
        pieces.append(f"{seconds_token(rest_ms)} s")
    return " ".join(pieces)


def _seconds_number(ms: int) -> str:
    """As `seconds_token`, with the decimal mark of the language in use."""
    digits = len(seconds_token(ms).partition(".")[2])
    return format_number(ms / 1000, digits)


def _no_time(written: str) -> str:
    return tr('"{text}" is not a time; write {examples}', text=_short(written), examples=tr(EXAMPLES))


def _two_things(written: str, one: str, other: str) -> BadDuration:
    return BadDuration(
        tr('"{text}" may mean two things; write "{one}" or "{other}"', text=_short(written), one=one, other=other)
    )


def _span(value: object, least_ms: int) -> Span:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadDuration(tr("a time is wanted here, such as {examples}", examples=tr(EXAMPLES)))
    if isinstance(value, int | float):
        ms = _seconds_ms(value)
        _check_length(ms, str(value), least_ms)
        return Span(ms, ms)
    text = _MIXED.sub(_mixed, _ABOUT.sub("", plain_text(value), count=1))
    ends = RANGE.split(text)
    if text.startswith("-"):
        raise BadDuration(tr('"{text}" is negative; a time must be more than 0 s', text=_short(value)))
    if PRODUCT.fullmatch(text):
        raise BadDuration(
            tr('"{text}" is more than a time; write how often at reps or sets, and the time here', text=_short(value))
        )
    if len(text) > _LONGEST_TEXT or len(ends) > 2 or not all(ends):
        raise BadDuration(_no_time(value))
    slash = _SLASH.fullmatch(text)
    if slash and int(slash[2]) and (slash[3] or "s") in _TOKENS:
        token = _TOKENS[slash[3] or "s"]
        part = Span(*[max(1, round(int(slash[1]) / int(slash[2]) * _TOKEN_MS[token]))] * 2)
        raise _two_things(value, f"{slash[1]}-{slash[2]} {token}", span_token(part))
    if len(ends) == 1:
        ms = _end_ms(text, value, "s")
        _check_length(ms, value, least_ms)
        return Span(ms, ms)
    return _range(ends[0], ends[1], value)


def _mixed(number: re.Match[str]) -> str:
    """`1 1/2` as a decimal number."""
    whole, part, of = map(int, number.groups())
    return f"{whole + part / of:.6f}"


def _range(first: str, last: str, written: str) -> Span:
    """Both ends in each unit that they may leave to the other; what runs backwards was not meant."""
    lows = {_end_ms(first, written, unit) for unit in _lent_units(last) | ({"s"} if ":" in first else set())}
    highs = {_end_ms(last, written, unit) for unit in _lent_units(first) | {"s"}}
    spans = sorted((low, high) for low in lows for high in highs)
    meant = [Span(*span) for span in spans if 0 < span[0] <= span[1] <= LONGEST_MS]
    if len(meant) > 1:
        raise _two_things(written, span_token(meant[0]), span_token(meant[-1]))
    if not meant:
        for ms in spans[0]:
            _check_length(ms, written, 1)
        raise BadDuration(tr('"{text}" runs backwards; write the smaller time first', text=_short(written)))
    return meant[0]


def _lent_units(end: str) -> set[str]:
    """The units of one end of a range, in which the other may be that has none."""
    units = written_units(end)
    lent = {"min", "s"} if ":" in units and units <= {":", ""} else units - {":", ""}
    return lent or {"s"}


def _check_length(ms: int, written: str, least_ms: int) -> None:
    if ms < least_ms:
        raise BadDuration(tr('"{text}" is no time; it must be more than 0 s (at least 1 ms)', text=_short(written)))
    if ms > LONGEST_MS:
        raise BadDuration(tr('"{text}" is too long; 24 hours is the most', text=_short(written)))


def _seconds_ms(seconds: float) -> int:
    if not -math.inf < seconds < math.inf:  # also true of what is not a number
        raise BadDuration(tr("{text} is not a time; write {examples}", text=seconds, examples=tr(EXAMPLES)))
    if seconds < 0:
        raise BadDuration(tr("a time must be more than 0 s, not negative"))
    if seconds > LONGEST_MS:  # a huge int can be turned neither into a float nor into text
        raise BadDuration(tr("the time is too long; 24 hours is the most"))
    return round(seconds * 1000)


def _end_ms(text: str, written: str, bare: str) -> int:
    """One end of a span, in milliseconds; a number without a unit is of the unit `bare`."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds, unit = clock.groups()
        token = _TOKENS.get(unit) if unit else bare
        if unit and not (token == "h" or (token == "min" and not hours)):
            raise BadDuration(_no_time(written))
        if token == "h" and not hours:  # 1:30 h
            hours, minutes, seconds = minutes, seconds, "0"
        return round((float(hours or 0) * 60 + _float(minutes)) * MINUTE_MS + _float(seconds) * 1000)
    total_ms, at, seen_ms, above, prime = 0.0, 0, math.inf, "", False
    for piece in _PIECE.finditer(text):
        number, unit = piece.groups()
        token = _TOKENS.get(unit) if unit else _SMALLER.get(above) if at else bare
        if token is None or _TOKEN_MS[token] >= seen_ms or text[at : piece.start()].strip() not in _JOINTS:
            break
        whole = text[: piece.start()].rstrip("' ")
        if prime and len(number) == 1 and unit != '"' and whole.isdecimal():  # some write a decimal mark so
            raise _two_things(written, f"{whole} min {number} s", f"{whole}.{number} s")
        if prime and not _BEHIND_PRIME.fullmatch(number) and len(number) > 1:
            break  # 1'000
        if not unit and (piece.end() < len(text) or (at and _float(number) >= 60)):
            break
        whole_ms = _float(number) * _TOKEN_MS[token]
        total_ms, at, seen_ms, above = total_ms + whole_ms, piece.end(), _TOKEN_MS[token], token
        prime = unit == "'"
    if at == 0 or at != len(text):
        raise BadDuration(_no_time(written))
    return round(total_ms)


def _float(text: str) -> float:
    if text[-1] in _FRACTIONS:
        return float(text[:-1] or 0) + unicodedata.numeric(text[-1])
    return float(text.replace(",", "."))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
