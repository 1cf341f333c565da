"""Both players when the device goes, comes back, was never there, and when they are treated badly.

Each plays in a process of its own, so that a crash is a failure of one test, and to a private sound server.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from benches.onsets import ROOT, Recording, SoundServer
from trunktimer.sound.choice import MINIAUDIO, SIMPLEAUDIO, why_not

FIRST_S, GAP_S = 0.4, 0.293
#: How far an onset may lie from a due moment. A cue that was caught up with would lie anywhere in the gap.
NEAR_S = 0.020
PATIENCE_S: Final = 15.0
FLAT_KIB: Final = 4 * 1024

_MISSING = [name for name in ("pulseaudio", "parec", "pactl") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(_MISSING), reason=f"{', '.join(_MISSING)} not found, which CI installs; no test installs a sound server"
)

_OPENING = """
import itertools, sys, threading, time
from trunktimer.sound.choice import open_player
from trunktimer.session.cues import SoundCue, SoundKind
from trunktimer.foundation.errors import TrunkTimerError

def ticks(first_ms, gap_ms):
    return (SoundCue(at_ms, SoundKind.TICK) for at_ms in itertools.count(first_ms, gap_ms))

def tell(value):
    print(value, flush=True)

player = open_player(sys.argv[1])
"""

PLAY_ON = f"""
at_ns = time.monotonic_ns()
player.play(ticks({FIRST_S * 1000:.0f}, {GAP_S * 1000:.0f}), position_ms=0, at_ns=at_ns)
tell(at_ns)
sys.stdin.readline()
tell(player.status().audible)
player.close()
"""

PLACE_OFTEN = """
def rss_kib():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

def place(times):
    for at in range(times):
        player.play(ticks(9_000, 100), position_ms=0, at_ns=time.monotonic_ns())
        if at % 10 == 0:
            player.halt()

