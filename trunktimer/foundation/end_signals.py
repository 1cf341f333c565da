"""The signals by which a system asks a program to end, and what has to be done for one of them."""

import contextlib
import os
import signal
import stat
import sys
from typing import Final

#: Ctrl+C, a plain kill, a terminal that is closed (Windows has another one for that); those that there are here.
END_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


def leave_terminal() -> None:
    """Write to nowhere from now on, where a terminal is written to: it is gone, and each word would be a fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            if stat.S_ISCHR(os.fstat(stream.fileno()).st_mode):  # one that is gone says that it is no terminal
                os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
