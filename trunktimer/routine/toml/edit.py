"""One value of a TOML text is changed or taken out, and every other line stays. What values mean is not known here.

Theory of operation
-------------------
The text is the truth: what a person wrote, with comments, order and alignment. Nobody gets such a text back from a
tree of values that is written anew, and `tomlkit`, which keeps styles, needs many seconds for a large file. So no
tree is written. A change is a function from text to text in three steps. `read_toml` reads the text, and refuses what
is no TOML, since in a broken text places mean nothing. `TomlLines` tells for each key path where its key, its value
and its end stand, as offsets. Then the text is cut at these offsets and joined with the new piece between. What lies
outside of the cut cannot change, whatever it looks like. `tomlkit` writes only the piece, for it knows how strings
are escaped.

Only the piece of the file that holds the path is scanned (`Document.lines_about`), so that a keystroke in the editor
need not wait for hundreds of other blocks. Offsets hold for one text: after each change the text
is read again, and no offset is kept.

What stood there decides how the new value looks. A time keeps its spelling (`restyle`): seconds as a number stay one,
"1:30" does not become "90 s". A text in single quotes keeps them if the new one has nothing in it to be escaped; a
text over several lines stays one if the new text has several. Where two or more blanks part a value from a comment,
somebody has set the comment in a column: the gap grows or shrinks by what the value lost or won. One blank is no
column.

A key that is absent is the hard case (`_added`), for its place must be found and not just its end. The table it goes
to runs from its header to the next one (`_section`); an inline table ends at its brace, and a table that is only
written with dots has no place of its own, so it is refused. Among the keys that stand there the new one comes below
the last of those that the usual order (`KEY_ORDER`) has before it. A person's own order is so neither judged nor
mended. If there is none, it comes right below the header; at the top of a file, which has no header, above the first
key, so that comments at the head stay at the head, or where there is no key at all, first of everything. Its row is
indented and its equals sign aligned like the row above it. A file that ends without a line end still does so
afterwards.

Taking out is easy for a key with a line of its own: the line goes, and with it the comment behind the value, which
speaks of nothing else. Comments above stay. In a list or an inline table (`_without_entry`) there is a comma too
many, and which one depends on what is around. An entry alone on its lines goes with them, comma and comment included.
One that has a comma behind it goes with that comma. The last one takes the comma before it along, but only where both
stand on one line: across lines a comment may lie between, and a list may end with a comma. Where it was the only
entry, nothing is left between the brackets but what was more than blanks.
"""

import re
from enum import StrEnum
from typing import Final, cast

from tomlkit import item, string

from trunktimer.foundation.durations import Span, restyle, span_token
from trunktimer.foundation.errors import FileFaults, Path, TrunkTimerError, path_text
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.toml_lines import SPACE, Mark, TomlLines
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import Count
from trunktimer.routine.toml.document import Document, read_document
from trunktimer.routine.toml.routine_keys import KEY_ORDER, TABLES, TIMES, span_at

_SORRY: Final = later("The text cannot be changed, because it is not TOML: line {line}: {fault}.")
_EQUALS: Final = re.compile(r"(.*?)([ \t]*)=([ \t]*)", re.DOTALL)
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_COMMENT: Final = re.compile(r"( {2,})#")
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:#[^\n]*|\r?)(?:\n|\Z)")


def change_value(text: str, path: Path, value: object) -> str:
    """`text` with `value` at `path` (zero-based), all other lines as they were.

    Takes a `Span`, a `Count`, a tuple of counts, a choice, or a plain text, number, truth, or list or tables of them. A
    time is written in the style that stood there; a key that is absent is added to its table. Raises
    `TrunkTimerError` if `text` is not TOML, or if there is no such place in it.
    """
    if not path:
        raise TrunkTimerError(tr("No value was named."))
    document = read_toml(text, _SORRY)
    lines = document.lines_about(path)
    mark = lines.marks.get(path)
    old = _value_at(document.data, path) if mark else None
    new = _as_toml(_plain(path, old, value), "\r\n" if "\r\n" in text else "\n")
    if mark is None:
        return _added(text, lines, path, new)
    if mark.value is None or isinstance(old, dict):
        raise TrunkTimerError(tr("{key} is a table; name one of its keys.", key=shown(path_text(path))))
    if isinstance(value, str):
        new = _over_lines(text[mark.value : mark.end], value) or new
    if text[mark.value] == "'" and new.startswith('"') and not set("'\\") & set(new):
        new = f"'{new[1:-1]}'"
    comment = _COMMENT.match(text, mark.end)
    if comment is None:
        return text[: mark.value] + new + text[mark.end :]
    grown = len(new) - (mark.end - mark.value) if "\n" not in text[mark.value : mark.end] else 0
    gap = " " * max(1, len(comment[1]) - grown)  # keeps the comment in its column
    return text[: mark.value] + new + gap + text[comment.end(1) :]


