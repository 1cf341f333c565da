"""What the voice says, and at which offsets. What it sounds like, and in which language, is not known here.

Words are keys: `hold`, `left`, `12`, `movement/bridge`, `phase/round`. A word that announces a change ends before the
change, so that the sound of the change stands alone; what is said of a step that has begun comes after its sound.

Theory of operation
===================

A word takes its time, and the step goes on meanwhile. So nothing is queued: for each step all that could be said of
it is listed as utterances, and only what fits is placed. Lengths are asked for beforehand; a word that nobody can say
has none, and takes the utterances that need it with it.

An utterance begins at a moment, or ends at one (`ends`): what announces the next step ends just before it. Utterances
are placed in the order of their rank, lowest first, and a later one that would run into one that stands, or beyond
the end of the step, is left out. Thus nothing is late, nothing is said over something else, and what is dropped is
the least important. All words of a step lie within it (but for the one after the last), so that steps are independent
of each other: the words ahead can be made lazily, and from any step on.

Shorter ways to say the same (`_one_of`) are utterances of their own, ten ranks later for each word less. Once the
longer one stands, they are dropped by the rule that a word is said once in a step. What comes next is asked of
`Ahead`: what is not walked is not announced.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Final, NamedTuple

from trunktimer.figure.body import Side
from trunktimer.routine.routine import Breath
from trunktimer.routine.timeline import Between, Step, StepKind, Timeline
from trunktimer.session.ahead import Ahead
from trunktimer.session.cues import HALVED_FROM_MS, SoundCue, cues_ahead
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind

#: Words that do not depend on a routine.
WORDS: Final = (
    *("get-ready", "up", "hold", "down", "rest", "switch-sides", "left", "right", "next", "half-way", "may-release"),
    *("last-rep", "last-set", "breathe-in", "breathe-out", "finished"),
)
#: Numbers that are said: reps, and seconds that are left.
NUMBERS: Final = (*range(1, 31), 35, 40, 45, 50, 55, 60, 75, 90)
_AFTER_MS: Final = 420  # behind the sound that opens a step
_AFTER_LONG_MS: Final = 620  # behind half-way and may-release, which are longer
_BEFORE_MS: Final = 90  # before the sound that opens the next
_GAP_MS: Final = 120
_ANNOUNCED_FROM_MS: Final = 1_500  # shorter phases would be nothing but words
_LATER_MS: Final = 900  # behind a number
_FINISHED_MS: Final = 1_300  # behind the sound that ends a session
_PHASES: Final = {"raise": "up", "hold": "hold", "lower": "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How it speaks. `length_ms` tells how long a word takes, `None` where it cannot be said.

    In holds the seconds that are left are said every `count_every_s` seconds, 5 or more: the last three are ticks
    (COUNTS and more).
    """

    says: Says
    length_ms: Callable[[str], int | None]
    count_every_s: int = 5

    @property
    def counts(self) -> bool:
        """Whether reps and seconds are counted."""
        return self.says in (Says.COUNTS, Says.EVERYTHING)


class Utterance(NamedTuple):
    """Words one after the other from a moment on, or so that they end at it; a lower rank comes first."""

    rank: int
    words: tuple[str, ...]
    at_ms: int
    ends: bool = False


def spoken_in(ahead: Ahead, index: int, voice: Voice) -> Iterator[SoundCue]:
    """The words of one step in order of time, all within it.

    What does not fit is left out, the least important first.
    """
    if voice.says is Says.NOTHING:
        return iter(())
    step = ahead.timeline.steps[index]
    taken: list[tuple[int, int]] = []
    cues: list[SoundCue] = []
    for utterance in sorted(_utterances(ahead, step, voice)):
        if any(cue.said == word for cue in cues for word in utterance.words):
            continue  # said already, in a better place
        placed = _placed(utterance, voice)
        if placed is None:
            continue
        start, end = placed[0][0], placed[-1][1]
        # A word that announces the next step leaves the sound of this one alone.
        early = utterance.ends and start < step.start_ms + _AFTER_MS // 2
        free = not early and all(end + _GAP_MS <= begun or start >= over + _GAP_MS for begun, over in taken)
        if (end > step.end_ms and not step.is_gate) or not free:  # a gate takes as long as it takes
            continue
        taken.append((start, end))
        cues += [
            SoundCue(begun, SoundKind.VOICE, word) for (begun, _), word in zip(placed, utterance.words, strict=True)
        ]
    return iter(sorted(cues))


def cues_and_words(ahead: Ahead, first: int, from_ms: int, *, voice: Voice | None = None) -> Iterator[SoundCue]:
    """The sound cues of `cues.cues_ahead` with the words of a voice among them, in order, as lazy as those."""
    sounds = cues_ahead(ahead, first, from_ms)
    if voice is None:
        return sounds
    return merge(sounds, _words_ahead(ahead, first, from_ms, voice))


def _words_ahead(ahead: Ahead, first: int, from_ms: int, voice: Voice) -> Iterator[SoundCue]:
    steps = ahead.timeline.steps
    last = ahead.ranges[0][1] if ahead.ranges else first
    for index in range(first, last):
        for cue in spoken_in(ahead, index, voice):
            if cue.offset_ms >= from_ms:
                yield cue
        if steps[index].is_gate:
            return
    if last > first and len(ahead.ranges) == 1 and not ahead.asks:
        yield from ending(steps[last - 1].end_ms, voice)[1:]


def ending(end_ms: int, voice: Voice | None) -> list[SoundCue]:
    """The sound that ends a session, and the word behind it."""
    cues = [SoundCue(end_ms, SoundKind.FINISH)]
    if voice is not None and voice.says is not Says.NOTHING and voice.length_ms("finished") is not None:
        cues.append(SoundCue(end_ms + _FINISHED_MS, SoundKind.VOICE, "finished"))
    return cues


