"""What a routine may say and surely does not mean: told by `check`, refused nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trunktimer.foundation.durations import NO_PAUSE, Span, format_duration
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.translation import tr
from trunktimer.routine.block_plan import Aim, sets_of
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.level_range import HIGHEST_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import (
    Form,
    around_all,
    around_in,
    form_of,
    is_free_set,
    is_plain_rest,
    resolved,
    sides_of,
    tempo_of,
)
from trunktimer.routine.routine import Block, Count, Pace, Routine, Sides
from trunktimer.routine.timing import USUAL_BREATH_MS

_LEVEL: Final = Aim(HIGHEST_LEVEL, USUAL_BREATH_MS)
LONGEST_HOLD_MS: Final = 5 * 60_000
LONGEST_ROUTINE_MS: Final = 90 * 60_000


def doubts_of(routine: Routine, movements: Mapping[str, Movement]) -> list[Fault]:
    """What is legal in a checked routine and surely not meant, in the order of the file."""
    doubts = list(_of_blocks(routine.blocks, (), movements, around_all(routine)))
    total_ms = compile_routine(routine, movements).expected_ms
    if total_ms > LONGEST_ROUTINE_MS:
        time = format_duration(round(total_ms / 60_000) * 60_000)
        doubts.append(Fault(path=(), what=tr("the routine takes {time}; is that meant?", time=time)))
    return doubts


def _of_blocks(
    blocks: Sequence[Block], path: Path, movements: Mapping[str, Movement], around: Block
) -> Iterator[Fault]:
    for at, block in enumerate(blocks):
        here = (*path, "block", at)
        if block.blocks is not None:
            if _rests_between_no_sets(block, movements, around):
                what = tr(
                    "no block in this group has sets; is the rest between rounds meant? write rest_between_rounds"
                )
                yield Fault(path=(*here, "rest_between_sets"), what=what)
            yield from _of_blocks(block.blocks, here, movements, around_in(block, around))
        elif not is_plain_rest(block):
            movement = movements.get(block.movement) if block.movement else None
            yield from _of_block(resolved(block, around, movement), here, movement)


def _rests_between_no_sets(group: Block, movements: Mapping[str, Movement], around: Block) -> bool:
    """Whether a group of several rounds gives a rest between sets that none of its blocks has."""
    if group.rest_between_sets is None or group.rest_between_rounds is not None or group.repeat is None:
        return False
    inside = around_in(group, around)
    blocks = [block for block in group.blocks or () if not is_plain_rest(block)]
    movement_of = [movements.get(block.movement) if block.movement else None for block in blocks]
    return all(
        block.blocks is None and sets_of(resolved(block, inside, movement), _LEVEL)[None] == 1
        for block, movement in zip(blocks, movement_of, strict=True)
    )


def _of_block(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    tempo = tempo_of(block, movement)
    for phase in tempo:
        if phase.role == "hold" and isinstance(phase.time, Span) and phase.time.high_ms > LONGEST_HOLD_MS:
            what = tr("the hold takes {time}; is that meant?", time=format_duration(phase.time.high_ms))
            yield Fault(path=(*path, "hold"), what=what)
            break
    sides = sides_of(block, movement)
    if sides in (Sides.ONE_THEN_OTHER, Sides.ALTERNATE_SETS) and block.switch == NO_PAUSE:
        what = tr('there is no time to change sides; is that meant? write switch = "5 s"')
        yield Fault(path=(*path, "switch"), what=what)
    if form_of(block) is not Form.REPS or block.pace is Pace.OWN or is_free_set(block) or not tempo:
        return
    rests = block.rest is not None and block.rest != NO_PAUSE
    if rests or any(phase.role != "hold" for phase in tempo):
        return
    if sides is Sides.ALTERNATE_REPS:
        what = tr('there is no time to change between the sides; is that meant? write rest = "3 s"')
        yield Fault(path=path, what=what)
    elif any(isinstance(reps, Count) and reps.high > 1 for reps in block.reps or ()):
        what = tr('the reps follow each other with no time between them; is that meant? write rest = "3 s"')
        yield Fault(path=(*path, "reps"), what=what)
