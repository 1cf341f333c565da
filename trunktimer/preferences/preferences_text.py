"""Writing the file of preferences, and what in it is not understood. Imported after the first look of the window.

Single values are changed in the text, and all other lines stay. `tomlkit` puts new keys between a table and the comment
above it, and `routine/toml/edit` knows the order of a routine's keys.
"""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import FileFault, FileFaults, TrunkTimerError, path_text
from trunktimer.foundation.errors import Path as KeyPath
from trunktimer.foundation.text_file import shown, write_text
from trunktimer.foundation.toml_lines import Mark, TomlLines
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_reading import BROKEN_NAME, parsed, understood
from trunktimer.preferences.settings import Setting, settings_of

_LARGEST: Final = 10**9  # what is larger is told in short, since not every number can be told as a fraction


def faults_of(path: Path, kind: type[Preferences]) -> tuple[str, ...]:
    """A sentence for each thing in the file at `path`, which is there, that is not understood."""
    try:
        text, written = parsed(path)
    except FileFaults as found:
        return tuple(map(str, found.faults))
    known = settings_of(kind)
    return tuple(str(_fault(path, text, known, where, value)) for where, value in understood(written, kind)[1])


def keep(path: Path, preferences: Preferences, before: Preferences | None) -> None:
    """Write `preferences` to `path`, whose folder is there, as `preferences_file.write_preferences` says."""
    if not path.exists():
        write_text(path, whole_text(preferences), private=True)
        return
    try:
        text, written = parsed(path)
    except FileFaults:
        if path.is_file():
            _set_aside(path)
        write_text(path, whole_text(preferences), private=True)
        return
    known = understood(written, type(preferences))[0] if before is None else before
    changed = changed_text(text, known, preferences)
    if changed != text:
        write_text(path, changed, private=True)


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
    """A value as TOML has it: as JSON, but for one mark that has to be escaped here. Half marks are left out."""
    written = json.dumps(round(value, 4) if isinstance(value, float) else value, ensure_ascii=False)
    return written.replace("\x7f", "\\u007f").encode(errors="ignore").decode()


def with_value(text: str, path: KeyPath, value: str) -> str:
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


def _with_row(text: str, lines: TomlLines, table: KeyPath, entry: str) -> str:
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


def _with_inline(text: str, table: KeyPath, mark: Mark, entry: str) -> str:
    assert mark.value is not None
    if text[mark.value] != "{":  # something else stood there, which was not understood
        return f"{text[: mark.value]}{{ {entry} }}{text[mark.end :]}"
    inside = text[mark.value + 1 : mark.end - 1].strip()
    joined = f"{{ {inside}, {entry} }}" if inside else f"{{ {entry} }}"
    return text[: mark.value] + joined + text[mark.end :]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _fault(path: Path, text: str, known: Mapping[str, Setting[Any]], where: KeyPath, value: object) -> FileFault:
    line = TomlLines(text).line_of(where)
    what = _what_is_wrong(known, str(where[0]), where[1:], _short(value))
    return FileFault(file=shown(str(path), 4096), line=line, where=shown(path_text(where)), what=what)


def _what_is_wrong(known: Mapping[str, Setting[Any]], name: str, within: KeyPath, value: str) -> str:
    if name not in known:
        near = get_close_matches(name, known, 1)
        if near:
            return tr('there is no such preference; did you mean "{name}"? It is left as it stands', name=near[0])
        return tr("there is no such preference; it is left as it stands")
    entry, check = known[name], known[name].check
    if within:
        sentence = check.wrong if within[0] in check.known else check.unknown
        return tr(sentence, value=value, known=", ".join(check.known))
    return tr(
        "{value} is not understood; {right} is wanted; {default} counts in its place",
        value=value,
        right=check.wanted(),
        default="{}" if entry.is_table else toml_value(entry.default),
    )


def _short(value: object) -> str:
    """What stands in a file, in a form close to how it was written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) > _LARGEST:
        return shown(f"{value:.3e}" if abs(value) < 10**300 else "…", 60)
    if isinstance(value, str):
        return shown(f'"{value}"', 60)
    return shown(str(value), 60)


def _set_aside(path: Path) -> None:
    """Keep a file that is not TOML under another name that is free."""
    target = path.with_name(BROKEN_NAME)
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{BROKEN_NAME.removesuffix('.toml')}-{number}.toml")
    path.rename(target)
