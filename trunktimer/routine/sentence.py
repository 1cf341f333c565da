"""A block as a sentence with numbers that can be touched: "3 sets of 8 × hold 6 s".

One text a kind of sentence, so that each language puts its words in its own order; the numbers go in as chips. Cards,
print, `show` and screen readers say the same sentence. What it does not say (cue, note, tempo, own phases) stands
elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from trunktimer.foundation.durations import NO_PAUSE
from trunktimer.foundation.translation import later, tr, trc, trn
from trunktimer.routine.movement import Movement
from trunktimer.routine.resolved import Form, form_of, resolved, sides_of, tempo_of
from trunktimer.routine.routine import Block, Count, MostReps, Sides, SideSets
from trunktimer.routine.timing import Timing
from trunktimer.routine.timing_text import format_timing, rest_token, timing_token

_MARK: Final = "\x00"  # around the name of a chip while a text is put together
_SIDES: Final = {
    Sides.LEFT: later("left side only"),
    Sides.RIGHT: later("right side only"),
    Sides.BOTH: later("both sides at once"),
    Sides.ONE_THEN_OTHER: later("one side, then the other"),
    Sides.ALTERNATE_SETS: later("each side, set by set"),
    Sides.ALTERNATE_REPS: later("each side, in turn"),
}
#: What a chip is called where it stands alone, as for a screen reader.
_NAMES: Final = {
    "sets": later("sets"),
    "reps": later("reps"),
    "hold": later("hold"),
    "duration": later("time"),
    "pulses": later("pulses"),
    "bpm": later("beats a minute"),
    "repeat": later("rounds"),
    "rest": later("rest"),
    "rest_between_sets": later("rest between sets"),
    "rest_between_rounds": later("rest between rounds"),
    "switch": later("time to change sides"),
    "every": later("every"),
}


class Chip(NamedTuple):
    """A number in a sentence.

    Attributes:
        key: the key of the file that it changes.
        text: what it shows, in the language in use.
        token: the same as a file has it; entries of a list have " / " between them.
        name: what the number is, for who hears it alone.
        is_changed: whether the block says it and its movement does not.
    """

    key: str
    text: str
    token: str
    name: str
    is_changed: bool = False


Part = str | Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a block says. `work` is the sentence, `sides` and `beside` (rests, change of sides) stand at its right."""

    work: tuple[Part, ...]
    sides: str = ""
    beside: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All words and chips."""
        return (*self.work, *self.beside)

    @property
    def in_one(self) -> tuple[Part, ...]:
        """All of them, the rests behind a dot."""
        return (*self.work, " · ", *self.beside) if self.work and self.beside else self.parts

    def __str__(self) -> str:
        """The whole of it, as it is read aloud."""
        return " · ".join(filter(None, (_plain(self.work), self.sides, _plain(self.beside))))


def block_sentence(block: Block, around: Block, movement: Movement | None, *, is_whole: bool = False) -> Sentence:
    """The sentence of a block.

    Args:
        around: what holds where the block says nothing (`resolved.around_all`, `around_in`).
        is_whole: one set is said too, so that there is a number to touch.
    """
    form = form_of(block)
    if form is Form.GROUP:
        return _of_group(block)
    if form is Form.REST:
        return rest_sentence(block.rest or NO_PAUSE)
    whole = resolved(block, around, movement)
    sets = _sets_of(whole)
    has_sets = is_whole or sets != Count(1, 1)
    sides = sides_of(whole, movement)
    return Sentence(
        work=_of_beats(whole, has_sets)
        if form_of(whole) is Form.BEATS
        else _of_time(whole, movement, has_sets)
        if form_of(whole) is Form.TIMED
        else _of_reps(block, whole, movement, has_sets),
        sides=tr(_SIDES[said]) if (said := whole.sides or sides) else "",
        beside=_beside(whole, sets, sides),
    )


def rest_sentence(time: Timing) -> Sentence:
    """The sentence of a pause between two blocks."""
    return Sentence(work=_laid(tr("rest {rest}", rest=_slot("rest")), [_time_chip("rest", time, rests=True)]))


def sides_choices(movement: Movement) -> dict[str, str]:
    """The ways in which a movement can be done on its sides: the word of the file, and what a person reads."""
    return {sides.value: tr(words) for sides, words in _SIDES.items() if sides is not Sides.BOTH or movement.both}


def _of_group(block: Block) -> Sentence:
    rounds = block.repeat or Count(1, 1)
    chips = [_chip("repeat", _count(rounds), is_changed=True)]
    work = _laid(trn("{rounds} round", "{rounds} rounds", rounds.high, rounds=_slot("repeat")), chips)
    beside: tuple[Part, ...] = ()
    if block.every is not None:
        beside = _laid(tr("every {time}", time=_slot("every")), [_time_chip("every", block.every)])
    elif rounds.high > 1:
        rest = _time_chip("rest_between_rounds", block.rest_between_rounds or NO_PAUSE, rests=True)
        beside = _laid(tr("rest between rounds {rest}", rest=_slot("rest_between_rounds")), [rest])
    return Sentence(work=work, beside=beside)


def _of_reps(block: Block, whole: Block, movement: Movement | None, has_sets: bool) -> tuple[Part, ...]:
    hold = next((phase.time for phase in tempo_of(whole, movement) if phase.role == "hold"), None)
    if isinstance(whole.hold, tuple):
        held = _time_chip("hold", whole.hold)
    else:
        held = _time_chip("hold", hold)._replace(is_changed=block.hold is not None)
    reps = whole.reps or (Count(1, 1),)
    is_one = reps == (Count(1, 1),)
    most = next((one for one in reps if isinstance(one, MostReps)), None)
    sets, times = _sets_chip(whole), _counts_chip("reps", reps, is_changed=not is_one)
    n_sets, n_reps = _highest(_sets_of(whole)), 2 if most else _highest(reps[-1])
    chips = [sets, times, held]
    slots = {"sets": _slot("sets"), "reps": _slot("reps"), "hold": _slot("hold")}
    if is_one and hold is not None:
        return _laid(tr("{sets} × hold {hold}", **slots) if has_sets else tr("hold {hold}", **slots), chips)
    if hold is not None:
        if has_sets:
            text = trn("{sets} set of {reps} × hold {hold}", "{sets} sets of {reps} × hold {hold}", n_sets, **slots)
        else:
            text = tr("{reps} × hold {hold}", **slots)
        return _laid(text, chips)
    if has_sets:
        return _laid(trn("{sets} set of {reps}", "{sets} sets of {reps}", n_sets, **slots), chips)
    return _laid(trn("{reps} time", "{reps} times", n_reps, **slots), chips)


def _of_time(whole: Block, movement: Movement | None, has_sets: bool) -> tuple[Part, ...]:
    chips = [_sets_chip(whole), _time_chip("duration", whole.duration)]
    slots = {"sets": _slot("sets"), "time": _slot("duration")}
    if any(isinstance(one, MostReps) for one in whole.reps or ()):
        text = tr("as many as you can in {time}", **slots)
        return _laid(tr("{sets} × as many as you can in {time}", **slots) if has_sets else text, chips)
    is_held = movement is not None and all(phase.role == "hold" for phase in movement.phase)
    if is_held:
        return _laid(tr("{sets} × hold {time}", **slots) if has_sets else tr("hold {time}", **slots), chips)
    return _laid(tr("{sets} × {time}", **slots) if has_sets else trc("how long", "for {time}", **slots), chips)


def _of_beats(whole: Block, has_sets: bool) -> tuple[Part, ...]:
    bpm = whole.bpm if isinstance(whole.bpm, tuple) else (whole.bpm or Count(60, 60),)
    chips = [_sets_chip(whole), _counts_chip("bpm", bpm), _time_chip("duration", whole.duration)]
    slots = {"sets": _slot("sets"), "bpm": _slot("bpm"), "time": _slot("duration"), "pulses": _slot("pulses")}
    if whole.pulses is not None:
        chips.append(_counts_chip("pulses", whole.pulses, is_changed=True))
        if has_sets:
            return _laid(tr("{sets} × {pulses} pulses, {bpm} a minute", **slots), chips)
        return _laid(tr("{pulses} pulses, {bpm} a minute", **slots), chips)
    if has_sets:
        return _laid(tr("{sets} × {time} to {bpm} beats a minute", **slots), chips)
    return _laid(tr("{time} to {bpm} beats a minute", **slots), chips)


def _beside(whole: Block, sets: Count | SideSets, sides: Sides | None) -> tuple[Part, ...]:
    parts: list[Part] = []
    if whole.every is not None:
        parts += _laid(tr("every {time}", time=_slot("every")), [_time_chip("every", whole.every)])
    elif _highest(sets) > 1:
        rest = _time_chip("rest_between_sets", whole.rest_between_sets or NO_PAUSE, rests=True)
        parts += _laid(tr("rest between sets {rest}", rest=_slot("rest_between_sets")), [rest])
    if form_of(whole) is Form.REPS and whole.rest not in (None, NO_PAUSE) and whole.reps not in (None, (Count(1, 1),)):
        between = _laid(tr("{rest} between reps", rest=_slot("rest")), [_time_chip("rest", whole.rest, rests=True)])
        parts += [" · ", *between] if parts else between
    if sides in (Sides.ONE_THEN_OTHER, Sides.ALTERNATE_SETS):
        change = _time_chip("switch", whole.switch or NO_PAUSE, rests=True)
        switch = _laid(tr("change sides in {time}", time=_slot("switch")), [change])
        parts += [" · ", *switch] if parts else switch
    return tuple(parts)


# ---- chips


def _chip(key: str, text: str, token: str = "", *, is_changed: bool = False) -> Chip:
    return Chip(key, text, token or text.replace("–", "-"), tr(_NAMES[key]), is_changed)


def _counts_chip(key: str, counts: Sequence[Count | MostReps], *, is_changed: bool = False) -> Chip:
    tokens = " / ".join(map(_token_of_reps, counts))
    return _chip(key, " – ".join(map(_count_of_reps, counts)), tokens, is_changed=is_changed)


def _time_chip(key: str, time: Timing | tuple[Timing, ...] | None, *, rests: bool = False) -> Chip:
    times = () if time is None else time if isinstance(time, tuple) else (time,)
    shown = " – ".join(format_timing(one, rests=rests) for one in times)
    token = " / ".join(rest_token(one) if rests else timing_token(one) for one in times) or "none"
    return _chip(key, shown or tr("none"), token, is_changed=False if rests else time is not None)


def _sets_chip(whole: Block) -> Chip:
    sets = _sets_of(whole)
    if isinstance(sets, SideSets):
        text = tr("{left} left, {right} right", left=_count(sets.left), right=_count(sets.right))
        token = f"{_count(sets.left)} / {_count(sets.right)}".replace("–", "-")
        return _chip("sets", text, token, is_changed=True)
    return _chip("sets", _count(sets), is_changed=sets.high > 1)


def _sets_of(whole: Block) -> Count | SideSets:
    lists = (whole.reps, whole.hold, whole.duration, whole.pulses, whole.load)
    listed = max(len(value) if isinstance(value, tuple) else 1 for value in lists)
    return Count(listed, listed) if listed > 1 else whole.sets or Count(1, 1)


def _highest(count: Count | SideSets | MostReps) -> int:
    if isinstance(count, SideSets):
        return max(count.left.high, count.right.high)
    return count.high if isinstance(count, Count) else 2


def _count(count: Count) -> str:
    return f"{count.low}–{count.high}" if count.is_range else str(count.low)


def _token_of_reps(count: Count | MostReps) -> str:
    if isinstance(count, Count):
        return _count(count).replace("–", "-")
    return "max" if count.least is None else f"{_count(count.least)}+".replace("–", "-")


def _count_of_reps(count: Count | MostReps) -> str:
    if isinstance(count, Count):
        return _count(count)
    return tr("as many as you can") if count.least is None else tr("{n} or more", n=_count(count.least))


# ---- words and chips in their order


def _slot(key: str) -> str:
    return f"{_MARK}{key}{_MARK}"


def _laid(text: str, chips: Sequence[Chip]) -> tuple[Part, ...]:
    """A text with slots, as words and chips in its order."""
    by_key = {chip.key: chip for chip in chips}
    pieces = text.split(_MARK)
    return tuple(by_key[piece] if at % 2 else piece for at, piece in enumerate(pieces) if at % 2 or piece)


def _plain(parts: Sequence[Part]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)
