"""Kills the player at random moments of a recorded session, and looks each time at what is left of it.

`python -m benches.chaos --kills 200`. After each kill the database must open, be sound for SQLite, hold every step
that was reported finished, and the session must be possible to go on with. Each tenth is gone on with to its end.
"""

import argparse
import contextlib
import io
import os
import random
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from trunktimer.app import cli
from trunktimer.commands import terminal_history as recorder
from trunktimer.foundation import clock
from trunktimer.foundation.places import find_places
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.session.record import Ending

WORDS = ["play", "demo", "--terminal", "--record", "--mute", "--keys", "none"]
_EVERY = 10


def _start(words: list[str]) -> tuple[int, int]:
    """A player in a process of its own (a fork, since all is imported here); gives its number and its output."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    os.dup2(into, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), line_buffering=True)
    code = 1
    with contextlib.suppress(BaseException):
        code = cli.main(words)
    sys.stdout.flush()
    os._exit(code)


def _read(out: int, seconds: float) -> bytes:
    """What comes within so many seconds."""
    text, end_s = b"", time.monotonic() + seconds
    while (left_s := end_s - time.monotonic()) > 0:
        if select.select([out], [], [], left_s)[0]:
            got = os.read(out, 65_536)
            if not got:
                break
            text += got
    return text


def _heading(out: int) -> bytes:
    """The first line, however long the start takes; the session begins with it."""
    text = b""
    while not text.endswith(b"\n") and (got := os.read(out, 1)):
        text += got
    return text


def _rest(out: int) -> bytes:
    text = b""
    while got := os.read(out, 65_536):
        text += got
    return text


def run(kills: int, speed: float, seed: int) -> str:
    """Kill so often; gives a line of what was found. Raises `AssertionError` where something was lost."""
    chance = random.Random(seed)
    folder = HistoryFolder(find_places().history)
    movements, _ = load_movements(find_places().movement_folders)
    longest_s = 130 / speed + 0.1
    under_way = steps_seen = finished = gone_on = 0
    for number in range(kills):
        child, out = _start([*WORDS, "--speed", str(speed)])
        text = b"" if number % _EVERY == 1 else _heading(out)  # one in ten is killed while it starts
        text += _read(out, chance.uniform(0.0, longest_s))
        os.kill(child, signal.SIGKILL)
        text += _rest(out)  # what it had told before it was killed
        os.waitpid(child, 0)
        os.close(out)
        # After the heading each line is a step that began, so all but the last have ended.
        lines = [line for line in text.decode().splitlines()[1:] if line]
        if "Finished." in lines:
            finished += 1
        reported = max(0, len(lines) - 1)
        with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
            assert history.faults() == [], history.faults()
            running = history.running()
            if not running:
                if reported:  # all was over, and it stands there
                    newest = history.sessions(Wanted(), most=1)[0]
                    assert newest.ending is Ending.FINISHED, newest
                    assert len(history.steps(newest.uid)) >= reported
                continue
            assert len(running) == 1
            rows = history.steps(running[0].record.uid)
            assert [row.seq for row in rows] == list(range(len(rows)))
            assert len(rows) >= reported, f"{len(rows)} rows, {reported} steps were reported"
            under_way += 1
            steps_seen += reported
        preferences_writer = recorder.TerminalHistory(find_places())
        try:
            offers = preferences_writer.offers(movements)
            assert len(offers) == 1
            assert offers[0].session is not None, offers[0].why_not
            assert offers[0].session.index == len(rows)
            if number % _EVERY:
                preferences_writer.settle(offers[0], keep=chance.random() < 0.5)
                continue
        finally:
            preferences_writer.close()
        child, out = _start(["resume", "--mute", "--keys", "none"])
        _rest(out)
        os.close(out)
        assert os.waitpid(child, 0)[1] == 0
        with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
            whole = history.session(running[0].record.uid)
            assert whole is not None
            assert whole.ending is Ending.FINISHED
            assert whole.short_steps == 0
            assert [row.index for row in history.steps(whole.uid)] == list(range(whole.steps))
            gone_on += 1
    return (
        f"{kills} kills: {under_way} in the middle of a session with {steps_seen} steps reported finished, "
        f"none lost; {finished} after the end; {gone_on} gone on with to the end; integrity_check ok each time"
    )


def main() -> int:
    """Run it in a home of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--speed", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home if name == "HOME" else str(Path(home) / name.lower())
        print(f"{run(arguments.kills, arguments.speed, seed)} (seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
