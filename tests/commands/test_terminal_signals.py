"""A session in the terminal ends by a signal as by Ctrl+C: it is written down."""

import contextlib
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkout import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
PATIENCE_S = 60
WORDS = [sys.executable, "-m", "trunktimer", "play", "demo", "--terminal", "--mute"]


def environment(home: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {**os.environ, **folders, "HOME": str(home), "TERM": "xterm"}


def endings(home: Path) -> list[str]:
    (database,) = home.rglob("history.sqlite3")
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [ending for (ending,) in connection.execute("SELECT ending FROM session")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_stops_the_session(tmp_path: Path, number: signal.Signals) -> None:
    program = subprocess.Popen(
        [*WORDS, "--keys", "none"], cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, text=True,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    for _ in range(4):  # the session is under way
        program.stdout.readline()
    program.send_signal(number)
    program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 130
    assert endings(tmp_path) == ["stopped"]


@contextlib.contextmanager
def on_a_terminal(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program on a terminal of its own, and what a person sees of that."""
    import pty

    master, slave = pty.openpty()
    program = subprocess.Popen(
        WORDS, cwd=ROOT, env=environment(home), stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        preexec_fn=_take_terminal,
    )  # fmt: skip
    os.close(slave)
    try:
        yield program, master
    finally:
        program.kill()
        program.wait()


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def steps(home: Path) -> int:
    """How many steps are written down."""
    for database in home.rglob("history.sqlite3"):
        with contextlib.closing(sqlite3.connect(database)) as connection, contextlib.suppress(sqlite3.Error):
            return int(connection.execute("SELECT count(*) FROM step").fetchone()[0])
    return 0


def test_a_terminal_that_is_closed_stops_the_session(tmp_path: Path) -> None:
    with on_a_terminal(tmp_path) as (program, master):
        end_s = time.monotonic() + PATIENCE_S
        while steps(tmp_path) < 2 and time.monotonic() < end_s:  # the first lead-in alone is not kept
            if select.select([master], [], [], 0.1)[0] and b"GET READY" in os.read(master, 65_536):
                os.write(master, b"\x1b[C")
        os.close(master)
        program.wait(PATIENCE_S)
        assert program.returncode == 130
    assert endings(tmp_path) == ["stopped"]
