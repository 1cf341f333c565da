"""A movement by itself, over and over: what a preview shows at a time. No routine is needed for it."""

from typing import Final

from trunktimer.figure.body import Side
from trunktimer.figure.stage import Stage
from trunktimer.routine.level import span_at
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Breath, MovementPhase, Sides

START_MS: Final = 900  # the start position is seen before anything moves
MOST_HOLD_MS: Final = 2_500  # in a preview nobody waits for half a minute
REPS_A_SIDE: Final = 2
_PLAIN: Final = (("raise", 2_000), ("hold", 2_000), ("lower", 2_000))


def rehearsal_of(movement: Movement, elapsed_ms: int, side: Side | None = None) -> tuple[Stage, Breath | None]:
    """The moment of a preview, and its breath, `elapsed_ms` after it began.

    Long holds are cut short. With sides, each side has a few reps in turn, that of the drawing first, or only `side`.
    """
    phases = _phases(movement)
    figure = movement.figure()
    first = figure.shown_side if figure is not None else Side.LEFT
    rep_ms = sum(time_ms for _, time_ms, _ in phases)
    set_span_ms = START_MS + REPS_A_SIDE * rep_ms
    set_span, into_ms = divmod(max(0, elapsed_ms), set_span_ms)
    alternates = movement.sides is Sides.ALTERNATE_REPS and side is None
    if movement.sides is None:
        side = None
    elif side is None:
        side = (first, first.other)[set_span % 2]
    into_ms -= START_MS
    if into_ms < 0:
        side = first if alternates else side
        return Stage(movement=movement.key, side=side, alternates=alternates, coming=True), None
    rep, into_ms = divmod(into_ms, rep_ms)
    if alternates:
        side = (first, first.other)[rep % 2]
    before = phases[-1][0] if rep and not alternates else None
    for word, time_ms, breath in phases:
        if into_ms < time_ms:
            stage = Stage(
                movement=movement.key,
                side=side,
                before=before,
                phase=word,
                into_ms=into_ms,
                duration_ms=time_ms,
                alternates=alternates,
            )
            return stage, breath
        into_ms -= time_ms
        before = word
    raise AssertionError("the time lies within the rep")


def _phases(movement: Movement) -> list[tuple[str, int, Breath | None]]:
    """The usual phases with a way back to the start, if they have none of their own."""
    written: tuple[MovementPhase, ...] = movement.phase
    phases = [(phase.do, span_at(phase.time, USUAL_LEVEL), phase.breath) for phase in written]
    if not phases:
        return [(word, time_ms, None) for word, time_ms in _PLAIN]
    shortened = [
        (word, min(time_ms, MOST_HOLD_MS) if word == "hold" else time_ms, breath) for word, time_ms, breath in phases
    ]
    if shortened[-1][0] == "hold":
        shortened.append(("rest", 1_500, None))
    return shortened
