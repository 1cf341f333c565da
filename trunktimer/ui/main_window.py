"""The window: where the pages meet, and where keys, files and preferences come together. It paints nothing."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from trunktimer.preferences.preferences import Preferences
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.kit.key_places import press_by_place
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.messages import Messages
from trunktimer.ui.kit.text_scale import rescale_texts
from trunktimer.ui.kit.theme import apply_theme, theme_for
from trunktimer.ui.library.file_requests import FileRequests
from trunktimer.ui.library.library_page import LibraryPage

if TYPE_CHECKING:  # what the first look does not need is imported with the run page
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.timeline import Timeline
    from trunktimer.session.session import Session
    from trunktimer.session.session_recorder import BrokenOff
    from trunktimer.ui.kit.taught_keys import KeyTable
    from trunktimer.ui.run.controller import Controller
    from trunktimer.ui.run.run_feature import RunFeature
    from trunktimer.ui.run.run_page import RunPage

_FRAME_PX: Final = QSize(8, 40)  # what a desktop may put around a window


class MainWindow(QMainWindow):
    """The pages are a stack: library, run page, and what features add to it by `show_page`. The `Host` of all of them.

    `preferences_changed` carries the new `Preferences`, `file_requested` a path to be added to the library.
    `session_left` tells that the run page was left, `first_painted` that the window can be seen.

    `timeline_of` turns a path and a level into a timeline, or into `None` if the routine has faults;
    `make_controller` makes the controller, once; `open_feature` opens a part of the window that stands for itself,
    with what it is to show.
    """

    preferences_changed = Signal(object)
    file_requested = Signal(str)
    session_left = Signal()
    first_painted = Signal()

    _painted = False  # of the class, since Qt sends events before a window is whole

    def __init__(
        self,
        preferences: Preferences,
        timeline_of: "Callable[[str, int], Timeline | None]",
        make_controller: "Callable[[], Controller]",
        open_feature: Callable[[Feature, str], None],
    ) -> None:
        super().__init__()
        self.setWindowTitle("TrunkTimer")
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - _FRAME_PX))
        self.setMinimumSize(480, 320)
        self._preferences = preferences
        self._timeline_of = timeline_of
        self._make_controller = make_controller
        self._open_feature = open_feature
        self._run: RunFeature | None = None
        self._tells: dict[QWidget, Callable[[str], None]] = {}  # the lists among the pages, and their calm lines
        self._guards: list[Callable[[], bool]] = []
        self._keeps: list[Callable[[], object]] = []
        self._asks = True
        self._take_look()
        library = self.library = LibraryPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(library)
        self.setCentralWidget(self._stack)
        self._messages = Messages(self, self._on_run, self._say_on_lists, self._say_on_run)
        files = self._files = FileRequests(self, lambda: self.is_shown(library))
        files.requested.connect(self.file_requested)
        library.set_level(preferences.level)
        library.start_requested.connect(self.follow)
        library.movements_requested.connect(lambda: self.open(Feature.MOVEMENTS))
        library.history_requested.connect(lambda: self.open(Feature.HISTORY))
        library.edit_requested.connect(lambda path: self.open(Feature.EDITOR, path))
        library.new_requested.connect(lambda: self.open(Feature.EDITOR))
        QApplication.styleHints().colorSchemeChanged.connect(self._take_look)

    def complete(self) -> None:
        """Make what is not needed for the first look: the menu, the run page, the controller of its sessions."""
        if self._run is not None:
            return
        from trunktimer.ui.run.run_feature import RunFeature
        from trunktimer.ui.window_actions import WindowActions

        run = self._run = RunFeature(self, self._make_controller())
        run.left.connect(self.show_library)
        run.told.connect(self._messages.tell_of_session)
        self._stack.addWidget(run.page)
        WindowActions(self, self.library, ask_file=self._files.ask, mute=run.mute, show_keys=run.show_keys)
        self._say_on_run(self._messages.standing)

    @property
    def following(self) -> "RunFeature":
        """The run page with what belongs to it; there since `complete`."""
        assert self._run is not None, "the window was not completed"
        return self._run

    @property
    def run(self) -> "RunPage":
        """The run page."""
        return self.following.page

    @property
    def controller(self) -> "Controller":
        """What holds the session."""
        return self.following.controller

    # ---- a session

    def follow(self, path: str, level: int, *, first: int = 0, start: bool = True) -> bool:
        """Open a routine on the run page and start it; whether that was possible."""
        self.complete()
        self.following.stop()
        timeline = self._timeline_of(path, level)
        if timeline is None:
            return False
        self._go_to(self.run, timeline.name)
        self.following.follow(timeline, path, first, start)
        return True

    def resume(self, session: "Session", broken_off: "BrokenOff") -> None:
        """Go to the run page with a session that broke off; it waits there, paused."""
        self._go_to(self.run, session.timeline.name)
        self.following.resume(session, broken_off)

    @property
    def is_following(self) -> bool:
        """Whether the run page is shown."""
        return self._on_run()

    @property
    def is_busy(self) -> bool:
        """Whether a session runs or waits on the run page: nobody is to be disturbed."""
        return self._on_run() and self.following.goes_on

    def _on_run(self) -> bool:
        return self._run is not None and self._stack.currentWidget() is self._run.page

    def set_movements(self, movements: "Mapping[str, Movement]") -> None:
        """Take the movements by key, for their figures."""
        drawn = {key: movement.figure() for key, movement in movements.items()}
        self.complete()
        self.following.set_figures({key: figure for key, figure in drawn.items() if figure is not None})
        self.library.set_movements(movements)

    # ---- pages

    def open(self, feature: Feature, what: str = "") -> None:
        """Go to a part of the window; nothing while a routine is followed, but for sounds where it stands still."""
        if not (self.is_busy if feature is Feature.SOUND_CHECK else self._on_run()):
            self._open_feature(feature, what)

    def window(self) -> QWidget:
        """The widget that dialogs stand on."""
        return self

    def show_page(self, page: QWidget, title: str, tell: Callable[[str], None] | None = None) -> None:
        """Show a page of a feature; not while a session is followed. A list has a calm line of its own, `tell`."""
        if self.is_following:
            return
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            if tell is not None:
                self._tells[page] = tell
        self._go_to(page, title)

    @property
    def is_list_shown(self) -> bool:
        """Whether one of the lists is shown, which can be left for another page at any time."""
        return self._stack.currentWidget() in (self.library, *self._tells)

    def is_shown(self, page: QWidget) -> bool:
        """Whether this page fills the window."""
        return self._stack.currentWidget() is page

    def _go_to(self, page: QWidget, title: str) -> None:
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"{title} – TrunkTimer")

    def show_library(self) -> None:
        """Go back to the routines."""
        left_run = self._on_run()
        if self._run is not None:
            self._run.leave_compact()
        self._stack.setCurrentWidget(self.library)
        self.setWindowTitle("TrunkTimer")
        if self.isFullScreen():
            self.toggle_full_screen()
        self.library.focus_list()
        if left_run:
            self.session_left.emit()

    def level(self) -> int:
        """The level that is chosen in the library."""
        return self.library.level()

    # ---- what is said

    def tell(self, text: str, *, aloud: bool = True) -> None:
        """Say something in a calm line on the page that is shown, for a time."""
        self._messages.tell(text, aloud=aloud)

    def set_standing_message(self, text: str) -> None:
        """Say something that holds until it is taken back (as that there is no sound)."""
        self._messages.set_standing(text)

    @property
    def standing_message(self) -> str:
        """What holds now; empty if all is well."""
        return self._messages.standing

    def _say_on_lists(self, text: str) -> None:
        self.library.set_message(text)
        for tell in self._tells.values():
            tell(text)

    def _say_on_run(self, text: str) -> None:
        if self._run is not None:
            self._run.set_message(text, self._messages.standing)

    # ---- preferences

    @property
    def preferences(self) -> Preferences:
        """As they are now."""
        return self._preferences

    def change(self, preferences: Preferences) -> None:
        """Take new preferences: each part follows what concerns it."""
        before, self._preferences = self._preferences, preferences
        if preferences.level != before.level:
            self.library.set_level(preferences.level)
        self._take_look()
        if self._run is not None:
            self._run.take_preferences(preferences)
        self.preferences_changed.emit(preferences)

    def _take_look(self) -> None:
        preferences = self._preferences
        theme = theme_for(preferences.theme.value, QApplication.styleHints().colorScheme())
        application = QApplication.instance()
        if isinstance(application, QApplication) and (theme is not LOOK.theme or not application.styleSheet()):
            apply_theme(application, theme)
        if preferences.text_scale != LOOK.text_scale:
            rescale_texts(preferences.text_scale)
        LOOK.change(theme=theme, reduced_motion=preferences.reduced_motion)

    # ---- keys and the window itself

    @property
    def key_table(self) -> "KeyTable":
        """What each key means; there since `complete`."""
        return self.following.keys

    def ask_before_closing(self, may_close: Callable[[], bool], keep: Callable[[], object] = lambda: None) -> None:
        """Have the window stay open as long as `may_close` says no; `keep` is called where nobody can be asked."""
        self._guards.append(may_close)
        self._keeps.append(keep)

    def close_unasked(self) -> None:
        """Close as the close button does, but without questions: what is not saved is kept to be offered again."""
        self._asks = False
        with ExitStack() as ending:  # each is done, whatever bug is in another
            for keep in self._keeps:
                ending.callback(keep)
            if self._run is not None:
                ending.callback(self._run.controller.close)
        self.close()

    def may_close(self) -> bool:
        """Whether nothing would be lost, or a person says that it may be."""
        return all(guard() for guard in self._guards)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the run page; the list of keys and full screen everywhere."""
        self.complete()
        if self.following.takes(event) or press_by_place(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in."""
        self._files.drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add dropped files to the library."""
        self._files.drop(event)

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
        return isinstance(event, QKeyEvent) and self._run is not None and self._run.is_taught(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Redraw again once the window can be seen."""
        super().showEvent(event)
        if self._run is not None:
            self._run.controller.set_watched(True)

    def changeEvent(self, event: QEvent) -> None:
        """Draw nothing while the window is minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self._run is not None:
            self._run.page.show_full_screen(self.isFullScreen())
            self._run.controller.set_watched(not self.isMinimized())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a session is ended by closing the window."""
        event.accept()
        if self._asks:
            if self._run is not None and self._run.is_under_way:
                event.ignore()
                self._run.ask_end(self.close)
                return
            if not self.may_close():
                event.ignore()
                return
            if self._run is not None:
                self._run.controller.close()
