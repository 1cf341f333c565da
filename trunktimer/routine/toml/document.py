"""A TOML file on its way to a model: its syntax faults, and the place in the text of every other fault.

A text is read in pieces that are remembered, so that after a keystroke only one piece is read anew. What the keys
mean is not known here.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from trunktimer.foundation.errors import Fault, FileFault, FileFaults, Path, path_text
from trunktimer.foundation.text_file import NO_BREAK_BLANKS, shown
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.foundation.toml_size import MOST_THINGS, too_much, unclosed_at
from trunktimer.foundation.translation import format_count, tr
from trunktimer.routine.toml.values import product_fault

_PLACE: Final = re.compile(r" \(at line (\d+), column \d+\)$")
_TRUTHS: Final = {**dict.fromkeys(("true", "yes", "on"), "true"), **dict.fromkeys(("false", "no", "off"), "false")}
_NUMBERS: Final = re.compile(r"\d+(?: ?, ?\d+)+")
_BENT_QUOTES: Final = "“”„‟«»‹›‘’‚"
_ENTRY: Final = re.compile(r"\s*([A-Za-z0-9_-]+)\s*([=:])\s*(.*?)\s*(?:#.*)?")
#: Texts up to this size are read on after a syntax fault, so that all of them are told at once.
_READ_ON_CHARACTERS: Final = 64 * 1024
_MOST_SYNTAX_FAULTS: Final = 20
#: Where a text is cut into pieces: before the header of an array of tables, one word at the start of its line.
_CUT: Final = re.compile(r"^\[\[([A-Za-z0-9_-]+)\]\]", re.MULTILINE)
#: So many pieces are remembered; those that are longer are not. Together they take a few megabytes.
REMEMBERED_PIECES: Final = 1024
LONGEST_REMEMBERED: Final = 2000
#: More than anybody reads; what is left over is told as a number.
MOST_FAULTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that can be read alone: its top (no `key`), or `tables` tables of the array `key`."""

    start: int
    end: int
    key: str = ""
    first: int = 0
    tables: int = 0

    def holds(self, path: Path) -> bool:
        """Whether `path` leads into one of the tables."""
        at = path[1] if len(path) > 1 and path[0] == self.key else None
        return isinstance(at, int) and self.first <= at < self.first + self.tables


