"""Which steps of a timeline were really done, as a value: what is only behind counts for nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from trunktimer.routine.timeline import Step
from trunktimer.session.effects import Outcome

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The steps that were done, as ranges `[first, last)` in order, and those of which a part was done, with its time.

    A step that is begun anew counts as it was done the last time; one that is only passed over, as it was done before.
    """

    whole: tuple[Range, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()

    def after(self, step: Step, outcome: Outcome, held_ms: int) -> "Done":
        """The same after a step ended, in which so much time was really spent."""
        if outcome is Outcome.SKIPPED and not held_ms:
            return self
        index = step.index
        is_whole = outcome is Outcome.RELEASED or (outcome is Outcome.DONE and held_ms >= step.duration_ms)
        if is_whole and not self.parts and self.whole and self.whole[-1][1] == index:
            return Done(whole=(*self.whole[:-1], (self.whole[-1][0], index + 1)))
        parts = tuple(part for part in self.parts if part[0] != index)
        if is_whole:
            return Done(whole=_with(self.whole, index), parts=parts)
        part = min(held_ms, step.duration_ms)
        return Done(whole=_without(self.whole, index), parts=(*parts, (index, part)) if part > 0 else parts)

    def missing(self, first: int, last: int) -> list[Range]:
        """The ranges of `[first, last)` that were not done."""
        gaps, at = [], first
        for begun, until in self.whole:
            if until <= at or begun >= last:
                continue
            if begun > at:
                gaps.append((at, begun))
            at = max(at, until)
        return [*gaps, (at, last)] if at < last else gaps


NOTHING_DONE: Final = Done()


def done_of(ended: Iterable[tuple[Step, Outcome, int]]) -> Done:
    """What was done of the steps that ended, in their order, each with its outcome and the time spent in it."""
    done = NOTHING_DONE
    for step, outcome, held_ms in ended:
        done = done.after(step, outcome, held_ms)
    return done


def _with(ranges: tuple[Range, ...], index: int) -> tuple[Range, ...]:
    first, last = index, index + 1
    others = []
    for begun, until in ranges:
        if until < first or begun > last:
            others.append((begun, until))
        else:
            first, last = min(begun, first), max(until, last)
    return tuple(sorted((*others, (first, last))))


def _without(ranges: tuple[Range, ...], index: int) -> tuple[Range, ...]:
    pieces = []
    for begun, until in ranges:
        if begun <= index < until:
            pieces += [(first, last) for first, last in ((begun, index), (index + 1, until)) if first < last]
        else:
            pieces.append((begun, until))
    return tuple(pieces)
