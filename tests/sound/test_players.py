"""Both players, against a real sound server: every sound comes out, evenly."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.checkout import ROOT
from trunktimer.sound.choice import why_not

RATE_HZ = 48_000
COUNT, INTERVAL_MS = 4, 301

pytestmark = pytest.mark.skipif(
    not (shutil.which("pulseaudio") and shutil.which("parec")),
    reason="needs pulseaudio and parec, which CI installs; a sound server is not for a test to install",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A private PulseAudio with a null sink, and the environment that leads to it."""
    socket = tmp_path / "native"
    asound = tmp_path / "asound.conf"
    asound.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{socket}",
        "ALSA_CONFIG_PATH": str(asound),
        "PYTHONPATH": str(ROOT),
    }
    modules = ("module-null-sink sink_name=test rate=48000", f"module-native-protocol-unix socket={socket}")
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += [word for module in modules for word in ("-L", module)]
    daemon = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not socket.exists() and daemon.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    if not socket.exists():
        daemon.kill()
        pytest.skip("pulseaudio could not be started here")
    yield environment
    daemon.terminate()
    daemon.wait()


@pytest.mark.parametrize("name", ["miniaudio", "simpleaudio"])
def test_every_sound_comes_out_evenly(name: str, server: dict[str, str], tmp_path: Path) -> None:
    reason = why_not(name, asked=True)
    if reason:
        pytest.skip(reason)
    recording = tmp_path / "recording.raw"
    with recording.open("wb") as out:
        words = ["parec", "-d", "test.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--raw"]
        recorder = subprocess.Popen([*words, "--latency-msec=20"], env=server, stdout=out, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 10
            while recording.stat().st_size < RATE_HZ and time.monotonic() < deadline:
                time.sleep(0.05)  # until the server really records
            beeps = ["benches.sound_beeps", name, "--count", str(COUNT), "--interval-ms", str(INTERVAL_MS)]
            done = subprocess.run(
                [sys.executable, "-m", *beeps],
                env=server, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
        finally:
            recorder.terminate()
            recorder.wait()
    assert done.returncode == 0, done.stderr
    wave = abs(np.fromfile(recording, dtype=np.int16).astype(int))
    loud = np.flatnonzero(wave > 2_000)
    assert len(loud), "nothing was heard"
    onsets = loud[np.flatnonzero(np.diff(loud, prepend=-RATE_HZ) > RATE_HZ // 10)]
    assert len(onsets) == COUNT
    gaps_ms = np.diff(onsets) * 1000 / RATE_HZ
    assert abs(gaps_ms - INTERVAL_MS).max() < 2.0, gaps_ms


@pytest.mark.parametrize("name", ["miniaudio", "simpleaudio"])
def test_a_player_that_plays_never_says_that_nothing_is_heard(name: str, server: dict[str, str]) -> None:
    reason = why_not(name, asked=True)
    if reason:
        pytest.skip(reason)
    script = """
import sys, time
from trunktimer.sound.choice import open_player
from trunktimer.session.cues import SoundCue, SoundKind
player = open_player(sys.argv[1])
cues = [SoundCue(at, SoundKind.TICK) for at in range(500, 4000, 250)]
player.play(cues, position_ms=0, at_ns=time.monotonic_ns())
said = set()
end_s = time.monotonic() + 2.5
while time.monotonic() < end_s:
    said.add(player.status().audible)
    time.sleep(0.01)
print(said)
player.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, name],
        env=server, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "{True}"), done.stderr
