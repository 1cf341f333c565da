"""The rules of a written routine: what must be there, what excludes what, what is too much.

Takes values that are each right in themselves; their types and spelling are checked where files are read. How the parts
of one block fit together is in `check_block`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trunktimer.foundation.durations import LONGEST_MS, format_duration
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.translation import format_count, tr, trn
from trunktimer.routine.check_block import check_block, check_defaults
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.routine.limits import DEEPEST, MOST_STEPS
from trunktimer.routine.movement import Movement
from trunktimer.routine.plan import crowded, plan_routine
from trunktimer.routine.resolved import around_all, around_in, is_plain_rest
from trunktimer.routine.routine import Block, Count, Program, Routine, SideSets
from trunktimer.routine.runs import planned_ms, step_count


def check_routine(routine: Routine, movements: Mapping[str, Movement]) -> list[Fault]:
    """All faults of a routine, in the order of the file; none means that it can be compiled.

    `movements` are the movements that blocks may name, by key.
    """
    if not routine.blocks:
        return [Fault(path=(), what=tr("there is nothing to do; a routine needs at least one [[block]]"))]
    depth_fault = _too_deep(routine.blocks, ())
    if depth_fault is not None:
        return [depth_fault]
    faults = list(_check_program(routine.program)) if routine.program else []
    faults += check_defaults(routine.defaults, ())
    faults += _check_blocks(routine.blocks, (), movements, around_all(routine))
    if not faults and _rests_only(routine.blocks):
        return [Fault(path=(), what=tr("there are only rests; add a block with a movement to do"))]
    return faults or list(_check_size(routine, movements))


def _check_program(program: Program) -> Iterator[Fault]:
    """What does not fit together in how often the routine is prescribed."""

    def fault(key: str, what: str) -> Fault:
        return Fault(path=("program", key), what=what)

    if program.every is not None and program.times_per_day is not None:
        yield fault("every", tr("keep either every or times_per_day: both say how often on a day"))
    if program.every is not None and program.between is None:
        yield fault("every", tr('every needs the hours of the day; add between = "8:00-20:00"'))
    if program.between is not None and program.every is None:
        yield fault("between", tr('between is for every; add every = "2 h", or leave it out'))
    if program.every is not None and program.between is not None:
        first, last = program.between
        if program.every.low_ms > (last - first) * 60_000:
            yield fault(
                "every", tr("this is longer than the hours of between; make it shorter, or say times_per_day = 1")
            )
    if program.days is not None and program.days_per_week is not None:
        yield fault("days_per_week", tr("keep either days or days_per_week: both say on which days"))
    if program.weeks is not None and program.until is not None:
        yield fault("until", tr("keep either weeks or until: both say when it ends"))
    if program.until is not None and program.from_ is not None and program.until < program.from_:
        yield fault("until", tr("it ends before it begins; until must not be before from"))


def _rests_only(blocks: Sequence[Block]) -> bool:
    return all(_rests_only(block.blocks) if block.blocks is not None else is_plain_rest(block) for block in blocks)


def _too_deep(blocks: Sequence[Block], path: Path) -> Fault | None:
    """The first block nested deeper than allowed, found without recursion so that no depth can harm."""
    waiting: list[tuple[Sequence[Block], Path, int]] = [(blocks, path, 1)]
    while waiting:
        level, here, depth = waiting.pop()
        if depth > DEEPEST:
            what = tr("blocks are nested more than {deepest} deep; use fewer groups in groups", deepest=DEEPEST)
            return Fault(path=here, what=what)
        for at, block in enumerate(level):
            if block.blocks:
                waiting.append((block.blocks, (*here, "block", at), depth + 1))
    return None


def _check_blocks(
    blocks: Sequence[Block], path: Path, movements: Mapping[str, Movement], around: Block
) -> Iterator[Fault]:
    for at, block in enumerate(blocks):
        here = (*path, "block", at)
        yield from check_block(block, here, movements, around)
        if block.blocks:
            yield from check_defaults(block.defaults, here)
            yield from _check_blocks(block.blocks, here, movements, around_in(block, around))


def _check_size(routine: Routine, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    """What is too much is refused before anything is unrolled. Both ends of the ranges are tried."""
    too_many = _too_many_sets(routine.blocks)
    if too_many is not None:
        yield too_many
        return
    for level in (HIGHEST_LEVEL, LOWEST_LEVEL):
        plan = plan_routine(routine, movements, level, placed=False)
        steps, total_ms = step_count(plan), planned_ms(plan)
        if steps > MOST_STEPS:
            path = _largest(routine, movements, level)
            what = trn(
                "this makes {steps} step; {most} is the most for a routine",
                "this makes {steps} steps; {most} is the most for a routine",
                steps,
                steps=format_count(steps),
                most=format_count(MOST_STEPS),
            )
            yield Fault(path=path, what=what)
        elif total_ms > LONGEST_MS:
            what = tr("the routine takes {time}; 24 hours is the most", time=format_duration(total_ms))
            yield Fault(path=(), what=what)
        else:
            late = [*crowded(routine, movements, level)]
            for at, every_ms, work_ms in late:
                path = tuple(part for number in at for part in ("block", number))
                what = tr(
                    "every {every} is too short for the work in it, which takes {work}; make it longer, or do less",
                    every=format_duration(every_ms),
                    work=format_duration(work_ms),
                )
                yield Fault(path=(*path, "every"), what=what)
            if not late:
                continue
        return


def _too_many_sets(blocks: Sequence[Block]) -> Fault | None:
    """The block with whose sets the routine passes the limit: a plan holds each set, so they are counted first."""
    waiting: list[tuple[Sequence[Block], Path]] = [(blocks, ())]
    sets = 0
    while waiting:
        level, here = waiting.pop()
        for at, block in enumerate(level):
            path = (*here, "block", at)
            sets += _most_sets(block)
            if sets > MOST_STEPS:
                what = tr(
                    "this makes more than {most} sets; {most} steps are the most for a routine",
                    most=format_count(MOST_STEPS),
                )
                return Fault(path=(*path, "sets") if block.sets else path, what=what)
            if block.blocks:
                waiting.append((block.blocks, path))
    return None


def _most_sets(block: Block) -> int:
    if isinstance(block.sets, SideSets):
        return block.sets.left.high + block.sets.right.high
    return block.sets.high if block.sets else 1


def _largest(routine: Routine, movements: Mapping[str, Movement], level: int) -> Path:
    """The top-level block with the most steps, and the key in it that multiplies them."""
    alone = [
        step_count(plan_routine(replace(routine, blocks=(block,)), movements, level, placed=False))
        for block in routine.blocks
    ]
    at = alone.index(max(alone))
    block = routine.blocks[at]
    reps = [count for count in block.reps or () if isinstance(count, Count)]
    counted = {"repeat": block.repeat, "reps": max(reps, key=lambda reps: reps.high, default=None)}
    most_sets = Count(_most_sets(block), _most_sets(block)) if block.sets else None
    counted["sets"] = most_sets
    key, most = max(counted.items(), key=lambda item: item[1].high if item[1] else 0)
    return ("block", at, key) if most else ("block", at)
