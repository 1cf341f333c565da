"""The keys of a routine's file by kind, and the order in which they are written. What they mean is not known here."""

from typing import Final

from trunktimer.foundation.durations import BadDuration, Span, parse_pause, parse_span

#: Keys that take a pause, for which "none" may stand.
PAUSES: Final = frozenset(
    {
        "lead_in",
        "rest",
        "rest_between_sets",
        "rest_between_blocks",
        "rest_between_rounds",
        "switch",
    }
)
#: All keys that take a time.
TIMES: Final = PAUSES | {"raise", "hold", "lower", "pause", "time", "duration", "every", "breath"}
#: Tables that a routine or a group may have once, and that begin with their first key.
TABLES: Final = frozenset({"program", "defaults"})
#: The order of the keys of one table: what it is, what is done, how often, on which side, and the pauses around it.
KEY_ORDER: Final = (
    *("format", "movement", "name", "summary", "safety", "equipment", "position", "start", "watch", "cue", "note"),
    *("breath", "duration", "tempo", "raise", "hold", "lower", "pause", "rest", "reps", "pulses", "bpm"),
    *("accent_every", "breath_beats", "sets", "times_per_day", "every", "between", "load", "pace", "sides"),
    *("first_side", "rest_between_sets", "switch", "lead_in", "repeat", "rest_between_rounds"),
    *("rest_between_blocks", "optional", "phase", "days", "days_per_week", "from", "weeks", "until"),
)


def span_at(key: str | int, value: object) -> Span | None:
    """The time that is written at a key of `TIMES`; `None` for what is none, which is for a check to refuse."""
    try:
        return parse_pause(value) if key in PAUSES else parse_span(value)
    except BadDuration:
        return None
