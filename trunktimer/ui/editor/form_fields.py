"""The keys of a routine and of a block as fields of a form: in which section, of which kind, when they fit.

It is data: the widgets that show the fields are in `routine_form` and `block_form`. What a key means is said once, by
the descriptions in `routine/toml/routine_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final

from trunktimer.figure.body import Side
from trunktimer.foundation.translation import later, tr, trc
from trunktimer.routine.limits import FASTEST_BPM, SLOWEST_BPM
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import CUE_LENGTH, NAME_LENGTH, NOTE_LENGTH, TEXT_LENGTH, Breath, Pace, Sides
from trunktimer.routine.toml.routine_model import BlockModel, RoutineModel
from trunktimer.routine.toml.values import MOST


class FieldKind(Enum):
    """With which kind of field a value is shown and changed."""

    TEXT = "text"  # one line of at most `longest` characters
    PROSE = "prose"  # several lines
    THINGS = "things"  # texts with commas between
    TIME = "time"
    PAUSE = "pause"  # a time or "none"
    COUNT = "count"
    COUNTS = "counts"  # a number, or one number a set
    CHOICE = "choice"
    MOVEMENT = "movement"
    PHASES = "phases"


class Section(StrEnum):
    """A part of a form, with its heading in English."""

    ROUTINE = later("Routine")
    WHAT = later("What")
    GROUP = later("Group")
    WORK = later("Work")
    SIDES = later("Sides")
    PAUSES = later("Pauses")
    DEFAULTS = later("For all blocks")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One key as a field. `choices` are the words of the file, each with what a person reads. All texts are English.

    `unset` stands in a field with nothing in it, where nothing is known of what holds instead. `usual` is the number
    that the arrows begin with, `least` and `most` those that make sense.
    """

    key: str
    label: str
    kind: FieldKind
    section: Section
    help: str = ""
    longest: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    unset: str = ""
    usual: int = 10
    least: int = 1
    most: int = MOST
    ranges: bool = True

    def help_words(self) -> str:
        """What the key means, and how a value of its kind is written, in the language in use."""
        return " ".join(filter(None, (tr(self.help).replace("`", ""), tr(_HOW.get(self.kind, "")))))

    def unset_words(self) -> str:
        """What stands in the field when it is empty, in the language in use."""
        return trc("pause", "none") if self.unset == NONE else tr(self.unset)

    def choice_words(self) -> dict[str, str]:
        """The choices in the language in use."""
        return {word: tr(text) for word, text in self.choices.items()}


class WorkForm(StrEnum):
    """The forms of work, in the English words of the form. A block has exactly one."""

    REPS = later("Reps")
    HOLD = later("One hold")
    TIMED = later("For a time")
    PULSES = later("Pulses on a beat")
    RHYTHM = later("A rhythm for a time")
    REST = later("A plain rest")
    GROUP = later("A group of blocks")


SIDES: Final = {
    Sides.LEFT.value: later("Left only"),
    Sides.RIGHT.value: later("Right only"),
    Sides.BOTH.value: later("Both at once"),
    Sides.ONE_THEN_OTHER.value: later("One side, then the other"),
    Sides.ALTERNATE_SETS.value: later("Change after each set"),
    Sides.ALTERNATE_REPS.value: later("Change after each rep"),
}
# Translators: "Left" and "Right" are the side of the body that goes first.
FIRST_SIDE: Final = {Side.LEFT.value: later("Left"), Side.RIGHT.value: later("Right")}
PACE: Final = {
    Pace.TIMED.value: later("By the clock"),
    Pace.OWN.value: later("At your own pace"),
    Pace.SET.value: later("Set by set"),
}

_HOW: Final = {
    FieldKind.TIME: later(
        "Write 90, 1:30, 1 min or 10-15 s. ↑ and ↓ step; with Shift further; with Ctrl the upper end."
    ),
    FieldKind.PAUSE: later("Write 90, 1:30, 1 min, 10-15 s or none. ↑ and ↓ step; with Shift further."),
    FieldKind.COUNT: later("↑ and ↓ step; with Shift by five; with Ctrl the upper end of a range."),
    FieldKind.COUNTS: later("Write 10, 3-5 or, one number a set, 8 6 4. ↑ and ↓ step; with Shift by five."),
    FieldKind.THINGS: later("Put commas between."),
}

