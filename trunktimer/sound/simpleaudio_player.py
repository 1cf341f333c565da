"""The player through simpleaudio: a live tape. A long silent buffer plays on, and cues are written into it ahead.

The position on the tape is the monotonic time since its start: simpleaudio has no way to ask. So a tape lasts a
minute at the most, that the sound card's drift does not add up, and a new one begins where it is silent.
"""

import atexit
import importlib
import mmap
import threading
import time
from collections.abc import Iterable
from enum import Enum, auto
from typing import Final, Protocol

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.session.cues import SoundCue
from trunktimer.sound.alsa import Alsa
from trunktimer.sound.player import ANSWER_S, NO_ANSWER, PlayerStatus, SamplesOf
from trunktimer.sound.sounds import RATE_HZ
from trunktimer.sound.track import Track

_TAPE_S: Final = 70
_RENEW_S: Final = 50
_AHEAD_FRAMES: Final = RATE_HZ * 4 // 10
#: How near the playing position may be written: simpleaudio hands its buffer over in portions of 100 ms.
_NEAR_FRAMES: Final = RATE_HZ * 12 // 100
_TURN_S: Final = 0.1
_IDLE_S: Final = 8.0
_RETRY_S: Final = 0.9
_CLOSING_S: Final = 1.0


class _Turn(Enum):
    """What the writer does next: write on, begin a tape, or give the device back."""

    WRITE = auto()
    BEGIN = auto()
    REST = auto()


class _Playing(Protocol):
    def is_playing(self) -> bool: ...
    def stop(self) -> None: ...


