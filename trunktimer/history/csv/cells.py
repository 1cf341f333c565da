"""Cells of a CSV file: values to text that is safe in a spreadsheet, and back. Knows no files.

RFC 4180 says what a line is: cells between separators, quoted where they hold a separator, a quote or a line end.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from math import inf
from typing import Any, Final

from trunktimer.foundation.moments import moment_token
from trunktimer.foundation.translation import tr
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import Column, Kind
from trunktimer.history.csv.spreadsheet import FALSE_WORDS, TRUE_WORDS, moment_of, plain_number
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
_FIRST_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)
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
    return cell.removeprefix(GUARD)


def _number(cell: str, decimal: str, most_places: int, wrong: str, right: str) -> int:
    """A number as so many times its last place. Raises `BadCell` for what is none, or has more places."""
    plain = plain_number(cell, decimal)
    number = Decimal(plain or "0.1").scaleb(most_places)
    if not plain or abs(number) >= 10**MOST_DIGITS or number != int(number):
        raise BadCell(wrong, right)
    return int(number)


def read_whole(cell: str, decimal: str = "") -> int:
    """A whole number; spreadsheets may write `4.0` for 4. `decimal` is the file's decimal mark, if it is known."""
    # Translators: "is no …" goes on behind the content of a cell in quotes: "1x" is no whole number.
    return _number(cell, decimal, 0, tr("is no whole number"), tr("write digits only, such as 12"))


def read_speed(cell: str, decimal: str = "") -> float:
    """A number above zero."""
    plain = plain_number(cell, decimal)
    speed = float(plain or "inf")
    if speed == inf:
        raise BadCell(tr("is no number"), tr("write one such as {example}", example="1.0"))
    if speed <= 0:
        raise BadCell(tr("is no speed"), tr("write a number above 0"))
    return speed


def read_seconds(cell: str, decimal: str = "") -> int:
    """Seconds, as milliseconds."""
    right = tr("write one such as {example}, with three decimals at most", example="12.5")
    return _number(cell, decimal, 3, tr("is no number of seconds"), right)


def read_boolean(cell: str) -> bool:
    """True or false, in the language of the spreadsheet."""
    if cell.casefold() in TRUE_WORDS | FALSE_WORDS:
        return cell.casefold() in TRUE_WORDS
    raise BadCell(tr("is neither true nor false"), tr("write one of them"))


def read_time(cell: str, zone: str = "") -> WallTime:
    """A moment. `zone` says by how much the clock was ahead where the cell does not."""
    try:
        moment = moment_of(cell, zone)
    except ValueError as error:
        raise BadCell(str(error), tr("write it as {example}", example=_TIME_EXAMPLE)) from None
    ahead = moment.utcoffset() or timedelta()
    return WallTime((moment - _FIRST_MOMENT) // timedelta(milliseconds=1), ahead // timedelta(minutes=1))


def read_sleeps(text: str) -> tuple[Sleep, ...]:
    """What `sleeps_text` wrote."""
    try:
        parts = [part.split("+") for part in text.split()]
        return tuple(Sleep(at_ms=read_seconds(at), slept_ms=read_seconds(slept)) for at, slept in parts)
    except ValueError:
        raise BadCell(
            tr("are no sleeps"),
            tr("write them as {example} (when, for how long), with spaces between", example="40.0+1800.0"),
        ) from None


def cell_reader(column: Column, decimal: str = "") -> Callable[..., Any]:
    """What makes the values of a column from its cells, in a file with such a decimal mark. It raises `BadCell`.

    That of a time also takes the name of a time zone.
    """
    readers: dict[Kind, Callable[..., Any]] = {
        Kind.WORD: str.casefold,
        Kind.WHOLE: partial(read_whole, decimal=decimal),
        Kind.NUMBER: partial(read_speed, decimal=decimal),
        Kind.MS: partial(read_seconds, decimal=decimal),
        Kind.BOOLEAN: read_boolean,
        Kind.TIME: read_time,
        Kind.SLEEPS: read_sleeps,
    }
    read = readers.get(column.kind, read_text)
    is_code = column.kind is not Kind.TEXT or bool(column.pattern)
    words: dict[str, Any] = {str(word): word for word in column.words}
    none = {Kind.TEXT: "", Kind.WORD: "", Kind.SLEEPS: ()}.get(column.kind)
    least, most = column.least, column.most

    def value(cell: str, *more: str) -> Any:
        if is_code:  # other texts keep their blanks
            cell = cell.strip().removeprefix(GUARD)
        if not cell and column.empty:
            return none
        found = read(cell, *more)
        if column.pattern:
            found = _as_pattern(found)
        if (words and found not in words) or (column.pattern and not re.fullmatch(column.pattern, found)):
            raise BadCell(tr("is not right here"), tr("write {values}", values=column.range.replace("`", "")))
        size = len(found) if column.kind is Kind.TEXT else found
        if isinstance(size, int) and ((least is not None and size < least) or (most is not None and size > most)):
            raise BadCell(tr("is out of range"), tr("write {values}", values=column.range))
        return words.get(found) if words else found

    return value


def _as_pattern(text: str) -> str:
    """A uid in small letters, a place such as `2.1` that became a number, rounds with one blank between."""
    text = " ".join(text.casefold().split()).replace(",", ".")
    return text.removesuffix(".0")
