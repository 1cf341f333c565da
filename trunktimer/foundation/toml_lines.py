"""Where each key of a TOML text stands. Reads only text that `tomllib` has accepted; gives no values."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trunktimer.foundation.errors import Path

# Possessive quantifiers over a group are wrong on Python 3.11.2 (Debian 12), so no pattern here has one. In its place
# stands what can be read in one way only: a run, then any number of (what ends a run, and a run).
SPACE: Final = re.compile(r"[ \t\r\n]*(?:#[^\n]*(?:\n[ \t\r\n]*|\Z))*")
_PART: Final = re.compile(
    r'[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|(?P<basic>"[^"\\\n]*(?:\\.[^"\\\n]*)*")|(?P<literal>\'[^\'\n]*\'))[ \t]*'
)
_STRING: Final = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR: Final = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")  # the blank stands in dates


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a thing stands in the text: from its key (in a list, its value) to its end.

    `value` is where its value starts; `None` for tables that are opened by a header or a dotted key.
    """

    start: int
    end: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """A line such as `[[block]]`, with the table that it opens."""

    start: int
    end: int
    path: Path


class TomlLines:
    """The places of all keys of one text, or of a piece of it."""

    def __init__(
        self, text: str, start: int = 0, end: int | None = None, newest: Mapping[Path, int] | None = None
    ) -> None:
        """Scan `text`, which must be valid TOML; lists and inline tables in it nest 64 deep at most.

        With `start` and `end` only the lines between them are scanned. They must begin with a header of their own
        or be the top of the text; `newest` is for each array of tables the index of its newest table before them.
        """
        self._text = text
        self._start = start
        self.end = len(text) if end is None else end
        self.marks: dict[Path, Mark] = {(): Mark(0, len(text), None)}
        self.headers: list[Header] = []
        self._last: dict[Path, int] = dict(newest or {})
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._scan()

    def line_of(self, path: Path) -> int:
        """The line (from 1) of what stands at `path`, or of the nearest thing around it."""
        while path not in self.marks:
            path = path[:-1]
        return self.line_at(self.marks[path].start)

    def line_at(self, offset: int) -> int:
        """The line (from 1) that holds the character at `offset`."""
        return bisect_left(self._breaks, offset) + 1

    def table_at(self, line: int) -> Path:
        """The table whose header stands last before or on `line`."""
        found: Path = ()
        for header in self.headers:
            if self.line_at(header.start) > line:
                break
            found = header.path
        return found

    def _scan(self) -> None:
        table: Path = ()
        at = self._space(self._start)
        while at < self.end:
            if self._text[at] == "[":
                table, at = self._header(at)
            else:
                at = self._entry(at, table)
            at = self._space(at)

    def _header(self, start: int) -> tuple[Path, int]:
        width = 2 if self._text.startswith("[[", start) else 1
        parts, at = self._key(start + width)
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            self.marks.setdefault(path, Mark(start, start, None))
            if path in self._last:
                path = (*path, self._last[path])
        path = (*path, parts[-1])
        end = at + width
        if width == 2:
            self.marks.setdefault(path, Mark(start, start, None))
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
        self.marks[path] = Mark(start, end, None)
        self.headers.append(Header(start, end, path))
        return path, end

    def _entry(self, start: int, table: Path) -> int:
        parts, at = self._key(start)
        path = table
        for part in parts[:-1]:
            path = (*path, part)
            self.marks.setdefault(path, Mark(start, start, None))
        path = (*path, parts[-1])
        value = self._space(at + 1)
        end = self._value(value, path)
        self.marks[path] = Mark(start, end, value)
        return end

    def _value(self, at: int, path: Path) -> int:
        match self._text[at]:
            case "[":
                return self._list(at, path)
            case "{":
                return self._inline_table(at, path)
            case '"' | "'":
                return _end(_STRING, self._text, at)
        return _end(_SCALAR, self._text, at)

    def _list(self, at: int, path: Path) -> int:
        at = self._space(at + 1)
        number = 0
        while self._text[at] != "]":
            here = (*path, number)
            end = self._value(at, here)
            self.marks[here] = Mark(at, end, at)
            number += 1
            at = self._comma(end)
        return at + 1

    def _inline_table(self, at: int, path: Path) -> int:
        at = self._space(at + 1)
        while self._text[at] != "}":
            at = self._comma(self._entry(at, path))
        return at + 1

    def _comma(self, at: int) -> int:
        at = self._space(at)
        return self._space(at + 1) if self._text[at] == "," else at

    def _space(self, at: int) -> int:
        return _end(SPACE, self._text, at)

    def _key(self, at: int) -> tuple[tuple[str, ...], int]:
        """The parts of a dotted key, and where its end (`=` or `]`) stands."""
        parts: list[str] = []
        while True:
            found = _PART.match(self._text, at)
            assert found is not None, "the text is not valid TOML"
            bare, basic, literal = found.group("bare", "basic", "literal")
            parts.append(bare or (tomllib.loads(f"k = {basic}")["k"] if basic else literal[1:-1]))
            at = found.end()
            if self._text[at] != ".":
                return tuple(parts), at
            at += 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    assert found is not None, "the text is not valid TOML"
    return found.end()
