"""What changes next in a session, and for what a person gets into place in a rest. Shows nothing."""

from functools import lru_cache
from typing import Final

from trunktimer.foundation.durations import format_duration, format_seconds
from trunktimer.foundation.translation import language_code, tr
from trunktimer.routine.timeline import Between, Gate, SetSpan, Step, StepKind, Timeline
from trunktimer.session.ahead import Ahead
from trunktimer.session.display import Change, Coming
from trunktimer.session.stages import coming_stage
from trunktimer.session.wording import phase_name, set_counts, sets_amount, side_word

#: Phases as short as this are not counted down in a rep of such phases: the rep is what a person counts.
SHORT_MS: Final = 4_000


def rests_before_set(step: Step) -> bool:
    """Whether a step is a rest before a set, in which what comes is what a person wants to read."""
    return step.kind is StepKind.REST and step.part.between is not Between.REPS


def short_rep(timeline: Timeline, step: Step) -> tuple[int, int] | None:
    """From where to where on the timeline a rep goes whose phases are all short; `None` if one of them is long."""
    set_span = timeline.set_span_at(step.index)
    if set_span is None or step.part.reps < 2 or not step.rep:
        return None
    steps, rep = timeline.steps, (step.rep, step.part.side)

    def belongs(at: int) -> bool:
        return set_span.first <= at < set_span.last and (steps[at].rep, steps[at].part.side) == rep

    first, last = step.index, step.index
    while belongs(first - 1):
        first -= 1
    while belongs(last):
        last += 1
    if step.part.phase != "pulse" and any(each.duration_ms > SHORT_MS for each in steps[first:last]):
        return None
    return steps[first].start_ms, steps[last - 1].end_ms


def coming_of(ahead: Ahead, step: Step) -> Coming | None:
    """The set that begins after a rest; `None` where none does, or `step` is no rest before one."""
    return _coming(ahead, step.index, language_code()) if rests_before_set(step) else None


def change_of(ahead: Ahead, step: Step) -> Change:
    """What changes after the set that `step` belongs to; in a rest, a change of sides or a lead-in after what comes."""
    return _change(ahead, step.index, language_code())


@lru_cache(maxsize=8)
def _coming(ahead: Ahead, index: int, language: str) -> Coming | None:
    set_span = ahead.next_set_span(index)
    if set_span is None:
        return None
    first = ahead.timeline.steps[set_span.first]
    return Coming(
        name=first.part.name,
        side=side_word(first.part.side, first.part.limb),
        sets=set_counts(first),
        amount=amount_of(ahead.timeline, set_span),
    )


@lru_cache(maxsize=8)
def _change(ahead: Ahead, index: int, language: str) -> Change:
    timeline = ahead.timeline
    here = timeline.set_span_at(index)
    later = here is None or timeline.steps[index].kind not in (StepKind.WORK, StepKind.GATE, StepKind.REST)
    if later:
        here = ahead.next_set_span(index)
    end = tr("what was skipped") if ahead.asks else tr("the end")
    if here is None:
        return Change(text=end)
    after = ahead.after(here.last - 1)
    if after is not None and after.kind is StepKind.REST and after.part.gate is Gate.AS_NEEDED:
        return Change(text=tr("rest as needed"), later=later)
    set_span = ahead.next_set_span(here.last - 1)
    if set_span is None:
        return Change(text=end, later=later)
    now, then = timeline.steps[here.first], timeline.steps[set_span.first]
    return Change(text=_difference(now, then), stage=coming_stage(timeline, set_span), later=later)


def _difference(now: Step, then: Step) -> str:
    """In what the set that begins with `then` differs from that which began with `now`, to a person."""
    if (now.part.path, now.rounds) != (then.part.path, then.rounds):
        return then.part.name
    if now.part.side is not then.part.side and then.part.side is not None:
        return side_word(then.part.side, then.part.limb)
    return tr("set {set} of {sets}", set=then.set, sets=then.part.sets)


def amount_of(timeline: Timeline, set_span: SetSpan) -> str:
    """How much one set asks for, short enough for the floor: `15 × hold 10 s`."""
    steps = timeline.steps[set_span.first : set_span.last]
    part = steps[0].part
    held = next((step for step in steps if step.part.role == "hold" and step.duration_ms), None)
    if held is None or part.set_span_ms or part.bpm or held.part.phase != "hold":
        return sets_amount(timeline, set_span, 1)
    hold = f"{phase_name('hold')} {_hold_time(held)}"
    # Translators: reps, and what each of them is: "15 × hold 10 s".
    return tr("{reps} × {what}", reps=part.reps, what=hold) if part.reps > 1 else hold


def _hold_time(held: Step) -> str:
    least_ms, most_ms = held.part.min_ms, held.duration_ms
    if held.may_release and least_ms is not None and most_ms < 60_000 and not (least_ms % 1000 or most_ms % 1000):
        return f"{least_ms // 1000}–{format_seconds(most_ms)}"
    return format_duration(most_ms)
