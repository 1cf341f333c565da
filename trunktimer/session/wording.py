"""The words, glyphs and colours of each step, what comes next, and how sets and sessions ended. It shows nothing."""

from typing import Final, NamedTuple

from trunktimer.figure.body import Side
from trunktimer.foundation.durations import format_duration, format_seconds
from trunktimer.foundation.translation import format_number, later, tr, trc, trn, written
from trunktimer.routine.timeline import Between, Gate, Part, SetSpan, Step, StepKind, Timeline
from trunktimer.routine.translated import own_phase_text
from trunktimer.session.ahead import Ahead, whole
from trunktimer.session.display import Glyph, Tone
from trunktimer.session.effects import GapNoticed, Outcome
from trunktimer.session.record import Ending, SessionRecord

# Translators: what is done, in capitals: read from two and a half metres; the shorter, the larger it is shown.
_WORDS: Final = {
    "raise": (later("UP"), Glyph.UP, Tone.MOVE),
    "hold": (later("HOLD"), Glyph.HOLD, Tone.HOLD),
    "lower": (later("DOWN"), Glyph.DOWN, Tone.MOVE),
    "work": (later("WORK"), Glyph.WORK, Tone.MOVE),
    "pulse": (later("PULSE"), Glyph.PULSE, Tone.MOVE),
    "rhythm": (later("RHYTHM"), Glyph.PULSE, Tone.MOVE),
    "pause": (later("PAUSE"), Glyph.REST, Tone.REST),
    "settle": (later("SETTLE"), Glyph.REST, Tone.REST),
    "lead-in": (later("GET READY"), Glyph.READY, Tone.READY),
    "rest": (later("REST"), Glyph.REST, Tone.REST),
    "switch": (later("SWITCH"), Glyph.SWITCH, Tone.SWITCH),
    "count": (later("HOW MANY?"), Glyph.WAIT, Tone.WAIT),
    "gate": (later("YOUR PACE"), Glyph.WAIT, Tone.WAIT),
}

_ROUGH_FROM_MS: Final = 120_000  # what is longer is told without its seconds

#: How a session ended, in a few words and as a sentence without its end.
_ENDINGS: Final = {
    Ending.RUNNING: (later("under way"), later("Under way")),
    Ending.FINISHED: (later("as planned"), later("Done to the end")),
    Ending.STOPPED: (later("stopped early"), later("Stopped before the end")),
    Ending.UNFINISHED: (
        later("broken off"),
        later("The program ended in the middle of it; what was done until then is kept"),
    ),
}
_OUTCOMES: Final = {
    # Translators: these say how a set went; "left" is that a person went on to another one
    Outcome.DONE: later("done"),
    Outcome.RELEASED: later("let go early"),
    Outcome.RESTARTED: later("begun anew"),
    Outcome.LEFT: later("left"),
    Outcome.SKIPPED: later("skipped"),
    Outcome.INTERRUPTED: later("broken off"),
}


def word_of(step: Step) -> tuple[str, Glyph, Tone]:
    """The phase word of a step, its glyph and its colour. A phase of a person's own is its own word."""
    phase = step.part.phase
    known = _WORDS.get(phase)
    if known is None:
        return written(own_phase_text(phase)).upper(), Glyph.WORK, Tone.MOVE
    word, glyph, tone = known
    return tr(word), glyph, tone


def phase_name(phase: str) -> str:
    """A phase of a tempo in small letters, as files call it (`raise`), but in the language in use."""
    match phase:
        case "raise":
            return trc("phase", "raise")
        case "lower":
            return trc("phase", "lower")
        case _:
            return _small_word(phase)


def _small_word(phase: str) -> str:
    """The phase word of a step of work, or of the rest between reps, in small letters."""
    match phase:
        case "raise":
            return trc("phase", "up")
        case "hold":
            return trc("phase", "hold")
        case "lower":
            return trc("phase", "down")
        case "pause":
            return trc("phase", "pause")
        case "work":
            return trc("phase", "work")
        case "pulse":
            return trc("phase", "pulse")
        case "rhythm":
            return trc("phase", "rhythm")
        case "settle":
            return trc("phase", "settle")
        case "rest":
            return trc("phase", "rest")
        case _:
            return written(phase.replace("-", " "))


