"""What is still to be walked of a timeline. What is said of what comes derives from this, not from the timeline."""

from dataclasses import dataclass

from trunktimer.routine.timeline import BlockSpan, SetSpan, Step, Timeline

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The steps to come, in ascending ranges `[first, last)`.

    Attributes:
        ranges: the one with the present step first; none where nothing comes any more.
        asks: whether skipped blocks are offered when all of them are behind.
    """

    timeline: Timeline
    ranges: tuple[Range, ...]
    asks: bool = False

    def after(self, index: int) -> Step | None:
        """The step that is walked after the step `index`; `None` where it is the last one."""
        firsts = (max(first, index + 1) for first, last in self.ranges if index + 1 < last)
        return next((self.timeline.steps[first] for first in firsts), None)

    def next_set_span(self, index: int) -> SetSpan | None:
        """The first set that is begun after the step `index`."""
        for first, last in self.ranges:
            set_span = self.timeline.next_set_span(max(index, first - 1))
            if set_span is not None and set_span.first < last:
                return set_span
        return None

    def set_spans_of(self, block: BlockSpan, index: int) -> list[SetSpan]:
        """The sets of a block that are begun after the step `index`."""
        set_spans = []
        set_span = self.next_set_span(index)
        while set_span is not None and set_span.first < block.last:
            set_spans.append(set_span)
            set_span = self.next_set_span(set_span.first)
        return set_spans

    def is_taken_up_at(self, index: int) -> bool:
        """Whether what was walked before the step `index` is not what stands before it on the timeline."""
        return index > 0 and any(first == index for first, _ in self.ranges)

    def left_ms(self, position_ms: int) -> int:
        """The time that is left from a position on."""
        steps = self.timeline.steps
        starts = ((steps[first].start_ms, steps[last - 1].end_ms) for first, last in self.ranges)
        return sum(max(0, end_ms - max(start_ms, position_ms)) for start_ms, end_ms in starts)

    def position_ms(self, left_ms: int) -> int:
        """The position in the present range at which so much time is left; its ends where there is none."""
        (first, last), *others = self.ranges
        steps = self.timeline.steps
        end_ms = steps[last - 1].end_ms
        later_ms = sum(steps[until - 1].end_ms - steps[begun].start_ms for begun, until in others)
        return min(max(steps[first].start_ms, end_ms + later_ms - left_ms), end_ms - 1)


def whole(timeline: Timeline, last: int | None = None) -> Ahead:
    """All steps of a timeline, or those before the step `last`."""
    last = len(timeline) if last is None else last
    return Ahead(timeline=timeline, ranges=((0, last),) if last else ())
