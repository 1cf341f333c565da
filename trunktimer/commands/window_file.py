"""What is checked before the window opens with a file, or its editor. Loads nothing of the window."""

import argparse
from pathlib import Path

from trunktimer.commands.routine_argument import find_routine
from trunktimer.commands.start import Start
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr


def show(arguments: argparse.Namespace, places: Places) -> tuple[Path | None, None]:
    """The file that the window shows first, if one is named. Raises `TrunkTimerError`."""
    file = getattr(arguments, "file", None)  # the parser of commands knows no file
    return find_routine(file, places) if file else None, None


def edit(arguments: argparse.Namespace, places: Places) -> tuple[Path, Start]:
    """The file that is edited. Raises `TrunkTimerError` if there is none."""
    path = find_routine(arguments.routine, places)
    if not path.is_file():
        raise TrunkTimerError(
            tr("There is no file {file}; `trunktimer new TEMPLATE -o {file}` makes one.", file=str(path))
        )
    return path, Start(edits=True)


def refuse_edit(arguments: argparse.Namespace, places: Places) -> int:
    """`trunktimer edit` where no window can be shown. Raises `TrunkTimerError` always."""
    edit(arguments, places)
    raise TrunkTimerError(
        tr("There is no display for the editor; change single values with `trunktimer set`, or the file itself.")
    )
