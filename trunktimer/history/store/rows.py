"""Records to rows of the tables and back, as `history.columns` has them in SQL. Its statements are run elsewhere.

Values are made a column at a time, by name; rows come about by laying the columns beside each other.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import SESSION_COLUMNS, STEP_COLUMNS, Column, Kind, session_of
from trunktimer.session.record import Feedback, SessionRecord, Sleep, StepRecord

_TYPES: Final = {Kind.TEXT: "TEXT", Kind.WORD: "TEXT", Kind.SLEEPS: "TEXT", Kind.NUMBER: "REAL"}  # others: INTEGER
_NO_VALUE: Final = -1  # of what reps share: NULL would make each of them another one
_SAID: Final = "feedback."


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column of a table: its type there, and its value from a record."""

    name: str
    type: str
    value: Callable[[Any], Any]


def sql_columns(column: Column) -> tuple[SqlColumn, ...]:
    """The columns of a table that hold a column of the history: two for a moment, else one."""
    get: Callable[[Any], Any] = attrgetter(column.field)
    type = _TYPES.get(column.kind, "INTEGER") + ("" if _has_null(column) and not column.part else " NOT NULL")
    match column.kind:
        case Kind.TIME:
            return (
                SqlColumn(f"{column.key}_ms", type, lambda record: getattr(get(record), "utc_ms", None)),
                SqlColumn(f"{column.key}_offset_min", type, lambda record: getattr(get(record), "offset_min", None)),
            )
        case Kind.SLEEPS:
            return (SqlColumn(column.key, type, lambda record: _sleeps_text(get(record))),)
        case Kind.WORD:
            return (SqlColumn(column.key, type, lambda record: str(get(record))),)
        case Kind.BOOLEAN:
            return (SqlColumn(column.key, type, lambda record: int(get(record))),)
        case _ if _has_null(column) and column.part:
            return (SqlColumn(column.key, type, lambda record: _NO_VALUE if get(record) is None else get(record)),)
        case _:
            return (SqlColumn(column.key, type, get),)


def _reader(column: Column) -> Callable[..., Any] | None:
    """What makes the value of a record from that of the table, or from both; `None` where it is the same."""
    match column.kind:
        case Kind.TIME:
            return lambda utc_ms, offset_min: None if utc_ms is None else WallTime(utc_ms, offset_min)
        case Kind.SLEEPS:
            return _sleeps
        case Kind.WORD if issubclass(words := type(column.words[0]), Enum):
            known: dict[str, Any] = {str(word.value): word for word in words}
            return (known | {"": ""} if column.empty else known).__getitem__
        case Kind.BOOLEAN:
            return bool
        case _ if _has_null(column) and column.part:
            return lambda value: None if value == _NO_VALUE else value
        case _:
            return None


def _reads(column: Column) -> tuple[tuple[str, ...], Callable[..., Any] | None]:
    return tuple(one.name for one in sql_columns(column)), _reader(column)


def _has_null(column: Column) -> bool:
    return column.empty and _TYPES.get(column.kind) != "TEXT"


def _sleeps_text(sleeps: tuple[Sleep, ...]) -> str:
    return json.dumps([(sleep.at_ms, sleep.slept_ms) for sleep in sleeps]) if sleeps else ""


def _sleeps(text: str) -> tuple[Sleep, ...]:
    return tuple(Sleep(at_ms=at, slept_ms=slept) for at, slept in json.loads(text)) if text else ()


def _all_sql(columns: Iterable[Column]) -> tuple[SqlColumn, ...]:
    return tuple(one for column in columns for one in sql_columns(column))


_SESSION: Final = tuple(column for column in SESSION_COLUMNS if column.sql)
_STEP: Final = tuple(column for column in STEP_COLUMNS if column.sql and not column.of_session)
SESSION_SQL: Final = _all_sql(_SESSION)
#: What is said of a session, from a `Feedback`.
SAID_SQL: Final = _all_sql(
    replace(column, field=column.field.removeprefix(_SAID)) for column in _SESSION if column.field.startswith(_SAID)
)
PART_SQL: Final = _all_sql(column for column in _STEP if column.part)
OWN_SQL: Final = _all_sql(column for column in _STEP if not column.part)
#: A step as it is read: what it shares with others, and what is its own.
STEP_SQL: Final = PART_SQL + OWN_SQL
#: How each field of a record is read: from which columns of the table, and by what.
_SESSION_READS: Final = {column.field: _reads(column) for column in _SESSION if not column.derived}
_STEP_READS: Final = {column.field: _reads(column) for column in _STEP}


