"""The rules of a written routine: what must be there, what excludes what, what is too much.

Takes values that are each right in themselves; their types and spelling are checked where files are read.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trunktimer.foundation.durations import LONGEST_MS, format_duration
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.translation import format_count, later, tr, trn
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.plan import has_tempo, is_plain_rest, plan_routine, planned_ms, step_count, tempo_of
from trunktimer.routine.routine import Block, Count, Pace, Routine, Sides
from trunktimer.routine.search import nearest_movement

MOST_STEPS: Final = 100_000
DEEPEST: Final = 8
SLOWEST_BPM: Final = 20
FASTEST_BPM: Final = 300

#: Field names that differ from the key in the file.
_KEYS: Final = {"raise_": "raise", "blocks": "block"}

_EVERYWHERE: Final = frozenset(
    {"movement", "name", "cue", "sets", "sides", "first_side", "switch", "lead_in", "rest_between_sets"}
)
_TEMPO: Final = frozenset({"raise_", "hold", "lower", "phase"})
#: For each form of work: what is said of a key that means nothing in it, and the keys that mean something.
_FORMS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "group": (
        later('"{key}" means nothing in a group; {advice}'),
        frozenset({"name", "repeat", "blocks", "rest_between_rounds", "rest_between_blocks"})
        | frozenset({"lead_in", "rest", "rest_between_sets", "switch", "first_side", "pace"}),
    ),
    "beats": (
        later('"{key}" means nothing in a block on the metronome; {advice}'),
        _EVERYWHERE | {"bpm", "accent_every", "pulses", "duration"},
    ),
    "timed": (
        later('"{key}" means nothing in a block with a duration; {advice}'),
        _EVERYWHERE | _TEMPO | {"duration", "rest"},
    ),
    "rest": (later('"{key}" means nothing in a plain rest; {advice}'), frozenset({"name", "cue", "rest"})),
    "reps": (
        later('"{key}" means nothing in a block of reps or holds; {advice}'),
        _EVERYWHERE | _TEMPO | {"reps", "rest", "pace"},
    ),
}


def check_routine(routine: Routine, movements: Mapping[str, Movement]) -> list[Fault]:
    """All faults of a routine, in the order of the file; none means that it can be compiled.

    `movements` are the movements that blocks may name, by key.
    """
    if not routine.blocks:
        return [Fault(path=(), what=tr("there is nothing to do; a routine needs at least one [[block]]"))]
    depth_fault = _too_deep(routine.blocks, ())
    if depth_fault is not None:
        return [depth_fault]
    faults = list(_check_blocks(routine.blocks, (), movements))
    if not faults and _rests_only(routine.blocks):
        return [Fault(path=(), what=tr("there are only rests; add a block with a movement to do"))]
    return faults or list(_check_size(routine, movements))


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


def _check_blocks(blocks: Sequence[Block], path: Path, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    for at, block in enumerate(blocks):
        here = (*path, "block", at)
        yield from _check_block(block, here, movements)
        if block.blocks:
            yield from _check_blocks(block.blocks, here, movements)


def _form(block: Block) -> str:
    if block.blocks is not None or block.repeat is not None:
        return "group"
    if block.bpm is not None or block.pulses is not None:
        return "beats"
    if block.duration is not None:
        return "timed"
    return "rest" if is_plain_rest(block) else "reps"


def _check_block(block: Block, path: Path, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    form = _form(block)
    said, keys = _FORMS[form]
    for field in Block.__dataclass_fields__:
        if getattr(block, field) is not None and field not in keys:
            key = _KEYS.get(field, field)
            yield Fault(path=(*path, key), what=tr(said, key=key, advice=_instead(form, field)))
    if form == "group":
        if not block.blocks:
            yield Fault(path=(*path, "repeat"), what=tr("there is nothing to repeat; put [[block.block]] under it"))
        return
    if form == "rest":
        return
    yield from _check_name(block, path, movements)
    movement = movements.get(block.movement) if block.movement else None
    if block.phase is not None and any(span is not None for span in (block.raise_, block.hold, block.lower)):
        yield Fault(
            path=(*path, "phase"),
            what=tr('"phase" and raise, hold or lower are two ways to say the same; keep one of them'),
        )
    yield from _check_sides(block, path, movement)
    if form == "beats":
        yield from _check_beats(block, path)
    elif form == "timed":
        yield from _check_timed(block, path, movement)
    else:
        yield from _check_reps(block, path, movement)
    for key, pyramid in (("reps", block.reps), ("pulses", block.pulses)):
        if pyramid and len(pyramid) > 1 and block.sets is not None and block.sets != _exactly(len(pyramid)):
            yield Fault(
                path=(*path, "sets"),
                what=trn(
                    "{key} gives {n} set, one number each; leave sets out",
                    "{key} gives {n} sets, one number each; leave sets out",
                    len(pyramid),
                    key=key,
                ),
            )


def _instead(form: str, field: str) -> str:
    if form == "group":
        return tr("put it into the [[block.block]] that it is about")
    if form == "timed" and field == "reps":
        return tr("keep either reps or duration: the duration decides how many reps fit")
    if form == "beats" and field in _TEMPO | {"reps"}:
        return tr("keep either the metronome (bpm) or the tempo and reps")
    return tr("leave it out")


def _check_name(block: Block, path: Path, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    if block.movement is None:
        if block.name is None:
            what = tr('the block has no name; write movement = "bridge", or name = "My hold"')
            yield Fault(path=path, what=what)
    elif block.movement not in movements:
        nearest = nearest_movement(block.movement, movements)
        if nearest is not None:
            what = tr(
                'there is no movement "{movement}"; did you mean "{nearest}"?',
                movement=block.movement,
                nearest=nearest,
            )
        else:
            what = tr(
                'there is no movement "{movement}"; write name = "…" for a movement of your own',
                movement=block.movement,
            )
        yield Fault(path=(*path, "movement"), what=what)


def _check_sides(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    sides = block.sides or (movement.sides if movement else None)
    if sides is None:
        for key in ("first_side", "switch"):
            if getattr(block, key) is not None:
                yield Fault(
                    path=(*path, key),
                    what=tr('"{key}" needs sides; add sides = "one-then-other", or leave it out', key=key),
                )
    elif sides is Sides.ALTERNATE_REPS and block.switch is not None:
        yield Fault(
            path=(*path, "switch"),
            what=tr("with alternate-reps the rest between reps is the time to change; use rest"),
        )
    if sides is Sides.ALTERNATE_REPS and (block.duration is not None or block.bpm is not None):
        what = tr("alternate-reps needs reps; use alternate-sets or one-then-other")
        yield Fault(path=(*path, "sides"), what=what)


def _check_beats(block: Block, path: Path) -> Iterator[Fault]:
    if block.bpm is None:
        yield Fault(path=(*path, "pulses"), what=tr("pulses need a metronome; add bpm, such as bpm = 60"))
    elif block.bpm.low < SLOWEST_BPM or block.bpm.high > FASTEST_BPM:
        yield Fault(
            path=(*path, "bpm"),
            what=tr(
                "bpm must be {slowest} to {fastest} beats a minute, such as bpm = 60",
                slowest=SLOWEST_BPM,
                fastest=FASTEST_BPM,
            ),
        )
    if block.bpm is not None and (block.pulses is None) == (block.duration is None):
        yield Fault(
            path=(*path, "bpm"),
            what=tr("a metronome needs an end: exactly one of duration and pulses, not both or none"),
        )


def _check_timed(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    if not has_tempo(block):
        if block.rest is not None:
            what = tr('"rest" stands between reps; add a tempo, or leave it out')
            yield Fault(path=(*path, "rest"), what=what)
        return
    once_ms = sum(phase.time.high_ms for phase in tempo_of(block, movement))
    if block.duration is not None and block.duration.low_ms < once_ms:
        yield Fault(
            path=(*path, "duration"),
            what=tr("not one rep fits: it takes {time}; make duration longer", time=format_duration(once_ms)),
        )


def _check_reps(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    tempo = tempo_of(block, movement)
    if block.pace is Pace.OWN or (block.movement is not None and movement is None):
        return  # what an unknown movement would have brought along cannot be judged
    if not tempo and block.reps is not None:
        yield Fault(
            path=(*path, "reps"),
            what=tr('reps need a tempo: add raise, hold or lower, or pace = "own" to wait for "done" after each'),
        )
    elif not tempo:
        yield Fault(path=path, what=tr("the block says nothing to do; add hold, reps, duration or bpm"))
    elif block.reps is None and not has_tempo(block):
        yield Fault(path=path, what=tr("the block does not say how much; add reps, hold or duration"))


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
            sets += block.sets.high if block.sets else 1
            if sets > MOST_STEPS:
                what = tr(
                    "this makes more than {most} sets; {most} steps are the most for a routine",
                    most=format_count(MOST_STEPS),
                )
                return Fault(path=(*path, "sets") if block.sets else path, what=what)
            if block.blocks:
                waiting.append((block.blocks, path))
    return None


def _largest(routine: Routine, movements: Mapping[str, Movement], level: int) -> Path:
    """The top-level block with the most steps, and the key in it that multiplies them."""
    alone = [
        step_count(plan_routine(Routine(name="", blocks=(block,)), movements, level, placed=False))
        for block in routine.blocks
    ]
    at = alone.index(max(alone))
    block = routine.blocks[at]
    counted = {"repeat": block.repeat, "reps": block.reps and max(block.reps, key=lambda reps: reps.high)}
    counted["sets"] = block.sets
    key, most = max(counted.items(), key=lambda item: item[1].high if item[1] else 0)
    return ("block", at, key) if most else ("block", at)


def _exactly(number: int) -> Count:
    return Count(number, number)
