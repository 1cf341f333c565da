"""Durations as people write them, to and from integer milliseconds. Knows nothing of routines.

What stands in files is the same in every language: `parse_span`, `seconds_token`, `format_clock`, `span_token`,
`restyle`. What is only read by a person is in the language in use: `format_seconds`, `format_duration`, `format_span`.
"""

import math
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from trunktimer.foundation.translation import format_number, later, tr, trc

MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000
LONGEST_MS: Final = 24 * 60 * 60 * 1000
# Translators: the times in quotation marks stand so in files, in every language.
EXAMPLES: Final = later('"90 s", "1:30", "1 min 30 s" or "10-15 s"')

_UNIT_MS: Final = {
    **dict.fromkeys(("ms",), 1),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1_000),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3_600_000),
}
_NUMBER: Final = r"\d{1,9}(?:[.,]\d{1,6})?"
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d(?:[.,]\d{1,3})?)")
_PIECE: Final = re.compile(rf"({_NUMBER})\s*([a-z]+)")
_BARE: Final = re.compile(_NUMBER)
_DASH: Final = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")


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

    Takes a number (seconds) or text: `"90 s"`, `"1:30"`, `"1 min"`, `"1 min 30 s"`, `"0.5 s"`, `"10-15 s"`.
    In a range the first end may leave its unit to the second. Raises `BadDuration` for anything else,
    for zero or less, for more than 24 hours, and for a range that runs backwards.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadDuration(tr("a time is wanted here, such as {examples}", examples=tr(EXAMPLES)))
    if isinstance(value, int | float):
        ms = _seconds_ms(value)
        return _plain(ms, str(value))
    text = value.strip().casefold()
    if text.startswith(("-", "–")):
        raise BadDuration(tr('"{text}" is negative; a time must be more than 0 s', text=_short(value)))
    ends = [end for end in _DASH.split(text) if end]
    if not 1 <= len(ends) <= 2 or _DASH.fullmatch(text[-1:]):
        raise BadDuration(_no_time(value))
    last_ms = _one_ms(ends[-1], value, unit_ms=1_000)
    if len(ends) == 1:
        return _plain(last_ms, value)
    first_ms = _one_ms(ends[0], value, unit_ms=_last_unit_ms(ends[-1]))
    _plain(first_ms, value)
    _plain(last_ms, value)
    if first_ms > last_ms:
        raise BadDuration(tr('"{text}" runs backwards; write the smaller time first', text=_short(value)))
    return Span(first_ms, last_ms)


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
    if not isinstance(old, str):
        return span_token(span)
    ends = [span.low_ms] if not span.is_range else [span.low_ms, span.high_ms]
    if ":" in old and all(end % 1000 == 0 for end in ends):
        return "-".join(format_clock(end) for end in ends)
    text = old.casefold()
    only_seconds = re.search(r"\d\s*s", text) and not re.search(r"\d\s*(m(?!s)|h)", text)
    if only_seconds or _BARE.fullmatch(text.strip()):
        gap = " " if re.search(r"\d\s+s", text) else ""
        unit = f"{gap}s" if only_seconds else ""
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


def _plain(ms: int, written: str) -> Span:
    if ms <= 0:
        raise BadDuration(tr('"{text}" is no time; it must be more than 0 s (at least 1 ms)', text=_short(written)))
    if ms > LONGEST_MS:
        raise BadDuration(tr('"{text}" is too long; 24 hours is the most', text=_short(written)))
    return Span(ms, ms)


def _seconds_ms(seconds: float) -> int:
    if not -math.inf < seconds < math.inf:  # also true of what is not a number
        raise BadDuration(tr("{text} is not a time; write {examples}", text=seconds, examples=tr(EXAMPLES)))
    if seconds < 0:
        raise BadDuration(tr("a time must be more than 0 s, not negative"))
    if seconds > LONGEST_MS:  # a huge int can be turned neither into a float nor into text
        raise BadDuration(tr("the time is too long; 24 hours is the most"))
    return round(seconds * 1000)


def _one_ms(text: str, written: str, unit_ms: int) -> int:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups()
        return int(hours or 0) * 3_600_000 + int(minutes) * 60_000 + round(_float(seconds) * 1000)
    if _BARE.fullmatch(text):
        return round(_float(text) * unit_ms)
    total_ms, at, seen_ms = 0.0, 0, math.inf
    for piece in _PIECE.finditer(text):
        unit = _UNIT_MS.get(piece[2])
        if unit is None or text[at : piece.start()].strip() or unit >= seen_ms:
            break
        total_ms, at, seen_ms = total_ms + _float(piece[1]) * unit, piece.end(), unit
    if at == 0 or at != len(text):
        raise BadDuration(_no_time(written))
    return round(total_ms)


def _last_unit_ms(text: str) -> int:
    pieces = _PIECE.findall(text)
    return _UNIT_MS.get(pieces[-1][1], 1_000) if pieces else 1_000


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
