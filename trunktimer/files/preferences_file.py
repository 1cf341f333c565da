"""Preferences on the disk: a small TOML file that a person may edit. A bad value becomes its default."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from trunktimer.core.preferences import WEEKDAYS, Preferences, Says, ThemeChoice

FILE_NAME = "preferences.toml"
_LARGEST = 10**9  # no preference is a larger number, and not every one can be told as a fraction


def read_preferences(folder: Path) -> Preferences:
    """The preferences kept in `folder`; the defaults for whatever is missing or not understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return Preferences()
    import tomllib

    from trunktimer.core.errors import FileFaults
    from trunktimer.files.text_file import read_text

    try:
        written = tomllib.loads(read_text(path))
    except (FileFaults, OSError, ValueError):
        return Preferences()
    known = Preferences()
    for field in fields(Preferences):
        value = written.get(field.name)
        usual = getattr(known, field.name)
        if isinstance(value, int) and abs(value) > _LARGEST:
            continue
        if isinstance(usual, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        for choices in (ThemeChoice, Says):
            if isinstance(usual, choices) and isinstance(value, str) and value in set(choices):
                value = choices(str(value))
        if isinstance(usual, dict) and isinstance(value, dict):
            value = _volumes(value)
        if isinstance(usual, tuple) and isinstance(value, list):
            value = tuple(name for name in WEEKDAYS if name in value)
        if type(value) is not type(usual):
            continue
        try:
            change: dict[str, Any] = {field.name: value}
            known = replace(known, **change)
        except ValueError:
            continue
    return known


def _volumes(table: dict[str, Any]) -> dict[str, float]:
    """The kinds of sound that a person gave a volume of their own; what is not understood is left out."""
    from trunktimer.core.cues import SoundKind

    known = {}
    for name, volume in table.items():
        good = isinstance(volume, int | float) and not isinstance(volume, bool) and 0 <= volume <= 1
        if good and name in set(SoundKind):
            known[name] = float(volume)
    return known


def write_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep `preferences` in `folder`, which is made if need be. Raises `OSError` or `FileFaults`."""
    from trunktimer.files.text_file import write_text

    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# TrunkTimer's preferences. A value that is not understood counts as its default."]
    for field in fields(Preferences):
        value = getattr(preferences, field.name)
        if isinstance(value, Mapping):
            continue
        if isinstance(value, tuple):
            quoted = ", ".join('"' + name + '"' for name in value)
            lines.append(f"{field.name} = [{quoted}]")
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if isinstance(value, str):
            text = '"' + "".join(mark for mark in text if mark.isprintable() and mark not in '"\\') + '"'
        lines.append(f"{field.name} = {text}")
    if preferences.sounds:
        lines += ["", "[sounds]", *(f"{name} = {volume}" for name, volume in sorted(preferences.sounds.items()))]
    write_text(folder / FILE_NAME, "\n".join(lines) + "\n")
