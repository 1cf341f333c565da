"""The window's files of the history: written and read in a thread, with a way to stop. It asks for nothing."""

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from trunktimer.commands.history_files import format_added, format_rows, locale_decimal_point
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.history.columns import Grain
from trunktimer.history.csv.cells import PLAIN, excel_form
from trunktimer.history.csv.export import Cancelled, column_names, counted, export_file, write_history
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.csv.reading import HistoryFiles, check_history
from trunktimer.history.store.history_store import change_history, read_history
from trunktimer.history.store.places import HistoryFolder

_CLOSE_S: Final = 2.0


class HistoryExporter(QObject):
    """One export or import at a time."""

    _progressed = Signal(int, int)  # from the thread that writes
    _ended = Signal(str, bool)
    _checked = Signal(object)

    def __init__(self, places: Places, stamp: Callable[[], str]) -> None:
        super().__init__()
        self._folder = HistoryFolder(places.history)
        self._stamp = stamp
        self._notes = places.state
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress_told: Callable[[int, int], None] = lambda done, total: None
        self._end_told: Callable[[str, bool], None] = lambda sentence, good: None
        self._progressed.connect(self._tell_progress)
        self._ended.connect(self._tell_end)
        self._checked.connect(self._tell_checked)
        self._check_told: Callable[[HistoryFiles | str], None] = lambda found: None

    def columns(self) -> Mapping[str, Sequence[str]]:
        """The names of the columns by what a row is."""
        return {grain.value: column_names(grain) for grain in Grain}

    def start(
        self, request: ExportRequest, progressed: Callable[[int, int], None], ended: Callable[[str, bool], None]
    ) -> None:
        """Begin to write; `progressed` is told sessions done and all, `ended` a sentence and whether it is good."""
        if not self._is_busy():
            self._progress_told, self._end_told = progressed, ended
            self._begin(
                lambda: self._say(lambda: self._write(request), tr("The export was stopped; no file was changed."))
            )

    def check(self, paths: Sequence[str], checked: Callable[[HistoryFiles | str], None]) -> None:
        """Begin to examine files; `checked` is told what is in them, or why they cannot be taken."""
        if self._is_busy():
            checked(tr("Other files are being read or written; try again when that is over."))
            return
        self._check_told = checked
        self._begin(lambda: self._examine([Path(path) for path in paths]))

    def take(self, files: HistoryFiles, ended: Callable[[str, bool], None]) -> None:
        """Begin to add what is in files that were examined; `ended` is told a sentence and whether it is good."""
        if self._thread is not None:
            self._thread.join()  # which examined them, and has told so
        self._end_told = ended
        self._begin(lambda: self._say(lambda: self._add(files), tr("The import was stopped.")))

    def _is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _begin(self, work: Callable[[], None]) -> None:
        self._cancelled.clear()
        self._thread = threading.Thread(target=work, daemon=True, name="history files")
        self._thread.start()

    def _tell_progress(self, done: int, total: int) -> None:
        self._progress_told(done, total)

    def _tell_end(self, sentence: str, good: bool) -> None:
        self._end_told(sentence, good)

    def _tell_checked(self, found: HistoryFiles | str) -> None:
        self._check_told(found)

    def cancel(self) -> None:
        """Stop; what stood in the file before stays there."""
        self._cancelled.set()

    def close(self) -> None:
        """Stop, and wait until nothing half written is left."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(_CLOSE_S)

    def _say(self, work: Callable[[], str], stopped: str) -> None:
        try:
            sentence, good = work(), True
        except Cancelled:
            sentence, good = stopped, False
        except TrunkTimerError as error:
            sentence, good = str(error), False
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._ended.emit(sentence, good)

    def _write(self, request: ExportRequest) -> str:
        form = excel_form(request.decimal or locale_decimal_point()) if request.excel else PLAIN
        with contextlib.closing(read_history(self._folder, self._stamp())) as past:
            count = past.count(request.wanted)

            def told(done: int) -> None:
                if self._cancelled.is_set():
                    raise Cancelled
                self._progressed.emit(done, count)

            rows = export_file(Path(request.path), partial(write_history, past, request, form, told), notes=self._notes)
        return tr("{rows} written to {place}.", rows=format_rows(Grain(request.grain), rows, count), place=request.path)

    def _examine(self, paths: Sequence[Path]) -> None:
        found: HistoryFiles | str
        try:
            found = check_history(paths, cancelled=self._cancelled.is_set, skip_bad=True)
        except Cancelled:
            return
        except TrunkTimerError as error:
            found = str(error)
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._checked.emit(found)

    def _add(self, files: HistoryFiles) -> str:
        def told(done: int) -> None:
            if self._cancelled.is_set():
                raise Cancelled

        with contextlib.closing(change_history(self._folder, self._stamp())) as history:
            return format_added(files, *history.add(counted(files.records(), told)))