class SimpleaudioPlayer:
    """Plays through the default device; a tape that broke off is begun anew, `retry_s` seconds after the last try."""

    name = "simpleaudio"

    def __init__(self, *, retry_s: float = _RETRY_S, renew_s: float = _RENEW_S, answer_s: float = ANSWER_S) -> None:
        self._retry_s, self._renew_s, self._answer_s = retry_s, renew_s, answer_s
        self._stopped: _Playing | None = None  # the tape before; it ends when its last portion was taken
        self._alsa = Alsa()
        self._hangs = False  # the sound server does not answer
        self._simpleaudio = importlib.import_module("simpleaudio")
        self._track = Track(keeps_awake=True)
        self._lock = threading.RLock()
        self._playing: _Playing | None = None
        self._buffer: mmap.mmap | None = None
        self._started_ns = 0
        self._first_frame = 0  # of the tape, on the track's row of frames
        self._written = 0
        self._zero_ns = time.monotonic_ns()
        self._used_s = time.monotonic()
        self._fault = ""
        self._closed = False
        self._wanted = threading.Event()
        self._leave = threading.Event()
        self._tried_s = 0.0
        self._lost = False  # the device vanished: what was due in the meantime is not caught up with
        self._begin()
        if self._fault:
            raise TrunkTimerError(tr("There is no sound device."))
        self._writer = threading.Thread(target=self._write_on, daemon=True, name="sound tape")
        self._writer.start()
        atexit.register(self.close)

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        """Replace all that lies ahead (see `Player.play`)."""

        def frame_of(offset_ms: int) -> int:
            heard_ns = at_ns + round((offset_ms - position_ms) * 1_000_000 / speed) - self._zero_ns
            return round(heard_ns * RATE_HZ / 1_000_000_000)

        with self._lock:
            frame = self._now_frame() + _NEAR_FRAMES
            self._track.place(cues, frame_of, frame)
            self._take_back(frame)
            self._used_s = time.monotonic()
        self._wanted.set()

    def wake(self) -> None:
        """Have the device run for a while (see `Player.wake`)."""
        self._used_s = time.monotonic()
        self._wanted.set()

    def halt(self) -> None:
        """Silence, and nothing ahead."""
        with self._lock:
            frame = self._now_frame() + _NEAR_FRAMES
            self._track.halt(frame)
            self._take_back(frame)

    def set_volume(self, volume: float) -> None:
        """Set the master volume, 0..1."""
        self._track.set_volume(volume)
        self._rewrite()

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute."""
        self._track.set_muted(muted)
        self._rewrite()

    def set_sounds(self, samples_of: SamplesOf) -> None:
        """Take samples from here (see `Player.set_sounds`)."""
        self._track.set_sounds(samples_of)

    def status(self) -> PlayerStatus:
        """Audible unless the last tape could not be begun."""
        if self._hangs:
            return PlayerStatus(name=self.name, audible=False, sentence=tr(NO_ANSWER))
        if self._fault:
            return PlayerStatus(
                name=self.name, audible=False, sentence=tr("simpleaudio has no device; it is tried again.")
            )
        return PlayerStatus(name=self.name, audible=True, sentence=tr("simpleaudio on the default device"))

    def close(self) -> None:
        """Stop the tape and wait until simpleaudio has let go of it: leaving earlier can crash the interpreter."""
        self._closed = True
        self._leave.set()
        self._wanted.set()
        if threading.current_thread() is not self._writer:
            self._writer.join(0.0 if self._hangs else _CLOSING_S)
        self._stop()
        atexit.unregister(self.close)

    # ---- the tape

    def _now_frame(self) -> int:
        return (time.monotonic_ns() - self._zero_ns) * RATE_HZ // 1_000_000_000

    def _rewrite(self) -> None:
        with self._lock:
            self._take_back(self._now_frame() + _NEAR_FRAMES)

    def _take_back(self, frame: int) -> None:
        """Write anew from `frame` on what was already written."""
        if self._playing is None or self._written <= frame:
            return
        end, self._written = self._written, frame
        self._write(end)

    def _write(self, end: int) -> None:
        if self._buffer is None or end <= self._written:
            return
        start = max(self._written, self._first_frame)
        end = min(end, self._first_frame + _TAPE_S * RATE_HZ)
        if end > start:
            place = (start - self._first_frame) * 2
            wave = self._track.render(start, end - start).tobytes()
            self._buffer[place : place + len(wave)] = wave
        self._written = max(self._written, end)

    def _write_on(self) -> None:
        """Keep the tape written ahead of its playing position; the body of the writer's thread."""
        while not self._closed:
            with self._lock:
                turn = self._turn()
                if turn is _Turn.REST:
                    self._wanted.clear()
            # The device is given back and opened outside the lock: that can take a second, and the window waits for it.
            if turn is not _Turn.WRITE:
                self._stop()
            if turn is _Turn.BEGIN:
                self._begin()
            with self._lock:
                self._write(self._now_frame() + _AHEAD_FRAMES)
            if turn is _Turn.REST:
                self._wanted.wait()
            else:
                self._leave.wait(_TURN_S)

    def _turn(self) -> _Turn:
        """What is to be done with the device now."""
        now_s, now = time.monotonic(), self._now_frame()
        coming = self._track.next_frame()
        silent = self._track.is_silent(now)
        if coming is not None or not silent:
            self._used_s = now_s
        if now_s - self._used_s > _IDLE_S:
            return _Turn.REST
        age_frames = now - self._first_frame
        quiet = silent and (coming is None or coming > now + RATE_HZ)
        broken = self._playing is not None and not self._playing.is_playing()
        old = age_frames > self._renew_s * RATE_HZ and quiet
        needed = self._playing is None or broken or old or age_frames > (_TAPE_S - 1) * RATE_HZ
        self._lost = self._lost or broken
        return _Turn.BEGIN if needed and now_s - self._tried_s > self._retry_s else _Turn.WRITE

    def _begin(self) -> None:
        """Begin a new tape at the present moment. Only the writer's thread does so, once there is one."""
        self._tried_s = time.monotonic()
        # A server that hangs would hold the whole program here: simpleaudio keeps the interpreter's lock meanwhile.
        # Nor is a tape begun beside one that a suspended sink does not take: each holds a thread and a client.
        held = self._stopped is not None and self._stopped.is_playing()
        self._hangs = held or not self._alsa.answers(self._answer_s)
        if self._hangs:
            self._lost = True
            return
        buffer = mmap.mmap(-1, _TAPE_S * RATE_HZ * 2)
        asked = self._now_frame()
        try:
            playing: _Playing = self._simpleaudio.play_buffer(buffer, 1, 2, RATE_HZ)
        except Exception as error:  # simpleaudio raises an exception class of its own making for each backend
            if type(error).__name__ != "SimpleaudioError":
                raise
            self._fault = str(error)
            self._lost = True
            return
        first = self._now_frame()
        with self._lock:
            self._fault = ""
            self._buffer, self._playing = buffer, playing
            self._first_frame = first
            # What comes before was handed over as silence.
            self._written = max(first, self._now_frame()) + _NEAR_FRAMES
            if self._lost or first - asked > _NEAR_FRAMES:
                self._lost = False
                self._track.resume_at(self._written)
        if self._closed:
            self._stop()

    def _stop(self) -> None:
        with self._lock:
            playing, self._playing, self._buffer = self._playing, None, None
        if playing is not None:
            playing.stop()
            deadline_s = time.monotonic() + _CLOSING_S
            while not self._hangs and playing.is_playing() and time.monotonic() < deadline_s:
                time.sleep(0.01)
            self._stopped = playing
