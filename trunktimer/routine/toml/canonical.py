"""A routine file in canonical form: the same routine and the same comments, laid out as the bundled files are.

What the values mean together is not known here, so a file with faults is laid out like any other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from tomlkit import item

from trunktimer.foundation.durations import NO_PAUSE, Span, format_clock, seconds_token, span_token, written_units
from trunktimer.foundation.errors import FileFaults, Path
from trunktimer.foundation.toml_lines import Header, Mark, TomlLines
from trunktimer.routine.toml.document import read_document
from trunktimer.routine.toml.routine_keys import KEY_ORDER, TIMES, span_at
from trunktimer.routine.toml.values import parse_count

#: Shorter keys are padded to one width in each table; longer ones would push all values to the right.
_WIDEST_KEY: Final = 8
_COMMENT_COLUMN: Final = 33
_LONGEST_NUMBER: Final = 20
_LONGEST_ROW: Final = 120
#: What a file says of the routine as a whole stands above a blank line, its defaults below it.
_ABOUT: Final = frozenset({"format", "name", "summary", "safety", "equipment"})
_COUNTS: Final = frozenset({"reps", "pulses", "bpm", "sets", "repeat"})
_PHASE_ORDER: Final = ("do", "role", "time", "breath", "cue")

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def canonical(text: str, file: str = "") -> str:
    """The same file in canonical form; once more gives the same text.

    Keys come in the usual order and aligned, times and numbers in one style, one blank line between blocks; comments
    stay with the values and blocks beside which they stand. `file` is the name that faults bear. Raises `FileFaults`
    if the text is not TOML.
    """
    document = read_document(text, file)
    if document.faults:
        raise FileFaults(document.faults)
    line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    rows = list(_Layout(text.replace("\r\n", "\n"), document.data).rows())
    if rows and not rows[0]:  # nothing stands above the first block
        del rows[0]
    return "".join(row + "\n" for row in rows).replace("\n", line_end)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, or an element of a list, and the comments beside it."""

    path: Path
    mark: Mark
    above: list[str]
    comment: str


