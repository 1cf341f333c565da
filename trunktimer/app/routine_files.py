"""The routines and movements on the disk, as the library shows them. Import it in a thread: models take time."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from trunktimer.foundation.errors import FileFault, FileFaults
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.level_range import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.routine.movement import Movement
from trunktimer.routine.plan import plan_routine
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.routine.toml.routine_file import find_routines, read_routine
from trunktimer.routine.translated import translated_movement, translated_routine
from trunktimer.session.wording import block_amounts
from trunktimer.ui.library.library_item import LibraryItem

_ENDS: Final = (".toml", ".trunk.toml")


class RoutineFiles:
    """What was read last of a person's folders and the bundled ones."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._movements: dict[str, Movement] = {}
        self._routines: dict[str, Routine] = {}
        self._ranges: dict[str, tuple[Routine, bool]] = {}
        self._own_movements: dict[str, int] = {}

    def read(self) -> list[LibraryItem]:
        """Read movements and routines anew; an entry without a path tells of movements with faults."""
        self._own_movements = _stamps(self._places.own_movements)
        faults = self._read_movements()
        items = self.routines()
        if faults:
            lines = tuple(str(fault) for fault in faults)
            items.append(LibraryItem(key="", path="", own=True, name=tr("Own movements"), faults=lines))
        return items

    def _read_movements(self) -> list[FileFault]:
        movements, faults = load_movements(self._places.movement_folders)
        self._movements = {key: translated_movement(movement) for key, movement in movements.items()}
        return faults

    def routines(self) -> list[LibraryItem]:
        """All routines as they are on the disk now; the movements must have been read."""
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
    def movements(self) -> dict[str, Movement]:
        """The movements that were read, by key, with their texts in the language in use."""
        return self._movements

    def timeline(self, path: str, level: int, least_ready_ms: int) -> Timeline | None:
        """The timeline of a routine that was read, as it is followed; `None` if it has faults.

        At least `least_ready_ms` are given to get ready before its first block.
        """
        routine = self._routines.get(path)
        if routine is None:
            return None
        return compile_routine(routine, self._movements, level, least_ready_ms=least_ready_ms)

    def item_at(self, path: str, level: int) -> LibraryItem | None:
        """A routine that was read, as it is at a level."""
        routine = self._routines.get(path)
        if routine is None:
            return None
        own = Path(path).parent != self._places.routines
        return self._item(path, Path(path).stem.removesuffix(".trunk"), own, routine, level)

    def _item(self, path: str, key: str, own: bool, routine: Routine, level: int = USUAL_LEVEL) -> LibraryItem:
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
            routine=routine,
            has_ranges=self._has_ranges(path, routine),
            has_original=own and any((self._places.routines / f"{key}{end}").is_file() for end in _ENDS),
            program=routine.program,
        )

    def _has_ranges(self, path: str, routine: Routine) -> bool:
        """Whether another level makes another session; planned once for each routine that was read."""
        known = self._ranges.get(path)
        if known is None or known[0] is not routine:
            least, most = (plan_routine(routine, self._movements, level) for level in (LOWEST_LEVEL, HIGHEST_LEVEL))
            known = self._ranges[path] = routine, least != most
        return known[1]


def _stamps(folder: Path) -> dict[str, int]:
    """The movement files in a folder and when each was last written; nothing where it cannot be read."""
    try:
        return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.toml")}
    except OSError:
        return {}


def _broken(path: str, key: str, own: bool, faults: Iterable[object]) -> LibraryItem:
    lines = tuple(str(fault) for fault in faults)
    return LibraryItem(key=key, path=path, own=own, name=Path(path).name, faults=lines)
