"""Where the blocks of a routine's text stand, with the comments that belong to them. Changes nothing.

A block starts with the comment lines right above its header and ends with its last line: that of its last nested
block, or of a comment right below its last key. Blank lines belong to no block, they part them; nor do comments
with a blank line above and below, which stand over a section of the file. Inside a group both are the group's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import multimode
from typing import Final, cast

from trunktimer.foundation.errors import Path, TrunkTimerError, path_text
from trunktimer.foundation.toml_lines import Header
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.toml.document import Document
from trunktimer.routine.toml.edit import line_after, line_start, read_toml

#: The indices that lead to a block, from the outside in; `()` is the routine.
BlockPath = tuple[int, ...]

_SORRY: Final = later("The blocks cannot be changed, because it is not TOML: line {line}: {fault}.")
_KEY_PART: Final = re.compile(r'(?:[A-Za-z0-9_-]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\n]*\')[ \t]*\.[ \t]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """All that belongs to the block at `path`: the characters from `start` to before `end`.

    `line` (from 1) is that of its header.
    """

    path: BlockPath
    start: int
    end: int
    line: int


def block_places(text: str) -> list[BlockPlace]:
    """The places of all blocks in the order of the file, those of a group after the group itself.

    Raises `TrunkTimerError` if `text` is not TOML, or writes blocks in another way than as `[[block]]`.
    """
    return [
        BlockPlace(path=place.path, start=place.start, end=min(place.end, len(text)), line=place.line)
        for place in Blocks(text).places.values()
    ]


class Blocks:
    """The blocks of one text, and what lies between them.

    `text` ends with a line end here, whether or not the file does; all offsets are those of `text`.
    """

    def __init__(self, text: str) -> None:
        """Find the blocks. Raises `TrunkTimerError` if `text` is not TOML, or writes blocks otherwise."""
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self._closed = text == "" or text.endswith("\n")
        self.text = text if self._closed else text + self.line_end
        document = read_toml(self.text, _SORRY)
        self.headers = document.lines.headers
        self._lines = document.lines
        _refuse_others(document)
        self._starts, self._ends = self._sections()
        self.places: dict[BlockPath, BlockPlace] = {}
        self._children: dict[BlockPath, list[BlockPlace]] = {}
        self._find()

    def place(self, path: BlockPath) -> BlockPlace:
        """The place of a block. Raises `TrunkTimerError` where there is none."""
        if path not in self.places:
            raise TrunkTimerError(
                tr("There is no {key} in this file.", key=path_text(key_path(path)))
                if path
                else tr("There is no such block in this file.")
            )
        return self.places[path]

    def children(self, parent: BlockPath) -> list[BlockPlace]:
        """The blocks in a group, or the outermost ones of the routine."""
        return self._children.get(parent, [])

    def headers_in(self, start: int, end: int) -> list[Header]:
        """The headers between two offsets."""
        return [header for header in self.headers if start <= header.start < end]

    def comments(self, start: int, end: int) -> list[str]:
        """The lines between two offsets that are comments alone, with their line ends; not those inside a value."""
        values = [(mark.start, mark.end) for mark in self._lines.marks.values() if mark.value is not None]
        inside = [(first, last) for first, last in values if start <= first < end]
        found = []
        while start < end:
            after = line_after(self.text, start)
            row = self.text[start:after]
            if is_comment(row) and not any(first < start < last for first, last in inside):
                found.append(row)
            start = after
        return found

    def blank_from(self, at: int) -> int:
        """Where the blank lines right above the line that starts at `at` begin."""
        while at > 0:
            above = line_start(self.text, at - 1)
            if self.text[above:at].strip():
                break
            at = above
        return at

    def blank_to(self, at: int) -> int:
        """Where the blank lines that begin at `at` end."""
        while at < len(self.text):
            after = line_after(self.text, at)
            if self.text[at:after].strip():
                break
            at = after
        return at

    def blanks_above(self, place: BlockPlace) -> int:
        """How many blank lines stand right above a block."""
        return self.text.count("\n", self.blank_from(place.start), place.start)

    def gap(self, parent: BlockPath) -> int:
        """How many blank lines part the blocks in `parent`, by the style of the file.

        Where the file does not say: one, but none in a group, as the bundled routines have it.
        """
        beside = self.children(parent)[0 if parent else 1 :]
        if parent and not beside:
            beside = [place for path, place in self.places.items() if len(path) > 1]
        gaps = multimode(self.blanks_above(place) for place in beside)
        return max(gaps, default=0 if parent else 1)

    def with_depth(self, start: int, end: int, old: int, new: int, gaps: Iterable[tuple[BlockPlace, int]] = ()) -> str:
        """The text between two offsets with all its headers moved from depth `old` to `new` (1 is `[[block]]`).

        Of `gaps`, each block gets at least so many blank lines above it. A comment behind a header keeps its
        distance, so that the way back gives the same text.
        """
        pieces = [
            (header.start, header.end, header_at(self.text[header.start : header.end], old, new))
            for header in self.headers_in(start, end)
        ]
        for place, wanted in gaps:
            missing = max(0, wanted - self.blanks_above(place))
            pieces.append((place.start, place.start, self.line_end * missing))
        made = []
        for first, last, piece in sorted(pieces):
            made += [self.text[start:first], piece]
            start = last
        return "".join([*made, self.text[start:end]])

    def ended(self, text: str) -> str:
        """`text`, made from this one, with a line end at its end only if the file had one."""
        return text if self._closed else text.removesuffix("\n").removesuffix("\r")

    def _sections(self) -> tuple[list[int], list[int]]:
        """For each header, where what belongs to it and its keys starts and ends; both are starts of lines."""
        offsets = [header.start for header in self.headers]
        filled = [0, *(header.end for header in self.headers)]  # the first is what stands above all headers
        for mark in self._lines.marks.values():
            if mark.value is not None:
                section = bisect_right(offsets, mark.start)
                filled[section] = max(filled[section], mark.end)
        filled = [line_after(self.text, end) if end else 0 for end in filled]
        starts = []
        for header, above in zip(self.headers, filled, strict=False):
            start = line_start(self.text, header.start)
            while start > above and is_comment(self.text[line_start(self.text, start - 1) : start]):
                start = line_start(self.text, start - 1)
            starts.append(start)
        ends = []
        for end, limit in zip(filled[1:], [*starts[1:], len(self.text)], strict=False):
            at = end
            while at < limit and is_comment(self.text[at : line_after(self.text, at)]):
                at = line_after(self.text, at)
            ends.append(at)
        return starts, ends

    def _find(self) -> None:
        paths = [_block_path(header.path) for header in self.headers]
        first: dict[BlockPath, int] = {}
        last: dict[BlockPath, int] = {}
        for at, (header, path) in enumerate(zip(self.headers, paths, strict=True)):
            for depth in range(1, len(path) + 1):
                around = path[:depth]
                if last.setdefault(around, at) < at - 1:
                    line = self._lines.line_at(header.start)
                    raise TrunkTimerError(
                        tr(
                            "Line {line} goes on with a block above another table; put all tables of a block together.",
                            line=line,
                        )
                    )
                first.setdefault(around, at)
                last[around] = at
        for path, at in first.items():
            place = BlockPlace(
                path=path,
                start=self._starts[at],
                end=self._ends[last[path]],
                line=self._lines.line_at(self.headers[at].start),
            )
            self.places[path] = place
            self._children.setdefault(path[:-1], []).append(place)


def key_path(path: BlockPath) -> Path:
    """The key path of a block: `("block", 0, "block", 1)` for `(0, 1)`."""
    return tuple(part for index in path for part in ("block", index))


def is_comment(row: str) -> bool:
    """Whether a line is a comment alone."""
    return row.lstrip().startswith("#")


def _refuse_others(document: Document) -> None:
    """Refuse blocks that are not written as `[[block]]`, which have no lines of their own to work with."""
    headers = {header.path for header in document.lines.headers}
    waiting: list[tuple[Path, dict[str, object]]] = [((), document.data)]
    while waiting:
        table, content = waiting.pop()
        if "block" not in content:
            continue
        inner = content["block"]
        blocks = cast("list[object]", inner) if isinstance(inner, list) else []
        paths: list[Path] = [(*table, "block", at) for at in range(len(blocks))]
        if not paths or not headers.issuperset(paths):
            line = document.lines.line_of((*table, "block"))
            raise TrunkTimerError(
                tr(
                    "Line {line} writes blocks in another way than [[block]], so they cannot be rearranged; write "
                    "each as [[block]], and those in a group as [[block.block]].",
                    line=line,
                )
            )
        waiting += [(path, block) for path, block in zip(paths, blocks, strict=True) if isinstance(block, dict)]


def _block_path(path: Path) -> BlockPath:
    """The innermost block that a table belongs to; `()` for a table of another kind."""
    indices: list[int] = []
    for key, index in zip(path[::2], path[1::2], strict=False):
        if key != "block" or not isinstance(index, int):
            break
        indices.append(index)
    return tuple(indices)


def header_at(header: str, old: int, new: int) -> str:
    """A header of a block (or of a table in it) moved from depth `old` to `new`; blanks in it stay."""
    start = len(header) - len(header.lstrip("[").lstrip())
    if new >= old:
        return header[:start] + "block." * (new - old) + header[start:]
    end = start
    for _ in range(old - new):
        found = _KEY_PART.match(header, end)
        assert found is not None, "the header is that of a block"
        end = found.end()
    return header[:start] + header[end:]
