"""The routines and movements of the window's library: read in threads, told by signals. It shows nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.places import Places
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import Timeline
from trunktimer.ui.library.library_item import LibraryItem

if TYPE_CHECKING:  # behind the one door
    from trunktimer.app.routine_files import RoutineFiles


class RoutineLibrary(QObject):
    """The routines of the library. Read in a thread of its own, so that the window is there first."""

    read = Signal(object)  # list[LibraryItem]
    failed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self._least_ready_ms = 0
        self._files: RoutineFiles | None = None

    def _made(self) -> "RoutineFiles":
        if self._files is None:
            from trunktimer.app.routine_files import RoutineFiles  # by the thread that reads: models take their time

            self._files = RoutineFiles(self._places)
        return self._files

    def read_all(self) -> None:
        """Read movements and routines; `read` tells when they are there, `failed` that a bug was in the way."""
        try:
            self.read.emit(self._made().read())
        except Exception:
            self.failed.emit()
            raise

    def routines(self) -> list[LibraryItem]:
        """All routines as they are on the disk now; the movements must have been read."""
        return self._made().routines()

    def read_one(self, path: str) -> LibraryItem:
        """Read one file (anew); a broken one is an item with faults."""
        return self._made().read_one(path)

    def own_movements_changed(self) -> bool:
        """Whether a file of the person's own movements has come, gone or changed since they were read."""
        return self._made().own_movements_changed()

    @property
    def movements(self) -> Mapping[str, Movement]:
        """The movements that were read, by key, with their texts in the language in use."""
        return self._made().movements

    def set_least_ready_s(self, seconds: int) -> None:
        """Give at least so much time to get ready before the first block of what is followed."""
        self._least_ready_ms = seconds * 1000

    def timeline(self, path: str, level: int) -> Timeline | None:
        """The timeline of a routine that was read, as it is followed; `None` if it has faults."""
        return self._made().timeline(path, level, self._least_ready_ms)

    def item_at(self, path: str, level: int) -> LibraryItem | None:
        """A routine that was read, as it is at a level."""
        return self._made().item_at(path, level)
