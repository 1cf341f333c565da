"""The journal in a thread of its own, so that no disk ever holds up the window."""

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from trunktimer.history.store.writer import HistoryWriter

RETRY_S: Final = 5.0

Work = Callable[[HistoryWriter], object]


class HistoryWriterThread:
    """Does its work in the order in which it was given. Waits without waking; tries again every few seconds if need be.

    `make` makes the journal, in the thread. `failed` gets what work raised: a bug, which is told and stops nothing.

    Attributes:
        waits: whether something could not be written to the history so far.
        spool: the file in which that lies meanwhile, if it lies in one.
        is_lost: whether it could be written nowhere to the end.
    """

    def __init__(
        self, make: Callable[[], HistoryWriter], failed: Callable[[BaseException], object], *, retry_s: float = RETRY_S
    ) -> None:
        self._make = make
        self._failed = failed
        self._retry_s = retry_s
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self.waits = self.is_lost = False
        self.spool: Path | None = None
        self._thread = threading.Thread(target=self._run, daemon=True, name="journal")
        self._thread.start()

    def submit(self, work: Work) -> None:
        """Have `work` done soon."""
        self._work.put(work)

    def close(self, wait_s: float) -> bool:
        """Do what was given so far, close the journal; whether that was done within `wait_s` seconds."""
        self._work.put(None)
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        writer = self._make()
        try:
            while True:
                try:
                    work = self._work.get(timeout=self._retry_s if writer.has_fault else None)
                except queue.Empty:
                    work = HistoryWriter.write
                if work is None:
                    return
                self._do(work, writer)
        finally:
            self._do(HistoryWriter.close, writer)
            self.is_lost = writer.is_lost

    def _do(self, work: Work, writer: HistoryWriter) -> None:
        try:
            work(writer)
        except Exception as bug:  # told through the program's one hook; the thread must go on for the next step
            self._failed(bug)
        self.waits, self.spool = writer.waits, writer.spool
