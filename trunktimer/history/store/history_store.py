"""The history: one open database, what is asked of it and changed in it. Which thread uses it is not known here."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.history.reader import DayFigures, MovementWeek, RoutineCount, Wanted, WeekFigures, monday_of, week_of
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.rows import (
    FEEDBACK_COLUMNS,
    SESSION_COLUMNS,
    STEP_COLUMNS,
    Parts,
    feedback_values,
    session_record,
    session_values,
)
from trunktimer.history.store.schema import NEWEST, migrate, refuse_newer, version_of
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord, sets_of

_SESSION: Final = ", ".join((*SESSION_COLUMNS, *FEEDBACK_COLUMNS))
_SHOWN: Final = "deleted_ms IS NULL AND ending <> 'running'"
_COUNTED: Final = f"{_SHOWN} AND speed = 1"
_PAGE: Final = 500
_BATCH: Final = 200
_TRIES: Final = 20
BUSY_MS: Final = 4_000  # how long a write waits for that of another program


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A session that is written down as running: who wrote it, and where it stood."""

    record: SessionRecord
    owner: str
    bookmark: str


def open_history(folder: HistoryFolder, stamp: str, busy_ms: int = BUSY_MS) -> "HistoryStore":
    """Open the history to write in it, or begin one. `stamp` is a date and time for names of files, such as
    "2026-11-21T10-30-00"; a write waits for `busy_ms` where another program writes.

    Raises `OSError` or `sqlite3.Error` where the file cannot be used, and `TrunkTimerError` for one that a newer
    program wrote.
    """
    folder.make()
    name = str(folder.database)
    connection = _connected(name, busy_ms)
    try:
        refuse_newer(connection, name)  # before anything is changed, the way of writing included
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


def change_history(folder: HistoryFolder, stamp: str) -> "HistoryStore":
    """Open the history to change it, outside of a session. Raises `TrunkTimerError`."""
    try:
        return open_history(folder, stamp)
    except (sqlite3.Error, OSError) as error:
        raise _unusable(str(folder.database), error) from error


def read_history(folder: HistoryFolder, stamp: str) -> "HistoryStore":
    """Open the history to read in it; an empty one where there is none yet. Raises `TrunkTimerError`."""
    name = str(folder.database)
    try:
        if not folder.database.exists():
            connection = _connected(":memory:", BUSY_MS)
            migrate(connection, name, lambda old: None)
            return HistoryStore(connection, name)
        # A folder that cannot be written to has no place for the log's index; what lies there does not change then.
        for more in ("", "&immutable=1"):
            connection = _connected(f"{folder.database.absolute().as_uri()}?mode=ro{more}", BUSY_MS)
            try:
                version = version_of(connection)
            except sqlite3.DatabaseError as error:
                connection.close()
                if more or error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                    raise
                continue
            if version == NEWEST:
                return HistoryStore(connection, name)
            connection.close()
            break
        return open_history(folder, stamp)  # to be brought to the newest tables, or refused
    except (sqlite3.Error, OSError) as error:
        raise _unusable(name, error) from error


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


def _unusable(name: str, error: Exception) -> TrunkTimerError:
    return TrunkTimerError(
        tr("The history ({name}) cannot be used: {error}. `trunktimer doctor` examines it.", name=name, error=error)
    )


