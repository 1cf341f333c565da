"""Cells of a CSV file: values to text that is safe in a spreadsheet, and back. Knows no files.

RFC 4180 says what a line is: cells between separators, quoted where they hold a separator, a quote or a line end.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from trunktimer.foundation.durations import DAY_MS, MINUTE_MS
from trunktimer.foundation.moments import day_of, moment_token
from trunktimer.foundation.translation import tr
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import Column, Kind
from trunktimer.session.record import Sleep

LINE_END: Final = "\r\n"
BOM: Final = "\ufeff"
SEPARATORS: Final = ",;\t"
MOST_DIGITS: Final = 15  # of a whole number, and of milliseconds: a double holds each of them exactly
#: What makes a spreadsheet run a text (OWASP, "CSV injection"), and the apostrophe that makes it harmless.
RUNNING_SIGNS: Final = "=+-@\t\r\n＝＋－＠"
GUARD: Final = "'"

_GUARDED: Final = frozenset(RUNNING_SIGNS + GUARD)
_QUOTED: Final = re.compile(f'[{SEPARATORS}"\r\n]')
_LIKE_A_NUMBER: Final = re.compile(r"[0-9.,:/+\- %eE]*[0-9][0-9.,:/+\- %eE]*")
_SECONDS: Final = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,3})0*)?")
_WHOLE: Final = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}")
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,3}))?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
)
_TIME_EXAMPLE: Final = "2026-11-21T18:05:03.120+01:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvForm:
    """How cells are written. `for_excel` puts a byte order mark first, and guards texts that look like a number."""

    separator: str = ","
    decimal: str = "."
    for_excel: bool = False


PLAIN: Final = CsvForm()


def excel_form(decimal_point: str) -> CsvForm:
    """What Excel reads without asking, on a computer whose numbers are written with `decimal_point`.

    Excel takes the separator and the decimal point from the computer's region. Where a comma stands in numbers, the
    separator is a semicolon.
    """
    comma = decimal_point == ","
    return CsvForm(separator=";" if comma else ",", decimal="," if comma else ".", for_excel=True)


# ---- writing


def text_cell(text: str, form: CsvForm = PLAIN) -> str:
    """A text as a cell: guarded where a spreadsheet would run it, quoted where it has to be.

    NUL, which no one can type and no spreadsheet reads, becomes its picture ␀.
    """
    text = text.replace("\0", "␀")
    if text and (text[0] in _GUARDED or (form.for_excel and _LIKE_A_NUMBER.fullmatch(text))):
        text = GUARD + text
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def seconds_cell(time_ms: int, form: CsvForm = PLAIN) -> str:
    """Milliseconds as seconds, exact (up to 15 digits): 12500 is `12.5`."""
    # The shortest text that means the quotient is the decimal fraction itself, as a double holds 15 digits.
    return _number_cell(time_ms / 1000, form)


def _number_cell(number: float, form: CsvForm) -> str:
    """As many digits as it needs to be read back exactly."""
    text = repr(number).replace(".", form.decimal)
    return f'"{text}"' if form.separator in text else text


def sleeps_text(sleeps: tuple[Sleep, ...]) -> str:
    """Sleeps as one text: `40.0+1800.0 95.25+60.0` (when in the session, and for how long, in seconds)."""
    return " ".join(f"{seconds_cell(sleep.at_ms)}+{seconds_cell(sleep.slept_ms)}" for sleep in sleeps)


def _plain_cell(value: object, form: CsvForm) -> str:
    return str(value)


#: How each kind of value is written; all others are by `str`.
_WRITERS: Final[Mapping[Kind, Callable[[Any, CsvForm], str]]] = {
    Kind.TEXT: text_cell,
    Kind.BOOLEAN: lambda value, form: "true" if value else "false",
    Kind.SLEEPS: lambda sleeps, form: text_cell(sleeps_text(sleeps), form),
    Kind.NUMBER: _number_cell,
    Kind.MS: seconds_cell,
    Kind.TIME: lambda moment, form: moment_token(moment),
}


def cell_writer(column: Column, form: CsvForm) -> Callable[[Any], str]:
    """What makes the cells of a column from its values."""
    write = _WRITERS.get(column.kind, _plain_cell)
    return lambda value: "" if value is None else write(value, form)


# ---- reading: each gives a value or raises `BadCell`


class BadCell(ValueError):
    """A cell cannot be read: `wrong` goes on behind the cell in quotes, `right` says what to do."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong, self.right = wrong, right
        super().__init__(f"{wrong}; {right}")


def read_text(cell: str) -> str:
    """The text of a cell whose quotes are off already, without its guard."""
    if "\0" in cell:
        raise BadCell(tr("there is a NUL in it"), tr("a text has none"))
    return cell[1:] if cell.startswith(GUARD) else cell


