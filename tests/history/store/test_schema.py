"""The tables: brought to the newest version whole or not at all, and those of a newer program left alone."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.past import a_session, a_step
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.history.store import schema
from trunktimer.history.store.history_store import HistoryStore, open_history, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.rows import SESSION_SQL, STEP_SQL

STAMP = "2026-11-21T10-30-00"
LATER = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN weather TEXT NOT NULL DEFAULT ''",))
NOW = len(schema.MIGRATIONS)
BROKEN = (*schema.MIGRATIONS, ("CREATE TABLE weather (id INTEGER PRIMARY KEY) STRICT", "CREATE TABLE broken (("))


@contextlib.contextmanager
def the_file(folder: HistoryFolder) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(folder.database, isolation_level=None)) as connection:
        yield connection


def tables(folder: HistoryFolder) -> list[str]:
    with the_file(folder) as connection:
        return [row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE sql <> '' ORDER BY sql")]


def an_old_history(folder: HistoryFolder) -> None:
    with contextlib.closing(open_history(folder, STAMP)) as history:
        history.add([(a_session(), [a_step()])])


def program_with(monkeypatch: pytest.MonkeyPatch, migrations: tuple[tuple[str, ...], ...]) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "NEWEST", len(migrations))
    monkeypatch.setattr("trunktimer.history.store.history_store.NEWEST", len(migrations))


def test_an_empty_file_gets_the_newest_tables_and_no_backup(folder: HistoryFolder) -> None:
    open_history(folder, STAMP).close()
    with the_file(folder) as connection:
        assert schema.version_of(connection) == schema.NEWEST
    assert folder.backup_files() == []


def test_an_old_history_is_brought_up_to_date_with_a_backup_before(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_history(folder)
    program_with(monkeypatch, LATER)
    with contextlib.closing(open_history(folder, STAMP)) as history:
        assert history.steps(a_session().uid) == [a_step()]
    with the_file(folder) as connection:
        assert schema.version_of(connection) == NOW + 1
        assert connection.execute("SELECT weather FROM session").fetchall() == [("",)]
    (backup,) = folder.backup_files()
    assert backup.name == f"history-{STAMP}-before-tables-{NOW + 1}.sqlite3"
    with contextlib.closing(sqlite3.connect(backup)) as before:
        assert schema.version_of(before) == NOW
        assert before.execute("SELECT uid FROM session").fetchall() == [(a_session().uid,)]


def test_steps_of_the_first_tables_have_what_older_files_have(folder: HistoryFolder) -> None:
    folder.make()
    with the_file(folder) as connection:
        for statement in schema.MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO session (id, uid, routine_key, routine_name, routine_hash, level, speed, started_ms,"
            " started_offset_min, zone, day, ending, planned_ms, active_ms, paused_ms, slept_ms, steps, work_steps,"
            " short_steps, sleeps, note) VALUES (1, 'a', 'b', 'B', '', 50, 1, 0, 0, '', 0, 'finished', 1, 1, 0, 0, 1,"
            " 1, 0, '', '')"
        )
        part = "1, 'work', '1', 'bridge', 'Bridge', 'hold', '', 2, 5, 12500, 10000"
        connection.execute(f"INSERT INTO part VALUES ({part})")
        connection.execute("INSERT INTO step VALUES (1, 0, 1, 0, '', 1, 1, 12500, 12500, 'done', 0)")
    with contextlib.closing(open_history(folder, STAMP)) as history:
        assert history.steps("a") == [a_step()]
        assert history.bests() == {}


def test_whoever_only_reads_an_old_history_brings_it_up_to_date_as_well(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_history(folder)
    program_with(monkeypatch, LATER)
    with contextlib.closing(read_history(folder, STAMP)) as history:
        assert history.session(a_session().uid) is not None
    assert len(folder.backup_files()) == 1


def test_a_migration_that_fails_leaves_everything_as_it_was(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_history(folder)
    before = tables(folder)
    program_with(monkeypatch, BROKEN)
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        open_history(folder, STAMP)
    assert tables(folder) == before
    with the_file(folder) as connection:
        assert schema.version_of(connection) == NOW
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_connection_whose_migration_failed_holds_up_nobody(
    folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_old_history(folder)
    with the_file(folder) as connection, the_file(folder) as other:
        with monkeypatch.context() as patch:
            program_with(patch, BROKEN)
            with pytest.raises(sqlite3.OperationalError, match="syntax error"):
                schema.migrate(connection, "history", lambda old: None)
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("DELETE FROM session")
        assert connection.execute("SELECT COUNT(*) FROM session").fetchone() == (0,)


def test_without_a_backup_nothing_is_changed(folder: HistoryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    an_old_history(folder)
    program_with(monkeypatch, LATER)
    folder.backups.rmdir()
    folder.backups.write_text("in the way")
    with pytest.raises(OSError, match="backups"):
        open_history(folder, STAMP)
    folder.backups.unlink()
    with the_file(folder) as connection:
        assert schema.version_of(connection) == NOW


class RollingBack(sqlite3.Connection):
    """SQLite rolls back by itself where a disk is full, and a second rollback is a fault of its own."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if "INDEX" in statement:
            super().execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(statement, *values)


