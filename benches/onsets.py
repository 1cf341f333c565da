"""When each sound is heard: `python -m benches.onsets [--count 60] [--players miniaudio …] [--stalls none gil gui]`.

Starts a private PulseAudio with a null sink, records what goes into it, plays `benches.sound_beeps` through each
player under each stall, and compares. Needs pulseaudio, parec and pactl.

Jitter is how far each error lies from the median error. It is read off the samples of the recording alone, so it
is exact to a sample (0.02 ms). The median error needs the recording's place in monotonic time: a portion of n
frames arrives when the sink has made it, which is one sink period before its last frame is due on the wire. The
earliest arrivals of all are taken (a busy machine can only make one later), and the period that the server says is in
force is added. What remains in the median error: the hop from the server through parec into this process, a few
tenths of a millisecond, which makes sounds look later than they are. The digital-to-analogue part of a real sound
card is not in it.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benches.sound_beeps import STALLS
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.choice import MINIAUDIO, SIMPLEAUDIO, why_not
from trunktimer.sound.sounds import samples

ROOT: Final = Path(__file__).resolve().parent.parent
RATE_HZ: Final = 48_000
JITTER_GOAL_MS: Final = 1.0
ERROR_GOALS_MS: Final = {MINIAUDIO: 5.0, SIMPLEAUDIO: 40.0}
#: What is louder than this is a sound; the sink itself is silent to the last bit.
LOUD: Final = 1_000
_PERIOD_MS: Final = 10
_PATIENCE_S: Final = 10.0


class SoundServer:
    """A private PulseAudio with a null sink, everything about it under `directory`; may be killed and started anew.

    It has a door for players and one for recorders, and players are let in last: a recorder that comes later
    shortens the sink's period, and by this it moves what is already being played.
    """

    def __init__(self, directory: Path) -> None:
        self._socket = directory / "players"
        self._back_door = directory / "recorders"
        self._daemon: subprocess.Popen[bytes] | None = None
        asound = directory / "asound.conf"
        asound.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
        #: The environment in which a program plays to this server.
        self.environment: dict[str, str] = {
            **os.environ,
            "HOME": str(directory),
            "XDG_RUNTIME_DIR": str(directory),
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(asound),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, sink: str = "first") -> None:
        """Start it with a null sink of this name. Raises `RuntimeError` if it does not come up."""
        for left_behind in (self._socket, self._back_door):  # by one that was killed
            left_behind.unlink(missing_ok=True)
        modules = (self.null_sink(sink), self._door(self._back_door))
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += [word for module in modules for word in ("-L", module)]
        self._daemon = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline_s = time.monotonic() + _PATIENCE_S
        while not self._back_door.exists():
            if self._daemon.poll() is not None or time.monotonic() > deadline_s:
                self.kill()
                raise RuntimeError("PulseAudio did not start.")
            time.sleep(0.01)

    def let_in(self) -> None:
        """From now on programs can play to it."""
        self.control("load-module", *self._door(self._socket).split())

    @staticmethod
    def _door(socket: Path) -> str:
        return f"module-native-protocol-unix auth-anonymous=1 socket={socket}"

    @property
    def environment_of_recorders(self) -> dict[str, str]:
        """The environment in which a program records and controls this server."""
        return {**self.environment, "PULSE_SERVER": f"unix:{self._back_door}", "LC_ALL": "C"}

    @staticmethod
    def null_sink(name: str) -> str:
        """The module and its arguments that make a null sink; without rewinds each frame is recorded once."""
        return f"module-null-sink sink_name={name} rate={RATE_HZ} channels=2 format=s16le norewinds=1"

    def control(self, *words: str) -> str:
        """What `pactl` prints for these words. Raises `CalledProcessError`."""
        environment = self.environment_of_recorders
        command = ["pactl", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=20).stdout

    def pause(self) -> None:
        """Have it hang, until `go_on`."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after `pause`."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once, as a crash would; nothing if it does not run."""
        daemon, self._daemon = self._daemon, None
        if daemon is not None:
            daemon.kill()
            daemon.wait()


class Recording:
    """Records a sink of a `SoundServer` from now on, and knows at which monotonic moment each frame was due."""

    def __init__(self, server: SoundServer, sink: str = "first") -> None:
        words = ["parec", "-d", f"{sink}.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--raw"]
        self._recorder = subprocess.Popen(
            [*words, f"--latency-msec={_PERIOD_MS}"],
            env=server.environment_of_recorders,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._server = server
        self._sink = sink
        self._wave = bytearray()
        self._arrivals: list[tuple[int, float]] = []  # frames so far, monotonic seconds
        self._period_s = 0.0
        self._begun = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True, name="recording")
        self._reader.start()

    def wait_until_begun(self) -> None:
        """Return when sound comes in. Raises `RuntimeError` if none does."""
        if not self._begun.wait(_PATIENCE_S) or not self._arrivals:
            raise RuntimeError("Nothing could be recorded.")
        self._period_s = self._period_in_force()

    def stop(self) -> None:
        """End the recording; what was recorded stays. Stopping twice is once."""
        self._recorder.terminate()
        self._recorder.wait()
        self._reader.join()
        assert self._recorder.stdout is not None
        self._recorder.stdout.close()

    def onsets_s(self, kind: SoundKind = SoundKind.TICK) -> list[float]:
        """The monotonic moments at which sounds of this kind began, in seconds. It may still be recording."""
        wave = np.abs(np.frombuffer(bytes(self._wave[: len(self._wave) // 2 * 2]), dtype=np.int16).astype(np.int32))
        loud = np.flatnonzero(wave > LOUD)
        first = loud[np.diff(loud, prepend=-RATE_HZ) > RATE_HZ // 20]
        lead = next(at for at, value in enumerate(samples(kind)) if abs(value) > LOUD)
        zero_s = self._zero_s()
        return [zero_s + int(frame - lead) / RATE_HZ for frame in first]

    def _zero_s(self) -> float:
        """When frame 0 was due. The null sink runs by the monotonic clock, so one moment fixes all."""
        return min(at_s - frames / RATE_HZ for frames, at_s in list(self._arrivals)) + self._period_s

    def _period_in_force(self) -> float:
        """How long before its moment the sink makes a frame, in seconds, as the server says."""
        for sink in self._server.control("list", "sinks").split("Sink #"):
            if f"Name: {self._sink}\n" in sink and (told := re.search(r"configured (\d+) usec", sink)):
                return int(told[1]) / 1_000_000
        raise RuntimeError(f'The server says nothing about the sink "{self._sink}".')

    def _read(self) -> None:
        assert self._recorder.stdout is not None
        portion = self._recorder.stdout.fileno()
        while data := os.read(portion, 1 << 16):
            at_s = time.monotonic()
            self._wave += data
            self._arrivals.append((len(self._wave) // 2, at_s))
            if len(self._wave) > RATE_HZ // 2:
                self._begun.set()
        self._begun.set()  # so that nobody waits for a recorder that is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How a row of sounds was heard. Times in milliseconds; a positive error is late."""

    heard: int
    expected: int
    extra: int
    median_error_ms: float
    jitter_p50_ms: float
    jitter_p99_ms: float
    jitter_max_ms: float