class _Layout:
    """One text on its way to canonical form; its line ends are line feeds."""

    def __init__(self, text: str, data: dict[str, object]) -> None:
        self._text = text
        self._data = data
        self._lines = TomlLines(text)
        marked = [(mark.start, -mark.end, path) for path, mark in self._lines.marks.items() if mark.value is not None]
        self._marked = sorted(marked, key=lambda found: found[:2])
        self._starts = [start for start, _, _ in self._marked]

    def rows(self) -> Iterator[str]:
        """The rows of the file (a row that holds a text over several lines has line feeds in it)."""
        headers: list[Header | None] = [None, *self._lines.headers]
        above: list[str] = []
        for header, after in zip(headers, [*self._lines.headers, None], strict=True):
            start = header.end if header else 0
            end = after.start if after else len(self._text)
            comment, head, entries, left = self._parts(start, end, at_row_start=header is None)
            if header is not None:
                yield from above
                yield _with_comment(self._header(header), comment)
            yield from _tidy(head, keep_last=header is None)
            yield from self._table(header.path if header else (), entries)
            tail, above = _before_header(left, after) if after else (_at_end(left), [])
            yield from tail

    # ---- what stands between things

    def _parts(self, start: int, end: int, *, at_row_start: bool) -> tuple[str, list[str], list[_Entry], list[str]]:
        """A stretch of entries: the comment in the row where it starts, the rows above the first entry, the entries
        with their comments, and the rows that are left."""
        found = self._outermost(start, end)
        stops = [*(mark.start for _, mark in found), end]
        prefix = "\n" if at_row_start else ""
        comment, rows = _gap(prefix + self._text[start : stops[0]], to_end=stops[0] == len(self._text))
        if not found:
            return comment, [], [], rows
        head = rows
        above: list[str] = []
        entries: list[_Entry] = []
        for (path, mark), stop in zip(found, stops[1:], strict=True):
            beside, rows = _gap(self._text[mark.end : stop], to_end=stop == len(self._text))
            entries.append(_Entry(path, mark, above, beside))
            above = rows
        return comment, head, entries, above

    def _outermost(self, start: int, end: int) -> list[tuple[Path, Mark]]:
        """The entries between two places that stand in no other entry there."""
        found: list[tuple[Path, Mark]] = []
        at = bisect_left(self._starts, start)
        while at < len(self._marked) and self._starts[at] < end:
            path = self._marked[at][2]
            mark = self._lines.marks[path]
            found.append((path, mark))
            at = bisect_left(self._starts, mark.end, at)
        return found

    # ---- tables

    def _header(self, header: Header) -> str:
        width = 2 if self._text.startswith("[[", header.start) else 1
        name = ".".join(_key_text(part) for part in header.path if isinstance(part, str))
        return f"{'[' * width}{name}{']' * width}"

    def _table(self, table: Path, entries: list[_Entry]) -> Iterator[str]:
        keys = {entry.path: _key(table, entry.path) for entry in entries}
        ordered = sorted(entries, key=lambda entry: _rank(table, keys[entry.path]))
        lists = {entry.path: self._list_rows(entry) for entry in ordered}
        padded = [len(keys[path]) for path in keys if len(keys[path]) <= _WIDEST_KEY and lists[path] is None]
        width = max(padded, default=0)
        about = False
        for entry in ordered:
            key, rows = keys[entry.path], lists[entry.path]
            if table == ():
                if about and key not in _ABOUT:
                    yield ""
                about = key in _ABOUT
            yield from _tidy(entry.above)
            if rows is not None:
                yield _with_comment(f"{key} = [", rows[0])
                yield from rows[1:]
                yield _with_comment("]", entry.comment)
            else:
                value = self._value(entry.path, entry.mark)
                yield _with_comment(f"{key:<{width}} = {value}", entry.comment)

    def _list_rows(self, entry: _Entry) -> list[str] | None:
        """The comment beside a list's opening bracket and the rows within; `None` if the list goes into one row."""
        value = self._at(entry.path)
        if not isinstance(value, list):
            return None
        assert entry.mark.value is not None
        if not any(isinstance(part, dict) for part in value):
            row = f"{_key_text(str(entry.path[-1]))} = {self._value(entry.path, entry.mark)}"
            if "\n" not in row and len(row) <= _LONGEST_ROW:
                return None
        comment, head, elements, left = self._parts(entry.mark.value + 1, entry.mark.end - 1, at_row_start=False)
        written = [f"  {row}," for row in self._elements(entry.path, elements)]
        column = max((len(row) + 2 for row, part in zip(written, elements, strict=True) if part.comment), default=0)
        rows = [comment, *(f"  {row}" for row in head if row)]
        for row, part in zip(written, elements, strict=True):
            rows += [f"  {above}" for above in part.above if above]
            rows.append(_with_comment(row, part.comment, column))
        return [*rows, *(f"  {row}" for row in left if row)]

    def _elements(self, path: Path, elements: list[_Entry]) -> list[str]:
        if path[-1] != "phase" or not all(self._is_plain_table(part) for part in elements):
            return [self._value(part.path, part.mark) for part in elements]
        cells: list[dict[str, str]] = []
        for part in elements:
            assert part.mark.value is not None
            inner = self._outermost(part.mark.value + 1, part.mark.end)
            found = {_key(part.path, path): self._value(path, mark) for path, mark in inner}
            cells.append({key: f"{key} = {found[key]}" for key in sorted(found, key=lambda key: _rank(path, key))})
        return _aligned(cells)

    def _is_plain_table(self, part: _Entry) -> bool:
        return isinstance(self._at(part.path), dict) and "\n" not in self._raw(part.mark)

    # ---- values

    def _at(self, path: Path) -> object:
        data: object = self._data
        for part in path:
            data = data[part] if isinstance(data, dict) else cast("list[object]", data)[int(part)]
        return data

    def _raw(self, mark: Mark) -> str:
        return self._text[mark.value : mark.end]

    def _value(self, path: Path, mark: Mark) -> str:
        """A value in one row; one that holds line feeds stays as it was written."""
        raw, value = self._raw(mark), self._at(path)
        assert mark.value is not None
        if "\n" in raw and not isinstance(value, list):
            return raw
        match value:
            case dict():
                inner = self._outermost(mark.value + 1, mark.end)
                found = {_key(path, inside): self._value(inside, place) for inside, place in inner}
                cells = [f"{key} = {found[key]}" for key in sorted(found, key=lambda key: _rank(path, key))]
                return f"{{ {', '.join(cells)} }}" if cells else "{}"
            case list():
                if "#" in raw and "\n" in raw:
                    return raw  # there may be a comment in it
                inner = self._outermost(mark.value + 1, mark.end)
                return f"[{', '.join(self._value(inside, place) for inside, place in inner)}]"
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        return _scalar(key, value, raw)


