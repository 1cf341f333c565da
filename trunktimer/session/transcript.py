"""A timeline as text and as plain data, for people, golden tests and other programs. Reads no files."""

from trunktimer.foundation.durations import Span, format_clock, format_seconds
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.routine.routine import Breath
from trunktimer.routine.timeline import Gate, Part, Step, StepKind, Timeline
from trunktimer.routine.timing import Breaths, OpenEnd
from trunktimer.routine.timing_text import format_timing
from trunktimer.session.ahead import Ahead, whole
from trunktimer.session.session import COUNTS_UP
from trunktimer.session.wording import coming_line, counts_of, side_word, word_of

SHOW_FORMAT = 1


def timeline_lines(timeline: Timeline) -> list[str]:
    """One line a step: offset, length, phase word, movement, side, counts, cue, breath, least time."""
    return [_line(step) for step in timeline]


def _line(step: Step) -> str:
    part = step.part
    length = trc("length of a step", "wait") if step.is_gate else format_seconds(step.duration_ms)
    pieces = [
        f"{format_clock(step.start_ms):>8} {length:>7}  {word_of(step)[0]:<9}",
        part.name,
        side_word(part.side),
        *counts_of(step, part.reps),
        trn("{n} beat at {bpm}", "{n} beats at {bpm}", part.beats, bpm=part.bpm) if part.bpm else "",
        tr("may release from {time}", time=format_seconds(part.min_ms)) if part.min_ms is not None else "",
        _open_end(part),
        trn("{n} breath", "{n} breaths", part.breaths) if part.breaths and part.gate is None else "",
        part.load.text if part.load is not None else "",
        tr("may be left out") if part.optional and step.kind is StepKind.LEAD_IN else "",
        _breath(part.breath),
        tr("“{cue}”", cue=part.cue) if part.cue else "",
    ]
    return "  ".join(piece for piece in pieces if piece)


def _open_end(part: Part) -> str:
    """What a wait aims at, and where it ends by itself; nothing for one of a rep or a question."""
    if part.gate not in COUNTS_UP:
        return ""
    aim_ms = part.least_ms if part.aim_ms is None else part.aim_ms
    aim = Breaths(part.breaths, part.breaths) if part.breaths else None if aim_ms is None else Span(aim_ms, aim_ms)
    limit = None if part.limit_ms is None else Span(part.limit_ms, part.limit_ms)
    return format_timing(OpenEnd(aim, limit), rests=part.gate is Gate.AS_NEEDED)


def _breath(breath: Breath | None) -> str:
    match breath:
        case None:
            return ""
        case Breath.IN:
            return tr("breathe in")
        case Breath.OUT:
            return tr("breathe out")


def timeline_data(timeline: Timeline) -> dict[str, object]:
    """The timeline as JSON-ready data; times in milliseconds, `end_ms` null at a gate, counts from 1.

    Names, cues and `next` are for people, in the language in use; all else is the same in every language.
    """
    return {
        "format": SHOW_FORMAT,
        "name": timeline.name,
        "level": timeline.level,
        "total_ms": timeline.total_ms,
        "steps": [_data(whole(timeline), step) for step in timeline],
    }


def _data(ahead: Ahead, step: Step) -> dict[str, object]:
    part = step.part
    coming = coming_line(ahead, step, step.duration_ms)
    return {
        "index": step.index,
        "start_ms": step.start_ms,
        "end_ms": None if step.is_gate else step.end_ms,
        "kind": step.kind.value,
        "movement": part.movement,
        "name": part.name,
        "phase": part.phase,
        "side": part.side.value if part.side else None,
        "set": step.set or None,
        "sets": part.sets,
        "rep": step.rep or None,
        "reps": part.reps,
        "rounds": [list(pair) for pair in step.rounds],
        "block": ".".join(str(at + 1) for at in part.path),
        "cue": part.cue,
        "breath": part.breath.value if part.breath else None,
        "min_ms": part.min_ms,
        "bpm": part.bpm,
        "beats": part.beats or None,
        "accent_every": part.accent_every or None,
        "between": part.between.value if part.between else None,
        "next": coming,
        "gate": part.gate.value if part.gate else None,
        "aim_ms": part.aim_ms,
        "least_ms": part.least_ms,
        "limit_ms": part.limit_ms,
        "breaths": part.breaths or None,
        "load": part.load.text if part.load else None,
        "optional": part.optional,
    }
