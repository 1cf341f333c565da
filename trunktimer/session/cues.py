"""Sound cues: which sound falls at which offset of the timeline. What they sound like is in `audio`."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from trunktimer.foundation.translation import later
from trunktimer.routine.timeline import Gate, Step, StepKind, Timeline
from trunktimer.session.ahead import Ahead
from trunktimer.session.sound_kind import SoundKind

#: Steps shorter than this are over before a count of three would help.
TICKED_FROM_MS: Final = 5_000
HALVED_FROM_MS: Final = 20_000


class SoundCue(NamedTuple):
    """A sound at an offset of the timeline; `said` is the word where it is spoken."""

    offset_ms: int
    kind: SoundKind
    said: str = ""


#: What each kind tells, in the words of a person; through `tr` where it is shown.
TELLS: Final = {
    SoundKind.GET_READY: later("Get into position"),
    SoundKind.START: later("Go: up, or into the next phase"),
    SoundKind.HOLD: later("Hold"),
    SoundKind.MAY_RELEASE: later("The least of a hold is over"),
    SoundKind.END: later("Down, or let go"),
    SoundKind.HALF_WAY: later("Half of a long hold is over"),
    SoundKind.TICK: later("One of the last three seconds"),
    SoundKind.SWITCH: later("Change sides"),
    SoundKind.REST: later("Rest"),
    SoundKind.PULSE: later("A beat"),
    SoundKind.ACCENT: later("An accented beat"),
    SoundKind.REP_DONE: later("A rep waits for “done”"),
    SoundKind.AIM: later("What you aim at is reached"),
    SoundKind.HOW_MANY: later("How many reps was it?"),
    SoundKind.MINUTE: later("The next minute begins"),
    SoundKind.FINISH: later("The end of the session"),
    SoundKind.VOICE: later("The voice"),
}
#: The kinds that are notes; the voice is none.
NOTES: Final = tuple(kind for kind in SoundKind if kind is not SoundKind.VOICE)


def beat_ms(beat: int, bpm: int) -> int:
    """When beat number `beat` (from 0) falls, in milliseconds from the first. Errors do not add up."""
    return round(beat * 60_000 / bpm)


def cues_ahead(ahead: Ahead, first: int, from_ms: int) -> Iterator[SoundCue]:
    """The sound cues from the step `first` on, and from `from_ms` on, in order, up to the next gate or range.

    Lazy, so a long routine costs nothing ahead of its time. At the end of all stands `FINISH`, or `REP_DONE` where
    something is still to be answered. Where another range follows, its own sounds are what is heard.
    """
    timeline = ahead.timeline
    last = ahead.ranges[0][1] if ahead.ranges else first
    for index in range(first, last):
        step = timeline.steps[index]
        for cue in _cues_of(timeline, step):
            if cue.offset_ms >= from_ms:
                yield cue
        if step.is_gate:
            return
    end_ms = timeline.steps[last - 1].end_ms
    if last > first and end_ms >= from_ms and len(ahead.ranges) == 1:
        yield SoundCue(end_ms, SoundKind.REP_DONE if ahead.asks else SoundKind.FINISH)


def _cues_of(timeline: Timeline, step: Step) -> list[SoundCue]:
    """The cues of one step in order of time."""
    part = step.part
    cues = [SoundCue(step.start_ms, _opening(timeline, step))] if part.bpm is None else _beats(step, part.bpm)
    if step.is_gate:  # so far behind the position, which stands: see `walk`
        if part.aim_ms is not None:
            cues.append(SoundCue(step.start_ms + part.aim_ms, SoundKind.AIM))
        if part.least_ms is not None:
            cues.append(SoundCue(step.start_ms + part.least_ms, SoundKind.MAY_RELEASE))
        return cues
    counted_from_ms, counted_to_ms = _counted(timeline, step)
    length_ms = counted_to_ms - counted_from_ms
    counts: list[SoundCue] = []
    half_ms = half_way_ms(timeline, step)
    if half_ms is not None:
        counts.append(SoundCue(half_ms, SoundKind.HALF_WAY))
    if step.may_release and part.min_ms is not None:
        counts.append(SoundCue(step.start_ms + part.min_ms, SoundKind.MAY_RELEASE))
    if length_ms >= TICKED_FROM_MS and part.bpm is None:
        counts.extend(SoundCue(counted_to_ms - left_ms, SoundKind.TICK) for left_ms in (3_000, 2_000, 1_000))
    cues.extend(cue for cue in counts if step.start_ms <= cue.offset_ms < step.end_ms)
    return sorted(cues, key=lambda cue: cue.offset_ms)


def _counted(timeline: Timeline, step: Step) -> tuple[int, int]:
    """From where to where a step is counted: in a block by the clock its whole time, not each rep."""
    set_span = timeline.set_span_at(step.index) if step.part.set_span_ms else None
    return (set_span.start_ms, set_span.end_ms) if set_span is not None else (step.start_ms, step.end_ms)


def half_way_ms(timeline: Timeline, step: Step) -> int | None:
    """Where half of a long piece of work is over, which may lie in another step of it; `None` where it is not told."""
    from_ms, to_ms = _counted(timeline, step)
    if step.kind is not StepKind.WORK or to_ms - from_ms < HALVED_FROM_MS:
        return None
    return from_ms + (to_ms - from_ms) // 2


def _opening(timeline: Timeline, step: Step) -> SoundKind:
    """The sound that begins a step that is not on the metronome."""
    if step.part.gate is Gate.REPS:
        return SoundKind.HOW_MANY
    if step.index and timeline.steps[step.index - 1].part.every_ms is not None:
        return SoundKind.MINUTE
    match step.kind:
        case StepKind.LEAD_IN:
            return SoundKind.GET_READY
        case StepKind.REST:
            return SoundKind.REST
        case StepKind.SWITCH:
            return SoundKind.SWITCH
        case StepKind.GATE:
            return SoundKind.REP_DONE
        case StepKind.WORK:
            return _OPENINGS.get(step.part.phase, SoundKind.START)


_OPENINGS: Final = {"hold": SoundKind.HOLD, "lower": SoundKind.END, "settle": SoundKind.END}


def _beats(step: Step, bpm: int) -> list[SoundCue]:
    """The beats of a step on the metronome; the first of each `accent_every` is accented."""
    every = step.part.accent_every
    return [
        SoundCue(
            step.start_ms + beat_ms(beat, bpm),
            SoundKind.ACCENT if every and beat % every == 0 else SoundKind.PULSE,
        )
        for beat in range(step.part.beats)
    ]
