"""How the parts of one block fit together, and those of the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from trunktimer.foundation.durations import Span, format_duration
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.translation import language_code, later, tr, trn
from trunktimer.routine.limits import FASTEST_BPM, SLOWEST_BPM
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import (
    PER_SET,
    REMEMBERED,
    Form,
    SameMovement,
    form_of,
    has_tempo,
    is_free_set,
    out_of_reach,
    resolved,
    tempo_of,
)
from trunktimer.routine.routine import Block, Count, MostReps, Pace, Sides, SideSets, per_set
from trunktimer.routine.search import nearest_movement
from trunktimer.routine.timing import OpenEnd, Timing

#: Field names that differ from the key in the file.
KEYS: Final = {"raise_": "raise", "blocks": "block"}

_EVERYWHERE: Final = frozenset(
    {"movement", "name", "cue", "note", "sets", "sides", "first_side", "switch", "lead_in", "rest_between_sets"}
) | {"load", "optional", "every"}
_BY_ROLE: Final = ("raise_", "hold", "lower", "pause")
_TEMPO: Final = frozenset({*_BY_ROLE, "tempo", "phase"})
#: For each form of work: what is said of a key that means nothing in it, and the keys that mean something.
_FORMS: Final[Mapping[Form, tuple[str, frozenset[str]]]] = {
    Form.GROUP: (
        later('"{key}" means nothing in a group; {advice}'),
        frozenset(
            {"name", "note", "optional", "repeat", "blocks", "every", "rest_between_rounds", "rest_between_blocks"}
        )
        | frozenset({"lead_in", "rest", "rest_between_sets", "switch", "first_side", "pace", "defaults"}),
    ),
    Form.BEATS: (
        later('"{key}" means nothing in a block on the metronome; {advice}'),
        _EVERYWHERE | {"bpm", "accent_every", "breath_beats", "pulses", "duration"},
    ),
    Form.TIMED: (
        later('"{key}" means nothing in a block with a duration; {advice}'),
        _EVERYWHERE | _TEMPO | {"duration", "rest"},
    ),
    Form.REST: (
        later('"{key}" means nothing in a plain rest; {advice}'),
        frozenset({"name", "cue", "note", "optional", "rest"}),
    ),
    Form.REPS: (
        later('"{key}" means nothing in a block of reps or holds; {advice}'),
        _EVERYWHERE | _TEMPO | {"reps", "rest", "pace"},
    ),
}
_RESTS: Final = ("rest", "break", "pause", "recovery")
_ONE_SIDE: Final = (Sides.LEFT, Sides.RIGHT)


def check_block(block: Block, path: Path, movements: Mapping[str, Movement], around: Block) -> list[Fault]:
    """The faults of a block; `around` is what holds where it says nothing (see `resolved`)."""
    movement = movements.get(block.movement) if block.movement else None
    if block.blocks is not None or (block.movement is not None and movement is None):
        return list(_faults(block, path, movements, around, movement))
    faults = _remembered_faults(block, around, SameMovement(movement), language_code())
    return [replace(fault, path=(*path, *fault.path)) for fault in faults]


@lru_cache(maxsize=REMEMBERED)
def _remembered_faults(block: Block, around: Block, same: SameMovement, language: str) -> tuple[Fault, ...]:
    """The faults of a block that is no group and names no movement that there is not, in a language."""
    known = {block.movement: same.movement} if block.movement and same.movement else {}
    return tuple(_faults(block, (), known, around, same.movement))


def _faults(
    block: Block, path: Path, movements: Mapping[str, Movement], around: Block, movement: Movement | None
) -> Iterator[Fault]:
    form = form_of(block)
    said, keys = _FORMS[form]
    if form is Form.TIMED and _asks_for_most(block):
        keys |= {"reps"}
    for field in Block.__dataclass_fields__:
        if getattr(block, field) not in (None, False) and field not in keys and field != "alone":
            key = KEYS.get(field, field)
            yield Fault(path=(*path, key), what=tr(said, key=key, advice=_instead(form, field)))
    if form is Form.GROUP:
        yield from _check_group(block, path)
        return
    if form is Form.REST:
        return
    yield from _check_name(block, path, movements)
    whole = resolved(block, around, movement)
    form = form_of(whole)
    yield from _check_two_ways(block, path)
    yield from _check_reach(block, path, movement)
    yield from _check_sides(block, whole, path, movement)
    if form is Form.BEATS:
        yield from _check_beats(whole, path)
    elif form is Form.TIMED:
        yield from _check_timed(whole, path, movement)
    else:
        yield from _check_reps(whole, path, movement)
    yield from _check_most(block, path)
    yield from _check_lists(block, whole, path)
    yield from _check_every(block, whole, path)


def check_defaults(defaults: Block | None, path: Path) -> list[Fault]:
    """The faults of a table of defaults; `path` is that of the table around it."""
    if defaults is None:
        return []
    faults = list(_check_two_ways(defaults, (*path, "defaults")))
    if defaults.duration is not None and (defaults.reps is not None or has_tempo(defaults)):
        what = tr("keep either duration or reps and tempo: the defaults are for one kind of work")
        faults.append(Fault(path=(*path, "defaults", "duration"), what=what))
    return faults


def _check_group(block: Block, path: Path) -> Iterator[Fault]:
    if not block.blocks:
        yield Fault(path=(*path, "repeat"), what=tr("there is nothing to repeat; put [[block.block]] under it"))
    if block.every is None:
        return
    if block.repeat is None:
        yield Fault(path=(*path, "every"), what=tr("every needs a number of rounds; add repeat = 10"))
    if block.rest_between_rounds is not None:
        what = tr("what every leaves over is the rest between rounds; leave this out")
        yield Fault(path=(*path, "rest_between_rounds"), what=what)


def _instead(form: Form, field: str) -> str:
    if form is Form.GROUP and field == "sets":
        return tr("a group has rounds: write repeat = 3; sets are of the [[block.block]] in it")
    if form is Form.GROUP and field in {*_BY_ROLE, "tempo", "reps", "duration", "sets", "sides", "load"}:
        return tr("put it into the [[block.block]] that it is about, or into [block.defaults] for all of them")
    if form is Form.GROUP:
        return tr("put it into the [[block.block]] that it is about")
    if form is Form.TIMED and field == "reps":
        return tr('keep either reps or duration: the duration decides how many reps fit; reps = "max" counts them')
    if form is Form.BEATS and field in _TEMPO | {"reps"}:
        return tr("keep either the metronome (bpm) or the tempo and reps")
    if form is Form.REPS and field == "breath_beats":
        return tr("it counts the beats of a metronome: add bpm and pulses")
    if field == "defaults":
        return tr("write the keys into the block itself")
    return tr("leave it out")


def _check_name(block: Block, path: Path, movements: Mapping[str, Movement]) -> Iterator[Fault]:
    if block.movement is None:
        if block.name is None:
            what = tr('the block has no name; write movement = "bridge", or name = "My hold"')
            yield Fault(path=path, what=what)
    elif block.movement not in movements and block.movement.casefold() in _RESTS:
        what = tr('a rest is a block with nothing but its time: rest = "1 min"')
        yield Fault(path=(*path, "movement"), what=what)
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


def _check_two_ways(block: Block, path: Path) -> Iterator[Fault]:
    stated = [KEYS.get(field, field) for field in _BY_ROLE if getattr(block, field) is not None]
    if block.phase is not None and (stated or block.tempo is not None):
        yield Fault(
            path=(*path, "phase"),
            what=tr('"phase" and raise, hold or lower are two ways to say the same; keep one of them'),
        )
    elif block.tempo is not None and stated:
        yield Fault(
            path=(*path, "tempo"),
            what=tr('"tempo" says the time of "{key}" as well; keep one of them', key=stated[0]),
        )


def _check_reach(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    for field in out_of_reach(block, movement):
        assert movement is not None
        words = ", ".join(dict.fromkeys(phase.do for phase in movement.phase))
        what = tr(
            'the movement "{movement}" has no such phase, only {words}; write its phases as phase = [...]',
            movement=movement.key,
            words=words,
        )
        yield Fault(path=(*path, KEYS.get(field, field)), what=what)


def _check_sides(block: Block, whole: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    sides = whole.sides or (movement.sides if movement else None)
    named = [key for key in ("first_side", "switch") if getattr(block, key) is not None]
    if sides is None or sides is Sides.BOTH:
        for key in named:
            yield Fault(
                path=(*path, key),
                what=tr('"{key}" needs sides; add sides = "one-then-other", or leave it out', key=key),
            )
    elif sides in _ONE_SIDE:
        for key in named:
            what = tr('"{key}" means nothing where one side is done; leave it out', key=key)
            yield Fault(path=(*path, key), what=what)
    elif sides is Sides.ALTERNATE_REPS and block.switch is not None:
        yield Fault(
            path=(*path, "switch"),
            what=tr("with alternate-reps the rest between reps is the time to change; use rest"),
        )
    if isinstance(block.sets, SideSets):
        if sides is None or sides is Sides.BOTH:
            what = tr('sets on each side need sides; add sides = "one-then-other", or write one number')
            yield Fault(path=(*path, "sets"), what=what)
        elif sides in _ONE_SIDE:
            what = tr('sides = "{side}" is one side, and sets names both; keep one of them', side=sides.value)
            yield Fault(path=(*path, "sets"), what=what)
    if block.sides is Sides.BOTH and movement is not None and movement.sides is not None and not movement.both:
        what = tr('"{movement}" is done on one side at a time; write sides = "one-then-other"', movement=movement.key)
        yield Fault(path=(*path, "sides"), what=what)
    if block.sides is Sides.ALTERNATE_REPS and (block.duration is not None or block.bpm is not None):
        what = tr("alternate-reps needs reps; use alternate-sets or one-then-other")
        yield Fault(path=(*path, "sides"), what=what)


def _check_beats(block: Block, path: Path) -> Iterator[Fault]:
    if block.bpm is None:
        yield Fault(path=(*path, "pulses"), what=tr("pulses need a metronome; add bpm, such as bpm = 60"))
        return
    if any(bpm.low < SLOWEST_BPM or bpm.high > FASTEST_BPM for bpm in per_set(block.bpm)):
        yield Fault(
            path=(*path, "bpm"),
            what=tr(
                "bpm must be {slowest} to {fastest} beats a minute, such as bpm = 60",
                slowest=SLOWEST_BPM,
                fastest=FASTEST_BPM,
            ),
        )
    if (block.pulses is None) == (block.duration is None):
        yield Fault(
            path=(*path, "bpm"),
            what=tr("a metronome needs an end: exactly one of duration and pulses, not both or none"),
        )
    if _is_open(block.duration):
        what = tr('a metronome needs an end; write a time without "max" and "+"')
        yield Fault(path=(*path, "duration"), what=what)


def _check_timed(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    if not has_tempo(block):
        if block.rest is not None and not _asks_for_most(block):
            what = tr('"rest" stands between reps; add a tempo, or leave it out')
            yield Fault(path=(*path, "rest"), what=what)
        return
    if _is_open(block.hold):
        what = tr("the duration ends the work; write a hold with a time, or leave the duration out")
        yield Fault(path=(*path, "hold"), what=what)
    elif _is_open(block.duration):
        what = tr('a time that you end has no tempo; leave the tempo out, or write reps = "max"')
        yield Fault(path=(*path, "duration"), what=what)
    elif not _asks_for_most(block):
        yield from _check_fits(block, path, movement)


def _check_fits(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    numbers = range(1, max(len(per_set(block.duration)), len(per_set(block.hold))) + 1)
    for number in numbers:
        phases = tempo_of(block, movement, number)
        durations = per_set(block.duration)
        duration = durations[min(number, len(durations)) - 1]
        once_ms = sum(phase.time.high_ms for phase in phases if isinstance(phase.time, Span))
        if not phases:
            yield Fault(path=path, what=tr("there is nothing left to do; switch fewer phases off"))
            return
        if isinstance(duration, Span) and duration.low_ms < once_ms:
            yield Fault(
                path=(*path, "duration"),
                what=tr("not one rep fits: it takes {time}; make duration longer", time=format_duration(once_ms)),
            )
            return


def _check_reps(block: Block, path: Path, movement: Movement | None) -> Iterator[Fault]:
    if block.pace is Pace.OWN or (block.movement is not None and movement is None):
        return  # what an unknown movement would have brought along cannot be judged
    if _asks_for_most(block) or (is_free_set(block) and block.reps is not None):
        return
    tempo = tempo_of(block, movement)
    if not tempo and has_tempo(block):
        yield Fault(path=path, what=tr("there is nothing left to do; switch fewer phases off"))
    elif not tempo and block.reps is not None:
        yield Fault(
            path=(*path, "reps"),
            what=tr('reps need a tempo: add raise, hold or lower, or pace = "own" to wait for "done" after each'),
        )
    elif not tempo:
        yield Fault(path=path, what=tr("the block says nothing to do; add hold, reps, duration or bpm"))
    elif block.reps is None and not has_tempo(block):
        yield Fault(path=path, what=tr("the block does not say how much; add reps, hold or duration"))


def _check_most(block: Block, path: Path) -> Iterator[Fault]:
    """What is done to the limit, and what ends it beside."""
    if _only_most(block) and has_tempo(block):
        what = tr('reps = "max" are done at your own speed; leave the tempo out, or write a number of reps')
        yield Fault(path=(*path, "reps"), what=what)
        return
    counted = [reps for reps in block.reps or () if isinstance(reps, Count) and reps.high > 1]
    if counted and any(isinstance(hold, OpenEnd) and hold.aim is None for hold in per_set(block.hold)):
        what = tr("a hold to the limit is one rep; write sets = {n} in place of reps = {n}", n=counted[0].high)
        yield Fault(path=(*path, "reps"), what=what)


def _check_lists(block: Block, whole: Block, path: Path) -> Iterator[Fault]:
    lists = {key: len(values) for key in PER_SET if len(values := per_set(getattr(block, key))) > 1}
    if not lists:
        return
    first, sets = next(iter(lists.items()))
    for key, length in lists.items():
        # behind the last set there is no rest
        if length != sets and not (key == "rest_between_sets" and length == sets - 1):
            yield Fault(
                path=(*path, key),
                what=tr(
                    "{key} has {length} values and {other} has {sets}; write one for each set in both",
                    key=KEYS.get(key, key),
                    length=length,
                    other=first,
                    sets=sets,
                ),
            )
    if block.sets is None or block.sets == Count(sets, sets):
        return
    if first == "rest_between_sets" and isinstance(block.sets, Count) and block.sets == Count(sets + 1, sets + 1):
        return
    yield Fault(
        path=(*path, "sets"),
        what=trn(
            "{key} gives {n} set, one number each; leave sets out",
            "{key} gives {n} sets, one number each; leave sets out",
            sets,
            key=first,
        ),
    )


def _check_every(block: Block, whole: Block, path: Path) -> Iterator[Fault]:
    if block.every is None:
        return
    if whole.sets is None and not any(len(per_set(getattr(block, key))) > 1 for key in PER_SET):
        yield Fault(path=(*path, "every"), what=tr("every needs a number of sets; add sets = 10"))
    if block.rest_between_sets is not None:
        what = tr("what every leaves over is the rest between sets; leave this out")
        yield Fault(path=(*path, "rest_between_sets"), what=what)


def _asks_for_most(block: Block) -> bool:
    return any(isinstance(reps, MostReps) for reps in block.reps or ())


def _only_most(block: Block) -> bool:
    return bool(block.reps) and all(isinstance(reps, MostReps) for reps in block.reps or ())


def _is_open(time: Timing | tuple[Timing, ...] | None) -> bool:
    return any(isinstance(one, OpenEnd) for one in per_set(time))
