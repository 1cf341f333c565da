"""A window for tests, with services that keep what was asked of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter

from tests.library import MOVEMENTS
from tests.past import FakeHistory
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places, find_places
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.csv.reading import HistoryFiles
from trunktimer.preferences.preferences import Preferences
from trunktimer.routine.addition import Addition
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import Timeline
from trunktimer.session.record import Feedback
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.kit.services import Target
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller


class OpenedFeatures(list[tuple[Feature, str]]):
    """Opens nothing, and keeps what was to be opened."""

    def __call__(self, feature: Feature, what: str) -> None:
        self.append((feature, what))


def a_window(
    timeline_of: Callable[[str, int], Timeline | None],
    controller: Controller,
    preferences: Preferences | None = None,
    open_feature: Callable[[Feature, str], None] | None = None,
) -> MainWindow:
    """A window with what follows its first look; closing it asks if a session goes on."""
    opens = OpenedFeatures() if open_feature is None else open_feature
    window = MainWindow(preferences or Preferences(), timeline_of, lambda: controller, opens)
    window.complete()
    return window


def places_in(folder: Path) -> Places:
    """A person's own folders in `folder`; what is bundled lies where it does."""
    return replace(
        find_places(),
        own_routines=folder / "routines",
        own_movements=folder / "movements",
        own_sounds=folder / "sounds",
        history=folder / "history",
        config=folder / "config",
        state=folder / "state",
        cache=folder / "cache",
    )


class FakeRoutines(QObject):
    """Knows the bundled movements, and routines that are written to nowhere."""

    movements_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.movements: Mapping[str, Movement] = MOVEMENTS
        self.known: list[Target] = []
        self.chosen = ""
        self.writes: Target | None = None  # where the next movement goes
        self.written: list[str] = []
        self.started: list[tuple[str, int]] = []
        self.added: list[Addition] = []
        self.looks = 0  # for movements

    def targets(self) -> Sequence[Target]:
        return self.known

    def chosen_path(self) -> str:
        return self.chosen

    def safety_of(self, path: str) -> str:
        return f"Gently, with {path}."

    def show_written(self, path: str) -> None:
        self.written.append(path)

    def start_from(self, path: str, step: int) -> None:
        self.started.append((path, step))

    def add(self, addition: Addition) -> str:
        if addition.path == "/gone.toml":
            raise TrunkTimerError("/gone.toml is gone.")
        self.added.append(addition)
        if self.writes is None:
            return addition.path or "/new.toml"
        self.known.append(self.writes)
        return self.writes.path

    def look_for_movements(self) -> None:
        self.looks += 1


class FakeHistoryService:
    """A history in memory, on a day that stands still."""

    def __init__(self, history: FakeHistory | None = None, day: int = 20_000) -> None:
        self.known = history or FakeHistory(())
        self.day = day
        self.asked: list[tuple[object, ...]] = []
        self.reads = 0

    def past(self) -> FakeHistory:
        self.reads += 1
        return self.known

    def today(self) -> int:
        return self.day

    def say(self, uid: str, feedback: Feedback) -> None:
        self.asked.append(("say", uid, feedback))

    def delete(self, uids: Sequence[str]) -> None:
        self.asked.append(("delete", *uids))

    def restore(self, uids: Sequence[str]) -> None:
        self.asked.append(("restore", *uids))


class FakeExport:
    """Writes nothing, and lets the test say how far it is."""

    def __init__(self) -> None:
        self.requests: list[ExportRequest] = []
        self.cancelled = 0
        self.progressed: Callable[[int, int], None] = lambda done, total: None
        self.ended: Callable[[str, bool], None] = lambda sentence, good: None
        self.checked: tuple[Sequence[str], Callable[[HistoryFiles | str], None]] = ((), lambda found: None)
        self.taken: list[HistoryFiles] = []

    def columns(self) -> Mapping[str, Sequence[str]]:
        return {"sessions": ("session", "date"), "sets": ("session", "set"), "steps": ("session", "step")}

    def start(
        self, request: ExportRequest, progressed: Callable[[int, int], None], ended: Callable[[str, bool], None]
    ) -> None:
        self.requests.append(request)
        self.progressed, self.ended = progressed, ended

    def check(self, paths: Sequence[str], checked: Callable[[HistoryFiles | str], None]) -> None:
        self.checked = (paths, checked)

    def take(self, files: HistoryFiles, ended: Callable[[str, bool], None]) -> None:
        self.taken.append(files)
        self.ended = ended

    def cancel(self) -> None:
        self.cancelled += 1


class FakeSound(QObject):
    """Keeps what was to be heard."""

    status_changed = Signal(str)

    def __init__(self, status: str = "Heard.") -> None:
        super().__init__()
        self.said = status
        self.played: list[str] = []

    def status(self) -> str:
        return self.said

    def play_one(self, kind: str) -> None:
        self.played.append(kind)

    def hush(self) -> None:
        self.played.append("hush")


class FakeMemory:
    """Remembers nothing."""

    def restore_split(self, split: QSplitter, name: str) -> None:
        split.setObjectName(name)

    def keep_split(self, split: QSplitter, name: str) -> None:
        split.setObjectName(name)


class FakeServices:
    """What the features of a window ask of the program."""

    def __init__(self, folder: Path = Path("/home/me"), history: FakeHistory | None = None) -> None:
        self.places = places_in(folder)
        self.routines = FakeRoutines()
        self.history = FakeHistoryService(history)
        self.export = FakeExport()
        self.sound = FakeSound()
        self.memory = FakeMemory()
        self.preferences_file = folder / "preferences.toml"
        self.preferences_written = 0

    def make_export(self) -> FakeExport:
        return self.export

    def write_preferences(self) -> None:
        self.preferences_written += 1
