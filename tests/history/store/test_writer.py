"""The journal: whatever happens to the disk and the file, the session goes on and nothing of it is lost."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.past import TODAY, a_session, a_step
from trunktimer.history.reader import Wanted
from trunktimer.history.store import schema
from trunktimer.history.store.history_store import HistoryStore, open_history
from trunktimer.history.store.places import HistoryFolder, is_alive
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord

KEPT = "This session is kept in memory, and writing it down is tried again."
RUNS = replace(a_session(99), ending=Ending.RUNNING, drift_ms=None)
OVER = a_session(99)
SAID = Feedback(effort=5, pain_before=1, pain_after=2, note="fine")
_REPORTS = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.past import a_session, a_step
from trunktimer.session.record import Ending
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.history.store.places import HistoryFolder
writer = HistoryWriter(HistoryFolder(Path(sys.argv[1])), lambda: "2026-11-21T10-30-00", print, print)
writer.keep(replace(a_session(99), ending=Ending.RUNNING), [a_step(0), a_step(1)], "here", "the text")
print("written", flush=True)
sys.stdin.read()
"""


class Bench:
    """A journal, and what a person was told of it."""

    def __init__(self, folder: HistoryFolder, day: str = "2026-11-21") -> None:
        self.folder = folder
        self.told: list[str] = []
        self.faults: list[str] = []
        self.writer = HistoryWriter(folder, lambda: f"{day}T10-30-00", self.told.append, self.faults.append, busy_ms=20)

    def keep(self, *seqs: int, record: SessionRecord = RUNS) -> bool:
        return self.writer.keep(record, [a_step(seq) for seq in seqs], "here", "the text")

    def stored(self, uid: str = RUNS.uid) -> list[int]:
        asked = "SELECT seq FROM step JOIN session ON session.id = step.session_id WHERE uid = ? ORDER BY seq"
        with contextlib.closing(sqlite3.connect(self.folder.database)) as connection:
            return [row[0] for row in connection.execute(asked, (uid,))]

    def sessions(self) -> dict[str, tuple[SessionRecord, Sequence[StepRecord]]]:
        with contextlib.closing(open_history(self.folder, "later")) as history:
            assert history.faults() == []
            return {record.uid: (record, rows) for record, rows in history.all_steps(Wanted())}


Make = Callable[..., Bench]


@pytest.fixture
def make(folder: HistoryFolder) -> Iterator[Make]:
    """Makes benches, and closes them all at the end."""
    made: list[Bench] = []

    def one(at: HistoryFolder = folder, day: str = "2026-11-21") -> Bench:
        made.append(Bench(at, day))
        return made[-1]

    yield one
    for bench in made:
        bench.writer.close()


@pytest.fixture
def bench(make: Make) -> Bench:
    return make()


