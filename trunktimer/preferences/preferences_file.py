"""Preferences on the disk: a small TOML file that a person may edit. A bad value becomes its default, and is told.

How single values are changed in its text is in `preferences_text`.
"""

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trunktimer.preferences.preferences import KEY_ACTIONS, WEEKDAYS, Preferences, SpaceAtGate, ThemeChoice
from trunktimer.session.speech import Says

if TYPE_CHECKING:
    from trunktimer.foundation.errors import FileFault
    from trunktimer.foundation.errors import Path as KeyPath

FILE_NAME = "preferences.toml"
BROKEN_NAME = "preferences.broken.toml"
_LARGEST = 10**9  # no preference is a larger number, and not every one can be told as a fraction

#: What was not understood: where it stands, and what stands there.
_Odd = list[tuple["KeyPath", object]]


def read_preferences(folder: Path) -> Preferences:
    """The preferences kept in `folder`; the defaults for whatever is missing or not understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return Preferences()
    from trunktimer.foundation.errors import FileFaults

    try:
        return _understood(_parsed(path)[1])[0]
    except FileFaults:
        return Preferences()


def preferences_faults(folder: Path) -> tuple[str, ...]:
    """A sentence for each thing in the file that is not understood: file, line, what is wrong, what would be right."""
    from trunktimer.foundation.errors import FileFaults

    path = folder / FILE_NAME
    if not path.exists():
        return ()
    try:
        text, written = _parsed(path)
    except FileFaults as found:
        return tuple(map(str, found.faults))
    return tuple(str(_fault(path, text, where, value)) for where, value in _understood(written)[1])


def write_preferences(folder: Path, preferences: Preferences, before: Preferences | None = None) -> None:
    """Keep `preferences` in `folder`, which is made if need be.

    In a file that is there only the values are changed that are not those of `before` (without it: not those that
    the file has), so that a person's comments, order and own changes stay. One that is not TOML is kept aside as
    `preferences.broken.toml`. Raises `OSError` or `TrunkTimerError`.
    """
    from trunktimer.foundation.errors import FileFaults
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
    known = _understood(written)[0] if before is None else before
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
    from trunktimer.foundation.translation import tr

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


def _understood(written: dict[str, Any]) -> tuple[Preferences, _Odd]:
    """The preferences, and what of `written` is not among them."""
    known = Preferences()
    names = {field.name for field in fields(Preferences)}
    odd: _Odd = []
    for name, value in written.items():
        if name not in names:
            odd.append(((name,), value))
            continue
        usual = getattr(known, name)
        good: object
        if isinstance(usual, dict) and isinstance(value, dict):
            good, bad = _volumes(value) if name == "sounds" else _taught(value)
            odd += [((name, entry), value[entry]) for entry in bad]
        elif isinstance(usual, tuple) and isinstance(value, list):
            good = tuple(day for day in WEEKDAYS if day in value)
            odd += [((name, at), day) for at, day in enumerate(value) if day not in WEEKDAYS]
        else:
            good = _same_kind(value, usual)
        if type(good) is not type(usual) or (name == "interface_language" and not _is_language(good)):
            odd.append(((name,), value))
            continue
        try:
            change: dict[str, Any] = {name: good}
            known = replace(known, **change)
        except ValueError:
            odd.append(((name,), value))
    return known, odd


def _same_kind(value: object, usual: object) -> object:
    """`value` as the kind of thing that `usual` is, if it can be seen as one; else `None`."""
    if isinstance(value, int) and abs(value) > _LARGEST:
        return None
    if isinstance(usual, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    for choices in (ThemeChoice, Says, SpaceAtGate):
        if isinstance(usual, choices) and isinstance(value, str) and value in set(choices):
            return choices(str(value))
    return value


def _is_language(code: object) -> bool:
    from trunktimer.foundation.languages import LANGUAGES

    return code == "" or code in LANGUAGES


def _volumes(table: dict[str, Any]) -> tuple[dict[str, float], list[str]]:
    """The kinds of sound that a person gave a volume of their own, and the keys that are not understood."""
    from trunktimer.session.cues import SoundKind

    known, bad = {}, []
    for name, volume in table.items():
        good = isinstance(volume, int | float) and not isinstance(volume, bool) and 0 <= volume <= 1
        if good and name in set(SoundKind):
            known[name] = float(volume)
        else:
            bad.append(name)
    return known, bad


def _taught(table: dict[str, Any]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The names of keys by action, and the actions that are not understood. Whether Qt has such keys is told later."""
    known, bad = {}, []
    for action, names in table.items():
        listed = [names] if isinstance(names, str) else names
        good = isinstance(listed, list) and all(isinstance(name, str) and name for name in listed)
        if good and action in KEY_ACTIONS:
            known[action] = tuple(listed)
        else:
            bad.append(action)
    return known, bad


def _fault(path: Path, text: str, where: "KeyPath", value: object) -> "FileFault":
    from difflib import get_close_matches

    from trunktimer.foundation.errors import FileFault, path_text
    from trunktimer.foundation.text_file import shown
    from trunktimer.foundation.toml_lines import TomlLines
    from trunktimer.foundation.translation import tr
    from trunktimer.preferences.preferences_keys import KEYS
    from trunktimer.preferences.preferences_text import toml_value

    name = str(where[0])
    line = TomlLines(text).line_of(where)
    if name not in KEYS:
        near = get_close_matches(name, KEYS, 1)
        what = (
            tr('there is no such preference; did you mean "{name}"? It is left as it stands', name=near[0])
            if near
            else tr("there is no such preference; it is left as it stands")
        )
    elif len(where) > 1:
        what = _entry_fault(name, where, value)
    else:
        usual = getattr(Preferences(), name)
        what = tr(
            "{value} is not understood; {right} is wanted; {default} counts in its place",
            value=_short(value),
            right=tr(KEYS[name].right),
            default="{}" if isinstance(usual, dict) else toml_value(usual),
        )
    return FileFault(file=shown(str(path), 4096), line=line, where=shown(path_text(where)), what=what)


def _entry_fault(name: str, where: "KeyPath", value: object) -> str:
    from trunktimer.foundation.translation import tr

    if name == "rest_days":
        return tr("{value} is no day of the week; the days are {known}", value=_short(value), known=", ".join(WEEKDAYS))
    if name == "sounds":
        from trunktimer.session.cues import SoundKind

        if where[1] in set(SoundKind):
            return tr("{value} is not understood; a number from 0 to 1 is wanted; 1 counts", value=_short(value))
        return tr("there is no such kind of sound; there are {known}", known=", ".join(SoundKind))
    if where[1] in KEY_ACTIONS:
        return tr('{value} is not understood; a list of names of keys is wanted, such as ["F7"]', value=_short(value))
    return tr("there is no such action; there are {known}", known=", ".join(KEY_ACTIONS))


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
