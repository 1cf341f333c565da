"""Unrolls a plan into a timeline: steps with absolute offsets. What each step says is decided in `plan`."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.plan import USUAL_LEAD_IN, first_known, plan_routine
from trunktimer.routine.resolved import is_plain_rest
from trunktimer.routine.routine import Routine
from trunktimer.routine.runs import BlockPlan, Node, Rounds, Run
from trunktimer.routine.timeline import BlockSpan, Part, SetSpan, Step, StepKind, Timeline
from trunktimer.routine.timing import USUAL_BREATH_MS

_Rounds = tuple[tuple[int, int], ...]


def compile_routine(
    routine: Routine,
    movements: Mapping[str, Movement],
    level: int = USUAL_LEVEL,
    *,
    least_ready_ms: int = 0,
    breath_ms: int = USUAL_BREATH_MS,
) -> Timeline:
    """Compile a checked routine at `level` (0..100, see `level`) into its timeline.

    A breath takes `breath_ms` where the routine does not say how long it is. Rests after the last rep, set, round and
    block are left out, and so is a plain rest at the very end. Before the first block there are at least
    `least_ready_ms` to get ready, unless it is a plain rest.
    Raises `ValueError` for a level out of range.
    """
    if least_ready_ms:
        routine = _with_lead_in(routine, least_ready_ms)
    unrolled = _Unrolled()
    collecting = gc.isenabled()
    gc.disable()  # many small values and no garbage: collecting would take most of the time
    try:
        unrolled.add(plan_routine(routine, movements, level, breath_ms=breath_ms), ())
        unrolled.trim()
        first = unrolled.parts[0] if unrolled.parts else None
        is_short = first is not None and first.gate is None and first.duration_ms < least_ready_ms
        if first is not None and first.kind is StepKind.LEAD_IN and is_short:
            unrolled.parts[0] = replace(first, duration_ms=least_ready_ms)
        ends = list(accumulate([part.duration_ms for part in unrolled.parts]))
        starts = [0, *ends][: len(ends)]  # none, where nothing but rests was written
        columns = (starts, ends, unrolled.reps, unrolled.sets, unrolled.rounds, unrolled.parts)
        rows = zip(range(len(ends)), *columns, strict=True)
        # Not Step's own constructor, which would check and copy each row a second time.
        steps = tuple([tuple.__new__(Step, row) for row in rows])
    finally:
        if collecting:
            gc.enable()
    return Timeline(
        name=routine.name,
        level=level,
        steps=steps,
        blocks=tuple(unrolled.blocks),
        set_spans=tuple(
            SetSpan(first=first, last=last, start_ms=starts[first], end_ms=ends[last - 1])
            for first, last in unrolled.set_spans
        ),
    )


def _with_lead_in(routine: Routine, least_ms: int) -> Routine:
    """`routine` with time to get ready before its first block where it asks for none."""
    first, *others = routine.blocks
    for_all = routine.defaults.lead_in if routine.defaults else None
    stated = first_known(first.lead_in, for_all, routine.lead_in, USUAL_LEAD_IN)
    if stated != NO_PAUSE or is_plain_rest(first):
        return routine
    return replace(routine, blocks=(replace(first, lead_in=Span(least_ms, least_ms)), *others))


class _Unrolled:
    """Parallel lists that grow as a plan is walked; lists are multiplied, which is what makes it fast."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.reps: list[int] = []
        self.sets: list[int] = []
        self.rounds: list[_Rounds] = []
        self.blocks: list[BlockSpan] = []
        self.set_spans: list[tuple[int, int]] = []

    def add(self, nodes: Sequence[Node], rounds: _Rounds) -> None:
        for node in nodes:
            match node:
                case Run():
                    self._run(node, rounds)
                case Rounds():
                    self._rounds(node, rounds)
                case BlockPlan():
                    first = len(self.parts)
                    self.add(node.body, rounds)
                    span = BlockSpan(
                        path=node.path,
                        rounds=rounds,
                        name=node.name,
                        first=first,
                        last=len(self.parts),
                        optional=node.optional,
                    )
                    self.blocks.append(span)

    def trim(self) -> None:
        """Leave out rests at the very end, which belong to no block, and getting ready for nothing but them."""
        while self.parts and self.parts[-1].kind in (StepKind.REST, StepKind.LEAD_IN):
            self.parts.pop()
            self.reps.pop()
            self.sets.pop()
            self.rounds.pop()

    def _run(self, run: Run, rounds: _Rounds) -> None:
        first = len(self.parts)
        self.parts.extend(run.parts * run.times)
        if run.is_set_span:
            width = len(run.parts)
            self.reps.extend([rep for rep in range(1, run.times + 1) for _ in range(width)])
        else:
            self.reps.extend([0] * (len(run.parts) * run.times))
        if run.dropped:
            del self.parts[-run.dropped :]
            del self.reps[-run.dropped :]
        self.sets.extend([run.set] * (len(self.parts) - first))
        self.rounds.extend([rounds] * (len(self.parts) - first))
        if run.is_set_span:
            self.set_spans.append((first, len(self.parts)))
        elif run.parts[0].phase == "settle" and self.set_spans:
            self.set_spans[-1] = (self.set_spans[-1][0], len(self.parts))

    def _rounds(self, node: Rounds, rounds: _Rounds) -> None:
        """Walk the contents once and copy what came of it for the other rounds."""
        once = _Unrolled()
        once.add(node.body, ())
        for number in range(1, node.times + 1):
            here = (*rounds, (number, node.times)) if node.times > 1 else rounds
            first = len(self.parts)
            self.parts.extend(once.parts)
            self.reps.extend(once.reps)
            self.sets.extend(once.sets)
            inner = {own: here + own for own in set(once.rounds)}
            self.rounds.extend([inner[own] for own in once.rounds])
            self.set_spans.extend([(start + first, end + first) for start, end in once.set_spans])
            self.blocks.extend(
                BlockSpan(
                    path=block.path,
                    rounds=here + block.rounds,
                    name=block.name,
                    first=block.first + first,
                    last=block.last + first,
                    optional=block.optional,
                )
                for block in once.blocks
            )
            if node.between is not None and number < node.times:
                self.parts.append(node.between)
                self.reps.append(0)
                self.sets.append(0)
                self.rounds.append(here)
