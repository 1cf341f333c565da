"""From a step of a timeline to the moment of its movement that the figure shows. Knows no poses."""

from trunktimer.figure.stage import HOLDS, Stage
from trunktimer.routine.timeline import SetSpan, Step, StepKind, Timeline
from trunktimer.session.ahead import Ahead


def stage_of(ahead: Ahead, step: Step, into_ms: int) -> Stage | None:
    """What the figure shows `into_ms` into a step; `None` where no movement is done and none comes.

    In a rest between blocks it is the start position of the next movement, so that a person gets into place.
    """
    timeline, part = ahead.timeline, step.part
    if step.kind in (StepKind.LEAD_IN, StepKind.SWITCH) or part.movement is None:
        set_span = ahead.next_set_span(step.index - 1)
        return None if step.kind is StepKind.WORK or set_span is None else coming_stage(timeline, set_span)
    # A rest between sets belongs to the set that comes, and bears its side.
    alternates = _alternates(timeline, timeline.set_span_at(step.index) or timeline.next_set_span(step.index))
    before = crossed = kept = None
    last = timeline.steps[step.index - 1] if step.index and not ahead.is_taken_up_at(step.index) else None
    if last is not None and last.part.path == part.path and last.rounds == step.rounds:
        if last.kind in (StepKind.LEAD_IN, StepKind.SWITCH):
            pass  # the start position
        elif last.part.side is part.side:
            before = _phase_before(timeline, step.index)
            kept = _way_before(timeline, step.index) if before in HOLDS else None
        elif alternates:
            crossed = _phase_before(timeline, step.index)
    return Stage(
        movement=part.movement,
        side=part.side,
        before=before,
        kept=kept,
        crossed=crossed,
        phase=part.phase,
        into_ms=into_ms,
        duration_ms=step.duration_ms,
        beats=into_ms * part.bpm / 60_000 if part.bpm else None,
        alternates=alternates,
    )


def coming_stage(timeline: Timeline, set_span: SetSpan) -> Stage | None:
    """The start position of a set that comes; `None` where no movement is done in it."""
    coming = timeline.steps[set_span.first].part
    if coming.movement is None:
        return None
    return Stage(movement=coming.movement, side=coming.side, alternates=_alternates(timeline, set_span), coming=True)


def _alternates(timeline: Timeline, set_span: SetSpan | None) -> bool:
    """Whether the sides change with each rep of a set: then the first rep is on one side, the second on the other."""
    if set_span is None:
        return False
    first = timeline.steps[set_span.first]
    for index in range(set_span.first + 1, set_span.last):
        step = timeline.steps[index]
        if step.part.side is not first.part.side:
            return True
        if step.rep > first.rep + 1:
            break
    return False


def _phase_before(timeline: Timeline, index: int) -> str:
    """The phase whose end is the start of the step `index`: gates are passed over."""
    at = index - 1
    while at and timeline.steps[at].is_gate:
        at -= 1
    return timeline.steps[at].part.phase


def _way_before(timeline: Timeline, index: int) -> str | None:
    """The phase of work in the same rep that led to where a hold or a pause was kept, if there is one."""
    at = index - 1
    while at and (timeline.steps[at].is_gate or timeline.steps[at].part.phase in HOLDS):
        at -= 1
    way, held = timeline.steps[at], timeline.steps[index - 1]
    return way.part.phase if way.kind is StepKind.WORK and (way.rep, way.set) == (held.rep, held.set) else None
