"""The player through miniaudio: one continuous stream, cues at sample positions, the latency subtracted.

A window that stalls cannot delay a sound: what is heard in the next fifth of a second was already handed over.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
import time
from array import array
from collections import deque
from collections.abc import Generator, Iterable
from typing import Final

import miniaudio

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.session.cues import SoundCue
from trunktimer.sound.alsa import quiet_alsa
from trunktimer.sound.player import PlayerStatus, SamplesOf
from trunktimer.sound.sounds import RATE_HZ
from trunktimer.sound.track import Track

#: Long enough to outlast a stalled interpreter (measured: 20 and 40 ms run dry, 150 ms does not).
BUFFER_MS: Final = 200
#: From the request for a frame to its sound, measured on PulseAudio's null sink with this buffer.
LATENCY_NS: Final = 150_000_000
_WATCH_S: Final = 0.4
_STUCK_S: Final = 0.8
#: A device that was just opened fills its buffer at once, and asks again after half a second or (on a busy machine)
#: more. Dropping it then would lose the sounds of that second.
_STUCK_AT_FIRST_S: Final = 1.8
_AGREED: Final = 12  # so many requests that are all late mean that the buffer ran dry, and the clock has moved
_SLIPPED_NS: Final = 15_000_000
_IDLE_S: Final = 8.0
_FILLING_FRAMES: Final = RATE_HZ * BUFFER_MS // 1000
_REMEMBERED: Final = 40  # requests over which the stream's clock is taken; the earliest are the punctual ones


class MiniaudioPlayer:
    """Plays through the default device; opens it again by itself when it vanishes."""

    name = "miniaudio"

    def __init__(self) -> None:
        self._track = Track(keeps_awake=True)
        self._lock = threading.Lock()
        self._frame = 0
        self._opened_frame = 0
        self._opened_ns = 0  # of the first request since the device was opened; 0 before it
        self._lost = False  # the device vanished: what was due in the meantime is not caught up with
        self._zeros_ns: deque[int] = deque(maxlen=_REMEMBERED)
        self._requested_s = 0.0
        self._wanted = threading.Event()
        self._closed = False
        self._used_s = time.monotonic()
        self._fault = ""
        self._device: miniaudio.PlaybackDevice | None = None
        quiet_alsa()
        self._open()
        if self._fault:
            raise TrunkTimerError(tr("There is no sound device (asked through miniaudio)."))
        self._watchdog = threading.Thread(target=self._watch, daemon=True, name="sound watchdog")
        self._watchdog.start()
        atexit.register(self.close)  # left open, the device can hang the interpreter's exit

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        """Replace all that lies ahead (see `Player.play`)."""

        def frame_of(offset_ms: int) -> int:
            heard_ns = at_ns + round((offset_ms - position_ms) * 1_000_000 / speed)
            return round((heard_ns - LATENCY_NS - self._zero_ns()) * RATE_HZ / 1_000_000_000)

        self._track.place(cues, frame_of, self._frame)
        self._used_s = time.monotonic()
        self._wanted.set()

    def wake(self) -> None:
        """Have the device run for a while (see `Player.wake`)."""
        self._used_s = time.monotonic()
        self._wanted.set()

    def halt(self) -> None:
        """Silence, and nothing ahead."""
        self._track.halt(self._frame)

    def set_volume(self, volume: float) -> None:
        """Set the master volume, 0..1."""
        self._track.set_volume(volume)

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute."""
        self._track.set_muted(muted)

    def set_sounds(self, samples_of: SamplesOf) -> None:
        """Take samples from here (see `Player.set_sounds`)."""
        self._track.set_sounds(samples_of)

    def status(self) -> PlayerStatus:
        """Audible as long as a device is open; one that has fallen silent is told of once it cannot be opened again."""
        with self._lock:
            audible = self._device is not None
        sentence = tr("miniaudio on the default device")
        if not audible and self._fault:
            sentence = tr("The sound device is gone; it is tried again.")
        elif not audible:  # at rest, because nothing has been ahead for a while
            audible = True
        return PlayerStatus(name=self.name, audible=audible, sentence=sentence)

    def close(self) -> None:
        """Give the device back."""
        with self._lock:
            self._closed = True
        self._wanted.set()
        self._drop()
        atexit.unregister(self.close)

    # ---- the device

    def _zero_ns(self) -> int:
        """When frame 0 was asked for, by the stream's clock; before the first request, now.

        At first the device asks for a whole buffer at once, and only then as fast as it plays. Until then the
        clock is where it will be: the first frame is heard at once, not after the latency.
        """
        if self._opened_ns and self._frame - self._opened_frame <= _FILLING_FRAMES:
            first_ns = self._opened_ns - round(self._opened_frame * 1_000_000_000 / RATE_HZ)
            return first_ns - LATENCY_NS
        zeros = list(self._zeros_ns)
        return min(zeros) if zeros else time.monotonic_ns() - round(self._frame * 1_000_000_000 / RATE_HZ)

    def _follow_the_clock(self) -> None:
        """Forget the punctual requests of before where all the last ones are late: sound came to a stop in between."""
        recent = list(self._zeros_ns)[-_AGREED:]
        if len(recent) == _AGREED and min(recent) - min(self._zeros_ns) > _SLIPPED_NS:
            self._zeros_ns = deque(recent, maxlen=_REMEMBERED)

    def _feed(self) -> Generator[array[int], int, None]:
        """Give the frames that the device asks for. Runs in the device's thread."""
        count = yield array("h")
        while True:
            now_ns = time.monotonic_ns()
            self._requested_s = now_ns / 1_000_000_000
            first = self._frame
            self._frame = first + count
            # By the end of a request its frames are in the buffer: the clock is that of the last of them.
            self._zeros_ns.append(now_ns - round(first * 1_000_000_000 / RATE_HZ))
            self._follow_the_clock()
            self._opened_ns = self._opened_ns or now_ns
            if self._lost:
                self._lost = False
                self._track.resume_at(first)
            count = yield self._track.render(first, count)

    def _open(self) -> None:
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                backends=_backends(),
                app_name="TrunkTimer",
            )
            feed = self._feed()
            next(feed)
            self._opened_frame, self._opened_ns = self._frame, 0  # frames are never numbered twice
            self._zeros_ns.clear()
            self._requested_s = time.monotonic()
            device.start(feed)
        except miniaudio.MiniaudioError as error:
            self._fault = str(error)
            self._lost = True
            return
        self._fault = ""
        with self._lock:
            if not self._closed:
                self._device = device
                return
        device.close()  # closed in the meantime

    def _drop(self) -> None:
        with self._lock:
            device, self._device = self._device, None
        if device is not None:
            with contextlib.suppress(miniaudio.MiniaudioError):  # it is being given up; nothing is left to do
                device.close()

    def _patience_s(self) -> float:
        """How long the device may ask for nothing before it counts as gone."""
        at_first = self._frame - self._opened_frame <= 2 * _FILLING_FRAMES
        return _STUCK_AT_FIRST_S if at_first else _STUCK_S

    def _watch(self) -> None:
        """Open the device again when it is gone; rest it when nothing has been ahead for a while."""
        while not self._closed:
            now_s = time.monotonic()
            if self._track.next_frame() is not None or not self._track.is_silent(self._frame):
                self._used_s = now_s
            if now_s - self._used_s > _IDLE_S:
                self._wanted.clear()
                if time.monotonic() - self._used_s <= _IDLE_S:
                    continue  # somebody came in between
                self._drop()
                self._wanted.wait()
                continue
            if self._device is None:
                self._open()
            elif now_s - self._requested_s > self._patience_s():
                self._lost = True
                self._drop()
                self._open()
            time.sleep(_WATCH_S)


def _backends() -> list[miniaudio.Backend]:
    """All real backends. The null device would play to nobody and say that all is well."""
    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
