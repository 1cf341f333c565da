"""The text of the preferences' file: single values are changed in it, and all other lines stay. Opens no file.

`edit` does the same for routines, but knows their times and loads `tomlkit`; this is done while a session runs.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from trunktimer.foundation.errors import Path, TrunkTimerError, path_text
from trunktimer.foundation.toml_lines import Mark, TomlLines
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.settings import settings_of

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def whole_text(preferences: Preferences) -> str:
    """A new file: each key with a comment above it that says what it does, its range and its default."""
    lines = [
        "# TrunkTimer's preferences. What is not understood counts as its default; `trunktimer doctor` says what.",
        "# The program changes single values here and leaves your comments and their order alone.",
    ]
    for name, entry in settings_of(type(preferences)).items():
        value = getattr(preferences, name)
        lines += ["", f"# {entry.what}"]
        if entry.is_table:
            lines.append(f"[{name}]")
            lines += [f"{key} = {toml_value(content)}" for key, content in sorted(value.items())]
            continue
        wanted = entry.check.wanted(str.format).removesuffix(",")
        lines.append(f"# {wanted[:1].upper()}{wanted[1:]}. Default: {toml_value(entry.default)}")
        lines.append(f"{name} = {toml_value(value)}")
    return "\n".join(lines) + "\n"


def changed_text(text: str, before: Preferences, now: Preferences) -> str:
    """`text`, which is TOML, with the values that are not the same in `before` and `now`; all other lines as they were.

    Raises `TrunkTimerError` where a person wrote a table in the place of a value.
    """
    for name, entry in settings_of(type(now)).items():
        old, new = getattr(before, name), getattr(now, name)
        if not entry.is_table:
            if old != new:
                text = with_value(text, (name,), toml_value(new))
            continue
        absent = entry.check.absent
        for key in sorted({*old, *new}):
            if old.get(key, absent) != new.get(key, absent):
                text = with_value(text, (name, key), toml_value(new.get(key, absent)))
    return text


def toml_value(value: object) -> str:
    """A value as TOML has it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.4f}".rstrip("0").removesuffix(".") + (".0" if value == int(value) else "")
        case StrEnum():
            return toml_value(str(value.value))
        case str():
            return f'"{"".join(map(_escaped, value))}"'
        case Sequence():
            return f"[{', '.join(map(toml_value, value))}]"
        case {}:
            return "{}"
    raise TypeError(f"no preference is a {type(value).__name__}")


def _escaped(mark: str) -> str:
    if mark in _ESCAPES:
        return _ESCAPES[mark]
    if mark.isprintable():
        return mark
    code = ord(mark)
    return "" if 0xD800 <= code <= 0xDFFF else f"\\U{code:08x}"


def with_value(text: str, path: Path, value: str) -> str:
    """`text` with `value` (as TOML) at a key, or at a key of a table; it is added where there is none yet."""
    lines = TomlLines(text)
    mark = lines.marks.get(path)
    if mark is not None:
        if mark.value is None:
            raise TrunkTimerError(
                tr("{key} is a table in the file of preferences; a value is wanted.", key=path_text(path))
            )
        return text[: mark.value] + value + text[mark.end :]
    entry = f"{path[-1]} = {value}"
    if len(path) == 1:
        return _with_row(text, lines, (), entry)
    table = lines.marks.get(path[:1])
    if table is None:
        end = _line_end(text)
        gap = "" if not text else end if text.endswith("\n") else 2 * end
        return f"{text}{gap}[{path[0]}]{end}{entry}{end}"
    if table.value is not None:
        return _with_inline(text, path[:1], table, entry)
    if any(header.path == path[:1] for header in lines.headers):
        return _with_row(text, lines, path[:1], entry)
    return _with_row(text, lines, (), f"{path[0]}.{entry}")  # its other entries are written with dots


def _with_row(text: str, lines: TomlLines, table: Path, entry: str) -> str:
    """A row behind the last one of a table that has a header, or of the top of the file."""
    starts = [header.start for header in lines.headers]
    own = next((header for header in lines.headers if header.path == table), None)
    first = 0 if own is None else own.end
    last = min((start for start in starts if start >= first and (own is None or start > own.start)), default=len(text))
    ends = [mark.end for mark in lines.marks.values() if mark.value is not None and first <= mark.start < last]
    line_end = _line_end(text)
    if not ends and own is None:
        if last == len(text):  # nothing but comments, which are the head of the file
            return f"{text}{'' if not text or text.endswith(chr(10)) else line_end}{entry}{line_end}"
        return f"{entry}{line_end}{line_end}{text}"
    found = text.find("\n", max(ends, default=first))
    if found < 0:
        return f"{text}{line_end}{entry}{line_end}"
    return f"{text[: found + 1]}{entry}{line_end}{text[found + 1 :]}"


def _with_inline(text: str, table: Path, mark: Mark, entry: str) -> str:
    assert mark.value is not None
    if text[mark.value] != "{":  # something else stood there, which was not understood
        return f"{text[: mark.value]}{{ {entry} }}{text[mark.end :]}"
    inside = text[mark.value + 1 : mark.end - 1].strip()
    joined = f"{{ {inside}, {entry} }}" if inside else f"{{ {entry} }}"
    return text[: mark.value] + joined + text[mark.end :]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
