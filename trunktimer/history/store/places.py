"""The files of the history: the database, its backups, and who is running. Reads and writes no table."""

import contextlib
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trunktimer.foundation.private_files import make_private, make_private_file, make_private_folder
from trunktimer.foundation.translation import tr
from trunktimer.history.store.log_mark import begin_marks, is_cut, is_foreign

_KEPT: Final = 5


@dataclass(frozen=True, slots=True)
class HistoryFolder:
    """A folder of its own: only the person may read it, since pain and notes are nobody else's business."""

    path: Path

    @property
    def database(self) -> Path:
        """The history."""
        return self.path / "history.sqlite3"

    @property
    def backups(self) -> Path:
        """Where copies of the database lie."""
        return self.path / "backups"

    @property
    def running(self) -> Path:
        """Where each running program holds a lock."""
        return self.path / "running"

    def make(self) -> None:
        """Make the folders. Raises `OSError`."""
        for folder in (self.path, self.backups, self.running):
            make_private_folder(folder)

    def make_private(self) -> None:
        """Have nobody else read what lies here."""
        for folder in (self.path, self.backups, self.running):
            make_private(folder)
            for path in folder.glob("*"):
                if path.is_file():
                    make_private(path)

    def backup_files(self) -> list[Path]:
        """The backups, the newest first."""
        found = list(self.backups.glob("history-*.sqlite3"))
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)

    def tidy(self) -> None:
        """Remove half-written copies that a killed program left; for one that is alone."""
        for folder in (self.path, self.backups):
            for part in folder.glob(".*.part*"):
                part.unlink(missing_ok=True)

    def replace_damaged(self, stamp: str) -> tuple[Path, Path | None]:
        """Set the database aside and put the newest sound backup in its place.

        Gives the path of the damaged file and the backup, `None` if there is none. The copy is made first: a kill
        in between leaves no empty place for long. Raises `OSError`.
        """
        copy = self._copy_of_newest()
        aside = self.set_aside(stamp)
        if copy is None:
            return aside, None
        part, backup = copy
        part.replace(self.database)
        return aside, backup

    def set_aside(self, stamp: str, why: str = "damaged") -> Path:
        """Move the database away under a dated name, with what belongs to it; gives the new path. Raises `OSError`."""
        target = self._free(self.path, f"history-{why}-{stamp}")
        for ending in ("-wal", "-shm", ""):
            with contextlib.suppress(FileNotFoundError):
                self.database.with_name(self.database.name + ending).rename(target.with_name(target.name + ending))
        return target

    def examine_log(self, stamp: str, tell: Callable[[str], object]) -> None:
        """Move away a log that is not of the database beside which it lies, as where one was put back by hand.

        Of one that was cut a copy is kept, since SQLite takes what is whole and forgets the rest. Nothing is done where
        another program is at work; a folder that may only be read stays as it is.
        """
        log = self.database.with_name(self.database.name + "-wal")
        target = self._free(self.path, f"history-log-{stamp}")
        aside = target.with_name(target.name + "-wal")
        try:
            if not log.exists() or self.is_in_use():
                return
            if is_foreign(self.database):
                log.rename(aside)
                self.database.with_name(self.database.name + "-shm").unlink(missing_ok=True)
                sentence = tr(
                    "Beside the history lay the log of another history, which would have taken its place. It was set "
                    "aside as {file}; what stands in the history is as it was put there.",
                    file=aside,
                )
            elif is_cut(self.database):
                for old, copy in ((self.database, target), (log, aside)):
                    make_private_file(copy)
                    shutil.copyfile(old, copy)
                sentence = tr(
                    "The log of the history had been cut: what was written last may be missing. What is whole was put "
                    "back; the files as they were found are kept as {file} and {log}.",
                    file=target,
                    log=aside.name,
                )
            else:
                return
        except OSError:
            return
        tell(sentence)

    def is_in_use(self) -> bool:
        """Whether another program is at work here."""
        return any(is_alive(self, path.stem) for path in self.running.glob("*.lock"))

    def back_up(self, connection: sqlite3.Connection, name: str) -> Path:
        """Copy the database as it is now into the backups, whole or not at all; the oldest go. Raises on failure."""
        make_private_folder(self.backups)
        target = self.backups / f"history-{name}.sqlite3"
        part = self.backups / f".{secrets.token_hex(4)}.part"
        try:
            make_private_file(part)
            with contextlib.closing(sqlite3.connect(part)) as copy:
                connection.backup(copy)
                begin_marks(copy)  # a log of the history is none of its copy
                if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):  # it must not push out good ones
                    raise sqlite3.DatabaseError(tr("the history itself is damaged"))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        for old in self.backup_files()[_KEPT:]:
            old.unlink(missing_ok=True)
        return target

    def _copy_of_newest(self) -> tuple[Path, Path] | None:
        """A copy of the newest sound backup under a name of its own, and that backup."""
        for backup in self.backup_files():
            part = self.sound_copy(backup)
            if part is not None:
                return part, backup
        return None

    def sound_copy(self, file: Path) -> Path | None:
        """A copy of a database under a name of its own here; `None` if it is damaged or no history."""
        part = self.path / f".{secrets.token_hex(4)}.part"
        alone = "" if file.with_name(file.name + "-wal").exists() else "&immutable=1"
        try:
            make_private_file(part)
            with (
                contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{alone}", uri=True)) as old,
                contextlib.closing(sqlite3.connect(part)) as new,
            ):
                old.backup(new)
                sound = new.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
                sound = sound and new.execute("PRAGMA user_version").fetchone()[0] > 0  # an empty file is sound too
                begin_marks(new)
            if sound:
                return part
        except sqlite3.Error:
            pass
        part.unlink(missing_ok=True)
        return None

    @staticmethod
    def _free(folder: Path, name: str) -> Path:
        """A path that nothing stands at yet."""
        for number in range(1, 1_000):
            target = folder / f"{name}{'' if number == 1 else f'-{number}'}.sqlite3"
            if not target.exists():
                return target
        return folder / f"{name}-{secrets.token_hex(4)}.sqlite3"


class Owner:
    """A program that runs, as others can see it: it holds a lock that the system lets go when the program ends.

    The lock is an open transaction on a small database of its own, so that it works wherever SQLite does.
    """

    def __init__(self, folder: HistoryFolder) -> None:
        self.name = secrets.token_hex(8)
        self._path = folder.running / f"{self.name}.lock"
        make_private_file(self._path)
        self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            self._connection.close()
            raise

    def release(self) -> None:
        """Say that the program has ended."""
        with contextlib.suppress(OSError, sqlite3.Error):  # the folder may only be read by now; a closed lock is none
            self._connection.close()
            self._path.unlink(missing_ok=True)


def is_alive(folder: HistoryFolder, owner: str) -> bool:
    """Whether the program that wrote `owner` still runs. Removes what a dead one left behind."""
    path = folder.running / f"{owner}.lock"
    if not owner or not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    path.unlink(missing_ok=True)
    return False
