"""The history for the terminal: written before it is told, gone on with, and never in the way of a session."""

import contextlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import MOVEMENTS
from tests.checkout import ROOT
from trunktimer.commands.player import NoKeys, TerminalPlayer
from trunktimer.commands.terminal_history import TerminalHistory, source_of
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places, find_places
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.record import Ending, SessionRecord, StepRecord
from trunktimer.sound.silent_player import Silence

TEXT = """
format = 1
name = "Short"

[[block]]
name = "Hold"
hold = 2
reps = 3
"""
_SPEED = 10.0
_KILLED = """
import io, os, signal, sys
from dataclasses import replace
from pathlib import Path
from tests.commands.test_terminal_history import Sleeper, a_player, the_timeline
from trunktimer.foundation.places import find_places
from trunktimer.commands.terminal_history import TerminalHistory

class Out(io.StringIO):
    def flush(self):
        if self.getvalue().count("\\n") == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

recorder = TerminalHistory(replace(find_places(), history=Path(sys.argv[1])))
player = a_player(Sleeper(), Out(), path=sys.argv[2])
recorder.attach(player)
player.run()
"""


class Ended(Exception):
    """The program is killed."""


class Sleeper:
    """A clock that goes on only while somebody sleeps; it may end the program at a moment."""

    def __init__(self, last_ms: float = 1e12) -> None:
        self.now_ns = 0
        self.last_ms = last_ms

    def __call__(self) -> int:
        return self.now_ns

    def sleep(self, seconds: float) -> None:
        self.now_ns += max(1, round(seconds * 1e9))
        if self.now_ns / 1e6 > self.last_ms:
            raise Ended


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return replace(find_places(), history=tmp_path / "history", state=tmp_path / "state")


@pytest.fixture
def routine_file(tmp_path: Path) -> Path:
    path = tmp_path / "short.toml"
    path.write_text(TEXT, "utf-8")
    return path


def the_timeline() -> Timeline:
    return compile_routine(parse_routine(TEXT, "short.toml", MOVEMENTS), MOVEMENTS, 50)


def a_player(
    clock: Sleeper, out: io.StringIO | None = None, speed: float = _SPEED, path: Path | str = ""
) -> TerminalPlayer:
    return TerminalPlayer(
        the_timeline(),
        player=Silence("test"),
        keys=NoKeys(clock.sleep),
        out=out or io.StringIO(),
        path=str(path),
        speed=speed,
        clock_ns=clock,
    )


def play(places: Places, path: Path, clock: Sleeper, *, speed: float = _SPEED) -> int:
    recorder = TerminalHistory(places)
    try:
        recorder.tell_of_others()
        player = a_player(clock, speed=speed, path=path)
        recorder.attach(player)
        return player.run()
    finally:
        recorder.close()


def go_on(places: Places, clock: Sleeper) -> int:
    recorder = TerminalHistory(places)
    try:
        (offer,) = recorder.offers(MOVEMENTS)
        recorder.go_on(offer)
        player = a_player(clock)
        recorder.attach(player)
        return player.run()
    finally:
        recorder.close()


def history(places: Places) -> list[tuple[SessionRecord, list[StepRecord]]]:
    with contextlib.closing(open_history(HistoryFolder(places.history), "later")) as opened:
        return list(opened.all_steps(Wanted()))


@pytest.fixture
def broken_off(places: Places, routine_file: Path) -> Iterator[Places]:
    """A history with a session that broke off in its second hold."""
    with pytest.raises(Ended):
        play(places, routine_file, Sleeper((10_000 + 3_000) / _SPEED))
    yield places


def test_a_session_in_the_terminal_is_written_whole(places: Places, routine_file: Path) -> None:
    assert play(places, routine_file, Sleeper()) == 0
    ((record, rows),) = history(places)
    assert (record.ending, record.routine_key, record.routine_name, record.speed) == (
        Ending.FINISHED,
        "short",
        "Short",
        _SPEED,
    )
    assert [row.index for row in rows] == list(range(len(the_timeline())))
    assert record.short_steps == 0


