"""Routine files of one's own as a whole: another name, another like it, away, and back. Nothing is overwritten."""

from pathlib import Path

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text, reason_of, write_text
from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.routine.toml.additions import unused_path
from trunktimer.routine.toml.draft_file import is_bundled, make_folder, own_copy_text
from trunktimer.routine.toml.edit import change_value


def rename_routine(path: Path, name: str) -> str:
    """Give the routine in a file another name; gives the text that stood there. Raises `TrunkTimerError`."""
    before = read_text(path)
    write_text(path, change_value(before, ("name",), name))
    return before


def duplicate_routine(path: Path, name: str, places: Places) -> Path:
    """Write another routine like that in a file, with a name of its own; gives where. Raises `TrunkTimerError`."""
    text = read_text(path)
    text = own_copy_text(text) if is_bundled(path, places) else text
    make_folder(places.own_routines)
    target = unused_path(places.own_routines, name)
    write_text(target, change_value(text, ("name",), name[:NAME_LENGTH]))
    return target


def keep_deleted(path: Path, places: Places) -> Path:
    """Move a file to the folder of what was deleted; gives where it lies now. Raises `TrunkTimerError`."""
    folder = places.state / "deleted"
    make_folder(folder)
    try:
        target = unused_path(folder, path.stem)
        write_text(target, read_text(path))
        path.unlink()
    except OSError as error:
        raise TrunkTimerError(tr("{file} cannot be deleted: {reason}", file=path, reason=reason_of(error))) from error
    return target


def bring_back(path: Path, text: str, places: Places) -> Path:
    """Write a deleted routine anew where it was, or beside what is there by now. Raises `TrunkTimerError`."""
    make_folder(path.parent)
    target = path if not path.exists() else unused_path(places.own_routines, path.stem)
    write_text(target, text)
    return target
