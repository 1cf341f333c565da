"""The one reader of the clocks, for both shells: a monotonic one for sessions, the one on the wall for records."""

import os
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # imported when a session begins: at the start each import counts
    from trunktimer.core.record import WallTime

_ZONE_LINK: Final = Path("/etc/localtime")


class Clock:
    """Milliseconds since it was made, `speed` times as fast as the clock on the wall."""

    def __init__(self, speed: float = 1.0) -> None:
        self._started_ns = time.monotonic_ns()
        self._speed = speed

    def now_ms(self) -> int:
        """The reading that a session knows."""
        return round((time.monotonic_ns() - self._started_ns) * self._speed / 1_000_000)

    def to_ns(self, at_ms: int) -> int:
        """Such a reading as monotonic nanoseconds."""
        return self._started_ns + round(at_ms * 1_000_000 / self._speed)


def wall_time() -> "WallTime":
    """This moment, with the offset of the person's zone."""
    from trunktimer.core.record import WallTime

    now_ns = time.time_ns()
    offset = datetime.fromtimestamp(now_ns / 1_000_000_000).astimezone().utcoffset()
    return WallTime(now_ns // 1_000_000, round(offset.total_seconds() / 60) if offset is not None else 0)


def today() -> int:
    """The day on the wall, counted from 1970-01-01."""
    return wall_time().day


def file_stamp() -> str:
    """The present date and time as part of a file's name."""
    return datetime.now().strftime("%Y-%m-%dT%H-%M-%S")


def zone_name() -> str:
    """The name of the person's time zone, such as "Europe/Berlin"; only its letters where the system does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if "/" in named:
        return named
    try:
        _, found, name = str(_ZONE_LINK.resolve()).partition("/zoneinfo/")
    except OSError:
        found = name = ""
    return name if found else (datetime.now().astimezone().tzname() or "")