def test_a_step_is_written_before_the_next_is_told(
    places: Places, routine_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = TerminalHistory(places)
    counts: list[int] = []

    class Out(io.StringIO):
        def flush(self) -> None:
            with contextlib.closing(sqlite3.connect(HistoryFolder(places.history).database)) as reads:
                counts.append(reads.execute("SELECT COUNT(*) FROM step").fetchone()[0])

    player = a_player(Sleeper(), Out(), path=routine_file)
    recorder.attach(player)
    player.run()
    recorder.close()
    assert counts == [*range(len(the_timeline())), len(the_timeline())]


def test_a_session_that_broke_off_is_told_and_gone_on_with_to_its_end(
    broken_off: Places, routine_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = TerminalHistory(broken_off)
    other.tell_of_others()
    other.close()
    assert capsys.readouterr().err == "A session broke off the last time: `trunktimer resume` goes on with it.\n"
    assert go_on(broken_off, Sleeper()) == 0
    ((record, rows),) = history(broken_off)
    assert (record.ending, record.short_steps) == (Ending.FINISHED, 0)
    assert [row.index for row in rows] == list(range(len(the_timeline())))
    assert [row.seq for row in rows] == list(range(len(rows)))
    assert len(record.sleeps) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_a_session_that_broke_off_is_kept_or_forgotten(broken_off: Places, keep: bool) -> None:
    recorder = TerminalHistory(broken_off)
    (offer,) = recorder.offers(MOVEMENTS)
    recorder.settle(offer, keep=keep)
    assert recorder.offers(MOVEMENTS) == []
    recorder.close()
    assert [record.ending for record, _ in history(broken_off)] == ([Ending.UNFINISHED] if keep else [])


def test_a_session_that_another_program_took_is_not_begun(broken_off: Places) -> None:
    recorder, other = TerminalHistory(broken_off), TerminalHistory(broken_off)
    (offer,) = recorder.offers(MOVEMENTS)
    (same,) = other.offers(MOVEMENTS)
    other.settle(same, keep=False)
    recorder.go_on(offer)
    with pytest.raises(TrunkTimerError, match="taken away in the meantime; nothing was begun"):
        recorder.attach(a_player(Sleeper()))
    recorder.close()
    other.close()


@pytest.mark.parametrize("keep", [True, False])
def test_a_late_answer_does_not_take_away_what_another_program_goes_on_with(broken_off: Places, keep: bool) -> None:
    one, other = TerminalHistory(broken_off), TerminalHistory(broken_off)
    (offer,) = one.offers(MOVEMENTS)
    (same,) = other.offers(MOVEMENTS)
    one.go_on(offer)
    player = a_player(Sleeper())
    one.attach(player)
    other.settle(same, keep=keep)
    assert player.run() == 0
    other.settle(same, keep=keep)  # later still
    one.close()
    other.close()
    ((record, rows),) = history(broken_off)
    assert record.ending is Ending.FINISHED
    assert [row.index for row in rows] == list(range(len(the_timeline())))


def test_another_program_that_is_open_is_told(
    places: Places, routine_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = TerminalHistory(places), TerminalHistory(places)
    clock = Sleeper(500.0)
    player = a_player(clock, path=routine_file)
    one.attach(player)
    with pytest.raises(Ended):
        player.run()
    other.tell_of_others()
    assert capsys.readouterr().err == ("TrunkTimer is also open elsewhere, following Short. Both are written down.\n")
    other.close()
    one.close()


def test_a_history_that_cannot_be_written_is_told_and_the_session_goes_on(
    places: Places, routine_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places.history.write_text("in the way of the folder")
    assert play(places, routine_file, Sleeper()) == 0
    told = capsys.readouterr().err.splitlines()
    (spool,) = places.state.iterdir()
    assert [line.partition("). ")[2] for line in told] == [
        "It is tried again.",
        f"This session is kept in {spool} meanwhile, and writing it down is tried again.",
        "",
    ]
    assert told[0].startswith("The history cannot be written (")
    assert str(places.history) in told[0]
    assert told[-1] == f"What could not be written to the history is kept in {spool}. The next start reads it in."
    assert places.history.read_text() == "in the way of the folder"
    places.history.unlink()
    TerminalHistory(places).tell_of_others()
    assert "was read in: nothing of it is lost" in capsys.readouterr().err
    assert [record.ending for record, _ in history(places)] == [Ending.FINISHED]


def test_an_ended_session_is_written_as_stopped(places: Places, routine_file: Path) -> None:
    recorder = TerminalHistory(places)
    player = a_player(Sleeper((10_000 + 3_000) / _SPEED), path=routine_file)
    recorder.attach(player)
    with pytest.raises(Ended):
        player.run()
    player.stop()
    recorder.close()
    ((record, rows),) = history(places)
    assert record.ending is Ending.STOPPED
    assert rows[-1].outcome == "interrupted"


@contextlib.contextmanager
def held(places: Places) -> Iterator[sqlite3.Connection]:
    """Another program holds the history."""
    with contextlib.closing(sqlite3.connect(places.history / "history.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def end_while_held(places: Places, path: Path, sleep: Callable[[float], object], *, waits: bool = True) -> bool:
    """A session whose end cannot be written; whether it could be in the end."""
    recorder = TerminalHistory(places, sleep)
    player = a_player(Sleeper(), path=path)
    recorder.attach(player)
    assert player.run() == 0
    return recorder.close(waits=waits)


def test_the_end_waits_for_another_program_and_says_so(
    places: Places, routine_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    TerminalHistory(places).tell_of_others()
    waited: list[float] = []
    with held(places) as other:

        def wait(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 3:
                other.execute("ROLLBACK")

        assert end_while_held(places, routine_file, wait)
    assert len(waited) == 3
    told = capsys.readouterr().err.splitlines()
    assert told[-2:] == [
        "Waiting until the history is free. Ctrl+C ends the waiting.",
        "The history can be written again.",
    ]
    assert [record.ending for record, _ in history(places)] == [Ending.FINISHED]
    assert list(places.state.iterdir()) == []


def test_ctrl_c_ends_the_waiting_and_loses_nothing(
    places: Places, routine_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def press(seconds: float) -> None:
        raise KeyboardInterrupt

    TerminalHistory(places).tell_of_others()
    with held(places):
        assert not end_while_held(places, routine_file, press)
    assert "The next start reads it in." in capsys.readouterr().err
    TerminalHistory(places).tell_of_others()
    ((record, rows),) = history(places)
    assert (record.ending, len(rows)) == (Ending.FINISHED, len(the_timeline()))


def test_who_has_no_time_does_not_wait(places: Places, routine_file: Path) -> None:
    TerminalHistory(places).tell_of_others()
    with held(places):
        assert not end_while_held(places, routine_file, lambda seconds: pytest.fail("waited"), waits=False)
    assert len(list(places.state.iterdir())) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_program_that_is_ended_while_the_history_is_held_says_so_and_loses_nothing(
    tmp_path: Path, routine_file: Path, number: signal.Signals
) -> None:
    """A real program, a real lock and a real signal: at the end of a session, and in the middle of one."""
    home = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **home, "LANGUAGE": "en"}
    program = [sys.executable, "-m", "trunktimer"]
    speed = "20" if number is signal.SIGINT else "4"
    words = ["play", str(routine_file), "--terminal", "--record", "--mute", "--keys", "none", "--speed", speed]
    database = tmp_path / "XDG_DATA_HOME" / "trunktimer" / "history" / "history.sqlite3"
    with contextlib.closing(open_history(HistoryFolder(database.parent), "before")):
        pass
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with subprocess.Popen(
            [*program, *words], env=environment, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as player:
            assert player.stderr is not None
            wanted = "Waiting until" if number is signal.SIGINT else "meanwhile"
            told = next(line for line in player.stderr if wanted in line)
            if number is signal.SIGTERM:  # not in the lead-in, which nobody wants to see
                assert player.stdout is not None
                assert next(line for line in player.stdout if "HOLD " in line)
            player.send_signal(number)
            told += player.stderr.read()
            assert player.wait() == 1
        assert "The next start reads it in." in told
    done = subprocess.run(
        [*program, "history", "--format", "json"], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "was read in: nothing of it is lost" in done.stderr
    (session,) = json.loads(done.stdout)["sessions"]
    assert session["ending"] == ("finished" if number is signal.SIGINT else "stopped")


def test_the_source_of_a_routine_is_its_name_and_its_text(routine_file: Path) -> None:
    source = source_of(routine_file)
    assert (source.key, source.text) == ("short", TEXT)
    assert source_of(routine_file.with_name("gone.toml")).text == ""


def test_a_file_whose_name_is_no_unicode_is_recorded_as_well(places: Places, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.toml")
    try:
        path.write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system knows no such names")
    source_of(path).key.encode("utf-8")
    assert play(places, path, Sleeper()) == 0
    ((record, _),) = history(places)
    assert record.routine_key.startswith("caf")


@pytest.mark.parametrize("told", range(1, 6))
def test_a_kill_after_any_step_loses_none(places: Places, routine_file: Path, told: int) -> None:
    """The program kills itself at the worst moment: a line tells that the next step begins, and nothing comes after."""
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(places.history), str(routine_file), str(told)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    over, steps = told - 1, len(the_timeline())
    with contextlib.closing(open_history(HistoryFolder(places.history), "later")) as opened:
        assert opened.faults() == []
        running = [one.record.uid for one in opened.running()]
        (uid,) = running or [record.uid for record in opened.sessions(Wanted())]
        assert [row.index for row in opened.steps(uid)] == list(range(over))
    assert len(running) == (over < steps)
    if running:
        assert go_on(places, Sleeper()) == 0
    ((record, rows),) = history(places)
    assert (record.ending, record.short_steps) == (Ending.FINISHED, 0)
    assert [row.index for row in rows] == list(range(steps))
