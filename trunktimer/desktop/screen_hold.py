"""The screen kept on through wakepy, which takes a while to import: `awake` imports this module when first asked."""

import contextlib

from wakepy import keep
from wakepy.core import DBusAdapter, DBusMethodCall

from trunktimer.foundation.translation import tr


class Hold:
    """Keeps the screen on from its making until `end`, if the desktop can: that is `active`."""

    def __init__(self) -> None:
        self._lines: list[DBusAdapter] = []
        self._mode = keep.presenting(on_fail="pass", dbus_adapter=_lines_to_the_desktop(self._lines))
        self._mode.__enter__()

    @property
    def active(self) -> bool:
        """Whether the screen is kept on."""
        return self._mode.active

    def end(self) -> None:
        """Let the screen go dark, and close the lines to the desktop."""
        with contextlib.suppress(RuntimeError):  # it did not answer: what it holds for a line ends with the line
            self._mode.__exit__(None, None, None)
        for line in self._lines:
            line.close_connections()


try:
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
except ImportError:  # Windows and macOS have no such bus

    def _lines_to_the_desktop(opened: list[DBusAdapter]) -> type[DBusAdapter] | None:
        return None

else:

    def _lines_to_the_desktop(opened: list[DBusAdapter]) -> type[DBusAdapter] | None:
        """What wakepy talks to a desktop with message bus through; each that is made is added to `opened`.

        It bears this program's name, which desktops show, and can be closed also where the desktop refused.
        """

        class Line(JeepneyDBusAdapter):
            def __init__(self) -> None:
                super().__init__()
                opened.append(self)

            def process(self, call: DBusMethodCall) -> object:
                named = {"wakepy": "TrunkTimer", "wakelock active": tr("A session is running.")}
                call.args = tuple(named.get(value, value) if isinstance(value, str) else value for value in call.args)
                return super().process(call)

        return Line
