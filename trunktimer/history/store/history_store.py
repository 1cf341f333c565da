"""The history: one open database, and what is written and changed in it. Which thread uses it is not known here."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.private_files import make_private_file
from trunktimer.foundation.text_file import reason_of, shown
from trunktimer.foundation.translation import tr
from trunktimer.history.reader import monday_of, week_of
from trunktimer.history.store.log_mark import mark_change
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.rows import (
    PUT_PARTS,
    PUT_SESSION,
    PUT_STEPS,
    SAID_SQL,
    SAY,
    SESSION_SQL,
    names_of,
    part_values,
    session_record,
    step_values,
    values_of,
)
from trunktimer.history.store.schema import NEWEST, migrate, refuse_newer, version_of
from trunktimer.history.store.sqlite_reader import COUNTED, SqliteReader, unusable
from trunktimer.session.record import Ending, Feedback, SessionRecord, SetRecord, StepRecord, sets_of

_BATCH: Final = 200
_TRIES: Final = 20
#: What is told where the index of the log finds no place: the folder may only be read, or the disk is full.
_NO_PLACE: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
BUSY_MS: Final = 4_000  # how long a write waits for that of another program

#: The sums of a session by movement, and what of each set is summed.
_TALLY: Final[dict[str, Callable[[SetRecord], int]]] = {
    "reps": lambda one: one.reps,
    "work_ms": lambda one: one.actual_ms,
    "holds": lambda one: one.holds,
    "hold_planned_ms": lambda one: one.hold_planned_ms,
    "hold_min_ms": lambda one: one.hold_min_ms,
    "held_ms": lambda one: one.held_ms,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A session that is written down as running: who wrote it, and where it stood."""

    record: SessionRecord
    owner: str
    bookmark: str


