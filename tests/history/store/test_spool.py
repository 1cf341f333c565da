"""What cannot be written now: put down elsewhere at once, read in at the next start, once and by nobody else."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.store.test_writer import RUNS, SAID, fill_up
from tests.past import a_session, a_step
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.spool import spool_files
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.session.record import SessionRecord, StepRecord

OVER = a_session(99)
READ_IN = "1 session that could not be written before was read in: nothing of it is lost."
_KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from tests.history.store.test_spool import OVER, RUNS
from tests.past import a_step
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.writer import HistoryWriter
home = Path(sys.argv[1])
writer = HistoryWriter(
    HistoryFolder(home / "history"), lambda: "2026-11-21T10-30-00", print, print, busy_ms=10, spools=[home / "state"]
)
writer.keep(RUNS, [a_step(0)], "here", "the text")
print("begun", flush=True)
sys.stdin.readline()
for seq in range(1, 10):
    writer.keep(RUNS, [a_step(seq)], f"at {seq}", "the text")
print("told", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


class Program:
    """A writer, and what a person was told by it."""

    def __init__(self, home: Path, spools: Sequence[Path]) -> None:
        self.told: list[str] = []
        self.faults: list[str] = []
        self.folder = HistoryFolder(home / "history")
        self.spools = spools
        self.writer = HistoryWriter(
            self.folder,
            lambda: "2026-11-21T10-30-00",
            self.told.append,
            self.faults.append,
            busy_ms=20,
            spools=spools,
        )

    def keep(self, *seqs: int, record: SessionRecord = RUNS) -> bool:
        return self.writer.keep(record, [a_step(seq) for seq in seqs], "here", "the text")

    def files(self) -> list[Path]:
        return spool_files(self.spools, self.folder.path)

    def stored(self) -> dict[str, tuple[SessionRecord, Sequence[StepRecord]]]:
        with contextlib.closing(open_history(self.folder, "later")) as history:
            assert history.faults() == []
            return {record.uid: (record, rows) for record, rows in history.all_steps(Wanted())}


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts programs of one person, which end with the test."""
    started: list[Program] = []

    def one(*spools: Path) -> Program:
        started.append(Program(tmp_path, spools or (tmp_path / "state",)))
        return started[-1]

    yield one
    for program in started:
        program.writer.close()