def punctuality(onsets_s: Sequence[float], due_s: Sequence[float]) -> Punctuality:
    """Compare onsets with due moments, both in monotonic seconds and in order, at least one of each.

    Each moment has the onset that is nearest to it, if that is nearer than half the shortest gap.
    """
    within_s = min(np.diff(due_s), default=1.0) / 2
    onsets = np.asarray(onsets_s)
    nearest = [onsets[np.argmin(abs(onsets - due))] - due for due in due_s]
    errors = np.array([error for error in nearest if abs(error) < within_s]) * 1000
    if not len(errors):
        errors = np.array([np.nan])
    jitter = abs(errors - np.median(errors))
    heard = int(np.count_nonzero(~np.isnan(errors)))
    return Punctuality(
        heard=heard,
        expected=len(due_s),
        extra=len(onsets) - heard,
        median_error_ms=float(np.median(errors)),
        jitter_p50_ms=float(np.percentile(jitter, 50)),
        jitter_p99_ms=float(np.percentile(jitter, 99)),
        jitter_max_ms=float(jitter.max()),
    )


def measure(server: SoundServer, player: str, stall: str, count: int, directory: Path) -> Punctuality:
    """Play `count` sounds through a player under a stall, and say how they were heard. Raises `RuntimeError`."""
    schedule = directory / f"{player}-{stall}.schedule"
    recording = Recording(server)
    try:
        recording.wait_until_begun()
        command = [sys.executable, "-m", "benches.sound_beeps", player, "--count", str(count), "--stall", stall]
        environment = {**server.environment, "MEASURE_SCHEDULE": str(schedule)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{player} ended with {done.returncode}: {done.stderr.strip()}")
    finally:
        recording.stop()
    onsets_s = recording.onsets_s()
    if not onsets_s:
        raise RuntimeError(f"{player} was not heard at all.")
    return punctuality(onsets_s, [float(line) for line in schedule.read_text().split()])


def main() -> None:
    """Measure and print a line for each player and stall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--players", nargs="+", choices=tuple(ERROR_GOALS_MS), default=tuple(ERROR_GOALS_MS))
    parser.add_argument("--stalls", nargs="+", choices=STALLS, default=STALLS)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        server = SoundServer(Path(name))
        server.start()
        try:
            server.let_in()
            for player in words.players:
                if reason := why_not(player, asked=True):
                    print(f"{player}: {reason}")
                    continue
                for stall in words.stalls:
                    found = measure(server, player, stall, words.count, Path(name))
                    print(
                        f"{player:11} stall {stall:4}  heard {found.heard}/{found.expected}, extra {found.extra}; "
                        f"median error {found.median_error_ms:6.2f} ms (goal ±{ERROR_GOALS_MS[player]:.0f}); jitter "
                        f"p50 {found.jitter_p50_ms:.3f}, p99 {found.jitter_p99_ms:.3f}, max {found.jitter_max_ms:.3f} "
                        f"ms (goal p99 {JITTER_GOAL_MS:.0f})",
                        flush=True,
                    )
        finally:
            server.kill()


if __name__ == "__main__":
    main()
