"""The window's shell: reads the clock, opens files and devices, and puts the parts together."""

import gc
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from trunktimer.app.desktop_integration import DesktopIntegration
from trunktimer.app.features import Features
from trunktimer.app.history_controller import HistoryController
from trunktimer.app.history_service import HistoryService
from trunktimer.app.library_controller import LibraryController
from trunktimer.app.preferences_writer import PreferencesWriter
from trunktimer.app.sound_controller import SoundController
from trunktimer.app.sound_service import SoundService
from trunktimer.commands.start import Start
from trunktimer.commands.upkeep import keep_in_order
from trunktimer.desktop.one_instance import Request
from trunktimer.foundation.clock import Clock, file_stamp
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import preferences_faults
from trunktimer.session.bests import Bests
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.ui.kit.accessible import give_faces
from trunktimer.ui.kit.fonts import load_fonts
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.kit.window_state import WindowState
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller

if TYPE_CHECKING:  # behind a door
    from trunktimer.app.history_export import HistoryExporter
    from trunktimer.ui.editor.editor_feature import EditorFeature
    from trunktimer.ui.history.history_feature import HistoryFeature
    from trunktimer.ui.library.routine_cards import Touched

DEFAULT_KEY: Final = "strengthen-lower-back"
DEMO_KEY: Final = "demo"


