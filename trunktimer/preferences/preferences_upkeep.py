"""Writing the file of preferences, and what in it is not understood. Imported after the first look of the window."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import FileFault, FileFaults, path_text
from trunktimer.foundation.errors import Path as KeyPath
from trunktimer.foundation.text_file import shown, write_text
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_reading import BROKEN_NAME, parsed, understood
from trunktimer.preferences.preferences_text import changed_text, toml_value, whole_text
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
        write_text(path, whole_text(preferences))
        return
    try:
        text, written = parsed(path)
    except FileFaults:
        if path.is_file():
            _set_aside(path)
        write_text(path, whole_text(preferences))
        return
    known = understood(written, type(preferences))[0] if before is None else before
    changed = changed_text(text, known, preferences)
    if changed != text:
        write_text(path, changed)


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
