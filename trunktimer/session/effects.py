"""What a session tells the shells: effects as data. Carrying them out is the shells' work."""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where a session stands."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    WAITING = "waiting"  # at a gate, or while skipped blocks are offered
    INTERRUPTED = "interrupted"  # the machine slept, or the program was stopped
    FINISHED = "finished"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """How a step ended."""

    DONE = "done"
    RELEASED = "released"  # inside its range, after the minimum
    SKIPPED = "skipped"
    RESTARTED = "restarted"
    LEFT = "left"  # for an earlier step
    INTERRUPTED = "interrupted"  # the session was ended in it


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChanged:
    """The session's phase changed at the clock reading `at_ms`."""

    old: Phase
    new: Phase
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntered:
    """A step began; it was due at the clock reading `due_ms`, which may lie before now."""

    index: int
    due_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLeft:
    """A step ended. `held_ms` is the time really spent in it, pauses left out.

    Attributes:
        counted_ms: of a time that counts up: without the way to the key. `None` of all else.
        reps: how many reps it were, where that was asked and said.
    """

    index: int
    outcome: Outcome
    held_ms: int
    due_ms: int
    counted_ms: int | None = None
    reps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsSkipped:
    """The steps `[first, last)` were passed over without being entered."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksOffered:
    """All steps are behind, and so many skipped blocks are offered again."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteMissed:
    """The work took `late_ms` longer than its `every` has: no rest is left, and the next begins at once."""

    late_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNoticed:
    """Nothing ran for `gap_ms` from the clock reading `at_ms` on, and the session waits where it was.

    The machine is known to have been `asleep`; else the program may have been stopped (Ctrl+Z).
    """

    gap_ms: int
    at_ms: int
    asleep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundsPlaced:
    """All sounds ahead are to be placed anew: the timeline stood at `position_ms` at the reading `at_ms`."""

    position_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundsHalted:
    """No sound is to be heard until sounds are placed again."""


Effect = (
    PhaseChanged
    | StepEntered
    | StepLeft
    | StepsSkipped
    | BlocksOffered
    | MinuteMissed
    | GapNoticed
    | SoundsPlaced
    | SoundsHalted
)
