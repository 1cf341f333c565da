"""Between the window's list of routines and the files they are read from, which is done in threads."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.routine.addition import Addition
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import Timeline
from trunktimer.ui.kit.services import Target
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.main_window import MainWindow

if TYPE_CHECKING:  # behind a door
    from trunktimer.app.routine_files import RoutineFiles
    from trunktimer.app.routine_upkeep import RoutineUpkeep


class LibraryController(QObject):
    """Shows what `RoutineFiles` have read.

    `first_read` tells once that there is a list, with its items; `movements_changed` that there are other
    movements, `failed` that a bug was in the way of reading.
    """

    first_read = Signal(object)
    movements_changed = Signal()
    _read = Signal(object)  # from the thread that reads
    failed = Signal()

    def __init__(self, window: MainWindow, places: Places, leave_editor: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._page = window.library
        self._places = places
        self._leave_editor = leave_editor
        self._is_read = False
        self._files: RoutineFiles | None = None
        self._upkeep: RoutineUpkeep | None = None
        self._read.connect(self._show)
        self.failed.connect(self._page.show_failure)
        window.file_requested.connect(self.open_file)
        self._page.read_again_requested.connect(self.open_file)
        self._page.level_changed.connect(self._level_changed)
        self._page.action_requested.connect(self._act)
        self._page.undo_requested.connect(self._undo)

    @property
    def files(self) -> "RoutineFiles":
        """What reads them, made at the first call: by the thread that reads, since models take their time."""
        if self._files is None:
            from trunktimer.app.routine_files import RoutineFiles

            self._files = RoutineFiles(self._places)
        return self._files

    def timeline(self, path: str, level: int) -> Timeline | None:
        """The timeline of a routine that was read, as it is followed; `None` if it has faults."""
        return self.files.timeline(path, level, self._window.preferences.lead_in_s * 1000)

    @property
    def movements(self) -> Mapping[str, Movement]:
        """The movements by key, in the language in use."""
        return self.files.movements

    def read_all(self) -> None:
        """Read movements and routines in a thread; they are shown when they are there."""
        threading.Thread(target=self._read_files, daemon=True, name="read routines").start()

    def _read_files(self) -> None:
        try:
            self._read.emit(self.files.read())
        except Exception:
            self.failed.emit()
            raise

    def look_for_movements(self) -> None:
        """Read movements and routines anew if a file of the person's own movements has come, gone or changed."""
        if self._is_read and self.files.own_movements_changed():
            self.read_all()

    def open_file(self, path: str) -> None:
        """Read one file, show it in the list and choose it; the entry that tells of faulty movements has no path."""
        if not path:
            self.read_all()
            return
        item = self.files.read_one(path)
        self._page.show_item(item)
        self._page.choose(item.path)

    def targets(self) -> list[Target]:
        """The routines that a movement may be added to: those in the list without faults."""
        items = (item for item in self._page.items() if not item.faults)
        return [Target(path=item.path, name=item.name, own=item.own) for item in items]

    def chosen_path(self) -> str:
        """The path of the routine that is chosen in the list; empty if there is none."""
        return self._page.chosen_path()

    def safety_of(self, path: str) -> str:
        """What a routine in the list says of safety."""
        return next((item.safety for item in self._page.items() if item.path == path), "")

    def show_written(self, path: str) -> None:
        """A routine's file was written: show in the list what stands there now."""
        if Path(path).parent == self._places.own_routines:  # a new file may hide a bundled one
            routines = self.files.routines()
            self._page.show_items([*routines, *self._opened_elsewhere(routines)], path)
        else:
            self.open_file(path)

    def start_from(self, path: str, step: int) -> None:
        """Leave the editor, and follow a routine from a step on."""
        self.open_file(path)
        self._leave_editor()
        self._window.follow(path, self._page.level(), first=step)

    def add(self, addition: Addition) -> str:
        """Add a movement to a routine, and show it; gives the path that was written."""
        from trunktimer.routine.toml.additions import add_movement

        path = str(add_movement(addition, self._places, self.files.movements))
        self.show_written(path)
        return path

    def _made_upkeep(self) -> "RoutineUpkeep":
        if self._upkeep is None:
            from trunktimer.app.routine_upkeep import RoutineUpkeep

            self._upkeep = RoutineUpkeep(self._places, self._show_own)
        return self._upkeep

    def _show_own(self, path: str) -> None:
        """A person's own files are others: `path` was written, or one is gone."""
        routines = self.files.routines()
        there = [item for item in self._opened_elsewhere(routines) if Path(item.path).exists()]
        again = [self.files.read_one(item.path) for item in there]
        self._page.show_items([*routines, *again], path)

    def _act(self, item: LibraryItem, name: str) -> None:
        """Do what was asked for a whole routine, and offer to take it back."""
        from trunktimer.ui.library.routine_menu import ask_name

        upkeep = self._made_upkeep()
        try:
            match name:
                case "rename":
                    wanted = ask_name(self._window, item.name)
                    if wanted is None:
                        return
                    told = upkeep.rename(item, wanted)
                case "duplicate":
                    told = upkeep.duplicate(item)
                case _:  # the original comes to light when the copy goes
                    told = upkeep.delete(item)
        except TrunkTimerError as error:
            self._window.tell(str(error))
            return
        self._page.offer_undo(told)

    def _undo(self) -> None:
        try:
            self._made_upkeep().undo()
        except TrunkTimerError as error:
            self._window.tell(str(error))

    def _show(self, items: list[LibraryItem]) -> None:
        self._window.set_movements(self.files.movements)
        self.movements_changed.emit()
        if self._is_read:
            self._page.show_items([*items, *self._opened_elsewhere(items)])
        else:
            self._is_read = True
            self.first_read.emit(items)

    def _opened_elsewhere(self, items: list[LibraryItem]) -> list[LibraryItem]:
        """What a person opened that does not lie where routines are looked for."""
        there = {item.path for item in items}
        folders = (self._places.routines, self._places.own_routines)
        return [
            item
            for item in self._page.items()
            if item.path and item.path not in there and Path(item.path).parent not in folders
        ]

    def _level_changed(self, path: str, level: int) -> None:
        item = self.files.item_at(path, level)
        if item is not None:
            self._page.show_item(item)
        preferences = self._window.preferences
        if level != preferences.level:
            self._window.change(replace(preferences, level=level))
