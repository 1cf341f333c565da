"""The window's start: what is needed for its first look, and nothing else. The rest is imported once it was painted."""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from trunktimer.commands.start import Start
from trunktimer.desktop.end_watch import EndWatch
from trunktimer.desktop.meeting_place import ACTIVATION_TOKEN, may_be_taken, socket_name
from trunktimer.foundation.first_bugs import catch_first_bugs
from trunktimer.foundation.places import Places, find_places
from trunktimer.foundation.translation import ENGLISH, language_code, tr
from trunktimer.preferences.chosen_language import use_chosen_language
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.ui.kit.fonts import interface_font, load_fonts
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.window_state import WindowState
from trunktimer.ui.main_window import MainWindow

if TYPE_CHECKING:  # behind the one door
    from trunktimer.app.application import Application
    from trunktimer.foundation.clock import Clock
    from trunktimer.routine.timeline import Timeline
    from trunktimer.ui.run.controller import Controller


class WindowShell(QObject):
    """The window as it is seen first, its list still empty.

    `path` is a routine to be shown first, `start` how it is followed at once; `clock` is that of sessions.

    Attributes:
        is_lost: whether something that was done could be written nowhere to the end.
    """

    def __init__(
        self, places: Places, path: Path | None = None, start: Start | None = None, clock: "Clock | None" = None
    ) -> None:
        super().__init__()
        self._places = places
        self._path = str(path.absolute()) if path else ""
        self._start = start
        self._clock = clock
        self._application: Application | None = None
        self.is_lost = False
        preferences = read_preferences(places.config)
        LOOK.change(text_scale=preferences.text_scale)
        QApplication.setFont(interface_font())
        self.window = MainWindow(
            preferences,
            self._timeline,
            self._make_controller,
            self._open_feature,
        )
        self.memory = WindowState(places.state)
        self.memory.restore(self.window)
        self.window.first_painted.connect(self.begin)

    def made(self) -> "Application":
        """The parts behind the window, made at the first call, which comes after the first look."""
        if self._application is None:
            from trunktimer.app import application

            made = application.Application(self.window, self.memory, self._places, self._path, self._start, self._clock)
            self._application = made
        return self._application

    def begin(self) -> None:
        """What waits until the window can be seen."""
        # What reads routines needs libraries that take their time: they are fetched beside all else.
        threading.Thread(target=import_module, args=("trunktimer.app.routine_files",), daemon=True).start()
        self.made().begin()

    def _timeline(self, path: str, level: int) -> "Timeline | None":
        return self.made().routines.timeline(path, level)

    def _make_controller(self) -> "Controller":
        return self.made().make_controller()

    def _open_feature(self, feature: Feature, what: str) -> None:
        self.made().open_feature(feature, what)

    def end(self) -> None:
        """Close what must be closed, and keep what was changed."""
        if self._application is not None:
            self._application.end()
            self.is_lost = self._application.history.is_lost
            self._application = None

    def end_with(self, code: int) -> None:
        """End the program without a question, with an exit code, from within whatever dialog is open."""
        QApplication.setQuitOnLastWindowClosed(False)  # that would end with another code
        self.window.close_unasked()
        QApplication.exit(code)  # all loops end, and no dialog begins another one

    def commit(self) -> None:
        """The desktop's session ends: what is to be kept must be kept when this returns."""
        self.end_with(0)
        self.end()


def handed_over(places: Places, file: Path | None, command: str, level: int | None = None, first: int = 0) -> bool:
    """Whether another start's window, which is there already, took over what this one was asked for."""
    name = socket_name(places.state, os.environ)
    if not may_be_taken(name):
        return False
    from trunktimer.desktop.one_instance import Request, hand_over

    path = str(file.absolute()) if file is not None else ""
    request = Request(file=path, command=command, level=level, first=first, token=os.environ.get(ACTIVATION_TOKEN, ""))
    return hand_over(name, request)


def run_window(places: Places, path: Path | None = None, start: Start | None = None) -> int:
    """Show the window until it is closed; gives the exit code. `start` follows `path` at once.

    Where a window is open already, it takes over; a start with settings of its own (speed, player, no sound) gets a
    window of its own. The language in use is that of `use_chosen_language`, which who calls this has called.
    """
    plan = start or Start()
    if start is None or plan == Start(level=plan.level, first=plan.first, edits=plan.edits):
        command = "show" if start is None else "edit" if plan.edits else "play"
        if handed_over(places, path, command, None if start is None else plan.level, plan.first):
            print(tr("TrunkTimer is open already; its window was brought to the front."))
            return 0
    application = QApplication(sys.argv[:1])
    application.setApplicationName("TrunkTimer")
    application.setDesktopFileName("trunktimer")
    application.setStyle("Fusion")
    if language_code() != ENGLISH.code:
        from trunktimer.ui.kit.qt_language import follow_language

        follow_language(application)
    load_fonts(places.assets / "fonts", "*-[BR]*.otf")  # the weights of the first look
    application.setFont(interface_font())
    signals = EndWatch()
    shell = WindowShell(places, path, start)
    signals.asked.connect(shell.end_with, Qt.ConnectionType.QueuedConnection)  # it comes from a thread
    signals.listen()
    application.commitDataRequest.connect(shell.commit)
    shell.window.show()
    try:
        code = application.exec()
    finally:
        shell.end()
    return code or int(shell.is_lost)


def main() -> int:
    """The window, as a desktop starts it."""
    places = find_places()
    catch_first_bugs(places.state)
    use_chosen_language(places)
    return run_window(places, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