def _placed(utterance: Utterance, voice: Voice) -> list[tuple[int, int]] | None:
    """From when to when each word is said; `None` if one of them cannot be said."""
    lengths = [voice.length_ms(word) for word in utterance.words]
    known = [length for length in lengths if length is not None]
    if len(known) < len(lengths):
        return None
    at_ms = utterance.at_ms - sum(known) - _GAP_MS * (len(known) - 1) if utterance.ends else utterance.at_ms
    placed = []
    for length in known:
        placed.append((at_ms, at_ms + length))
        at_ms += length + _GAP_MS
    return placed


def _utterances(ahead: Ahead, step: Step, voice: Voice) -> Iterator[Utterance]:
    part, begins_ms = step.part, step.start_ms + _AFTER_MS
    match step.kind:
        case StepKind.LEAD_IN:
            yield from _coming(ahead, step, begins_ms, voice)
        case StepKind.SWITCH:
            yield from _one_of(2, ("switch-sides", *_side(part.side)), begins_ms)
        case StepKind.REST:
            yield Utterance(4, ("rest",), begins_ms)
            if part.between is Between.BLOCKS or part.between is Between.ROUNDS:
                yield from _coming(ahead, step, begins_ms + 1_400, voice)
            elif part.between is Between.SETS and voice.says is Says.EVERYTHING and step.set == part.sets:
                yield Utterance(5, ("last-set",), begins_ms + 1_400)
        case StepKind.WORK if step.is_gate:
            pass  # nobody knows how long it takes
        case StepKind.WORK:
            yield from _while_working(step, voice)
        case StepKind.GATE:
            return
    following = ahead.after(step.index)
    announced = following is not None and following.kind is StepKind.WORK and following.part.bpm is None
    is_long = following is not None and (following.is_gate or following.duration_ms >= _ANNOUNCED_FROM_MS)
    if following is not None and announced and is_long:
        word = _PHASES.get(following.part.phase, f"phase/{following.part.phase}")
        side = _side(following.part.side) if following.part.side is not part.side and step.kind is StepKind.WORK else ()
        yield from _one_of(1, (*side, word), step.end_ms - _BEFORE_MS, ends=True)


def _coming(ahead: Ahead, step: Step, at_ms: int, voice: Voice) -> Iterator[Utterance]:
    """The movement and the side of what comes; the side alone where nobody can say the name."""
    set_span = ahead.next_set_span(step.index)
    if set_span is None:
        return
    part = ahead.timeline.steps[set_span.first].part
    name = f"movement/{part.movement}"
    if part.movement is None or voice.length_ms(name) is None:
        name = f"name/{part.name}"
    yield from _one_of(2, ("next", name, *_side(part.side)), at_ms)


def _one_of(rank: int, words: tuple[str, ...], at_ms: int, *, ends: bool = False) -> Iterator[Utterance]:
    """All words if there is time and somebody can say them, else fewer: the last ones are the news."""
    for fewer in range(len(words)):
        yield Utterance(rank + fewer * 10, words[fewer:], at_ms, ends)
    if len(words) > 2:
        yield Utterance(rank + 15, (words[0], words[-1]), at_ms, ends)


def _while_working(step: Step, voice: Voice) -> Iterator[Utterance]:
    part, begins_ms = step.part, step.start_ms + _AFTER_MS
    if step.duration_ms >= HALVED_FROM_MS and not part.set_span_ms:
        yield Utterance(3, ("half-way",), step.start_ms + step.duration_ms // 2 + _AFTER_LONG_MS)
    if part.min_ms is not None:  # where it is all the time there is, the word finds no room
        yield Utterance(3, ("may-release",), step.start_ms + part.min_ms + _AFTER_LONG_MS)
    if not voice.counts:
        return
    if voice.says is Says.EVERYTHING and part.breath is not None:
        breathe = "breathe-in" if part.breath is Breath.IN else "breathe-out"
        yield Utterance(7, (breathe,), begins_ms)
        yield Utterance(8, (breathe,), begins_ms + _LATER_MS)
    if part.reps > 1 and part.phase != "pulse" and _opens_rep(step):
        is_last = step.rep == part.reps and voice.says is Says.EVERYTHING
        yield Utterance(5, ("last-rep",) if is_last else (str(step.rep),), begins_ms)
    if part.bpm is None and not part.set_span_ms:
        every_ms = voice.count_every_s * 1_000
        for left_ms in range(every_ms, step.duration_ms - 2_000, every_ms):
            yield Utterance(6, (str(left_ms // 1_000),), step.end_ms - left_ms)


def _opens_rep(step: Step) -> bool:
    """Whether this is the phase in which a rep is counted: the first one, whatever it is called."""
    return step.part.phase not in ("hold", "lower", "settle", "return", "back")


def _side(side: Side | None) -> tuple[str, ...]:
    return (side.value,) if side is not None else ()


def words_of(timeline: Timeline, length_ms: Callable[[str], int | None]) -> list[str]:
    """The words of a routine that `length_ms` does not know, each once: names of its blocks, and its own phases."""
    words: dict[str, None] = {}
    for block in timeline.blocks:
        part = timeline.steps[block.last - 1].part
        if part.name and (part.movement is None or length_ms(f"movement/{part.movement}") is None):
            words[f"name/{part.name}"] = None
    for step in timeline.steps:
        if step.kind is StepKind.WORK and step.part.phase not in _PHASES:
            words[f"phase/{step.part.phase}"] = None
    return [word for word in words if length_ms(word) is None]