def test_a_disk_that_fills_up_while_the_tables_are_made_is_told_as_such(tmp_path: Path) -> None:
    small = sqlite3.connect(tmp_path / "small.sqlite3", isolation_level=None, factory=RollingBack)
    with contextlib.closing(small) as connection:
        with pytest.raises(sqlite3.OperationalError, match="disk is full"):
            schema.migrate(connection, "small", lambda old: None)
        assert schema.version_of(connection) == 0


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
@pytest.mark.parametrize("opened", [open_history, read_history])
def test_the_tables_of_a_newer_program_are_refused_and_not_touched(
    folder: HistoryFolder, mode: str, opened: Callable[[HistoryFolder, str], HistoryStore]
) -> None:
    folder.make()
    with the_file(folder) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE marvel (id INTEGER PRIMARY KEY)")
        connection.execute("PRAGMA user_version = 99")
    before = folder.database.read_bytes()
    with pytest.raises(TrunkTimerError) as refused:
        opened(folder, STAMP)
    assert str(refused.value) == (
        f"{folder.database} was written by a newer TrunkTimer (its tables have version 99, this program knows "
        f"{schema.NEWEST}). It is left as it is; install the newer TrunkTimer to use it."
    )
    assert folder.database.read_bytes() == before
    assert folder.backup_files() == []


_OPEN = """
import sys
from pathlib import Path
from trunktimer.history.store import history_store, schema
from trunktimer.history.store.places import HistoryFolder
schema.MIGRATIONS += tuple((statement,) for statement in sys.argv[2:])
schema.NEWEST = history_store.NEWEST = len(schema.MIGRATIONS)
print("ready", flush=True)
sys.stdin.readline()
history_store.open_history(HistoryFolder(Path(sys.argv[1])), "2026-11-21T10-30-00").close()
"""


@pytest.mark.parametrize("old", [False, True])
def test_several_programs_that_start_at_once_all_find_the_tables(folder: HistoryFolder, old: bool) -> None:
    more = LATER[-1] if old else ()
    if old:
        an_old_history(folder)
    with contextlib.ExitStack() as stack:
        words = [sys.executable, "-c", _OPEN, str(folder.path), *more]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        programs = [stack.enter_context(subprocess.Popen(words, **pipes)) for _ in range(4)]  # type: ignore[call-overload]
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            program.stdin.write("go\n")
            program.stdin.flush()
    assert [program.returncode for program in programs] == [0, 0, 0, 0]
    with the_file(folder) as connection:
        assert schema.version_of(connection) == schema.NEWEST + len(more)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_connections_that_migrate_in_turn_do_each_change_once(folder: HistoryFolder) -> None:
    folder.make()
    with the_file(folder) as first, the_file(folder) as second:
        schema.migrate(first, "history", lambda old: None)
        schema.migrate(second, "history", lambda old: None)
        assert schema.version_of(second) == schema.NEWEST


def test_a_step_is_given_the_columns_of_its_own_and_no_copies_out_of_its_session() -> None:
    versions = range(1, NOW + 1)
    added = [statement.split() for version in versions for statement in schema.added_columns(version)]
    assert [words[5] for words in added if words[2] == "session"] == [column.name for column in SESSION_SQL]
    assert sorted(words[5] for words in added if words[2] == "step") == sorted(column.name for column in STEP_SQL)
