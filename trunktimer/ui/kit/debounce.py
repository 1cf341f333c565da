"""Waits for a pause in what comes again and again, such as typing, but not for ever."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer


class Debounce(QTimer):
    """`timeout` comes `quiet_ms` after the last `touch`, and at the latest `longest_ms` after the first one.

    `now_ms` reads a clock that never goes back; without it, it is that of Qt.
    """

    def __init__(
        self, quiet_ms: int, longest_ms: int, parent: QObject, *, now_ms: Callable[[], int] | None = None
    ) -> None:
        super().__init__(parent)
        self._quiet_ms, self._longest_ms = quiet_ms, longest_ms
        self._since = QElapsedTimer()
        self._since.start()
        self._now_ms = now_ms or self._since.elapsed
        self._latest_ms = 0
        self.setSingleShot(True)

    def touch(self) -> None:
        """Something came: wait for the pause after it."""
        now_ms = self._now_ms()
        if not self.isActive():
            self._latest_ms = now_ms + self._longest_ms
        self.start(max(0, min(self._quiet_ms, self._latest_ms - now_ms)))

    def flush(self) -> None:
        """Wait no longer, if something came."""
        if self.isActive():
            self.stop()
            self.timeout.emit()
