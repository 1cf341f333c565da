"""The file that is edited, as it lies on the disk: the draft beside it, and what other programs do to it."""

import contextlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.routine.toml.draft_file import FileState, drop_draft, save_draft
from trunktimer.ui.kit.debounce import Debounce

_SETTLE_MS: Final = 150
_LONGEST_MS: Final = 1_000


@dataclass(slots=True)
class EditedFile:
    """The file that is edited. `path` is where it is saved; `shown` where it came from."""

    path: Path
    shown: Path
    state: FileState


class DraftKeeper:
    """Keeps what is not saved beside its file, or in the folder `state` where that cannot be written."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._dropped = 0  # counts the drafts that were: a thread that comes late writes none of them

    def keep_soon(self, opened: EditedFile, text: str) -> None:
        """Write a draft in a thread: a slow disk does not hold up the window.

        Why it could not be written is told when a person saves or leaves, not in the middle of a word.
        """
        words = (self._dropped, opened.path, text, opened.state.digest)
        threading.Thread(target=self._write, args=words, daemon=True, name="save draft").start()

    def keep(self, opened: EditedFile, text: str) -> str:
        """Write a draft now. Gives why it could not be written, or nothing."""
        return self._write(self._dropped, opened.path, text, opened.state.digest)

    def drop(self, path: Path) -> None:
        """Take the draft of a file away: it was saved, or is not wanted."""
        with self._lock:
            self._dropped += 1
            drop_draft(path, self._state)

    def _write(self, number: int, path: Path, text: str, digest: str | None) -> str:
        with self._lock:
            if number != self._dropped:
                return ""  # saved or thrown away in the meantime
            try:
                with contextlib.suppress(OSError):  # then it is kept in the folder of states
                    path.parent.mkdir(parents=True, exist_ok=True)
                save_draft(path, text, digest, self._state)
            except (TrunkTimerError, OSError) as error:
                return str(error)
        return ""


class FileWatch(QObject):
    """Watches one file. `changed` tells, after a short time, that something was done to it or beside it."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settle = Debounce(_SETTLE_MS, _LONGEST_MS, self)
        self._settle.timeout.connect(self.changed)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._settle.touch)
        self._watcher.directoryChanged.connect(self._settle.touch)

    def watch(self, path: Path | None) -> None:
        """Watch this file from now on, and no other; `None` watches nothing."""
        if self._watcher.files() or self._watcher.directories():
            self._watcher.removePaths([*self._watcher.files(), *self._watcher.directories()])
        if path is None:
            return
        # Editors replace a file rather than write into it: the folder tells of that.
        paths = [str(place) for place in (path, path.parent) if place.exists()]
        if paths:
            self._watcher.addPaths(paths)
