"""Preferences on the disk: a small TOML file that a person may edit. A bad value becomes its default, and is told.

How single values are changed in its text is in `preferences_text`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from trunktimer.foundation.errors import FileFault, FileFaults, path_text
from trunktimer.foundation.errors import Path as KeyPath
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.settings import Setting, settings_of

FILE_NAME = "preferences.toml"
BROKEN_NAME = "preferences.broken.toml"
_LARGEST = 10**9  # what is larger is told in short, since not every number can be told as a fraction

#: What was not understood: where it stands, and what stands there.
_Odd = list[tuple[KeyPath, object]]


def read_preferences(folder: Path, kind: type[Preferences] = Preferences) -> Preferences:
    """The preferences kept in `folder`; the defaults for whatever is missing or not understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return kind()
    try:
        return _understood(_parsed(path)[1], kind)[0]
    except FileFaults:
        return kind()


def preferences_faults(folder: Path, kind: type[Preferences] = Preferences) -> tuple[str, ...]:
    """A sentence for each thing in the file that is not understood: file, line, what is wrong, what would be right."""
    path = folder / FILE_NAME
    if not path.exists():
        return ()
    try:
        text, written = _parsed(path)
    except FileFaults as found:
        return tuple(map(str, found.faults))
    known = settings_of(kind)
    return tuple(str(_fault(path, text, known, where, value)) for where, value in _understood(written, kind)[1])


def write_preferences(folder: Path, preferences: Preferences, before: Preferences | None = None) -> None:
    """Keep `preferences` in `folder`, which is made if need be.

    In a file that is there only the values are changed that are not those of `before` (without it: not those that
    the file has), so that a person's comments, order and own changes stay. One that is not TOML is kept aside as
    `preferences.broken.toml`. Raises `OSError` or `TrunkTimerError`.
    """
    from trunktimer.foundation.text_file import write_text
    from trunktimer.preferences.preferences_text import changed_text, whole_text

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    if not path.exists():
        write_text(path, whole_text(preferences))
        return
    try:
        text, written = _parsed(path)
    except FileFaults:
        if path.is_file():
            _set_aside(path)
        write_text(path, whole_text(preferences))
        return
    known = _understood(written, type(preferences))[0] if before is None else before
    changed = changed_text(text, known, preferences)
    if changed != text:
        write_text(path, changed)


def _parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """The text and what it holds. Raises `FileFaults` (one fault) for what is not TOML."""
    import tomllib

    from trunktimer.foundation.text_file import file_fault, read_text
    from trunktimer.foundation.toml_size import too_much

    text = read_text(path)
    excess = too_much(text)
    if excess is None:
        try:
            return text, tomllib.loads(text)
        except ValueError as error:
            excess = _line_of(error), str(error)
    line, what = excess
    raise file_fault(
        path,
        tr(
            "this is not TOML: {fault}. All preferences count as their defaults; with the next change the file is kept"
            " aside as {name} and a new one is written",
            fault=what,
            name=BROKEN_NAME,
        ),
        line,
    )


def _line_of(error: ValueError) -> int:
    _, found, rest = str(error).partition("(at line ")
    digits = rest.partition(",")[0]
    return int(digits) if found and digits.isdigit() else 1


def _understood(written: Mapping[str, Any], kind: type[Preferences]) -> tuple[Preferences, _Odd]:
    """The preferences, and what of `written` is not among them."""
    known = settings_of(kind)
    good: dict[str, Any] = {}
    odd: _Odd = []
    for name, value in written.items():
        check = known[name].check if name in known else None
        read = None if check is None else check.read(value)
        if check is None or read is None:
            odd.append(((name,), value))
            continue
        good[name] = read
        odd += [((name, entry), value[entry]) for entry in check.odd_entries(value)]
    return replace(kind(), **good), odd


def _fault(path: Path, text: str, known: Mapping[str, Setting[Any]], where: KeyPath, value: object) -> FileFault:
    from trunktimer.foundation.text_file import shown
    from trunktimer.foundation.toml_lines import TomlLines

    line = TomlLines(text).line_of(where)
    what = _what_is_wrong(known, str(where[0]), where[1:], _short(value))
    return FileFault(file=shown(str(path), 4096), line=line, where=shown(path_text(where)), what=what)


def _what_is_wrong(known: Mapping[str, Setting[Any]], name: str, within: KeyPath, value: str) -> str:
    from difflib import get_close_matches

    from trunktimer.preferences.preferences_text import toml_value

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
    from trunktimer.foundation.text_file import shown

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
