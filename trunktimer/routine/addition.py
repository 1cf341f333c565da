"""A movement that is to be added to a routine: where to, and how much of it. Writes nothing."""

from dataclasses import dataclass
from typing import Final

from trunktimer.routine.level import span_at
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.movement import Movement

_LONG_REP_MS: Final = 15_000
_FEW: Final = 3
_MANY: Final = 10
_RHYTHM_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much of a movement a block asks for: reps in sets, or a time on a metronome.

    Just one of `reps` and `duration_ms` is there. `bpm` goes with `duration_ms`.
    """

    reps: int | None = None
    sets: int = 1
    duration_ms: int | None = None
    bpm: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """`movement` is a key. `path` is the routine's file; with `None` a new routine with `name` is made."""

    movement: str
    path: str | None
    name: str
    amount: Amount


def usual_amount(movement: Movement) -> Amount:
    """What a person may begin with: ten reps, three of long ones, or a minute of what follows a beat."""
    drawing = movement.drawing
    if drawing is not None and drawing.beat and movement.phase:
        beat_ms = span_at(movement.phase[0].time, USUAL_LEVEL)
        return Amount(duration_ms=_RHYTHM_MS, bpm=round(60_000 / beat_ms))
    rep_ms = sum(span_at(phase.time, USUAL_LEVEL) for phase in movement.phase)
    return Amount(reps=_FEW if rep_ms > _LONG_REP_MS or not movement.phase else _MANY)
