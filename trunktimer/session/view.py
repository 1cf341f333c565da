"""From a session and a clock reading to what is shown. The only reader of sessions that the shells need."""

from typing import Final

from trunktimer.foundation.durations import format_clock
from trunktimer.foundation.translation import tr
from trunktimer.routine.timeline import Gate, Step, StepKind
from trunktimer.session.ahead import Ahead
from trunktimer.session.asked import Asked, asked_of
from trunktimer.session.bests import Bests
from trunktimer.session.coming import change_of, coming_of, rests_before_set, short_rep
from trunktimer.session.cues import beat_ms, half_way_ms
from trunktimer.session.display import Display, Glyph, Tone
from trunktimer.session.effects import Phase
from trunktimer.session.session import COUNTS_UP, Session, position_at, releasable
from trunktimer.session.stages import stage_of
from trunktimer.session.strip import left_out, strip_of
from trunktimer.session.wording import counts_of, next_line, rep_of, set_counts, side_word, word_of

_HALF_WAY_MS: Final = 3_000
_PULSED_MS: Final = 3_000
_MOST_SECONDS: Final = 99  # more digits than two are read as a clock


_NO_BESTS: Final[Bests] = {}


def display(
    session: Session,
    now_ms: int,
    *,
    space_pauses: bool = False,
    space_taught: bool = False,
    bests: Bests = _NO_BESTS,
    reps: int | None = None,
) -> Display:
    """What the run page shows of `session` at the clock reading `now_ms`.

    `bests` are those of before; `reps` is the number that was typed so far where it is asked how many reps it were.
    `space_pauses` says that the space bar does not mean "done" where the session waits for it, `space_taught` that it
    was taught something else altogether: a hint must not name it then.
    """
    step = session.step
    if step is None:
        return _display_end(session, now_ms)
    position_ms = position_at(session, now_ms)
    part = step.part
    planned_ms = step.duration_ms
    remaining_ms = step.end_ms - position_ms
    asked = asked_of(session, now_ms, bests, reps)
    counts_up = part.gate in COUNTS_UP
    into_ms = asked.held_ms if counts_up else position_ms - step.start_ms
    running = session.phase is Phase.RUNNING
    released = releasable(session, now_ms)
    word, glyph, tone = _phase_word(session, step, released)
    beat = _beat(step, position_ms - step.start_ms)
    coming = session.coming
    rep, of_reps = rep_of(step, beat)
    rep_start_ms, rep_end_ms = short_rep(session.timeline, step) or (0, 0)
    return Display(
        title=part.name,
        side=side_word(part.side, part.limb),
        counts=(*_accent(step, beat), *counts_of(step, beat)),
        sets=set_counts(step),
        rep=rep,
        reps=of_reps,
        rep_left_ms=max(0, rep_end_ms - position_ms),
        rep_ms=rep_end_ms - rep_start_ms,
        word=word,
        glyph=glyph,
        tone=tone,
        digits=_digits(session, step, remaining_ms, asked),
        remaining_ms=remaining_ms,
        planned_ms=planned_ms,
        fraction_left=remaining_ms / planned_ms if planned_ms else _fraction_left(asked),
        min_fraction=1 - part.min_ms / planned_ms if step.may_release and part.min_ms is not None else _aim_at(asked),
        cue=part.cue or _place_to_take(coming, step),
        breath=part.breath,
        next=next_line(coming, step, remaining_ms),
        next_is_news=rests_before_set(step),
        coming=coming_of(coming, step),
        change=change_of(coming, step),
        hint=_hint(session, step, asked, released, position_ms, space_pauses, space_taught),
        pulse_s=_pulse(remaining_ms, planned_ms) if running else 0,
        moving=running or (counts_up and session.phase is Phase.WAITING),
        index=step.index,
        stage=stage_of(coming, step, into_ms),
        phase=part.phase,
        left_ms=coming.left_ms(position_ms),
        total_ms=session.timeline.total_ms,
        segments=strip_of(session, now_ms),
        asked=asked,
    )


def _fraction_left(asked: Asked) -> float:
    """What is left of the ring at a gate: it empties to the limit, or else to the aim or the least."""
    full_ms = asked.limit_ms or asked.aim_ms or asked.least_ms
    return max(0.0, 1 - asked.held_ms / full_ms) if full_ms else 1.0


def _aim_at(asked: Asked) -> float | None:
    """The place of the aim on a ring that empties to the limit."""
    aim_ms = asked.aim_ms or asked.least_ms
    return max(0.0, 1 - aim_ms / asked.limit_ms) if aim_ms and asked.limit_ms else None


def _place_to_take(ahead: Ahead, step: Step) -> str:
    """In a rest: the start position of the block that follows, so that a person gets there in time."""
    following = ahead.after(step.index)
    return following.part.cue if following is not None and following.kind is StepKind.LEAD_IN else ""


def _phase_word(session: Session, step: Step, released: bool) -> tuple[str, Glyph, Tone]:
    match session.phase:
        case Phase.PAUSED | Phase.INTERRUPTED:
            return tr("PAUSED"), Glyph.PAUSED, Tone.PAUSED
        case Phase.STOPPED:
            return tr("ENDED"), Glyph.DONE, Tone.DONE
        case Phase.READY:
            return tr("READY"), Glyph.READY, Tone.READY
        case _:
            return (tr("MAY LET GO"), Glyph.DONE, Tone.RELEASE) if released else word_of(step)


