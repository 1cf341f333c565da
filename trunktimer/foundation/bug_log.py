"""The log of bugs: what went wrong, for who mends it. It holds nothing of what a person noted of a session."""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final

from trunktimer.foundation.private_files import make_private_file, make_private_folder

if TYPE_CHECKING:  # imported with the first bug
    from trunktimer.foundation.bug_file import BugFile

#: What has one of these words in its path here may bear a note, pain or effort in what a bug of it says: all rooms of
#: the history, what records a session, and what is reckoned from both. Of such a bug only kind and place are kept.
_PRIVATE: Final = ("history", "record", "program")
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_LEFT_OUT: Final = "(what it says is left out: it may hold what you noted of a session)"
_TOLD_AT: Final = frozenset({1, 10, 100, 1_000, 10_000})  # a bug in what is painted comes thirty times a second


class BugLog:
    """Writes bugs to the file at `path`, and the stacks of all threads if the program crashes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BugFile | None = None
        self._crashes: IO[str] | None = None
        self._times: dict[str, int] = {}
        self._lock = threading.Lock()

    def watch_for_crashes(self) -> None:
        """From now on a crash in foreign code (a segmentation fault) leaves its stacks in the log."""
        try:
            make_private_folder(self.path.parent)
            make_private_file(self.path)
            self._crashes = self.path.open("a", encoding="utf-8")
            faulthandler.enable(self._crashes)
        except (OSError, RuntimeError):
            self._crashes = None

    def close(self) -> None:
        """Let the file go."""
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(self, error: BaseException) -> tuple[str, bool, int]:
        """Write a bug down; gives its text, whether the log could be written, and how often this bug has come by now.

        A bug that comes again and again is written at the first, tenth, hundredth time and so on.
        """
        with self._lock:
            text = bug_text(error)
            times = self._times[text] = self._times.get(text, 0) + 1
            if times not in _TOLD_AT:
                return text, True, times
            return text, self._append(text if times == 1 else f"{text}(for the {times}th time)\n"), times

    def _append(self, text: str) -> bool:
        from trunktimer.foundation.bug_file import BugFile

        try:
            if self._file is None:
                self._file = BugFile(self.path)
            if self._file.append(text) and self._crashes is not None:  # the file it had is an old log now
                self._crashes.close()
                self.watch_for_crashes()
        except OSError:
            return False
        return True


def bug_text(error: BaseException) -> str:
    """An exception with its causes, as a traceback, without what may be private."""
    parts: list[str] = []
    for link, one in _chain(error):
        said = traceback.format_exception_only(one)
        if is_private(one):
            said = [f"{type(one).__qualname__} {_LEFT_OUT}\n"]
        trace = traceback.format_tb(one.__traceback__)
        parts.append("".join([*(["Traceback (most recent call last):\n"] if trace else []), *trace, *said]) + link)
    return "".join(parts)


def is_private(error: BaseException) -> bool:
    """Whether the text of an exception may hold what a person noted of a session: it passed through such a room."""
    trace = error.__traceback__
    while trace is not None:
        if _is_private_place(Path(trace.tb_frame.f_code.co_filename)):
            return True
        trace = trace.tb_next
    return False


def _is_private_place(file: Path) -> bool:
    try:
        inside = file.resolve().relative_to(_PACKAGE)
    except ValueError:  # of a library
        return False
    return any(word in part for part in inside.parts for word in _PRIVATE)


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The causes of an exception, the first one first, each with the words that lead on to the next."""
    chain: list[tuple[str, BaseException]] = [("", error)]
    seen = {id(error)}
    one = error
    while True:
        cause = one.__cause__
        before = cause if cause is not None else None if one.__suppress_context__ else one.__context__
        if before is None or id(before) in seen:
            break
        seen.add(id(before))
        chain.append(("\nwhich was the cause of\n\n" if cause is not None else "\nand in handling that\n\n", before))
        one = before
    return reversed(chain)


def catch_bugs(log: BugLog, found: Callable[[str, str, bool, int], None]) -> None:
    """From now on each uncaught exception, also of a thread, is written to log and terminal, and told to `found`.

    `found` is called in the thread of the bug with its kind, its text, whether the log could be written, and how
    often it has come.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        text, kept, times = log.write(error.with_traceback(trace))
        if times == 1 and sys.stderr is not None:  # a program without a terminal has none on Windows
            sys.stderr.write(text)
        found(kind.__name__, text, kept, times)

    def thread_hook(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            hook(told.exc_type, told.exc_value, told.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