# Translators: in these and in the other texts with "as usual" the value comes first, then a comma.
_NO_PAUSE: Final = later("none, as usual")
NONE: Final = "none"  # of fields that are empty; shown by `unset_words`

#: Keys that a block has of the groups around it and of the routine.
_PASSED_ON: Final = ("rest", "rest_between_sets", "switch", "first_side", "pace")
_TEMPO: Final = frozenset({"raise", "hold", "lower", "pause", "tempo", "phase"})
_EVERYWHERE: Final = frozenset({"movement", "name", "cue", "note", "sets", "sides", "lead_in", "load", "every"})
_FITTING: Final[Mapping[WorkForm, frozenset[str]]] = {
    WorkForm.REPS: _EVERYWHERE | _TEMPO | {"reps", "rest", "pace"},
    WorkForm.HOLD: _EVERYWHERE | {"raise", "hold", "lower", "pause", "tempo"},
    WorkForm.TIMED: _EVERYWHERE | _TEMPO | {"duration"},
    WorkForm.PULSES: _EVERYWHERE | {"pulses", "bpm", "accent_every"},
    WorkForm.RHYTHM: _EVERYWHERE | {"duration", "bpm", "accent_every"},
    WorkForm.REST: frozenset({"name", "cue", "note", "rest"}),
    WorkForm.GROUP: frozenset({"name", "note", "every", "repeat", "lead_in", "rest", "switch", "first_side", "pace"})
    | frozenset({"rest_between_sets", "rest_between_blocks", "rest_between_rounds"}),
}


def breath_words() -> dict[str, str]:
    """What the breath does, by the words of the file, in the language in use."""
    return {Breath.IN.value: trc("breath", "In"), Breath.OUT.value: trc("breath", "Out")}


def work_form(written: Mapping[str, object]) -> WorkForm:
    """The form of work of a block as it is written; reps where it says too little to tell."""
    if "block" in written or "repeat" in written:
        return WorkForm.GROUP
    if "pulses" in written:
        return WorkForm.PULSES
    if "bpm" in written:
        return WorkForm.RHYTHM
    if "duration" in written:
        return WorkForm.TIMED
    if "rest" in written and not written.keys() & (_TEMPO | {"movement", "reps"}):
        return WorkForm.REST
    return WorkForm.HOLD if "hold" in written and "reps" not in written else WorkForm.REPS


def fitting_keys(form: WorkForm, written: Mapping[str, object], movement: Movement | None) -> frozenset[str]:
    """The keys that mean something in a block of this form, beside what is written already."""
    keys = set(_FITTING[form])
    if form in (WorkForm.GROUP, WorkForm.REST):
        return frozenset(keys)
    if form is WorkForm.TIMED and written.keys() & _TEMPO:
        keys.add("rest")
    if "phase" in written:
        keys -= _TEMPO - {"phase"}
    sides = written.get("sides") or (movement.sides if movement else None)
    if sides:
        keys.add("first_side")
        if sides != Sides.ALTERNATE_REPS:
            keys.add("switch")
    if "sets" in written or any(_is_pyramid(written.get(key)) for key in ("reps", "pulses")):
        keys.add("rest_between_sets")
    return frozenset(keys)


def foreign_keys(form: WorkForm, written: Mapping[str, object]) -> list[str]:
    """The keys that are written in a block but mean nothing in this form of work, or are not known at all."""
    known = _FITTING[form] | {"block", "defaults", "optional", "breath_beats"}
    if form not in (WorkForm.GROUP, WorkForm.REST):
        known |= {"first_side", "switch", "rest_between_sets"}
    if form in (WorkForm.HOLD, WorkForm.TIMED):
        known |= {"rest", "phase"}
    if form is WorkForm.HOLD:
        known |= {"pace"}
    return [key for key in written if key not in known]


