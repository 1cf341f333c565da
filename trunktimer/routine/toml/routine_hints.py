"""What is said of keys that a routine file does not know: where they belong, or what people mean by them."""

from difflib import SequenceMatcher, get_close_matches
from typing import Final

from pydantic import ValidationError
from tomlkit import item

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
_LONGEST_GIVEN: Final = 40
#: Words of which the value means something else here: minutes are no seconds, breaths neither.
_OTHER_VALUES: Final = frozenset(
    [
        "breaths",
        "hold_breaths",
        "breathing",
        "months",
        "minutes",
        "kg",
        "lb",
        "left",
        "right",
        "sets_left",
        "sets_right",
        "weak_side",
        "rest_days",
        "not_on",
        "max",
        "amrap",
        "max_reps",
        "maximum",
        "to_failure",
        "failure",
        "max_hold",
        "hold_max",
        "emom",
        "interval",
        "every_minute",
        "on_the_minute",
        "intensity",
        "level",
        "difficulty",
        "circuit",
        "superset",
        "super_set",
        "exercises",
        "can_skip",
        "skippable",
        "optionally",
        "if_possible",
    ]
)
_NEAR: Final = 0.7
DEFAULTS_KEYS: Final = written_keys(DefaultsModel)
PROGRAM_KEYS: Final = written_keys(ProgramModel)

_IN_PROGRAM: Final = later("how often the routine is prescribed stands in [program], such as {example}")
_IN_BLOCK: Final = later("in a [[block]] write {example}")
_HERE: Final = later("write {example}")
_GROUP: Final = later(
    "of one exercise write sets = 3; of several: a [[block]] with {example} and the blocks as [[block.block]] below it"
)
_LEVEL: Final = later("the level is chosen at the start; write a range, such as {example}")
_ASKED: Final = later("how hard it was and how much it hurt is asked after the session")
#: What people write, and what it is here: a sentence, and an example, which is TOML. Where it is the same
#: kind of value, what they gave it stands in the example in place of ours.
_MEANT: Final[dict[str, tuple[str, str]]] = {
    key: (sentence, example)
    for sentence, example, keys in (
        (_IN_PROGRAM, "times_per_day = 3", "frequency daily per_day times_a_day times_daily schedule sessions_per_day"),
        (
            _IN_PROGRAM,
            "days_per_week = 4",
            "times_per_week per_week weekly times_a_week sessions_per_week days_a_week",
        ),
        (_IN_PROGRAM, 'days = ["mon", "wed", "fri"]', "weekdays on_days day"),
        (_IN_PROGRAM, "from = 2026-03-03", "start_date start begin"),
        (_IN_PROGRAM, "until = 2026-04-14", "end_date end"),
        (_IN_BLOCK, 'load = "4 kg"', "weight weights kg lb resistance band dumbbell kettlebell"),
        (_GROUP, "repeat = 3", "rounds round circuits circuit laps cycles superset super_set exercises"),
        (
            _IN_BLOCK,
            'note = "Ball between the knees"',
            "notes comment comments description remark remarks instructions instruction hint tip image picture photo"
            " video link url distance",
        ),
        (_IN_BLOCK, 'sides = "left"', "side leg arm limb"),
        (_IN_BLOCK, "sets = { left = 3, right = 2 }", "left right sets_left sets_right weak_side"),
        (_IN_BLOCK, 'duration = "60 s"', "time seconds minutes length work work_time timer"),
        (_IN_BLOCK, "reps = 10", "repetitions repetition rep count amount times"),
        (_IN_BLOCK, "sets = 3", "set series"),
        (_IN_BLOCK, 'reps = "max"', "max amrap max_reps maximum"),
        (_IN_BLOCK, 'hold = "max"', "to_failure failure max_hold hold_max"),
        (_IN_BLOCK, 'hold = "5 breaths"', "breaths hold_breaths breathing"),
        (_IN_BLOCK, "bpm = 60", "metronome cadence beats beat rhythm"),
        (_IN_BLOCK, 'lower = "3 s"', "eccentric down lowering"),
        (_IN_BLOCK, 'raise = "2 s"', "concentric up raising lift"),
        (_IN_BLOCK, 'hold = "5 s"', "isometric hold_time holding pause_top"),
        (_IN_BLOCK, 'every = "1 min"', "emom interval every_minute on_the_minute"),
        (_IN_BLOCK, 'rest = "4 s"', "rest_between_reps break recovery rest_reps"),
        (
            _IN_BLOCK,
            'rest_between_sets = "1 min"',
            "rest_sets rest_between set_rest rest_time pause_between_sets rest_after_set rest_after_sets",
        ),
        (
            _HERE,
            'rest_between_blocks = "30 s"',
            "rest_between_exercises rest_after_exercise rest_after rest_exercises transition",
        ),
        (_HERE, 'rest_between_rounds = "1 min"', "rest_between_circuits rest_after_round rest_between_laps"),
        (_IN_BLOCK, 'switch = "10 s"', "rest_between_sides rest_sides change_sides switch_sides side_change"),
        (_IN_BLOCK, 'lead_in = "10 s"', "prepare preparation get_ready countdown setup ready"),
        (_IN_BLOCK, 'movement = "bridge"', "exercise move"),
        (_LEVEL, 'hold = "10-15 s"', "intensity level difficulty"),
        (_ASKED, "", "rpe effort pain borg"),
        (_HERE, 'name = "Bridge"', "title"),
        (_IN_BLOCK, "optional = true", "can_skip skippable optionally if_possible"),
        (_HERE, "format = 2", "version"),
    )
    for key in keys.split()
}
#: The same, where a word means something else above the blocks, or in [program].
_MEANT_ABOVE: Final = {
    **dict.fromkeys(
        ("description", "notes", "note", "comment", "comments", "goal"), (_HERE, 'summary = "Five movements"')
    ),
    **dict.fromkeys(("exercise", "exercises", "blocks", "movement", "movements"), (_HERE, "[[block]]")),
    "times": (_IN_PROGRAM, "times_per_day = 3"),
}
_MEANT_IN_PROGRAM: Final = {
    **dict.fromkeys(("duration", "length", "months", "period", "for"), (_HERE, "weeks = 6")),
    **dict.fromkeys(("rest_days", "not_on"), (_HERE, 'days = ["mon", "wed", "fri"]')),
    **dict.fromkeys(("hours", "time_of_day", "awake", "at"), (_HERE, 'between = "8:00-20:00"')),
    **dict.fromkeys(("times", "times_a_day", "reps", "sets"), (_HERE, "times_per_day = 3")),
}


