"""A moment by the clock on the wall. Who reads that clock is not known here."""

from dataclasses import dataclass

from trunktimer.foundation.durations import DAY_MS, MINUTE_MS


@dataclass(frozen=True, slots=True, order=True)
class WallTime:
    """A moment: milliseconds since 1970 in UTC, and by how many minutes the clock on the wall was ahead of UTC."""

    utc_ms: int
    offset_min: int = 0

    @property
    def day(self) -> int:
        """The day on the wall, counted from 1970-01-01."""
        return (self.utc_ms + self.offset_min * MINUTE_MS) // DAY_MS
