"""The number of a chip one step up or down, and as it is typed. Values are those of files."""

import re
from dataclasses import replace
from typing import Final

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.typed import RANGE, plain_text
from trunktimer.routine.timing import Breaths, OpenEnd, Timing
from trunktimer.routine.timing_text import parse_rest, parse_work, rest_token, timing_token

#: The keys whose value is a number and no time.
COUNTS: Final = frozenset({"sets", "reps", "pulses", "bpm", "repeat"})
#: The keys whose value is a pause: it can be none, or as long as is needed.
RESTS: Final = frozenset(
    {"rest", "rest_between_sets", "rest_between_rounds", "rest_between_blocks", "switch", "lead_in"}
)
#: Two numbers of sets are those of the two sides.
SIDES: Final = ("left", "right")
_BPM_STEP: Final = 5
#: Up to so long (ms), a step is so long: a second in a hold, a quarter of a minute in minutes.
_STEPS: Final = ((20_000, 1_000), (120_000, 5_000), (600_000, 15_000))
_LONG_STEP_MS: Final = 60_000
_COUNT: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
#: Between the entries of a list, one a set: "30 s / 20 s", "15 – 30". A comma stands in numbers.
_BETWEEN: Final = re.compile(r"\s*[/;]\s*|\s+[–—]\s+")


def stepped(key: str, token: str, up: bool) -> str | int | None:
    """The next value of a key in a file, or `None` where there is none: at its end, or where it is a list.

    Raises `BadDuration` for a `token` that is no time.
    """
    if key in COUNTS:
        found = _COUNT.fullmatch(token)
        if found is None:
            return None
        by = (_BPM_STEP if key == "bpm" else 1) * (1 if up else -1)
        low, high = int(found[1]) + by, int(found[2] or found[1]) + by
        if low < 1:
            return None
        return low if low == high else f"{low}-{high}"
    rests = key in RESTS
    time = (parse_rest if rests else parse_work)(token)
    moved = _moved(time, up)
    if moved is None or (moved == NO_PAUSE and not rests):
        return None
    return rest_token(moved) if rests else timing_token(moved)


def _moved(time: Timing, up: bool) -> Timing | None:
    match time:
        case OpenEnd(aim=None):
            return None
        case OpenEnd(aim=aim) if aim is not None:
            moved = _moved(aim, up)
            return replace(time, aim=moved) if isinstance(moved, Span | Breaths) and moved != NO_PAUSE else None
        case Breaths(low=low, high=high):
            by = 1 if up else -1
            return Breaths(low + by, high + by) if low + by >= 1 else None
        case Span(low_ms=low_ms, high_ms=high_ms):
            low, high = _moved_ms(low_ms, up), _moved_ms(high_ms, up)
            return replace(time, low_ms=low, high_ms=high) if high != high_ms else None
    raise AssertionError(time)


def _moved_ms(ms: int, up: bool) -> int:
    """The next round time: steps lie on a grid, so that up and down meet again."""
    below = ms if up else ms - 1
    step = next((step for until, step in _STEPS if below < until), _LONG_STEP_MS)
    return (ms // step + 1) * step if up else max(0, (ms - 1) // step * step)


def typed_value(key: str, text: str) -> object:
    """What a person typed into a chip, as the file has it: a number, a text, or a list with one entry a set.

    What is no value stays as it was typed: the check says what would be right.
    """
    entries = [part for part in _BETWEEN.split(text.strip()) if part]
    if key == "sets" and len(entries) == len(SIDES):
        return dict(zip(SIDES, (_one_typed(key, entry) for entry in entries), strict=True))
    if len(entries) > 1:
        return [_one_typed(key, entry) for entry in entries]
    return _one_typed(key, text.strip())


def _one_typed(key: str, text: str) -> object:
    if key not in COUNTS:
        return text
    plain = RANGE.sub("-", plain_text(text))
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else plain or text
