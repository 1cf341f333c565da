"""What the parts of the window ask of the program around it: small protocols, which a test fulfils in its own way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:  # it is imported before the first look, which needs none of these
    from trunktimer.foundation.places import Places
    from trunktimer.history.csv.export_request import ExportRequest
    from trunktimer.history.csv.reading import HistoryFiles
    from trunktimer.history.reader import HistoryReader
    from trunktimer.routine.addition import Addition
    from trunktimer.routine.movement import Movement
    from trunktimer.session.record import Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A routine that a movement may be added to. A bundled one (not `own`) is copied first."""

    path: str
    name: str
    own: bool


class Routines(Protocol):
    """The routines and movements that are known."""

    @property
    def movements(self) -> "Mapping[str, Movement]":
        """The movements by key, in the language in use."""
        ...

    @property
    def movements_changed(self) -> SignalInstance:
        """Tells that there are other movements now."""
        ...

    def targets(self) -> Sequence[Target]:
        """The routines that a movement may be added to: those in the list without faults."""
        ...

    def chosen_path(self) -> str:
        """The path of the routine that is chosen in the list; empty if there is none."""
        ...

    def safety_of(self, path: str) -> str:
        """What a routine in the list says of safety."""
        ...

    def show_written(self, path: str) -> None:
        """A routine's file was written: show in the list what stands there now."""
        ...

    def start_from(self, path: str, step: int) -> None:
        """Leave the page that is shown, and follow a routine from a step on."""
        ...

    def add(self, addition: "Addition") -> str:
        """Add a movement to a routine; gives the path that was written. Raises `TrunkTimerError`."""
        ...

    def look_for_movements(self) -> None:
        """Read movements anew where a file of the person's own has changed."""
        ...


class HistoryStore(Protocol):
    """What was done. Changes are told by `refresh` of the page when they are done."""

    def past(self) -> "HistoryReader":
        """The history, to be read. Raises `TrunkTimerError`."""
        ...

    def today(self) -> int:
        """The day on the wall, counted from 1970-01-01."""
        ...

    def say(self, uid: str, feedback: "Feedback") -> None:
        """Keep what a person says of a session."""
        ...

    def delete(self, uids: Sequence[str]) -> None:
        """Take sessions away."""
        ...

    def restore(self, uids: Sequence[str]) -> None:
        """Bring them back."""
        ...


class Export(Protocol):
    """Files of the history, written and read meanwhile."""

    def columns(self) -> Mapping[str, Sequence[str]]:
        """The names of the columns by what a row is."""
        ...

    def start(
        self, request: "ExportRequest", progressed: Callable[[int, int], None], ended: Callable[[str, bool], None]
    ) -> None:
        """Begin; told are sessions done and all, and in the end a sentence and whether it is good."""
        ...

    def check(self, paths: Sequence[str], checked: "Callable[[HistoryFiles | str], None]") -> None:
        """Begin to examine files; told is what is in them, or why they cannot be taken."""
        ...

    def take(self, files: "HistoryFiles", ended: Callable[[str, bool], None]) -> None:
        """Begin to add what is in files that were examined; told are a sentence and whether it is good."""
        ...

    def cancel(self) -> None:
        """Stop; what stood in the file before stays there."""
        ...


class Sound(Protocol):
    """What is heard beside a session."""

    @property
    def status_changed(self) -> SignalInstance:
        """Carries what `status` says now."""
        ...

    def status(self) -> str:
        """Through what sounds are heard, or why not."""
        ...

    def play_one(self, kind: str) -> None:
        """Play one kind of sound now."""
        ...

    def hush(self) -> None:
        """End what `play_one` began."""
        ...


class WindowMemory(Protocol):
    """How the window was left."""

    def restore_split(self, split: QSplitter, name: str) -> None:
        """Put the handles of a splitter where they were."""
        ...

    def keep_split(self, split: QSplitter, name: str) -> None:
        """Remember where they are."""
        ...


class Services(Protocol):
    """All of them."""

    @property
    def places(self) -> "Places":
        """Where things lie."""
        ...

    @property
    def routines(self) -> Routines:
        """The routines and movements that are known."""
        ...

    @property
    def history(self) -> HistoryStore:
        """What was done."""
        ...

    def make_export(self) -> Export:
        """What writes files of the history; it is made at the first call."""
        ...

    @property
    def sound(self) -> Sound:
        """What is heard beside a session."""
        ...

    @property
    def memory(self) -> WindowMemory:
        """How the window was left."""
        ...

    @property
    def preferences_file(self) -> Path:
        """Where the preferences are kept."""
        ...

    def write_preferences(self) -> None:
        """Have what was changed in the file of preferences now."""
        ...