def inherited_words(routine: Mapping[str, object], path: tuple[int, ...]) -> dict[str, str]:
    """What holds in the block at `path` where it says nothing, by key, with where it comes from.

    `routine` is its TOML table. The keys that nobody wrote are left out: what is usual then, the fields know.
    """
    around: list[Mapping[str, object]] = []
    here = routine
    for at in path:
        blocks = here.get("block")
        if not isinstance(blocks, list) or at >= len(blocks) or not isinstance(blocks[at], dict):
            return {}
        around.append(here)
        here = blocks[at]
    words: dict[str, str] = {}
    pace: object = None
    for table in around:
        for key in _PASSED_ON:
            if key in table:
                words[key] = _of_routine(key, table) if table is routine else _of_group(key, table)
        pace = table.get("pace", pace)
    if "rest_between_rounds" in routine and path:
        words["rest_between_rounds"] = _of_routine("rest_between_rounds", routine)
    if len(path) > 1:
        words["lead_in"] = tr("none, in a group")
    elif path and "lead_in" in routine:
        words["lead_in"] = _of_routine("lead_in", routine)
    by_clock = "duration" in here or (here.get("pace") or pace) == Pace.OWN
    if by_clock and "block" not in here:
        words["rest"] = trc("pause", "none")  # what others say of it is about reps by the clock
    return words


def _of_routine(key: str, table: Mapping[str, object]) -> str:
    # Translators: what holds in a field that is empty, as in "5 s, from the routine". The value comes first, then a
    # comma: the arrow keys begin with what stands there.
    return tr("{value}, from the routine", value=_said(key, table[key]))


def _of_group(key: str, table: Mapping[str, object]) -> str:
    return tr("{value}, from the group", value=_said(key, table[key]))


def _said(key: str, value: object) -> str:
    """A pause as it is written; a number is seconds; a word of the file as a person reads it."""
    known = {"first_side": FIRST_SIDE, "pace": PACE}.get(key, {}).get(str(value))
    if known is not None:
        return tr(known)
    if value == NONE:
        return trc("pause", "none")
    return f"{value} s" if isinstance(value, int | float) else str(value)


def _is_pyramid(value: object) -> bool:
    return isinstance(value, list) and len(value) > 1


def _pauses(section: Section, *, sides: Section) -> tuple[FormField, ...]:
    """The keys that a routine and a block share."""
    return (
        FormField(
            key="first_side",
            label=later("First side"),
            kind=FieldKind.CHOICE,
            section=sides,
            choices=FIRST_SIDE,
            unset=later("Left, as usual"),
        ),
        _pause("switch", later("Change sides"), sides, unset=later("5 s, as usual")),
        _pause("lead_in", later("Get ready"), section, unset=later("10 s, as usual")),
        _pause("rest", later("Between reps"), section, usual=4),
        _pause("rest_between_sets", later("Between sets"), section, unset=later("1 min, as usual")),
        _pause("rest_between_blocks", later("Between blocks"), section, usual=30),
        _pause("rest_between_rounds", later("Between rounds"), section, usual=60),
    )


def _pause(key: str, label: str, section: Section, *, usual: int = 10, unset: str = _NO_PAUSE) -> FormField:
    return FormField(key=key, label=label, kind=FieldKind.PAUSE, section=section, usual=usual, unset=unset)


def _time(key: str, label: str, usual: int) -> FormField:
    return FormField(key=key, label=label, kind=FieldKind.TIME, section=Section.WORK, usual=usual, unset=NONE)


def _pace(section: Section) -> FormField:
    return FormField(
        key="pace",
        label=later("Pace"),
        kind=FieldKind.CHOICE,
        section=section,
        choices=PACE,
        unset=later("By the clock, as usual"),
    )


def _told(fields: tuple[FormField, ...], model: type[BlockModel] | type[RoutineModel]) -> tuple[FormField, ...]:
    """The fields with what the model says of their keys."""
    said = {known.alias or name: known.description or "" for name, known in model.model_fields.items()}
    return tuple(
        FormField(
            **{name: getattr(one, name) for name in FormField.__dataclass_fields__ if name != "help"},
            help=said[one.key],
        )
        for one in fields
    )


