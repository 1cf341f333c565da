"""Whether there is a message bus to talk to: asking Qt where there is none could start one. Knows no service."""

import os
import sys
from pathlib import Path


def has_session_bus() -> bool:
    """Whether the desktop has a session bus that runs already."""
    if sys.platform in ("win32", "darwin"):
        return False
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (bool(runtime) and (Path(runtime) / "bus").exists())


def has_system_bus() -> bool:
    """Whether the machine has a system bus."""
    if sys.platform in ("win32", "darwin"):
        return False
    usual = (Path("/run/dbus/system_bus_socket"), Path("/var/run/dbus/system_bus_socket"))
    return bool(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")) or any(path.exists() for path in usual)