def names_of(columns: Iterable[SqlColumn]) -> str:
    """Their names, as a statement lists them."""
    return ", ".join(column.name for column in columns)


def marks_of(columns: Sequence[SqlColumn]) -> str:
    """The marks that stand for their values in a statement."""
    return ", ".join("?" * len(columns))


#: What another look at a session never changes: which one it is, and what was said of it.
_LEFT: Final = {"uid", *(column.name for column in SAID_SQL)}
PUT_SESSION: Final = (
    f"INSERT INTO session ({names_of(SESSION_SQL)}, owner, bookmark) VALUES ({marks_of(SESSION_SQL)}, ?, ?)"
    " ON CONFLICT (uid) DO UPDATE SET owner = excluded.owner, bookmark = excluded.bookmark"
    + "".join(f", {one.name} = excluded.{one.name}" for one in SESSION_SQL if one.name not in _LEFT)
)
SAY: Final = f"UPDATE session SET ({names_of(SAID_SQL)}) = ({marks_of(SAID_SQL)}) WHERE uid = ?"
PUT_PARTS: Final = f"INSERT OR IGNORE INTO part ({names_of(PART_SQL)}) VALUES ({marks_of(PART_SQL)})"
PUT_STEPS: Final = (
    f"INSERT OR REPLACE INTO step (session_id, part_id, {names_of(OWN_SQL)}) VALUES (?,"
    f" (SELECT id FROM part WHERE ({names_of(PART_SQL)}) = ({marks_of(PART_SQL)})), {marks_of(OWN_SQL)})"
)


def values_of(columns: Iterable[SqlColumn], record: SessionRecord | Feedback) -> list[object]:
    """The values of a record, in the order of `columns`."""
    return storable(column.value(record) for column in columns)


def storable(values: Iterable[object]) -> list[object]:
    """The same values; a text that is no Unicode, as from a file's name, with marks of question for what is none."""
    return [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values]


def part_values(steps: Sequence[StepRecord]) -> set[tuple[object, ...]]:
    """What `PUT_PARTS` takes: what these steps share with others, each once."""
    return set(_rows_of(PART_SQL, steps))


def step_values(session_id: int, steps: Sequence[StepRecord]) -> Iterator[tuple[object, ...]]:
    """What `PUT_STEPS` takes, for each step."""
    for part, own in zip(_rows_of(PART_SQL, steps), _rows_of(OWN_SQL, steps), strict=True):
        yield session_id, *part, *own


def _rows_of(columns: Iterable[SqlColumn], steps: Sequence[StepRecord]) -> Iterator[tuple[object, ...]]:
    return zip(*(map(column.value, steps) for column in columns), strict=True)


def session_record(row: Sequence[Any]) -> SessionRecord:
    """The session whose values, in the order of `SESSION_SQL`, are in `row`."""
    return session_records([row])[0]


def session_records(rows: Sequence[Sequence[Any]]) -> list[SessionRecord]:
    """The same for many."""
    values = _by_field(_SESSION_READS, SESSION_SQL, rows)
    return [session_of(dict(zip(values, row, strict=True))) for row in zip(*values.values(), strict=True)]


def step_records(rows: Sequence[Sequence[Any]]) -> list[StepRecord]:
    """The steps whose values are in `rows`, in the order of `STEP_SQL`."""
    values = _by_field(_STEP_READS, STEP_SQL, rows)
    return list(map(StepRecord._make, zip(*(values[name] for name in StepRecord._fields), strict=True)))


def _by_field(
    reads: Mapping[str, tuple[tuple[str, ...], Callable[..., Any] | None]],
    columns: Sequence[SqlColumn],
    rows: Sequence[Sequence[Any]],
) -> dict[str, Iterable[Any]]:
    """The values of all rows by the field of the record to which they belong."""
    names = [column.name for column in columns]
    found = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
    return {
        field: found[names[0]] if read is None else map(read, *(found[name] for name in names))
        for field, (names, read) in reads.items()
    }
