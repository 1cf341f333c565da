"""Changes between the full window and the small one: one of the two is there, the session goes on. Paints nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trunktimer.session.display import Display
from trunktimer.session.transitions import Action
from trunktimer.ui.run.compact_window import CompactWindow
from trunktimer.ui.run.controller import Controller


class CompactController(QObject):
    """`press` is told each key of the small window; `full` is the window that hides meanwhile."""

    def __init__(self, full: QWidget, controller: Controller, press: Callable[[QKeyEvent], None]) -> None:
        super().__init__(full)
        self._full = full
        self._controller = controller
        self._placed = False
        window = self.window = CompactWindow()
        window.key_pressed.connect(press)
        window.back_requested.connect(self.close)
        window.pause_requested.connect(controller.press_space)
        window.done_requested.connect(lambda: controller.act(Action.DONE))
        window.seen_changed.connect(self._seen_changed)

    @property
    def is_open(self) -> bool:
        """Whether the small window has taken the place of the full one."""
        return self.window.isVisible()

    def open(self, title: str) -> None:
        """Show the small window and hide the full one."""
        if self.is_open:
            return
        self.window.setWindowTitle(title)
        if not self._placed:
            self._placed = True
            self.window.stand_in_corner()
        self.window.show()
        self._full.hide()
        self._controller.set_watched(True)
        self.window.activateWindow()
        self.window.setFocus()

    def close(self) -> None:
        """Show the full window again and hide the small one."""
        if not self.is_open:
            return
        self._full.show()  # before the other goes: a program without a window ends
        self.window.hide()
        self._controller.set_watched(True)
        self._full.activateWindow()

    def show_display(self, display: Display) -> None:
        """Show a moment of the session."""
        self.window.show_display(display)

    def _seen_changed(self, seen: bool) -> None:
        if self.is_open:  # minimised: nothing is drawn
            self._controller.set_watched(seen)
