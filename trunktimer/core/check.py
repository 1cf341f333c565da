"""The rules of a written routine: what must be there, what excludes what, what is too much.

Takes values that are each right in themselves; their types and spelling are checked where files are read.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from trunktimer.core.durations import LONGEST_MS, spoken_text
from trunktimer.core.errors import Fault, Path
from trunktimer.core.level import HIGHEST_LEVEL, LOWEST_LEVEL
from trunktimer.core.movement import Movement
from trunktimer.core.plan import has_tempo, is_plain_rest, plan_routine, planned_ms, step_count, tempo_of
from trunktimer.core.routine import Block, Count, Pace, Routine, Sides

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
#: For each form of work: how it is called, and the keys that mean something in it.
_FORMS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "group": (
        "a group",
        frozenset({"name", "repeat", "blocks", "rest_between_rounds", "rest_between_blocks"})
        | frozenset({"lead_in", "rest", "rest_between_sets", "switch", "first_side", "pace"}),
    ),
    "beats": ("a block on the metronome", _EVERYWHERE | {"bpm", "accent_every", "pulses", "duration"}),
    "timed": ("a block with a duration", _EVERYWHERE | _TEMPO | {"duration", "rest"}),
    "rest": ("a plain rest", frozenset({"name", "cue", "rest"})),
    "reps": ("a block of reps or holds", _EVERYWHERE | _TEMPO | {"reps", "rest", "pace"}),
}


def check_routine(routine: Routine, movements: Mapping[str, Movement]) -> list[Fault]:
    """All faults of a routine, in the order of the file; none means that it can be compiled.

    `movements` are the movements that blocks may name, by key.
    """
    if not routine.blocks:
        return [Fault(path=(), what="there is nothing to do; a routine needs at least one [[block]]")]
    depth_fault = _too_deep(routine.blocks, ())
    if depth_fault is not None:
        return [depth_fault]
    faults = list(_check_blocks(routine.blocks, (), movements))
    return faults or list(_check_size(routine, movements))


def _too_deep(blocks: Sequence[Block], path: Path) -> Fault | None:
    """The first block nested deeper than allowed, found without recursion so that no depth can harm."""
    waiting: list[tuple[Sequence[Block], Path, int]] = [(blocks, path, 1)]
    while waiting:
        level, here, depth = waiting.pop()
        if depth > DEEPEST:
            return Fault(path=here, what=f"blocks are nested more than {DEEPEST} deep; use fewer groups in groups")
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
    title, keys = _FORMS[form]
    for field in Block.__dataclass_fields__:
        if getattr(block, field) is not None and field not in keys:
            key = _KEYS.get(field, field)
            yield Fault(path=(*path, key), what=f'"{key}" means nothing in {title}; {_instead(form, field)}')
    if form == "group":
        if not block.blocks:
            yield Fault(path=(*path, "repeat"), what="there is nothing to repeat; put [[block.block]] under it")
        return
    if form == "rest":
        return
    yield from _check_name(block, path, movements)
    movement = movements.get(block.movement) if block.movement else None
    if block.phase is not None and any(span is not None for span in (block.raise_, block.hold, block.lower)):
        yield Fault(
            path=(*path, "phase"),
            what='"phase" and raise, hold or lower are two ways to say the same; keep one of them',
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
                what=f"{key} gives {len(pyramid)} sets, one number each; leave sets out",
            )


def _instead(form: str, field: str) -> str:
    if form == "group":
        return "put it into the [[block.block]] that it is about"
    if form == "timed" and field == "reps":
        return "keep either reps or duration: the duration decides how many reps fit"
    if form == "beats" and field in _TEMPO | {"reps"}:
        return "keep either the metronome (bpm) or the tempo and reps"
    return "leave it out"


def _check_name(block: Block, path: Path, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    if block.movement is None:
        if block.name is None:
            yield Fault(path=path, what='the block has no name; write movement = "bridge", or name = "My hold"')
    elif block.movement not in movements:
        nearest = get_close_matches(block.movement, movements, n=1, cutoff=0.5)
        hint = f'did you mean "{nearest[0]}"?' if nearest else 'write name = "…" for a movement of your own'
        yield Fault(path=(*path, "movement"), what=f'there is no movement "{block.movement}"; {hint}')


def _check_sides(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    sides = block.sides or (movement.sides if movement else None)
    if sides is None:
        for key in ("first_side", "switch"):
            if getattr(block, key) is not None:
                yield Fault(
                    path=(*path, key),
                    what=f'"{key}" needs sides; add sides = "one-then-other", or leave it out',
                )
    elif sides is Sides.ALTERNATE_REPS and block.switch is not None:
        yield Fault(
            path=(*path, "switch"),
            what="with alternate-reps the rest between reps is the time to change; use rest",
        )
    if sides is Sides.ALTERNATE_REPS and (block.duration is not None or block.bpm is not None):
        yield Fault(path=(*path, "sides"), what="alternate-reps needs reps; use alternate-sets or one-then-other")


def _check_beats(block: Block, path: Path) -> Iterator[Fault]:
    if block.bpm is None:
        yield Fault(path=(*path, "pulses"), what="pulses need a metronome; add bpm, such as bpm = 60")
    elif block.bpm.low < SLOWEST_BPM or block.bpm.high > FASTEST_BPM:
        yield Fault(
            path=(*path, "bpm"),
            what=f"bpm must be {SLOWEST_BPM} to {FASTEST_BPM} beats a minute, such as bpm = 60",
        )
    if block.bpm is not None and (block.pulses is None) == (block.duration is None):
        yield Fault(
            path=(*path, "bpm"),
            what="a metronome needs an end: exactly one of duration and pulses, not both or none",
        )


def _check_timed(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    if not has_tempo(block):
        if block.rest is not None:
            yield Fault(path=(*path, "rest"), what='"rest" stands between reps; add a tempo, or leave it out')
        return
    once_ms = sum(phase.time.high_ms for phase in tempo_of(block, movement))
    if block.duration is not None and block.duration.low_ms < once_ms:
        yield Fault(
            path=(*path, "duration"),
            what=f"not one rep fits: it takes {spoken_text(once_ms)}; make duration longer",
        )


def _check_reps(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    tempo = tempo_of(block, movement)
    if block.pace is Pace.OWN or (block.movement is not None and movement is None):
        return  # what an unknown movement would have brought along cannot be judged
    if not tempo and block.reps is not None:
        yield Fault(
            path=(*path, "reps"),
            what='reps need a tempo: add raise, hold or lower, or pace = "own" to wait for "done" after each',
        )
    elif not tempo:
        yield Fault(path=path, what="the block says nothing to do; add hold, reps, duration or bpm")
    elif block.reps is None and not has_tempo(block):
        yield Fault(path=path, what="the block does not say how much; add reps, hold or duration")


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
            yield Fault(path=path, what=f"this makes {steps:,} steps; {MOST_STEPS:,} is the most for a routine")
        elif total_ms > LONGEST_MS:
            yield Fault(path=(), what=f"the routine takes {spoken_text(total_ms)}; 24 hours is the most")
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
                what = f"this makes more than {MOST_STEPS:,} sets; {MOST_STEPS:,} steps are the most for a routine"
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
