"""Keeps the screen on while a session runs. Knows neither Qt nor sessions; both shells use it."""

import threading
from collections.abc import Callable
from typing import Final

from trunktimer.foundation.translation import tr

_CLOSE_S: Final = 1.0


class Awake:
    """The screen stays on between `keep` and `release`, which return at once: a thread talks to the desktop.

    The thread waits without a time limit, so nothing is polled. It is begun by the first `keep`, and only then is
    wakepy imported. `tell` is called in that thread: with a sentence where the screen cannot be kept on, with an
    empty text where it is.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._changed = threading.Condition()
        self._wanted = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def keep(self) -> None:
        """Keep the screen on from now on."""
        with self._changed:
            if self._closed:
                return
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="keep screen on")
                self._thread.start()
            self._changed.notify()

    def release(self) -> None:
        """Let the desktop turn the screen off again when it wants to."""
        with self._changed:
            self._wanted = False
            self._changed.notify()

    def close(self) -> None:
        """As `release`, for good; waits a moment for the desktop. What it does not get done ends with the program."""
        with self._changed:
            self._wanted, self._closed = False, True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_CLOSE_S)

    def _work(self) -> None:
        while self._wait_until(wanted=True):
            try:
                from trunktimer.desktop.screen_hold import Hold
            except ImportError:
                self._say(tr("The screen may go dark during this session: the package wakepy is not installed."))
                self._wait_until(wanted=False)
                continue
            hold = Hold()
            if hold.active:
                self._say("")
            else:
                self._say(tr("The screen may go dark during this session: the desktop has no way to keep it on."))
            self._wait_until(wanted=False)
            hold.end()

    def _wait_until(self, *, wanted: bool) -> bool:
        """Wait for a wish, or for its end; false if there will be none any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted is wanted)
            return not self._closed

    def _say(self, sentence: str) -> None:
        """Tell what came of a wish that still holds: it may have taken the desktop seconds to answer."""
        with self._changed:
            holds = self._wanted
        if holds:
            self._tell(sentence)
