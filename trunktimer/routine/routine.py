"""The routine as it is written: blocks, sides, ranges, pauses. Says nothing of how it unfolds in time.

Theory of operation
-------------------
A block says only what differs; `None` means that nothing is written. What holds then is found from the inside out
(`resolved`): the block, the `[defaults]` and pauses of the groups around it, those of the routine, its movement, and
at last what is usual. A movement's phases stand in its own order, and a block reaches them by their role: `hold`
changes the hold and leaves the ways to it and back as they are, `NO_PAUSE` (written "none") switches a phase off.

A value that may differ from set to set is one value, or a tuple with one for each set (`per_set`). A number may be a
range, which the level resolves: work grows with the level, rest shrinks. A time may be plain, counted in breaths, or
end when the person says so (`timing`); only the plan knows how long a breath is.

Files in format 1 are read into the same values as what they meant: their reader sets `alone` where a block states
phases, for these were then the whole rep, in this order and under these words, and their ranges of rest are `Rising`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import Span
from trunktimer.routine.timing import Timing

#: The newest format of routine files. What an older one meant is written into the same values.
FORMAT: Final = 2
CUE_LENGTH: Final = 28  # characters that stay legible from two and a half metres
NAME_LENGTH: Final = 40
NOTE_LENGTH: Final = 500
TEXT_LENGTH: Final = 1000
#: What phases are for: the working way, the hold at its end, the way back, and the pause where a rep begins.
ROLES: Final = ("raise", "hold", "lower", "pause")


class Sides(StrEnum):
    """On which sides of the body a block is done, and in which order."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"  # both at once
    ONE_THEN_OTHER = "one-then-other"  # all sets on one side, then all on the other
    ALTERNATE_SETS = "alternate-sets"  # a set on one side, the same set on the other
    ALTERNATE_REPS = "alternate-reps"  # a rep on one side, the same rep on the other


class Breath(StrEnum):
    """What the breath does in a phase."""

    IN = "in"
    OUT = "out"


class Pace(StrEnum):
    """Who decides when the next rep begins."""

    TIMED = "timed"
    OWN = "own"  # each rep waits for "done"
    SET = "set"  # each set does, its reps at one's own speed


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things (reps, sets, rounds, beats a minute), or a range of numbers."""

    low: int
    high: int

    @property
    def is_range(self) -> bool:
        """Whether the two ends differ."""
        return self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPhase:
    """One phase of a movement, with the time it takes.

    `do` is the word that is shown ("open"). `role` is the key by which a block reaches it: one of `ROLES`, or a word of
    its own; where none is given it is `do`.
    """

    do: str
    time: Span
    role: str = ""
    breath: Breath | None = None
    cue: str | None = None

    def __post_init__(self) -> None:
        if not self.role:
            object.__setattr__(self, "role", self.do)


@dataclass(frozen=True, slots=True)
class MostReps:
    """As many reps as one can, at least so many where that is said (`"10+"`); how many is asked afterwards."""

    least: Count | None = None


@dataclass(frozen=True, slots=True)
class SideSets:
    """Sets that differ from side to side: one more on the weak side."""

    left: Count
    right: Count


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo as the field writes it, 3-1-2-0: lowering, pause low, raising, pause high; 0 for none."""

    lower_ms: int
    low_ms: int
    raise_ms: int
    high_ms: int


@dataclass(frozen=True, slots=True)
class Load:
    """With what a block is done, as it is written; `amount` and `unit` where it is a number with a unit ("4 kg")."""

    text: str
    amount: float | None = None
    unit: str = ""


One = TypeVar("One")


def per_set(value: One | tuple[One, ...] | None) -> tuple[One, ...]:
    """A value as a tuple: with one entry for all sets, or one a set; empty where nothing is written."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def entry_of(values: tuple[One, ...] | None, number: int) -> One | None:
    """What holds in the set `number` (from 1): the only entry, or the one of that set."""
    if not values:
        return None
    return values[0] if len(values) == 1 else values[min(max(number, 1), len(values)) - 1]


def timing_of(value: Timing | tuple[Timing, ...] | None, number: int) -> Timing | None:
    """The time that holds in the set `number` (from 1)."""
    return entry_of(value, number) if isinstance(value, tuple) else value


class Day(StrEnum):
    """A day of the week, as it stands in a file."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How often a routine is prescribed. Times of day are minutes after midnight.

    Attributes:
        times_per_day: once where neither it nor `every` is written.
        every: so often, `between` two times of day.
        days: on these days; every day where neither they nor `days_per_week` are written.
        weeks: how long, counted from `from_` (or the first session).
        until: the last day.
    """

    times_per_day: Count | None = None
    every: Span | None = None
    between: tuple[int, int] | None = None
    days: tuple[Day, ...] | None = None
    days_per_week: Count | None = None
    from_: date | None = None
    weeks: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block as written; `None` means that nothing was written and the value is inherited.

    Exactly one form of work is meant to be there (see `check`): reps of phases, a timed block, pulses or a rhythm, a
    plain rest, or a group.

    Attributes:
        alone: format 1: the phases that the block states are the whole rep, in this order and under these words.
        pause: the pause where a rep begins.
        every: each set (of a group: each round) begins so long after the one before it.
        breath_beats: on the metronome, so many beats to breathe in and so many to breathe out.
        load: with what; `note` is for card, ready page and print.
        optional: may be left out.
        rest: between reps; alone in a block, a plain rest.
        rest_between_blocks: of a group: between the blocks in it.
        defaults: of a group: what holds in its blocks where they say nothing; only some of the values mean anything.
    """

    movement: str | None = None
    name: str | None = None
    cue: str | None = None
    raise_: Span | None = None
    hold: Timing | tuple[Timing, ...] | None = None
    lower: Span | None = None
    pause: Span | None = None
    tempo: Tempo | None = None
    phase: tuple[MovementPhase, ...] | None = None
    alone: bool = False
    reps: tuple[Count | MostReps, ...] | None = None
    pulses: tuple[Count, ...] | None = None
    bpm: Count | tuple[Count, ...] | None = None
    accent_every: int | None = None
    breath_beats: tuple[int, int] | None = None
    duration: Timing | tuple[Timing, ...] | None = None
    sets: Count | SideSets | None = None
    every: Span | None = None
    pace: Pace | None = None
    sides: Sides | None = None
    first_side: Side | None = None
    load: Load | tuple[Load, ...] | None = None
    optional: bool | None = None
    note: str | None = None
    lead_in: Timing | None = None
    rest: Timing | None = None
    rest_between_sets: Timing | tuple[Timing, ...] | None = None
    rest_between_blocks: Timing | None = None
    rest_between_rounds: Timing | None = None
    switch: Timing | None = None
    repeat: Count | None = None
    defaults: "Block | None" = None
    blocks: tuple["Block", ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A routine as written. The pauses are the defaults of its blocks, as are the values in `defaults`.

    `format` is that of its file. `breath` is how long one breath is, in and out.
    """

    name: str
    format: int = FORMAT
    summary: str = ""
    safety: str = ""
    equipment: tuple[str, ...] = ()
    breath: Span | None = None
    lead_in: Timing | None = None
    rest: Timing | None = None
    rest_between_sets: Timing | tuple[Timing, ...] | None = None
    rest_between_blocks: Timing | None = None
    rest_between_rounds: Timing | None = None
    switch: Timing | None = None
    first_side: Side | None = None
    pace: Pace | None = None
    program: Program | None = None
    defaults: Block | None = None
    blocks: tuple[Block, ...] = ()
