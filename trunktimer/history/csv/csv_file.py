"""A CSV file of the history: what it is by its first line, and its rows with the numbers of their lines."""

import csv
import io
import stat
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.text_file import file_fault, reason_of, shown
from trunktimer.foundation.translation import later, tr
from trunktimer.history.columns import COLUMNS, Grain
from trunktimer.history.csv.cells import SEPARATORS
from trunktimer.history.csv.export import column_names

_LONGEST_LINE: Final = 1024 * 1024
_LINES_TOLD: Final = 5_000
_NO_COLUMN: Final = {
    Grain.SESSIONS: later('there is no column "{column}" in sessions; take it out of the file'),
    Grain.STEPS: later('there is no column "{column}" in steps; take it out of the file'),
}
_INCOMPLETE: Final = {
    Grain.SESSIONS: later("without {columns} sessions cannot be imported; export all columns"),
    Grain.STEPS: later("without {columns} steps cannot be imported; export all columns"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvFile:
    """A file by its first line, its size in bytes and the moment when it was last changed."""

    path: Path
    grain: Grain
    separator: str
    header: tuple[str, ...]
    size: int
    changed_ns: int

    @property
    def name(self) -> str:
        """Its path, as a fault says it."""
        return shown(str(self.path), 4096)

    def fault(self, what: str, line: int = 1, where: str = "") -> FileFault:
        """What is wrong in a line of it."""
        return FileFault(file=self.name, line=line, where=where, what=what)

    def rows(self, tell: Callable[[int], object]) -> Iterator[tuple[int, list[str]]]:
        """The rows below the first line, each with the number of its line. Raises `FileFaults` for what is no CSV."""
        rows = _rows(self.path, self.separator, tell)
        next(rows, None)
        return rows


def read_first_line(path: Path) -> CsvFile:
    """Recognise a file. Raises `FileFaults`."""
    lines = _lines(path)
    separator = next((mark for mark in next(lines, "") if mark in SEPARATORS), ",")
    lines.close()
    header = tuple(next(_rows(path, separator), (1, []))[1])
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
    known = path.stat()
    file = CsvFile(
        path=path,
        grain=grain,
        separator=separator,
        header=header,
        size=known.st_size,
        changed_ns=known.st_mtime_ns,
    )
    if found:
        raise FileFaults([file.fault(what) for what in found])
    return file


def _listed(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else tr("{names} and {last}", names=", ".join(quoted[:-1]), last=quoted[-1])


def _lines(path: Path, tell: Callable[[int], object] = lambda done: None) -> Generator[str]:
    """The lines of a file with their ends. Raises `FileFaults` for what is no text."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            if stat.S_ISDIR(found.st_mode):
                raise file_fault(path, tr("this is a folder; a file is wanted"))
            raise file_fault(path, tr("this is a pipe or a device, which cannot be read twice; a file is wanted"))
        with path.open("rb") as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="\n")
            number = 0
            while line := text.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise file_fault(path, tr("this line is longer than any of a history"), number)
                if not line.isascii() and any("\ud800" <= sign <= "\udfff" for sign in line):
                    raise file_fault(path, tr("this text is not in UTF-8; save the file as UTF-8"), number)
                if number % _LINES_TOLD == 0:
                    tell(file.tell())
                yield line
    except OSError as error:
        raise file_fault(path, tr("the file cannot be read: {reason}", reason=reason_of(error))) from error


def _rows(
    path: Path, separator: str, tell: Callable[[int], object] = lambda done: None
) -> Generator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line."""
    reader = csv.reader(_lines(path, tell), delimiter=separator, strict=True)
    last = 0
    try:
        for row in reader:
            if row:
                yield last + 1, row
            last = reader.line_num
    except csv.Error as error:
        raise file_fault(path, _unreadable(error), last + 1) from error


def _unreadable(error: csv.Error) -> str:
    if "larger than field limit" in str(error):
        return tr("this cell is longer than any of a history; is a quote missing at its end?")
    if "new-line character" in str(error):
        return tr("a line ends with CR alone; save the file with the line ends CR LF or LF")
    return tr("the quotes do not match from here on; a quote inside a quoted cell is written twice")
