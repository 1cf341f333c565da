"""The history read back from CSV: files in, records out, every fault with its line. Writing is in `export`.

Files are examined as a whole before a record is given. Steps, which are many, are read once more then: they are never
held in memory all at once.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.text_file import file_fault, shown
from trunktimer.foundation.translation import later, tr, trn
from trunktimer.history.columns import COLUMNS, Column, Grain, session_of
from trunktimer.history.csv.cells import BadCell, cell_reader
from trunktimer.history.csv.csv_file import CsvFile, read_first_line
from trunktimer.history.csv.export import Cancelled
from trunktimer.session.record import SessionRecord, StepRecord

Told = Callable[[int, int], object]
Asked = Callable[[], bool]
Report = Callable[[FileFault], object]
Tell = Callable[[CsvFile, int], object]  # how many bytes of a file were read

_NOT_NEXT: Final = later(
    "this is {number}, but {expected} is next; a session's steps stand together, in order, none missing"
)
_MOST_FAULTS: Final = 50  # in one file; who reads more?
_KNOWN: Final = 1_000  # cells of a column


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFiles:
    """Files that were found to be sound: how many sessions and steps they hold."""

    files: tuple[CsvFile, ...]
    records_by_uid: Mapping[str, SessionRecord]
    steps: int

    @property
    def sessions(self) -> int:
        """How many there are."""
        return len(self.records_by_uid)

    def records(self) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
        """The sessions, each with its steps; in the end those without. Steps are read anew, a session at a time.

        Raises `FileFaults` if a file was changed since it was examined.
        """
        for file in self.files:
            if read_first_line(file.path) != file:
                raise file_fault(file.path, tr("the files were changed while they were imported; import them again"))
        left = dict(self.records_by_uid)
        for uid, steps in _all_steps(self.files, left, _raise):
            yield left.pop(uid), steps
        for record in left.values():
            yield record, []


def read_history(paths: Sequence[Path]) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
    """The sessions in the files, each with its steps. Raises `FileFaults` before the first, if any file has a fault."""
    return check_history(paths).records()


def check_history(
    paths: Sequence[Path], *, told: Told = lambda done, of: None, cancelled: Asked = lambda: False
) -> HistoryFiles:
    """Examine files of sessions and of steps, in any order.

    `told` is called with the bytes read so far and those of all files; `cancelled` is asked as often, and ends it with
    `Cancelled`. Raises `FileFaults` with the faults of all files.
    """
    faults: dict[str, list[FileFault]] = {shown(str(path), 4096): [] for path in paths}

    def report(fault: FileFault) -> None:
        own = faults[fault.file]
        if len(own) == _MOST_FAULTS:
            fault = replace(fault, where="", what=tr("there are more faults below; mend these first"))
        if len(own) <= _MOST_FAULTS:
            own.append(fault)

    files: list[CsvFile] = []
    for path in paths:
        try:
            files.append(read_first_line(path))
        except FileFaults as found:
            for fault in found.faults:
                report(fault)
    size = sum(file.size for file in files)

    def tell(file: CsvFile, done: int) -> None:
        if cancelled():
            raise Cancelled
        told(done + sum(other.size for other in files[: files.index(file)]), size)

    files.sort(key=lambda file: file.grain)  # sessions before steps
    sessions = _all_sessions(files, report, tell)
    steps = sum(len(rows) for _, rows in _all_steps(files, sessions, report, tell))
    if any(faults.values()):
        raise FileFaults([fault for own in faults.values() for fault in sorted(own, key=lambda fault: fault.line)])
    told(size, size)
    return HistoryFiles(files=tuple(files), records_by_uid=sessions, steps=steps)


def _raise(fault: FileFault) -> None:
    raise FileFaults([fault])


# ---- one way through the files: what is not right is reported and left out


def _all_sessions(files: Sequence[CsvFile], report: Report, tell: Tell) -> dict[str, SessionRecord]:
    """The sessions by their uids."""
    sessions: dict[str, SessionRecord] = {}
    places: dict[str, str] = {}
    for file in files:
        if file.grain is Grain.SESSIONS:
            for line, values in _values(file, report, tell):
                if not values:
                    continue
                uid = values["uid"]
                if uid in sessions:
                    what = tr("this session stands in {place} as well; take one of them out", place=places[uid])
                    report(file.fault(what, line))
                    continue
                sessions[uid], places[uid] = session_of(values), f"{file.name}:{line}"
    return sessions


def _all_steps(
    files: Sequence[CsvFile], uids: Container[str], report: Report, tell: Tell = lambda file, done: None
) -> Iterator[tuple[str, list[StepRecord]]]:
    """The steps of each session, of those with the `uids`."""
    begun: dict[str, str] = {}  # where the steps of a session stand
    for file in files:
        if file.grain is not Grain.STEPS:
            continue
        if all(other.grain is Grain.STEPS for other in files):
            what = tr("these are steps without their sessions; name the file of the sessions as well")
            report(file.fault(what))
            continue
        said, steps, is_wanted = "", list[StepRecord](), False
        awaited: int | None = 0  # the next row's number; `None` where the row before cannot be read
        for line, values in _values(file, report, tell):
            if not values:
                awaited = None
                continue
            uid = values.pop("uid")
            step = StepRecord(**values)
            if uid != said:
                if steps:
                    yield said, steps
                said, steps = uid, []
                awaited = awaited and 0
                what = ""
                if uid not in uids:
                    what = tr("this session is not in the files; name the file of the sessions that has it as well")
                elif uid in begun:
                    place = begun[uid]
                    what = tr("steps of this session stand in {place} already; keep them together", place=place)
                if what:
                    report(file.fault(what, line, "session_uid"))
                else:
                    begun[uid] = f"{file.name}:{line}"
                is_wanted = not what
            if not is_wanted:  # which was told with the first of its rows
                continue
            if awaited is not None and step.seq != awaited:
                report(file.fault(tr(_NOT_NEXT, number=step.seq, expected=awaited), line, "seq"))
            awaited = step.seq + 1
            steps.append(step)
        if steps:
            yield said, steps


def _values(file: CsvFile, report: Report, tell: Tell) -> Iterator[tuple[int, dict[str, Any]]]:
    """The line of each row, and its values by the fields of the record; none where they cannot be read."""
    # Of its session a step has the uid only; the copies beside it are passed over.
    columns = {one.name: one for one in COLUMNS[file.grain] if not one.of_session or one.needed}
    reads = [(at, columns[name], _reader(columns[name])) for at, name in enumerate(file.header) if name in columns]
    absent = {one.field: _reader(one)(one.absent or "") for one in columns.values() if one.name not in file.header}
    try:
        for line, row in file.rows(lambda done: tell(file, done)):
            if len(row) != len(file.header):
                # Translators: n are the cells; there may be one column, too.
                what = trn(
                    "this row has {n} cell for {columns} columns",
                    "this row has {n} cells for {columns} columns",
                    len(row),
                    columns=len(file.header),
                )
                report(file.fault(what, line))
                yield line, {}
                continue
            values = dict(absent)
            for at, column, read in reads:
                try:
                    values[column.field] = read(row[at])
                except BadCell as error:
                    report(file.fault(_wrong_cell(row[at], error), line, column.name))
            yield line, values if len(values) == len(columns) else {}
    except FileFaults as found:
        for fault in found.faults:
            report(fault)


def _reader(column: Column) -> Callable[[str], Any]:
    return lru_cache(_KNOWN)(cell_reader(column))


def _wrong_cell(cell: str, error: BadCell) -> str:
    if not cell:
        return tr("this is empty; {right}", right=error.right)
    # Translators: a cell, what is wrong with it, what to do: "1x" is no whole number; write digits only.
    return tr('"{cell}" {wrong}; {right}', cell=shown(cell, 60), wrong=error.wrong, right=error.right)
