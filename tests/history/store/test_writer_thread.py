"""The journal's thread: in order, stopped by nothing, and drained at the end."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from tests.past import a_session, a_step
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.history.store.writer_thread import HistoryWriterThread

_WAIT_S = 30.0  # only where a test fails


class Bench:
    """A thread with its journal, and what it told."""

    def __init__(self, folder: HistoryFolder, retry_s: float) -> None:
        self.folder = folder
        self.sentences: list[str] = []
        self.bugs: list[BaseException] = []
        self.well = threading.Event()
        self.ill = threading.Event()
        self.thread = HistoryWriterThread(self._make, self.bugs.append, retry_s=retry_s)

    def _make(self) -> HistoryWriter:
        return HistoryWriter(self.folder, lambda: "2026-11-21T10-30-00", self.sentences.append, self._fault, busy_ms=10)

    def _fault(self, sentence: str) -> None:
        self.sentences.append(sentence)
        (self.ill if sentence else self.well).set()


@pytest.fixture
def bench(folder: HistoryFolder) -> Iterator[Bench]:
    made = Bench(folder, 0.02)
    yield made
    assert made.thread.close(_WAIT_S)


def stored(folder: HistoryFolder) -> list[tuple[str, int]]:
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        return connection.execute(
            "SELECT uid, (SELECT COUNT(*) FROM step WHERE session_id = session.id) FROM session ORDER BY uid"
        ).fetchall()


def test_work_is_done_in_order_in_another_thread(bench: Bench) -> None:
    done: list[tuple[int, bool]] = []

    def work(number: int) -> None:
        bench.thread.submit(lambda writer: done.append((number, threading.current_thread().name == "journal")))

    for number in range(200):
        work(number)
    assert bench.thread.close(_WAIT_S)
    assert done == [(number, True) for number in range(200)]


def test_the_thread_keeps_no_program_from_ending(bench: Bench) -> None:
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "journal"] == [True]


def test_a_bug_is_told_and_stops_nothing(bench: Bench) -> None:
    bench.thread.submit(lambda writer: 1 / 0)
    bench.thread.submit(lambda writer: writer.keep(a_session(1), [a_step()], "", ""))
    assert bench.thread.close(_WAIT_S)
    assert [type(bug) for bug in bench.bugs] == [ZeroDivisionError]
    assert stored(bench.folder) == [(a_session(1).uid, 1)]


def test_closing_drains_what_was_given_and_gives_the_file_back(bench: Bench) -> None:
    for number in range(50):
        bench.thread.submit(lambda writer, at=number: writer.keep(a_session(at), [a_step()], "", ""))  # type: ignore[misc]
    assert bench.thread.close(_WAIT_S)
    assert [steps for _, steps in stored(bench.folder)] == [1] * 50
    assert list(bench.folder.running.iterdir()) == []
    assert bench.thread.close(_WAIT_S)  # a second time does no harm


def test_what_could_not_be_written_is_tried_again_without_being_asked(bench: Bench) -> None:
    bench.folder.make()
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.thread.submit(lambda writer: writer.keep(a_session(1), [a_step()], "", ""))
        assert bench.ill.wait(_WAIT_S)
        other.execute("ROLLBACK")
    assert bench.well.wait(_WAIT_S)
    assert stored(bench.folder) == [(a_session(1).uid, 1)]
    assert bench.sentences[-1] == ""
    assert bench.bugs == []


def test_what_could_not_be_written_is_written_at_the_end_if_not_before(folder: HistoryFolder) -> None:
    bench = Bench(folder, retry_s=3_600.0)
    folder.make()
    with contextlib.closing(sqlite3.connect(folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.thread.submit(lambda writer: writer.keep(a_session(1), [a_step()], "", ""))
        assert bench.ill.wait(_WAIT_S)
        other.execute("ROLLBACK")
    assert bench.thread.close(_WAIT_S)
    assert stored(folder) == [(a_session(1).uid, 1)]


def test_work_that_never_ends_does_not_hold_up_the_closing_for_ever(folder: HistoryFolder) -> None:
    bench = Bench(folder, 1.0)
    go_on = threading.Event()
    bench.thread.submit(lambda writer: go_on.wait())
    assert not bench.thread.close(0.0)
    go_on.set()
    assert bench.thread.close(_WAIT_S)
