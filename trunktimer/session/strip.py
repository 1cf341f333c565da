"""The strip of the whole session: one segment for each set on each side, coloured by what it is."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from trunktimer.foundation.translation import language_code, tr
from trunktimer.routine.timeline import SetSpan, Timeline
from trunktimer.session.display import Segment, SegmentState
from trunktimer.session.session import Session, position_at
from trunktimer.session.wording import side_name, word_of

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
            label=", ".join(piece for piece in said if piece),
            starts_block=here is not block,
        )
        block = here
        pieces.append((set_span, segment))
    return tuple(pieces)


def strip_of(session: Session, now_ms: int) -> tuple[Segment, ...]:
    """The strip as it stands now; the same object again as long as nothing would look different."""
    timeline = session.timeline
    set_span = timeline.set_span_at(session.index)
    filled = 0
    if set_span is not None:
        passed_ms = position_at(session, now_ms) - set_span.start_ms
        filled = passed_ms * _FINENESS // max(1, set_span.end_ms - set_span.start_ms)
    return _strip(timeline, session.index, session.skipped, filled, language_code())


@lru_cache(maxsize=4)
def _strip(timeline: Timeline, index: int, skipped: tuple[int, ...], filled: int, language: str) -> tuple[Segment, ...]:
    segments = []
    for set_span, segment in _plain_strip(timeline, language):
        if set_span.first <= index < set_span.last:
            segments.append(replace(segment, state=SegmentState.CURRENT, done=filled / _FINENESS))
        elif _is_skipped(timeline, set_span, skipped):
            segments.append(replace(segment, state=SegmentState.SKIPPED))
        elif index >= set_span.last:
            segments.append(replace(segment, state=SegmentState.DONE, done=1.0))
        else:
            segments.append(segment)
    return tuple(segments)


def _is_skipped(timeline: Timeline, set_span: SetSpan, skipped: tuple[int, ...]) -> bool:
    """Whether a block was skipped in this set or before it."""
    for at in skipped:
        block = timeline.block_at(at)
        if block is not None and at < set_span.last and set_span.last <= block.last:
            return True
    return False