place(500)
before_kib = rss_kib()
threads = [threading.Thread(target=place, args=(1_250,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
tell(rss_kib() - before_kib)
at_ns = time.monotonic_ns()
player.play(iter([SoundCue(500, SoundKind.TICK)]), position_ms=0, at_ns=at_ns)
tell(at_ns + 500_000_000)
sys.stdin.readline()
player.close()
"""

CLOSE = """
player.play(ticks(400, 200), position_ms=0, at_ns=time.monotonic_ns())
tell("playing")
sys.stdin.readline()
player.close()
tell(time.monotonic_ns())
player.close()
player.play(ticks(300, 200), position_ms=0, at_ns=time.monotonic_ns())
player.set_volume(0.5)
player.set_muted(False)
time.sleep(0.8)
player.halt()
player.status()
player.close()
"""

CANNOT_OPEN = _OPENING.replace(
    "player = open_player(sys.argv[1])",
    """
try:
    open_player(sys.argv[1])
except TrunkTimerError as error:
    tell(error)
""",
)


OPEN_OFTEN = """
import os
def open_things():
    time.sleep(0.5)  # threads that have ended are gone by then
    return [len(os.listdir(f"/proc/self/{kind}")) for kind in ("fd", "task")]

player.close()
before = open_things()
for _ in range(int(sys.argv[2])):
    open_player(sys.argv[1]).close()
after = open_things()
tell((before, after) if after > before else "the same")
sys.stdin.readline()
"""

PLAY_AND_LOOK = PLAY_ON.replace(
    "sys.stdin.readline()\n",
    """
while sys.stdin.readline() == "look\\n":
    tell(player.status().audible)
""",
)

OPEN_AND_LOOK = """
tell(player.status().sentence)
sys.stdin.readline()
player.close()
"""


@pytest.fixture(params=[MINIAUDIO, SIMPLEAUDIO])
def player(request: pytest.FixtureRequest) -> str:
    """The name of each player that is installed."""
    name: str = request.param
    if reason := why_not(name, asked=True):
        pytest.skip(reason)
    return name


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    """A private sound server that runs; players are not let in yet."""
    server = SoundServer(tmp_path)
    try:
        server.start()
    except RuntimeError as error:
        pytest.skip(f"{error} A sound server cannot run here.")
    yield server
    server.kill()


class Child:
    """A player in a process of its own that carries out a script."""

    def __init__(self, script: str, player: str, server: SoundServer, *words: str) -> None:
        command = [sys.executable, "-W", "error", "-c", script, player, *words]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, env=server.environment, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # nothing, if it has ended
        self._process.communicate()

    def told(self) -> str:
        """The next line that it tells; empty when it has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def looked(self) -> str:
        """What it tells when it is asked to look."""
        assert self._process.stdin is not None
        self._process.stdin.write("look\n")
        self._process.stdin.flush()
        return self.told()

    def end(self) -> str:
        """Let it go on to its end, and return what else it told. It must end well, and without a complaint."""
        try:
            told, complaint = self._process.communicate("\n", timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            pytest.fail("the player did not end")
        assert (self._process.returncode, complaint) == (0, "")
        return told.strip()


def wait_for(what: str, is_so: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > deadline_s:
            pytest.fail(f"{what}: not within {PATIENCE_S:.0f} s")
        time.sleep(0.05)


@contextmanager
def recorded(server: SoundServer, sink: str = "first") -> Iterator[Recording]:
    """A recording that has begun; it ends with the block, and can still be asked then."""
    recording = Recording(server, sink)
    try:
        recording.wait_until_begun()
        yield recording
    finally:
        recording.stop()


def wait_for_sounds(recording: Recording, least: int) -> None:
    wait_for(f"{least} sounds", lambda: len(recording.onsets_s()) >= least)


def far_from_due(onsets_s: list[float], at_ns: int) -> list[float]:
    """How far each onset lies from the nearest due moment, in milliseconds, for those that lie too far."""
    into_gap_s = [(onset - at_ns / 1e9 - FIRST_S + GAP_S / 2) % GAP_S - GAP_S / 2 for onset in onsets_s]
    return [round(far * 1000, 1) for far in into_gap_s if abs(far) > NEAR_S]


def test_a_player_is_heard_again_when_the_server_was_killed_and_plays_nothing_late(
    player: str, server: SoundServer
) -> None:
    with recorded(server) as before:
        server.let_in()
        with Child(_OPENING + PLAY_ON, player, server) as child:
            at_ns = int(child.told())
            wait_for_sounds(before, 2)
            server.kill()
            server.start()
            with recorded(server) as after:
                server.let_in()
                wait_for_sounds(after, 8)
                assert child.end() == "True"
    assert far_from_due(before.onsets_s(), at_ns) == []
    assert far_from_due(after.onsets_s(), at_ns) == []


def test_a_player_is_heard_again_on_another_sink_and_plays_nothing_late(player: str, server: SoundServer) -> None:
    with recorded(server) as before:
        server.let_in()
        with Child(_OPENING + PLAY_ON, player, server) as child:
            at_ns = int(child.told())
            wait_for_sounds(before, 2)
            server.control("unload-module", "module-null-sink")
            server.control("load-module", *SoundServer.null_sink("second").split())
            with recorded(server, "second") as after:
                wait_for_sounds(after, 8)
                assert child.end() == "True"
    assert far_from_due(before.onsets_s(), at_ns) == []
    assert far_from_due(after.onsets_s(), at_ns) == []


def test_without_a_server_a_player_refuses_in_a_sentence(player: str, tmp_path: Path) -> None:
    with Child(CANNOT_OPEN, player, SoundServer(tmp_path)) as child:
        assert child.end() == "There is no sound device."


def test_placing_thousands_of_times_from_several_threads_costs_no_memory_and_no_sound(
    player: str, server: SoundServer
) -> None:
    with recorded(server) as recording:
        server.let_in()
        with Child(_OPENING + PLACE_OFTEN, player, server) as child:
            grown_kib, due_s = int(child.told()), int(child.told()) / 1e9
            wait_for_sounds(recording, 1)
            assert child.end() == ""
    assert grown_kib < FLAT_KIB
    [onset_s] = recording.onsets_s()
    assert abs(onset_s - due_s) < NEAR_S


def test_closing_while_it_plays_or_twice_is_quiet_and_nothing_is_played_after(player: str, server: SoundServer) -> None:
    with recorded(server) as recording:
        server.let_in()
        with Child(_OPENING + CLOSE, player, server) as child:
            assert child.told() == "playing"
            wait_for_sounds(recording, 1)
            closed_s = int(child.end()) / 1e9
    assert max(recording.onsets_s()) < closed_s + NEAR_S


def clients(server: SoundServer) -> list[int]:
    """The numbers of the players among the server's clients; each new one gets a higher number."""
    rows = [row.split("\t") for row in server.control("list", "clients", "short").splitlines() if row]
    return [int(row[0]) for row in rows if "python" in row[2]]


def test_opening_and_closing_leaves_nothing_behind(player: str, server: SoundServer) -> None:
    server.let_in()
    often = 200 if player == MINIAUDIO or os.environ.get("THOROUGH") else 20  # simpleaudio takes a quarter of a second
    with Child(_OPENING + OPEN_OFTEN, player, server, str(often)) as child:
        assert child.told() == "the same"
        assert clients(server) == []
        child.end()


def test_a_suspended_sink_is_not_asked_ever_more_often_and_is_heard_when_it_goes_on(server: SoundServer) -> None:
    server.let_in()
    with Child(_OPENING + PLAY_AND_LOOK, MINIAUDIO, server) as child:
        at_ns = int(child.told())
        server.control("suspend-sink", "first", "1")
        numbers = set()
        end_s = time.monotonic() + 9
        while time.monotonic() < end_s:
            now = clients(server)
            assert len(now) <= 2  # miniaudio's context is one, its device another
            numbers |= set(now)
            time.sleep(0.2)
        assert len(numbers) <= 2 * 4  # after 0.8, then after 1.8, 3.6 and 7.2 seconds
        server.control("suspend-sink", "first", "0")
        with recorded(server) as recording:  # which would lose its own clock in a suspension
            wait_for_sounds(recording, 8)
            assert child.end() == "True"
    assert far_from_due(recording.onsets_s()[3:], at_ns) == []


def test_a_server_that_hangs_holds_nobody_and_is_heard_when_it_goes_on(player: str, server: SoundServer) -> None:
    server.let_in()
    server.pause()
    began_s = time.monotonic()
    with Child(_OPENING + OPEN_AND_LOOK, player, server) as child:
        assert child.told() == "The sound server does not answer; it is tried again."
        assert child.end() == ""
    assert time.monotonic() - began_s < 8
    with Child(_OPENING + PLAY_AND_LOOK, player, server) as child:
        child.told()
        assert child.looked() == "False"
        server.go_on()
        wait_for("sound", lambda: child.looked() == "True")
        child.end()


def test_a_server_that_hangs_while_it_plays_is_told_of_and_holds_nobody(server: SoundServer) -> None:
    server.let_in()
    with Child(_OPENING + PLAY_AND_LOOK, MINIAUDIO, server) as child:
        child.told()
        assert child.looked() == "True"
        server.pause()
        wait_for("the sentence", lambda: child.looked() == "False")
        assert child.end() == "False"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["doctor"], "sound: none. The sound server does not answer; it is tried again."),
        (["sounds", "--play"], "No sound: The sound server does not answer; it is tried again."),
        (
            ["play", "demo", "--terminal", "--no-record", "--speed", "100"],
            "No sound: The sound server does not answer",
        ),
    ],
)
def test_no_command_waits_for_a_server_that_hangs(
    words: list[str], said: str, player: str, server: SoundServer, tmp_path: Path
) -> None:
    server.let_in()
    server.pause()
    command = [sys.executable, "-m", "trunktimer", *words, *(["--player", player] if words[0] != "doctor" else [])]
    environment = {**server.environment, **{f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "DATA", "STATE")}}
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=40, check=False
    )
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
