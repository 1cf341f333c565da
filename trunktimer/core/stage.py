"""A moment of a timeline as the figure needs it: which movement, which phase, how far. Knows no poses."""

from dataclasses import dataclass

from trunktimer.core.routine import Side
from trunktimer.core.timeline import Bout, Step, StepKind, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the figure is to show.

    `before` is the phase that has just ended, `None` at the start position. `beats` counts the beats since the
    step began where a metronome leads, with its fraction. `alternates` says that the sides change with each
    rep. `coming` says that this is the start position of what comes next.
    """

    movement: str
    side: Side | None = None
    before: str | None = None
    phase: str = "lead-in"
    into_ms: int = 0
    duration_ms: int = 0
    beats: float | None = None
    alternates: bool = False
    coming: bool = False


def stage_of(timeline: Timeline, step: Step, into_ms: int) -> Stage | None:
    """What the figure shows `into_ms` into a step; `None` where no movement is done and none comes.

    In a rest between blocks it is the start position of the next movement, so that a person gets into place.
    """
    part = step.part
    if step.kind in (StepKind.LEAD_IN, StepKind.SWITCH) or part.movement is None:
        bout = timeline.next_bout(step.index - 1)
        coming = timeline.steps[bout.first] if bout else None
        if step.kind is StepKind.WORK or coming is None or coming.part.movement is None:
            return None
        return Stage(
            movement=coming.part.movement,
            side=coming.part.side,
            phase="lead-in",
            alternates=_alternates(timeline, bout),
            coming=True,
        )
    alternates = _alternates(timeline, timeline.bout_at(step.index))
    before = None
    if step.index:
        last = timeline.steps[step.index - 1]
        same = last.part.path == part.path and last.rounds == step.rounds
        if same and last.part.side is part.side and last.kind not in (StepKind.LEAD_IN, StepKind.SWITCH):
            before = _phase_before(timeline, step.index)
    return Stage(
        movement=part.movement,
        side=part.side,
        before=before,
        phase=part.phase,
        into_ms=into_ms,
        duration_ms=step.duration_ms,
        beats=into_ms * part.bpm / 60_000 if part.bpm else None,
        alternates=alternates,
    )


def _alternates(timeline: Timeline, bout: Bout | None) -> bool:
    """Whether the sides change with each rep of a bout."""
    if bout is None:
        return False
    return timeline.steps[bout.last - 1].part.side is not timeline.steps[bout.first].part.side


def _phase_before(timeline: Timeline, index: int) -> str:
    """The phase whose end is the start of the step `index`: gates are passed over."""
    at = index - 1
    while at and timeline.steps[at].is_gate:
        at -= 1
    return timeline.steps[at].part.phase
