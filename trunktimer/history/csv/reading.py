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
from trunktimer.history.columns import COLUMNS, Grain, Kind, session_of
from trunktimer.history.csv.cells import BadCell, cell_reader
from trunktimer.history.csv.csv_file import NO_UTF_8, CsvFile, is_text, read_first_line
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
    """Files that can be taken: how many sessions and steps they hold, and the faults of rows that are left out."""

    files: tuple[CsvFile, ...]
    records_by_uid: Mapping[str, SessionRecord]
    steps: int
    faults: tuple[FileFault, ...]
    bad_rows: int

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
        report = (lambda fault: None) if self.faults else _raise
        for uid, steps in _all_steps(self.files, self.records_by_uid, report):
            yield left.pop(uid), steps
        for record in left.values():
            yield record, []


def read_history(paths: Sequence[Path]) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
    """The sessions in the files, each with its steps. Raises `FileFaults` before the first, if any file has a fault."""
    return check_history(paths).records()


def check_history(
    paths: Sequence[Path],
    *,
    told: Told = lambda done, of: None,
    cancelled: Asked = lambda: False,
    skip_bad: bool = False,
) -> HistoryFiles:
    """Examine files of sessions and of steps, in any order.

    Args:
        told: is called with the bytes read so far and those of all files.
        cancelled: is asked as often, and ends it with `Cancelled`.
        skip_bad: whether rows with a fault are left out; those of a session that is left out are so, too.

    Raises:
        FileFaults: with the faults of all files; with `skip_bad`, where a file is none of a history.
    """
    faults: dict[str, list[FileFault]] = {shown(str(path), 4096): [] for path in paths}
    bad: set[tuple[str, int]] = set()

    def report(fault: FileFault) -> None:
        bad.add((fault.file, fault.line))
        own = faults[fault.file]
        if len(own) == _MOST_FAULTS:
            more = (
                tr("there are more faults below") if skip_bad else tr("there are more faults below; mend these first")
            )
            fault = replace(fault, where="", what=more)
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
    has_sessions = any(file.grain is Grain.SESSIONS for file in files)
    for file in files:
        if not has_sessions:
            what = tr("these are steps without their sessions; name the file of the sessions as well")
            report(file.fault(what))
    is_usable = not bad
    left_out: set[str] = set()
    sessions = _all_sessions(files, left_out, report, tell)
    steps = sum(len(rows) for _, rows in _all_steps(files, sessions, report, left_out, tell)) if has_sessions else 0
    all_faults = [fault for own in faults.values() for fault in sorted(own, key=lambda fault: fault.line)]
    if all_faults and not (skip_bad and is_usable):
        raise FileFaults(all_faults)
    told(size, size)
    return HistoryFiles(
        files=tuple(files), records_by_uid=sessions, steps=steps, faults=tuple(all_faults), bad_rows=len(bad)
    )


def _raise(fault: FileFault) -> None:
    raise FileFaults([fault])


# ---- one way through the files: what is not right is reported and left out


def _all_sessions(files: Sequence[CsvFile], left_out: set[str], report: Report, tell: Tell) -> dict[str, SessionRecord]:
    """The sessions by their uids. The uids of those that cannot be read are added to `left_out`."""
    sessions: dict[str, SessionRecord] = {}
    places: dict[str, str] = {}
    for file in files:
        if file.grain is Grain.SESSIONS:
            for line, values, is_sound in _values(file, report, tell):
                if not is_sound:
                    left_out.add(values.get("uid", ""))
                    continue
                uid = values["uid"]
                if uid in sessions:
                    what = tr("this session stands in {place} as well; take one of them out", place=places[uid])
                    report(file.fault(what, line))
                    continue
                sessions[uid], places[uid] = session_of(values), f"{file.name}:{line}"
    return sessions


