"""The mixer: cues in, samples out, each cue at its exact sample. It knows frames only, no device and no clock."""

from __future__ import annotations

import random
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from trunktimer.session.cues import SoundCue
from trunktimer.sound.player import SamplesOf
from trunktimer.sound.sounds import RATE_HZ, samples

#: A cue that is later than this is left out; a little late it is still of use.
LATEST_FRAMES: Final = RATE_HZ * 4 // 10
_FADE_FRAMES: Final = RATE_HZ * 6 // 1000
#: The peak of the noise that keeps a loudspeaker awake, of 32,767.
MURMUR: Final = 16


@dataclass(slots=True)
class _Voice:
    """A sound that begins at the frame `start`, and is faded out from the frame `stop` on, if there is one."""

    start: int
    samples: array[int]
    stop: int | None = None

    @property
    def end(self) -> int:
        end = self.start + len(self.samples)
        return end if self.stop is None else min(end, self.stop + _FADE_FRAMES)


def _synthesised(cue: SoundCue) -> array[int]:
    return samples(cue.kind)


class Track:
    """Sounds on an endless row of frames. Safe to use from several threads.

    Frames may be rendered again as long as they are not older than the last placing, which is what a player
    needs that writes ahead and then has to take back.
    """

    def __init__(self, *, keeps_awake: bool = False) -> None:
        """With `keeps_awake`, silence is a noise that nobody hears but a wireless loudspeaker."""
        self._lock = threading.Lock()
        self._keeps_awake = keeps_awake
        self._voices: list[_Voice] = []
        self._cues: Iterator[SoundCue] = iter(())
        self._coming: SoundCue | None = None
        self._frame_of: Callable[[int], int] = int
        self._volume = 1.0
        self._muted = False
        self._samples_of: SamplesOf = _synthesised
        self._gain = 1.0

    def place(self, cues: Iterable[SoundCue], frame_of: Callable[[int], int], from_frame: int) -> None:
        """Replace what begins at `from_frame` or later; `frame_of` gives the frame of an offset in milliseconds."""
        with self._lock:
            self._voices = [voice for voice in self._voices if voice.start < from_frame]
            self._cues = iter(cues)
            self._frame_of = frame_of
            self._coming = next(self._cues, None)

    def halt(self, from_frame: int) -> None:
        """Fade out what sounds at `from_frame`, and drop what would come after it."""
        with self._lock:
            self._voices = [voice for voice in self._voices if voice.start < from_frame]
            for voice in self._voices:
                voice.stop = from_frame if voice.stop is None else min(voice.stop, from_frame)
            self._cues, self._coming = iter(()), None

    def resume_at(self, frame: int) -> None:
        """Go on at `frame` after a gap in which nothing could be heard: what began before it is left out."""
        with self._lock:
            self._voices = []
            while self._coming is not None and self._frame_of(self._coming.offset_ms) < frame:
                self._coming = next(self._cues, None)

    def set_volume(self, volume: float) -> None:
        """Set the master volume, 0..1."""
        with self._lock:
            self._volume = min(1.0, max(0.0, volume))

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute."""
        with self._lock:
            self._muted = muted

    def set_sounds(self, samples_of: SamplesOf) -> None:
        """Take the samples of cues from here, for those that have not been taken yet."""
        with self._lock:
            self._samples_of = samples_of

    def next_frame(self) -> int | None:
        """The frame of the next cue that has not been taken yet; `None` if there is none."""
        with self._lock:
            return None if self._coming is None else self._frame_of(self._coming.offset_ms)

    def is_silent(self, frame: int) -> bool:
        """Whether nothing sounds at `frame` of what was taken so far."""
        with self._lock:
            return all(voice.end <= frame for voice in self._voices)

    def render(self, frame: int, count: int) -> array[int]:
        """The samples of the frames [`frame`, `frame` + `count`)."""
        with self._lock:
            self._take(frame, frame + count)
            target = 0.0 if self._muted else self._volume
            before, self._gain = self._gain, target
            mixed = _murmur(frame, count) if self._keeps_awake and not self._muted else array("h", bytes(2 * count))
            for voice in self._voices:
                alone = all(other is voice or not _meet(voice, other) for other in self._voices)
                if alone and before == target == 1.0 and voice.stop is None:
                    _put(mixed, voice, frame)
                else:
                    _mix(mixed, voice, frame, before, target)
            return mixed

    def _take(self, frame: int, end: int) -> None:
        """Take the cues that begin before `end`; forget sounds that are long over."""
        self._voices = [voice for voice in self._voices if voice.end > frame - RATE_HZ]
        while self._coming is not None:
            start = self._frame_of(self._coming.offset_ms)
            if start >= end:
                return
            if start >= frame - LATEST_FRAMES:
                self._voices.append(_Voice(max(start, frame), self._samples_of(self._coming)))
            self._coming = next(self._cues, None)


@cache
def _noise() -> array[int]:
    """A second of noise at 66 dB below full scale, always the same."""
    source = random.Random(1)
    return array("h", (source.randint(-MURMUR, MURMUR) for _ in range(RATE_HZ)))


def _murmur(frame: int, count: int) -> array[int]:
    """The noise of the frames [`frame`, `frame` + `count`): the same however they are asked for."""
    noise = _noise()
    at = frame % RATE_HZ
    piece = noise[at : at + count]
    while len(piece) < count:
        piece += noise[: count - len(piece)]
    return piece


def _meet(one: _Voice, other: _Voice) -> bool:
    return one.start < other.end and other.start < one.end


def _put(mixed: array[int], voice: _Voice, frame: int) -> None:
    """Set down a voice that sounds alone, as it is: much quicker than adding, which a whole track needs."""
    first = max(frame, voice.start)
    last = min(frame + len(mixed), voice.end)
    if first < last:
        mixed[first - frame : last - frame] = voice.samples[first - voice.start : last - voice.start]


def _mix(mixed: array[int], voice: _Voice, frame: int, before: float, gain: float) -> None:
    """Add a voice to the frames from `frame` on; the gain slides to its new value within a fade's time."""
    first = max(frame, voice.start)
    last = min(frame + len(mixed), voice.end)
    for at in range(first, last):
        value = voice.samples[at - voice.start]
        slide = min(1.0, (at - frame) / _FADE_FRAMES)
        level = before + (gain - before) * slide
        if voice.stop is not None and at > voice.stop:
            level *= max(0.0, 1.0 - (at - voice.stop) / _FADE_FRAMES)
        total = mixed[at - frame] + int(value * level)
        mixed[at - frame] = min(32_767, max(-32_768, total))
