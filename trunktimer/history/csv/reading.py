"""The history read back from CSV: files in, records out, every fault with its line. Writing is in `history_csv`.

Files are read twice, once to see whether all of them are sound and once to give the records; neither time are they
held in memory as a whole.
"""

import csv
import re
import stat
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.text_file import file_fault, reason_of, shown
from trunktimer.foundation.translation import later, tr, trn
from trunktimer.history.csv.cells import (
    BOM,
    SEPARATORS,
    BadCell,
    read_boolean,
    read_number,
    read_seconds,
    read_sleeps,
    read_text,
    read_time,
    read_whole,
)
from trunktimer.history.csv.export import COLUMNS, Cancelled, CellType, Column, Grain, column_names
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord

Told = Callable[[int, int], object]
Asked = Callable[[], bool]
Read = Callable[[str], Any]

_MOST_FAULTS: Final = 50  # in one file; who reads more?
_LONGEST_LINE: Final = 1024 * 1024  # bytes
_KNOWN: Final = 50_000  # cells of one column that are remembered
_TEXTS: Final = 500  # of those that may be long
_PARTS: Final = 20_000
_ROWS_TOLD: Final = 5_000
_NO_COLUMN: Final = {
    Grain.SESSIONS: later('there is no column "{column}" in sessions; take it out of the file'),
    Grain.STEPS: later('there is no column "{column}" in steps; take it out of the file'),
}
_INCOMPLETE: Final = {
    Grain.SESSIONS: later("without {columns} sessions cannot be imported; export all columns"),
    Grain.STEPS: later("without {columns} steps cannot be imported; export all columns"),
}
#: Columns whose values the records have elsewhere.
_NOT_READ: Final = ("session_started", "routine_key")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A file by its first line."""

    path: Path
    grain: Grain
    separator: str
    header: tuple[str, ...]

    @property
    def name(self) -> str:
        return shown(str(self.path), 4096)


# ---- the first line


def _look_at(path: Path, faults: list[FileFault]) -> _Shape | None:
    try:
        return _shape(path)
    except FileFaults as found:
        faults += found.faults
        return None


def _shape(path: Path) -> _Shape:
    """Recognise a file. Raises `FileFaults`."""
    lines = _lines(path)
    first = next(lines, "")
    lines.close()
    separator = next((mark for mark in first if mark in SEPARATORS), ",")
    try:
        header = tuple(next(csv.reader([first], delimiter=separator, strict=True), ()))
    except csv.Error as error:
        raise file_fault(path, _unreadable(error)) from error
    if not any(name.strip() for name in header):
        raise file_fault(path, tr("the first line is empty; it names the columns"))
    grain = max(Grain, key=lambda grain: len(set(header) & set(column_names(grain))))
    names = column_names(grain)
    if not set(header) & set(names):
        raise file_fault(path, tr("this is no history: the first line names no column of sessions or steps"))
    if grain is Grain.SETS:
        raise file_fault(path, tr("these are sets, which are reckoned from steps; import sessions and steps instead"))
    found = [
        tr(_NO_COLUMN[grain], column=shown(name, 60)) if name else tr("a column has no name; take it out of the file")
        for name in dict.fromkeys(header)
        if name not in names
    ]
    found += [
        tr('the column "{name}" stands there twice; keep one of them', name=name)
        for name in names
        if header.count(name) > 1
    ]
    missing = [column.name for column in COLUMNS[grain] if column.needed and column.name not in header]
    if missing:
        found.append(tr(_INCOMPLETE[grain], columns=_listed(missing)))
    if found:
        raise FileFaults([FileFault(file=shown(str(path), 4096), line=1, where="", what=what) for what in found])
    return _Shape(path=path, grain=grain, separator=separator, header=header)


def _listed(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else tr("{names} and {last}", names=", ".join(quoted[:-1]), last=quoted[-1])


# ---- lines and rows


def _lines(path: Path, tell: Callable[[int], object] = lambda done: None) -> Generator[str]:
    """The lines of a file with their ends. Raises `FileFaults` for what is no text."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            if stat.S_ISDIR(found.st_mode):
                raise file_fault(path, tr("this is a folder; a file is wanted"))
            raise file_fault(path, tr("this is a pipe or a device, which cannot be read twice; a file is wanted"))
        with path.open("rb") as file:
            number = done = 0
            while content := file.readline(_LONGEST_LINE):
                number += 1
                done += len(content)
                if len(content) == _LONGEST_LINE:
                    raise file_fault(path, tr("this line is longer than any of a history"), number)
                try:
                    line = content.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise file_fault(path, tr("this text is not in UTF-8; save the file as UTF-8"), number) from error
                if number % _ROWS_TOLD == 0:
                    tell(done)
                yield line.removeprefix(BOM) if number == 1 else line
    except OSError as error:
        raise file_fault(path, tr("the file cannot be read: {reason}", reason=reason_of(error))) from error


