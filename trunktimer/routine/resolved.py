"""What holds in a block: what it says, what holds around it where it says nothing, and what its movement brings."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import ROLES, Block, Breath, MovementPhase, Pace, Routine, Sides, per_set, timing_of
from trunktimer.routine.timing import Timing


class Form(StrEnum):
    """What kind of work a block is."""

    GROUP = "group"
    BEATS = "beats"
    TIMED = "timed"
    REST = "rest"
    REPS = "reps"


class RepPhase(NamedTuple):
    """A phase of a rep as it holds in a block."""

    do: str
    role: str
    time: Timing
    breath: Breath | None = None
    cue: str | None = None


#: So many blocks are kept with all that holds in them: of hundreds, one is changed at a time.
REMEMBERED: Final = 1024
#: The ways of a rep: what is between them is kept.
WAYS: Final = ("raise", "lower")
#: What holds where nothing is written at all.
USUAL: Final = Block(
    rest=NO_PAUSE,
    rest_between_sets=Span(60_000, 60_000),
    rest_between_rounds=NO_PAUSE,
    switch=Span(5_000, 5_000),
    first_side=Side.LEFT,
)
#: What a routine and a group pass on to the blocks in them, written beside their other keys.
PASSED_ON: Final = ("rest", "rest_between_sets", "switch", "first_side", "pace")
#: The values of a block that state its phases, by the name of the field.
TEMPO_FIELDS: Final = ("raise_", "hold", "lower", "pause", "tempo", "phase")
_BY_ROLE: Final = ("raise_", "hold", "lower", "pause")
_BY_CLOCK: Final = ("duration", "bpm", "pulses", "accent_every", "breath_beats")
_OF_ANY_WORK: Final = ("sets", "first_side", "load", "switch", "rest_between_sets", "pace", "optional")
#: The values that may be one a set. A list of rests may leave out the last one, behind which there is nothing.
PER_SET: Final = ("reps", "pulses", "hold", "duration", "bpm", "load", "rest_between_sets")


def form_of(block: Block) -> Form:
    """What kind of work a block is by what it says itself."""
    if block.blocks is not None or block.repeat is not None:
        return Form.GROUP
    if block.bpm is not None or block.pulses is not None:
        return Form.BEATS
    if block.duration is not None:
        return Form.TIMED
    return Form.REST if is_plain_rest(block) else Form.REPS


def is_plain_rest(block: Block) -> bool:
    """Whether a block is nothing but a pause of its own."""
    works = (block.movement, block.reps, block.pulses, block.bpm, block.duration, block.blocks, block.repeat)
    return block.rest is not None and not has_tempo(block) and all(key is None for key in works)


def has_tempo(block: Block) -> bool:
    """Whether a block states phases."""
    return any(getattr(block, field) is not None for field in TEMPO_FIELDS)


def around_all(routine: Routine) -> Block:
    """What holds in the blocks of a routine where neither they nor their groups say anything."""
    said = {key: value for key in (*PASSED_ON, "rest_between_rounds") if (value := getattr(routine, key)) is not None}
    return _under(replace(USUAL, **said), routine.defaults)


def around_in(group: Block, around: Block) -> Block:
    """What holds in the blocks of a group. Its `rest_between_rounds` is of its own rounds only."""
    said = {key: value for key in (*PASSED_ON, "optional") if (value := getattr(group, key)) is not None}
    if group.every is not None:
        said["every"] = group.every
    return _under(replace(around, **said) if said else around, group.defaults)


def _under(around: Block, defaults: Block | None) -> Block:
    if defaults is None:
        return around
    said = {key: value for key in Block.__dataclass_fields__ if (value := getattr(defaults, key)) not in (None, False)}
    if defaults.tempo is not None:  # it says all that was said of phases farther out
        said = {**dict.fromkeys(_BY_ROLE), **said}
    return replace(around, **said)


class SameMovement:
    """A movement as a part of a key, equal to the very same one only: it has no hash, and takes long to compare."""

    __slots__ = ("movement",)

    def __init__(self, movement: Movement | None) -> None:
        self.movement = movement

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameMovement) and self.movement is other.movement

    def __hash__(self) -> int:
        return id(self.movement)


def resolved(block: Block, around: Block, movement: Movement | None) -> Block:
    """A block that is neither a group nor a plain rest with all that holds in it."""
    return _remembered(block, around, SameMovement(movement))


@lru_cache(maxsize=REMEMBERED)
def _remembered(block: Block, around: Block, same: SameMovement) -> Block:
    movement = same.movement
    keys = [*_OF_ANY_WORK]
    is_own = (block.pace or around.pace) in (Pace.OWN, Pace.SET)
    form = form_of(block)
    if form is Form.REPS and block.reps is None and not has_tempo(block) and _by_clock(around):
        keys += _BY_CLOCK
    elif form is Form.REPS:
        keys += ["reps"] if is_own else ["reps", "rest"]  # where a person says when, nobody else's rest is between
        if block.phase is None and not block.alone:
            keys += ["tempo"] if block.tempo is not None else ["tempo", *_BY_ROLE]
    if around.sides is not None and (movement is None or movement.sides is not None):
        keys.append("sides")
    if any(len(per_set(getattr(block, key))) > 1 for key in PER_SET):
        keys.remove("sets")
    said = {key: value for key in keys if getattr(block, key) is None and (value := getattr(around, key)) is not None}
    whole = replace(block, **said)
    is_paced = whole.pace is Pace.TIMED or has_tempo(whole)
    if (block.every or around.every) is not None and form_of(whole) is Form.REPS and not is_paced:
        return replace(whole, pace=Pace.SET)  # in a minute that nobody paces, each goes at their own speed
    return whole


def _by_clock(around: Block) -> bool:
    return around.duration is not None or around.bpm is not None


def sides_of(block: Block, movement: Movement | None) -> Sides | None:
    """How a block is done on both sides; `None` where it knows none, or does both at once."""
    sides = block.sides or (movement.sides if movement else None)
    if sides is Sides.ALTERNATE_REPS and not _counts_reps(block):
        return None  # in turn, as one likes
    return None if sides is Sides.BOTH else sides


def _counts_reps(block: Block) -> bool:
    return form_of(block) is Form.REPS or (form_of(block) is Form.TIMED and has_tempo(block))


def is_free_set(block: Block) -> bool:
    """Whether the reps of a set are done at one's own speed, and the end of the last one is told."""
    return block.pace is Pace.SET and form_of(block) is Form.REPS