_WORK: Final = (
    FormField(key="duration", label=later("Duration"), kind=FieldKind.TIME, section=Section.WORK, usual=60),
    FormField(key="reps", label=later("Reps"), kind=FieldKind.COUNTS, section=Section.WORK),
    FormField(key="pulses", label=later("Pulses"), kind=FieldKind.COUNTS, section=Section.WORK),
    _time("raise", later("Raise"), 2),
    _time("hold", later("Hold"), 5),
    _time("lower", later("Lower"), 2),
    _time("pause", later("Pause"), 1),
    FormField(key="tempo", label=later("Tempo"), kind=FieldKind.TEXT, section=Section.WORK, longest=20, unset=NONE),
    FormField(key="phase", label=later("Phases"), kind=FieldKind.PHASES, section=Section.WORK),
    FormField(
        key="bpm",
        label=later("Beats a minute"),
        kind=FieldKind.COUNT,
        section=Section.WORK,
        usual=60,
        least=SLOWEST_BPM,
        most=FASTEST_BPM,
    ),
    FormField(
        key="accent_every",
        label=later("Accent every"),
        kind=FieldKind.COUNT,
        section=Section.WORK,
        usual=2,
        ranges=False,
        unset=later("no accents"),
    ),
    FormField(key="sets", label=later("Sets"), kind=FieldKind.COUNT, section=Section.WORK, unset=later("1, as usual")),
    FormField(key="every", label=later("Begin every"), kind=FieldKind.TIME, section=Section.WORK, usual=60, unset=NONE),
    FormField(key="load", label=later("Load"), kind=FieldKind.TEXT, section=Section.WORK, longest=NAME_LENGTH),
    _pace(Section.WORK),
)

#: The fields of a block, in the order of the form.
BLOCK_FIELDS: Final = _told(
    (
        FormField(key="movement", label=later("Movement"), kind=FieldKind.MOVEMENT, section=Section.WHAT),
        FormField(key="name", label=later("Name"), kind=FieldKind.TEXT, section=Section.WHAT, longest=NAME_LENGTH),
        FormField(key="cue", label=later("Cue"), kind=FieldKind.TEXT, section=Section.WHAT, longest=CUE_LENGTH),
        FormField(key="note", label=later("Note"), kind=FieldKind.PROSE, section=Section.WHAT, longest=NOTE_LENGTH),
        FormField(
            key="repeat", label=later("Rounds"), kind=FieldKind.COUNT, section=Section.GROUP, unset=later("1, as usual")
        ),
        *_WORK,
        FormField(
            key="sides",
            label=later("Sides"),
            kind=FieldKind.CHOICE,
            section=Section.SIDES,
            choices=SIDES,
            unset=later("Not by sides"),
        ),
        *_pauses(Section.PAUSES, sides=Section.SIDES),
    ),
    BlockModel,
)
#: The fields of the routine itself.
ROUTINE_FIELDS: Final = _told(
    (
        FormField(key="name", label=later("Name"), kind=FieldKind.TEXT, section=Section.ROUTINE, longest=NAME_LENGTH),
        FormField(
            key="summary", label=later("Summary"), kind=FieldKind.PROSE, section=Section.ROUTINE, longest=TEXT_LENGTH
        ),
        FormField(
            key="safety", label=later("Safety"), kind=FieldKind.PROSE, section=Section.ROUTINE, longest=TEXT_LENGTH
        ),
        FormField(key="equipment", label=later("Equipment"), kind=FieldKind.THINGS, section=Section.ROUTINE),
        FormField(key="breath", label=later("A breath"), kind=FieldKind.TIME, section=Section.DEFAULTS, usual=5),
        *_pauses(Section.DEFAULTS, sides=Section.DEFAULTS),
        _pace(Section.DEFAULTS),
    ),
    RoutineModel,
)