def remove_value(text: str, path: Path) -> str:
    """`text` without the key at `path` (zero-based), or without that entry of a list; all other lines as they were.

    Its line goes (or lines), and a comment behind it, which speaks of this value. Comment lines above it stay: they
    may speak of the lines below it as well, and what was written on a line of its own is never lost. Raises
    `TrunkTimerError` if `text` is not TOML, if there is no such key, or if it is a table with a header.
    """
    lines = read_toml(text, _SORRY).lines
    mark = lines.marks.get(path)
    if not path or mark is None:
        raise TrunkTimerError(
            tr("There is no {key} in this file.", key=shown(path_text(path)))
            if path
            else tr("There is no such value in this file.")
        )
    if mark.value is None:
        raise TrunkTimerError(tr("{key} is a table; name one of its keys.", key=shown(path_text(path))))
    around = [place for depth in range(1, len(path)) if (place := lines.marks[path[:depth]]).value is not None]
    if around:
        return _without_entry(text, lines, around[-1], mark)
    left, below = text[: line_start(text, mark.start)], text[line_after(text, mark.end) :]
    if not below and not text.endswith("\n"):
        left = left.removesuffix("\n").removesuffix("\r")
    return left + below


def _without_entry(text: str, lines: TomlLines, around: Mark, mark: Mark) -> str:
    """`text` without one entry of the list or inline table at `around`, and without the comma that it leaves over."""
    assert around.value is not None
    space = SPACE.match(text, mark.end)
    assert space is not None
    has_comma = text[space.end()] == ","
    end = space.end() + 1 if has_comma else mark.end
    start = line_start(text, mark.start)
    rest = _REST_OF_LINE.match(text, end)
    if rest and not text[start : mark.start].strip() and start > around.value:
        return text[:start] + text[rest.end() :]
    if has_comma:
        while text[end] in " \t":
            end += 1
        return text[: mark.start] + text[end:]
    ends = [place.end for place in lines.marks.values() if place.value is not None and around.value < place.end]
    before = max((end for end in ends if end <= mark.start), default=None)
    if before is not None:
        apart = "\n" in text[before : mark.start]  # then a comment may stand there, and the comma may stay
        return text[: mark.start if apart else before] + text[mark.end :]
    inside = text[around.value + 1 : mark.start] + text[mark.end : around.end - 1]
    return text[: around.value + 1] + (inside if inside.strip() else "") + text[around.end - 1 :]


def first_difference(one: str, other: str) -> int:
    """How many characters two texts have in common before they differ."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def read_toml(text: str, sorry: str) -> Document:
    """Read TOML without a fault. Raises `TrunkTimerError` with the sentence `sorry`, which has {line} and {fault}."""
    try:
        document = read_document(text, "")
        faults = document.faults
    except FileFaults as found:
        faults = list(found.faults)
    if faults:
        first = faults[0]
        raise TrunkTimerError(tr(sorry, line=first.line, fault=first.what))
    return document


def _as_toml(value: object, line_end: str) -> str:
    """A value as TOML writes it; a list of tables (the phases of a rep) with a line for each."""
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        rows = "".join(f"  {_as_toml(part, line_end)},{line_end}" for part in value)
        return f"[{line_end}{rows}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_as_toml(part, line_end)}" for key, part in value.items()) + " }"
    return item(value).as_string()


def _over_lines(old: str, value: str) -> str:
    """A text over several lines, where the old one was written so; "" where that does not fit."""
    if not old.startswith('"""') or "\n" not in value or "\r" in old:
        return ""
    # Behind a letter: before a text that begins with a line end, some releases of tomlkit put one and others do not.
    body = string(f"x{value}", multiline=True).as_string().removeprefix('"""x')
    first = "\n" if value.startswith("\n") or old.startswith('"""\n') else ""
    return f'"""{first}{body}'


def _plain(path: Path, old: object, value: object) -> object:
    """The value as TOML knows it."""
    match value:
        case Span():
            return span_token(value) if old is None else restyle(old, value)
        case Count():
            return f"{value.low}-{value.high}" if value.is_range else value.low
        case StrEnum():
            return str(value)
        case (Count() as only,):
            return _plain(path, old, only)
        case tuple() | list():
            return [_plain(path, None, part) for part in value]
        case dict():
            return {key: _plain((*path, key), None, part) for key, part in value.items() if part is not None}
        case str() | int() | float() if old is not None and path[-1] in TIMES:
            span = span_at(path[-1], value)
            return value if span is None else restyle(old, span)
    return value


