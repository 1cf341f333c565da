"""What is said in the calm line of the page that is shown: for a time, or until it is taken back."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from trunktimer.ui.kit.announcing import announce

_SHORT_MS: Final = 4_000
_LONG_MS: Final = 12_000  # where nobody is in the middle of a hold, there is time to read


class Messages:
    """One line for all pages of a window.

    `show_on_lists` and `show_on_run` put a text where it is seen; `is_following` tells whether the run page is shown.
    """

    def __init__(
        self,
        window: QWidget,
        is_following: Callable[[], bool],
        show_on_lists: Callable[[str], None],
        show_on_run: Callable[[str], None],
    ) -> None:
        self._window = window
        self._is_following = is_following
        self._show_on_lists = show_on_lists
        self._show_on_run = show_on_run
        self.standing = ""
        self._timer = QTimer(window)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_standing)

    def tell(self, text: str, *, aloud: bool = True) -> None:
        """Say something for a time; not `aloud` where a screen reader has said it already."""
        if aloud:
            announce(self._window, text)
        if self._is_following():
            self._show_on_run(text)
            self._timer.start(_SHORT_MS)
        else:
            self._show_on_lists(text)
            self._timer.start(_LONG_MS)

    def set_standing(self, text: str) -> None:
        """Say something that holds until it is taken back with an empty text (as that there is no sound)."""
        if text != self.standing:
            announce(self._window, text)
        self.standing = text
        if not self._timer.isActive():  # what was just said is read first
            self._show_standing()

    def tell_of_session(self, text: str) -> None:
        """Say on the run page what the session tells, until it takes it back with an empty text."""
        self._timer.stop()
        announce(self._window, text)
        self._show_on_run(text or self.standing)

    def _show_standing(self) -> None:
        self._show_on_lists(self.standing)
        self._show_on_run(self.standing)