@dataclass(slots=True)
class Document:
    """The content of a file that is TOML, but for the lines named in `faults`.

    Those lines are left out of `text` and `data`; `spoilt` are the tables in which they stand. There are no
    `pieces` where the text could only be read as a whole.
    """

    file: str
    text: str
    data: dict[str, object]
    faults: list[FileFault]
    spoilt: set[Path]
    pieces: tuple[Piece, ...] = ()
    _lines: TomlLines | None = field(default=None, init=False)
    _lines_of: dict[Piece, TomlLines] = field(default_factory=dict, init=False)

    @property
    def lines(self) -> TomlLines:
        """Where each key stands."""
        if self._lines is None:
            self._lines = TomlLines(self.text)
        return self._lines

    def lines_about(self, path: Path) -> TomlLines:
        """Where each key stands in the piece that holds `path`, or in the whole text if there is none."""
        piece = next((piece for piece in self.pieces if piece.holds(path)), None)
        if piece is None or self._lines is not None:
            return self.lines
        if piece not in self._lines_of:
            newest: dict[Path, int] = {(piece.key,): piece.first - 1} if piece.first else {}
            self._lines_of[piece] = TomlLines(self.text, piece.start, piece.end, newest)
        return self._lines_of[piece]

    def placed(self, faults: Iterable[Fault]) -> list[FileFault]:
        """The syntax faults and `faults` with their places, by line, each once."""
        every = [*self.faults, *(self._placed(fault) for fault in faults)]
        return _first(sorted(dict.fromkeys(every), key=lambda fault: fault.line))

    def explains(self, fault: Fault) -> bool:
        """Whether `fault` only comes of a line that was left out: its key is not missing but misspelt."""
        return fault.path[:-1] in self.spoilt and fault.path not in self.lines_about(fault.path).marks

    def _placed(self, fault: Fault) -> FileFault:
        where = shown(path_text(fault.path), 100)
        line = self.lines_about(fault.path).line_of(fault.path)
        return FileFault(file=self.file, line=line, where=where, what=shown(fault.what, 400, kept=NO_BREAK_BLANKS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands around a piece that is read alone; `newest` is as `TomlLines` wants it."""

    lines_before: int = 0
    newest: Mapping[Path, int] = field(default_factory=dict)
    goes_on: bool = False


_ALONE: Final = _Around()
#: The editor reads the text before a keystroke and the one after it several times over.
_newest: dict[str, "Document"] = {}
_MOST_KEPT: Final = 3
_LONGEST_KEPT: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a kind of file talks about its own keys.

    `unknown` says what is wrong with a key (in a table, with a value); `wanted` says for a key what to write, where the
    key is missing or holds something of quite another shape. `own_names` are tables whose keys a person makes up.
    """

    unknown: Callable[[str, Path, object], str]
    wanted: Mapping[str, str]
    own_names: frozenset[str] = frozenset()


def read_document(text: str, file: str) -> Document:
    """Read TOML. Raises `FileFaults` where it is so broken that reading on would only guess.

    The same text may give the same document again: its data must not be changed.
    """
    known = _newest.get(text)
    if known is not None:
        return known if known.file == file else replace(known, file=file)
    document = _read_pieces(text, file) or read_whole(text, file)
    if not document.faults and len(text) <= _LONGEST_KEPT:
        while len(_newest) >= _MOST_KEPT:
            _newest.pop(next(iter(_newest)), None)
        _newest[text] = document
    return document


def piece_data(text: str) -> dict[str, object] | None:
    """What a piece holds, which must not be changed; `None` if it is not TOML by itself."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _read_alone(text)


def _read_alone(text: str) -> dict[str, object] | None:
    if too_much(text) is not None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


_remembered = lru_cache(maxsize=REMEMBERED_PIECES)(_read_alone)


def _read_pieces(text: str, file: str) -> Document | None:
    """The same as `read_whole`, or `None` where a piece does not stand alone.

    A piece that is TOML by itself leaves nothing open: what follows it means the same without it. Each holds
    tables of one array, of which the top says nothing, so the arrays only have to be joined.
    """
    cuts = list(_CUT.finditer(text))
    if not cuts or (len(text) > MOST_THINGS and too_much(text) is not None):
        return None
    starts = [0, *(cut.start() for cut in cuts)]
    ends = [*starts[1:], len(text)]
    top: dict[str, object] = {}
    arrays: dict[str, list[object]] = {}
    faults: list[FileFault] = []
    spoilt: set[Path] = set()
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for key, start, end in zip(["", *(cut[1] for cut in cuts)], starts, ends, strict=True):
        own = text[start:end]
        first = len(arrays.get(key, ()))
        data = piece_data(own)
        if data is None:
            newest: dict[Path, int] = {(key,): first - 1} if first else {}
            around = _Around(lines_before=text.count("\n", 0, start), newest=newest, goes_on=end < len(text))
            mended = _mended(own, file, around) if len(text) <= _READ_ON_CHARACTERS else None
            if mended is None:
                return None
            own, data = mended.text, mended.data
            faults += mended.faults
            spoilt |= mended.spoilt
        tables = data.get(key) if key else []
        if not isinstance(tables, list) or (key and len(data) != 1):
            return None
        if key:
            arrays.setdefault(key, []).extend(_copied(tables))
        else:
            top = _copied(data)
        pieces.append(Piece(at, at + len(own), key, first, len(tables)))
        texts.append(own)
        at += len(own)
    if top.keys() & arrays.keys() or (faults and (len(faults) >= _MOST_SYNTAX_FAULTS or too_much(text) is not None)):
        return None
    return Document(file, "".join(texts), top | arrays, faults, spoilt, tuple(pieces))


def _mended(piece: str, file: str, around: _Around) -> Document | None:
    """A piece without its faulty lines, or `None` where its faults may concern what follows it."""
    try:
        return read_whole(piece, file, around)
    except FileFaults:
        return None


def _copied(value: Any) -> Any:
    """A copy that shares nothing with `value` that could be changed."""
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def read_whole(text: str, file: str, around: _Around = _ALONE) -> Document:
    """Read TOML, or a piece of it. Raises `FileFaults`, also where a piece is open at its end."""
    excess = too_much(text)
    if excess is not None:
        line, what = excess
        raise FileFaults([FileFault(file=file, line=line, where="", what=what)])
    faults: list[FileFault] = []
    spoilt: set[Path] = set()
    while True:
        try:
            return Document(file, text, tomllib.loads(text), faults, spoilt)
        except tomllib.TOMLDecodeError as error:
            line, what = _syntax(text, error)
            is_open = around.goes_on and _PLACE.search(str(error)) is None
        rows = text.split("\n")
        table = _table_of_entry(rows, line, around.newest) if len(text) <= _READ_ON_CHARACTERS else None
        if table is None or is_open or len(faults) + 1 >= _MOST_SYNTAX_FAULTS:
            faults.append(FileFault(file=file, line=around.lines_before + line, where="", what=what))
            raise FileFaults(faults)
        entry = _ENTRY.fullmatch(rows[line - 1].rstrip("\r"))
        where = path_text((*table, entry[1])) if entry else path_text(table)
        faults.append(FileFault(file=file, line=around.lines_before + line, where=where, what=what))
        spoilt.add(table)
        rows[line - 1] = ""
        text = "\n".join(rows)


def faults_of(error: ValidationError, wording: Wording) -> list[Fault]:
    """What a model found wrong, in our words."""
    faults = []
    errors = error.errors(include_url=False, include_context=False)
    for found in errors[:MOST_FAULTS]:
        path: Path = tuple(found["loc"])
        path = path[:-1] if path[-1:] == ("[key]",) else path  # pydantic's word for a key itself
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        key = str(path[-2]) if len(path) == 2 and path[0] in wording.own_names else key
        wanted = tr(wording.wanted[key]) if key in wording.wanted else tr("another kind of value")
        match found["type"]:
            case "refused":
                what = found["msg"]
            case "extra_forbidden":
                what = wording.unknown(key, path[:-1], found["input"])
            case "missing":
                what = tr('the key "{key}" is missing; write {wanted}', key=key, wanted=wanted)
            case "too_short":
                what = tr("the list is empty; write {wanted}", wanted=wanted)
            case "too_long":
                what = tr("the list is too long; 100 is the most")
            case _:
                what = tr("this is not what is wanted here; write {wanted}", wanted=wanted)
        faults.append(Fault(path=path, what=what))
    return faults


def _first(faults: list[FileFault]) -> list[FileFault]:
    if len(faults) <= MOST_FAULTS:
        return faults
    last = faults[MOST_FAULTS - 1]
    what = tr("from here on there are {value} faults more", value=format_count(len(faults) - MOST_FAULTS + 1))
    return [*faults[: MOST_FAULTS - 1], FileFault(file=last.file, line=last.line, where="", what=what)]


def _syntax(text: str, error: tomllib.TOMLDecodeError) -> tuple[int, str]:
    """Line and sentence for what `tomllib` found."""
    message = str(error)
    place = _PLACE.search(message)
    if place is None:
        unclosed = unclosed_at(text)
        if unclosed is not None:
            return unclosed[0], tr("what {unclosed} opens on this line is never closed", unclosed=unclosed[1])
        return text.rstrip("\n").count("\n") + 1, tr("the file ends too early: {reason}", reason=_reason(message))
    line = int(place[1])
    return line, _sentence(text.split("\n")[line - 1].rstrip("\r"), message[: place.start()])


def _sentence(row: str, message: str) -> str:
    entry = _ENTRY.fullmatch(row)
    if row.lstrip().startswith("["):
        if message.startswith("Cannot"):
            return tr(
                "this header contradicts one above it; write a table once, and blocks as [[block]] in two brackets"
            )
        return tr("this is not a table header; write it in brackets, such as [[block]] or [[block.block]]")
    if message == "Cannot overwrite a value":
        if entry:
            return tr('"{key}" is written twice in one table; keep one of them', key=entry[1])
        return tr("this key is written twice in one table; keep one of them")
    if entry:
        key, sign, value = entry.groups()
        if sign == ":":
            return tr("between key and value stands =, as in {key} = …", key=key)
        if not value:
            return tr('nothing stands after =; write a value, such as {key} = "10 s", or take the line out', key=key)
        if value[0] in "\"'" and value.count(value[0]) == 1:
            return tr("the quote {value} is not closed on this line", value=value[0])
        if value[0] in _BENT_QUOTES:
            straight = value.strip(_BENT_QUOTES + " ")
            wanted = tr('quotes are straight ones here: {key} = "{value}"', key=key, value=straight)
            return shown(wanted, 120, kept=NO_BREAK_BLANKS)
        if value.casefold() in _TRUTHS:
            truth = _TRUTHS[value.casefold()]
            return tr("write {key} = {value}, in small letters and without quotes", key=key, value=truth)
        if _NUMBERS.fullmatch(value):
            return tr("a list goes in brackets: {key} = [{value}]", key=key, value=shown(value, 60))
        product = product_fault(value)
        if product:
            return product
        if value[0].isalnum() and '"' not in value and "\\" not in value:
            wanted = tr('texts and times with a unit go in quotes: {key} = "{value}"', key=key, value=value)
            return shown(wanted, 120, kept=NO_BREAK_BLANKS)
    return tr("this is not TOML: {reason}", reason=_reason(message))


def _reason(message: str) -> str:
    text = _PLACE.sub("", message).removesuffix(" (at end of document)")
    return shown(text[:1].lower() + text[1:], 120)


def _table_of_entry(rows: list[str], line: int, newest: Mapping[Path, int]) -> Path | None:
    """The table of the entry that fills the line `line`, or `None` where the line is no entry of its own.

    It is one if all before it is valid and it opens nothing that goes on in the next line.
    """
    before = "\n".join(rows[: line - 1])
    row = rows[line - 1]
    if row.lstrip().startswith("[") or unclosed_at(row) is not None:
        return None
    try:
        tomllib.loads(before)
    except tomllib.TOMLDecodeError:
        return None
    return TomlLines(before, newest=newest).table_at(line)
