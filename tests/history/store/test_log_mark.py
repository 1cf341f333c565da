"""The log beside a history: its own is used, another one's is set aside and told. Logs are those of real databases."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.store.conftest import STAMP
from tests.past import a_session, a_step
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import HistoryStore, open_history, read_history, restore_history
from trunktimer.history.store.log_mark import is_foreign, read_log
from trunktimer.history.store.places import HistoryFolder, Owner
from trunktimer.history.store.writer import HistoryWriter

TOLD = "Beside the history lay the log of another history, which would have taken its place. It was set aside as "


def log_of(folder: HistoryFolder) -> Path:
    return folder.database.with_name("history.sqlite3-wal")


def filled(path: Path, *numbers: int) -> HistoryFolder:
    """A history with sessions, all in one file."""
    folder = HistoryFolder(path)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        for number in numbers:
            history.add([(a_session(number), [a_step()])])
    return folder


def killed(folder: HistoryFolder, to: Path, *numbers: int) -> HistoryFolder:
    """What a program leaves that adds sessions to a history and is killed: its files as they are."""
    with contextlib.closing(open_history(folder, STAMP)) as history:
        for number in numbers:
            history.add([(a_session(number), [a_step()])])
        shutil.copytree(folder.path, to)
    return HistoryFolder(to)


def uids(folder: HistoryFolder, open: Callable[..., HistoryStore]) -> tuple[set[int], list[str]]:
    told: list[str] = []
    with contextlib.closing(open(folder, STAMP, tell=told.append)) as history:
        return {int(record.uid, 16) for record in history.sessions(Wanted())}, told


OPENS = pytest.mark.parametrize("open", [open_history, read_history])


@OPENS
def test_what_a_killed_program_wrote_is_there(tmp_path: Path, open: Callable[..., HistoryStore]) -> None:
    after = killed(filled(tmp_path / "a", 1, 2), tmp_path / "b", 3, 4)
    assert log_of(after).stat().st_size > 0
    assert uids(after, open) == ({1, 2, 3, 4}, [])


@OPENS
def test_a_history_put_back_over_another_ones_log_keeps_all_its_sessions(
    tmp_path: Path, open: Callable[..., HistoryStore]
) -> None:
    old = filled(tmp_path / "old", *range(12))
    left = killed(HistoryFolder(tmp_path / "new"), tmp_path / "left", 99)
    log = log_of(left).read_bytes()
    shutil.copyfile(old.database, left.database)
    found, told = uids(left, open)
    assert found == set(range(12))
    (aside,) = left.path.glob("history-log-*")
    assert told == [f"{TOLD}{aside}; what stands in the history is as it was put there."]
    assert aside.read_bytes() == log
    assert uids(left, open) == (set(range(12)), [])


@OPENS
def test_an_older_state_of_the_same_history_is_not_mixed_with_a_later_log(
    tmp_path: Path, open: Callable[..., HistoryStore]
) -> None:
    folder = filled(tmp_path / "a", 1, 2)
    shutil.copyfile(folder.database, tmp_path / "older")
    filled(tmp_path / "a", 3)
    left = killed(folder, tmp_path / "left", 4)
    shutil.copyfile(tmp_path / "older", left.database)
    found, told = uids(left, open)
    assert (found, len(told)) == ({1, 2}, 1)


def test_a_backup_put_back_by_hand_is_not_mixed_with_the_log_either(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", 1, 2)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.back_up(folder, "2026-11-20")
    left = killed(folder, tmp_path / "left", 3)
    (backup,) = left.backup_files()
    shutil.copyfile(backup, left.database)
    found, told = uids(left, open_history)
    assert (found, len(told)) == ({1, 2}, 1)


def test_a_log_beside_a_history_of_before_there_were_marks(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", 1)
    with contextlib.closing(sqlite3.connect(folder.database)) as older:
        older.execute("PRAGMA application_id = 0")
    after = killed(folder, tmp_path / "b", 2)
    assert uids(after, open_history) == ({1, 2}, [])


@pytest.mark.parametrize("page", [False, True])
def test_a_log_from_before_the_first_mark_is_its_own(tmp_path: Path, page: bool) -> None:
    left = killed(HistoryFolder(tmp_path / "a"), tmp_path / "b", 1, 2)
    with contextlib.closing(sqlite3.connect(tmp_path / "whole")) as whole:
        shutil.copyfile(left.database, tmp_path / "c")
        shutil.copyfile(log_of(left), tmp_path / "c-wal")
        with contextlib.closing(sqlite3.connect(tmp_path / "c")) as brought:
            brought.backup(whole)
    if page:  # as a full disk or a kill leaves it: the head was brought into the file, and nothing else
        left.database.write_bytes((tmp_path / "whole").read_bytes()[:4_096])
    assert not is_foreign(left.database)
    assert uids(left, open_history) == ({1, 2}, [])


def test_a_log_in_use_is_left_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", 1)
    with contextlib.closing(open_history(folder, STAMP)) as one:
        one.add([(a_session(2), [a_step()])])
        assert uids(folder, open_history) == ({1, 2}, [])


@settings(max_examples=40, deadline=None)
@given(changes=st.lists(st.sampled_from(["add", "partly", "checkpoint", "close"]), max_size=12), data=st.data())
def test_the_log_of_a_killed_program_is_always_its_own_and_a_strange_one_never(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str], data: st.DataObject
) -> None:
    """Whatever was written, brought into the file and closed before: no false alarm, and no mixture."""
    folder = HistoryFolder(tmp_path_factory.mktemp("marks") / "history")
    copies: list[bytes] = []
    history = open_history(folder, STAMP)
    try:
        for number, change in enumerate(changes):
            if change == "add":
                history.add([(a_session(number), [a_step()])])
            elif change == "partly":  # into the file, and the log stays
                with contextlib.closing(sqlite3.connect(folder.database)) as other:
                    other.execute("PRAGMA wal_checkpoint(PASSIVE)")
            elif change == "checkpoint":
                history.checkpoint()
                copies.append(folder.database.read_bytes())
            else:
                history.close()
                history = open_history(folder, STAMP)
            assert not is_foreign(folder.database)
        older = [copy for copy in copies[:-1] if copy != copies[-1]]  # at the newest one the log began
        if older and read_log(log_of(folder)).first is not None:
            aside = HistoryFolder(folder.path / "aside")
            aside.make()
            shutil.copyfile(log_of(folder), log_of(aside))
            aside.database.write_bytes(older[data.draw(st.integers(0, len(older) - 1))])
            assert is_foreign(aside.database)
    finally:
        history.close()


def test_a_log_that_ends_in_a_frame_is_seen_to_be_cut(tmp_path: Path) -> None:
    left = killed(filled(tmp_path / "a", 1), tmp_path / "b", 2, 3)
    whole = log_of(left).read_bytes()
    assert not read_log(log_of(left)).is_cut
    log_of(left).write_bytes(whole[:-100])
    cut = read_log(log_of(left))
    assert cut.is_cut and not is_foreign(left.database)
    for content in (b"", b"x" * 31, b"\0" * 5_000, whole[:31]):
        log_of(left).write_bytes(content)
        assert read_log(log_of(left)) == (None, None, 0, False)


@pytest.mark.parametrize("left_of", [0.0, 0.001, 0.3, 0.5, 0.8, 0.999])
def test_a_log_that_was_cut_is_told_and_kept_as_it_was(tmp_path: Path, left_of: float) -> None:
    left = killed(filled(tmp_path / "a", 1, 2), tmp_path / "b", 3, 4, 5)
    whole = log_of(left).read_bytes()
    log_of(left).write_bytes(whole[: round(len(whole) * left_of)])
    cut = log_of(left).read_bytes()
    found, told = uids(left, open_history)
    assert {1, 2} <= found < {1, 2, 3, 4, 5}
    (file,) = left.path.glob("history-log-*.sqlite3")
    assert told == [
        "The log of the history had been cut: what was written last may be missing. What is whole was put back; "
        f"the files as they were found are kept as {file} and {file.name}-wal."
    ]
    assert file.with_name(file.name + "-wal").read_bytes() == cut
    assert uids(left, open_history) == (found, [])


def test_a_log_that_was_cut_at_the_end_of_a_frame_is_noticed_too(tmp_path: Path) -> None:
    left = killed(filled(tmp_path / "a", 1), tmp_path / "b", 2, 3)
    whole = log_of(left).read_bytes()
    log_of(left).write_bytes(whole[: -(24 + 4_096)])
    found, told = uids(left, open_history)
    assert (found, len(told)) == ({1, 2}, 1)


def test_a_history_all_of_whose_log_is_gone_is_taken_from_its_backup(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", 1, 2)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.back_up(folder, "2026-11-20")
    folder.database.write_bytes(b"")
    told: list[str] = []
    writer = HistoryWriter(folder, lambda: STAMP, told.append, told.append)
    assert writer.write()
    writer.close()
    assert len(told) == 1 and "the backup history-2026-11-20.sqlite3 is used instead" in told[0]
    assert uids(folder, open_history)[0] == {1, 2}


def test_a_history_is_put_back_whatever_log_lies_there_and_the_other_is_kept(tmp_path: Path) -> None:
    old = filled(tmp_path / "old", *range(12))
    left = killed(HistoryFolder(tmp_path / "new"), tmp_path / "left", 99)
    aside = restore_history(left, old.database, STAMP)
    assert aside is not None
    assert uids(left, open_history) == (set(range(12)), [])
    shutil.copytree(left.path, tmp_path / "before")
    assert restore_history(left, aside, STAMP) is not None  # and back, with what stood in its log
    assert uids(left, open_history) == ({99}, [])


@pytest.mark.parametrize("content", [b"", b"no history", b"garbage!" * 1_000, None])
def test_what_is_no_history_takes_no_place(tmp_path: Path, content: bytes | None) -> None:
    folder, file = filled(tmp_path / "a", 1), tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TrunkTimerError, match=r"is no history, or is damaged\. Nothing was changed"):
        restore_history(folder, file, STAMP)
    assert uids(folder, open_history) == ({1}, [])
    assert sorted(path.name for path in folder.path.iterdir()) == ["backups", "history.sqlite3", "running"]


def test_nothing_is_put_back_under_a_program_that_is_open_or_from_a_newer_one(tmp_path: Path) -> None:
    folder, other = filled(tmp_path / "a", 1), filled(tmp_path / "b", 2)
    owner = Owner(folder)
    with pytest.raises(TrunkTimerError, match="TrunkTimer is open"):
        restore_history(folder, other.database, STAMP)
    owner.release()
    with contextlib.closing(sqlite3.connect(other.database)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(TrunkTimerError, match="newer TrunkTimer"):
        restore_history(folder, other.database, STAMP)
    assert uids(folder, open_history) == ({1}, [])