def read_whole(cell: str) -> int:
    """A whole number."""
    if not _WHOLE.fullmatch(cell):
        # Translators: "is no …" goes on behind the content of a cell in quotes: "1x" is no whole number.
        raise BadCell(tr("is no whole number"), tr("write digits only, such as 12"))
    return int(cell)


def read_number(cell: str) -> float:
    """A number above zero."""
    if not _NUMBER.fullmatch(cell):
        raise BadCell(tr("is no number"), tr("write one such as {example}", example="1.0"))
    number = float(cell.replace(",", "."))
    if number <= 0:
        raise BadCell(tr("is no speed"), tr("write a number above 0"))
    return number


def read_seconds(cell: str) -> int:
    """Seconds, as milliseconds. A decimal comma is read as well; nothing may part thousands."""
    found = _SECONDS.fullmatch(cell)
    if found is None:
        raise BadCell(
            tr("is no number of seconds"),
            tr("write one such as {example}, with three decimals at most", example="12.5"),
        )
    sign, whole, decimals = found.groups()
    time_ms = int(whole) * 1000 + int((decimals or "0").ljust(3, "0"))
    return -time_ms if sign else time_ms


def read_boolean(cell: str) -> bool:
    """True or false; spreadsheets write them in capitals."""
    match cell.lower():
        case "true":
            return True
        case "false":
            return False
    raise BadCell(tr("is neither true nor false"), tr("write one of them"))


def read_time(cell: str) -> WallTime:
    """A moment."""
    found = _TIME.fullmatch(cell)
    if found is None:
        raise BadCell(tr("is no time"), tr("write it as {example}", example=_TIME_EXAMPLE))
    day, *clock, ms, sign, ahead_h, ahead_min = found.groups()
    hour, minute, second = map(int, clock)
    offset_min = (int(ahead_h) * 60 + int(ahead_min)) * (-1 if sign == "-" else 1) if sign else 0
    if hour > 23 or minute > 59 or second > 59 or (sign and (int(ahead_h) > 23 or int(ahead_min) > 59)):
        raise BadCell(tr("is no time of the clock"), tr("write it as {example}", example=_TIME_EXAMPLE))
    try:
        since_ms = day_of(day) * DAY_MS
    except ValueError:
        raise BadCell(tr("is no day of the calendar"), tr("write it as {example}", example=_TIME_EXAMPLE)) from None
    into_ms = ((hour * 60 + minute) * 60 + second) * 1000 + int((ms or "0").ljust(3, "0"))
    return WallTime(since_ms + into_ms - offset_min * MINUTE_MS, offset_min)


def read_sleeps(text: str) -> tuple[Sleep, ...]:
    """What `sleeps_text` wrote."""
    try:
        parts = [part.split("+") for part in text.split(" ")] if text else []
        return tuple(Sleep(at_ms=read_seconds(at), slept_ms=read_seconds(slept)) for at, slept in parts)
    except ValueError:
        raise BadCell(
            tr("are no sleeps"),
            tr("write them as {example} (when, for how long), with spaces between", example="40.0+1800.0"),
        ) from None


#: How each kind of value is read, before it is looked at whether the column may hold it.
_READERS: Final[Mapping[Kind, Callable[[str], Any]]] = {
    Kind.TEXT: read_text,
    Kind.WORD: str,
    Kind.WHOLE: read_whole,
    Kind.NUMBER: read_number,
    Kind.MS: read_seconds,
    Kind.BOOLEAN: read_boolean,
    Kind.TIME: read_time,
    Kind.SLEEPS: lambda cell: read_sleeps(read_text(cell)),
}


def cell_reader(column: Column) -> Callable[[str], Any]:
    """What makes the values of a column from its cells. It raises `BadCell`."""
    read = _READERS[column.kind]
    least, most = (column.least, column.most) if column.kind in (Kind.WHOLE, Kind.MS) else (None, None)
    words: dict[str, Any] = {str(word): word for word in column.words}
    none = {Kind.TEXT: "", Kind.WORD: "", Kind.SLEEPS: ()}.get(column.kind)

    def value(cell: str) -> Any:
        if not cell and column.empty:
            return none
        found = read(cell)
        if words and found not in words:
            raise BadCell(tr("is not right here"), tr("write {values}", values=column.range.replace("`", "")))
        if column.pattern and not re.fullmatch(column.pattern, found):
            raise BadCell(tr("is not right here"), tr("write {values}", values=column.range))
        if (least is not None and found < least) or (most is not None and found > most):
            raise BadCell(tr("is out of range"), tr("write {values}", values=column.range))
        return words.get(found, found) if words else found

    return value