def _rows(shape: _Shape, tell: Callable[[int], object] = lambda done: None) -> Iterator[tuple[int, list[str]]]:
    """The rows below the first line, each with the number of its line. Raises `FileFaults` for what is no CSV."""
    reader = csv.reader(_lines(shape.path, tell), delimiter=shape.separator, strict=True)
    last = 0
    try:
        for row in reader:
            if last and row:
                yield last + 1, row
            last = reader.line_num
    except csv.Error as error:
        raise file_fault(shape.path, _unreadable(error), last + 1) from error


def _unreadable(error: csv.Error) -> str:
    if "larger than field limit" in str(error):
        return tr("this cell is longer than any of a history; is a quote missing at its end?")
    if "new-line character" in str(error):
        return tr("a line ends with CR alone; save the file with the line ends CR LF or LF")
    return tr("the quotes do not match from here on; a quote inside a quoted cell is written twice")


# ---- cells


def _reader(column: Column) -> Read:
    """What reads the cells of a column. It raises `BadCell`."""
    match column.type:
        case CellType.TEXT:
            return _text_reader(column)
        case CellType.WORD:
            return _word_reader(column)
        case CellType.BOOLEAN:
            return read_boolean
        case CellType.TIME:
            return _or_none(column, read_time)
        case CellType.WHOLE:
            return _or_none(column, _within(column, read_whole))
        case CellType.NUMBER:
            return _or_none(column, _within(column, read_seconds if column.is_time_ms else _speed))


def _or_none(column: Column, read: Read) -> Read:
    return (lambda cell: read(cell) if cell else None) if column.empty else read


def _within(column: Column, read: Read) -> Read:
    least, most = column.least, column.most

    def within(cell: str) -> Any:
        value = read(cell)
        if (least is not None and value < least) or (most is not None and value > most):
            raise BadCell(tr("is out of range"), tr("write {values}", values=column.range))
        return value

    return within


def _speed(cell: str) -> float:
    value = read_number(cell)
    if value <= 0:
        raise BadCell(tr("is no speed"), tr("write a number above 0"))
    return value


def _text_reader(column: Column) -> Read:
    if not column.pattern:
        return _read_sleeps_cell if column.name == "sleeps" else read_text
    pattern = re.compile(column.pattern)

    def read(cell: str) -> str:
        text = read_text(cell)
        if not pattern.fullmatch(text):
            raise BadCell(tr("is not right here"), tr("write {values}", values=column.range))
        return text

    return read


def _read_sleeps_cell(cell: str) -> Any:
    """The sleeps in a cell."""
    return read_sleeps(read_text(cell))


def _word_reader(column: Column) -> Read:
    kinds: dict[str, dict[str, Any]] = {
        "ending": {ending.value: ending for ending in Ending},
        "kind": {kind.value: kind for kind in StepKind},
        "outcome": {outcome.value: outcome for outcome in Outcome},
    }
    known = kinds.get(column.name, {word: word for word in column.words})
    values = {word: known[word] for word in column.words} | ({"": ""} if column.empty else {})

    def read(cell: str) -> Any:
        if cell not in values:
            raise BadCell(tr("is not right here"), tr("write {values}", values=column.range.replace("`", "")))
        return values[cell]

    return read


