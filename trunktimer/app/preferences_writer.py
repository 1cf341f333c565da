"""Keeps the preferences of the window as they change: a while later, and in a thread, since a disk takes its time."""

import threading
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import FILE_NAME, write_preferences
from trunktimer.ui.kit.debounce import Debounce

_SAVE_AFTER_MS: Final = 400
_LONGEST_MS: Final = 2_000  # while a slider is drawn to and fro


class PreferencesWriter(QObject):
    """Writes what has changed since `preferences` were read; `failed` carries a sentence."""

    failed = Signal(str)

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self._folder = folder
        self._kept = self._now = preferences
        self._lock = threading.Lock()
        self._timer = Debounce(_SAVE_AFTER_MS, _LONGEST_MS, self)
        self._timer.timeout.connect(self._write_soon)

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return self._folder / FILE_NAME

    def keep(self, preferences: Preferences) -> None:
        """Keep these, once nothing has changed for a moment."""
        self._now = preferences
        self._timer.touch()

    def _write_soon(self) -> None:
        threading.Thread(target=self._write, args=(self._now,), daemon=True, name="keep preferences").start()

    def write_now(self, *, always: bool = False) -> None:
        """Have on the disk what was given to `keep`; with `always` there is a file afterwards, changed or not."""
        self._timer.stop()
        with self._lock:
            unwritten = self._now != self._kept
        if unwritten or (always and not self.file.exists()):
            self._write(self._now)

    def _write(self, preferences: Preferences) -> None:
        with self._lock:  # one after the other, and each knows what the one before has written
            try:
                write_preferences(self._folder, preferences, self._kept)
            except (OSError, TrunkTimerError) as error:
                self.failed.emit(tr("The preferences could not be kept: {reason}", reason=error))
            else:
                self._kept = preferences
