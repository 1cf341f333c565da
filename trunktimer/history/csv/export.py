"""The history as CSV: how its columns are written in three grains, and the file. Reading back is in `reading`.

`history.columns` has the columns. What comes here is a stream of records; where they come from is not known.
"""

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, TextIO

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.text_file import flush_folder, keep_rights, reason_of, shown
from trunktimer.foundation.translation import later, tr
from trunktimer.history.columns import COLUMNS, Column, Grain
from trunktimer.history.csv.cells import BOM, LINE_END, PLAIN, CsvForm, cell_writer
from trunktimer.session.record import SessionRecord, SetRecord, StepRecord, sets_of

Told = Callable[[int], object]
Asked = Callable[[], bool]
WithSteps = tuple[SessionRecord, Sequence[StepRecord]]
#: Rows that are written together: the session that they belong to (`None` if they are sessions), how many they are,
#: and their values by field.
_Chunk = tuple[SessionRecord | None, int, Mapping[str, Sequence[Any]]]

_BATCH: Final = 2_000  # rows at a time
_TOGETHER: Final = 500  # sessions


class Cancelled(Exception):
    """The person did not want it any more. Nothing was written."""


def column_names(grain: Grain) -> tuple[str, ...]:
    """The names of all columns, in their order."""
    return tuple(column.name for column in COLUMNS[grain])


# ---- rows


def write_sessions(
    records: Iterable[SessionRecord],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row a session; gives how many.

    `out` is opened with `newline=""`. `columns` are written in that order, all of them if there are none. `told` is
    called with the rows so far; `cancelled` is asked as often, and ends the writing with `Cancelled`. Raises
    `TrunkTimerError` for a column that there is not.
    """
    return _write(Grain.SESSIONS, _session_chunks(iter(records)), out, columns, form, told, cancelled)


def write_sets(
    records: Iterable[WithSteps],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row for each set and side; otherwise as `write_sessions`."""
    chunks = (_chunk(record, SetRecord._fields, sets_of(steps)) for record, steps in records)
    return _write(Grain.SETS, chunks, out, columns, form, told, cancelled)


def write_steps(
    records: Iterable[WithSteps],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write one row a step; otherwise as `write_sessions`."""
    chunks = (_chunk(record, StepRecord._fields, steps) for record, steps in records)
    return _write(Grain.STEPS, chunks, out, columns, form, told, cancelled)


_NO_COLUMN: Final = {
    Grain.SESSIONS: later('Sessions have no column "{column}"; there are: {known}.'),
    Grain.SETS: later('Sets have no column "{column}"; there are: {known}.'),
    Grain.STEPS: later('Steps have no column "{column}"; there are: {known}.'),
}


def chosen_columns(grain: Grain, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns to write: those named, or all. Raises `TrunkTimerError` for a name that there is not, or twice."""
    names = column_names(grain)
    for at, name in enumerate(columns):
        if name not in names:
            raise TrunkTimerError(tr(_NO_COLUMN[grain], column=shown(name, 60), known=", ".join(names)))
        if name in columns[:at]:
            raise TrunkTimerError(tr('The column "{name}" is named twice; name it once.', name=name))
    return tuple(columns) or names


def _write(
    grain: Grain,
    chunks: Iterable[_Chunk],
    out: TextIO,
    columns: Sequence[str],
    form: CsvForm,
    told: Told,
    cancelled: Asked,
) -> int:
    names = chosen_columns(grain, columns)
    by_name = {column.name: column for column in COLUMNS[grain]}
    writers = [(by_name[name], cell_writer(by_name[name], form)) for name in names]
    out.write((BOM if form.for_excel else "") + form.separator.join(names) + LINE_END)
    lines = chain.from_iterable(_lines(chunk, writers, form) for chunk in chunks)
    done = 0
    while True:
        if cancelled():
            raise Cancelled
        batch = list(islice(lines, _BATCH))
        if not batch:
            return done
        batch.append("")
        out.write(LINE_END.join(batch))
        done += len(batch) - 1
        told(done)


def _session_chunks(records: Iterator[SessionRecord]) -> Iterator[_Chunk]:
    while batch := list(islice(records, _TOGETHER)):
        fields = (column.field for column in COLUMNS[Grain.SESSIONS])
        yield None, len(batch), {field: list(map(attrgetter(field), batch)) for field in fields}


def _chunk(of: SessionRecord, fields: Sequence[str], records: Sequence[tuple[Any, ...]]) -> _Chunk:
    return of, len(records), dict(zip(fields, zip(*records, strict=True), strict=True)) if records else {}


def _lines(chunk: _Chunk, writers: Sequence[tuple[Column, Callable[[Any], str]]], form: CsvForm) -> Iterable[str]:
    """One line a row, made column by column: what stands in many of the rows is written once."""
    of, count, values = chunk
    cells: list[Iterable[str]] = []
    for column, write in writers:
        if column.of_session:
            cells.append(repeat(write(attrgetter(column.field)(of)), count))
        elif count:
            known = {value: write(value) for value in set(values[column.field])}
            cells.append(map(known.__getitem__, values[column.field]))
    if len(writers) == 1:
        return (only or '""' for (only,) in zip(*cells, strict=True))  # an empty line would be no row
    return map(form.separator.join, zip(*cells, strict=True))


# ---- the file


def export_file(path: Path, write: Callable[[TextIO], int]) -> int:
    """Put what `write` writes in the place of the file's content, or leave the file as it is; gives `write`'s answer.

    Written beside the file, flushed to the disk and renamed. Follows links and keeps permissions. What `write`
    raises (`Cancelled` too) is passed on, and nothing stays behind. Raises `TrunkTimerError` when it cannot be saved.
    """
    beside: Path | None = None
    try:
        target = _target(path)
        old = target.stat() if target.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise TrunkTimerError(tr("{path} is not a plain file, so nothing was written.", path=shown(str(path))))
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(tr("the file is write-protected"))
        new = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
        with new.open("x", encoding="utf-8", newline="") as file:
            beside = new
            rows = write(file)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            keep_rights(new, old)
        new.replace(target)
        flush_folder(target.parent)
        return rows
    except OSError as error:
        raise TrunkTimerError(
            tr(
                "{path} could not be saved: {reason}. What stood there is unchanged.",
                path=shown(str(path)),
                reason=reason_of(error),
            )
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """What a path leads to in the end."""
    try:
        return path.resolve(strict=False)
    except RuntimeError as error:  # Python 3.11 and 3.12 say so that links lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
