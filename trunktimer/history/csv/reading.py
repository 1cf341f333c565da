"""The history read back from CSV: files in, records out, every fault with its line. Writing is in `export`.

Files are read twice, once to see whether all of them are sound and once to give the records; neither time are they
held in memory as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.text_file import file_fault, shown
from trunktimer.foundation.translation import tr, trn
from trunktimer.history.columns import COLUMNS, Grain, session_of
from trunktimer.history.csv.cells import BadCell, cell_reader
from trunktimer.history.csv.csv_file import CsvFile, read_first_line, rows_of
from trunktimer.history.csv.export import Cancelled
from trunktimer.session.record import SessionRecord, StepRecord

Told = Callable[[int, int], object]
Asked = Callable[[], bool]

_MOST_FAULTS: Final = 50  # in one file; who reads more?
_KNOWN: Final = 1_000  # cells of a column


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFiles:
    """Files that were found to be sound: how many sessions and steps they hold."""

    files: tuple[tuple[Path, Grain], ...]
    sessions: int
    steps: int
    with_steps: frozenset[int]  # uids, as numbers

    def records(self) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
        """The sessions, each with its steps. Raises `FileFaults` if a file was changed since it was examined.

        Where steps stand in the order of their sessions, as they do when they were exported, only one session is held
        at a time.
        """
        sessions = _all_sessions(self.files)
        waiting: dict[str, SessionRecord] = {}
        for path, grain in self.files:
            if grain is not Grain.STEPS:
                continue
            for uid, steps in _steps_by_session(path):
                while uid not in waiting:
                    record = next(sessions, None)
                    if record is None:
                        raise file_fault(path, tr("the files were changed while they were imported; import them again"))
                    if int(record.uid, 16) in self.with_steps:
                        waiting[record.uid] = record
                    else:
                        yield record, []
                yield waiting.pop(uid), steps
        for record in sessions:
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
    faults: list[FileFault] = []
    opened = [file for file in (_look_at(path, faults) for path in paths) if file is not None]
    opened.sort(key=lambda file: file.grain)  # sessions before steps
    size = sum(file.path.stat().st_size for file in opened)
    before = 0

    def tell(done: int) -> None:
        if cancelled():
            raise Cancelled
        told(before + done, size)

    examined = _Examined()
    for file in opened:
        own: list[FileFault] = []
        if file.grain is Grain.SESSIONS:
            _check_sessions(file, examined, own, tell)
        else:
            _check_steps(file, examined, own, tell, any(other.grain is Grain.SESSIONS for other in opened))
        faults += own
        before += file.path.stat().st_size
    if faults:
        order = {shown(str(path), 4096): at for at, path in enumerate(paths)}
        raise FileFaults(sorted(faults, key=lambda fault: (order.get(fault.file, 0), fault.line)))
    told(size, size)
    return HistoryFiles(
        files=tuple((file.path, file.grain) for file in opened),
        sessions=len(examined.sessions),
        steps=examined.steps,
        with_steps=frozenset(examined.with_steps),
    )


class _Examined:
    """What is known of the files so far. Uids are numbers, which are small."""

    def __init__(self) -> None:
        self.sessions: dict[int, str] = {}  # where each stands
        self.with_steps: dict[int, str] = {}
        self.steps = 0


def _look_at(path: Path, faults: list[FileFault]) -> CsvFile | None:
    try:
        return read_first_line(path)
    except FileFaults as found:
        faults += found.faults
        return None


# ---- cells


class _Cells:
    """Reads the cells of a file's rows, by the columns that its first line names."""

    def __init__(self, file: CsvFile) -> None:
        self._shape = file
        # Of its session a step has the uid only; the copies beside it are passed over.
        columns = {one.name: one for one in COLUMNS[file.grain] if not one.of_session or one.needed}
        readers = {name: lru_cache(_KNOWN)(cell_reader(column)) for name, column in columns.items()}
        self._is_read = [name in columns for name in file.header]
        self._readers = [(name, columns[name].field, readers[name]) for name in file.header if name in columns]
        self._absent = {
            one.field: readers[name](one.absent or "") for name, one in columns.items() if name not in file.header
        }

    def values(self, line: int, row: Sequence[str]) -> dict[str, Any]:
        """The values by the fields of the record. Raises `FileFaults` with all faults of the row."""
        if len(row) != len(self._is_read):
            # Translators: n are the cells; there may be one column, too.
            what = trn(
                "this row has {n} cell for {columns} columns",
                "this row has {n} cells for {columns} columns",
                len(row),
                columns=len(self._is_read),
            )
            raise file_fault(self._shape.path, what, line)
        try:
            return self._absent | {
                field: read(cell)
                for (_, field, read), cell in zip(self._readers, compress(row, self._is_read), strict=True)
            }
        except ValueError:
            raise FileFaults(self._faults(line, row)) from None

    def _faults(self, line: int, row: Sequence[str]) -> list[FileFault]:
        found = []
        for (name, _, read), cell in zip(self._readers, compress(row, self._is_read), strict=True):
            try:
                read(cell)
            except BadCell as error:
                what = _wrong_cell(cell, error) if cell else tr("this is empty; {right}", right=error.right)
                found.append(FileFault(file=self._shape.name, line=line, where=name, what=what))
        return found


