"""The whole cue track of a timeline as a WAV: the same mixer as the players', without a clock."""

import contextlib
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.routine.timeline import Step, Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.cues import SoundCue
from trunktimer.session.minutes import Waits, waited_ms, waits_after
from trunktimer.session.speech import Voice, cues_and_words, ending
from trunktimer.sound.player import SamplesOf
from trunktimer.sound.sounds import RATE_HZ
from trunktimer.sound.track import Track

_BLOCK_FRAMES: Final = RATE_HZ
_MOST_FRAMES: Final = (2**32 - 100) // 2
_TAIL_MS: Final = 3_000  # for the last sound to die away


def laid_out(timeline: Timeline, gate_ms: int, voice: Voice | None = None) -> Iterator[SoundCue]:
    """All sounds and words of a timeline; offsets are those of the track.

    A gate takes what it aims at, or at least, or else `gate_ms`.
    """
    shift_ms, last = 0, len(timeline)
    ahead = whole(timeline)
    begun = [0, *(index + 1 for index in range(last - 1) if timeline.steps[index].is_gate)]
    spent = _spent_before_rests(timeline, gate_ms)
    for first, until in pairwise([*sorted({*begun, *spent}), last]):
        step, final = timeline.steps[first], timeline.steps[until - 1]
        from_ms = step.start_ms + spent.get(first, 0)
        shift_ms -= spent.get(first, 0)
        is_end = until == last or final.is_gate
        for cue in cues_and_words(ahead, first, from_ms, voice=voice):
            if not is_end and cue.offset_ms >= final.end_ms:
                break
            yield cue._replace(offset_ms=cue.offset_ms + shift_ms)
        if final.is_gate:
            shift_ms += _taken_ms(final, gate_ms)
    if last and timeline.steps[last - 1].is_gate:
        yield from ending(timeline.total_ms + shift_ms, voice)


def length_ms(timeline: Timeline, gate_ms: int) -> int:
    """How long the track is without its tail."""
    gates_ms = sum(_taken_ms(step, gate_ms) for step in timeline if step.is_gate)
    return timeline.total_ms + gates_ms - sum(_spent_before_rests(timeline, gate_ms).values())


def _taken_ms(gate: Step, gate_ms: int) -> int:
    """How long a gate takes in the track; where it ends by itself, not longer."""
    taken_ms = gate.part.expected_ms or gate_ms
    return taken_ms if gate.part.limit_ms is None else min(taken_ms, gate.part.limit_ms)


def _spent_before_rests(timeline: Timeline, gate_ms: int) -> dict[int, int]:
    """How much of each rest that fills up a minute is spent at gates before, by the index of the rest."""
    waits: Waits = ()
    spent: dict[int, int] = {}
    for step in timeline:
        if step.is_gate:
            waits = waits_after(timeline, waits, step.index, _taken_ms(step, gate_ms))
        elif step.part.every_ms is not None:
            spent[step.index] = min(step.duration_ms, waited_ms(timeline, waits, step.index))
    return spent


def render(
    timeline: Timeline,
    path: Path,
    samples_of: SamplesOf,
    *,
    gate_ms: int,
    voice: Voice | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> int:
    """Write the track to `path` as 16-bit mono; gives its length in milliseconds.

    A second at a time, so that memory does not grow with the routine; `progress` hears the share that is done
    (0..1). Raises `TrunkTimerError` if the file cannot be written.
    """
    track = Track()
    track.set_sounds(samples_of)
    track.place(laid_out(timeline, gate_ms, voice), _frame_of, 0)
    frames = _frame_of(length_ms(timeline, gate_ms) + _TAIL_MS)
    if frames > _MOST_FRAMES:
        hours = _MOST_FRAMES // RATE_HZ // 3600
        raise TrunkTimerError(
            tr(
                "{path} was not written: a WAV holds {hours} hours at the most; ask for shorter gates.",
                path=path,
                hours=hours,
            )
        )
    beside = path.with_name(f".{path.name[:60]}.part")
    try:
        with beside.open("wb") as file, wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE_HZ)
            out.setnframes(frames)  # known beforehand, so that the header is written once
            for first in range(0, frames, _BLOCK_FRAMES):
                block = track.render(first, min(_BLOCK_FRAMES, frames - first))
                out.writeframesraw(block.tobytes())
                progress((first + len(block)) / frames)
        beside.replace(path)
    except (OSError, wave.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TrunkTimerError(tr("{path} cannot be written: {reason}.", path=path, reason=reason)) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return round(frames * 1000 / RATE_HZ)


def _frame_of(offset_ms: int) -> int:
    return offset_ms * RATE_HZ // 1000
