"""What is asked of the history: one open database that answers. Nothing is changed here."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import later, tr
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import (
    FIRST_DAY,
    Attempt,
    DayFigures,
    MovementWeek,
    RoutineCount,
    Wanted,
    WeekFigures,
    monday_of,
    week_of,
)
from trunktimer.history.store.rows import (
    OWN_SQL,
    PART_SQL,
    SESSION_SQL,
    names_of,
    session_record,
    session_records,
    step_records,
    storable,
)
from trunktimer.session.bests import Feat
from trunktimer.session.record import FALSE_START_MS, FALSE_START_PART, SessionRecord, StepRecord

_SESSION: Final = names_of(SESSION_SQL)
_STEPS: Final = f"SELECT part_id, {names_of(OWN_SQL)} FROM step WHERE session_id = ? ORDER BY seq"
_PARTS: Final = f"SELECT id, {names_of(PART_SQL)} FROM part WHERE id IN (SELECT part_id FROM step WHERE session_id = ?)"
_SHOWN: Final = "deleted_ms IS NULL AND ending <> 'running'"
COUNTED: Final = f"{_SHOWN} AND speed = 1"  # in figures
_ATTEMPT: Final = "SELECT uid, started_ms, started_offset_min, active_ms, planned_ms FROM session"
#: As `session.bests` compares them: the time in which reps are counted is that of the step before.
_BESTS: Final = f"""
    SELECT movement, side, phase, time_ms, MAX(most) FROM (
        SELECT iif(part.movement = '', part.name, part.movement) AS movement, part.side, part.phase,
            iif(step.counted_reps IS NULL, 0, (
                SELECT work_part.planned_ms * (work.counted_ms IS NULL) FROM step AS work
                JOIN part AS work_part ON work_part.id = work.part_id
                WHERE work.session_id = step.session_id AND work.seq = step.seq - 1
            )) AS time_ms, coalesce(step.counted_reps, step.counted_ms) AS most
        FROM step JOIN part ON part.id = step.part_id
        WHERE (step.counted_ms IS NOT NULL OR step.counted_reps IS NOT NULL)
            AND step.session_id IN (SELECT id FROM session WHERE {COUNTED})
    ) WHERE most > 0 AND time_ms IS NOT NULL GROUP BY movement, side, phase, time_ms
