"""Kills or ends the program at random moments, and looks each time at what is left.

`python -m benches.chaos --kills 200`. At random another program holds the history, or the disk is full. After each kill
the database must open, be sound for SQLite, hold every step that was reported finished, and the session must be
possible to go on with. Each tenth is gone on with to its end. One in four is a window, under Xvfb (`chaos_window`).
"""

import argparse
import contextlib
import io
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benches import chaos_window
from trunktimer.app import cli
from trunktimer.commands import terminal_history
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


def _hold(folder: HistoryFolder) -> Callable[[], object]:
    """Another program holds the history; gives what lets it go."""
    other = sqlite3.connect(folder.database, isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def _fill(disk: Path) -> Callable[[], object]:
    """The disk is full; gives what makes room again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 65_536):
            pass
    return filler.unlink


def run(kills: int, speed: float, chance: random.Random, disk: Path | None) -> str:
    """Kill so often; gives a line of what was found. Raises `AssertionError` where something was lost.

    `disk` is a small one on which the history lies, if one could be mounted.
    """
    folder = HistoryFolder(find_places().history)
    with contextlib.closing(open_history(folder, clock.file_stamp())):
        pass
    movements, _ = load_movements(find_places().movement_folders)
    longest_s = 130 / speed + 0.1
    counts = dict.fromkeys(("in the middle", "steps", "stopped", "finished", "gone on with", "held", "full"), 0)
    for number in range(kills):
        child, out = _start([*WORDS, "--speed", str(speed)])
        text = b"" if number % _EVERY == 1 else _heading(out)  # one in ten is killed while it starts
        text += _read(out, chance.uniform(0.0, longest_s))
        in_the_way = chance.choice(("", "", "held", "full" if disk is not None else "held"))
        let_go: Callable[[], object] = lambda: None  # noqa: E731
        if in_the_way:
            counts[in_the_way] += 1
            let_go = _hold(folder) if in_the_way == "held" or disk is None else _fill(disk)
            text += _read(out, chance.uniform(0.0, longest_s))
        number_sent = chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM))
        os.kill(child, number_sent)
        text += _rest(out)  # what it had told before it was killed
        os.waitpid(child, 0)
        os.close(out)
        let_go()
        # After the heading each line is a step that began, so all but the last have ended.
        lines = [line for line in text.decode().splitlines()[1:] if line and line != "Stopped."]
        reported = max(0, len(lines) - 1)
        writer = terminal_history.TerminalHistory(find_places())
        try:
            offers = writer.offers(movements)  # what could not be written is read in with it
            left = list(find_places().state.glob("trunktimer-*.sqlite3"))
            left += folder.path.glob("history-[dlr]*")  # nothing was set aside
            assert left == [], left
            with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
                assert history.faults() == [], history.faults()
                if not offers:
                    if reported > 1:  # all was over, and it stands there; in its first lead-in nothing is kept
                        newest = history.sessions(Wanted(), most=1)[0]
                        assert newest.ending in (Ending.FINISHED, Ending.STOPPED), newest
                        assert len(history.steps(newest.uid)) >= reported
                        assert sum(row.actual_ms for row in history.steps(newest.uid)) == newest.active_ms
                        counts["finished" if newest.ending is Ending.FINISHED else "stopped"] += 1
                        counts["steps"] += reported
                        history.delete([newest.uid], 1)
                        history.purge()
                    continue
                (offer,) = offers
                rows = history.steps(offer.record.uid)
            assert [row.seq for row in rows] == list(range(len(rows)))
            assert len(rows) >= reported, f"{len(rows)} rows, {reported} steps were reported"
            assert sum(row.actual_ms for row in rows) == offer.record.active_ms
            assert offer.session is not None, offer.why_not
            counts["in the middle"] += 1
            counts["steps"] += reported
            if number % _EVERY:
                writer.settle(offer, keep=chance.random() < 0.5)
                continue
        finally:
            writer.close()
        child, out = _start(["resume", "--mute", "--keys", "none"])
        _rest(out)
        os.close(out)
        assert os.waitpid(child, 0)[1] == 0
        with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
            whole = history.session(offer.record.uid)
            assert whole is not None
            assert whole.ending is Ending.FINISHED
            assert whole.short_steps == 0
            assert [row.index for row in history.steps(whole.uid)] == list(range(whole.steps))
            counts["gone on with"] += 1
    return (
        f"{kills} terminals killed or ended: {counts['in the middle']} in the middle of a session, {counts['stopped']} "
        f"stopped, {counts['finished']} after the end, with {counts['steps']} steps reported, none lost; the history "
        f"was held in {counts['held']} and the disk full in {counts['full']} of them; {counts['gone on with']} gone on "
        "with to the end; integrity_check ok each time"
    )


@contextlib.contextmanager
def _small_disk(home: Path) -> Iterator[Path | None]:
    """A disk of its own for the home; `None` where none can be mounted."""
    words = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(home)]
    if os.name != "posix" or os.geteuid() or subprocess.run(words, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield home
    finally:
        subprocess.run(["umount", "-l", str(home)], check=False)


def main() -> int:
    """Run it in a home of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="of which each fourth is a window's")
    parser.add_argument("--speed", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    windows = arguments.kills // 4
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spare,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        _small_disk(Path(folder)) as disk,
    ):
        os.environ["TMPDIR"] = spare  # where there is room when the disk is full
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            os.environ[name] = folder if name == "HOME" else str(Path(folder) / name.lower())
        print(f"{run(arguments.kills - windows, arguments.speed, chance, disk)} (seed {seed})", flush=True)
        with chaos_window.screen():
            print(chaos_window.run(windows, chance))
    return 0


if __name__ == "__main__":
    sys.exit(main())
