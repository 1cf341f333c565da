"""The file of the log of bugs, and what it says of the machine. Imported with the first bug: it takes milliseconds."""

import logging
import platform
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from trunktimer import __version__
from trunktimer.foundation.private_files import make_private, make_private_file, make_private_folder

LARGEST_BYTES: Final = 500_000
OLD_LOGS: Final = 2  # kept beside the log, as .1 and .2


class BugFile:
    """The log at `path`, made with its folder; at `LARGEST_BYTES` it becomes an old one. Raises `OSError`."""

    def __init__(self, path: Path) -> None:
        make_private_folder(path.parent)
        make_private_file(path)
        self._path = path
        self._handler = RotatingFileHandler(path, maxBytes=LARGEST_BYTES, backupCount=OLD_LOGS, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s"))

    def append(self, text: str) -> bool:
        """Write `text` with the moment and the system; whether the file it had is an old log now. Raises `OSError`."""
        record = logging.LogRecord("trunktimer", logging.ERROR, "", 0, f"{system_text()}\n{text}", None, None)
        turned = bool(self._handler.shouldRollover(record))
        if turned:
            self._handler.doRollover()
            make_private(self._path)
        stream = self._handler.stream
        assert stream is not None, "it is opened with the handler"
        stream.write(self._handler.format(record) + "\n")
        stream.flush()
        return turned

    def close(self) -> None:
        """Let the file go."""
        self._handler.close()


def system_text() -> str:
    """The versions that a report of a bug needs."""
    qt = sys.modules.get("PySide6.QtCore")
    shown = f", Qt {qt.qVersion()}" if qt is not None else ""
    return f"TrunkTimer {__version__}, Python {platform.python_version()}{shown}, {platform.platform()}"
