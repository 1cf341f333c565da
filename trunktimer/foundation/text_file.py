"""Text files on the disk: read with every refusal a sentence, written whole or not at all. Knows no TOML."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from trunktimer.foundation.errors import FileFault, FileFaults, TrunkTimerError
from trunktimer.foundation.private_files import make_private, noted
from trunktimer.foundation.translation import tr

Answer = TypeVar("Answer")

LARGEST_BYTES: Final = 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
#: French sets them before some marks. Python does not count them among what can be printed.
NO_BREAK_BLANKS: Final = "\u00a0\u202f"


def shown(text: str, most: int = 200, *, kept: str = "") -> str:
    """`text` fit for one line of a terminal: control characters and lone surrogates escaped, cut to `most`.

    `kept` are marks that stay as they are; for a sentence of ours they are `NO_BREAK_BLANKS`.
    """
    plain = "".join(
        mark if mark.isprintable() or mark in kept else mark.encode("unicode_escape").decode() for mark in text
    )
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def file_fault(path: Path | str, what: str, line: int = 1) -> FileFaults:
    """One fault that concerns a whole file."""
    return FileFaults([FileFault(file=shown(str(path), 4096), line=line, where="", what=what)])


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, without a byte order mark, its line ends as they stand.

    Raises `FileFaults` (one fault) for anything that is not a readable text file of at most 1 MiB; a larger
    file is refused before it is read whole, and nothing that could block (a pipe, a device) is opened.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise file_fault(path, tr("this is a folder; a file is wanted"))
        if not stat.S_ISREG(found.st_mode):
            raise file_fault(path, tr("this is a pipe or a device; a plain file is wanted"))
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise file_fault(path, tr("the file cannot be read: {reason}", reason=reason_of(error))) from error
    if len(content) > LARGEST_BYTES:
        raise file_fault(path, tr("the file is larger than 1 MiB; a routine needs a few kilobytes"))
    return _decoded(path, content)


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Put `text` in the place of the file's content as `write_file` does; a byte order mark that stood there is kept.

    Line ends are written as they are in `text`. Raises `TrunkTimerError` when it fails.
    """
    write_file(path, lambda file: file.write((_BOM if _has_bom(path) else b"") + text.encode("utf-8")), private=private)


def write_file(
    path: Path, write: Callable[[BinaryIO], Answer], *, private: bool = False, notes: Path | None = None
) -> Answer:
    """Put what `write` writes in the place of the file's content, or leave the file as it is; gives `write`'s answer.

    Written beside the file, flushed to the disk and renamed. Follows links and keeps permissions. What `write` raises
    is passed on, and nothing stays behind. Raises `TrunkTimerError` when it cannot be saved.

    Until it is whole nobody else may read it, and with `private` nor after that. `notes` is the folder in which it is
    noted meanwhile, for what takes long: so the next start can clean up after a kill.
    """
    beside: Path | None = None
    try:
        target = _target(path)
        old = target.stat() if target.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise TrunkTimerError(tr("{path} is not a plain file, so nothing was written.", path=shown(str(path))))
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(tr("the file is write-protected"))
        new = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
        with noted(notes, new):
            with new.open("xb") as file:
                beside = new
                usual = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                make_private(new)
                answer = write(file)
                file.flush()
                os.fsync(file.fileno())
            if private:
                make_private(new)
            elif old is not None:
                keep_rights(new, old)
            else:
                new.chmod(usual)
            new.replace(target)
            flush_folder(target.parent)
        return answer
    except (OSError, UnicodeEncodeError) as error:
        raise TrunkTimerError(
            tr(
                "{path} could not be saved: {reason}. What stood there is unchanged.",
                path=shown(str(path)),
                reason=reason_of(error),
            )
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """What a path leads to in the end. Raises `OSError` where that is nothing, which Pythons say in many ways."""
    try:
        target = path.resolve(strict=False)
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    except ValueError as error:  # a NUL in it
        raise OSError(errno.EINVAL, str(error)) from error
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise file_fault(path, tr("the file is saved as UTF-16; save it as UTF-8"))
    zero = content.find(b"\0")
    if zero >= 0:
        raise file_fault(path, tr("this is not a text file"), content.count(b"\n", 0, zero) + 1)
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise file_fault(path, tr("this text is not in UTF-8; save the file as UTF-8"), line) from error


def _has_bom(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(_BOM)) == _BOM


def keep_rights(beside: Path, old: os.stat_result) -> None:
    """Give a new file owner and permissions of the one that it is to replace."""
    now = beside.stat()
    if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(OSError):  # only the superuser may give a file away
            os.chown(beside, old.st_uid, old.st_gid)
    beside.chmod(stat.S_IMODE(old.st_mode))


def flush_folder(folder: Path) -> None:
    """Have the disk know of what was renamed in a folder."""
    if os.name == "nt":  # a folder cannot be opened there, and renaming is already durable
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def reason_of(error: Exception) -> str:
    """Why something could not be done with a file, as part of a sentence."""
    if isinstance(error, FileNotFoundError):
        return tr("there is no such file or folder")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return str(error)
