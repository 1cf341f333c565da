"""What is done with whole routines from the library, and taken back. Imported when it is first asked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text, write_text
from trunktimer.foundation.translation import tr
from trunktimer.routine.routine import NAME_LENGTH
from trunktimer.routine.toml.own_files import bring_back, duplicate_routine, keep_deleted, rename_routine
from trunktimer.ui.library.library_item import LibraryItem


class RoutineUpkeep:
    """`written` is told each path that there is something new at, `gone` that one is away; both may be read anew.

    A deleted file goes to the desktop's bin by `to_bin`, or to a folder of our own where there is none.
    """

    def __init__(
        self,
        places: Places,
        written: Callable[[str], None],
        to_bin: Callable[[str], bool] = lambda path: bool(QFile.moveToTrash(path)),
    ) -> None:
        self._places = places
        self._written = written
        self._to_bin = to_bin
        self._undo: Callable[[], object] | None = None

    def rename(self, item: LibraryItem, name: str) -> str:
        """Give it another name; gives a sentence. Raises `TrunkTimerError`."""
        path = Path(item.path)
        before = rename_routine(path, name)
        after = read_text(path)

        def undo() -> None:
            if read_text(path) != after:
                raise TrunkTimerError(tr("{file} was changed meanwhile, so it stays as it is.", file=path.name))
            write_text(path, before)
            self._written(item.path)

        self._undo = undo
        self._written(item.path)
        return tr("Renamed to “{name}”.", name=name)

    def duplicate(self, item: LibraryItem) -> str:
        """Write another one like it; gives a sentence. Raises `TrunkTimerError`."""
        # Translators: the name of a copy of a routine.
        shortest = tr("{name} (copy)", name="")
        name = tr("{name} (copy)", name=item.name[: max(1, NAME_LENGTH - len(shortest))])
        target = duplicate_routine(Path(item.path), name, self._places)
        self._undo = lambda: self._take(target)
        self._written(str(target))
        return tr("There is “{name}” now.", name=name)

    def delete(self, item: LibraryItem) -> str:
        """Take it away; gives a sentence. Raises `TrunkTimerError`."""
        path = Path(item.path)
        text = read_text(path)
        kept = self._take(path)

        def undo() -> None:
            self._written(str(bring_back(path, text, self._places)))

        self._undo = undo
        if item.has_original:
            return tr("“{name}” is as it came again.", name=item.name)
        if kept is not None:
            return tr("“{name}” was deleted. It is kept as {file}.", name=item.name, file=kept)
        return tr("“{name}” is in the bin.", name=item.name)

    def undo(self) -> None:
        """Take the last of these back, once. Raises `TrunkTimerError`."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _take(self, path: Path) -> Path | None:
        """Away with a file; gives where it is kept where it is not in the bin."""
        kept = None if self._to_bin(str(path)) else keep_deleted(path, self._places)
        self._written("")
        return kept
