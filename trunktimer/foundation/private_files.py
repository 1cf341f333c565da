"""What nobody else is to read, whatever the umask; and what a killed program left half written. Reads no clock."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

_NOTE: Final = "half-written-"
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700


def make_private_folder(folder: Path) -> None:
    """Make a folder, with those above it, that only the person may enter. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    make_private(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file for the person alone, or make the one that is there so. Raises `OSError`."""
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, FILE_MODE))
    make_private(path)


def make_private(path: Path) -> None:
    """Take from all others what they may do with a file or a folder; links, and what is another person's, stay."""
    if os.name != "posix":  # a profile is private there
        return
    with contextlib.suppress(OSError):
        found = path.lstat()
        wanted = FOLDER_MODE if stat.S_ISDIR(found.st_mode) else FILE_MODE
        if not stat.S_ISLNK(found.st_mode) and stat.S_IMODE(found.st_mode) & 0o077:
            path.chmod(stat.S_IMODE(found.st_mode) & wanted)


@contextlib.contextmanager
def noted(folder: Path | None, part: Path) -> Iterator[None]:
    """Keep a note in `folder` that `part` is being written, so that `clean_half_written` can take it away.

    The note is locked as long as the program runs. Without a folder, or where it takes none, there is none.
    """
    note: Path | None = None
    file: IO[bytes] | None = None
    if folder is not None:
        with contextlib.suppress(OSError):
            make_private_folder(folder)
            note = folder / f"{_NOTE}{secrets.token_hex(4)}"
            file = os.fdopen(os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE), "wb")
            _lock(file)
            file.write(os.fsencode(part.absolute()))
            file.flush()
    try:
        yield
    finally:
        if file is not None and note is not None:
            file.close()
            note.unlink(missing_ok=True)


def clean_half_written(folder: Path) -> None:
    """Take away what programs that were killed left half written, as their notes in `folder` say."""
    for note in folder.glob(f"{_NOTE}*"):
        with contextlib.suppress(OSError), note.open("r+b") as file:
            _lock(file)  # its program has ended, or this raises
            part = os.fsdecode(file.read())
            if part.endswith(".part") and Path(part).is_absolute():
                Path(part).unlink(missing_ok=True)
            file.close()
            note.unlink()


def _lock(file: IO[bytes]) -> None:
    """Hold a file as long as it is open. Raises `OSError` where another program does."""
    if os.name == "posix":  # elsewhere an open file cannot be taken away
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
