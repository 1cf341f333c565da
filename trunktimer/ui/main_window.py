"""The window: where the pages meet, and where keys, files and the controller come together. It paints nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QSlider, QStackedWidget, QWidget

from trunktimer.foundation.translation import tr, trc
from trunktimer.preferences.preferences import Preferences, SpaceAtGate
from trunktimer.ui.kit.announcing import announce
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import Theme, apply_theme, theme_for
from trunktimer.ui.library.library_page import LibraryPage

if TYPE_CHECKING:  # what the first look does not need is imported with the run page
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.timeline import Timeline
    from trunktimer.session.display import Display
    from trunktimer.session.effects import Phase
    from trunktimer.session.session import Session
    from trunktimer.ui.kit.keys import Command
    from trunktimer.ui.kit.taught_keys import KeyTable
    from trunktimer.ui.run.compact_controller import CompactController
    from trunktimer.ui.run.controller import Controller
    from trunktimer.ui.run.run_page import RunPage

_VOLUME_STEP: Final = 0.1
_LOOKS: Final = frozenset({"theme", "reduced_motion"})
_MESSAGE_MS: Final = 4_000
_LONG_MESSAGE_MS: Final = 12_000  # where nobody is in the middle of a hold, there is time to read
_FRAME_PX: Final = QSize(8, 40)  # what a desktop may put around a window


class MainWindow(QMainWindow):
    """The pages are a stack: library, run page, and what is added to it by `show_page`.

    `session_left` tells that the run page was left, `history_requested` that the history is wanted, `edit_requested`
    carries the path of a routine to be edited, `new_requested` wants a new one. `may_close` is asked before the window
    closes. `preferences_changed` carries the new `Preferences`; `file_requested` a path to be added to the library;
    `movements_requested` wants the page of movements;
    `sound_check_requested` asks to hear every kind of sound, `preferences_requested` for their page.

    `timeline_of` turns a path and a level into a timeline, or into `None` if the routine has faults;
    `make_controller` makes the controller, once.
    """

    preferences_changed = Signal(object)
    file_requested = Signal(str)
    movements_requested = Signal()
    sound_check_requested = Signal()
    history_requested = Signal()
    edit_requested = Signal(str)
    new_requested = Signal()
    preferences_requested = Signal()
    session_left = Signal()
    look_changed = Signal()
    first_painted = Signal()

    _painted = False  # of the class, since Qt sends events before a window is whole

    def __init__(
        self,
        preferences: Preferences,
        timeline_of: "Callable[[str, int], Timeline | None]",
        make_controller: "Callable[[], Controller]",
    ) -> None:
        super().__init__()
        self.setWindowTitle("TrunkTimer")
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - _FRAME_PX))
        self.setMinimumSize(480, 320)
        self.setAcceptDrops(True)
        self._make_controller = make_controller
        self._controller: Controller | None = None
        self._run: RunPage | None = None
        self._tells: dict[QWidget, Callable[[str], None]] = {}  # the pages of lists, and their calm lines
        self._preferences = preferences
        self._key_table: KeyTable | None = None
        self._compact: CompactController | None = None
        self._timeline_of = timeline_of
        self.may_close: Callable[[], bool] = lambda: True
        self._standing = ""
        self.library = LibraryPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.library)
        self.setCentralWidget(self._stack)
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.timeout.connect(self._show_standing)
        self.library.set_level(preferences.level)
        self._connect()
        self._apply_look()

    # ---- what it is told

    def follow(self, path: str, level: int, *, first: int = 0, start: bool = True) -> bool:
        """Open a routine on the run page and start it; whether that was possible."""
        from trunktimer.session.transitions import Action

        self._end_unfinished()
        timeline = self._timeline_of(path, level)
        if timeline is None:
            return False
        self._stack.setCurrentWidget(self.run)
        self.run.tells_news = not start  # "ready, Space starts" would be out of date before it is said
        self.controller.open(timeline, first)
        self.run.tells_news = True
        self.setWindowTitle(f"{timeline.name} – TrunkTimer")
        self.run.setFocus()
        self._take_pace()
        if start:
            self.controller.act(Action.START)
        return True

    def _end_unfinished(self) -> None:
        """A session that is under way is stopped, so that it is kept as such, before another one takes its place."""
        from trunktimer.session.transitions import Action

        session = self._controller.session if self._controller is not None else None
        if session is not None and session.is_under_way:
            self.controller.act(Action.STOP)

    def resume(self, session: "Session") -> None:
        """Go to the run page with a session that broke off; it waits there, paused."""
        self._stack.setCurrentWidget(self.run)
        self.controller.take(session)
        self.setWindowTitle(f"{session.timeline.name} – TrunkTimer")
        self.run.setFocus()
        self._take_pace()

    def show_page(self, page: QWidget, title: str, tell: Callable[[str], None] | None = None) -> None:
        """Show a page of somebody else's; not while a session is followed. A list has a calm line of its own."""
        if self.is_following:
            return
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            if tell is not None:
                self._tells[page] = tell
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"{title} – TrunkTimer")

    @property
    def is_following(self) -> bool:
        """Whether the run page is shown."""
        return self._on_run()

    def show_library(self) -> None:
        """Go back to the routines."""
        self._back_to_library()

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key, for their figures."""
        drawn = {key: movement.figure() for key, movement in movements.items()}
        self.run.set_figures({key: figure for key, figure in drawn.items() if figure is not None})
        self.library.set_movements(movements)

    def tell(self, text: str) -> None:
        """Say something in a calm line on the page that is shown, for a time."""
        announce(self, text)
        self._tell(text)

    def _tell(self, text: str) -> None:
        if self._on_run():
            self._say_on_run(text)
            self._message_timer.start(_MESSAGE_MS)
            return
        self._say_on_lists(text)
        self._message_timer.start(_LONG_MESSAGE_MS)

    def set_standing_message(self, text: str) -> None:
        """Say something that holds until it is taken back (as that there is no sound)."""
        if text != self._standing:
            announce(self, text)
        self._standing = text
        if not self._message_timer.isActive():  # what was just said is read first
            self._show_standing()

    @property
    def preferences(self) -> Preferences:
        """As they are now."""
        return self._preferences

    def level(self) -> int:
        """The level that is chosen in the library."""
        return self.library.level()

    # ---- building

    def complete(self) -> None:
        """Make what is not needed for the first look: the menu, the run page, the controller of its sessions."""
        if self._run is not None:
            return
        from trunktimer.session.transitions import Action
        from trunktimer.ui.run.run_page import RunPage

        self._build_menu()
        controller, run = self._make_controller(), RunPage()
        self._controller, self._run = controller, run
        self._stack.addWidget(run)
        controller.display_changed.connect(self._show)
        controller.phase_changed.connect(self._phase_changed)
        controller.message_changed.connect(self._session_message)
        run.pause_requested.connect(controller.press_space)
        run.done_requested.connect(lambda: controller.act(Action.DONE))
        run.skip_requested.connect(lambda: controller.act(Action.SKIP_STEP))
        run.back_requested.connect(controller.press_back)
        run.skip_block_requested.connect(lambda: controller.act(Action.SKIP_BLOCK))
        run.repeat_requested.connect(lambda: controller.act(Action.REPEAT_REP))
        run.nudge_requested.connect(lambda by_ms: controller.act(Action.FORWARD if by_ms > 0 else Action.REWIND))
        run.jump_requested.connect(lambda step: controller.act(Action.JUMP, step))
        run.stop_requested.connect(self._ask_end)
        run.mute_requested.connect(self._mute)
        run.volume_requested.connect(self._set_volume)
        run.full_screen_requested.connect(self._full_screen)
        run.compact_requested.connect(self.show_compact)
        run.keys_requested.connect(self.show_keys)
        run.set_message(self._standing)
        self._apply_look()

    @property
    def run(self) -> "RunPage":
        """The run page; made when it is first asked for."""
        self.complete()
        assert self._run is not None
        return self._run

    @property
    def controller(self) -> "Controller":
        """What holds the session; made when it is first asked for."""
        self.complete()
        assert self._controller is not None
        return self._controller

    def _connect(self) -> None:
        self.library.start_requested.connect(self.follow)
        self.library.open_requested.connect(self._ask_file)
        self.library.movements_requested.connect(self._ask_movements)
        self.library.history_requested.connect(self._ask_history)
        self.library.edit_requested.connect(self.edit_requested)
        self.library.new_requested.connect(self.new_requested)
        QApplication.styleHints().colorSchemeChanged.connect(self._apply_look)

    def _build_menu(self) -> None:
        from trunktimer.ui.library.look_menu import LookMenu

        menu = self._menu = LookMenu(self._preferences, self)
        menu.asked.connect(lambda name, value: self._change(**{name: value}))
        menu.mute_requested.connect(self._mute)
        menu.keys_requested.connect(self.show_keys)
        menu.sound_check_requested.connect(self._ask_sound_check)
        menu.preferences_requested.connect(self._ask_preferences)
        self.library.look_button.setMenu(menu)
        opened = QAction(trc("menu", "Open"), self)
        opened.setShortcut(QKeySequence(QKeySequence.StandardKey.Open))
        opened.triggered.connect(self._ask_file)
        movements = QAction(tr("Movements"), self)
        movements.setShortcut(QKeySequence("Ctrl+M"))
        movements.triggered.connect(self._ask_movements)
        test = QAction(tr("Sound test"), self)
        test.setShortcut(QKeySequence("Ctrl+T"))
        test.triggered.connect(self._ask_sound_check)
        history = QAction(tr("History"), self)
        history.setShortcut(QKeySequence("Ctrl+H"))
        history.triggered.connect(self._ask_history)
        edit = QAction(trc("button", "Edit"), self)
        edit.setShortcut(QKeySequence("Ctrl+E"))
        edit.triggered.connect(self._ask_edit)
        new = QAction(tr("New routine"), self)
        new.setShortcut(QKeySequence(QKeySequence.StandardKey.New))
        new.triggered.connect(self._ask_new)
        preferences = QAction(tr("Preferences"), self)
        preferences.setShortcut(QKeySequence("Ctrl+,"))
        preferences.triggered.connect(self._ask_preferences)
        self.addActions([opened, movements, test, history, edit, new, preferences])
        first = menu.actions()[0]
        menu.insertActions(first, [new, opened, movements, history])  # a narrow page has no buttons for them
        menu.insertSeparator(first)

    def _ask_edit(self) -> None:
        if self._stack.currentWidget() is self.library and self.library.chosen_path():
            self.edit_requested.emit(self.library.chosen_path())

    def _ask_new(self) -> None:
        if self._stack.currentWidget() is self.library:
            self.new_requested.emit()

    def _ask_movements(self) -> None:
        if not self._on_run():
            self.movements_requested.emit()

    def _ask_history(self) -> None:
        if self._stack.currentWidget() is self.library:
            self.history_requested.emit()

    def _ask_preferences(self) -> None:
        if self._stack.currentWidget() in (self.library, *self._tells):
            self.preferences_requested.emit()

    # ---- looks and sounds

    def change(self, **changes: Any) -> None:
        """Take new values of preferences."""
        self._change(**changes)

    def _change(self, **changes: Any) -> None:
        self._preferences = replace(self._preferences, **changes)
        if "keys" in changes:
            self._key_table = None
        if "text_scale" in changes:
            from trunktimer.ui.kit.text_scale import rescale_texts

            rescale_texts(self._preferences.text_scale)
        if "level" in changes:
            self.library.set_level(self._preferences.level)
        if _LOOKS & set(changes):
            self._apply_look()
        else:
            self._apply_settings()
        self.preferences_changed.emit(self._preferences)

    def set_level_preference(self, level: int) -> None:
        """Remember the level for the next time."""
        self._preferences = replace(self._preferences, level=level)
        self.preferences_changed.emit(self._preferences)

    def theme(self) -> Theme:
        """The colours that are shown now."""
        return theme_for(self._preferences.theme.value, QApplication.styleHints().colorScheme())

    def _apply_look(self) -> None:
        theme = self.theme()
        LOOK.change(theme=theme, reduced_motion=self._preferences.reduced_motion)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, theme)
        self.library.set_theme(theme)
        if self._run is not None:
            self._run.set_theme(theme)
            self._run.set_reduced_motion(self._preferences.reduced_motion)
            if self._compact is not None:
                self._compact.set_look(theme, self._preferences.reduced_motion)
        self._apply_settings()
        self.look_changed.emit()

    def _apply_settings(self) -> None:
        """What is no look: it is cheap, so that a slider can be drawn."""
        if self._run is None:
            return
        self._run.set_viewing_distance_m(self._preferences.viewing_distance_m)
        self._run.show_sound(self._preferences.muted, self._preferences.volume)
        self._menu.show_preferences(self._preferences)
        self.controller.set_space_pauses(self._preferences.space_at_gate is SpaceAtGate.PAUSE)
        from trunktimer.ui.kit.keys import Command

        self.controller.set_space_taught(self.key_table.meaning("Space") is not Command.SPACE)
        self._take_pace()

    def _mute(self) -> None:
        muted = not self._preferences.muted
        self._change(muted=muted)
        percent = round(self._preferences.volume * 100)
        self.tell(tr("Sound off") if muted else tr("Sound on, {percent} %", percent=percent))

    def _set_volume(self, volume: float) -> None:
        volume = round(min(1.0, max(0.0, volume)), 2)
        self._change(volume=volume)
        percent = round(volume * 100)
        # A slider that has the focus tells its value itself.
        tell = self._tell if isinstance(QApplication.focusWidget(), QSlider) else self.tell
        if self._preferences.muted:
            tell(tr("Volume {percent} %, sound off", percent=percent))
        else:
            tell(tr("Volume {percent} %", percent=percent))

    def _ask_sound_check(self) -> None:
        session = self._session()
        if session is None or not session.goes_on:
            self.sound_check_requested.emit()

    # ---- the session

    def _on_run(self) -> bool:
        return self._run is not None and self._stack.currentWidget() is self._run

    def _session(self) -> "Session | None":
        return None if self._controller is None else self._controller.session

    def _show_standing(self) -> None:
        self._say_on_lists(self._standing)
        if self._run is not None:
            self._say_on_run(self._standing)

    def _say_on_run(self, text: str) -> None:
        self.run.set_message(text)
        if self._compact is not None:
            # What holds for long would take the place of the next line for good.
            self._compact.window.set_message("" if text == self._standing else text)

    def _say_on_lists(self, text: str) -> None:
        self.library.set_message(text)
        for tell in self._tells.values():
            tell(text)

    def _show(self, shown: "Display") -> None:
        if self._compact is not None and self._compact.is_open:  # the run page is hidden
            self._compact.show_display(shown)
        else:
            self.run.show_display(shown)
        self._take_pace()

    def _take_pace(self) -> None:
        shown = self._compact.window if self._compact is not None and self._compact.is_open else self.run
        self.controller.set_pace(shown.wake_interval_ms())

    def _phase_changed(self, phase: "Phase") -> None:
        if phase == "stopped":
            self._back_to_library()

    def _session_message(self, text: str) -> None:
        self._message_timer.stop()
        announce(self, text)
        self._say_on_run(text or self._standing)

    def _back_to_library(self) -> None:
        left_run = self._on_run()
        self._leave_compact()
        self._stack.setCurrentWidget(self.library)
        self.setWindowTitle("TrunkTimer")
        if self.isFullScreen():
            self._full_screen()
        self.library.focus_list()
        if left_run:
            self.session_left.emit()

    def _ask_end(self) -> bool:
        """Pause, ask, and end the session if that is wanted; whether no session runs any more."""
        session = self._session()
        if session is None or not session.is_under_way:
            self.controller.close()
            self._back_to_library()
            return True
        from trunktimer.ui.dialogs import ask_end

        self._leave_compact()
        self.controller.pause()
        if not ask_end(self, self.theme()):
            return False
        self.controller.close()
        self._back_to_library()
        return True

    def _leave(self) -> None:
        """Esc: pauses; then leaves full screen; then asks. It never ends a session by itself."""
        session = self._session()
        if session is not None and session.goes_on:
            self.controller.pause()
        elif self.isFullScreen():
            self._full_screen()
        else:
            self._ask_end()

    def show_compact(self) -> None:
        """Follow the session in the small window, or in the full one again."""
        if not self._on_run():
            return
        if self._compact is None:
            from trunktimer.ui.run.compact_controller import CompactController

            self._compact = CompactController(self, self.controller, self._press)
            self._compact.set_look(self.theme(), self._preferences.reduced_motion)
        if self._compact.is_open:
            self._compact.close()
        else:
            self._compact.open(self.windowTitle())

    def _leave_compact(self) -> None:
        if self._compact is not None:
            self._compact.close()

    def _full_screen(self) -> None:
        self._leave_compact()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_keys(self) -> None:
        """Show which key does what."""
        from trunktimer.ui.dialogs import show_keys

        self._leave_compact()
        show_keys(self, self.theme(), self.key_table.lines())

    @property
    def key_table(self) -> "KeyTable":
        """What each key means; made when it is first asked for."""
        if self._key_table is None:
            from trunktimer.ui.kit.taught_keys import KeyTable

            self._key_table = KeyTable(self._preferences.keys)
        return self._key_table

    # ---- files

    def _ask_file(self) -> None:
        if self._stack.currentWidget() is not self.library:
            return
        from trunktimer.ui.dialogs import ask_file

        path = ask_file(self)
        if path:
            self.file_requested.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in, unless a session is followed."""
        if self._stack.currentWidget() is self.library and _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add dropped files to the library."""
        for path in _files(event.mimeData().urls()):
            self.file_requested.emit(path)
        event.acceptProposedAction()

    # ---- keys and the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the run page; F1 everywhere."""
        from trunktimer.ui.kit.keys import Command

        command = self.key_table.command_of(event)
        if command is None or (not self._on_run() and command not in (Command.KEYS, Command.FULL_SCREEN)):
            super().keyPressEvent(event)
            return
        event.accept()
        self._press(event)

    def _press(self, event: QKeyEvent) -> None:
        """Grant what a key asks for. One that is held down counts once."""
        command = self.key_table.command_of(event)
        if command is not None and not event.isAutoRepeat():
            self._grant(command)

    def _grant(self, command: "Command") -> None:
        from trunktimer.ui.kit.keys import ACTIONS, Command

        controller = self.controller
        match command:
            case Command.SPACE:
                session = controller.session
                if session is not None and session.is_over:
                    self._back_to_library()
                controller.press_space()
            case Command.BACK:
                controller.press_back()
            case Command.MUTE:
                self._mute()
            case Command.LOUDER:
                self._set_volume(self._preferences.volume + _VOLUME_STEP)
            case Command.SOFTER:
                self._set_volume(self._preferences.volume - _VOLUME_STEP)
            case Command.FULL_SCREEN:
                self._full_screen()
            case Command.COMPACT:
                self.show_compact()
            case Command.LEAVE:
                self._leave()
            case Command.KEYS:
                self.show_keys()
            case _:
                controller.act(ACTIONS[command])

    def event(self, event: QEvent) -> bool:
        """Tell when the window has been painted for the first time: what can wait begins then.

        While a routine is followed a key that was taught comes before a shortcut of the window.
        """
        if event.type() == QEvent.Type.ShortcutOverride and self._is_taught(event):
            event.accept()
            return True
        handled = super().event(event)
        if not self._painted and event.type() == QEvent.Type.UpdateRequest:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)
        return handled

    def _is_taught(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and self._on_run() and self.key_table.taught_command(event) is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Redraw again once the window can be seen."""
        super().showEvent(event)
        if self._controller is not None:
            self._controller.set_watched(True)

    def changeEvent(self, event: QEvent) -> None:
        """Draw nothing while the window is minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self._run is not None:
            self._run.show_full_screen(self.isFullScreen())
        if event.type() == QEvent.Type.WindowStateChange and self._controller is not None:
            self._controller.set_watched(not self.isMinimized())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a session is ended by closing the window."""
        session = self._session()
        running = session is not None and session.is_under_way
        if (running and not self._ask_end()) or not self.may_close():
            event.ignore()
            return
        if self._controller is not None:
            self._controller.close()
        event.accept()


def _files(urls: Sequence[Any]) -> list[str]:
    return [path for url in urls if (path := url.toLocalFile()) and Path(path).suffix == ".toml"]
