"""What a routine asks for at one level, before it is unrolled: runs of reps, rounds, pauses.

A plan is as small as the file, however many reps it holds, so its steps can be counted before there are any.
Unrolling it is in `compile`. Plans of single blocks are remembered: of 200 blocks one is changed, and one is planned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.translation import language_code, tr
from trunktimer.routine.block_plan import Aim, BlockPlanner
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import SameMovement, around_all, around_in, is_plain_rest, resolved
from trunktimer.routine.routine import Block, Count, Routine, SideSets
from trunktimer.routine.runs import BlockPlan, Node, Rounds, Run, planned_ms
from trunktimer.routine.timeline import Between, Part, StepKind
from trunktimer.routine.timing import USUAL_BREATH_MS, Timing

#: So many plans of blocks are kept: of three levels each, those of three hundred blocks and more.
_REMEMBERED_PLANS: Final = 1024
#: A block with more sets times phases than this is planned anew each time, so that what is kept stays small.
MOST_REMEMBERED: Final = 64
USUAL_LEAD_IN: Final = Span(10_000, 10_000)


def plan_routine(
    routine: Routine,
    movements: Mapping[str, Movement],
    level: int,
    *,
    breath_ms: int = USUAL_BREATH_MS,
    placed: bool = True,
) -> tuple[Node, ...]:
    """Plan a checked routine at `level` (0..100). A movement that is not in `movements` counts as unnamed.

    A breath takes `breath_ms` where the routine says nothing else. Where nothing but its size is asked for, it need not
    be `placed`: no block knows its path, so blocks that have only moved are not planned anew.
    """
    aim = Aim(level, breath_of(routine, breath_ms))
    planner = _Planner(movements, aim, placed=placed)
    return planner.blocks(
        routine.blocks,
        (),
        around_all(routine),
        lead_in=first_known(routine.lead_in, USUAL_LEAD_IN),
        between=routine.rest_between_blocks,
    )


def crowded(
    routine: Routine, movements: Mapping[str, Movement], level: int, *, breath_ms: int = USUAL_BREATH_MS
) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Where the work does not fit into its `every` at a level: path of the block, that time, the time of the work."""
    planner = _Planner(movements, Aim(level, breath_of(routine, breath_ms)))
    return planner.crowded(routine.blocks, (), around_all(routine))


def breath_of(routine: Routine, breath_ms: int) -> int:
    """How long a breath is in a routine, in milliseconds, where it is usually `breath_ms`."""
    return breath_ms if routine.breath is None else routine.breath.low_ms


def first_known(*times: Timing | None) -> Timing:
    """The first time that is written."""
    return next(time for time in times if time is not None)


def _most_sets(block: Block, around: Block) -> int:
    """How many sets a block may have at the most."""
    sets = block.sets or around.sets
    own = (block.reps, block.pulses, block.hold, block.duration, block.bpm, block.load, block.rest_between_sets)
    others = (around.reps, around.hold, around.duration, around.load, around.rest_between_sets)
    most = max([len(entries) for entries in (*own, *others) if isinstance(entries, tuple)], default=1)
    return most if sets is None else max(most, _high(sets))


def _high(sets: Count | SideSets) -> int:
    return sets.high if isinstance(sets, Count) else sets.left.high + sets.right.high


@lru_cache(maxsize=_REMEMBERED_PLANS)
def _remembered(
    block: Block, path: tuple[int, ...], around: Block, lead_in: Timing, same: SameMovement, aim: Aim, language: str
) -> BlockPlan:
    """The plan of a block, from everything that has a part in it: `language` has, by the cues that stand in no file."""
    return BlockPlanner(resolved(block, around, same.movement), same.movement, path, aim).planned(lead_in)