"""
_PAGE: Final = 500
_LATEST_MS: Final = 2**62
_WEEKS_BEFORE: Final = week_of(FIRST_DAY)  # 1970; SQLite divides what is below nothing upwards

#: What SQLite finds, as the end of a sentence.
_WHY: Final = {
    sqlite3.SQLITE_CORRUPT: later("the file is damaged"),
    sqlite3.SQLITE_NOTADB: later("the file is no database"),
    sqlite3.SQLITE_BUSY: later("another program holds it"),
    sqlite3.SQLITE_LOCKED: later("another program holds it"),
    sqlite3.SQLITE_FULL: later("the disk is full"),
    sqlite3.SQLITE_IOERR: later("the disk cannot be read or written"),
    sqlite3.SQLITE_CANTOPEN: later("the file or its folder may not be read"),
    sqlite3.SQLITE_PERM: later("the file or its folder may not be read"),
    sqlite3.SQLITE_READONLY: later("the file or its folder may not be written to"),
}

Figures = TypeVar("Figures")


def unusable(name: str, error: Exception) -> TrunkTimerError:
    """What a person is told of a history that cannot be used."""
    if isinstance(error, OSError):
        why = error.strerror or str(error)
    else:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        why = tr(_WHY[code]) if code in _WHY else tr("SQLite gives no reason (its number {code})", code=code)
    return TrunkTimerError(
        tr("The history ({name}) cannot be used: {error}. `trunktimer doctor` examines it.", name=name, error=why)
    )


class SqliteReader:
    """One open database, for one thread. Implements `HistoryReader`."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take an open `connection` that commits by itself, with the newest tables; `name` is told in faults."""
        self._name = name
        self._connection = connection
        connection.create_function("folded", 1, _folded, deterministic=True)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

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
        return session_records(rows)

    def session(self, uid: str) -> SessionRecord | None:
        """See `HistoryReader.session`."""
        rows = self._ask(f"SELECT {_SESSION} FROM session WHERE uid = ? AND deleted_ms IS NULL", (uid,))
        return session_record(rows[0]) if rows else None

    def steps(self, uid: str) -> list[StepRecord]:
        """See `HistoryReader.steps`."""
        found = self._ask("SELECT id FROM session WHERE uid = ? AND deleted_ms IS NULL", (uid,))
        return self._steps(found[0][0]) if found else []

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
        return self._figures(
            DayFigures,
            "SELECT day, COUNT(*) AS sessions, SUM(active_ms) AS active_ms FROM session"
            f" WHERE {COUNTED} AND day BETWEEN ? AND ? GROUP BY day ORDER BY day",
            (since_day, until_day),
        )

    def weeks(self, since_week: int, until_week: int) -> list[WeekFigures]:
        """See `HistoryReader.weeks`."""
        means = ", ".join(f"AVG({said}) AS {said}" for said in ("effort", "pain_before", "pain_after"))
        return self._figures(
            WeekFigures,
            f"SELECT (day + {3 - 7 * _WEEKS_BEFORE}) / 7 + {_WEEKS_BEFORE} AS week,"
            " COUNT(*) AS sessions, SUM(ending = 'finished') AS complete,"
            f" SUM(planned_ms) AS planned_ms, SUM(active_ms) AS active_ms, {means} FROM session"
            f" WHERE {COUNTED} AND day BETWEEN ? AND ? GROUP BY week ORDER BY week",
            (monday_of(since_week), monday_of(until_week) + 6),
        )

    def movement_weeks(self, since_week: int, until_week: int) -> list[MovementWeek]:
        """See `HistoryReader.movement_weeks`."""
        return self._figures(
            MovementWeek,
            f"SELECT {', '.join(MovementWeek._fields)} FROM week_tally"
            " WHERE week BETWEEN ? AND ? ORDER BY week, movement, name",
            (since_week, until_week),
        )

    def bests(self) -> dict[Feat, int]:
        """See `HistoryReader.bests`."""
        return {Feat(*feat): most for *feat, most in self._ask(_BESTS)}

    def last_sessions(self, routine_key: str, most: int, until_ms: int | None = None) -> list[SessionRecord]:
        """See `HistoryReader.last_sessions`."""
        rows = self._ask(
            f"SELECT {_SESSION} FROM session WHERE routine_key = ? AND {COUNTED} AND started_ms <= ?"
            " ORDER BY started_ms DESC LIMIT ?",
            (routine_key, _LATEST_MS if until_ms is None else until_ms, most),
        )
        return session_records(rows)

    def attempts(self, routine_key: str, since_day: int, until_day: int) -> list[Attempt]:
        """See `HistoryReader.attempts`."""
        rows = self._ask(  # the plus keeps SQLite from a look at all sessions of the routine
            f"{_ATTEMPT} WHERE {COUNTED} AND day BETWEEN ? AND ? AND +routine_key = ? ORDER BY started_ms, uid",
            (since_day, until_day, routine_key),
        )
        return [_attempt(*row) for row in rows]

    def first_attempt(self, routine_key: str) -> Attempt | None:
        """See `HistoryReader.first_attempt`."""
        rows = self._ask(
            f"{_ATTEMPT} WHERE routine_key = ? AND {COUNTED}"
            f" AND (active_ms >= {FALSE_START_MS} OR active_ms * {FALSE_START_PART} >= planned_ms)"
            " ORDER BY started_ms, uid LIMIT 1",
            (routine_key,),
        )
        return _attempt(*rows[0]) if rows else None

    def all_sessions(self, wanted: Wanted) -> Iterator[SessionRecord]:
        """See `HistoryReader.all_sessions`."""
        return (record for _, record in self._by_age(wanted))

    def all_steps(self, wanted: Wanted) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
        """See `HistoryReader.all_steps`."""
        for session_id, record in self._by_age(wanted):
            yield record, self._steps(session_id)

    def _by_age(self, wanted: Wanted) -> Iterator[tuple[int, SessionRecord]]:
        """A page at a time, so that no transaction is open in between."""
        where, values = _where(wanted)
        last = (-(2**62), 0)
        while True:
            rows = self._ask(
                f"SELECT id, {_SESSION} FROM session WHERE {where} AND (started_ms, id) > (?, ?)"
                " ORDER BY started_ms, id LIMIT ?",
                (*values, *last, _PAGE),
            )
            ids = [session_id for session_id, *_ in rows]
            records = session_records([row for _, *row in rows])
            yield from zip(ids, records, strict=True)
            if len(rows) < _PAGE:
                return
            last = (records[-1].started.utc_ms, ids[-1])

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty if it is sound."""
        with self._asking():
            rows = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
        return [] if rows == [("ok",)] else [str(row[0]) for row in rows]

    def is_answered(self, uid: str) -> bool:
        """Whether a proposal made after this session was answered."""
        return bool(self._ask("SELECT 1 FROM answered_proposal WHERE uid = ?", (uid,)))

    def _steps(self, session_id: int) -> list[StepRecord]:
        steps = self._ask(_STEPS, (session_id,))
        # Asked for by themselves, which is quicker than with each step; after the steps, so that none is missing.
        parts = {number: part for number, *part in self._ask(_PARTS, (session_id,))}
        return step_records([(*parts[number], *own) for number, *own in steps])

    def _figures(self, kind: Callable[..., Figures], statement: str, values: Sequence[Any]) -> list[Figures]:
        """What a statement gives, whose columns are called as the fields of `kind` are."""
        with self._asking():
            found = self._connection.execute(statement, values)
            names = [name for name, *_ in found.description]
            return [kind(**dict(zip(names, row, strict=True))) for row in found]

    def _ask(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._asking():
            return self._connection.execute(statement, storable(values)).fetchall()

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise unusable(self._name, error) from error


def _attempt(uid: str, started_ms: int, offset_min: int, active_ms: int, planned_ms: int) -> Attempt:
    return Attempt(uid, WallTime(started_ms, offset_min), active_ms, planned_ms)


def _folded(text: str) -> str:
    return text.casefold()


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
