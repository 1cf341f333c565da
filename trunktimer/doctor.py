"""`trunktimer doctor`: what is there, what is missing, and whether the main job can run. Mends nothing."""

import contextlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path
from typing import Final, TextIO

from trunktimer import __version__
from trunktimer.audio.choice import open_player
from trunktimer.clock import file_stamp
from trunktimer.core.errors import TrunkTimerError
from trunktimer.core.past import Wanted
from trunktimer.files.movement_file import load_movements
from trunktimer.files.places import Places
from trunktimer.files.routine_file import find_routines
from trunktimer.store.history import read_history
from trunktimer.store.places import HistoryFolder

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
)


def examine(places: Places, out: TextIO) -> int:
    """Write one line a finding to `out`; 0 if a bundled routine can be followed, else 1."""
    lines = [f"TrunkTimer {__version__}", f"Python {platform.python_version()} on {platform.platform()}"]
    lines += [_package(name) for name in _PACKAGES]
    lines.append(_display())
    player = open_player()
    try:
        status = player.status()
        lines.append(f"sound: {status.sentence}" if status.audible else f"sound: none. {status.sentence}")
    finally:
        player.close()
    for title, folder in (
        ("own routines", places.own_routines),
        ("own movements", places.own_movements),
        ("own sounds", places.own_sounds),
        ("preferences", places.config),
    ):
        lines.append(f"{title}: {folder} ({_state(folder)})")
    lines += _history(places)
    movements, faults = load_movements(places.movement_folders)
    lines.append(f"movements: {len(movements)} in {places.movements}")
    entries = find_routines(places.routine_folders, movements)
    good = [entry for entry in entries if entry.routine is not None]
    lines.append(f"routines: {len(good)} good, {len(entries) - len(good)} with faults, in {places.routines}")
    lines += [str(fault) for fault in faults]
    for entry in entries:
        lines += [str(fault) for fault in entry.faults]
    works = any(not entry.own for entry in good)
    lines.append("The main job can run." if works else "The main job cannot run: no bundled routine is usable.")
    print(*lines, sep="\n", file=out)
    return 0 if works else 1


def _history(places: Places) -> list[str]:
    """What there is of a history, and whether SQLite finds it sound. Nothing is made or changed."""
    folder = HistoryFolder(places.history)
    if not folder.database.exists():
        return [f"history: {folder.database} (not there yet)"]
    try:
        with contextlib.closing(read_history(folder, file_stamp())) as history:
            faults = history.faults()
            number = history.count(Wanted())
    except TrunkTimerError as error:
        return [f"history: {error}", *_damaged(folder)]
    sessions = "1 session" if number == 1 else f"{number} sessions"
    sound = f"{sessions}, sound" if not faults else f"damaged: {'; '.join(faults[:3])}"
    backups = folder.backup_files()
    newest = f"the newest of {len(backups)} backups is {backups[0].name}" if backups else "no backup yet"
    return [f"history: {folder.database} ({_state(folder.database)}; {sound}; {newest})", *_damaged(folder)]


def _damaged(folder: HistoryFolder) -> list[str]:
    return [
        f"a damaged history was set aside: {path}" for path in sorted(folder.path.glob("history-damaged-*.sqlite3"))
    ]


def _package(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{name}: not installed"


def _display() -> str:
    if not sys.platform.startswith("linux"):
        return f"display: that of {platform.system()}"
    names = ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")
    found = [f"{name}={os.environ[name]}" for name in names if os.environ.get(name)]
    return f"display: {', '.join(found)}" if found else "display: none; routines are followed in the terminal"


def _state(folder: Path) -> str:
    try:
        if not folder.exists():
            return "not there yet"
        return "writable" if os.access(folder, os.W_OK) else "read-only"
    except OSError as error:
        return error.strerror or str(error)
