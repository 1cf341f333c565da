"""The system asks the program to end: all is kept, without a question, whatever is open. With real signals."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.driven_script import DRIVEN
from tests.checkout import ROOT
from tests.windows import places_in
from trunktimer.history.store.places import HistoryFolder
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.routine.toml.draft_file import find_drafts
from trunktimer.ui.kit.window_state import FILE_NAME

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
PATIENCE_S = 60
TYPED = "# typed a moment ago"


@contextlib.contextmanager
def driven(home: Path, state: str) -> Iterator[subprocess.Popen[str]]:
    """The program in a state, silent."""
    places = places_in(home)
    places.config.mkdir(parents=True, exist_ok=True)
    (places.config / "preferences.toml").write_text('player = "silence"\n', encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-c", DRIVEN, str(home), state],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def wait_until_ready(program: subprocess.Popen[str]) -> None:
    assert program.stdout is not None and program.stderr is not None
    line = program.stdout.readline()
    assert line == "ready\n", program.stderr.read()


def endings(home: Path) -> list[tuple[str, str]]:
    """How the sessions of the history ended, with their notes."""
    with contextlib.closing(sqlite3.connect(HistoryFolder(places_in(home).history).database)) as connection:
        return connection.execute("SELECT ending, note FROM session").fetchall()


def faults(told: str) -> list[str]:
    """What stands on the error output, but for a word of the platform without a screen."""
    return [line for line in told.splitlines() if "propagateSizeHints" not in line]


def drafts(home: Path) -> list[str]:
    places = places_in(home)
    return [draft.text for draft in find_drafts(places.own_routines, places.state)]


@pytest.mark.parametrize(
    ("state", "number"),
    [
        ("list", signal.SIGINT),
        ("running", signal.SIGINT),
        ("paused", signal.SIGTERM),
        ("gate", signal.SIGHUP),
        ("small window", signal.SIGTERM),
        ("asked to end", signal.SIGINT),
        ("editing", signal.SIGTERM),
        ("asked to save", signal.SIGHUP),
        ("new", signal.SIGTERM),
        ("dialog", signal.SIGINT),
        ("feedback", signal.SIGTERM),
    ],
)
def test_all_is_kept_whatever_is_open(tmp_path: Path, state: str, number: signal.Signals) -> None:
    with driven(tmp_path, state) as program:
        wait_until_ready(program)
        program.send_signal(number)
        _, told = program.communicate(timeout=PATIENCE_S)
    assert (program.returncode, faults(told)) == (128 + number, [])
    assert read_preferences(places_in(tmp_path).config).volume == 0.3
    assert (places_in(tmp_path).state / FILE_NAME).read_text(encoding="utf-8").count("geometry=") == 1
    if state in ("running", "paused", "gate", "small window", "asked to end", "feedback"):
        note = "my back is better" if state == "feedback" else ""
        assert endings(tmp_path) == [("stopped", note)]
    if state in ("editing", "asked to save"):
        (draft,) = drafts(tmp_path)
        assert draft.endswith(TYPED)
    if state == "new":
        (draft,) = drafts(tmp_path)
        assert "Brand new" in draft


def test_signals_that_come_together_end_it_once(tmp_path: Path) -> None:
    with driven(tmp_path, "editing") as program:
        wait_until_ready(program)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCONT, signal.SIGTERM):  # as a desktop ends its programs
            program.send_signal(number)
        _, told = program.communicate(timeout=PATIENCE_S)
    assert program.returncode in (143, 129)  # which of the two is heard first is the system's choice
    assert faults(told) == []
    (draft,) = drafts(tmp_path)
    assert draft.endswith(TYPED)


def test_before_the_first_look_it_ends_with_the_code_of_the_signal(tmp_path: Path) -> None:
    with driven(tmp_path, "early") as program:
        _, told = program.communicate(timeout=PATIENCE_S)
    assert (program.returncode, faults(told)) == (143, [])


def test_all_is_kept_when_the_session_of_the_desktop_ends(tmp_path: Path) -> None:
    with driven(tmp_path, "logged out") as program:
        _, told = program.communicate(timeout=PATIENCE_S)
    assert (program.returncode, faults(told)) == (0, [])
    (draft,) = drafts(tmp_path)
    assert draft.endswith(TYPED)
    assert read_preferences(places_in(tmp_path).config).volume == 0.3


def test_a_second_interrupt_while_it_is_closed_ends_it_at_once(tmp_path: Path) -> None:
    with driven(tmp_path, "closing") as program:
        wait_until_ready(program)
        program.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        began_s = time.monotonic()
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 130
    assert time.monotonic() - began_s < 3


def test_a_bug_before_the_first_look_is_in_the_log(tmp_path: Path) -> None:
    with driven(tmp_path, "bug") as program:
        _, told = program.communicate(timeout=PATIENCE_S)
    assert program.returncode == 1
    assert "RuntimeError: a bug before the first look" in told
    log = (places_in(tmp_path).state / "trunktimer.log").read_text(encoding="utf-8")
    assert "RuntimeError: a bug before the first look" in log
