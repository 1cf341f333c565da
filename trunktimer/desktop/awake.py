"""Keeps the screen on while a session runs. Knows neither Qt nor sessions; both shells use it."""

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trunktimer.foundation.translation import tr

if TYPE_CHECKING:
    from wakepy.core import DBusAdapter, DBusMethodCall

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
                from wakepy import keep
            except ImportError:
                self._say(tr("The screen may go dark during this session: the package wakepy is not installed."))
                self._wait_until(wanted=False)
                continue
            lines: list[DBusAdapter] = []
            mode = keep.presenting(on_fail="pass", dbus_adapter=_lines_to_the_desktop(lines))
            mode.__enter__()
            if mode.active:
                self._say("")
            else:
                self._say(tr("The screen may go dark during this session: the desktop has no way to keep it on."))
            self._wait_until(wanted=False)
            with contextlib.suppress(RuntimeError):  # it did not answer: what it holds for a line ends with the line
                mode.__exit__(None, None, None)
            for line in lines:
                line.close_connections()

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


def _lines_to_the_desktop(opened: "list[DBusAdapter]") -> "type[DBusAdapter] | None":
    """What wakepy talks to a desktop with message bus through; each that is made is added to `opened`.

    It bears this program's name, which desktops show, and can be closed also where the desktop refused.
    """
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:  # Windows and macOS have no such bus
        return None

    class Line(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            opened.append(self)

        def process(self, call: "DBusMethodCall") -> object:
            named = {"wakepy": "TrunkTimer", "wakelock active": tr("A session is running.")}
            call.args = tuple(named.get(value, value) if isinstance(value, str) else value for value in call.args)
            return super().process(call)

    return Line
