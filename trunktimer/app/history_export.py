"""The window's export of the history: written in a thread, with progress and a way to stop. It asks for nothing."""

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from trunktimer.commands.history_files import format_rows, locale_decimal_point
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.history.columns import Grain
from trunktimer.history.csv.cells import PLAIN, excel_form
from trunktimer.history.csv.export import Cancelled, column_names, export_file, write_history
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.store.history_store import read_history
from trunktimer.history.store.places import HistoryFolder

_CLOSE_S: Final = 2.0


class HistoryExporter(QObject):
    """One export at a time."""

    _progressed = Signal(int, int)  # from the thread that writes
    _ended = Signal(str, bool)

    def __init__(self, places: Places, stamp: Callable[[], str]) -> None:
        super().__init__()
        self._folder = HistoryFolder(places.history)
        self._stamp = stamp
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress_told: Callable[[int, int], None] = lambda done, total: None
        self._end_told: Callable[[str, bool], None] = lambda sentence, good: None
        self._progressed.connect(self._tell_progress)
        self._ended.connect(self._tell_end)

    def columns(self) -> Mapping[str, Sequence[str]]:
        """The names of the columns by what a row is."""
        return {grain.value: column_names(grain) for grain in Grain}

    def start(
        self, request: ExportRequest, progressed: Callable[[int, int], None], ended: Callable[[str, bool], None]
    ) -> None:
        """Begin to write; `progressed` is told sessions done and all, `ended` a sentence and whether it is good."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._progress_told, self._end_told = progressed, ended
        self._cancelled.clear()
        self._thread = threading.Thread(target=self._run, args=(request,), daemon=True, name="export")
        self._thread.start()

    def _tell_progress(self, done: int, total: int) -> None:
        self._progress_told(done, total)

    def _tell_end(self, sentence: str, good: bool) -> None:
        self._end_told(sentence, good)

    def cancel(self) -> None:
        """Stop; what stood in the file before stays there."""
        self._cancelled.set()

    def close(self) -> None:
        """Stop, and wait until nothing half written is left."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(_CLOSE_S)

    def _run(self, request: ExportRequest) -> None:
        try:
            sentence, good = self._write(request), True
        except Cancelled:
            sentence, good = tr("The export was stopped; no file was changed."), False
        except TrunkTimerError as error:
            sentence, good = str(error), False
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._ended.emit(sentence, good)

    def _write(self, request: ExportRequest) -> str:
        form = excel_form(locale_decimal_point()) if request.excel else PLAIN
        with contextlib.closing(read_history(self._folder, self._stamp())) as past:
            count = past.count(request.wanted)

            def told(done: int) -> None:
                if self._cancelled.is_set():
                    raise Cancelled
                self._progressed.emit(done, count)

            rows = export_file(Path(request.path), partial(write_history, past, request, form, told))
        return tr("{rows} written to {place}.", rows=format_rows(Grain(request.grain), rows, count), place=request.path)
