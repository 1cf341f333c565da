"""The whole cue track of a timeline as a WAV: the same mixer as the players', without a clock."""

import contextlib
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.routine.timeline import Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.cues import SoundCue
from trunktimer.session.speech import Voice, cues_and_words, ending
from trunktimer.sound.player import SamplesOf
from trunktimer.sound.sounds import RATE_HZ
from trunktimer.sound.track import Track

_BLOCK_FRAMES: Final = RATE_HZ
_MOST_FRAMES: Final = (2**32 - 100) // 2
_TAIL_MS: Final = 3_000  # for the last sound to die away


def laid_out(timeline: Timeline, gate_ms: int, voice: Voice | None = None) -> Iterator[SoundCue]:
    """All sounds and words of a timeline, each gate a pause of `gate_ms`; offsets are those of the track."""
    shift_ms, first, last = 0, 0, len(timeline)
    ahead = whole(timeline)
    while first < last:
        gate = next((index for index in range(first, last) if timeline.steps[index].is_gate), last - 1)
        from_ms = timeline.steps[first].start_ms
        for cue in cues_and_words(ahead, first, from_ms, voice=voice):
            yield cue._replace(offset_ms=cue.offset_ms + shift_ms)
        if timeline.steps[gate].is_gate:
            shift_ms += gate_ms
        first = gate + 1
    if last and timeline.steps[last - 1].is_gate:
        yield from ending(timeline.total_ms + shift_ms, voice)


def length_ms(timeline: Timeline, gate_ms: int) -> int:
    """How long the track is without its tail."""
    return timeline.total_ms + gate_ms * sum(step.is_gate for step in timeline)


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
