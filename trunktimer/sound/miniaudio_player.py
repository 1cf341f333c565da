"""The player through miniaudio: one continuous stream, cues at sample positions, the latency subtracted.

A window that stalls cannot delay a sound: what is heard in the next fifth of a second was already handed over.
"""

from __future__ import annotations

import atexit
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
from trunktimer.sound.alsa import Alsa
from trunktimer.sound.player import ANSWER_S, NO_ANSWER, PlayerStatus, SamplesOf
from trunktimer.sound.sounds import RATE_HZ
from trunktimer.sound.track import Track

#: Long enough to outlast a stalled interpreter (measured: 20 and 40 ms run dry, 150 ms does not).
BUFFER_MS: Final = 200
#: From the request for a frame to its sound, measured on PulseAudio's null sink with this buffer.
LATENCY_NS: Final = 150_000_000
_WATCH_S: Final = 0.4
_LONGEST_WATCH_S: Final = 1.6  # between two tries to open: a device that is back is heard within two seconds
_STUCK_S: Final = 0.8
#: A device that was just opened fills its buffer at once, and asks again after half a second or (on a busy machine)
#: more. Dropping it then would lose the sounds of that second.
_STUCK_AT_FIRST_S: Final = 1.8
_MOST_DOUBLINGS: Final = 5  # of that, where no device asks again: a suspended sink, for which opening is no help
_CLOSING_S: Final = 1.0
_AGREED: Final = 12  # so many requests that are all late mean that the buffer ran dry, and the clock has moved
_SLIPPED_NS: Final = 15_000_000
_IDLE_S: Final = 8.0
_FILLING_FRAMES: Final = RATE_HZ * BUFFER_MS // 1000
_REMEMBERED: Final = 40  # requests over which the stream's clock is taken; the earliest are the punctual ones


class _Device(miniaudio.PlaybackDevice):
    """The default device. It gives back its context too, which miniaudio keeps: five descriptors and a client.

    It is closed by hand alone: at the interpreter's exit a server that hangs would be waited for.
    """

    def __init__(self) -> None:
        try:
            super().__init__(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                # The null device would play to nobody and say that all is well.
                backends=[backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL],
                app_name="TrunkTimer",
            )
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def __del__(self) -> None:
        """Nothing."""

    @property
    def runs(self) -> bool:
        """Whether it was started, and no fault has ended it."""
        return bool(miniaudio.lib.ma_device_is_started(self._device))  # type: ignore[attr-defined]

    def close(self) -> None:
        """Give device and context back."""
        super().close()
        context = self.__dict__.pop("_context", None)
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)  # type: ignore[attr-defined]


class MiniaudioPlayer:
    """Plays through the default device; opens it again by itself when it vanishes.

    One thread alone touches the device: a sound server that hangs holds whoever asks it anything, for as long as it
    hangs. `answer_s` is how long the server is waited for.
    """

    name = "miniaudio"

    def __init__(self, *, answer_s: float = ANSWER_S) -> None:
        self._answer_s = answer_s
        self._track = Track(keeps_awake=True)
        self._frame = 0
        self._opened_frame = 0
        self._opened_ns = 0  # of the first request since the device was opened; 0 before it
        self._lost = False  # the device vanished: what was due in the meantime is not caught up with
        self._resumed = False  # the device asked again after it had not for long: its clock is not to be relied on
        self._zeros_ns: deque[int] = deque(maxlen=_REMEMBERED)
        self._requested_s = 0.0
        self._doublings = 0
        self._tried, self._wanted, self._leave = threading.Event(), threading.Event(), threading.Event()
        self._used_s = time.monotonic()
        self._asked_s: float | None = self._used_s  # since when the server has been asked for something, if it is
        self._fault = False
        self._device: _Device | None = None
        Alsa()
        self._keeper = threading.Thread(target=self._keep, daemon=True, name="sound device")
        self._keeper.start()
        atexit.register(self.close)  # left open, the device can hang the interpreter's exit
        if self._tried.wait(answer_s) and self._fault:
            self.close()
            raise TrunkTimerError(tr("There is no sound device."))

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
        """Audible unless the device could not be opened again, or the server does not answer."""
        asked_s, sentence = self._asked_s, tr("miniaudio on the default device")
        hangs = asked_s is not None and time.monotonic() - asked_s >= self._answer_s
        if hangs:
            sentence = tr(NO_ANSWER)
        elif self._fault:
            sentence = tr("The sound device is gone; it is tried again.")
        return PlayerStatus(name=self.name, audible=not (hangs or self._fault), sentence=sentence)

    def close(self) -> None:
        """Give the device back. It is not waited for where the server does not answer."""
        self._leave.set()
        self._wanted.set()
        self._keeper.join(_CLOSING_S if self.status().audible else 0.0)
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
            first = self._frame
            if now_ns / 1_000_000_000 - self._requested_s > (_STUCK_AT_FIRST_S if self._is_filling else _STUCK_S):
                self._zeros_ns.clear()  # the sink was suspended, and goes on at another pace
                self._lost = self._resumed = True
            self._requested_s = now_ns / 1_000_000_000
            self._frame = first + count
            # By the end of a request its frames are in the buffer: the clock is that of the last of them.
            self._zeros_ns.append(now_ns - round(first * 1_000_000_000 / RATE_HZ))
            self._follow_the_clock()
            self._opened_ns = self._opened_ns or now_ns
            if self._lost:
                self._lost = False
                self._track.resume_at(first)
            count = yield self._track.render(first, count)

    @property
    def _is_filling(self) -> bool:
        """Whether the device has asked for no more yet than what fills its buffer at first."""
        return self._frame - self._opened_frame <= 2 * _FILLING_FRAMES

    def _open(self) -> None:
        self._asked_s = self._asked_s or time.monotonic()
        try:
            device = _Device()
            feed = self._feed()
            next(feed)
            self._opened_frame, self._opened_ns = self._frame, 0  # frames are never numbered twice
            self._resumed = False
            self._zeros_ns.clear()
            self._requested_s = time.monotonic()
            self._device = device
            device.start(feed)
            self._fault = False
        except miniaudio.MiniaudioError:
            self._drop()
            self._fault = self._lost = True
        self._asked_s = None
        self._tried.set()

    def _drop(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            self._asked_s = time.monotonic()
            device.close()
            self._asked_s = None

    def _is_gone(self, device: _Device) -> bool:
        """Whether a device has come to its end, or asks for nothing; one that never asked is waited for ever longer."""
        if not self._is_filling:
            self._doublings = 0
        patience_s = _STUCK_AT_FIRST_S * 2**self._doublings if self._is_filling else _STUCK_S
        return self._resumed or not device.runs or time.monotonic() - self._requested_s > patience_s

    def _keep(self) -> None:
        """Open the device again when it is gone; rest it when nothing has been ahead for a while."""
        pause_s = _WATCH_S
        while not self._leave.is_set():
            now_s = time.monotonic()
            if self._track.next_frame() is not None or not self._track.is_silent(self._frame):
                self._used_s = now_s
            if now_s - self._used_s > _IDLE_S:
                self._wanted.clear()
                if self._leave.is_set() or time.monotonic() - self._used_s <= _IDLE_S:
                    continue  # somebody came in between
                self._drop()
                self._wanted.wait()
                continue
            if self._device is not None and self._is_gone(self._device):
                self._lost = True
                self._doublings = min(self._doublings + 1, _MOST_DOUBLINGS)
                self._drop()
            if self._device is None:
                self._open()
                pause_s = min(2 * pause_s, _LONGEST_WATCH_S) if self._fault else _WATCH_S
            self._leave.wait(pause_s)
        self._drop()
