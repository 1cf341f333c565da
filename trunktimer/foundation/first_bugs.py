"""Bugs of the start, before anything is there that tells of bugs. What writes them is imported when one comes."""

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

LOG_NAME: Final = "trunktimer.log"


def catch_first_bugs(folder: Path) -> None:
    """From now on an uncaught exception is written to the log in `folder` and to the terminal.

    `bug_log.catch_bugs`, which is called once the window was seen, takes the place of this.
    """

    def take_over() -> None:
        from trunktimer.foundation.bug_log import BugLog, catch_bugs

        catch_bugs(BugLog(folder / LOG_NAME), lambda kind, text, kept, times: None)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        take_over()
        sys.excepthook(kind, error, trace)

    def thread_hook(told: threading.ExceptHookArgs) -> None:
        take_over()
        threading.excepthook(told)

    sys.excepthook = hook
    threading.excepthook = thread_hook
