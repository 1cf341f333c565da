"""The history as CSV: how its columns are written in three grains, and the file. Reading back is in `reading`.

`history.columns` has the columns. What comes here is a stream of records; where they come from is not known.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO, TypeVar

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.text_file import shown, write_file
from trunktimer.foundation.translation import later, tr
from trunktimer.history.columns import COLUMNS, Grain
from trunktimer.history.csv.cells import BOM, LINE_END, PLAIN, CsvForm, cell_writer
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import HistoryReader
from trunktimer.session.record import SessionRecord, StepRecord, sets_of

Told = Callable[[int], object]
Asked = Callable[[], bool]
WithSteps = tuple[SessionRecord, Sequence[StepRecord]]
Item = TypeVar("Item")

_ROWS_TOLD: Final = 2_000
_SESSIONS_TOLD: Final = 50
_KNOWN: Final = 1_000  # cells of a column
_NO_COLUMN: Final = {
    Grain.SESSIONS: later('Sessions have no column "{column}"; there are: {known}.'),
    Grain.SETS: later('Sets have no column "{column}"; there are: {known}.'),
    Grain.STEPS: later('Steps have no column "{column}"; there are: {known}.'),
}


class Cancelled(Exception):
    """The person did not want it any more. Nothing was written."""


def column_names(grain: Grain) -> tuple[str, ...]:
    """The names of all columns, in their order."""
    return tuple(column.name for column in COLUMNS[grain])


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
    rows_of: Callable[[Item], Iterable[tuple[SessionRecord, Any]]],
    records: Iterable[Item],
    out: TextIO,
    *,
    columns: Sequence[str] = (),
    form: CsvForm = PLAIN,
    told: Told = lambda rows: None,
    cancelled: Asked = lambda: False,
) -> int:
    """Write the rows of each item of `records`; gives how many.

    Args:
        out: opened with `newline=""`.
        columns: are written in that order, all of them if there are none.
        told: is called with the rows so far.
        cancelled: is asked as often, and ends the writing with `Cancelled`.

    Raises:
        TrunkTimerError: for a column that there is not.
    """
    names = chosen_columns(grain, columns)
    by_name = {column.name: column for column in COLUMNS[grain]}
    cells = [
        (int(not by_name[name].of_session), attrgetter(by_name[name].field), _cached(cell_writer(by_name[name], form)))
        for name in names
    ]
    out.write((BOM if form.for_excel else "") + form.separator.join(names) + LINE_END)
    done = 0
    for row in (row for record in records for row in rows_of(record)):
        line = form.separator.join([write(get(row[at])) for at, get, write in cells])
        out.write((line or '""') + LINE_END)  # an empty line would be no row
        done += 1
        if done % _ROWS_TOLD == 0:
            told(done)
            if cancelled():
                raise Cancelled
    told(done)
    return done


def _cached(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lru_cache(_KNOWN)(write)


def _session(record: SessionRecord) -> Iterable[tuple[SessionRecord, Any]]:
    return ((record, record),)


def _sets(item: WithSteps) -> Iterable[tuple[SessionRecord, Any]]:
    return ((item[0], one) for one in sets_of(item[1]))


def _steps(item: WithSteps) -> Iterable[tuple[SessionRecord, Any]]:
    return ((item[0], step) for step in item[1])


#: One row a session, a set on a side, a step. What they take and give says `_write`, from `records` on.
write_sessions: Final = partial(_write, Grain.SESSIONS, _session)
write_sets: Final = partial(_write, Grain.SETS, _sets)
write_steps: Final = partial(_write, Grain.STEPS, _steps)


def write_history(past: HistoryReader, request: ExportRequest, form: CsvForm, told: Told, out: TextIO) -> int:
    """Write what is requested; gives how many rows. `told` is called with the sessions so far, and may raise."""
    if request.grain == Grain.SESSIONS:
        sessions = counted(past.all_sessions(request.wanted), told)
        return write_sessions(sessions, out, columns=request.columns, form=form)
    write = write_sets if request.grain == Grain.SETS else write_steps
    return write(counted(past.all_steps(request.wanted), told), out, columns=request.columns, form=form)


def counted(items: Iterable[Item], told: Told) -> Iterator[Item]:
    """The same items; `told` is called now and then with how many have passed."""
    done = 0
    for item in items:
        yield item
        done += 1
        if done % _SESSIONS_TOLD == 0:
            told(done)
    told(done)


def export_file(path: Path, write: Callable[[TextIO], int], *, notes: Path | None = None) -> int:
    """Put what `write` writes in the place of the file's content, as `write_file` does; gives its answer."""

    def written(file: BinaryIO) -> int:
        out = io.TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            answer = write(out)
            out.flush()
            return answer
        finally:
            out.detach()

    return write_file(path, written, notes=notes)
