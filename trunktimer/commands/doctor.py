"""`trunktimer doctor`: what is there, what is missing, and whether the main job can run. Mends nothing."""

import argparse
import contextlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path
from typing import Final

from trunktimer import __version__
from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr, trn
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.preferences.preferences_file import FILE_NAME, preferences_faults, read_preferences
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.routine.toml.routine_file import find_routines
from trunktimer.sound.choice import open_player

_PACKAGES: Final = (
    "PySide6-Essentials",
    "pyqtgraph",
    "miniaudio",
    "simpleaudio-patched",
    "simpleaudio",
    "tomlkit",
    "pydantic",
    "platformdirs",
    "rich",
    "Babel",
)


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Write one line a finding to standard output; 0 if a bundled routine can be followed, else 1."""
    python = tr("Python {version} on {system}", version=platform.python_version(), system=platform.platform())
    lines = [f"TrunkTimer {__version__}", python]
    lines += [_format_package(name) for name in _PACKAGES]
    lines.append(_format_display())
    player = open_player()
    try:
        status = player.status()
        lines.append(
            tr("sound: {status}", status=status.sentence)
            if status.audible
            else tr("sound: none. {reason}", reason=status.sentence)
        )
    finally:
        player.close()
    for title, folder in (
        (tr("own routines"), places.own_routines),
        (tr("own movements"), places.own_movements),
        (tr("own sounds"), places.own_sounds),
        (tr("preferences"), places.config),
    ):
        # Translators: a title such as "own sounds", a folder, and whether it can be written to.
        lines.append(tr("{title}: {folder} ({state})", title=title, folder=folder, state=_format_state(folder)))
    lines += _preference_faults(places)
    lines += _history(places)
    movements, faults = load_movements(places.movement_folders)
    lines.append(tr("movements: {number} in {folder}", number=len(movements), folder=places.movements))
    entries = find_routines(places.routine_folders, movements)
    good = [entry for entry in entries if entry.routine is not None]
    lines.append(
        tr(
            "routines: {good} good, {bad} with faults, in {folder}",
            good=len(good),
            bad=len(entries) - len(good),
            folder=places.routines,
        )
    )
    lines += [str(fault) for fault in faults]
    for entry in entries:
        lines += [str(fault) for fault in entry.faults]
    works = any(not entry.own for entry in good)
    lines.append(tr("The main job can run.") if works else tr("The main job cannot run: no bundled routine is usable."))
    print(*lines, sep="\n")
    return 0 if works else 1


def _preference_faults(places: Places) -> list[str]:
    """What of the preferences is not understood, the names of taught keys included."""
    faults = list(preferences_faults(places.config))
    keys = read_preferences(places.config).keys
    if keys:
        from trunktimer.ui.kit.taught_keys import KeyTable

        faults += [f"{places.config / FILE_NAME}: {fault}" for fault in KeyTable(keys).faults]
    return faults


def _history(places: Places) -> list[str]:
    """What there is of a history, and whether SQLite finds it sound. Nothing is made or changed."""
    folder = HistoryFolder(places.history)
    if not folder.database.exists():
        return [tr("history: {what}", what=f"{folder.database} ({tr('not there yet')})")]
    told: list[str] = []
    try:
        with contextlib.closing(read_history(folder, file_stamp(), told.append)) as history:
            faults = history.faults()
            number = history.count(Wanted())
    except TrunkTimerError as error:
        return [tr("history: {what}", what=error), *_damaged(folder)]
    if faults:
        sound = tr("damaged: {faults}", faults="; ".join(faults[:3]))
    else:
        # Translators: "sound" as in "whole, not damaged".
        sound = trn("{n} session, sound", "{n} sessions, sound", number)
    backups = folder.backup_files()
    if backups:
        # Translators: {n} is 1 as well.
        newest = trn(
            "the newest of {n} backups is {file}",
            "the newest of {n} backups is {file}",
            len(backups),
            file=backups[0].name,
        )
    else:
        newest = tr("no backup yet")
    found = tr(
        "{file} ({state}; {sound}; {newest})",
        file=folder.database,
        state=_format_state(folder.database),
        sound=sound,
        newest=newest,
    )
    return [tr("history: {what}", what=found), *told, *_damaged(folder)]


def _damaged(folder: HistoryFolder) -> list[str]:
    return [
        tr("a damaged history was set aside: {file}", file=path)
        for path in sorted(folder.path.glob("history-damaged-*.sqlite3"))
    ]


def _format_package(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return tr("{package}: not installed", package=name)


def _format_display() -> str:
    if not sys.platform.startswith("linux"):
        return tr("display: that of {system}", system=platform.system())
    names = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
    found = [f"{name}={os.environ[name]}" for name in names if os.environ.get(name)]
    if not found:
        return tr("display: none; routines are followed in the terminal")
    return tr("display: {what}", what=", ".join(found))


def _format_state(folder: Path) -> str:
    try:
        if not folder.exists():
            return tr("not there yet")
        return tr("writable") if os.access(folder, os.W_OK) else tr("read-only")
    except OSError as error:
        return error.strerror or str(error)
