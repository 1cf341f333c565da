"""Reading the file of preferences. Where there is none, a start does not import this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from trunktimer.foundation.errors import Path as KeyPath
from trunktimer.foundation.text_file import file_fault, read_text
from trunktimer.foundation.toml_size import too_much
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.settings import settings_of

BROKEN_NAME: Final = "preferences.broken.toml"

#: What was not understood: where it stands, and what stands there.
Odd = list[tuple[KeyPath, object]]


def parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """The text and what it holds. Raises `FileFaults` (one fault) for what is not TOML."""
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


def understood(written: Mapping[str, Any], kind: type[Preferences]) -> tuple[Preferences, Odd]:
    """The preferences, and what of `written` is not among them."""
    known = settings_of(kind)
    good: dict[str, Any] = {}
    odd: Odd = []
    for name, value in written.items():
        check = known[name].check if name in known else None
        read = None if check is None else check.read(value)
        if check is None or read is None:
            odd.append(((name,), value))
            continue
        good[name] = read
        odd += [((name, entry), value[entry]) for entry in check.odd_entries(value)]
    return replace(kind(), **good), odd


def _line_of(error: ValueError) -> int:
    _, found, rest = str(error).partition("(at line ")
    digits = rest.partition(",")[0]
    return int(digits) if found and digits.isdigit() else 1
