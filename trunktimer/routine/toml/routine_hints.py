"""What is said of keys that a routine file does not know: where they belong, or what people mean by them."""

from difflib import get_close_matches
from typing import Final

from trunktimer.foundation.errors import Path
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.toml.routine_model import (
    BlockModel,
    DefaultsModel,
    PhaseModel,
    ProgramModel,
    RoutineModel,
    written_keys,
)

ROUTINE_KEYS: Final = written_keys(RoutineModel)
BLOCK_KEYS: Final = written_keys(BlockModel)
PHASE_KEYS: Final = written_keys(PhaseModel)
DEFAULTS_KEYS: Final = written_keys(DefaultsModel)
PROGRAM_KEYS: Final = written_keys(ProgramModel)

_IN_PROGRAM: Final = later("how often the routine is prescribed stands in [program], such as {example}")
_IN_BLOCK: Final = later("in a [[block]] write {example}")
_GROUP: Final = later("rounds are of a group: a [[block]] with {example} and the blocks as [[block.block]] below it")
_LEVEL: Final = later("the level is chosen at the start; write a range, such as {example}")
#: What people write, and what it is here: a sentence with an example, which is TOML.
_MEANT: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(
        ("frequency", "times", "daily", "per_day", "times_a_day", "times_daily", "schedule", "sessions_per_day"),
        (_IN_PROGRAM, "times_per_day = 3"),
    ),
    **dict.fromkeys(
        ("times_per_week", "per_week", "weekly", "times_a_week", "sessions_per_week", "days_a_week"),
        (_IN_PROGRAM, "days_per_week = 4"),
    ),
    **dict.fromkeys(("weekdays", "on_days", "day"), (_IN_PROGRAM, 'days = ["mon", "wed", "fri"]')),
    **dict.fromkeys(("start_date", "start", "begin"), (_IN_PROGRAM, "from = 2026-03-03")),
    **dict.fromkeys(("end_date", "end"), (_IN_PROGRAM, "until = 2026-04-14")),
    **dict.fromkeys(
        ("weight", "weights", "kg", "lb", "resistance", "band", "dumbbell", "kettlebell"), (_IN_BLOCK, 'load = "4 kg"')
    ),
    **dict.fromkeys(("rounds", "round", "circuits", "circuit", "laps", "cycles"), (_GROUP, "repeat = 3")),
    **dict.fromkeys(("superset", "super_set", "exercises"), (_GROUP, "repeat = 3")),
    **dict.fromkeys(
        (
            "notes",
            "comment",
            "comments",
            "description",
            "remark",
            "remarks",
            "instructions",
            "instruction",
            "hint",
            "tip",
        ),
        (_IN_BLOCK, 'note = "Ball between the knees"'),
    ),
    **dict.fromkeys(("side", "leg", "arm", "limb"), (_IN_BLOCK, 'sides = "left"')),
    **dict.fromkeys(
        ("time", "seconds", "minutes", "length", "work", "work_time", "timer"), (_IN_BLOCK, 'duration = "60 s"')
    ),
    **dict.fromkeys(("repetitions", "repetition", "rep", "count", "amount"), (_IN_BLOCK, "reps = 10")),
    **dict.fromkeys(("set", "series"), (_IN_BLOCK, "sets = 3")),
    **dict.fromkeys(("max", "amrap", "max_reps", "maximum"), (_IN_BLOCK, 'reps = "max"')),
    **dict.fromkeys(("to_failure", "failure", "max_hold", "hold_max"), (_IN_BLOCK, 'hold = "max"')),
    **dict.fromkeys(("breaths", "hold_breaths", "breathing"), (_IN_BLOCK, 'hold = "5 breaths"')),
    **dict.fromkeys(("metronome", "cadence", "beats", "beat", "rhythm"), (_IN_BLOCK, "bpm = 60")),
    **dict.fromkeys(("eccentric", "down", "lowering"), (_IN_BLOCK, 'lower = "3 s"')),
    **dict.fromkeys(("concentric", "up", "raising", "lift"), (_IN_BLOCK, 'raise = "2 s"')),
    **dict.fromkeys(("isometric", "hold_time", "holding", "pause_top"), (_IN_BLOCK, 'hold = "5 s"')),
    **dict.fromkeys(("emom", "interval", "every_minute", "on_the_minute"), (_IN_BLOCK, 'every = "1 min"')),
    **dict.fromkeys(("rest_between_reps", "break", "recovery", "rest_reps"), (_IN_BLOCK, 'rest = "4 s"')),
    **dict.fromkeys(
        ("rest_sets", "rest_between", "set_rest", "rest_time", "pause_between_sets"),
        (_IN_BLOCK, 'rest_between_sets = "1 min"'),
    ),
    **dict.fromkeys(("exercise", "move"), (_IN_BLOCK, 'movement = "bridge"')),
    **dict.fromkeys(("intensity", "rpe", "level", "difficulty"), (_LEVEL, 'hold = "10-15 s"')),
    **dict.fromkeys(("title",), (later("write {example}"), 'name = "Bridge"')),
    **dict.fromkeys(("can_skip", "skippable", "optionally", "if_possible"), (_IN_BLOCK, "optional = true")),
}


