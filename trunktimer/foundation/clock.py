"""The one reader of the clocks, for both shells: a monotonic one for sessions, the one on the wall for records."""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from trunktimer.foundation.moments import moment_token
from trunktimer.foundation.wall_time import WallTime

_ETC: Final = Path("/etc")
_DAY_S: Final = 86_400
_HALF_YEAR_S: Final = 182 * _DAY_S
#: The same zones without and with leap seconds, and files beside the zones that name none.
_KINDS: Final = ("posix/", "right/")
_NO_NAMES: Final = frozenset({"localtime", "posixrules"})
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
    return WallTime(now_ns // 1_000_000, round(offset_s(now_ns / 1_000_000_000) / 60))


def wall_time_at(on_wall_ms: int) -> WallTime:
    """The moment at which the wall here shows a time, in milliseconds since 1970; the earlier of two."""
    ahead = sorted({offset_s(on_wall_ms / 1_000 + shift_s) // 60 for shift_s in (-_DAY_S, _DAY_S)}, reverse=True)
    moments = [WallTime(on_wall_ms - minutes * 60_000, minutes) for minutes in ahead]
    shown = [one for one in moments if offset_s(one.utc_ms / 1_000) // 60 == one.offset_min]
    return (shown or moments)[0]


def today() -> int:
    """The day on the wall, counted from 1970-01-01."""
    return wall_time().day


def file_stamp() -> str:
    """The present date and time as part of a file's name."""
    return moment_token(wall_time())[:19].replace(":", "-")


def offset_s(utc_s: float) -> int:
    """By how many seconds the clocks on the wall are ahead of UTC at a moment, given in seconds since 1970 in UTC.

    As the system has it now, and not as it was when the program began.
    """
    if hasattr(time, "tzset"):
        time.tzset()
    named = _named()
    if named.startswith(("/", *_KINDS)):  # of such a name tzset reads the file only once, and leap seconds confuse it
        zone = _zone(_plain(_linked(named))) or _zone(Path(named))
        ahead = datetime.fromtimestamp(utc_s, zone).utcoffset() if zone is not None else None
        if ahead is not None:
            return round(ahead / timedelta(seconds=1))
    return time.localtime(utc_s).tm_gmtoff


def zone_name(etc: Path = _ETC) -> str:
    """The IANA name of the person's time zone, such as "Europe/Berlin", or else its distance from UTC: "+01:00".

    `etc` is where the system says which one it is.
    """
    now_s = time.time()
    for name in map(_plain, _names(etc)):
        if name not in _NO_NAMES and _is_here(name, now_s):
            return name
    ahead_s = offset_s(now_s)
    hours, minutes = divmod(abs(ahead_s) // 60, 60)
    return f"{'-' if ahead_s < 0 else '+'}{hours:02}:{minutes:02}"


def _names(etc: Path) -> list[str]:
    """What the zone might be called, the best first."""
    named = _named()
    if not named and "TZ" in os.environ:
        return ["UTC"]  # as the C library has it
    if named and not named.startswith("/") and named not in _NO_NAMES:
        return [named]
    system = os.path.realpath(etc / "localtime")
    file = os.path.realpath(named) if named.startswith("/") else system
    return [_linked(file), *(_first_word(etc / "timezone") if file == system else ())]


def _linked(file: str) -> str:
    """What the system calls the zone whose file, or a link to it, this is; a name as it is."""
    return os.path.realpath(file).partition("/zoneinfo/")[2] if file.startswith("/") else file


def _plain(name: str) -> str:
    return next((name.removeprefix(kind) for kind in _KINDS if name.startswith(kind)), name)


def _named() -> str:
    return os.environ.get("TZ", "").removeprefix(":")


def _first_word(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split()[:1]
    except (OSError, ValueError):
        return []


def _is_here(name: str, now_s: float) -> bool:
    """Whether there is a zone of this name, and its clocks go as those here, in summer and in winter."""
    zone = _zone(name)
    moments = (now_s, now_s - _HALF_YEAR_S, now_s + _HALF_YEAR_S)
    return zone is not None and all(
        datetime.fromtimestamp(at_s, zone).utcoffset() == timedelta(seconds=offset_s(at_s)) for at_s in moments
    )


def _zone(named: str | Path) -> tzinfo | None:
    """The zone of a name or of a file; `None` if there is no such."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # late: seldom asked for, and not for the first look

    try:
        if isinstance(named, str):
            return ZoneInfo(named)
        with named.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
