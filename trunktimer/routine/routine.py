"""The routine as it is written: blocks, sides, ranges, pauses. Says nothing of how it unfolds in time."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import Span

CUE_LENGTH: Final = 28  # characters that stay legible from two and a half metres
NAME_LENGTH: Final = 40
TEXT_LENGTH: Final = 1000
#: What phases are for: the working way, the hold at its end, the way back, and the pause where a rep begins.
ROLES: Final = ("raise", "hold", "lower", "pause")


class Sides(StrEnum):
    """How a block is done on both sides of the body."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block as written; `None` means that nothing was written and the value is inherited.

    Exactly one form of work is meant to be there (see `check`): reps of phases, a timed block, a single
    hold, pulses or a rhythm, a plain rest, or a group.
    """

    movement: str | None = None
    name: str | None = None
    cue: str | None = None
    raise_: Span | None = None
    hold: Span | None = None
    lower: Span | None = None
    phase: tuple[MovementPhase, ...] | None = None
    reps: tuple[Count, ...] | None = None  # one entry for all sets, or one a set (a pyramid)
    pulses: tuple[Count, ...] | None = None  # likewise
    bpm: Count | None = None
    accent_every: int | None = None
    duration: Span | None = None
    sets: Count | None = None
    pace: Pace | None = None
    sides: Sides | None = None
    first_side: Side | None = None
    lead_in: Span | None = None
    rest: Span | None = None  # between reps; alone in a block, a plain rest
    rest_between_sets: Span | None = None
    rest_between_blocks: Span | None = None  # of a group: between the blocks in it
    rest_between_rounds: Span | None = None
    switch: Span | None = None
    repeat: Count | None = None
    blocks: tuple["Block", ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A routine as written. The pauses are the defaults of its blocks."""

    name: str
    summary: str = ""
    safety: str = ""
    equipment: tuple[str, ...] = ()
    lead_in: Span | None = None
    rest: Span | None = None
    rest_between_sets: Span | None = None
    rest_between_blocks: Span | None = None
    rest_between_rounds: Span | None = None
    switch: Span | None = None
    first_side: Side | None = None
    pace: Pace | None = None
    blocks: tuple[Block, ...] = ()
