"""The words, glyphs and colours of each step, and the line that says what comes next. It shows nothing."""

from typing import Final, NamedTuple

from trunktimer.core.display import Glyph, Tone
from trunktimer.core.durations import seconds_text, spoken_text
from trunktimer.core.routine import Side
from trunktimer.core.timeline import Between, Bout, Step, StepKind, Timeline

_WORDS: Final = {
    "raise": ("UP", Glyph.UP, Tone.MOVE),
    "hold": ("HOLD", Glyph.HOLD, Tone.HOLD),
    "lower": ("DOWN", Glyph.DOWN, Tone.MOVE),
    "work": ("WORK", Glyph.WORK, Tone.MOVE),
    "pulse": ("PULSE", Glyph.PULSE, Tone.MOVE),
    "rhythm": ("RHYTHM", Glyph.PULSE, Tone.MOVE),
    "settle": ("SETTLE", Glyph.REST, Tone.REST),
    "lead-in": ("GET READY", Glyph.READY, Tone.READY),
    "rest": ("REST", Glyph.REST, Tone.REST),
    "switch": ("SWITCH", Glyph.SWITCH, Tone.SWITCH),
    "gate": ("YOUR PACE", Glyph.WAIT, Tone.WAIT),
}


def word_of(step: Step) -> tuple[str, Glyph, Tone]:
    """The phase word of a step, its glyph and its colour. A phase of a person's own is its own word."""
    phase = step.part.phase
    return _WORDS.get(phase, (phase.upper().replace("-", " "), Glyph.WORK, Tone.MOVE))


def side_word(side: Side | None, limb: str = "") -> str:
    """`LEFT`, `RIGHT leg`, or nothing."""
    if side is None:
        return ""
    return f"{side.upper()} {limb}".rstrip()


def counts_of(step: Step, beat: int) -> tuple[str, ...]:
    """Rep, set and round as a person reads them, from the fastest to the slowest; `beat` counts from 1."""
    part = step.part
    counts = []
    if part.phase == "pulse" and part.reps > 1:
        counts.append(f"{min(beat, part.reps)}/{part.reps}")
    elif step.rep and part.reps > 1:
        counts.append(f"{step.rep}/{part.reps}")
    if step.set and part.sets > 1:
        counts.append(f"set {step.set}/{part.sets}")
    counts.extend(f"round {number}/{of}" for number, of in step.rounds)
    return tuple(counts)


def next_line(timeline: Timeline, step: Step, last: int, remaining_ms: int) -> str:
    """What comes next, for a person in `step` of a walk that ends before the step `last`.

    In work it looks ahead to the end of the rep or set; in a rest it names what to get into place for.
    """
    match step.kind:
        case StepKind.LEAD_IN:
            return _amount(timeline, step)
        case StepKind.SWITCH:
            return f"Next: {_bout_line(timeline, step.index)}"
        case StepKind.REST:
            if step.part.between is Between.REPS:
                return f"Next: rep {step.rep + 1} of {step.part.reps}"
            return f"Next: {_bout_line(timeline, step.index)}"
        case StepKind.GATE | StepKind.WORK:
            return _after_work(timeline, step, last, remaining_ms)


def _after_work(timeline: Timeline, step: Step, last: int, remaining_ms: int) -> str:
    bout = timeline.bout_at(step.index)
    bout_last = bout.last if bout else step.index + 1
    by_clock = bout is not None and step.part.bout_ms and bout.last - bout.first > 1
    if by_clock and bout is not None:
        after = _announce(timeline, bout_last, last)
        left_ms = bout.end_ms - step.end_ms + remaining_ms
        return f"Next: {after} in {-(-left_ms // 1000)} s"
    following = step.index + 1
    if following < min(bout_last, last):
        return f"Next: {_within(timeline.steps[following])}"
    return f"Next: {_announce(timeline, following, last)}"


def _within(step: Step) -> str:
    """A step of the same set, told in few words."""
    if step.is_gate:
        return "your pace"
    word = word_of(step)[0].lower()
    return f"{word} {seconds_text(step.duration_ms)} s"


def _announce(timeline: Timeline, index: int, last: int) -> str:
    """What stands at `index`, and what it leads to if it is a pause."""
    if index >= last:
        return "the end"
    step = timeline.steps[index]
    if step.kind is StepKind.SWITCH:
        return f"switch to {side_word(step.part.side)}"
    if step.kind is StepKind.REST:
        return f"{spoken_text(step.duration_ms)} rest, then {_bout_line(timeline, index)}"
    return _bout_line(timeline, index - 1)


def _bout_line(timeline: Timeline, index: int) -> str:
    """The set that begins after the step `index`: its set number if the block goes on, else its name."""
    bout = timeline.next_bout(index)
    if bout is None:
        return "the end"
    coming = timeline.steps[bout.first]
    here = timeline.steps[max(index, 0)]
    parts_blocks = here.part.between in (Between.BLOCKS, Between.ROUNDS)
    same = coming.part.path == here.part.path and coming.rounds == here.rounds and not parts_blocks
    pieces = []
    if same and coming.part.sets > 1:
        pieces.append(f"set {coming.set}/{coming.part.sets}")
    elif not same or not coming.part.side:
        pieces.append(coming.part.name)
    if coming.part.side:
        pieces.append(side_word(coming.part.side, coming.part.limb))
    return " ".join(pieces)


class BlockAmount(NamedTuple):
    """A block in a list: its name, how much it asks for, and the key of its movement (or an empty text)."""

    name: str
    amount: str
    movement: str


def block_amounts(timeline: Timeline) -> tuple[BlockAmount, ...]:
    """The blocks of a timeline in order, each once."""
    amounts: dict[tuple[int, ...], BlockAmount] = {}
    for block in timeline.blocks:
        bout = timeline.bout_at(block.first) or timeline.next_bout(block.first)
        if block.path in amounts or bout is None:
            continue
        rounds = "".join(f", {of} rounds" for _, of in block.rounds)
        movement = timeline.steps[bout.first].part.movement or ""
        amounts[block.path] = BlockAmount(block.name, _bout_amount(timeline, bout) + rounds, movement)
    return tuple(amounts.values())


def _amount(timeline: Timeline, step: Step) -> str:
    """How much the block asks for, shown while a person gets into place."""
    bout = timeline.next_bout(step.index)
    return _bout_amount(timeline, bout) if bout else ""


def _bout_amount(timeline: Timeline, bout: Bout) -> str:
    first = timeline.steps[bout.first]
    part = first.part
    if part.bout_ms or (part.bpm and part.phase == "rhythm"):
        amount = spoken_text(bout.end_ms - bout.start_ms)
    elif part.reps > 1:
        amount = f"{part.reps} pulses" if part.phase == "pulse" else f"{part.reps} reps"
    else:
        hold = next((at for at in timeline.steps[bout.first : bout.last] if at.part.phase == "hold"), first)
        amount = spoken_text(hold.duration_ms) if hold.duration_ms else "1 rep"
    sets = f" × {part.sets} sets" if part.sets > 1 else ""
    return f"{amount}{sets}, each side" if part.side else f"{amount}{sets}"