def _all_steps(
    files: Sequence[CsvFile],
    uids: Container[str],
    report: Report,
    left_out: Container[str] = (),
    tell: Tell = lambda file, done: None,
) -> Iterator[tuple[str, list[StepRecord]]]:
    """The steps of each session, of those with the `uids`; what is `left_out` was told, and so is what follows."""
    begun: dict[str, str] = {}  # where the steps of a session stand
    for file in files:
        if file.grain is not Grain.STEPS:
            continue
        said, steps, is_wanted, last = "", list[StepRecord](), False, -1
        awaited: int | None = 0  # the next row's number; `None` where the row before cannot be read
        for line, values, is_sound in _values(file, report, tell):
            if not is_sound:
                awaited = None
                continue
            uid = values.pop("uid")
            step = StepRecord(**values)
            if uid != said:
                if steps:
                    yield said, steps
                said, steps, last = uid, [], -1
                awaited = awaited and 0
                what = ""
                if uid not in uids and uid not in left_out:
                    what = tr("this session is not in the files; name the file of the sessions that has it as well")
                elif uid in begun:
                    place = begun[uid]
                    what = tr("steps of this session stand in {place} already; keep them together", place=place)
                if what:
                    report(file.fault(what, line, "session_uid"))
                is_wanted = not what and uid in uids
                begun.setdefault(uid, f"{file.name}:{line}")
            if not is_wanted:  # which was told with the first of its rows
                continue
            if awaited is not None and step.seq != awaited:
                report(file.fault(tr(_NOT_NEXT, number=step.seq, expected=awaited), line, "seq"))
            awaited = step.seq + 1
            if step.seq > last:  # the others are there already
                steps.append(step if step.seq == len(steps) else step._replace(seq=len(steps)))
                last = step.seq
        if steps:
            yield said, steps


def _values(file: CsvFile, report: Report, tell: Tell) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """The line of each row, its values by the fields of the record, and whether all of them could be read."""
    # Of its session a step has the uid only; the copies beside it are passed over.
    columns = {one.name: one for one in COLUMNS[file.grain] if not one.of_session or one.needed}
    named = [(at, columns[name]) for at, name in enumerate(file.header) if name in columns]
    reads = [(at, column, lru_cache(_KNOWN)(cell_reader(column, file.decimal))) for at, column in named]
    absent = {one.field: cell_reader(one)(one.absent or "") for one in columns.values() if one.name not in file.header}
    unnamed = [at for at, name in enumerate(file.header) if not name]
    zone_at = file.header.index("zone") if "zone" in file.header else None
    most, least = len(file.header), 1 + max(at for at, column in named if not column.may_be_empty)
    try:
        for line, row in file.rows(lambda done: tell(file, done)):
            if not is_text(row):
                report(file.fault(tr(NO_UTF_8), line))
                yield line, {}, False
                continue
            if len(row) < least or any(cell.strip() for cell in row[most:]):
                # Translators: n are the cells; there may be one column, too.
                what = trn(
                    "this row has {n} cell for {columns} columns",
                    "this row has {n} cells for {columns} columns",
                    len(row),
                    columns=most,
                )
                report(file.fault(what, line))
                yield line, {}, False
                continue
            cells = row + [""] * (most - len(row))
            values, is_sound = dict(absent), True
            for at, column, read in reads:
                try:
                    more = [cells[zone_at]] if column.kind is Kind.TIME and zone_at is not None else []
                    values[column.field] = read(cells[at], *more)
                except BadCell as error:
                    report(file.fault(_wrong_cell(cells[at], error), line, column.name))
                    is_sound = False
            if any(cells[at].strip() for at in unnamed):
                report(file.fault(tr("a column has no name; take it out of the file"), line))
                is_sound = False
            yield line, values, is_sound
    except FileFaults as found:
        for fault in found.faults:
            report(fault)


def _wrong_cell(cell: str, error: BadCell) -> str:
    if not cell:
        return tr("this is empty; {right}", right=error.right)
    # Translators: a cell, what is wrong with it, what to do: "1x" is no whole number; write digits only.
    return tr('"{cell}" {wrong}; {right}', cell=shown(cell, 60), wrong=error.wrong, right=error.right)
