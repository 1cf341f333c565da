"""The system asks the program to end: Ctrl+C in its terminal, a plain kill, a terminal that is closed."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from trunktimer.foundation.end_signals import END_SIGNALS, leave_terminal


class EndWatch(QObject):
    """From now on such a signal raises nothing in the middle of other work, and waits until `listen` is called.

    `asked` then tells of the first one with the exit code that belongs to it. A second Ctrl+C ends the program at
    once: one who presses it again waits for something that does not come. Signals that were ignored before, as under
    `nohup`, still are.
    """

    asked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._received, woken = _pair()
        for number in END_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _nothing)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)

    def listen(self) -> None:
        """Tell of the first signal, if it has come already or when it comes."""
        # In a thread, and not by a notifier: that would not hear the second Ctrl+C while the window is being closed.
        threading.Thread(target=self._listen, daemon=True, name="signals").start()

    def end_loops(self, code: int) -> None:
        """Leave all loops of events with an exit code; no dialog begins another one."""
        QCoreApplication.exit(code)

    def _listen(self) -> None:
        asked = False
        while received := self._received():
            for number in received:
                if number not in END_SIGNALS:
                    continue
                if asked and number == signal.SIGINT:
                    os._exit(128 + number)
                if not asked:
                    asked = True
                    if number == getattr(signal, "SIGHUP", None):
                        leave_terminal()
                    with contextlib.suppress(RuntimeError):  # the program is at its end already
                        self.asked.emit(128 + number)


def _pair() -> tuple[Callable[[], bytes], int]:
    """What waits for the numbers of signals, and the descriptor that they are written to."""
    if sys.platform == "win32":  # takes only a socket, which elsewhere would cost the start some milliseconds
        import socket

        reader, writer = socket.socketpair()
        writer.setblocking(False)
        return lambda: reader.recv(16), writer.detach()
    read_from, woken = os.pipe()
    os.set_blocking(woken, False)
    return lambda: os.read(read_from, 16), woken


def _nothing(number: int, frame: object) -> None:
    """What Python does with the signal; `EndWatch` hears of it by the descriptor."""
