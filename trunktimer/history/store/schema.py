"""The tables of the history, and how older ones become newer ones. Asks and answers nothing about sessions."""

import sqlite3
from collections.abc import Callable
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.history.columns import SESSION_COLUMNS, STEP_COLUMNS, Column, Kind
from trunktimer.history.store.rows import sql_columns

_COLUMNS: Final = {
    "session": SESSION_COLUMNS,
    "step": tuple(column for column in STEP_COLUMNS if not column.of_session),
}


def added_columns(version: int) -> tuple[str, ...]:
    """The statements that add the columns which a version of the tables has and those before it have not."""
    return tuple(
        f"ALTER TABLE {table} ADD COLUMN {one.name} {one.type}{_default(column, one.type)}"
        for table, columns in _COLUMNS.items()
        for column in columns
        if column.sql and column.since == version
        for one in sql_columns(column)
    )


def _default(column: Column, type: str) -> str:
    """What older rows have in a column that was added: what older files have, or nothing."""
    absent = column.absent or ""
    if not type.endswith("NOT NULL"):
        return ""
    if type.startswith("TEXT"):
        return f" DEFAULT '{absent}'"
    return f" DEFAULT {int(absent == 'true') if column.kind is Kind.BOOLEAN else absent or 0}"


#: Each becomes the next `user_version`, with its statements in one transaction. What was once released never changes:
#: the first tables stand as they were, and a column that came later is added by the version it came with.
MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """
        CREATE TABLE routine_text (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            routine_key TEXT NOT NULL,
            routine_name TEXT NOT NULL,
            routine_hash TEXT NOT NULL,
            level INTEGER NOT NULL,
            speed REAL NOT NULL,
            started_ms INTEGER NOT NULL,
            started_offset_min INTEGER NOT NULL,
            ended_ms INTEGER,
            ended_offset_min INTEGER,
            zone TEXT NOT NULL,
            day INTEGER NOT NULL,
            ending TEXT NOT NULL,
            planned_ms INTEGER NOT NULL,
            active_ms INTEGER NOT NULL,
            paused_ms INTEGER NOT NULL,
            slept_ms INTEGER NOT NULL,
            drift_ms INTEGER,
            steps INTEGER NOT NULL,
            work_steps INTEGER NOT NULL,
            short_steps INTEGER NOT NULL,
            sleeps TEXT NOT NULL,
            effort INTEGER,
            pain_before INTEGER,
            pain_after INTEGER,
            note TEXT NOT NULL,
            owner TEXT NOT NULL DEFAULT '',
            bookmark TEXT NOT NULL DEFAULT '',
            deleted_ms INTEGER
        ) STRICT
        """,
        # Of the conditions all figures have: read without a look at the table itself.
        """
        CREATE INDEX session_by_day ON session (
            day, routine_key, ending, speed, planned_ms, active_ms, short_steps, effort, pain_before, pain_after
        ) WHERE deleted_ms IS NULL
        """,
        # Of the sessions that are shown alone: the list is read, counted and jumped in without a look at the others.
        """
        CREATE INDEX session_by_start ON session (started_ms, id)
        WHERE deleted_ms IS NULL AND ending <> 'running'
        """,
        """
        CREATE INDEX session_by_routine ON session (routine_key, started_ms)
        WHERE deleted_ms IS NULL AND ending <> 'running'
        """,
        "CREATE INDEX session_running ON session (ending) WHERE ending = 'running'",
        "CREATE INDEX session_deleted ON session (deleted_ms) WHERE deleted_ms IS NOT NULL",
        # What all reps of a phase have in common is written once; -1 stands for "no least time".
        """
        CREATE TABLE part (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            block TEXT NOT NULL,
            movement TEXT NOT NULL,
            name TEXT NOT NULL,
            phase TEXT NOT NULL,
            side TEXT NOT NULL,
            sets INTEGER NOT NULL,
            reps INTEGER NOT NULL,
            planned_ms INTEGER NOT NULL,
            min_ms INTEGER NOT NULL,
            UNIQUE (kind, block, movement, name, phase, side, sets, reps, planned_ms, min_ms)
        ) STRICT
        """,
        """
        CREATE TABLE step (
            session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            part_id INTEGER NOT NULL REFERENCES part (id),
            place INTEGER NOT NULL,
            rounds TEXT NOT NULL,
            set_number INTEGER NOT NULL,
            rep INTEGER NOT NULL,
            actual_ms INTEGER NOT NULL,
            ended_ms INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            again INTEGER NOT NULL,
            PRIMARY KEY (session_id, seq)
        ) STRICT, WITHOUT ROWID
        """,
        # Reckoned from the steps when a session ends, so that weeks need not be read step by step.
        """
        CREATE TABLE tally (
            session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
            movement TEXT NOT NULL,
            name TEXT NOT NULL,
            reps INTEGER NOT NULL,
            work_ms INTEGER NOT NULL,
            holds INTEGER NOT NULL,
            hold_planned_ms INTEGER NOT NULL,
            hold_min_ms INTEGER NOT NULL,
            held_ms INTEGER NOT NULL,
            PRIMARY KEY (session_id, movement, name)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE week_tally (
            week INTEGER NOT NULL,
            movement TEXT NOT NULL,
            name TEXT NOT NULL,
            sessions INTEGER NOT NULL,
            reps INTEGER NOT NULL,
            work_ms INTEGER NOT NULL,
            holds INTEGER NOT NULL,
            hold_planned_ms INTEGER NOT NULL,
            hold_min_ms INTEGER NOT NULL,
            held_ms INTEGER NOT NULL,
            PRIMARY KEY (week, movement, name)
        ) STRICT, WITHOUT ROWID
        """,
        # To proposals of another level, so that none is made twice for the same session.
        "CREATE TABLE answered_proposal (uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    ),
    (
        *added_columns(2),
        # Of the few steps that have a best: read without a look at the others.
        "CREATE INDEX step_counted ON step (session_id) WHERE counted_ms IS NOT NULL OR counted_reps IS NOT NULL",
    ),
    *map(added_columns, range(3, 1 + max(column.since for columns in _COLUMNS.values() for column in columns))),
)
NEWEST: Final = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def refuse_newer(connection: sqlite3.Connection, name: str) -> int:
    """The version of the tables. Raises `TrunkTimerError` for those of a newer program."""
    version = version_of(connection)
    if version > NEWEST:
        raise TrunkTimerError(
            tr(
                "{name} was written by a newer TrunkTimer (its tables have version {version}, this program "
                "knows {newest}). It is left as it is; install the newer TrunkTimer to use it.",
                name=name,
                version=version,
                newest=NEWEST,
            )
        )
    return version


def migrate(connection: sqlite3.Connection, name: str, back_up: Callable[[int], None]) -> None:
    """Bring the tables to the newest version. `back_up` is called with the old version before the first change.

    `connection` commits by itself (`isolation_level=None`). Raises `TrunkTimerError` for tables of a newer program,
    which are not touched; a migration that fails leaves the tables as they were.
    """
    version = refuse_newer(connection, name)
    if 0 < version < NEWEST:
        back_up(version)
    while version < NEWEST:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)  # another program may have been quicker
            if version < NEWEST:
                for statement in MIGRATIONS[version]:
                    connection.execute(statement)
                version += 1
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite rolls back by itself where a disk is full
                connection.execute("ROLLBACK")
            raise