class Application(QObject):
    """The parts, put together; lives as long as the window. It is the `Services` of the window's features.

    `path` is a routine to be shown first, `start` how it is followed at once; `clock` is that of sessions.
    """

    def __init__(
        self,
        window: MainWindow,
        memory: WindowState,
        places: Places,
        path: str = "",
        start: Start | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.window = window
        self.memory = memory
        self.places = places
        self._path = path
        self._start = start
        plan = start or Start()
        preferences = window.preferences
        clock = self.clock = clock or Clock(plan.speed)
        self.sound_service = SoundService(clock.now_ms, clock.to_ns, plan.speed, places)
        self.history = HistoryService(places, clock, speed=plan.speed, recorded=plan.recorded)
        self.features = Features(self)
        self.routines = LibraryController(window, places, self._leave_editor)
        self.sound = SoundController(self.sound_service, preferences, muted=plan.muted)
        self._asks = HistoryController(window, self.history, self._history_feature, self._made_history_feature)
        self._preferences_writer = PreferencesWriter(places.config, preferences)
        self._desktop = DesktopIntegration(window, places)
        self._exporter: HistoryExporter | None = None
        self._faults: dict[str, str] = {}  # what holds, by where it comes from
        self._connect()

    def _connect(self) -> None:
        window, desktop = self.window, self._desktop
        window.preferences_changed.connect(self._take_preferences)
        window.library.chosen_changed.connect(self.sound_service.wake)
        window.library.number_requested.connect(self._edit_number)
        self.routines.first_read.connect(self._show_first)
        self.sound.fault_changed.connect(lambda sentence: self._set_fault("sound", sentence))
        self.history.fault_changed.connect(lambda sentence: self._set_fault("history", sentence))
        desktop.fault_changed.connect(lambda sentence: self._set_fault("screen", sentence))
        self.sound.told.connect(window.tell)
        self.sound.player_changed.connect(self._place_sounds)
        self.history.resumable.connect(self._resume)
        self.history.bests_found.connect(self._compare)
        self._preferences_writer.failed.connect(window.tell)
        desktop.asked.connect(self.take_over)

    # ---- from the first look to the end

    def begin(self) -> None:
        """What waits until the window can be seen."""
        gc.enable()
        QApplication.setWindowIcon(_icon(self.places))
        give_faces()  # in time for all that is painted here: the list of the first look is Qt's own
        self.routines.read_all()
        load_fonts(self.places.assets / "fonts", "*-S*.otf")
        self.window.complete()
        self._tell_preference_faults()
        self._desktop.begin()
        keep_in_order(self.places)
        plan = self._start or Start()
        self._desktop.accompany(self.clock.now_ms, plan.speed, self.history.when_written)
        self.sound.open(plan.player or "")

    def end(self) -> None:
        """Close what must be closed, and keep what was changed."""
        parts: list[Callable[[], object]] = [self._preferences_writer.write_now, self._remember]
        parts.append(self.sound_service.close)
        parts += [self._desktop.leave_session, self.history.close, self._desktop.end]
        if self._exporter is not None:
            parts.append(self._exporter.close)
        with ExitStack() as ending:  # each is done, whatever bug is in another
            for part in reversed(parts):
                ending.callback(part)

    def _remember(self) -> None:
        self.memory.keep(self.window)
        if self.window.library.chosen_path():
            self.memory.keep_routine(self.window.library.chosen_path())
        self.memory.write()

    def _show_first(self, items: list[LibraryItem]) -> None:
        """The list is there: show what this start is about."""
        gc.freeze()  # what is there now stays: later collections need not look at it
        self.history.begin(self.routines.movements)
        known = next((item for item in items if item.path == self._path), None)
        if self._path and known is None:
            known = self.routines.files.read_one(self._path)
            items.append(known)
        last = next((item.path for item in items if item.path and item.path == self.memory.routine), "")
        usual = last or next((item.path for item in items if item.key == DEFAULT_KEY), "")
        library = self.window.library
        library.show_items(items, self._path or usual)
        if known is not None and self._start is not None and self._start.edits:
            self.window.open(Feature.EDITOR, known.path)
        elif known is None or known.faults:
            library.focus_list()
        elif self._start is not None:
            self.window.follow(known.path, self._start.level, first=self._start.first)
        else:
            self.window.follow(known.path, library.level(), start=False)
        if self._start is None:
            QTimer.singleShot(0, self._offer_lost_drafts)
            if not self._path and not self.memory.greeted:
                QTimer.singleShot(0, self.greet)

    def greet(self) -> None:
        self.memory.keep_greeted()
        self.memory.write()
        items = self.window.library.items()
        demo = next((item for item in items if item.key == DEMO_KEY and not item.faults), None)
        if demo is not None:
            self.window.open(Feature.WELCOME, demo.path)

    def _offer_lost_drafts(self) -> None:
        from trunktimer.routine.toml.draft_file import find_drafts

        # Making the editor takes half a second, which only a new routine that was never saved is worth.
        found = find_drafts(self.places.own_routines, self.places.state)
        if any(not draft.path.exists() for draft in found):
            self._editor_feature().offer_lost()

    def take_over(self, request: "Request") -> None:
        """Another start was asked for something: do it, but never in the middle of a session."""
        if not request.file:
            return
        window = self.window
        if window.is_following and window.following.is_under_way:  # a paused one is not to be lost either
            self.routines.open_file(request.file)
            name = window.library.chosen_name()
            window.tell(tr("{routine} is chosen in the list. It can be started after this session.", routine=name))
            return
        editor = self._made_editor()
        if editor is not None and not editor.leave():  # unsaved changes that a person wants to keep open
            return
        self._leave_editor()
        window.show_library()
        self.routines.open_file(request.file)
        if request.command == "edit":
            window.open(Feature.EDITOR, request.file)
        elif request.command == "play":
            level = request.level if request.level is not None else window.level()
            window.follow(request.file, level, first=request.first)

    # ---- features

    def open_feature(self, feature: Feature, what: str) -> None:
        if feature is Feature.EDITOR and not what:  # asked before the editor is made, which takes its time
            from trunktimer.ui.editor.new_dialog import ask_new

            answer = ask_new(self.window)
            if answer is not None:
                self._editor_feature().create(*answer)
            return
        self.features.open(self.window, feature, what)

    def _editor_feature(self) -> "EditorFeature":
        return cast("EditorFeature", self.features.make(self.window, Feature.EDITOR))

    def _edit_number(self, path: str, touched: "Touched") -> None:
        """Open the editor at a number that was touched in the library."""
        self.window.open(Feature.EDITOR, path)
        self._editor_feature().open_number(touched.path, touched.key, is_block=touched.is_block)

    def _made_editor(self) -> "EditorFeature | None":
        return cast("EditorFeature | None", self.features.made(Feature.EDITOR))

    def _leave_editor(self) -> None:
        editor = self._made_editor()
        if editor is not None:
            editor.close()

    def _history_feature(self) -> "HistoryFeature":
        return cast("HistoryFeature", self.features.make(self.window, Feature.HISTORY))

    def _made_history_feature(self) -> "HistoryFeature | None":
        return cast("HistoryFeature | None", self.features.made(Feature.HISTORY))

    def make_export(self) -> "HistoryExporter":
        """What writes files of the history in a thread, made at the first call."""
        if self._exporter is None:
            from trunktimer.app.history_export import HistoryExporter

            self._exporter = HistoryExporter(self.places, file_stamp)
        return self._exporter

    # ---- a session

    def make_controller(self) -> "Controller":
        plan, clock = self._start or Start(), self.clock
        listeners = (self.sound_service, self.history, self._desktop)  # heard first, then written down
        return Controller(
            SessionRunner(clock.now_ms, clock.slept_ms, speed=plan.speed, answers=plan.answers, listeners=listeners)
        )

    def _compare(self, bests: Bests) -> None:
        self.window.controller.compare_with(bests)

    def _place_sounds(self) -> None:
        self.window.controller.place_sounds()

    def _resume(self, session: "Session | None", broken_off: "BrokenOff") -> None:
        if session is not None:
            self.window.resume(session, broken_off)

    # ---- what holds, and preferences

    def _set_fault(self, source: str, sentence: str) -> None:
        """Say why nothing is heard or written, or take it back."""
        self._faults[source] = sentence
        told = (self._faults.get(name, "") for name in ("sound", "history", "screen"))
        self.window.set_standing_message(" ".join(filter(None, told)))

    def _take_preferences(self, preferences: Preferences) -> None:
        self.sound.take_preferences(preferences)
        self._preferences_writer.keep(preferences)

    @property
    def preferences_file(self) -> Path:
        """Where the preferences are kept."""
        return self._preferences_writer.file

    def write_preferences(self) -> None:
        """Have what was changed in the file of preferences now."""
        self._preferences_writer.write_now(always=True)

    def _tell_preference_faults(self) -> None:
        """Say once what of the file of preferences, and of the keys in it, is not understood."""
        faults = preferences_faults(self.places.config)
        if self.window.preferences.keys:
            faults = (*faults, *self.window.key_table.faults)
        if faults:
            self.window.tell("\n".join(faults))


def _icon(places: Places) -> QIcon:
    icon = QIcon()
    for size in (16, 32, 48, 128, 256):  # read when a size is wanted
        icon.addFile(str(places.assets / "icons" / f"trunktimer-{size}.png"))
    return icon