class _Planner:
    """Plans groups and what is in them. Holds nothing that changes."""

    def __init__(self, movements: Mapping[str, Movement], aim: Aim, *, placed: bool = True) -> None:
        self._movements = movements
        self._aim = aim
        self._placed = placed

    def blocks(
        self,
        blocks: Sequence[Block],
        path: tuple[int, ...],
        around: Block,
        *,
        lead_in: Timing,
        between: Timing | None,
    ) -> tuple[Node, ...]:
        nodes: list[Node] = []
        for at, block in enumerate(blocks):
            here = (*path, at) if self._placed else ()
            resting = is_plain_rest(block) or (at > 0 and is_plain_rest(blocks[at - 1]))
            if at > 0 and between not in (None, NO_PAUSE) and not resting:
                nodes.append(Run((self._pause(between, here, Between.BLOCKS),)))
            stated = first_known(block.lead_in, around.lead_in, lead_in)
            if block.blocks is not None:
                nodes.extend(self._group(block, here, around, stated))
            elif is_plain_rest(block):
                rest = self._pause(block.rest, here, None, block.name or "", block.cue or "")
                nodes.append(Run((rest,)))
            else:
                nodes.append(self._block(block, here, around, stated))
        return tuple(nodes)

    def _group(self, block: Block, path: tuple[int, ...], around: Block, lead_in: Timing) -> Sequence[Node]:
        children = block.blocks or ()
        inside = around_in(block, around)
        between = block.rest_between_blocks or around.rest_between_blocks
        body = self.blocks(children, path, inside, lead_in=NO_PAUSE, between=between)
        times = self._aim.count(block.repeat or Count(1, 1))
        rounds = Rounds(body, times, self._between_rounds(block, path, around, body))
        first = children[0] if children else None
        if lead_in == NO_PAUSE or first is None or is_plain_rest(first) or self._gets_ready(first, inside):
            return (rounds,)
        while first.blocks:
            inside = around_in(first, inside)
            first = first.blocks[0]
        movement = self._movement(first)
        leading = BlockPlanner(resolved(first, inside, movement), movement, (*path, 0), self._aim)
        return (Run((leading.lead_in(lead_in),)), rounds)

    def crowded(
        self, blocks: Sequence[Block], path: tuple[int, ...], around: Block
    ) -> Iterator[tuple[tuple[int, ...], int, int]]:
        """As the function of this name."""
        for at, block in enumerate(blocks):
            here = (*path, at)
            work_ms = 0
            if block.blocks is not None:
                inside = around_in(block, around)
                yield from self.crowded(block.blocks, here, inside)
                if block.every is not None:
                    between = block.rest_between_blocks or around.rest_between_blocks
                    work_ms = planned_ms(self.blocks(block.blocks, here, inside, lead_in=NO_PAUSE, between=between))
            elif block.every is not None:
                movement = self._movement(block)
                work_ms = BlockPlanner(resolved(block, around, movement), movement, here, self._aim).longest_ms()
            if block.every is not None and work_ms > block.every.low_ms:
                yield here, block.every.low_ms, work_ms

    def _gets_ready(self, first: Block, inside: Block) -> bool:
        """Whether the first block of a group has a lead-in of its own."""
        return first.lead_in is not None or inside.lead_in is not None

    def _between_rounds(
        self, block: Block, path: tuple[int, ...], around: Block, body: tuple[Node, ...]
    ) -> Part | None:
        if block.every is not None:
            left_ms = block.every.low_ms - planned_ms(body)
            part = self._pause(NO_PAUSE, path, Between.ROUNDS)
            return replace(part, duration_ms=left_ms, every_ms=block.every.low_ms) if left_ms > 0 else None
        time = first_known(block.rest_between_rounds, around.rest_between_rounds, NO_PAUSE)
        return None if time == NO_PAUSE else self._pause(time, path, Between.ROUNDS)

    def _block(self, block: Block, path: tuple[int, ...], around: Block, lead_in: Timing) -> BlockPlan:
        movement = self._movement(block)
        phases = block.phase or (movement.phase if movement else ())
        if _most_sets(block, around) * max(1, len(phases)) > MOST_REMEMBERED:
            return BlockPlanner(resolved(block, around, movement), movement, path, self._aim).planned(lead_in)
        return _remembered(block, path, around, lead_in, SameMovement(movement), self._aim, language_code())

    def _pause(
        self, time: Timing | None, path: tuple[int, ...], between: Between | None, name: str = "", cue: str = ""
    ) -> Part:
        time = time or NO_PAUSE
        part = Part(
            kind=StepKind.REST,
            path=path,
            duration_ms=self._aim.rest_ms(time) if isinstance(time, Span) else 0,
            name=name or tr("Rest"),
            phase="rest",
            cue=cue,
            between=between,
        )
        return part if isinstance(time, Span) else self._aim.resting(part, time)

    def _movement(self, block: Block) -> Movement | None:
        return self._movements.get(block.movement) if block.movement else None
