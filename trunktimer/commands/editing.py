"""The commands that make and change routine files: `new`, `set`, `fmt`. How texts are changed is known in `files`."""

import argparse
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from trunktimer.commands.movements import read_movements
from trunktimer.commands.routine_argument import find_routine
from trunktimer.foundation import errors
from trunktimer.foundation.errors import FileFault, FileFaults, TrunkTimerError, path_text
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text, shown
from trunktimer.foundation.toml_lines import TomlLines
from trunktimer.foundation.translation import tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import FORMAT
from trunktimer.routine.toml.canonical import canonical
from trunktimer.routine.toml.document import read_document
from trunktimer.routine.toml.draft_file import NO_FILE, FileState, is_bundled, own_copy_path, save_routine, text_digest
from trunktimer.routine.toml.edit import change_value, remove_value
from trunktimer.routine.toml.movement_file import is_movement
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_keys import TIMES, span_at
from trunktimer.routine.toml.templates import TEMPLATES, template_text
from trunktimer.routine.toml.upgrade import is_beyond_its_format, upgraded
from trunktimer.routine.toml.values import parse_count

GOOD: Final = 0
FAULT: Final = 1
_NUMBERS: Final = frozenset(
    {"format", "accent_every", "reps", "pulses", "bpm", "sets", "repeat", "weeks", "times_per_day", "days_per_week"}
)
_PER_SET: Final = frozenset({"reps", "pulses", "bpm"})
_LISTS: Final = _PER_SET | {
    "equipment",
    "hold",
    "duration",
    "rest_between_sets",
    "load",
    "breath_beats",
    "days",
    "phase",
}
_TRUTHS: Final = {"true": True, "false": False}
_LONGEST_VALUE: Final = 80
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def new(arguments: argparse.Namespace, places: Places) -> int:
    """Carry `new` out; gives the exit code. Raises `TrunkTimerError`."""
    if arguments.list:
        width = max(map(len, TEMPLATES))
        for template in TEMPLATES.values():
            print(f"{template.key:<{width}}  {tr(template.title)}: {tr(template.summary)}")
        return GOOD
    if arguments.template is None:
        keys = ", ".join(TEMPLATES)
        raise TrunkTimerError(tr("Name a template: {keys}. `trunktimer new --list` explains them.", keys=keys))
    text = template_text(arguments.template, arguments.name or "")
    if arguments.output is None:
        example = f"trunktimer new {arguments.template} -o my-{arguments.template}.toml"
        raise TrunkTimerError(tr("Say where to: {example}", example=example))
    path = Path(arguments.output)
    if os.path.lexists(path):
        raise TrunkTimerError(
            tr("{file} is there already and was left as it is. Name another file.", file=shown(str(path)))
        )
    save_routine(path, text, NO_FILE)
    name = tomllib.loads(text)["name"]
    print(
        tr(
            '{file}: "{name}". Change it as you like; `trunktimer check` tells whether it is right.',
            file=shown(str(path)),
            name=name,
        )
    )
    return GOOD


def change(arguments: argparse.Namespace, places: Places) -> int:
    """Carry `set` out; gives the exit code. Raises `TrunkTimerError`."""
    path, where = find_routine(arguments.file, places), parse_path(arguments.path)
    if arguments.unset == (arguments.value is not None):
        example = f"trunktimer set {shlex.quote(str(path))} {arguments.path}"
        raise TrunkTimerError(
            tr('Give either a value or --unset: {command} "12 s", or {command} --unset', command=example)
        )
    _refuse_bundled(path, places)
    text = read_text(path)
    broken = read_document(text, str(path)).faults
    if broken:
        raise FileFaults(broken)
    movements = read_movements(places)
    changed, base = _changed(text, where, arguments.value), text
    if (where == ("format",) and changed != text) or is_beyond_its_format(changed):
        base = upgraded(text, str(path), movements)
        changed = _changed(base, where, arguments.value)
        if where == ("format",) and base == text:
            raise TrunkTimerError(tr("{file} is in the newest format and stays in it.", file=shown(str(path))))
    faults = _faults(changed, path, movements)
    if faults and not _faults(text, path, movements):
        print(*faults, sep="\n", file=sys.stderr)
        raise TrunkTimerError(
            tr("{file} was left as it is, since the change would make it faulty.", file=shown(str(path)))
        )
    old, new = _written(text, where) or tr("not written"), _written(changed, where) or tr("not written")
    if changed == text:
        print(tr("{key}: {value}, as before", key=path_text(where), value=old))
        return GOOD
    save_routine(path, changed, FileState(digest=text_digest(text)))
    print(f"{path_text(where)}: {old} -> {new}")
    if base != text:
        print(tr("{file}: now in format {format}, with the same times", file=shown(str(path)), format=FORMAT))
    if faults:
        print(tr("The file had faults before; it has these now:"), *faults, sep="\n", file=sys.stderr)
    return GOOD


