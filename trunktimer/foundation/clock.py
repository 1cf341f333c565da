"""The one reader of the clocks, for both shells: a monotonic one for sessions, the one on the wall for records."""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from trunktimer.foundation.wall_time import WallTime

_ZONE_LINK: Final = Path("/etc/localtime")
_HELD_UP_NS: Final = 50_000_000
#: Of two clocks that differ by nothing but sleep, more than they can seem to differ between two readings.
EXACT_NS: Final = 100_000_000
#: Of the wall clock, which is also set: time servers move it by less (what they slew is milliseconds between two
#: readings, a step after a bad start seconds), daylight saving not at all. One set by hand by more does look like a
#: sleep: then the session pauses, and nothing is lost. A shorter nap pauses it too where the next tick comes late.
WALL_NS: Final = 10_000_000_000


class Clock:
    """Milliseconds since it was made, `speed` times as fast as the clock on the wall.

    It goes on while the machine sleeps, which the monotonic clock of Linux and macOS does not. `monotonic_ns` is that
    one, `slept_ns` tells how long the machine has slept in all; sounds are placed on the monotonic clock.
    """

    def __init__(
        self,
        speed: float = 1.0,
        *,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
        slept_ns: Callable[[], int] | None = None,
    ) -> None:
        self._speed = speed
        self._monotonic_ns = monotonic_ns
        self._slept_ns = slept_ns or sleep_meter()
        self._started_ns = monotonic_ns()
        self._slept_before_ns = self._slept_ns()

    def now_ms(self) -> int:
        """The reading that a session knows."""
        return round((self._monotonic_ns() - self._started_ns + self._asleep_ns()) * self._speed / 1_000_000)

    def slept_ms(self) -> int:
        """How much of the reading the machine has slept in all. Read it before `now_ms`, which then includes it."""
        return round(self._asleep_ns() * self._speed / 1_000_000)

    def to_ns(self, at_ms: int) -> int:
        """Such a reading as monotonic nanoseconds, for what lies after the last sleep."""
        return self._started_ns - self._asleep_ns() + round(at_ms * 1_000_000 / self._speed)

    def _asleep_ns(self) -> int:
        return self._slept_ns() - self._slept_before_ns


class SleepMeter:
    """How long the machine has slept since this was made: how far `through_ns` has run ahead of `monotonic_ns`.

    A lead that grows by less than `least_ns` between two calls is no sleep but a clock that is corrected; nor is one
    that shrinks. Any thread may call.
    """

    def __init__(self, monotonic_ns: Callable[[], int], through_ns: Callable[[], int], least_ns: int) -> None:
        self._monotonic_ns = monotonic_ns
        self._through_ns = through_ns
        self._least_ns = least_ns
        self._lock = threading.Lock()
        self._slept_ns = 0
        self._lead_ns: int | None = None

    def __call__(self) -> int:
        """The sum of all sleeps noticed so far, in nanoseconds."""
        with self._lock:
            before_ns = self._monotonic_ns()
            through_ns = self._through_ns()
            after_ns = self._monotonic_ns()
            if after_ns - before_ns > _HELD_UP_NS:
                return self._slept_ns  # held up between the readings, which so belong to different moments
            lead_ns = through_ns - after_ns
            if self._lead_ns is not None and lead_ns - self._lead_ns >= self._least_ns:
                self._slept_ns += lead_ns - self._lead_ns
            self._lead_ns = lead_ns
            return self._slept_ns


def sleep_meter() -> SleepMeter:
    """The best there is: exact on Linux and macOS, which have a clock that goes on in sleep; else the wall clock.

    On Windows the monotonic clock itself goes on, so a sleep is seen there as a tick that comes late.
    """
    if sys.platform == "linux":
        return SleepMeter(time.monotonic_ns, lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME), EXACT_NS)
    elif sys.platform == "darwin":  # noqa: RET505 - so mypy knows that each platform has a branch of its own
        return SleepMeter(time.monotonic_ns, lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW), EXACT_NS)
    else:
        return SleepMeter(time.monotonic_ns, time.time_ns, WALL_NS)


def wall_time() -> WallTime:
    """This moment, with the offset of the person's zone."""
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
