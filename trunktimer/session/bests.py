"""The best so far of what has no end of its own: how long was held, how many reps were done in a time."""

from collections.abc import Mapping
from typing import NamedTuple

from trunktimer.foundation.translation import as_written
from trunktimer.routine.timeline import Gate, Step, Timeline
from trunktimer.session.effects import StepLeft


class Feat(NamedTuple):
    """What can be compared with what was done before.

    Attributes:
        movement: the movement's key, or the name of the block where there is none.
        side: "left", "right" or empty.
        phase: what counts up, such as `hold`; `count` for reps.
        time_ms: in which so many reps were done; 0 where it is the time that is compared.
    """

    movement: str
    side: str
    phase: str
    time_ms: int = 0


#: The most of each: milliseconds of what counts up, else reps.
Bests = Mapping[Feat, int]


def feat_of(timeline: Timeline, step: Step) -> Feat | None:
    """What a step is compared with; `None` where it takes the time that it is given."""
    part = step.part
    if part.gate not in (Gate.COUNT_UP, Gate.REPS):
        return None
    time_ms = timeline.steps[step.index - 1].duration_ms if part.gate is Gate.REPS else 0
    side = part.side.value if part.side else ""
    return Feat(part.movement or as_written(part.name), side, part.phase, time_ms)


def bests_after(bests: Bests, timeline: Timeline, left: StepLeft) -> Bests:
    """The bests after a step ended."""
    value = left.counted_ms if left.reps is None else left.reps
    feat = feat_of(timeline, timeline.steps[left.index])
    if not value or feat is None or value <= bests.get(feat, 0):
        return bests
    return {**bests, feat: value}
