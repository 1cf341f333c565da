"""One place for bugs: they are written to a log and told in a sentence, and the session goes on."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from trunktimer.core.translation import tr

#: A log larger than this is begun anew; the old one is kept beside it.
LARGEST_BYTES = 1_000_000


def write_log(path: Path, text: str) -> bool:
    """Append `text` with the time to the log; whether that was possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text}\n")
    except OSError:
        return False
    return True


def catch_bugs(path: Path, tell: Callable[[str], None]) -> None:
    """From now on, write each uncaught exception to the log at `path` and `tell` a person of it.

    `tell` is also called from the threads in which they happen.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if issubclass(kind, KeyboardInterrupt):
            return
        if write_log(path, text):
            said = tr(
                "Something in TrunkTimer went wrong ({kind}). Details are in {path}. The session goes on.",
                kind=kind.__name__,
                path=path,
            )
        else:
            said = tr(
                "Something in TrunkTimer went wrong ({kind}). The details could not be written to the log. "
                "The session goes on.",
                kind=kind.__name__,
            )
        tell(said)

    def thread_hook(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            hook(found.exc_type, found.exc_value, found.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
