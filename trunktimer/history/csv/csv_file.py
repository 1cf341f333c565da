"""A CSV file of the history: what it is by its first line, and its rows with the numbers of their lines."""

import contextlib
import csv
import io
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.text_file import file_fault, reason_of, shown
from trunktimer.foundation.translation import later, tr
from trunktimer.history.columns import COLUMNS, CellType, Grain
from trunktimer.history.csv.export import column_names
from trunktimer.history.csv.spreadsheet import decimal_of, plain_name

_LONGEST_LINE: Final = 1024 * 1024
_LINES_TOLD: Final = 5_000
_SAMPLE: Final = 1_000  # rows in which the decimal mark is looked for
_SEPARATORS: Final = ",;\t|"
NO_UTF_8: Final = later("this text is not in UTF-8; save the file as UTF-8")
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
    """A file by its first line, its size in bytes and the moment when it was last changed.

    Attributes:
        header: the columns' names; those without one are empty.
        header_line: the number of the line in which they stand.
        decimal: the decimal mark of its numbers; empty where that is not known.
    """

    path: Path
    grain: Grain
    separator: str
    header: tuple[str, ...]
    header_line: int
    decimal: str
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
        """The rows below the names, each with the number of its line. Raises `FileFaults` for what is no CSV."""
        return ((line, row) for line, row in _rows(self.path, self.separator, tell) if line > self.header_line)


def read_first_line(path: Path) -> CsvFile:
    """Recognise a file. Raises `FileFaults`."""
    lines = _lines(path)
    header_line, first = next((at for at in enumerate(lines, 1) if _names_columns(at[1])), (1, ""))
    lines.close()
    separator = max(_SEPARATORS, key=first.count)
    header = tuple(next((map(plain_name, row) for line, row in _rows(path, separator) if line >= header_line), ()))
    if not is_text(header):
        raise file_fault(path, tr(NO_UTF_8), header_line)
    if not any(header):
        raise file_fault(path, tr("the first line is empty; it names the columns"))
    grain = max(Grain, key=lambda grain: len(set(header) & set(column_names(grain))))
    names = column_names(grain)
    if not set(header) & set(names):
        raise file_fault(path, tr("this is no history: the first line names no column of sessions or steps"))
    if grain is Grain.SETS:
        raise file_fault(path, tr("these are sets, which are reckoned from steps; import sessions and steps instead"))
    found = [
        tr(_NO_COLUMN[grain], column=shown(name, 60)) for name in dict.fromkeys(header) if name and name not in names
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
        header_line=header_line,
        decimal=_decimal(path, grain, separator, header),
        size=known.st_size,
        changed_ns=known.st_mtime_ns,
    )
    if found:
        raise FileFaults([file.fault(what) for what in found])
    return file


def _decimal(path: Path, grain: Grain, separator: str, header: Sequence[str]) -> str:
    """The decimal mark of a file: that of its first numbers, or that which goes with the separator."""
    types = {column.name: column.type for column in COLUMNS[grain]}
    numbers = [at for at, name in enumerate(header) if types.get(name) in (CellType.WHOLE, CellType.NUMBER)]
    cells: list[str] = []
    with contextlib.suppress(FileFaults):  # told when all rows are read
        for _, row in islice(_rows(path, separator), _SAMPLE):
            cells += (row[at].strip() for at in numbers if at < len(row))
    return decimal_of(cells) or {",": ".", ";": ","}.get(separator, "")


def is_text(cells: Iterable[str]) -> bool:
    """Whether there was nothing in these cells that could not be decoded."""
    text = "".join(cells)
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _names_columns(line: str) -> bool:
    # Excel takes the separator from a line `sep=;`; a spreadsheet that wrote it once more has put others behind it.
    plain = line.strip("\ufeff\"' \r\n" + _SEPARATORS)
    return plain != "" and not plain.casefold().startswith("sep=")


def _listed(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else tr("{names} and {last}", names=", ".join(quoted[:-1]), last=quoted[-1])


def _lines(path: Path, tell: Callable[[int], object] = lambda done: None) -> Generator[str]:
    """The lines of a file with their ends. Raises `FileFaults` for what is no text."""
    number = 0
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            if stat.S_ISDIR(found.st_mode):
                raise file_fault(path, tr("this is a folder; a file is wanted"))
            raise file_fault(path, tr("this is a pipe or a device, which cannot be read twice; a file is wanted"))
        with path.open("rb") as file:
            text = io.TextIOWrapper(file, encoding=_coding(file.peek(4)), errors="surrogateescape", newline="")
            while line := text.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise file_fault(path, tr("this line is longer than any of a history"), number)
                if number % _LINES_TOLD == 0:
                    tell(file.tell())
                yield line
    except UnicodeDecodeError as error:
        raise file_fault(path, tr(NO_UTF_8), number + 1) from error
    except OSError as error:
        raise file_fault(path, tr("the file cannot be read: {reason}", reason=reason_of(error))) from error


def _coding(begin: bytes) -> str:
    """UTF-8, or UTF-16 as Excel's "Unicode text" is; with a byte order mark or without."""
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return {b"\0": "utf-16-le"}.get(begin[1:2], {b"\0": "utf-16-be"}.get(begin[:1], "utf-8-sig"))


def _rows(
    path: Path, separator: str, tell: Callable[[int], object] = lambda done: None
) -> Generator[tuple[int, list[str]]]:
    """The rows in which there is anything, each with the number of its line."""
    reader = csv.reader(_lines(path, tell), delimiter=separator, strict=True)
    last = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield last + 1, row
            last = reader.line_num
    except csv.Error as error:
        raise file_fault(path, _unreadable(error), last + 1) from error


def _unreadable(error: csv.Error) -> str:
    if "larger than field limit" in str(error):
        return tr("this cell is longer than any of a history; is a quote missing at its end?")
    return tr("the quotes do not match from here on; a quote inside a quoted cell is written twice")
