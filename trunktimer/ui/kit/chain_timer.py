"""A timer that is set anew each time it runs out. A bug on the way is told like any other, and does not end it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

AFTER_BUG_MS: Final = 200  # not at once: a bug that comes each time must not take the whole processor

#: What is done, which gives in how many milliseconds the next time is; `None` for never.
Look = Callable[[], float | None]


class ChainTimer(QTimer):
    """Does `look` each time it runs out, and is set anew by what that gives."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self.run)

    def run(self, look: Look | None = None) -> None:
        """Do `look` (else what it was made with) now, and set the time of the next one."""
        wait_ms: float | None = AFTER_BUG_MS
        try:
            wait_ms = (look or self._look)()
        finally:
            if wait_ms is None:
                self.stop()
            else:
                self.start(round(wait_ms))