def keys_at(table: Path) -> frozenset[str]:
    """The keys that the table at `table` may have."""
    words = [part for part in table if isinstance(part, str)]
    known = {"phase": PHASE_KEYS, "defaults": DEFAULTS_KEYS, "program": PROGRAM_KEYS}
    return ROUTINE_KEYS if not words else known.get(words[-1], BLOCK_KEYS)


def unknown_key(key: str, table: Path, value: object = None) -> str:
    """What to say of a key that the table at `table` does not know; `value` is what was written there."""
    here = keys_at(table)
    told = tr('unknown key "{key}"', key=shown(key, 40))
    spelt = key.casefold().replace("-", "_").replace(" ", "_")
    apart = _MEANT_ABOVE if here is ROUTINE_KEYS else _MEANT_IN_PROGRAM if here is PROGRAM_KEYS else {}
    place = "" if spelt in apart else _belongs(key, here)
    if place:
        return f"{told} {place}"
    if spelt != key and spelt in here:
        return tr('{told}; did you mean "{word}"?', told=told, word=spelt)
    meant = apart.get(spelt) or _MEANT.get(spelt)
    if meant is not None:
        sentence, example = meant
        right = example.partition(" = ")[0]
        given = "" if spelt in _OTHER_VALUES else _as_given(right, value)
        if sentence in (_IN_BLOCK, _IN_PROGRAM) and right in here:
            sentence = _HERE
        return f"{told}; {tr(sentence, example=given or example)}"
    likely = _likely(spelt, here)
    return tr('{told}; did you mean "{word}"?', told=told, word=likely) if likely else told


def _as_given(key: str, value: object) -> str:
    """`key` with the value that a person gave another key, as a line of TOML, if it can have it."""
    model = ProgramModel if key in PROGRAM_KEYS else BlockModel if key in BLOCK_KEYS else None
    if model is None or not isinstance(value, str | int) or len(str(value)) > _LONGEST_GIVEN:
        return ""
    field = next((name for name, known in model.model_fields.items() if (known.alias or name) == key), key)
    try:
        model.__pydantic_validator__.validate_assignment(model.model_construct(), field, value)
    except ValidationError:
        return ""
    return f"{key} = {str(value).lower() if isinstance(value, bool) else item(value).as_string()}"


def _likely(spelt: str, here: frozenset[str]) -> str:
    """The known key that is misspelt so, each of its words near the one in its place; empty for none."""
    for likely in get_close_matches(spelt[:60], sorted(here), n=3, cutoff=0.75):
        if spelt.replace("_", "") == likely.replace("_", ""):
            return likely
        words = zip(spelt.split("_"), likely.split("_"), strict=False)
        if spelt.count("_") == likely.count("_") and all(
            SequenceMatcher(None, one, other).ratio() >= _NEAR for one, other in words
        ):
            return likely
    return ""


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