class _Remembered(dict[str, Any]):
    """The values of cells that were read before."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._read = _reader(column)
        self._most = _TEXTS if column.type in (CellType.TEXT, CellType.TIME) else _KNOWN

    def __missing__(self, cell: str) -> Any:
        value = self._read(cell)
        if len(self) < self._most:
            self[cell] = value
        return value


class _Cells:
    """Brings the cells of a file's rows into the order of its grain's columns, and reads them."""

    def __init__(self, shape: _Shape) -> None:
        self._shape = shape
        self._columns = [column for column in COLUMNS[shape.grain] if self._is_read(column)]
        self._width = len(shape.header)
        # What the file has no column for is an empty cell behind the last one.
        places = [
            shape.header.index(column.name) if column.name in shape.header else self._width for column in self._columns
        ]
        self._pick = itemgetter(*places)
        self.readers = {column.name: _Remembered(column) for column in self._columns}
        self._all = list(self.readers.values())

    def _is_read(self, column: Column) -> bool:
        return self._shape.grain is Grain.SESSIONS or column.name not in _NOT_READ

    def picked(self, line: int, row: list[str]) -> tuple[str, ...]:
        """The cells in order. Raises `FileFaults` for a row that is too short or too long."""
        if len(row) != self._width:
            # Translators: n are the cells; there may be one column, too.
            what = trn(
                "this row has {n} cell for {columns} columns",
                "this row has {n} cells for {columns} columns",
                len(row),
                columns=self._width,
            )
            raise file_fault(self._shape.path, what, line)
        row.append("")
        cells: tuple[str, ...] = self._pick(row)
        return cells

    def values(self, line: int, cells: Sequence[str]) -> list[Any]:
        """The values. Raises `FileFaults` with all faults of the row."""
        try:
            return [reader[cell] for reader, cell in zip(self._all, cells, strict=True)]
        except ValueError:
            raise FileFaults(self._faults(line, cells)) from None

    def _faults(self, line: int, cells: Sequence[str]) -> list[FileFault]:
        found = []
        for (name, reader), cell in zip(self.readers.items(), cells, strict=True):
            try:
                reader[cell]
            except BadCell as error:
                what = _wrong_cell(cell, error) if cell else tr("this is empty; {right}", right=error.right)
                found.append(FileFault(file=self._shape.name, line=line, where=name, what=what))
        return found


def _wrong_cell(cell: str, error: BadCell) -> str:
    # Translators: a cell, what is wrong with it, what to do: "1x" is no whole number; write digits only.
    return tr('"{cell}" {wrong}; {right}', cell=shown(cell, 60), wrong=error.wrong, right=error.right)


# ---- sessions


def _sessions(shape: _Shape, cells: _Cells, line: int, row: list[str]) -> SessionRecord:
    values = cells.values(line, cells.picked(line, row))
    uid, key, name, text_hash, level, speed, started, ended, zone, ending = values[:10]
    planned_ms, active_ms, paused_ms, slept_ms, drift_ms, steps, work_steps, short_steps, sleeps = values[10:19]
    effort, pain_before, pain_after, note = values[19:]
    return SessionRecord(
        uid=uid,
        routine_key=key,
        routine_name=name,
        routine_hash=text_hash,
        level=level,
        speed=speed,
        started=started,
        ended=ended,
        zone=zone,
        ending=ending,
        planned_ms=planned_ms,
        active_ms=active_ms,
        paused_ms=paused_ms,
        slept_ms=slept_ms,
        drift_ms=drift_ms,
        steps=steps,
        work_steps=work_steps,
        short_steps=short_steps,
        sleeps=sleeps,
        feedback=Feedback(effort=effort, pain_before=pain_before, pain_after=pain_after, note=note),
    )


def _all_sessions(files: Sequence[tuple[Path, Grain]]) -> Iterator[SessionRecord]:
    for path, grain in files:
        if grain is Grain.SESSIONS:
            shape = _shape(path)
            cells = _Cells(shape)
            for line, row in _rows(shape):
                yield _sessions(shape, cells, line, row)


def _check_sessions(shape: _Shape, examined: _Examined, faults: list[FileFault], tell: Callable[[int], object]) -> None:
    cells = _Cells(shape)

    def check(line: int, row: list[str]) -> None:
        uid = int(_sessions(shape, cells, line, row).uid, 16)
        place = f"{shape.name}:{line}"
        if uid in examined.sessions:
            what = tr("this session stands in {place} as well; take one of them out", place=examined.sessions[uid])
            raise file_fault(shape.path, what, line)
        examined.sessions[uid] = place

    _check(shape, faults, tell, check)


def _check(
    shape: _Shape,
    faults: list[FileFault],
    tell: Callable[[int], object],
    check: Callable[[int, list[str]], object],
) -> None:
    """Examine each row, until there are too many faults."""
    try:
        for line, row in _rows(shape, tell):
            try:
                check(line, row)
            except FileFaults as found:
                faults += found.faults
                if len(faults) >= _MOST_FAULTS:
                    what = tr("there are more faults below; mend these first")
                    faults.append(FileFault(file=shape.name, line=line, where="", what=what))
                    return
    except FileFaults as found:
        faults += found.faults


# ---- steps


class _Steps:
    """Reads the rows of one file of steps."""

    def __init__(self, shape: _Shape) -> None:
        self._cells = _Cells(shape)
        readers = self._cells.readers
        self._middles: dict[tuple[str, ...], tuple[Any, ...]] = {}
        self._wholes = readers["index"]
        self._seconds = readers["actual_s"]
        self._kinds = readers["kind"]
        self._outcomes = readers["outcome"]
        self._booleans = readers["again"]

    def step(self, line: int, row: list[str]) -> tuple[str, StepRecord]:
        """The uid of a row's session, as it stands there, and its step. Raises `FileFaults`."""
        cells = self._cells.picked(line, row)
        middle = self._middles.get(cells[4:16])
        if middle is None:  # a part that has not been read before: each cell is examined
            values = self._cells.values(line, cells)
            if len(self._middles) >= _PARTS:
                self._middles.clear()
            self._middles[cells[4:16]] = tuple(values[4:16])
            return cells[0], StepRecord._make(values[1:])
        try:
            return cells[0], StepRecord._make(
                (
                    self._wholes[cells[1]],
                    self._wholes[cells[2]],
                    self._kinds[cells[3]],
                    *middle,
                    self._seconds[cells[16]],
                    self._seconds[cells[17]],
                    self._outcomes[cells[18]],
                    self._booleans[cells[19]],
                )
            )
        except ValueError:
            self._cells.values(line, cells)
            raise


