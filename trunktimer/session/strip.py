"""The strip of the whole session: one segment for each set on each side, coloured by what it is."""

from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Final

from trunktimer.foundation.translation import language_code, tr
from trunktimer.routine.timeline import SetSpan, Timeline
from trunktimer.session.ahead import Range
from trunktimer.session.display import Segment, SegmentState
from trunktimer.session.done import Done
from trunktimer.session.effects import Outcome
from trunktimer.session.record import WORKS
from trunktimer.session.session import Session, position_at
from trunktimer.session.wording import format_outcome, side_name, word_of

#: More segments than this cannot be told apart on a laptop; the sets are then drawn together.
MOST_SEGMENTS: Final = 160
_FINENESS: Final = 200  # a segment fills in so many steps, so that it seldom has to be drawn anew


@lru_cache(maxsize=4)
def _plain_strip(timeline: Timeline, language: str) -> tuple[tuple[SetSpan, Segment], ...]:
    """The segments, all ahead, each with the steps that it stands for; remembered with the language of its labels."""
    together = -(-len(timeline.set_spans) // MOST_SEGMENTS)
    pieces = []
    block = None
    for at in range(0, len(timeline.set_spans), together):
        first, final = timeline.set_spans[at], timeline.set_spans[min(at + together, len(timeline.set_spans)) - 1]
        set_span = SetSpan(first=first.first, last=final.last, start_ms=first.start_ms, end_ms=final.end_ms)
        step = timeline.steps[first.first]
        longest = max(timeline.steps[first.first : first.last][:12], key=lambda step: step.duration_ms)
        here = timeline.block_at(first.first)
        said = [step.part.name, side_name(step.part.side)]
        if step.part.sets > 1:
            said.append(tr("set {set} of {sets}", set=step.set, sets=step.part.sets))
        said.extend(tr("round {round} of {rounds}", round=number, rounds=of) for number, of in step.rounds)
        segment = Segment(
            first=first.first,
            weight_ms=max(1_000, set_span.end_ms - set_span.start_ms),
            tone=word_of(longest)[2],
            state=SegmentState.AHEAD,
            done=0.0,
            name=step.part.name,
            label=", ".join(piece for piece in said if piece),
            starts_block=here is not block,
        )
        block = here
        pieces.append((set_span, segment))
    return tuple(pieces)


def strip_of(session: Session, now_ms: int) -> tuple[Segment, ...]:
    """The strip as it stands now; the same object again as long as nothing would look different."""
    step = session.step
    filled_ms = 0
    if step is not None and step.kind in WORKS:
        set_span = session.timeline.set_span_at(step.index)
        least_ms = max(1, (set_span.end_ms - set_span.start_ms) // _FINENESS) if set_span is not None else 1
        held_ms = session.held_ms + (max(0, now_ms - session.anchor_ms) if session.goes_on else 0)
        filled_ms = min(held_ms, position_at(session, now_ms) - step.start_ms) // least_ms * least_ms
    return _strip(session.timeline, session.index, session.ahead, session.done, filled_ms, language_code())


def left_out(session: Session) -> list[str]:
    """The names of the blocks of which work is left undone, each once."""
    timeline, done = session.timeline, session.done
    works = _works(timeline)
    asked = (block for block in timeline.blocks if not block.optional)
    missed = (block.name for block in asked if _missing_ms(works, done, block.first, block.last))
    return list(dict.fromkeys(missed))


@lru_cache(maxsize=4)
def _works(timeline: Timeline) -> tuple[int, ...]:
    """How much work lies before each step, in milliseconds; a rep at one's own pace counts as one of them."""
    return (0, *accumulate(max(1, step.duration_ms) if step.kind in WORKS else 0 for step in timeline))


def _missing_ms(works: tuple[int, ...], done: Done, first: int, last: int) -> int:
    """How much of the work of the steps `[first, last)` was not done."""
    missing = sum(works[until] - works[begun] for begun, until in done.missing(first, last))
    return missing - sum(part for at, part in done.parts if first <= at < last and works[at + 1] > works[at])


@lru_cache(maxsize=4)
def _strip(
    timeline: Timeline, index: int, ahead: tuple[Range, ...], done: Done, filled_ms: int, language: str
) -> tuple[Segment, ...]:
    segments = []
    works = _works(timeline)
    for set_span, plain in _plain_strip(timeline, language):
        first, last = set_span.first, set_span.last
        here = first <= index < last
        until = index if here else last  # what was done of the present set before, and comes again, is not behind
        done_ms = works[until] - works[first] - _missing_ms(works, done, first, until) + (filled_ms if here else 0)
        share = done_ms / (works[last] - works[first])
        comes = any(max(begun, index + 1) < last and first < end for begun, end in ahead)
        state, said = SegmentState.AHEAD if comes else SegmentState.SKIPPED, ""
        if here:
            state = SegmentState.CURRENT
        elif share == 1:
            state, said = SegmentState.DONE, format_outcome(Outcome.DONE)
        elif share:
            # Translators: how much of a set was done before a person left it.
            said = tr("{percent} % done", percent=int(100 * share))
        elif not comes:
            is_optional = timeline.steps[first].part.optional
            # Translators: a block that may be left out, and was.
            said = tr("left out") if is_optional else format_outcome(Outcome.SKIPPED)
        label = f"{plain.label}, {said}" if said else plain.label
        segments.append(replace(plain, state=state, done=share, label=label))
    return tuple(segments)