def fill_up(disk: Path, *, leave: int = 0) -> Path:
    """Fill a disk to its last byte, but for `leave` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4_096) == 4_096:
            pass
    os.truncate(filler, max(0, filler.stat().st_size - leave))
    return filler


def set_read_only(disk: Path, read_only: bool) -> None:
    subprocess.run(["mount", "-o", f"remount,{'ro' if read_only else 'rw'}", str(disk)], check=True)


def with_older_sessions(bench: Bench, number: int = 40) -> None:
    """Sessions of the day before, with a backup after all of them; nothing is left in the log."""
    with contextlib.closing(open_history(bench.folder, "2026-11-20T10-30-00")) as history:
        history.add([(a_session(at), [a_step(seq) for seq in range(50)]) for at in range(number)])
        history.back_up(bench.folder, "2026-11-20")


# ---- all is well


def test_each_step_stands_in_the_file_when_it_was_told(bench: Bench) -> None:
    assert bench.keep()
    for seq in range(3):
        assert bench.keep(seq)
        assert bench.stored() == list(range(seq + 1))
    assert bench.keep(3, record=OVER)
    assert bench.sessions()[OVER.uid] == (OVER, [a_step(seq) for seq in range(4)])
    assert (bench.told, bench.faults) == ([], [])
    assert not bench.writer.has_fault
    assert bench.writer.text(OVER.uid) == "the text"


def test_after_a_session_all_of_it_lies_in_one_file_and_a_backup_a_day(make: Make) -> None:
    bench = make()
    bench.keep(0, record=OVER)
    log = bench.folder.database.with_name("history.sqlite3-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert [path.name for path in bench.folder.backup_files()] == ["history-2026-11-21.sqlite3"]
    (first,) = bench.folder.backup_files()
    copied = first.read_bytes()
    bench.keep(0, record=a_session(98))
    assert (bench.folder.backup_files(), first.read_bytes()) == ([first], copied)  # one a day, not one a session
    bench.writer.close()
    make(day="2026-11-22").keep(0, record=a_session(97))
    assert sorted(path.name for path in bench.folder.backup_files())[-1] == "history-2026-11-22.sqlite3"


def test_a_session_that_is_over_belongs_to_no_program_and_has_no_bookmark(bench: Bench) -> None:
    bench.keep(0)
    bench.keep(1, record=OVER)
    with contextlib.closing(sqlite3.connect(bench.folder.database)) as reads:
        assert reads.execute("SELECT owner, bookmark FROM session").fetchall() == [("", "")]


def test_closing_gives_everything_back_and_can_be_done_twice(bench: Bench) -> None:
    bench.keep(0)
    bench.writer.close()
    bench.writer.close()
    assert list(bench.folder.running.iterdir()) == []
    assert sorted(path.name for path in bench.folder.path.iterdir()) == ["backups", "history.sqlite3", "running"]


def test_a_step_that_was_begun_is_replaced_by_what_became_of_it(bench: Bench) -> None:
    begun, done = a_step(1, actual_ms=300), a_step(1, actual_ms=9_000)
    bench.writer.keep(RUNS, [a_step(0), begun], "here", "the text")
    bench.writer.keep(RUNS, [begun], "here", "the text")
    assert bench.stored() == [0, 1]
    bench.writer.keep(OVER, [done, a_step(2)], "here", "the text")
    assert bench.sessions()[OVER.uid] == (OVER, [a_step(0), done, a_step(2)])


def test_what_was_not_worth_keeping_is_forgotten(bench: Bench) -> None:
    bench.keep(0)
    bench.writer.forget(RUNS.uid)
    assert bench.stored() == []
    bench.writer.close()
    assert bench.sessions() == {}


def test_feedback_is_written(bench: Bench) -> None:
    bench.keep(0, record=OVER)
    assert bench.writer.say(OVER.uid, SAID)
    assert bench.sessions()[OVER.uid][0].feedback == SAID


def test_what_is_over_belongs_to_nobody_and_has_no_place_to_go_on_from(bench: Bench) -> None:
    bench.keep(0)
    bench.keep(1, record=OVER)
    with contextlib.closing(sqlite3.connect(bench.folder.database)) as connection:
        assert connection.execute("SELECT owner, bookmark FROM session").fetchall() == [("", "")]


def test_whether_the_file_can_be_used_is_found_out_although_nothing_waits(bench: Bench) -> None:
    bench.folder.make()
    with contextlib.closing(sqlite3.connect(bench.folder.database)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert not bench.writer.write()
    assert bench.writer.has_fault
    assert bench.faults[0].endswith("Until then nothing is written down.")


# ---- a full disk


def test_a_disk_without_room_for_a_history_is_told_as_such(make: Make, small_disk: Path) -> None:
    for leave in (0, 16_384, 49_152, 65_536, 131_072):
        folder = HistoryFolder(small_disk / f"with-{leave}")
        folder.make()
        filler = fill_up(small_disk, leave=leave)
        bench = make(folder)
        assert not bench.keep(0)
        assert bench.told == []
        assert bench.faults == [f"The disk is full. {KEPT}"], leave
        filler.unlink()
        assert bench.writer.write()
        assert bench.faults[1:] == [""]
        assert bench.stored() == [0]
        bench.writer.close()
        bench.folder.database.unlink()


def test_a_disk_that_fills_up_in_a_session_stops_nothing(make: Make, small_disk: Path) -> None:
    bench = make(HistoryFolder(small_disk / "history"))
    assert bench.keep(0)
    filler = fill_up(small_disk)
    results = [bench.keep(seq) for seq in range(1, 200)]
    assert not results[-1]
    assert bench.faults == [f"The disk is full. {KEPT}"]
    assert bench.writer.has_fault
    filler.unlink()
    assert bench.writer.write()
    assert bench.faults == [f"The disk is full. {KEPT}", ""]
    assert bench.stored() == list(range(200))
    assert bench.keep(200, record=OVER)
    assert len(bench.sessions()[OVER.uid][1]) == 201


def test_a_disk_without_room_for_the_backup_does_not_lose_the_session(make: Make, small_disk: Path) -> None:
    bench = make(HistoryFolder(small_disk / "history"))
    bench.keep(*range(100))
    fill_up(small_disk, leave=45_056)
    bench.keep(100, record=OVER)
    assert bench.stored() == list(range(101))
    assert [path.name for path in bench.folder.backups.iterdir()] == []


# ---- a folder that may only be read


def test_a_home_that_may_only_be_read_is_told_in_words(make: Make, small_disk: Path) -> None:
    folder = HistoryFolder(small_disk / "history")
    with contextlib.closing(open_history(folder, "before")) as history:
        history.add([(a_session(1), [a_step()])])
    set_read_only(small_disk, True)
    bench = make(folder)
    assert not bench.keep(0)
    (sentence,) = bench.faults
    assert str(folder.path) in sentence or "write-protected" in sentence
    assert sentence.endswith(KEPT)
    assert "unable to open database file" not in sentence  # nobody knows what to do about that
    set_read_only(small_disk, False)
    assert bench.writer.write()
    assert bench.faults[1:] == [""]
    assert bench.stored() == [0]
    assert bench.stored(a_session(1).uid) == [0]


def test_a_home_without_a_history_that_may_only_be_read_is_told_in_words(make: Make, small_disk: Path) -> None:
    set_read_only(small_disk, True)
    folder = HistoryFolder(small_disk / "history")
    bench = make(folder)
    assert not bench.keep(0)
    assert bench.faults == [f"The history cannot be written (Read-only file system: {folder.path}). {KEPT}"]
    set_read_only(small_disk, False)
    assert bench.keep(1)
    assert bench.stored() == [0, 1]


# ---- a locked file


def test_a_file_that_another_program_holds_is_written_when_it_is_free(bench: Bench) -> None:
    bench.keep(0)
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.keep(1)
        assert not bench.keep(2)
        assert bench.faults == [f"Another program holds the history. {KEPT}"]
        assert bench.writer.has_fault
        other.execute("ROLLBACK")
    assert bench.keep(3)
    assert bench.faults == [f"Another program holds the history. {KEPT}", ""]
    assert bench.stored() == [0, 1, 2, 3]


def test_a_session_that_ended_while_the_file_was_held_is_written_later(bench: Bench) -> None:
    bench.keep(0)
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.keep(1, record=OVER)
        assert not bench.keep(0, record=replace(RUNS, uid="b" * 32))
        other.execute("ROLLBACK")
    assert bench.writer.write()
    assert bench.sessions()[OVER.uid] == (OVER, [a_step(0), a_step(1)])
    assert bench.stored("b" * 32) == [0]


def test_feedback_for_a_session_that_is_not_written_yet_is_written_with_it(bench: Bench) -> None:
    bench.folder.make()
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.keep(0, record=OVER)
        assert not bench.writer.say(OVER.uid, SAID)
        other.execute("ROLLBACK")
    assert bench.writer.write()
    assert bench.sessions()[OVER.uid] == (replace(OVER, feedback=SAID), [a_step(0)])


def test_feedback_that_could_not_be_written_is_not_lost(bench: Bench) -> None:
    bench.keep(0, record=OVER)
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.writer.say(OVER.uid, SAID)
        other.execute("ROLLBACK")
    assert bench.writer.write()
    assert bench.sessions()[OVER.uid][0].feedback == SAID


def test_what_could_not_be_forgotten_is_forgotten_later(bench: Bench) -> None:
    bench.keep(0)
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.writer.forget(RUNS.uid)
        other.execute("ROLLBACK")
    assert bench.writer.write()
    assert bench.stored() == []
    with contextlib.closing(open_history(bench.folder, "later")) as history:
        assert history.running() == []  # or the next start offers to go on with it


def test_closing_writes_what_waited(bench: Bench) -> None:
    bench.folder.make()
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.keep(0)
        other.execute("ROLLBACK")
    bench.writer.close()
    assert bench.stored() == [0]


def test_what_stands_in_the_file_is_not_told_as_lost_where_the_file_is_held_at_the_end(bench: Bench) -> None:
    bench.keep(0)
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.writer.close()
        other.execute("ROLLBACK")
    assert (bench.told, bench.faults) == ([], [])
    assert bench.stored() == [0]


# ---- a damaged file


@pytest.mark.parametrize("garbage", [b"no database", b"garbage!" * 1_000, b"SQLite format 3\x00" * 500])
def test_a_damaged_file_is_set_aside_and_the_newest_backup_used(bench: Bench, garbage: bytes) -> None:
    with_older_sessions(bench, 3)
    bench.folder.database.write_bytes(garbage)
    assert bench.keep(0)
    aside = bench.folder.path / "history-damaged-2026-11-21T10-30-00.sqlite3"
    assert bench.told == [
        f"The history was damaged. The damaged file is kept as {aside}; the backup history-2026-11-20.sqlite3 is used "
        "instead, so what came after it is missing."
    ]
    assert bench.faults == []
    assert aside.read_bytes() == garbage
    assert bench.keep(1, record=OVER)
    bench.writer.close()
    assert set(bench.sessions()) == {a_session(at).uid for at in (0, 1, 2)} | {OVER.uid}
    assert bench.sessions()[OVER.uid] == (OVER, [a_step(0), a_step(1)])


def test_a_damaged_file_without_a_backup_makes_room_for_a_new_one(bench: Bench) -> None:
    bench.folder.make()
    bench.folder.database.write_bytes(b"garbage!" * 1_000)
    assert bench.keep(0)
    aside = bench.folder.path / "history-damaged-2026-11-21T10-30-00.sqlite3"
    assert bench.told == [
        f"The history was damaged. The damaged file is kept as {aside}; there is no backup, so a new history was begun."
    ]
    assert bench.stored() == [0]


def _whole(file: Path) -> None:
    file.write_bytes(b"garbage!" * (file.stat().st_size // 8))


def _all_but_the_first_pages(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(8_192)
        opened.write(b"garbage!" * ((file.stat().st_size - 8_192) // 8))


def _first_page(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"garbage!" * 512)


def _cut(file: Path) -> None:
    os.truncate(file, 100)


@pytest.mark.parametrize("damage", [_whole, _all_but_the_first_pages, _first_page, _cut])
def test_a_file_that_is_damaged_in_a_session_leaves_the_session_whole(
    make: Make, damage: Callable[[Path], None]
) -> None:
    bench = make()
    with_older_sessions(bench)
    for seq in range(3):
        bench.keep(seq)
    damage(bench.folder.database)
    for seq in range(3, 6):
        bench.keep(seq)
    assert bench.keep(6, record=OVER)
    bench.writer.close()
    assert len(bench.told) <= 1
    after = make(day="2026-11-22")
    found = after.writer.ask(lambda history: (history.session(OVER.uid), history.steps(OVER.uid), history.faults()))
    assert found == (OVER, [a_step(seq) for seq in range(7)], [])
    assert after.writer.ask(lambda history: history.count(Wanted())) == 41


def test_tables_that_are_missing_count_as_damage(bench: Bench) -> None:
    with_older_sessions(bench, 2)
    with contextlib.closing(sqlite3.connect(bench.folder.database)) as other:
        other.execute("DROP TABLE session")
    assert bench.keep(0)
    assert len(bench.told) == 1
    assert set(bench.sessions()) == {a_session(0).uid, a_session(1).uid}


def test_a_damaged_file_that_cannot_be_set_aside_is_told_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.folder.make()
    bench.folder.database.write_bytes(b"garbage!" * 1_000)

    def refuse(folder: HistoryFolder, stamp: str) -> Path:
        raise PermissionError(13, "Permission denied", str(folder.database))

    with monkeypatch.context() as patch:
        patch.setattr(HistoryFolder, "set_aside", refuse)
        assert not bench.keep(0)
    assert len(bench.faults) == 1
    assert bench.faults[0].startswith("The history is damaged and cannot be set aside (")
    assert bench.faults[0].endswith(KEPT)
    assert bench.writer.write()
    assert bench.faults[1:] == [""]
    assert bench.stored() == [0]


def test_two_programs_that_find_the_same_damage_set_aside_one_file_and_lose_nothing(make: Make) -> None:
    one, other = make(), make()
    with_older_sessions(one, 3)
    ours, theirs = replace(RUNS, uid="a" * 32), replace(RUNS, uid="b" * 32)
    one.keep(0, record=ours)
    other.keep(0, record=theirs)
    one.writer.ask(lambda history: history.checkpoint())
    _whole(one.folder.database)
    one.writer.close()  # what it had open is damaged for both
    later = make()
    later.keep(0, 1, record=ours)
    other.keep(1, record=theirs)
    later.keep(2, record=ours)
    other.keep(2, record=theirs)
    assert len(list(one.folder.path.glob("history-damaged-*.sqlite3"))) == 1
    assert (one.stored(ours.uid), one.stored(theirs.uid)) == ([0, 1, 2], [0, 1, 2])


def test_a_file_that_was_taken_away_in_a_session_is_written_anew(bench: Bench) -> None:
    bench.keep(0)
    for file in list(bench.folder.path.glob("history.sqlite3*")):
        file.rename(bench.folder.path / f"elsewhere-{file.name}")
    assert bench.keep(1)
    assert bench.stored() == [0, 1]
    assert bench.writer.text(RUNS.uid) == "the text"


def test_where_another_program_replaces_a_damaged_file_first_the_session_is_written_into_its_file(
    bench: Bench,
) -> None:
    bench.keep(0)
    tries: list[int] = []

    def quicker(history: HistoryStore) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            for file in list(bench.folder.path.glob("history.sqlite3*")):
                file.rename(bench.folder.path / f"elsewhere-{file.name}")
            open_history(bench.folder, "theirs").close()
            raise sqlite3.DatabaseError("database disk image is malformed")

    bench.writer.ask(quicker)
    assert tries == [0, 1]
    assert bench.writer.write()
    assert (bench.stored(), bench.told) == ([0], [])
    assert list(bench.folder.path.glob("history-damaged-*")) == []


# ---- a file of a newer program


def test_the_file_of_a_newer_program_is_left_alone_and_the_session_goes_on(make: Make) -> None:
    bench = make()
    bench.folder.make()
    with contextlib.closing(sqlite3.connect(bench.folder.database)) as newer:
        newer.execute("PRAGMA journal_mode = WAL")
        newer.execute("PRAGMA user_version = 99")
        newer.execute("CREATE TABLE marvel (id INTEGER)")
    before = bench.folder.database.read_bytes()
    assert not bench.keep(0)
    assert not bench.keep(1)
    assert bench.writer.interrupted() == []
    assert bench.faults == [
        f"{bench.folder.database} was written by a newer TrunkTimer (its tables have version 99, this program knows "
        f"{schema.NEWEST}). It is left as it is; install the newer TrunkTimer to use it. "
        "This session is not written down."
    ]
    bench.writer.close()
    assert bench.folder.database.read_bytes() == before
    assert bench.told == ["What was done since could not be written down, and is lost now."]
    assert bench.folder.backup_files() == []


# ---- sessions that broke off, and other programs


def test_a_session_is_gone_on_with_by_the_next_program(make: Make) -> None:
    before = make()
    before.keep(0, 1)
    before.writer.close()
    after = make()
    (found,) = after.writer.interrupted()
    assert (found.record.uid, found.bookmark) == (RUNS.uid, "here")
    adopted = after.writer.adopt(RUNS.uid)
    assert adopted == (RUNS, [a_step(0), a_step(1)])
    assert after.writer.interrupted() == []
    assert after.keep(2, record=OVER)
    assert after.sessions()[OVER.uid] == (OVER, [a_step(0), a_step(1), a_step(2)])


def test_a_session_that_is_gone_on_with_keeps_its_place_until_its_next_step(make: Make) -> None:
    before = make()
    before.keep(0)
    before.writer.close()
    after = make()
    after.writer.adopt(RUNS.uid)
    assert after.keep(0, record=replace(RUNS, uid="b" * 32))  # something else is written
    after.writer.close()
    places = {found.record.uid: found.bookmark for found in make().writer.interrupted()}
    assert places[RUNS.uid] == "here"


def test_a_session_that_broke_off_is_kept_as_unfinished_or_forgotten(make: Make) -> None:
    before, other = make(), replace(RUNS, uid="b" * 32)
    before.keep(0)
    before.keep(0, record=other)
    before.writer.close()
    after = make()
    after.writer.settle(RUNS.uid, Ending.UNFINISHED)
    after.writer.settle(other.uid, None)
    assert after.writer.interrupted() == []
    assert [record.ending for record, _ in after.sessions().values()] == [Ending.UNFINISHED]
    assert set(after.sessions()) == {RUNS.uid}


def test_a_session_that_another_program_follows_is_not_ended(make: Make) -> None:
    before, other = make(), make()
    before.keep(0)
    other.writer.settle(RUNS.uid, Ending.UNFINISHED)
    other.writer.settle(RUNS.uid, None)
    assert [found.record for found in other.writer.elsewhere()] == [RUNS]


def test_a_program_that_is_killed_leaves_what_it_reported_and_is_seen_to_be_gone(bench: Bench) -> None:
    words = [sys.executable, "-c", _REPORTS, str(bench.folder.path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "written\n"
        assert [one.record.uid for one in bench.writer.elsewhere()] == [RUNS.uid]
        assert bench.writer.interrupted() == []
        program.kill()
    assert bench.writer.elsewhere() == []
    assert [one.record.uid for one in bench.writer.interrupted()] == [RUNS.uid]
    assert bench.stored() == [0, 1]
    assert bench.writer.text(RUNS.uid) == "the text"


def test_two_programs_at_once_write_both_sessions_and_know_of_each_other(make: Make) -> None:
    one, other = make(), make()
    mine = replace(RUNS, uid="a" * 32)
    for seq in range(20):
        assert one.keep(seq)
        assert other.keep(seq, record=mine)
    assert [found.record.uid for found in one.writer.elsewhere()] == [mine.uid]
    assert [found.record.uid for found in other.writer.elsewhere()] == [RUNS.uid]
    assert one.writer.interrupted() == other.writer.interrupted() == []
    assert one.stored() == one.stored(mine.uid) == list(range(20))


def test_only_one_of_two_programs_goes_on_with_a_session(make: Make) -> None:
    before = make()
    before.keep(0)
    before.writer.close()
    one, other = make(), make()
    assert len(one.writer.interrupted()) == len(other.writer.interrupted()) == 1  # both ask
    assert one.writer.adopt(RUNS.uid) is not None
    assert other.writer.adopt(RUNS.uid) is None
    assert one.keep(1)
    assert [found.record.uid for found in other.writer.elsewhere()] == [RUNS.uid]


def test_of_two_programs_that_find_a_session_at_once_the_slower_one_does_not_get_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = make()
    before.keep(0)
    before.writer.close()
    slow, quick = make(), make()

    def looks_around(folder: HistoryFolder, owner: str) -> bool:
        monkeypatch.undo()
        found = is_alive(folder, owner)
        assert quick.writer.adopt(RUNS.uid) is not None  # after the slow one found it free, before it takes it
        return found

    slow.writer.ask(HistoryStore.running)
    monkeypatch.setattr("trunktimer.history.store.writer.is_alive", looks_around)
    assert slow.writer.adopt(RUNS.uid) is None
    assert quick.keep(1)
    assert [found.record.uid for found in slow.writer.elsewhere()] == [RUNS.uid]
    assert (quick.writer.elsewhere(), quick.writer.interrupted()) == ([], [])


def test_half_a_copy_that_a_killed_program_left_is_gone_after_the_next_start(make: Make) -> None:
    folder = make().folder
    folder.make()
    halves = [place / ".0123abcd.part" for place in (folder.path, folder.backups)]
    for half in halves:
        half.write_bytes(b"half a copy")
    assert make().writer.interrupted() == []
    assert not any(half.exists() for half in halves)


def test_a_session_that_was_finished_in_the_meantime_cannot_be_gone_on_with(make: Make) -> None:
    before = make()
    before.keep(0)
    before.writer.close()
    one, other = make(), make()
    assert one.writer.adopt(RUNS.uid) is not None
    assert one.keep(1, record=OVER)
    assert other.writer.adopt(RUNS.uid) is None
    assert one.sessions()[OVER.uid] == (OVER, [a_step(0), a_step(1)])


def test_what_is_gone_cannot_be_gone_on_with(bench: Bench) -> None:
    assert bench.writer.adopt("0" * 32) is None
    assert bench.writer.text("0" * 32) == ""


def test_a_second_window_does_not_take_the_undo_away_from_the_first(make: Make) -> None:
    one = make()
    one.keep(0, record=OVER)
    one.writer.ask(lambda history: history.delete([OVER.uid], TODAY * 86_400_000))
    other = make()
    assert other.writer.interrupted() == []
    one.writer.ask(lambda history: history.restore([OVER.uid]))
    assert set(one.sessions()) == {OVER.uid}


def test_a_file_that_is_opened_anew_after_a_fault_takes_no_undo_away(bench: Bench) -> None:
    def fail(history: HistoryStore) -> None:
        raise OSError("for once")

    bench.keep(0, record=OVER)
    bench.writer.ask(lambda history: history.delete([OVER.uid], 7))
    bench.writer.ask(fail)
    assert bench.writer.has_fault
    bench.writer.ask(lambda history: history.restore([OVER.uid]))
    assert set(bench.sessions()) == {OVER.uid}


def test_a_file_that_has_to_be_opened_anew_does_not_take_the_undo_away(bench: Bench) -> None:
    bench.keep(0, record=OVER)
    bench.writer.ask(lambda history: history.delete([OVER.uid], 7))
    with contextlib.closing(sqlite3.connect(bench.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not bench.keep(0)
        other.execute("ROLLBACK")
    bench.writer.ask(lambda history: history.restore([OVER.uid]))
    assert set(bench.sessions()) == {OVER.uid}


def test_what_was_deleted_is_gone_for_good_after_the_program_ended(make: Make) -> None:
    one = make()
    one.keep(0, record=OVER)
    one.writer.ask(lambda history: history.delete([OVER.uid], 7))
    one.writer.close()
    other = make()
    other.writer.ask(lambda history: history.restore([OVER.uid]))
    other.writer.close()
    assert other.sessions() == {}


def test_another_program_that_tidies_up_takes_no_copy_away_that_is_needed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make()
    bench.keep(0, record=a_session(1))
    written = HistoryStore.put

    def put(history: HistoryStore, record: SessionRecord, *values: Any, **words: Any) -> None:
        with contextlib.closing(open_history(bench.folder, "later")) as other:
            other.delete([a_session(1).uid], 7)
            other.purge()  # at the worst moment there is
        written(history, record, *values, **words)

    with monkeypatch.context() as patch:
        patch.setattr(HistoryStore, "put", put)
        bench.writer.keep(replace(RUNS, routine_hash="8" * 64), [], "here", "another text")
    assert bench.writer.text(RUNS.uid) == "another text"


def test_a_bug_is_not_taken_for_a_fault_of_the_disk(bench: Bench) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        bench.writer.keep(RUNS, [a_step(actual_ms="no number")], "", "")
    with pytest.raises(ZeroDivisionError):
        bench.writer.ask(lambda history: 1 / 0)
    bench.writer.forget(RUNS.uid)
    assert bench.faults == []
