"""The files of the history: backups, what is set aside, and who is running."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.past import a_session, a_step
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder, Owner, is_alive

STAMP = "2026-11-21T10-30-00"
_HOLD = """
import sys
from pathlib import Path
from trunktimer.history.store.places import HistoryFolder, Owner
owner = Owner(HistoryFolder(Path(sys.argv[1])))
print(owner.name, flush=True)
sys.stdin.read()
"""


def fill(folder: HistoryFolder, number: int) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(number), [a_step()])])


def back_up(folder: HistoryFolder, name: str, *, at_s: int) -> Path:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.back_up(folder, name)
    path = folder.backups / f"history-{name}.sqlite3"
    os.utime(path, (at_s, at_s))
    return path


def uids(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT uid FROM session ORDER BY uid")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nobody_else_may_read_the_history(folder: HistoryFolder) -> None:
    folder.make()
    for path in (folder.path, folder.backups, folder.running):
        assert path.stat().st_mode & 0o077 == 0


def test_folders_are_made_with_all_that_lies_above_them(tmp_path: Path) -> None:
    folder = HistoryFolder(tmp_path / "share" / "trunktimer" / "history")
    folder.make()
    folder.make()  # a second time does no harm
    assert names(folder.path) == ["backups", "running"]


def test_half_written_copies_are_tidied_away_and_nothing_else(folder: HistoryFolder) -> None:
    fill(folder, 1)
    whole = back_up(folder, "2026-11-20", at_s=1)
    for place in (folder.path, folder.backups):
        (place / ".0123abcd.part").touch()
        (place / ".0123abcd.part-journal").touch()
    folder.tidy()
    assert names(folder.backups) == [whole.name]
    assert names(folder.path) == ["backups", "history.sqlite3", "running"]


def test_the_newest_five_backups_are_kept(folder: HistoryFolder) -> None:
    fill(folder, 1)
    for day in range(10, 18):
        back_up(folder, f"2026-11-{day}", at_s=day * 86_400)
    assert [path.name[8:18] for path in folder.backup_files()] == [f"2026-11-{day}" for day in range(17, 12, -1)]
    assert len(names(folder.backups)) == 5


def test_a_backup_of_the_same_name_is_replaced_by_the_newer_one(folder: HistoryFolder) -> None:
    fill(folder, 1)
    back_up(folder, "2026-11-20", at_s=1)
    fill(folder, 2)
    back_up(folder, "2026-11-20", at_s=2)
    (backup,) = folder.backup_files()
    assert uids(backup) == [a_session(1).uid, a_session(2).uid]


def test_a_backup_that_fails_leaves_the_older_ones_and_no_half_file(folder: HistoryFolder) -> None:
    fill(folder, 1)
    whole = back_up(folder, "2026-11-20", at_s=1)
    with contextlib.closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("SELECT 1")
        connection.close()
        with pytest.raises(sqlite3.ProgrammingError):
            folder.back_up(connection, "2026-11-21")
    assert names(folder.backups) == [whole.name]


def test_a_damaged_history_is_not_backed_up(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(number), [a_step(seq) for seq in range(200)]) for number in range(5)])
    whole = back_up(folder, "2026-11-20", at_s=1)
    with folder.database.open("r+b") as file:
        file.seek(4_096 * 3)
        file.write(b"garbage!" * 2_048)
    with (
        contextlib.closing(sqlite3.connect(folder.database)) as connection,
        pytest.raises(sqlite3.DatabaseError),
    ):
        folder.back_up(connection, "2026-11-21")
    assert names(folder.backups) == [whole.name]


def test_the_newest_backup_is_the_one_that_was_made_last_whatever_its_name(folder: HistoryFolder) -> None:
    fill(folder, 1)
    last = back_up(folder, "2026-11-19", at_s=2)
    before = back_up(folder, "2026-11-20", at_s=1)
    assert folder.backup_files() == [last, before]


def test_the_newest_backup_is_put_in_the_place_of_the_database(folder: HistoryFolder) -> None:
    fill(folder, 1)
    back_up(folder, "2026-11-19", at_s=1)
    fill(folder, 2)
    newest = back_up(folder, "2026-11-20", at_s=2)
    assert folder.replace_damaged(STAMP)[1] == newest
    assert uids(folder.database) == [a_session(1).uid, a_session(2).uid]


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"garbage!" * 4_000])
def test_a_damaged_backup_is_passed_over_for_the_next(folder: HistoryFolder, damage: bytes) -> None:
    fill(folder, 1)
    sound = back_up(folder, "2026-11-19", at_s=1)
    damaged = back_up(folder, "2026-11-20", at_s=2)
    damaged.write_bytes(damage)
    assert folder.replace_damaged(STAMP)[1] == sound
    assert uids(folder.database) == [a_session(1).uid]


def test_a_backup_with_a_damaged_page_in_its_middle_is_passed_over(folder: HistoryFolder) -> None:
    for number in range(1, 6):
        with contextlib.closing(open_history(folder, STAMP)) as history:
            history.add([(a_session(number), [a_step(seq) for seq in range(200)])])
    sound = back_up(folder, "2026-11-19", at_s=1)
    damaged = back_up(folder, "2026-11-20", at_s=2)
    with damaged.open("r+b") as file:
        file.seek(4_096 * 3)
        file.write(b"garbage!" * 2_048)
    assert folder.replace_damaged(STAMP)[1] == sound


def test_without_a_sound_backup_nothing_is_put_there(folder: HistoryFolder) -> None:
    folder.make()
    assert folder.replace_damaged(STAMP)[1] is None
    (folder.backups / "history-2026-11-20.sqlite3").write_bytes(b"garbage!" * 4_000)
    assert folder.replace_damaged(STAMP)[1] is None
    assert not folder.database.exists()
    assert names(folder.path) == ["backups", "running"]


def test_a_folder_with_the_name_of_a_backup_is_passed_over(folder: HistoryFolder) -> None:
    fill(folder, 1)
    sound = back_up(folder, "2026-11-19", at_s=1)
    (folder.backups / "history-2026-11-20.sqlite3").mkdir()
    assert folder.replace_damaged(STAMP)[1] == sound


def test_restoring_leaves_nothing_beside_the_backups(folder: HistoryFolder) -> None:
    fill(folder, 1)
    back_up(folder, "2026-11-20", at_s=2)
    folder.replace_damaged(STAMP)
    assert names(folder.backups) == ["history-2026-11-20.sqlite3"]


@pytest.mark.parametrize("odd", ["what?", "50%25 off", "c#", "a b", "Übung"])
def test_a_backup_is_found_in_a_folder_of_any_name(tmp_path: Path, odd: str) -> None:
    folder = HistoryFolder(tmp_path / odd)
    fill(folder, 1)
    newest = back_up(folder, "2026-11-20", at_s=2)
    assert folder.replace_damaged(STAMP)[1] == newest
    assert uids(folder.database) == [a_session(1).uid]


def test_what_is_set_aside_takes_its_log_along_and_never_overwrites(folder: HistoryFolder) -> None:
    folder.make()
    kept = []
    for number in range(3):
        for ending in ("", "-wal", "-shm"):
            folder.database.with_name(folder.database.name + ending).write_text(f"{number}{ending}")
        kept.append(folder.set_aside(STAMP))
    assert [path.name for path in kept] == [
        f"history-damaged-{STAMP}.sqlite3",
        f"history-damaged-{STAMP}-2.sqlite3",
        f"history-damaged-{STAMP}-3.sqlite3",
    ]
    for number, path in enumerate(kept):
        for ending in ("", "-wal", "-shm"):
            assert path.with_name(path.name + ending).read_text() == f"{number}{ending}"
    assert not folder.database.exists()


def test_a_program_lives_until_it_says_that_it_has_ended(folder: HistoryFolder) -> None:
    folder.make()
    owner = Owner(folder)
    assert is_alive(folder, owner.name)
    owner.release()
    assert not is_alive(folder, owner.name)
    assert names(folder.running) == []


def test_a_program_may_say_that_it_has_ended_in_another_thread_than_it_began_in(folder: HistoryFolder) -> None:
    folder.make()
    begun: list[Owner] = []
    thread = threading.Thread(target=lambda: begun.append(Owner(folder)))
    thread.start()
    thread.join()
    begun[0].release()
    assert not is_alive(folder, begun[0].name)


def test_two_programs_are_told_apart(folder: HistoryFolder) -> None:
    folder.make()
    one, other = Owner(folder), Owner(folder)
    assert one.name != other.name
    one.release()
    assert not is_alive(folder, one.name)
    assert is_alive(folder, other.name)
    other.release()


@pytest.mark.parametrize("name", ["", "0123456789abcdef"])
def test_nobody_is_alive_whom_nobody_knows(folder: HistoryFolder, name: str) -> None:
    folder.make()
    assert not is_alive(folder, name)


def test_a_program_that_is_killed_is_seen_to_be_dead(folder: HistoryFolder) -> None:
    folder.make()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        name = program.stdout.readline().strip()
        assert is_alive(folder, name)
        assert is_alive(folder, name)  # to look does not end it
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert not is_alive(folder, name)
    assert names(folder.running) == []  # and what it left behind is gone


def test_a_backup_makes_the_folders_that_were_taken_away(tmp_path: Path) -> None:
    folder = HistoryFolder(tmp_path / "gone" / "history")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE session (uid TEXT)")
        connection.execute("INSERT INTO session VALUES ('a')")
        connection.commit()
        assert uids(folder.back_up(connection, "2026-11-21")) == ["a"]
