"""The compiled timeline: every step with its absolute offsets. How it comes about is in `compile`."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trunktimer.figure.body import Side
from trunktimer.routine.routine import Breath, Load


class StepKind(StrEnum):
    """What a step is, whatever the movement."""

    LEAD_IN = "lead-in"
    WORK = "work"
    REST = "rest"
    SWITCH = "switch"
    GATE = "gate"  # a gate between steps: the end of a rep at one's own pace, the question how many reps it were


class Gate(StrEnum):
    """What a step waits for whose end a person says. The position stops there; the time spent is counted up."""

    PACE = "pace"  # the end of a rep (kind GATE)
    SET = "set"  # the end of all reps of a set, at one's own speed (kind WORK)
    COUNT_UP = "count-up"  # the end of a hold or of a time of work (kind WORK)
    AS_NEEDED = "as-needed"  # the end of a rest, a change of sides or a lead-in (kind REST, SWITCH or LEAD_IN)
    REPS = "reps"  # how many reps it were (kind GATE); "done" without an answer is an answer


class Between(StrEnum):
    """What a rest stands between."""

    REPS = "reps"
    SETS = "sets"
    ROUNDS = "rounds"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What all reps of one phase on one side have in common, in all sets that are alike.

    `path` is the block's place in the file (zero-based, from the outside in). `min_ms` is the least time of
    a range. `beats` beats fall in the step when `bpm` is set; `reps` is then the number of pulses, if any.
    `limb` is what the side means, such as "leg". `set_span_ms` is the time of the whole set where the clock and not
    the reps decides how long it is.

    Attributes:
        role: what the phase is for, whatever it is called.
        gate: what a step waits for that has no time of its own; its `duration_ms` is 0.
        aim_ms: of a gate: what is aimed at, told by a tone.
        least_ms: of a rest as needed: what it takes at least.
        limit_ms: of a gate: where it ends by itself.
        breaths: how many breaths the step takes, or a gate aims at, of `breath_ms` each; 0 where none are counted.
        counts_reps: work of which the number of reps is asked afterwards; `reps` is then what is wanted at least, or 1.
        every_ms: of a rest: what is left of so long a time, counted from `Timeline.every_started`. What was spent at
            gates since then is taken from it.
        breath_beats: on the metronome: so many beats to breathe in, so many to breathe out.
        load: with what it is done.
        optional: the block may be left out.
    """

    kind: StepKind
    path: tuple[int, ...]
    duration_ms: int
    movement: str | None = None
    name: str = ""
    phase: str = ""
    role: str = ""
    side: Side | None = None
    limb: str = ""
    sets: int = 1
    reps: int = 1
    cue: str = ""
    breath: Breath | None = None
    min_ms: int | None = None
    set_span_ms: int = 0
    bpm: int | None = None
    beats: int = 0
    accent_every: int = 0
    between: Between | None = None
    gate: Gate | None = None
    aim_ms: int | None = None
    least_ms: int | None = None
    limit_ms: int | None = None
    breaths: int = 0
    breath_ms: int = 0
    counts_reps: bool = False
    every_ms: int | None = None
    breath_beats: tuple[int, int] | None = None
    load: Load | None = None
    optional: bool = False

    @property
    def expected_ms(self) -> int:
        """The planned time; of a gate what it aims at, or takes at least, or 0."""
        return self.duration_ms or self.aim_ms or self.least_ms or 0


class Step(NamedTuple):
    """One stretch of the timeline, `[start_ms, end_ms)`. A gate takes no time of it: both are equal.

    `rep` counts from 1 (0 where reps mean nothing), and so does `set` (that of a rest between sets is the set
    to come; 0 outside sets); `rounds` is `(round, of)` for each group around the block, from the outside in.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a step
    start_ms: int
    end_ms: int
    rep: int
    set: int
    rounds: tuple[tuple[int, int], ...]
    part: Part

    @property
    def kind(self) -> StepKind:
        """What the step is."""
        return self.part.kind

    @property
    def is_gate(self) -> bool:
        """Whether the position waits here for "done", whatever kind of step it is."""
        return self.part.gate is not None

    @property
    def duration_ms(self) -> int:
        """The planned time; 0 for a gate."""
        return self.end_ms - self.start_ms

    @property
    def may_release(self) -> bool:
        """Whether the step may be ended before its time, once its minimum is over."""
        return self.part.min_ms is not None and self.part.min_ms < self.duration_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpan:
    """One set of one block on one side: the steps `[first, last)`, without the rest after it."""

    first: int
    last: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpan:
    """One time that a block comes round: the steps `[first, last)`, lead-in included, rest after it not."""

    path: tuple[int, ...]
    rounds: tuple[tuple[int, int], ...]
    name: str
    first: int
    last: int
    optional: bool = False


class Timeline:
    """All steps of a routine at one level. Immutable; steps are found by index or by offset."""

    __slots__ = (
        "_block_firsts",
        "_set_span_firsts",
        "_starts",
        "blocks",
        "level",
        "name",
        "set_spans",
        "steps",
        "total_ms",
    )

    def __init__(
        self,
        *,
        name: str,
        level: int,
        steps: tuple[Step, ...],
        blocks: tuple[BlockSpan, ...],
        set_spans: tuple[SetSpan, ...],
    ) -> None:
        self.name = name
        self.level = level
        self.steps = steps
        self.blocks = blocks
        self.set_spans = set_spans
        self.total_ms = steps[-1].end_ms if steps else 0
        self._starts = [step.start_ms for step in steps]
        self._block_firsts = [block.first for block in blocks]
        self._set_span_firsts = [set_span.first for set_span in set_spans]

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @property
    def expected_ms(self) -> int:
        """How long it takes if each gate takes what it aims at, or at least; one that aims at nothing takes no time."""
        return self.total_ms + sum(step.part.expected_ms for step in self.steps if step.part.gate is not None)

    def every_started(self, index: int) -> int:
        """The offset from which the time of the rest `index` is counted that fills up a minute (`Part.every_ms`)."""
        step = self.steps[index]
        return step.end_ms - (step.part.every_ms or step.duration_ms)

    def index_at(self, offset_ms: int) -> int:
        """The step that holds `offset_ms`; the last step that is not a gate at the end and beyond.

        Where gates stand at the same offset, the step after them is meant: a gate is only met by walking.
        """
        index = bisect_right(self._starts, max(0, offset_ms)) - 1
        while index > 0 and self.steps[index].is_gate:
            index -= 1
        return max(0, index)

    def reached_at(self, offset_ms: int) -> int:
        """The last step that begins at `offset_ms` or before it, gates included."""
        return max(0, bisect_right(self._starts, offset_ms) - 1)

    def block_at(self, index: int) -> BlockSpan | None:
        """The block whose steps hold `index`; `None` for a rest between blocks."""
        at = bisect_right(self._block_firsts, index) - 1
        return self.blocks[at] if at >= 0 and index < self.blocks[at].last else None

    def next_block(self, index: int) -> BlockSpan | None:
        """The first block that begins after the step `index`."""
        at = bisect_right(self._block_firsts, index)
        return self.blocks[at] if at < len(self.blocks) else None

    def set_span_at(self, index: int) -> SetSpan | None:
        """The set (on one side) whose steps hold `index`; `None` for what lies between sets."""
        at = bisect_right(self._set_span_firsts, index) - 1
        return self.set_spans[at] if at >= 0 and index < self.set_spans[at].last else None

    def next_set_span(self, index: int) -> SetSpan | None:
        """The first set that begins after the step `index`."""
        at = bisect_right(self._set_span_firsts, index)
        return self.set_spans[at] if at < len(self.set_spans) else None