def _digits(session: Session, step: Step, remaining_ms: int, asked: Asked) -> str:
    """Whole seconds, rounded up; at a gate those that have passed, the rep, or the number that was typed.

    Before the start the time of all that is to come.
    """
    if session.phase is Phase.READY:
        return format_clock(session.coming.left_ms(session.position_ms))
    if asked.gate is Gate.REPS:
        return "?" if asked.reps is None else str(asked.reps)
    if asked.gate in COUNTS_UP:
        passed_s = asked.held_ms // 1000
        return str(passed_s) if passed_s <= _MOST_SECONDS else format_clock(passed_s * 1000)
    if step.is_gate:
        return f"{step.rep}/{step.part.reps}" if step.part.reps > 1 else "1"
    seconds = -(-remaining_ms // 1000)
    return str(seconds) if seconds <= _MOST_SECONDS else format_clock(remaining_ms)


def _hint(
    session: Session,
    step: Step,
    asked: Asked,
    released: bool,
    position_ms: int,
    space_pauses: bool,
    space_taught: bool,
) -> str:
    if space_taught and session.phase in (Phase.READY, Phase.PAUSED, Phase.INTERRUPTED):
        return tr("Interrupted") if session.phase is Phase.INTERRUPTED else ""
    match session.phase:
        case Phase.READY:
            # Translators: "Space" in these hints is the space bar.
            return tr("Space starts")
        case Phase.PAUSED:
            return tr("Space goes on")
        case Phase.INTERRUPTED:
            return tr("Interrupted. Space goes on")
        case Phase.WAITING:
            if not step.is_gate:
                return ""
            return _gate_hint(asked, by_enter=space_pauses or space_taught)
        case Phase.RUNNING:
            half_ms = half_way_ms(session.timeline, step)
            if half_ms is not None and half_ms <= position_ms < half_ms + _HALF_WAY_MS:
                return tr("Half-way")  # what the sound tells, for those who do not hear it
            return tr("→ lets go") if released else ""
        case _:
            return ""


def _gate_hint(asked: Asked, *, by_enter: bool) -> str:
    """What one key does where the session waits."""
    match asked.gate:
        case Gate.COUNT_UP:
            return tr("Any key when you let go")
        case Gate.AS_NEEDED if asked.is_early:
            return tr("→ goes on at once")
        case Gate.AS_NEEDED:
            return tr("Enter goes on") if by_enter else tr("Space goes on")
        case Gate.SET:
            return tr("Enter when the set is done") if by_enter else tr("Space when the set is done")
        case Gate.REPS:
            return tr("Type how many reps, then Enter")
        case _:
            # Translators: "Enter" is the key with the bent arrow.
            return tr("Enter when the rep is done") if by_enter else tr("Space when the rep is done")


def _beat(step: Step, into_ms: int) -> int:
    """Which beat of a step on the metronome sounds at `into_ms`, from 1."""
    if step.part.bpm is None:
        return 0
    beat = into_ms * step.part.bpm // 60_000
    return beat + (2 if beat_ms(beat + 1, step.part.bpm) <= into_ms else 1)


def _accent(step: Step, beat: int) -> tuple[str, ...]:
    """Which beat of an accented rhythm it is: what the accent tells those who hear it."""
    every = step.part.accent_every
    if step.part.phase != "rhythm" or every <= 1 or not beat:
        return ()
    return (tr("beat {beat}/{beats}", beat=(beat - 1) % every + 1, beats=every),)


def _pulse(remaining_ms: int, planned_ms: int) -> int:
    if planned_ms <= _PULSED_MS or remaining_ms > _PULSED_MS:
        return 0
    return -(-remaining_ms // 1000)


def _display_end(session: Session, now_ms: int) -> Display:
    """All steps are behind: skipped blocks are offered, or it is done."""
    timeline = session.timeline
    offering = session.offering and session.phase is not Phase.STOPPED
    blocks = (timeline.block_at(at) for at in session.skipped)
    names = [block.name for block in blocks if block is not None] if offering else left_out(session)
    title = tr("Skipped before") if offering else tr("Well done")
    word, glyph, tone = tr("DONE"), Glyph.DONE, Tone.DONE
    if offering:
        word, glyph, tone = tr("DO THEM?"), Glyph.WAIT, Tone.WAIT
    if session.phase in (Phase.PAUSED, Phase.INTERRUPTED):
        word, glyph, tone = tr("PAUSED"), Glyph.PAUSED, Tone.PAUSED
    elif session.phase is Phase.STOPPED:
        word = tr("ENDED")
    return Display(
        title=title,
        side="",
        counts=(),
        sets=(),
        rep=0,
        reps=0,
        rep_left_ms=0,
        rep_ms=0,
        word=word,
        glyph=glyph,
        tone=tone,
        digits=str(len(names)) if offering else "",
        remaining_ms=0,
        planned_ms=0,
        fraction_left=1.0,
        min_fraction=None,
        cue=", ".join(names) if offering else timeline.name,
        breath=None,
        next=tr("Not done in full: {names}", names=", ".join(names)) if names and not offering else "",
        next_is_news=False,
        coming=None,
        change=None,
        hint=tr("Space does them now, N ends") if offering else tr("Space goes back to the routines"),
        pulse_s=0,
        moving=False,
        index=session.index,
        stage=None,
        phase="end",
        left_ms=0,
        total_ms=timeline.total_ms,
        segments=strip_of(session, now_ms),
    )