def keys_at(table: Path) -> frozenset[str]:
    """The keys that the table at `table` may have."""
    words = [part for part in table if isinstance(part, str)]
    known = {"phase": PHASE_KEYS, "defaults": DEFAULTS_KEYS, "program": PROGRAM_KEYS}
    return ROUTINE_KEYS if not words else known.get(words[-1], BLOCK_KEYS)


def unknown_key(key: str, table: Path) -> str:
    """What to say of a key that the table at `table` does not know."""
    here = keys_at(table)
    told = tr('unknown key "{key}"', key=shown(key, 40))
    place = _belongs(key, here)
    if place:
        return f"{told} {place}"
    spelt = key.casefold().replace("-", "_").replace(" ", "_")
    if spelt != key and spelt in here:
        return tr('{told}; did you mean "{word}"?', told=told, word=spelt)
    if spelt in _MEANT:
        sentence, example = _MEANT[spelt]
        return f"{told}; {tr(sentence, example=example)}"
    likely = get_close_matches(spelt[:60], sorted(here), n=1, cutoff=0.75)
    return tr('{told}; did you mean "{word}"?', told=told, word=likely[0]) if likely else told


def _belongs(key: str, here: frozenset[str]) -> str:
    """Where a known key belongs, as the end of a sentence; empty for one that no table knows."""
    if key in ROUTINE_KEYS and key not in BLOCK_KEYS:
        return tr("here; it belongs above the first [[block]]")
    if key in PROGRAM_KEYS and (key not in BLOCK_KEYS or here is ROUTINE_KEYS):
        return tr("here; it belongs in [program]")
    if key in DEFAULTS_KEYS and here is ROUTINE_KEYS:
        return tr("here; it belongs in a [[block]], or in [defaults] for all of them")
    if key in BLOCK_KEYS:
        return tr("here; it belongs in a [[block]]")
    if key in PHASE_KEYS and here is not ROUTINE_KEYS:
        return tr("here; it belongs in a phase, such as {example}", example=WANTED["phase"])
    return ""


#: For each key that is needed, or is not a single value: what to write.
WANTED: Final = {
    "format": "format = 2",
    "name": 'name = "Strengthen the lower back"',
    "block": later("[[block]] with two brackets, and its keys below it"),
    "phase": 'phase = [{ do = "raise", time = "2 s" }]',
    "do": 'do = "raise"',
    "time": 'time = "2 s"',
    "program": later("[program] and its keys below it, such as times_per_day = 3"),
    "defaults": later('[defaults] and its keys below it, such as hold = "20 s"'),
}