def _changed(text: str, where: errors.Path, value: str | None) -> str:
    """`text` with what was typed at `where`, or without anything there."""
    if value is None:
        return remove_value(text, where)
    return change_value(text, where, typed_value(where, value, is_new=not _written(text, where)))


def lay_out(arguments: argparse.Namespace, places: Places) -> int:
    """Carry `fmt` out; gives the exit code. Raises `TrunkTimerError`."""
    code = GOOD
    movements = read_movements(places) if arguments.upgrade else {}
    for file in arguments.files:
        path = Path(file)
        try:
            text = read_text(path)
            if is_movement(text):
                raise TrunkTimerError(tr("{file} is a movement; `trunktimer fmt` is for routines.", file=shown(file)))
            newest = upgraded(text, file, movements) if arguments.upgrade else text
            new = canonical(newest, file)
            if new == text:
                print(tr("{file}: in canonical form", file=shown(file)))
            elif arguments.check:
                print(tr("{file}: not in canonical form", file=shown(file)))
                code = FAULT
            else:
                _refuse_bundled(path, places)
                save_routine(path, new, FileState(digest=text_digest(text)))
                if newest != text:
                    print(tr("{file}: now in format {format}, with the same times", file=shown(file), format=FORMAT))
                print(tr("{file}: written in canonical form", file=shown(file)))
        except FileFaults as faults:
            print(*faults.faults, sep="\n", file=sys.stderr)
            code = FAULT
        except TrunkTimerError as error:
            print(error, file=sys.stderr)
            code = FAULT
    return code


# ---- what was typed


def parse_path(text: str) -> errors.Path:
    """A path as faults name it: `block.2.hold` is `("block", 1, "hold")`. Raises `TrunkTimerError`."""
    path: list[str | int] = []
    for part in text.split("."):
        if part.isdecimal():
            if int(part[:9]) == 0:
                raise TrunkTimerError(tr('"{path}" counts from 0; the first block is block.1', path=shown(text, 60)))
            path.append(int(part[:9]) - 1)
        elif part:
            path.append(part)
        else:
            raise TrunkTimerError(
                tr('"{path}" names no value; write it as faults do, such as block.2.hold', path=shown(text, 60))
            )
    return tuple(path)


def typed_value(path: errors.Path, text: str, *, is_new: bool) -> object:
    """The value that somebody meant who typed `text` for the key at `path`; what is wrong in it is for a check.

    A time that is new gets its usual style; one that is there is written in the style that stood there.
    """
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    within = isinstance(path[-1], int)
    if key in _LISTS and not within and text.lstrip().startswith("["):
        return _listed(text)
    if key == "equipment" and not within:
        return [thing.strip() for thing in text.split(",") if thing.strip()]
    if key == "sets" and text.lstrip().startswith("{"):
        return _listed(text)
    if key in _NUMBERS:
        parts = [part.strip() for part in text.split(",")] if key in _PER_SET and not within else [text.strip()]
        numbers = [parse_count(part) or part for part in parts]
        return numbers if len(numbers) > 1 else numbers[0]
    if key == "optional":
        return _TRUTHS.get(text.strip().casefold(), text)
    if key in ("from", "until") and _DATE.fullmatch(text.strip()):
        return date.fromisoformat(text.strip())
    if key in TIMES and is_new:
        return span_at(key, text) or text
    return text


def _listed(text: str) -> object:
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise TrunkTimerError(tr("{text} is not a list; write one such as [8, 6, 4].", text=shown(text, 60))) from error
    if isinstance(value, dict):
        return value
    if any(isinstance(part, dict | list) for part in value):
        raise TrunkTimerError(tr("Phases are changed value by value, such as block.2.phase.1.time."))
    return value


# ---- the file


def _refuse_bundled(path: Path, places: Places) -> None:
    if is_bundled(path, places):
        copy = own_copy_path(path, places)
        words = f"mkdir -p {shlex.quote(str(copy.parent))} && cp {shlex.quote(str(path))} {shlex.quote(str(copy))}"
        raise TrunkTimerError(
            tr(
                "{file} came with the program and stays as it is. Change a copy of your own: {command}",
                file=shown(str(path)),
                command=words,
            )
        )


def _written(text: str, path: errors.Path) -> str:
    """A value as it stands in a text that is TOML; nothing where it is absent."""
    mark = TomlLines(text).marks.get(path)
    if mark is None or mark.value is None:
        return ""
    return shown(" ".join(text[mark.value : mark.end].split()), _LONGEST_VALUE)


def _faults(text: str, path: Path, movements: Mapping[str, Movement]) -> tuple[FileFault, ...]:
    try:
        parse_routine(text, str(path), movements)
    except FileFaults as found:
        return found.faults
    return ()
