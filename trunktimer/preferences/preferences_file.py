"""Preferences on the disk: a small TOML file that a person may edit. A bad value becomes its default, and is told.

These are the doors: the work is in `preferences_reading` and `preferences_text`, imported where they are needed.
"""

from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.private_files import make_private_folder
from trunktimer.preferences.preferences import Preferences

FILE_NAME: Final = "preferences.toml"


def read_preferences(folder: Path, kind: type[Preferences] = Preferences) -> Preferences:
    """The preferences kept in `folder`; the defaults for whatever is missing or not understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return kind()
    from trunktimer.preferences.preferences_reading import parsed, understood

    try:
        return understood(parsed(path)[1], kind)[0]
    except FileFaults:
        return kind()


def preferences_faults(folder: Path, kind: type[Preferences] = Preferences) -> tuple[str, ...]:
    """A sentence for each thing in the file that is not understood: file, line, what is wrong, what would be right."""
    path = folder / FILE_NAME
    if not path.exists():
        return ()
    from trunktimer.preferences.preferences_text import faults_of

    return faults_of(path, kind)


def write_preferences(folder: Path, preferences: Preferences, before: Preferences | None = None) -> None:
    """Keep `preferences` in `folder`, which is made if need be.

    In a file that is there only the values are changed that are not those of `before` (without it: not those that
    the file has), so that a person's comments, order and own changes stay. One that is not TOML is kept aside as
    `preferences.broken.toml`. Raises `OSError` or `TrunkTimerError`.
    """
    from trunktimer.preferences.preferences_text import keep

    make_private_folder(folder)
    keep(folder / FILE_NAME, preferences, before)
