"""Hears from logind that the machine is about to sleep, and holds it for a moment. How long it slept: `clock.py`."""

import contextlib
import os
import threading
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from trunktimer.desktop.buses import has_system_bus
from trunktimer.foundation.translation import tr

_SERVICE: Final = "org.freedesktop.login1"
_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = "org.freedesktop.login1.Manager"
_ON_PREPARE: Final[Any] = SLOT("_prepare(bool)")  # PySide's stubs want bytes, PySide itself text


class SleepWatch(QObject):
    """`about_to_sleep` comes before the machine sleeps, `woke` after it. Without logind nothing ever comes.

    While `watch(True)` holds, the machine waits before it sleeps (for five seconds, as logind is usually set up)
    until `let_go` is called, so that what `about_to_sleep` leads to is written by then.
    """

    about_to_sleep = Signal()
    woke = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: QDBusConnection | None = None
        self._watched = False
        self._call: QDBusPendingCallWatcher | None = None
        self._lock = threading.Lock()
        self._held: int | None = None
        if has_system_bus():
            bus = QDBusConnection.systemBus()
            if bus.isConnected() and bus.connect(_SERVICE, _PATH, _MANAGER, "PrepareForSleep", self, _ON_PREPARE):
                self._bus = bus

    def watch(self, watched: bool) -> None:
        """Say whether there is something to be written before the machine sleeps."""
        if watched == self._watched:
            return
        self._watched = watched
        if watched:
            self._ask()
        else:
            self.let_go()

    def let_go(self) -> None:
        """The machine may sleep. Any thread may call."""
        with self._lock:
            held, self._held, self._watched = self._held, None, False
        if held is not None:
            with contextlib.suppress(OSError):
                os.close(held)

    def close(self) -> None:
        """Hear nothing any more, and hold nothing."""
        if self._bus is not None:
            self._bus.disconnect(_SERVICE, _PATH, _MANAGER, "PrepareForSleep", self, _ON_PREPARE)
            self._bus = None
        self.watch(False)

    def _ask(self) -> None:
        """Ask logind to be waited for; the answer comes when it comes."""
        if self._bus is None or self._call is not None:
            return
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _MANAGER, "Inhibit")
        message.setArguments(
            ["sleep", "TrunkTimer", tr("A session is running: it is paused and written down."), "delay"]
        )
        self._call = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        self._call.finished.connect(self._answered)

    @Slot(QDBusPendingCallWatcher)
    def _answered(self, call: QDBusPendingCallWatcher) -> None:
        reply = call.reply()
        self._call = None
        call.deleteLater()
        answer = reply.arguments()
        if reply.type() is not QDBusMessage.MessageType.ReplyMessage or not answer:
            return  # no logind, or it refuses: then the pause is written as quickly as it can be
        number = os.dup(answer[0].fileDescriptor())
        with self._lock:
            before, self._held = self._held, number
        if before is not None:
            os.close(before)
        if not self._watched:
            self.let_go()

    @Slot(bool)
    def _prepare(self, sleeps: bool) -> None:
        if sleeps:
            self.about_to_sleep.emit()
        else:
            self.woke.emit()