def _steps_by_session(path: Path) -> Iterator[tuple[str, list[StepRecord]]]:
    shape = _shape(path)
    reader = _Steps(shape)
    last, steps = "", list[StepRecord]()
    for line, row in _rows(shape):
        cell, step = reader.step(line, row)
        if cell != last:
            if steps:
                yield read_text(last), steps
            last, steps = cell, []
        steps.append(step)
    if steps:
        yield read_text(last), steps


def _check_steps(
    shape: _Shape,
    examined: _Examined,
    faults: list[FileFault],
    tell: Callable[[int], object],
    sessions_given: bool,
) -> None:
    if not sessions_given:
        faults.append(
            FileFault(
                file=shape.name,
                line=1,
                where="",
                what=tr("these are steps without their sessions; name the file of the sessions as well"),
            )
        )
        return
    reader = _Steps(shape)
    uid_reader = _reader(COLUMNS[Grain.STEPS][0])
    last, awaited, is_known, is_in_doubt = "", 0, False, False

    def check(line: int, row: list[str]) -> None:
        nonlocal last, awaited, is_known, is_in_doubt
        try:
            cell, step = reader.step(line, row)
        except FileFaults:
            is_in_doubt = True  # the row before the next one is not known, and one fault is told once
            raise
        if cell != last:
            last, awaited, is_known = cell, 0, False
            try:
                uid = int(uid_reader(cell), 16)
            except BadCell as error:
                raise _fault_at(shape, line, "session_uid", _wrong_cell(cell, error)) from None
            if uid not in examined.sessions:
                what = tr("this session is not in the files; name the file of the sessions that has it as well")
                raise _fault_at(shape, line, "session_uid", what)
            if uid in examined.with_steps:
                what = tr(
                    "steps of this session stand in {place} already; keep them together",
                    place=examined.with_steps[uid],
                )
                raise _fault_at(shape, line, "session_uid", what)
            examined.with_steps[uid] = f"{shape.name}:{line}"
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
            raise _fault_at(shape, line, "seq", what)

    _check(shape, faults, tell, check)


def _fault_at(shape: _Shape, line: int, where: str, what: str) -> FileFaults:
    return FileFaults([FileFault(file=shape.name, line=line, where=where, what=what)])