def side_word(side: Side | None, limb: str = "") -> str:
    """`LEFT`, `RIGHT leg`, or nothing."""
    match side:
        case None:
            return ""
        case Side.LEFT:
            # Translators: {limb} is a word such as "leg", and may come first.
            return tr("LEFT {limb}", limb=limb) if limb else tr("LEFT")
        case Side.RIGHT:
            return tr("RIGHT {limb}", limb=limb) if limb else tr("RIGHT")


def side_name(side: Side | str | None) -> str:
    """`left`, `right`, or nothing; what is neither stays as it is."""
    match side:
        case Side.LEFT:
            return trc("side", "left")
        case Side.RIGHT:
            return trc("side", "right")
        case _:
            return side or ""


def format_ending(record: SessionRecord) -> str:
    """How a session ended, in two or three words."""
    if record.ending is Ending.FINISHED and record.short_steps:
        # Translators: a step is a hold, a movement or a rest; short of what was planned
        return trn("{n} step short", "{n} steps short", record.short_steps)
    return tr(_ENDINGS[record.ending][0])


def format_ending_in_full(record: SessionRecord) -> str:
    """How a session ended, in a sentence."""
    line = tr(_ENDINGS[record.ending][1])
    short, of = record.short_steps, record.work_steps
    if of and short:
        steps = trn(
            "{n} of {all} steps of work was skipped or short",
            "{n} of {all} steps of work were skipped or short",
            short,
            all=of,
        )
        line = f"{line}; {steps}"
    elif of and record.ending is Ending.FINISHED:
        whole = trn(
            "Done to the end, all {n} step of work as planned", "Done to the end, all {n} steps of work as planned", of
        )
        line = whole if of > 1 else tr("Done to the end, as planned")
    line = tr("{sentence}.", sentence=line)
    if record.speed != 1:
        speed = format_number(record.speed, 0 if record.speed == round(record.speed) else 1)
        line += " " + tr("A rehearsal at {speed} times the speed: it counts in no figures.", speed=speed)
    return line


def format_outcome(outcome: Outcome) -> str:
    """How a set ended, in one or two words."""
    return tr(_OUTCOMES[outcome])


def counts_of(step: Step, beat: int) -> tuple[str, ...]:
    """Rep, set and round as a person reads them, from the fastest to the slowest; `beat` counts from 1."""
    rep, reps = rep_of(step, beat)
    return (f"{rep}/{reps}", *set_counts(step)) if reps else set_counts(step)


def rep_of(step: Step, beat: int) -> tuple[int, int]:
    """The rep or the pulse that a step is in, and of how many; nothing of nothing where they are not counted."""
    part = step.part
    if part.phase == "pulse" and part.reps > 1:
        return min(beat, part.reps), part.reps
    return (step.rep, part.reps) if step.rep and part.reps > 1 else (0, 0)


def set_counts(step: Step) -> tuple[str, ...]:
    """Set and rounds of a step as a person reads them."""
    counts = [tr("set {set}/{sets}", set=step.set, sets=step.part.sets)] if step.set and step.part.sets > 1 else []
    counts.extend(tr("round {round}/{rounds}", round=number, rounds=of) for number, of in step.rounds)
    return tuple(counts)


def phase_word(phase: str) -> str:
    """The word of a phase in small letters, as a sentence has it."""
    known = _WORDS.get(phase)
    return (written(own_phase_text(phase)) if known is None else tr(known[0])).lower()


def next_line(ahead: Ahead, step: Step, remaining_ms: int) -> str:
    """What comes next, for a person in `step`.

    In work it looks ahead to the end of the rep or set; in a rest it names what to get into place for.
    """
    coming = coming_line(ahead, step, remaining_ms)
    # Translators: {what} is such as "hold 10 s", "set 2/3", "Bridge LEFT leg", "switch to LEFT" or "the end".
    return coming if step.kind is StepKind.LEAD_IN else tr("Next: {what}", what=coming)


