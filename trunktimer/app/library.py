"""The routines and movements of the window's library: read in threads, told by signals. It shows nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.routine.level import USUAL_LEVEL
from trunktimer.ui.library.library_item import LibraryItem

if TYPE_CHECKING:  # imported where they are needed, after the first look
    from trunktimer.foundation.errors import FileFault
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.routine import Routine
    from trunktimer.routine.timeline import Timeline


class RoutineLibrary(QObject):
    """The routines of the library. Read in a thread of its own, so that the window is there first."""

    read = Signal(object)  # list[LibraryItem]
    failed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self._movements: dict[str, Movement] = {}
        self._routines: dict[str, Routine] = {}
        self._own_movements: dict[str, int] = {}
        self._least_ready_ms = 0

    def read_all(self) -> None:
        """Read movements and routines; `read` tells when they are there, `failed` that a bug was in the way."""
        try:
            self.read.emit(self._all())
        except Exception:
            self.failed.emit()
            raise

    def _all(self) -> list[LibraryItem]:
        self._own_movements = _stamps(self._places.own_movements)
        faults = self._read_movements()
        items = self.routines()
        if faults:
            lines = tuple(str(fault) for fault in faults)
            items.append(LibraryItem(key="", path="", own=True, name=tr("Own movements"), faults=lines))
        return items

    def _read_movements(self) -> "list[FileFault]":
        from trunktimer.routine.toml.movement_file import load_movements
        from trunktimer.routine.translated import translated_movement

        movements, faults = load_movements(self._places.movement_folders)
        self._movements = {key: translated_movement(movement) for key, movement in movements.items()}
        return faults

    def routines(self) -> list[LibraryItem]:
        """All routines as they are on the disk now; the movements must have been read."""
        from trunktimer.routine.toml.routine_file import find_routines
        from trunktimer.routine.translated import translated_routine

        items = []
        for entry in find_routines(self._places.routine_folders, self._movements):
            path = str(entry.path)
            if entry.routine is not None:
                routine = self._routines[path] = translated_routine(entry.routine)
                items.append(self._item(path, entry.key, entry.own, routine))
            else:
                items.append(_broken(path, entry.key, entry.own, entry.faults))
        return items

    def read_one(self, path: str) -> LibraryItem:
        """Read one file (anew); a broken one is an item with faults."""
        from trunktimer.routine.toml.routine_file import read_routine
        from trunktimer.routine.translated import translated_routine

        file = Path(path).absolute()
        bundled = file.parent == self._places.routines
        if not self._movements:
            self._read_movements()
        try:
            routine = translated_routine(read_routine(file, self._movements))
        except FileFaults as found:
            self._routines.pop(str(file), None)
            return _broken(str(file), file.stem, not bundled, found.faults)
        self._routines[str(file)] = routine
        return self._item(str(file), file.stem, not bundled, routine)

    def own_movements_changed(self) -> bool:
        """Whether a file of the person's own movements has come, gone or changed since they were read."""
        return _stamps(self._places.own_movements) != self._own_movements

    @property
    def movements(self) -> "dict[str, Movement]":
        """The movements that were read, by key, with their texts in the language in use."""
        return self._movements

    def set_least_ready_s(self, seconds: int) -> None:
        """Give at least so much time to get ready before the first block of what is followed."""
        self._least_ready_ms = seconds * 1000

    def timeline(self, path: str, level: int) -> "Timeline | None":
        """The timeline of a routine that was read, as it is followed; `None` if it has faults."""
        from trunktimer.routine.compile import compile_routine

        routine = self._routines.get(path)
        if routine is None:
            return None
        return compile_routine(routine, self._movements, level, least_ready_ms=self._least_ready_ms)

    def item_at(self, path: str, level: int) -> LibraryItem | None:
        """A routine that was read, as it is at a level."""
        routine = self._routines.get(path)
        if routine is None:
            return None
        own = Path(path).parent != self._places.routines
        return self._item(path, Path(path).stem.removesuffix(".trunk"), own, routine, level)

    def _item(self, path: str, key: str, own: bool, routine: "Routine", level: int = USUAL_LEVEL) -> LibraryItem:
        from trunktimer.routine.compile import compile_routine
        from trunktimer.session.wording import block_amounts

        timeline = compile_routine(routine, self._movements, level)
        return LibraryItem(
            key=key,
            path=path,
            own=own,
            name=routine.name,
            summary=routine.summary,
            safety=routine.safety,
            equipment=routine.equipment,
            total_ms=timeline.total_ms,
            gated=any(step.is_gate for step in timeline),
            movements=block_amounts(timeline),
        )


def _stamps(folder: Path) -> dict[str, int]:
    """The movement files in a folder and when each was last written; nothing where it cannot be read."""
    try:
        return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.toml")}
    except OSError:
        return {}


def _broken(path: str, key: str, own: bool, faults: Iterable[object]) -> LibraryItem:
    lines = tuple(str(fault) for fault in faults)
    return LibraryItem(key=key, path=path, own=own, name=Path(path).name, faults=lines)