def _wrong_cell(cell: str, error: BadCell) -> str:
    # Translators: a cell, what is wrong with it, what to do: "1x" is no whole number; write digits only.
    return tr('"{cell}" {wrong}; {right}', cell=shown(cell, 60), wrong=error.wrong, right=error.right)


# ---- sessions


def _session(cells: _Cells, line: int, row: Sequence[str]) -> SessionRecord:
    return session_of(cells.values(line, row))


def _all_sessions(files: Sequence[tuple[Path, Grain]]) -> Iterator[SessionRecord]:
    for path, grain in files:
        if grain is Grain.SESSIONS:
            file = read_first_line(path)
            cells = _Cells(file)
            for line, row in rows_of(file):
                yield _session(cells, line, row)


def _check_sessions(file: CsvFile, examined: _Examined, faults: list[FileFault], tell: Callable[[int], object]) -> None:
    cells = _Cells(file)

    def check(line: int, row: list[str]) -> None:
        uid = int(_session(cells, line, row).uid, 16)
        place = f"{file.name}:{line}"
        if uid in examined.sessions:
            what = tr("this session stands in {place} as well; take one of them out", place=examined.sessions[uid])
            raise file_fault(file.path, what, line)
        examined.sessions[uid] = place

    _check(file, faults, tell, check)


def _check(
    file: CsvFile,
    faults: list[FileFault],
    tell: Callable[[int], object],
    check: Callable[[int, list[str]], object],
) -> None:
    """Examine each row, until there are too many faults."""
    try:
        for line, row in rows_of(file, tell):
            try:
                check(line, row)
            except FileFaults as found:
                faults += found.faults
                if len(faults) >= _MOST_FAULTS:
                    what = tr("there are more faults below; mend these first")
                    faults.append(FileFault(file=file.name, line=line, where="", what=what))
                    return
    except FileFaults as found:
        faults += found.faults


# ---- steps


def _step(cells: _Cells, line: int, row: Sequence[str]) -> tuple[str, StepRecord]:
    """The uid of a row's session, and its step. Raises `FileFaults`."""
    values = cells.values(line, row)
    return values.pop("uid"), StepRecord(**values)


def _steps_by_session(path: Path) -> Iterator[tuple[str, list[StepRecord]]]:
    file = read_first_line(path)
    cells = _Cells(file)
    rows = (_step(cells, line, row) for line, row in rows_of(file))
    for uid, group in groupby(rows, key=itemgetter(0)):
        yield uid, [step for _, step in group]


def _check_steps(
    file: CsvFile,
    examined: _Examined,
    faults: list[FileFault],
    tell: Callable[[int], object],
    sessions_given: bool,
) -> None:
    if not sessions_given:
        faults.append(
            FileFault(
                file=file.name,
                line=1,
                where="",
                what=tr("these are steps without their sessions; name the file of the sessions as well"),
            )
        )
        return
    cells = _Cells(file)
    last, awaited, is_known, is_in_doubt = -1, 0, False, False

    def check(line: int, row: list[str]) -> None:
        nonlocal last, awaited, is_known, is_in_doubt
        try:
            said, step = _step(cells, line, row)
        except FileFaults:
            is_in_doubt = True  # the row before the next one is not known, and one fault is told once
            raise
        uid = int(said, 16)
        if uid != last:
            last, awaited, is_known = uid, 0, False
            if uid not in examined.sessions:
                what = tr("this session is not in the files; name the file of the sessions that has it as well")
                raise _fault_at(file, line, "session_uid", what)
            if uid in examined.with_steps:
                what = tr(
                    "steps of this session stand in {place} already; keep them together",
                    place=examined.with_steps[uid],
                )
                raise _fault_at(file, line, "session_uid", what)
            examined.with_steps[uid] = f"{file.name}:{line}"
            is_known = True
        if not is_known:  # which was told with the first of its rows
            return
        examined.steps += 1
        expected = step.seq if is_in_doubt else awaited
        awaited, is_in_doubt = step.seq + 1, False
        if step.seq != expected:
            what = tr(
                "this is {number}, but {expected} is next; a session's steps stand together, in order, none missing",
                number=step.seq,
                expected=expected,
            )
            raise _fault_at(file, line, "seq", what)

    _check(file, faults, tell, check)


def _fault_at(file: CsvFile, line: int, where: str, what: str) -> FileFaults:
    return FileFaults([FileFault(file=file.name, line=line, where=where, what=what)])