@contextlib.contextmanager
def held(folder: HistoryFolder) -> Iterator[None]:
    """Another program holds the history."""
    with contextlib.closing(sqlite3.connect(folder.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def cut_off(start: Start, *, said: bool = False, record: SessionRecord = OVER) -> Program:
    """A program that begins a session, cannot write its end, and ends; gives the program."""
    program = start()
    program.keep(0)
    with held(program.folder):
        assert not program.keep(1, 2, record=record)
        if said:
            assert not program.writer.say(record.uid, SAID)
        assert not program.writer.close()
    assert not program.writer.is_lost
    return program


def test_a_session_whose_end_cannot_be_written_stands_in_the_history_after_the_next_start(start: Start) -> None:
    before = cut_off(start, said=True)
    (file,) = before.files()
    assert before.told == [f"What could not be written to the history is kept in {file}. The next start reads it in."]
    assert before.faults == [
        "Another program holds the history. "
        f"This session is kept in {file} meanwhile, and writing it down is tried again."
    ]
    after = start()
    assert after.writer.write()
    assert (after.told, after.faults, after.files()) == ([READ_IN], [], [])
    expected = (replace(OVER, feedback=SAID), [a_step(0), a_step(1), a_step(2)])
    assert after.stored() == {OVER.uid: expected}
    third = start()
    assert third.writer.write()
    assert third.told == []  # said once


def test_what_waits_lies_on_the_disk_before_the_next_step(start: Start) -> None:
    program = start()
    program.keep(0)
    with held(program.folder):
        for seq in range(1, 4):
            program.keep(seq)
            (file,) = program.files()
            with contextlib.closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as reads:
                assert reads.execute("SELECT MAX(seq) FROM step").fetchone() == (seq,)
    assert program.writer.write()
    assert program.files() == []  # all of it stands in the history


def test_a_program_that_is_killed_while_the_history_is_held_loses_nothing(start: Start, tmp_path: Path) -> None:
    words = [sys.executable, "-c", _KILLED, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None and program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        with held(HistoryFolder(tmp_path / "history")):
            program.stdin.write("\n")
            program.stdin.flush()
            assert "told" in program.stdout.read()
            assert program.wait() == -signal.SIGKILL
    after = start()
    (found,) = after.writer.interrupted()
    assert (found.record.uid, found.bookmark) == (RUNS.uid, "at 9")
    adopted = after.writer.adopt(RUNS.uid)
    assert adopted is not None and [row.seq for row in adopted[1]] == list(range(10))


def test_a_spool_of_a_program_that_runs_is_left_alone(start: Start) -> None:
    one, other = start(), start()
    one.keep(0)
    with held(one.folder):
        one.keep(1)
    assert other.writer.interrupted() == []
    assert (other.told, len(one.files())) == ([], 1)
    assert one.keep(2)
    assert one.files() == []


def test_what_was_read_in_already_is_not_read_in_twice(start: Start) -> None:
    before = cut_off(start)
    (file,) = before.files()
    copy = file.read_bytes()
    first = start()
    first.writer.write()
    later = replace(SAID, note="said later")
    first.writer.say(OVER.uid, later)
    first.writer.close()
    file.write_bytes(copy)  # as a kill between reading in and taking the file away leaves it
    second = start()
    assert second.writer.write()
    assert (second.told, second.files()) == ([], [])
    assert second.stored() == {OVER.uid: (replace(OVER, feedback=later), [a_step(0), a_step(1), a_step(2)])}


def test_a_session_that_somebody_goes_on_with_is_not_set_back(start: Start) -> None:
    before = cut_off(start, record=RUNS)
    (file,) = before.files()
    copy = file.read_bytes()
    goes_on = start()
    assert goes_on.writer.adopt(RUNS.uid) is not None
    goes_on.keep(3)
    file.write_bytes(copy)
    other = start()
    assert other.writer.write()
    assert goes_on.keep(4, record=OVER)
    assert [row.seq for row in other.stored()[OVER.uid][1]] == [0, 1, 2, 3, 4]


def test_what_is_said_of_an_old_session_waits_as_well(start: Start) -> None:
    program = start()
    program.keep(0, record=OVER)
    with held(program.folder):
        assert not program.writer.say(OVER.uid, SAID)
        program.writer.close()
    after = start()
    assert after.writer.write()
    assert after.stored() == {OVER.uid: (replace(OVER, feedback=SAID), [a_step(0)])}


def test_a_session_that_was_not_worth_keeping_does_not_come_back(start: Start) -> None:
    program = start()
    program.keep()
    with held(program.folder):
        program.keep(0)
        program.writer.forget(RUNS.uid)
        program.writer.close()
    after = start()
    assert after.writer.interrupted() == []
    assert (after.told, after.files()) == ([], [])


def test_a_folder_that_takes_nothing_is_passed_over_for_the_next(start: Start, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("in the way")
    program = start(tmp_path / "blocked" / "state", tmp_path / "next")
    program.keep(0)
    with held(program.folder):
        program.keep(1)
        (file,) = program.files()
        assert file.parent == tmp_path / "next"
        program.writer.close()
    after = start(*program.spools)
    assert after.writer.interrupted()
    assert after.told == [READ_IN]


def test_a_disk_that_fills_up_under_the_spool_makes_it_move_on(start: Start, small_disk: Path) -> None:
    program = start(small_disk / "state", small_disk.parent / "next")
    program.keep(0)
    with held(program.folder):
        program.keep(1)
        assert [file.parent for file in program.files()] == [small_disk / "state"]
        fill_up(small_disk)
        for seq in range(2, 300):
            program.keep(seq)
        assert [file.parent for file in program.files()] == [small_disk.parent / "next"]
        program.writer.close()
    after = start(*program.spools)
    assert [found.record.uid for found in after.writer.interrupted()] == [RUNS.uid]
    adopted = after.writer.adopt(RUNS.uid)
    assert adopted is not None and len(adopted[1]) == 300


def test_a_full_disk_under_the_history_loses_nothing(start: Start, small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "history").symlink_to(small_disk)
    program = start()
    program.keep(0)
    filler = fill_up(small_disk)
    for seq in range(1, 200):
        program.keep(seq)
    assert not program.keep(200, record=OVER)
    assert not program.writer.close()
    filler.unlink()
    after = start()
    assert after.writer.write()
    assert len(after.stored()[OVER.uid][1]) == 201


def test_nowhere_to_write_is_told_and_kept_in_memory(start: Start, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("in the way")
    program = start(tmp_path / "blocked" / "state")
    program.keep(0)
    with held(program.folder):
        assert not program.keep(1)
        assert program.writer.spool is None
        assert program.faults[0].endswith("This session is kept in memory, and writing it down is tried again.")
        assert program.writer.waits
    assert program.keep(2)
    with held(program.folder):
        program.keep(3)
        assert not program.writer.close()
    assert program.writer.is_lost
    assert program.told == ["What was done since could not be written down, and is lost now."]


@pytest.mark.parametrize("left", [0, 1, 100, 4_096, 8_192])
def test_a_spool_that_is_not_whole_is_told_once_and_kept(start: Start, left: int) -> None:
    before = cut_off(start)
    (file,) = before.files()
    os.truncate(file, left)
    after = start()
    assert after.writer.write()
    (told,) = after.told
    aside = file.with_name(file.name.replace("waits", "damaged"))
    assert told.startswith("What could not be written before cannot be read in: its file is damaged (")
    assert told.endswith(f"It is kept as {aside}.")
    assert aside.stat().st_size == left
    third = start()
    assert third.writer.write()
    assert third.told == []


def test_a_spool_of_a_newer_program_is_left_to_it(start: Start) -> None:
    before = cut_off(start)
    (file,) = before.files()
    with contextlib.closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 99")
    after = start()
    assert after.writer.write()
    assert len(after.told) == 1 and "was written by a newer TrunkTimer" in after.told[0]
    assert after.files() == [file]


def test_a_spool_of_another_history_is_left_to_it(start: Start, tmp_path: Path) -> None:
    before = cut_off(start)
    other = Program(tmp_path / "elsewhere", before.spools)
    assert other.writer.write()
    assert (other.told, other.stored()) == ([], {})
    other.writer.close()
    assert len(before.files()) == 1


def test_nobody_else_may_read_what_waits(start: Start) -> None:
    old = os.umask(0)
    try:
        (file,) = cut_off(start).files()
    finally:
        os.umask(old)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_may_only_be_read_at_the_end_loses_nothing(start: Start, small_disk: Path) -> None:
    start().folder.path.symlink_to(small_disk)
    program = start()
    program.keep(0)
    for words in (["--bind", str(small_disk), str(small_disk)], ["-o", "remount,bind,ro", str(small_disk)]):
        subprocess.run(["mount", *words], check=True)
    program.keep(1, record=OVER)  # what is open may still be written
    program.writer.close()  # and its lock cannot be taken away
    assert not start().keep(0, record=a_session(3))
    subprocess.run(["umount", "-l", str(small_disk)], check=True)
    after = start()
    assert after.writer.write()
    assert set(after.stored()) >= {OVER.uid}


def test_a_spool_that_was_only_begun_is_taken_away_without_a_word(start: Start) -> None:
    before = cut_off(start)
    (file,) = before.files()
    part = file.with_suffix(".part")
    part.touch()
    with contextlib.closing(sqlite3.connect(file)) as spool:
        spool.execute("DELETE FROM session")
        spool.commit()
    after = start()
    assert after.writer.write()
    assert (after.told, list(file.parent.iterdir())) == ([], [])


@pytest.mark.parametrize("leave", [0, 4_096, 16_384, 40_960])
def test_a_history_on_a_full_disk_can_be_read_with_what_stands_in_its_log(
    start: Start, small_disk: Path, tmp_path: Path, leave: int
) -> None:
    with contextlib.closing(open_history(HistoryFolder(tmp_path / "begun"), "now")) as history:
        history.add([(a_session(number), [a_step()]) for number in range(3)])
        shutil.copytree(tmp_path / "begun", small_disk / "history")  # as a kill leaves it
    folder = HistoryFolder(small_disk / "history")
    folder.database.with_name("history.sqlite3-shm").unlink()
    filler = fill_up(small_disk, leave=leave)
    for _ in range(2):
        with contextlib.closing(read_history(folder, "now")) as past:
            assert len(past.sessions(Wanted())) == 3
    filler.unlink()
    with contextlib.closing(read_history(folder, "now")) as past:
        assert len(past.sessions(Wanted())) == 3