def first_way(phases: Sequence[MovementPhase]) -> str:
    """The role of the way that a rep begins with; a rep holds where it ends."""
    return next((phase.role for phase in phases if phase.role in WAYS), "raise")


def tempo_of(block: Block, movement: Movement | None, number: int = 1) -> tuple[RepPhase, ...]:
    """The phases of one rep in the set `number`, in the order in which they are done.

    They are those of the movement, each with the time that the block gives its role. A hold that the movement does not
    have stands behind the first way, a pause behind the other one. Without a movement they are raise, hold, lower and
    pause, as far as they are stated. A phase's cue is the one written beside it in the block, else the block's, else
    that of the movement; its breath likewise.
    """
    usual = movement.phase if movement else ()
    if block.phase is not None or block.alone:
        return _stated(block, usual, number)
    asked = _asked(block, usual, number)
    if not usual:
        return tuple(RepPhase(role, role, asked[role], None, block.cue) for role in ROLES if role in asked)
    there = {phase.role for phase in usual}
    begins = first_way(usual)
    behind = {begins: "hold", "lower" if begins == "raise" else "raise": "pause"}
    phases: list[RepPhase] = []
    for phase in usual:
        time = asked.get(phase.role, phase.time)
        phases.append(RepPhase(phase.do, phase.role, time, phase.breath, block.cue or phase.cue))
        kept = behind.get(phase.role)
        if kept is not None and kept in asked and kept not in there:
            phases.append(RepPhase(kept, kept, asked[kept], None, block.cue))
    return tuple(phase for phase in phases if phase.time != NO_PAUSE)


def _asked(block: Block, usual: Sequence[MovementPhase], number: int) -> dict[str, Timing]:
    """The times that a block gives by role."""
    asked: dict[str, Timing] = {}
    if block.tempo is not None:
        tempo, sinks = block.tempo, first_way(usual) == "lower"
        low, high = ("hold", "pause") if sinks else ("pause", "hold")
        for role, ms in (
            ("lower", tempo.lower_ms),
            (low, tempo.low_ms),
            ("raise", tempo.raise_ms),
            (high, tempo.high_ms),
        ):
            asked[role] = Span(ms, ms)
    for role, time in zip(ROLES, (block.raise_, timing_of(block.hold, number), block.lower, block.pause), strict=True):
        if time is not None:
            asked[role] = time
    if not usual:
        asked = {role: time for role, time in asked.items() if time != NO_PAUSE}
    return asked


def _stated(block: Block, usual: Sequence[MovementPhase], number: int) -> tuple[RepPhase, ...]:
    """The phases that a block writes out, and nothing else."""
    known = {phase.do: phase for phase in usual}
    if block.phase is not None:
        phases = [RepPhase(phase.do, phase.role, phase.time, phase.breath, phase.cue) for phase in block.phase]
    else:
        times = (block.raise_, timing_of(block.hold, number), block.lower)
        phases = [RepPhase(word, word, time) for word, time in zip(ROLES, times, strict=False) if time is not None]
    return tuple(
        phase._replace(
            cue=phase.cue or block.cue or (known[phase.do].cue if phase.do in known else None),
            breath=phase.breath or (known[phase.do].breath if phase.do in known else None),
        )
        for phase in phases
    )


def out_of_reach(block: Block, movement: Movement | None) -> list[str]:
    """The keys of a block that reach no phase of its movement: one that steps from foot to foot has nothing to hold."""
    if movement is None or not movement.phase or block.phase is not None or block.alone:
        return []
    there = {phase.role for phase in movement.phase}
    ways = there & set(WAYS)
    keys = ["tempo"] if block.tempo is not None and len(ways) < len(WAYS) else []
    for role, field in zip(ROLES, _BY_ROLE, strict=True):
        if getattr(block, field) is not None and role not in there and (role in WAYS or not ways):
            keys.append(field)
    return keys