def _value_at(data: object, path: Path) -> object:
    for part in path:
        data = data[part] if isinstance(data, dict) else cast("list[object]", data)[int(part)]
    return data


def _added(text: str, lines: TomlLines, path: Path, new: str) -> str:
    """`text` with a new key in a table that is there."""
    table, key = path[:-1], path[-1] if path else ""
    mark = lines.marks.get(table)
    is_key = isinstance(key, str) and _BARE_KEY.fullmatch(key) is not None
    if mark is None and is_key and table[-1:] and table[-1] in TABLES and table[:-1] in lines.marks:
        return _with_table(text, lines, table, f"{key} = {new}")
    if mark is None or not isinstance(key, str) or not is_key:
        raise TrunkTimerError(tr("There is no {key} in this file.", key=shown(path_text(path))))
    if mark.value is not None:
        return _added_inline(text, table, mark, f"{key} = {new}")
    start, end = _section(text, lines, table)
    beside = [
        (place, sibling)
        for sibling, place in lines.marks.items()
        if sibling[:-1] == table and sibling and place.value is not None and start <= place.start < end
    ]
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = [place for place, sibling in beside if _rank(sibling[-1]) <= _rank(key)]
    if not before:
        at = min((place.start for place, _ in beside), default=None) if table == () else None
        at = line_after(text, start) if at is None and table != () else at
        at = start if at is None else at
        broken = at > 0 and text[at - 1] != "\n"
        return text[:at] + line_end * broken + f"{key} = {new}" + line_end * (not broken) + text[at:]
    above = max(before, key=lambda place: place.start)
    row = _row_like(text, above, key) + new
    at = line_after(text, above.end)
    if text[at - 1 : at] == "\n":
        return text[:at] + row + line_end + text[at:]
    return text[:at] + line_end + row


def _with_table(text: str, lines: TomlLines, table: Path, entry: str) -> str:
    """`text` with a new table that has one entry: behind the other keys of the table around it."""
    around = table[:-1]
    around_mark = lines.marks[around]
    if around_mark.value is not None:
        return _added_inline(text, around, around_mark, f"{table[-1]} = {{ {entry} }}")
    start, end = _section(text, lines, around)
    beside = [
        place.end
        for sibling, place in lines.marks.items()
        if sibling[:-1] == around and sibling and place.value is not None and start <= place.start < end
    ]
    at = line_after(text, max(beside, default=start))
    line_end = "\r\n" if "\r\n" in text else "\n"
    header = ".".join(part for part in table if isinstance(part, str))
    gap = line_end if not around else ""
    broken = line_end if at and text[at - 1] != "\n" else ""
    return text[:at] + broken + gap + f"[{header}]" + line_end + entry + line_end + text[at:]


def _added_inline(text: str, table: Path, mark: Mark, entry: str) -> str:
    assert mark.value is not None
    if text[mark.value] != "{":
        raise TrunkTimerError(tr("{key} is not a table; no key can be added to it.", key=shown(path_text(table))))
    inside = text[mark.value + 1 : mark.end - 1]
    kept = inside.rstrip()
    gap = inside[len(kept) :] or " " * inside.startswith(" ")
    joined = f"{kept}, {entry}{gap}" if kept else f" {entry} "
    return text[: mark.value + 1] + joined + text[mark.end - 1 :]


def _section(text: str, lines: TomlLines, table: Path) -> tuple[int, int]:
    """From the end of the table's header (the top of the file) to the next header."""
    if table == ():
        return 0, lines.headers[0].start if lines.headers else lines.end
    for at, header in enumerate(lines.headers):
        if header.path == table:
            after = lines.headers[at + 1 : at + 2]
            return header.end, after[0].start if after else lines.end
    raise TrunkTimerError(tr("{key} is written with dots; no key can be added to it.", key=shown(path_text(table))))


def _row_like(text: str, above: Mark, key: str) -> str:
    """The row's part before its value, indented and aligned like the row above it."""
    indent = text[line_start(text, above.start) : above.start]
    found = _EQUALS.fullmatch(text[above.start : above.value])
    assert found is not None, "an entry has an equals sign"
    name, gap, after = found.groups()
    padded = key.ljust(len(name + gap)) if gap else key
    return f"{indent}{padded}{' ' * bool(gap and len(key) >= len(name + gap))}={after}"


def line_start(text: str, at: int) -> int:
    """Where the line of `at` starts."""
    return text.rfind("\n", 0, at) + 1


def line_after(text: str, at: int) -> int:
    """Just behind the line feed that ends the line of `at`, or the end of the text."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _rank(key: str | int) -> int:
    return KEY_ORDER.index(key) if key in KEY_ORDER else len(KEY_ORDER)