def _scalar(key: str, value: object, raw: str) -> str:
    if isinstance(value, bool) or raw.startswith(('"""', "'''")):
        return raw
    styled = None
    if key in TIMES and isinstance(value, int | float | str):
        styled = _time(key, value)
    elif key in _COUNTS and isinstance(value, str):
        styled = _count(value)
    if styled is not None:
        return styled
    if isinstance(value, int) and len(raw) < _LONGEST_NUMBER:
        return str(value)
    if raw.startswith("'") and not set('"\\') & set(raw):
        return f'"{raw[1:-1]}"'
    return raw


def _time(key: str, value: float | str) -> str | None:
    """A time in one style, of the kind of unit that stood there; `None` if it is none."""
    span = span_at(key, value)
    if span is None or span == NO_PAUSE:
        return None if span is None else f'"{span_token(span)}"'
    return f'"{_span_text(str(value), span)}"'


def _span_text(written: str, span: Span) -> str:
    ends = [span.low_ms, span.high_ms] if span.is_range else [span.low_ms]
    units = written_units(written) - {""}
    if ":" in units:
        whole = all(end % 1000 == 0 for end in ends)
        return "-".join(format_clock(end) for end in ends) if whole else _span_text(span_token(span), span)
    if units <= {"s"}:
        return "-".join(seconds_token(end) for end in ends) + " s"
    if units == {"ms"}:
        return "-".join(str(end) for end in ends) + " ms"
    if units == {"min"} and all(end % 60_000 == 0 for end in ends):
        return "-".join(str(end // 60_000) for end in ends) + " min"
    usual = span_token(span)
    return usual if written == usual else _span_text(usual, span)  # it may be of one unit now


def _count(value: str) -> str | None:
    count = parse_count(value)
    if count is None or not 1 <= count.low <= count.high:
        return None
    return f'"{count.low}-{count.high}"' if count.is_range else str(count.low)


# ---- rows


def _aligned(cells: list[dict[str, str]]) -> list[str]:
    """Inline tables with what they have in common in columns."""
    columns = [key for key in _PHASE_ORDER if any(key in row for row in cells)]
    widths = {key: max(len(row[key]) for row in cells if key in row) + 2 for key in columns}
    rows = []
    for row in cells:
        written, waiting = "{ ", ""
        for key in [*columns, *(key for key in row if key not in columns)]:
            if key not in row:
                waiting += " " * widths[key]
                continue
            written += waiting + row[key]
            waiting = ", ".ljust(widths.get(key, 0) - len(row[key]))
        rows.append(written + " }" if row else "{}")
    return rows


def _with_comment(row: str, comment: str, column: int = 0) -> str:
    if not comment:
        return row
    column = max(column, _COMMENT_COLUMN)
    last = row.rpartition("\n")[2]
    return row + " " * max(2, column - len(last)) + comment


def _gap(between: str, *, to_end: bool) -> tuple[str, list[str]]:
    """What stands between two things: the comment in the row of the first, then comments and empty rows (`""`)."""
    first, *rows = between.split("\n")
    if rows and not to_end:
        rows.pop()  # what stands in the row of the second thing
    comments = [row[row.find("#") :].rstrip() if "#" in row else "" for row in (first, *rows)]
    return comments[0], comments[1:]


def _tidy(rows: list[str], *, keep_last: bool = False) -> list[str]:
    """Rows without empty ones at the beginning and at the end, and with one where there were several."""
    kept = [row for at, row in enumerate(rows) if row or (at > 0 and rows[at - 1])]
    while kept and not kept[0]:
        del kept[0]
    while kept and not kept[-1] and not (keep_last and len(kept) > 1 and kept[-2]):
        kept.pop()
    return kept


def _before_header(rows: list[str], header: Header) -> tuple[list[str], list[str]]:
    """The rows before a header: those that end the table above it, and those that come with the header."""
    apart = rows.index("") if "" in rows else 0
    is_top = len(header.path) <= len(("block", 0))
    return rows[:apart], [""] * (is_top or "" in rows) + _tidy(rows[apart:], keep_last=True)


def _at_end(rows: list[str]) -> list[str]:
    kept = _tidy(rows)
    return [""] * (bool(kept) and not rows[0]) + kept


def _key(table: Path, path: Path) -> str:
    return ".".join(_key_text(str(part)) for part in path[len(table) :])


def _key_text(part: str) -> str:
    if _BARE_KEY.fullmatch(part):
        return part
    return item(part).as_string()


def _rank(table: Path, key: str) -> int:
    order = _PHASE_ORDER if "phase" in table[-2:] else KEY_ORDER
    return order.index(key) if key in order else len(order)
