"""Where the starts of the program meet: the name of the socket on which the first one listens. It opens nothing."""

import os
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

#: The variable by which a desktop says that a window may come to the front.
ACTIVATION_TOKEN: Final = "XDG_ACTIVATION_TOKEN"


def socket_name(state: Path, environment: Mapping[str, str]) -> str:
    """Where the first one listens: a path that only this person can reach, or on Windows the name of a pipe.

    Another screen or another folder of data is another first one.
    """
    screen = environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY") or ""
    key = f"{state}|{screen}"
    mark = f"{zlib.crc32(key.encode()):08x}"
    if sys.platform == "win32":
        return f"trunktimer-{environment.get('USERNAME', '')}-{mark}"
    folder = environment.get("XDG_RUNTIME_DIR") or str(state)
    return str(Path(folder) / f"trunktimer-{mark}.socket")


def may_be_taken(name: str) -> bool:
    """Whether a first one listens there, as far as that is known at once: for most starts none does.

    A first one that was killed leaves its socket behind: Qt's network, which takes ten milliseconds, is not imported
    to find nobody there.
    """
    if sys.platform == "win32":
        return True
    try:
        if os.lstat(name).st_uid != os.getuid():  # what a person opens is nobody else's business
            return False
    except OSError:
        return False
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        asked.setblocking(False)
        try:
            asked.connect(name)
        except BlockingIOError:
            return True  # it is there, and busy
        except OSError:
            return False
    return True
