"""What cannot be written to the history now: a small history of its own, which the next start reads in.

It is a database like the other, so an older program's is migrated and a newer one's refused. Reads no clock.
"""

import contextlib
import hashlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.private_files import FOLDER_MODE, make_private_file
from trunktimer.foundation.text_file import flush_folder, shown
from trunktimer.foundation.translation import tr, trn
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.store.history_store import HistoryStore, Unfinished
from trunktimer.history.store.places import HistoryFolder, is_alive
from trunktimer.history.store.schema import migrate, version_of
from trunktimer.session.record import Feedback, SessionRecord

_PREFIX: Final = "trunktimer-waits-"
_ENDING: Final = ".sqlite3"
_PART: Final = ".part"
#: In place of an owner: of a session that stands in the history only this was said; this one is to be forgotten.
SAID: Final = "said"
FORGOTTEN: Final = "forgotten"


class Spool:
    """One file in the first of `folders` that takes it, made when it is needed.

    It is flushed with each change, and locked as long as its program runs: so another start leaves it alone. `of` is
    the folder of the history that it belongs to.
    """

    def __init__(self, folders: Sequence[Path], of: Path) -> None:
        self._folders = tuple(folders)
        self._prefix = _prefix(of)
        self._store: HistoryStore | None = None
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """Where what waits lies; `None` if nothing does."""
        return self._path

    def keep(self, write: Callable[[HistoryStore], object]) -> bool:
        """Have `write` put down all that waits; whether it lies on a disk now."""
        if self._store is not None:
            with contextlib.suppress(sqlite3.Error, TrunkTimerError):
                write(self._store)
                return True
        for folder in self._folders:
            made = _made(folder / f"{self._prefix}{secrets.token_hex(4)}{_ENDING}", write)
            if made is not None:
                self.clear()
                self._store, self._path = made
                return True
        return False

    def clear(self) -> None:
        """All of it stands in the history now."""
        path = self._path
        self.close()
        if path is not None:
            _remove(path)

    def close(self) -> None:
        """Leave what waits to the next start."""
        if self._store is not None:
            with contextlib.suppress(sqlite3.Error):
                self._store.close()
        self._store = self._path = None


def only_uid(uid: str) -> SessionRecord:
    """What stands for a session of which only its name is known here."""
    return SessionRecord(uid=uid, routine_key="", routine_name="", routine_hash="", level=0, started=WallTime(0))


def _prefix(of: Path) -> str:
    return f"{_PREFIX}{hashlib.sha256(os.fsencode(of.absolute())).hexdigest()[:8]}-"


def _made(path: Path, write: Callable[[HistoryStore], object]) -> tuple[HistoryStore, Path] | None:
    store: HistoryStore | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        part = path.with_suffix(_PART)  # a spool has its tables: so one that has none was damaged, not just begun
        make_private_file(part)
        _opened(part).close()
        part.rename(path)
        store = _opened(path)
        write(store)
        flush_folder(path.parent)
    except (OSError, sqlite3.Error, TrunkTimerError):
        if store is not None:
            store.close()
        _remove(path)
        _remove(path.with_suffix(_PART))
        return None
    return store, path


def _opened(path: Path) -> HistoryStore:
    """Open a spool and hold it. Raises `sqlite3.Error`, and `TrunkTimerError` for one of a newer program."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN EXCLUSIVE")  # the lock stays
        connection.execute("COMMIT")
        migrate(connection, str(path), lambda old: None)
    except BaseException:
        connection.close()
        raise
    return HistoryStore(connection, str(path))


def _remove(path: Path) -> None:
    for ending in ("", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


# ---- the next start


def spool_files(folders: Sequence[Path], of: Path) -> list[Path]:
    """What waits there to be read into the history in the folder `of`, the oldest first; also of what still runs."""
    return [path for _, path in sorted(_found(folders, f"{_prefix(of)}*{_ENDING}"))]


def _found(folders: Sequence[Path], pattern: str) -> Iterator[tuple[int, Path]]:
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(OSError):
            for path in folder.glob(pattern):
                found = path.lstat()
                own = os.name != "posix" or found.st_uid == os.geteuid()  # others may write in a folder for all
                if stat.S_ISREG(found.st_mode) and own:
                    yield found.st_mtime_ns, path


def read_spools(
    folders: Sequence[Path], folder: HistoryFolder, history: HistoryStore, tell: Callable[[str], object]
) -> int:
    """Read in what programs that have ended could not write to a history; gives how many sessions, which are told too.

    A session that stands in the history already is not written twice. What cannot be read is set aside and told.
    Raises `sqlite3.Error` of the history itself.
    """
    number = 0
    for path in spool_files(folders, folder.path):
        try:
            if not path.stat().st_size or _version(path) == 0:
                raise sqlite3.DatabaseError(tr("it was not written to its end"))
            spool = _opened(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                _set_aside(path, error, tell)
            continue  # its program runs
        except (sqlite3.DatabaseError, OSError) as error:
            _set_aside(path, error, tell)
            continue
        except TrunkTimerError as error:  # of a newer program
            tell(str(error))
            continue
        with contextlib.closing(spool):
            faults = spool.faults()
            if not faults:
                number += sum(_take_in(history, spool, one, folder) for one in spool.waiting())
        if faults:
            _set_aside(path, sqlite3.DatabaseError(faults[0]), tell)
        else:
            _remove(path)
    for _, part in _found(folders, f"{_prefix(folder.path)}*{_PART}"):  # of a program that was killed just then
        _remove(part)
    if number:
        tell(
            trn(
                "{n} session that could not be written before was read in: nothing of it is lost.",
                "{n} sessions that could not be written before were read in: nothing of them is lost.",
                number,
            )
        )
    return number


def _version(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
        return version_of(connection)


def _take_in(history: HistoryStore, spool: HistoryStore, found: Unfinished, folder: HistoryFolder) -> bool:
    uid, taken = found.record.uid, False
    if found.owner == FORGOTTEN:
        history.discard(uid)
        return False
    rows = spool.steps(uid)
    if found.owner != SAID and history.lacks(uid, len(rows), lambda owner: is_alive(folder, owner)):
        history.put(found.record, rows, owner=found.owner, bookmark=found.bookmark, text=spool.text(uid))
        taken = True
    if found.record.feedback != Feedback():
        history.say(uid, found.record.feedback)
        taken = True
    return taken


def _set_aside(path: Path, error: Exception, tell: Callable[[str], object]) -> None:
    aside = path.with_name(path.name.replace(_PREFIX, "trunktimer-damaged-"))
    with contextlib.suppress(OSError):
        path.rename(aside)
    tell(
        tr(
            "What could not be written before cannot be read in: its file is damaged ({error}). It is kept as {file}.",
            error=error,
            file=shown(str(aside if aside.exists() else path), 4096),
        )
    )