def open_history(
    folder: HistoryFolder,
    stamp: str,
    busy_ms: int = BUSY_MS,
    tell: Callable[[str], object] = lambda sentence: None,
) -> "HistoryStore":
    """Open the history to write in it, or begin one. `stamp` is a date and time for names of files, such as
    "2026-11-21T10-30-00"; a write waits for `busy_ms` where another program writes. `tell` gets what a person
    has to know of what lay there.

    Raises `OSError` or `sqlite3.Error` where the file cannot be used, and `TrunkTimerError` for one that a newer
    program wrote.
    """
    folder.make()
    name = str(folder.database)
    folder.examine_log(stamp, tell)
    is_new = not folder.database.exists()
    make_private_file(folder.database)  # what SQLite makes beside it gets the same rights
    folder.make_private()
    connection = _connected(name, busy_ms)
    try:
        # Before anything is changed, the way of writing included.
        if refuse_newer(connection, name) == 0 and not is_new and folder.backup_files():
            raise sqlite3.DatabaseError(tr("there is nothing in it any more"))  # its log is gone, in which all was
        # A write-ahead log: a step is one short append, readers never wait, and a kill loses nothing that was
        # committed. NORMAL flushes at each checkpoint only: a power cut may cost the last steps, and no more.
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, name, lambda old: _back_up_first(folder, connection, f"{stamp}-before-tables-{old + 1}"))
        connection.execute("SELECT 1 FROM session LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return HistoryStore(connection, name)


def change_history(
    folder: HistoryFolder, stamp: str, tell: Callable[[str], object] = lambda sentence: None
) -> "HistoryStore":
    """Open the history to change it, outside of a session; `tell` as in `open_history`. Raises `TrunkTimerError`."""
    try:
        return open_history(folder, stamp, tell=tell)
    except (sqlite3.Error, OSError) as error:
        raise unusable(str(folder.database), error) from error


def restore_history(folder: HistoryFolder, file: Path, stamp: str) -> Path | None:
    """Put a copy of a history in the place of the present one; gives where that lies now, `None` if there was none.

    Raises `TrunkTimerError` where a program is at work, and for what is no sound history of this program's.
    """
    name = shown(str(file), 4096)
    part: Path | None = None
    try:
        folder.make()
        if folder.is_in_use():
            raise TrunkTimerError(tr("TrunkTimer is open. Close it first, and then put the history back."))
        part = folder.sound_copy(file) if file.is_file() else None
        if part is None:
            raise TrunkTimerError(tr("{file} is no history, or is damaged. Nothing was changed.", file=name))
        with contextlib.closing(_connected(str(part), BUSY_MS)) as connection:
            refuse_newer(connection, name)
        aside = folder.set_aside(stamp, "replaced") if folder.database.exists() else None
        part.replace(folder.database)
    except OSError as error:
        raise TrunkTimerError(
            tr("{file} could not be put back: {reason}.", file=name, reason=reason_of(error))
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return aside


def read_history(
    folder: HistoryFolder, stamp: str, tell: Callable[[str], object] = lambda sentence: None
) -> "HistoryStore":
    """Open the history to read in it; an empty one where there is none yet. `tell` is as in `open_history`.

    Raises `TrunkTimerError`.
    """
    name = str(folder.database)
    try:
        folder.examine_log(stamp, tell)
        if not folder.database.exists():
            connection = _connected(":memory:", BUSY_MS)
            migrate(connection, name, lambda old: None)
            return HistoryStore(connection, name)
        # A folder that cannot be written to has no place for the log's index; what lies there does not change then.
        # A full disk has none either, but one program alone can do without an index, and so read the log.
        for mode in ("ro", "rw", "ro&immutable=1"):
            connection = _connected(f"{folder.database.absolute().as_uri()}?mode={mode}", BUSY_MS)
            try:
                if mode == "rw":
                    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                version = version_of(connection)
            except sqlite3.DatabaseError as error:
                connection.close()
                if "immutable" in mode or getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_PLACE:
                    raise
                continue
            if version == NEWEST:
                return HistoryStore(connection, name)
            connection.close()
            break
        return open_history(folder, stamp)  # to be brought to the newest tables, or refused
    except (sqlite3.Error, OSError) as error:
        raise unusable(name, error) from error


def _connected(target: str, busy_ms: int) -> sqlite3.Connection:
    return sqlite3.connect(
        target, uri=target.startswith("file:"), isolation_level=None, timeout=busy_ms / 1000, check_same_thread=False
    )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the log on. SQLite does not wait by itself where several programs do so at once."""
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")  # this waits
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


class HistoryStore(SqliteReader):
    """One open database, for one thread. Implements `HistoryReader` and `HistoryChanges`.

    What is asked through these raises `TrunkTimerError`; what a journal writes raises `sqlite3.Error` as it comes.
    """

    # ---- the journal

    def put(
        self,
        record: SessionRecord,
        rows: Sequence[StepRecord],
        *,
        owner: str = "",
        bookmark: str = "",
        text: str = "",
    ) -> None:
        """Write a session as it is now, with steps that are new, in one transaction. What was said of it is kept.

        `text` is the routine's file, where it may not stand there yet.
        """
        with self._change():
            if text:
                self._put_text(record.routine_hash, text)
            before = self._connection.execute("SELECT ending FROM session WHERE uid = ?", (record.uid,)).fetchone()
            session_id = self._put_session(record, owner, bookmark)
            self._put_steps(session_id, rows)
            if record.ending is not Ending.RUNNING or (before and before[0] != Ending.RUNNING.value):
                self._reckon(session_id)
                self._reckon_week(week_of(record.started.day))

    def _put_text(self, text_hash: str, text: str) -> None:
        self._connection.execute("INSERT OR IGNORE INTO routine_text (hash, text) VALUES (?, ?)", (text_hash, text))

    def running(self) -> list[Unfinished]:
        """The sessions that are written down as running, the newest first."""
        rows = self._connection.execute(
            f"SELECT owner, bookmark, {names_of(SESSION_SQL)} FROM session"
            " WHERE ending = 'running' AND deleted_ms IS NULL ORDER BY started_ms DESC"
        ).fetchall()
        return [
            Unfinished(record=session_record(row), owner=owner, bookmark=bookmark) for owner, bookmark, *row in rows
        ]

    def waiting(self) -> list[Unfinished]:
        """All sessions, in the order in which they were put here: those of a history that only waits to be read in."""
        rows = self._connection.execute(f"SELECT owner, bookmark, {names_of(SESSION_SQL)} FROM session ORDER BY id")
        return [
            Unfinished(record=session_record(row), owner=owner, bookmark=bookmark) for owner, bookmark, *row in rows
        ]

    def lacks(self, uid: str, steps: int, is_alive: Callable[[str], bool]) -> bool:
        """Whether a session with so many steps says more than what stands here, and nobody goes on with it."""
        stands = self._connection.execute(
            "SELECT ending, owner, (SELECT COUNT(*) FROM step WHERE session_id = session.id) FROM session"
            " WHERE uid = ?",
            (uid,),
        ).fetchone()
        if stands is None:
            return True
        ending, owner, known = stands
        return ending == Ending.RUNNING.value and known <= steps and not is_alive(owner)

    def take_over(self, uid: str, before: str, owner: str) -> bool:
        """A program goes on with a session of the program `before`; `False` if another one was quicker."""
        with self._change():
            taken = self._connection.execute(
                "UPDATE session SET owner = ? WHERE uid = ? AND owner = ? AND ending = 'running'", (owner, uid, before)
            ).rowcount
        return taken == 1

    def settle(self, uid: str, ending: Ending) -> None:
        """End a session that is written down as running, with what was done of it."""
        with self._change():
            found = self._connection.execute(
                "SELECT id, day FROM session WHERE uid = ? AND ending = 'running'", (uid,)
            ).fetchone()
            if found is None:
                return
            self._connection.execute(
                "UPDATE session SET ending = ?, owner = '', bookmark = '' WHERE id = ?", (ending.value, found[0])
            )
            self._reckon(found[0])
            self._reckon_week(week_of(found[1]))

    def discard(self, uid: str) -> None:
        """Forget a session for good."""
        with self._change():
            self._connection.execute("DELETE FROM session WHERE uid = ? AND ending = 'running'", (uid,))

    def purge(self) -> None:
        """Forget for good what was deleted, and copies of routines that no session needs."""
        with self._change():
            gone = self._connection.execute("DELETE FROM session WHERE deleted_ms IS NOT NULL").rowcount
            if gone:
                self._connection.execute(
                    "DELETE FROM routine_text WHERE hash NOT IN (SELECT routine_hash FROM session)"
                )

    def checkpoint(self) -> None:
        """Bring the log into the main file, and flush it: after a session all of it lies in one file."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def back_up(self, folder: HistoryFolder, name: str) -> None:
        """Copy the history into the backups."""
        folder.back_up(self._connection, name)

    # ---- HistoryChanges

    def say(self, uid: str, feedback: Feedback) -> None:
        """See `HistoryChanges.say`."""
        with self._asking(), self._change():
            self._connection.execute(SAY, (*values_of(SAID_SQL, feedback), uid))

    def delete(self, uids: Iterable[str], at_ms: int) -> None:
        """See `HistoryChanges.delete`."""
        self._mark(uids, at_ms)

    def restore(self, uids: Iterable[str]) -> None:
        """See `HistoryChanges.restore`."""
        self._mark(uids, None)

    def add(
        self,
        records: Iterable[tuple[SessionRecord, Sequence[StepRecord]]],
        told: Callable[[int], object] = lambda done: None,
    ) -> tuple[int, int]:
        """See `HistoryChanges.add`. `told` is called with the number of sessions looked at so far."""
        added = seen = 0
        waiting = iter(records)
        while batch := list(islice(waiting, _BATCH)):
            with self._asking(), self._change():
                weeks = set()
                for record, rows in batch:
                    if self._add(record, rows):
                        added += 1
                        weeks.add(week_of(record.started.day))
                for week in weeks:
                    self._reckon_week(week)
            seen += len(batch)
            told(seen)
        return added, seen - added

    def answer_proposal(self, uid: str) -> None:
        """Remember that a proposal made after this session was answered."""
        with self._asking(), self._change():
            self._connection.execute("INSERT OR IGNORE INTO answered_proposal VALUES (?)", (uid,))

    # ---- the small moves

    def _add(self, record: SessionRecord, rows: Sequence[StepRecord]) -> bool:
        known = self._connection.execute("SELECT deleted_ms FROM session WHERE uid = ?", (record.uid,)).fetchone()
        if known is not None:
            is_deleted: bool = known != (None,)
            if is_deleted:
                self._connection.execute("UPDATE session SET deleted_ms = NULL WHERE uid = ?", (record.uid,))
            return is_deleted
        session_id = self._put_session(record, "", "")
        self._put_steps(session_id, rows)
        self._tally(session_id, rows)
        return True

    def _put_session(self, record: SessionRecord, owner: str, bookmark: str) -> int:
        self._connection.execute(PUT_SESSION, (*values_of(SESSION_SQL, record), owner, bookmark))
        found = self._connection.execute("SELECT id FROM session WHERE uid = ?", (record.uid,)).fetchone()
        number: int = found[0]
        return number

    def _put_steps(self, session_id: int, rows: Sequence[StepRecord]) -> None:
        self._connection.executemany(PUT_PARTS, part_values(rows))
        self._connection.executemany(PUT_STEPS, step_values(session_id, rows))

    def _mark(self, uids: Iterable[str], deleted_ms: int | None) -> None:
        with self._asking(), self._change():
            for uid in uids:
                found = self._connection.execute("SELECT id, day FROM session WHERE uid = ?", (uid,)).fetchone()
                if found is not None:
                    self._connection.execute("UPDATE session SET deleted_ms = ? WHERE id = ?", (deleted_ms, found[0]))
                    self._reckon_week(week_of(found[1]))

    def _reckon(self, session_id: int) -> None:
        """Put a session's sums by movement down anew."""
        self._tally(session_id, self._steps(session_id))

    def _tally(self, session_id: int, rows: Sequence[StepRecord]) -> None:
        sums: dict[tuple[str, str], dict[str, int]] = {}
        for one in sets_of(rows):
            so_far = sums.setdefault((one.movement, one.name), dict.fromkeys(_TALLY, 0))
            for name, value in _TALLY.items():
                so_far[name] += value(one)
        self._connection.execute("DELETE FROM tally WHERE session_id = ?", (session_id,))
        self._connection.executemany(
            f"INSERT INTO tally (session_id, movement, name, {', '.join(_TALLY)})"
            f" VALUES (:session_id, :movement, :name, {', '.join(f':{name}' for name in _TALLY)})",
            [
                {"session_id": session_id, "movement": movement, "name": name, **values}
                for (movement, name), values in sums.items()
            ],
        )

    def _reckon_week(self, week: int) -> None:
        """Put the sums of a week down anew."""
        self._connection.execute("DELETE FROM week_tally WHERE week = ?", (week,))
        self._connection.execute(
            f"INSERT INTO week_tally (week, movement, name, sessions, {', '.join(_TALLY)})"
            f" SELECT ?, movement, name, COUNT(*), {', '.join(f'SUM({name})' for name in _TALLY)}"
            f" FROM session JOIN tally ON tally.session_id = session.id WHERE {COUNTED} AND day BETWEEN ? AND ?"
            " GROUP BY movement, name",
            (week, monday_of(week), monday_of(week) + 6),
        )

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            mark_change(self._connection)
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _back_up_first(folder: HistoryFolder, connection: sqlite3.Connection, name: str) -> None:
    folder.back_up(connection, name)