class HistoryStore:
    """One open database, for one thread. Implements `HistoryReader` and `HistoryChanges`.

    What is asked through these raises `TrunkTimerError`; what a journal writes raises `sqlite3.Error` as it comes.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take an open `connection` that commits by itself, with the newest tables; `name` is told in faults."""
        self._name = name
        self._connection = connection
        connection.create_function("folded", 1, _folded, deterministic=True)
        self._parts = Parts(connection)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

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

    def put_text(self, text_hash: str, text: str) -> None:
        """Keep a copy of a routine's file."""
        with self._change():
            self._put_text(text_hash, text)

    def _put_text(self, text_hash: str, text: str) -> None:
        self._connection.execute("INSERT OR IGNORE INTO routine_text (hash, text) VALUES (?, ?)", (text_hash, text))

    def running(self) -> list[Unfinished]:
        """The sessions that are written down as running, the newest first."""
        rows = self._connection.execute(
            f"SELECT {_SESSION}, owner, bookmark FROM session WHERE ending = 'running' AND deleted_ms IS NULL"
            " ORDER BY started_ms DESC"
        ).fetchall()
        return [Unfinished(record=session_record(row[:-2]), owner=row[-2], bookmark=row[-1]) for row in rows]

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

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty if it is sound."""
        with self._asking():
            rows = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
        return [] if rows == [("ok",)] else [str(row[0]) for row in rows]

    # ---- HistoryReader

    def count(self, wanted: Wanted) -> int:
        """See `HistoryReader.count`."""
        where, values = _where(wanted)
        statement = f"SELECT COUNT(*) FROM session WHERE {where}"
        if where == _SHOWN:  # a whole table is counted without a look at its rows, and of the others there are few
            statement = (
                "SELECT (SELECT COUNT(*) FROM session) - (SELECT COUNT(*) FROM session WHERE deleted_ms IS NOT NULL)"
                " - (SELECT COUNT(*) FROM session WHERE ending = 'running' AND deleted_ms IS NULL)"
            )
        number: int = self._ask(statement, values)[0][0]
        return number

    def sessions(self, wanted: Wanted, *, first: int = 0, most: int = 200) -> list[SessionRecord]:
        """See `HistoryReader.sessions`."""
        where, values = _where(wanted)
        rows = self._ask(
            f"SELECT {_SESSION} FROM session WHERE {where} ORDER BY started_ms DESC, id DESC LIMIT ? OFFSET ?",
            (*values, most, first),
        )
        return [session_record(row) for row in rows]

    def session(self, uid: str) -> SessionRecord | None:
        """See `HistoryReader.session`."""
        rows = self._ask(f"SELECT {_SESSION} FROM session WHERE uid = ? AND deleted_ms IS NULL", (uid,))
        return session_record(rows[0]) if rows else None

    def steps(self, uid: str) -> list[StepRecord]:
        """See `HistoryReader.steps`."""
        with self._asking():
            rows = self._connection.execute(
                f"SELECT {STEP_COLUMNS} FROM step WHERE session_id ="
                " (SELECT id FROM session WHERE uid = ? AND deleted_ms IS NULL) ORDER BY seq",
                (uid,),
            )
            return self._parts.step_records(rows)

    def text(self, uid: str) -> str:
        """See `HistoryReader.text`."""
        rows = self._ask(
            "SELECT text FROM routine_text WHERE hash = (SELECT routine_hash FROM session WHERE uid = ?)", (uid,)
        )
        return rows[0][0] if rows else ""

    def routines(self) -> list[RoutineCount]:
        """See `HistoryReader.routines`."""
        rows = self._ask(
            "SELECT routine_key, COUNT(*) AS times, (SELECT routine_name FROM session AS newest"
            f" WHERE newest.routine_key = session.routine_key AND {_SHOWN} ORDER BY started_ms DESC LIMIT 1)"
            f" FROM session WHERE {_SHOWN} GROUP BY routine_key ORDER BY times DESC, routine_key"
        )
        return [RoutineCount(key, name, times) for key, times, name in rows]

    def days(self, since_day: int, until_day: int) -> list[DayFigures]:
        """See `HistoryReader.days`."""
        rows = self._ask(
            f"SELECT day, COUNT(*), SUM(active_ms) FROM session WHERE {_COUNTED} AND day BETWEEN ? AND ?"
            " GROUP BY day ORDER BY day",
            (since_day, until_day),
        )
        return [DayFigures(*row) for row in rows]

    def weeks(self, since_week: int, until_week: int) -> list[WeekFigures]:
        """See `HistoryReader.weeks`."""
        rows = self._ask(
            "SELECT (day + 3) / 7 AS week, COUNT(*), SUM(ending = 'finished'), SUM(planned_ms), SUM(active_ms),"
            f" AVG(effort), AVG(pain_before), AVG(pain_after) FROM session WHERE {_COUNTED} AND day BETWEEN ? AND ?"
            " GROUP BY week ORDER BY week",
            (monday_of(since_week), monday_of(until_week) + 6),
        )
        return [WeekFigures(*row) for row in rows]

    def movement_weeks(self, since_week: int, until_week: int) -> list[MovementWeek]:
        """See `HistoryReader.movement_weeks`."""
        rows = self._ask(
            "SELECT week, movement, name, sessions, reps, work_ms, holds, hold_planned_ms, hold_min_ms, held_ms"
            " FROM week_tally WHERE week BETWEEN ? AND ? ORDER BY week, movement, name",
            (since_week, until_week),
        )
        return [MovementWeek(*row) for row in rows]

    def last_sessions(self, routine_key: str, most: int) -> list[SessionRecord]:
        """See `HistoryReader.last_sessions`."""
        rows = self._ask(
            f"SELECT {_SESSION} FROM session WHERE routine_key = ? AND {_COUNTED} ORDER BY started_ms DESC LIMIT ?",
            (routine_key, most),
        )
        return [session_record(row) for row in rows]

    def all_sessions(self, wanted: Wanted) -> Iterator[SessionRecord]:
        """See `HistoryReader.all_sessions`."""
        return (record for _, record in self._by_age(wanted))

    def all_steps(self, wanted: Wanted) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
        """See `HistoryReader.all_steps`."""
        for session_id, record in self._by_age(wanted):
            with self._asking():
                rows = self._connection.execute(
                    f"SELECT {STEP_COLUMNS} FROM step WHERE session_id = ? ORDER BY seq", (session_id,)
                )
                steps = self._parts.step_records(rows)
            yield record, steps

    def _by_age(self, wanted: Wanted) -> Iterator[tuple[int, SessionRecord]]:
        """A page at a time, so that no transaction is open in between."""
        where, values = _where(wanted)
        last = (-(2**62), 0)
        while True:
            rows = self._ask(
                f"SELECT id, started_ms, {_SESSION} FROM session WHERE {where} AND (started_ms, id) > (?, ?)"
                " ORDER BY started_ms, id LIMIT ?",
                (*values, *last, _PAGE),
            )
            for row in rows:
                yield row[0], session_record(row[2:])
            if len(rows) < _PAGE:
                return
            last = (rows[-1][1], rows[-1][0])

    # ---- HistoryChanges

    def say(self, uid: str, feedback: Feedback) -> None:
        """See `HistoryChanges.say`."""
        with self._asking(), self._change():
            self._connection.execute(
                "UPDATE session SET effort = ?, pain_before = ?, pain_after = ?, note = ? WHERE uid = ?",
                (*feedback_values(feedback), uid),
            )

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

    def is_answered(self, uid: str) -> bool:
        """Whether a proposal made after this session was answered."""
        return bool(self._ask("SELECT 1 FROM answered_proposal WHERE uid = ?", (uid,)))

    # ---- the small moves

    def _add(self, record: SessionRecord, rows: Sequence[StepRecord]) -> bool:
        known = self._connection.execute("SELECT id, deleted_ms FROM session WHERE uid = ?", (record.uid,)).fetchone()
        if known is not None:
            if known[1] is not None:
                self._connection.execute("UPDATE session SET deleted_ms = NULL WHERE id = ?", (known[0],))
            return known[1] is not None
        session_id = self._put_session(record, "", "")
        self._connection.execute(
            "UPDATE session SET effort = ?, pain_before = ?, pain_after = ?, note = ? WHERE id = ?",
            (*feedback_values(record.feedback), session_id),
        )
        self._put_steps(session_id, rows)
        self._tally(session_id, rows)
        return True

    def _put_session(self, record: SessionRecord, owner: str, bookmark: str) -> int:
        columns = (*SESSION_COLUMNS, "owner", "bookmark", "note")
        changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in ("uid", "note"))
        self._connection.execute(
            f"INSERT INTO session ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            f" ON CONFLICT (uid) DO UPDATE SET {changed}",
            (*session_values(record), owner, bookmark, ""),
        )
        found = self._connection.execute("SELECT id FROM session WHERE uid = ?", (record.uid,)).fetchone()
        number: int = found[0]
        return number

    def _put_steps(self, session_id: int, rows: Sequence[StepRecord]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO step VALUES (?,?,?,?,?,?,?,?,?,?,?)", self._parts.step_values(session_id, rows)
        )

    def _mark(self, uids: Iterable[str], deleted_ms: int | None) -> None:
        with self._asking(), self._change():
            for uid in uids:
                found = self._connection.execute("SELECT id, day FROM session WHERE uid = ?", (uid,)).fetchone()
                if found is not None:
                    self._connection.execute("UPDATE session SET deleted_ms = ? WHERE id = ?", (deleted_ms, found[0]))
                    self._reckon_week(week_of(found[1]))

    def _reckon(self, session_id: int) -> None:
        """Put a session's sums by movement down anew."""
        rows = self._connection.execute(
            f"SELECT {STEP_COLUMNS} FROM step WHERE session_id = ? ORDER BY seq", (session_id,)
        )
        self._tally(session_id, self._parts.step_records(rows))

    def _tally(self, session_id: int, rows: Sequence[StepRecord]) -> None:
        sums: dict[tuple[str, str], list[int]] = {}
        for one in sets_of(rows):
            values = (one.reps, one.actual_ms, one.holds, one.hold_planned_ms, one.hold_min_ms, one.held_ms)
            so_far = sums.setdefault((one.movement, one.name), [0] * len(values))
            for at, value in enumerate(values):
                so_far[at] += value
        self._connection.execute("DELETE FROM tally WHERE session_id = ?", (session_id,))
        self._connection.executemany(
            "INSERT INTO tally VALUES (?,?,?,?,?,?,?,?,?)",
            [(session_id, *names, *values) for names, values in sums.items()],
        )

    def _reckon_week(self, week: int) -> None:
        """Put the sums of a week down anew."""
        self._connection.execute("DELETE FROM week_tally WHERE week = ?", (week,))
        self._connection.execute(
            "INSERT INTO week_tally SELECT ?, movement, name, COUNT(*), SUM(reps), SUM(work_ms), SUM(holds),"
            " SUM(hold_planned_ms), SUM(hold_min_ms), SUM(held_ms) FROM session JOIN tally ON tally.session_id ="
            f" session.id WHERE {_COUNTED} AND day BETWEEN ? AND ? GROUP BY movement, name",
            (week, monday_of(week), monday_of(week) + 6),
        )

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._parts.forget()
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _ask(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._asking():
            return self._connection.execute(statement, values).fetchall()

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _unusable(self._name, error) from error


def _folded(text: str) -> str:
    return text.casefold()


def _back_up_first(folder: HistoryFolder, connection: sqlite3.Connection, name: str) -> None:
    folder.back_up(connection, name)


def _where(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """The condition for what is wanted, and its values."""
    conditions, values = [_SHOWN], []
    for condition, value in (("day >= ?", wanted.since_day), ("day <= ?", wanted.until_day)):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    texts: list[object] = [*values]
    if wanted.routine_key:
        conditions.append("routine_key = ?")
        texts.append(wanted.routine_key)
    if wanted.text.strip():
        conditions.append("instr(folded(routine_name || ' ' || note), ?) > 0")
        texts.append(wanted.text.strip().casefold())
    return " AND ".join(conditions), tuple(texts)