def coming_line(ahead: Ahead, step: Step, remaining_ms: int) -> str:
    """As `next_line`, without the word that says that it comes next; in a lead-in, how much the block asks for."""
    match step.kind:
        case StepKind.LEAD_IN:
            return _amount(ahead, step)
        case StepKind.SWITCH:
            return _set_span_line(ahead, step.index, step)
        case StepKind.REST:
            if step.part.between is Between.REPS:
                return tr("rep {rep} of {reps}", rep=step.rep + 1, reps=step.part.reps)
            return _set_span_line(ahead, step.index, step)
        case StepKind.GATE | StepKind.WORK:
            return _after_work(ahead, step, remaining_ms)


def _after_work(ahead: Ahead, step: Step, remaining_ms: int) -> str:
    set_span = ahead.timeline.set_span_at(step.index)
    if set_span is not None and step.part.set_span_ms and set_span.last - set_span.first > 1:
        after = _announce(ahead, ahead.after(set_span.last - 1), step)
        left_ms = set_span.end_ms - step.end_ms + remaining_ms
        # Translators: {what} is such as "set 2/3", "Bridge LEFT leg", "30 s rest, then set 2/3" or "the end".
        return tr("{what} in {seconds} s", what=after, seconds=-(-left_ms // 1000))
    following = ahead.after(step.index)
    if following is not None and set_span is not None and following.index < set_span.last:
        return _within(following)
    return _announce(ahead, following, step)


def _within(step: Step) -> str:
    """A step of the same set, told in few words."""
    match step.part.gate:
        case Gate.PACE:
            return tr("your pace")
        case Gate.REPS:
            return tr("how many?")
        case None:
            return f"{_small_word(step.part.phase)} {format_seconds(step.duration_ms)}"
        case _:
            return f"{_small_word(step.part.phase)} {_open_time(step.part)}"


def _open_time(part: Part) -> str:
    """How long a gate takes: such as `40 s+`, `max 2 min` or `as long as you can`."""
    if part.expected_ms:
        return f"{format_duration(part.expected_ms)}+"
    if part.limit_ms is not None:
        # Translators: a time of work or rest that a person ends, and its limit.
        return tr("up to {time}", time=format_duration(part.limit_ms))
    if part.gate is Gate.COUNT_UP:
        return tr("as long as you can")
    return tr("at your pace") if part.gate is Gate.SET else tr("as needed")


def _announce(ahead: Ahead, following: Step | None, here: Step) -> str:
    """What follows the step `here`, and what it leads to if it is a pause."""
    if following is None:
        return tr("what was skipped") if ahead.asks else tr("the end")
    if following.kind is StepKind.SWITCH:
        return tr("switch to RIGHT") if following.part.side is Side.RIGHT else tr("switch to LEFT")
    if following.kind is StepKind.REST:
        # Translators: {what} is such as "set 2/3", "Bridge LEFT leg" or "the end".
        time = _open_time(following.part) if following.is_gate else format_duration(following.duration_ms)
        return tr(
            "{time} rest, then {what}",
            time=time,
            what=_set_span_line(ahead, following.index, following),
        )
    return _set_span_line(ahead, following.index - 1, here)


def _set_span_line(ahead: Ahead, index: int, here: Step) -> str:
    """The set that begins after the step `index`: its set number if the block of `here` goes on, else its name."""
    set_span = ahead.next_set_span(index)
    if set_span is None:
        return tr("what was skipped") if ahead.asks else tr("the end")
    coming = ahead.timeline.steps[set_span.first]
    parts_blocks = here.part.between in (Between.BLOCKS, Between.ROUNDS)
    same = coming.part.path == here.part.path and coming.rounds == here.rounds and not parts_blocks
    pieces = []
    if same and coming.part.sets > 1:
        pieces.append(tr("set {set}/{sets}", set=coming.set, sets=coming.part.sets))
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
        set_span = timeline.set_span_at(block.first) or timeline.next_set_span(block.first)
        if block.path in amounts or set_span is None:
            continue
        rounds = [trn("{n} round", "{n} rounds", of) for _, of in block.rounds]
        movement = timeline.steps[set_span.first].part.movement or ""
        amounts[block.path] = BlockAmount(
            block.name, ", ".join((_set_span_amount(timeline, set_span), *rounds)), movement
        )
    return tuple(amounts.values())


def _amount(ahead: Ahead, step: Step) -> str:
    """How much of the block is to be done, shown while a person gets into place."""
    timeline = ahead.timeline
    block, coming = timeline.block_at(step.index), ahead.next_set_span(step.index)
    if block is None or coming is None:
        return ""
    if coming.first == step.index + 1:
        return _set_span_amount(timeline, coming)
    sides: dict[Side | None, list[SetSpan]] = {}
    for set_span in ahead.set_spans_of(block, step.index):
        sides.setdefault(timeline.steps[set_span.first].part.side, []).append(set_span)
    both = {timeline.steps[one.first].part.side for one in whole(timeline, block.last).set_spans_of(block, block.first)}
    if len(sides) == len(both) and len({len(set_spans) for set_spans in sides.values()}) == 1:
        return _set_span_amount(timeline, coming, len(sides[timeline.steps[coming.first].part.side]))
    pieces = []
    for side, set_spans in sides.items():
        limb = timeline.steps[set_spans[0].first].part.limb
        pieces.append(f"{sets_amount(timeline, set_spans[0], len(set_spans))} {side_word(side, limb)}")
    return ", ".join(pieces)


def _set_span_amount(timeline: Timeline, set_span: SetSpan, sets: int | None = None) -> str:
    part = timeline.steps[set_span.first].part
    amount = sets_amount(timeline, set_span, part.sets if sets is None else sets)
    # Translators: an amount, such as "10 reps × 3 sets", on the left and again on the right.
    if part.side is None:
        return amount
    if _is_one_sided(timeline, set_span):
        return f"{amount}, {side_word(part.side, part.limb)}"
    return tr("{amount}, each side", amount=amount)


def _is_one_sided(timeline: Timeline, set_span: SetSpan) -> bool:
    """Whether a block is done on one side alone."""
    block = timeline.block_at(set_span.first)
    if block is None:
        return False
    begun: SetSpan | None = set_span
    sides: set[Side | None] = set()
    while begun is not None and begun.first < block.last:
        sides.update(timeline.steps[at].part.side for at in (begun.first, begun.last - 1))
        begun = timeline.next_set_span(begun.first)
    return len(sides) == 1


def sets_amount(timeline: Timeline, set_span: SetSpan, sets: int) -> str:
    first = timeline.steps[set_span.first]
    part = first.part
    if part.counts_reps:
        time = _open_time(part) if first.is_gate else format_duration(first.duration_ms)
        # Translators: {time} is such as "60 s".
        amount = tr("as many reps as you can in {time}", time=time)
    elif part.set_span_ms or (part.bpm and part.phase == "rhythm"):
        amount = format_duration(set_span.end_ms - set_span.start_ms)
    elif part.reps > 1:
        pulses = part.phase == "pulse"
        amount = trn("{n} pulse", "{n} pulses", part.reps) if pulses else trn("{n} rep", "{n} reps", part.reps)
    else:
        steps = timeline.steps[set_span.first : set_span.last]
        hold = next((at for at in steps if at.part.phase == "hold"), first)
        amount = format_duration(hold.duration_ms) if hold.duration_ms else trn("{n} rep", "{n} reps", 1)
        if hold.part.breaths:
            amount = trn("{n} breath", "{n} breaths", hold.part.breaths)
        elif hold.part.gate is Gate.COUNT_UP:
            amount = _open_time(hold.part)
    return f"{amount} × {trn('{n} set', '{n} sets', sets)}" if sets > 1 else amount


def gap_text(gap: GapNoticed) -> str:
    """Why a session waits though nobody paused it."""
    unit_ms = 60_000 if gap.gap_ms >= _ROUGH_FROM_MS else 1_000
    time = format_duration(max(1_000, gap.gap_ms // unit_ms * unit_ms))
    if gap.asleep:
        return tr("Paused: the computer slept for {time}.", time=time)
    return tr("Paused: TrunkTimer stood still for {time}.", time=time)
