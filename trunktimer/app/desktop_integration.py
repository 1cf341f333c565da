"""What is around the window: bugs that must be told, other starts of the program that hand over what they were to open,
and the desktop, which keeps its screen on, goes to sleep and passes media keys on."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from trunktimer.desktop.meeting_place import ACTIVATION_TOKEN, socket_name
from trunktimer.desktop.one_instance import OneInstance
from trunktimer.desktop.session_listener import SessionListener
from trunktimer.foundation.bug_log import BugLog, catch_bugs
from trunktimer.foundation.first_bugs import LOG_NAME
from trunktimer.foundation.places import Places
from trunktimer.foundation.private_files import make_private_folder
from trunktimer.session.effects import Effect
from trunktimer.session.session import Session
from trunktimer.ui.main_window import MainWindow

if TYPE_CHECKING:  # behind a door
    from trunktimer.ui.kit.bug_window import BugWindow


class DesktopIntegration(QObject):
    """For one window. `asked` carries a `Request` of another start, after the window came to the front.

    `fault_changed` carries the sentence for a person whose screen may go dark, or an empty text.
    """

    asked = Signal(object)
    fault_changed = Signal(str)
    _found = Signal(str, bool)  # bugs are also found in threads

    def __init__(self, window: MainWindow, places: Places) -> None:
        super().__init__()
        self._window = window
        self._places = places
        self._log = BugLog(places.state / LOG_NAME)
        self._bugs: BugWindow | None = None
        self._instance: OneInstance | None = None
        self._session_listener: SessionListener | None = None
        self._found.connect(self._show_bug, Qt.ConnectionType.QueuedConnection)
        catch_bugs(self._log, lambda _kind, text, kept, times: self._found.emit(text, kept) if times == 1 else None)

    def begin(self) -> None:
        """What waits until the window can be seen."""
        self._log.watch_for_crashes()
        try:
            make_private_folder(self._places.state)
        except OSError:
            return  # without a folder there is no first one
        self._instance = OneInstance(socket_name(self._places.state, os.environ), self)
        self._instance.asked.connect(self._take)
        self._instance.listen()

    def accompany(
        self, clock_ms: Callable[[], int], speed: float, when_written: Callable[[Callable[[], object]], object]
    ) -> None:
        """Have screen, sleep and media keys follow the window's sessions. `when_written` is as in `SessionListener`."""
        controller = self._window.controller
        session_listener = SessionListener(controller, clock_ms, speed=speed, when_written=when_written, parent=self)
        controller.display_changed.connect(session_listener.follow)
        session_listener.fault_changed.connect(self.fault_changed)
        session_listener.raise_requested.connect(self.raise_window)
        session_listener.quit_requested.connect(self._window.close)
        self._session_listener = session_listener

    def on_effects(self, session: "Session", effects: "Sequence[Effect]") -> None:
        """What a session told."""
        if self._session_listener is not None:
            self._session_listener.on_effects(session, effects)

    def leave_session(self) -> None:
        """Let the screen go dark, and the machine sleep: before what a session wrote is closed."""
        if self._session_listener is not None:
            self._session_listener.close()

    def end(self) -> None:
        """Let everything go."""
        if self._instance is not None:
            self._instance.close()
        self._log.close()

    def _take(self, request: object) -> None:
        token = getattr(request, "token", "")
        if token:
            os.environ[ACTIVATION_TOKEN] = token  # Wayland lets only those come to the front who show one
        self.raise_window()
        os.environ.pop(ACTIVATION_TOKEN, None)
        self.asked.emit(request)

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self._window.isMinimized():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _show_bug(self, text: str, kept: bool) -> None:
        from trunktimer.ui.kit.bug_window import BugWindow

        if self._bugs is None:
            self._bugs = BugWindow(str(self._log.path), self._window)
        session = self._window.controller.session if self._window.is_following else None
        self._bugs.add(text, kept, session is not None and session.goes_on)
