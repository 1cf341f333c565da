"""What part of a timeline is seen, at which scale: zooming, panning, marks along it, snapping. Knows no Qt."""

from dataclasses import dataclass, replace
from typing import Final

from trunktimer.foundation.durations import Span, format_clock
from trunktimer.routine.retiming import Edge, retimed

LEAST_SEEN_MS: Final = 2_000
SNAP_MS: Final = 1_000
FINE_SNAP_MS: Final = 100
_SECONDS: Final = (1, 2, 5, 10, 15, 30)
_STRIDES_MS: Final = tuple(
    number * unit_ms
    for unit_ms, numbers in ((1_000, _SECONDS), (60_000, _SECONDS), (3_600_000, (1, 2, 4, 8)))
    for number in numbers
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch `[start_ms, start_ms + seen_ms]` of a timeline of `total_ms`. Never beyond its ends."""

    total_ms: float
    start_ms: float
    seen_ms: float

    @classmethod
    def whole(cls, total_ms: float) -> "Reach":
        """All of a timeline; of one that is empty, a minute."""
        total_ms = total_ms or 60_000
        return cls(total_ms, 0, total_ms)

    @property
    def is_whole(self) -> bool:
        """Whether all is seen."""
        return self.seen_ms >= self.total_ms

    @property
    def end_ms(self) -> float:
        """Where it ends."""
        return self.start_ms + self.seen_ms

    def zoomed(self, factor: float, about_ms: float) -> "Reach":
        """Larger by `factor` (smaller below 1); what lies at `about_ms` stays where it is on the screen."""
        seen_ms = min(max(self.seen_ms / factor, min(LEAST_SEEN_MS, self.total_ms)), self.total_ms)
        share = (about_ms - self.start_ms) / self.seen_ms
        return replace(self, start_ms=about_ms - share * seen_ms, seen_ms=seen_ms).within()

    def panned(self, by_ms: float) -> "Reach":
        """Farther along by so much."""
        return replace(self, start_ms=self.start_ms + by_ms).within()

    def showing(self, first_ms: float, last_ms: float) -> "Reach":
        """Moved just so far that a stretch is seen; of one that is longer, its beginning."""
        room_ms = self.seen_ms * 0.06
        start_ms = self.start_ms
        if last_ms > self.end_ms:
            start_ms = last_ms + room_ms - self.seen_ms
        if first_ms < start_ms:
            start_ms = first_ms - room_ms
        return replace(self, start_ms=start_ms).within()

    def of_total(self, total_ms: float) -> "Reach":
        """The same stretch at the same scale of a timeline that is now longer or shorter; all, if all was seen."""
        whole = Reach.whole(total_ms)
        if self.is_whole:
            return whole
        return replace(self, total_ms=whole.total_ms).within()

    def within(self) -> "Reach":
        """Put back between the ends."""
        seen_ms = min(self.seen_ms, self.total_ms)
        start_ms = min(max(0.0, self.start_ms), self.total_ms - seen_ms)
        return replace(self, start_ms=start_ms, seen_ms=seen_ms)


def time_marks(start_ms: float, end_ms: float, most: float) -> list[tuple[float, str]]:
    """Marks at round times with their names, `most` of them at most."""
    seen_ms = max(1.0, end_ms - start_ms)
    fits = (stride_ms for stride_ms in _STRIDES_MS if seen_ms / stride_ms <= max(1.0, most))
    stride_ms = next(fits, _STRIDES_MS[-1])
    first = max(0, -int(-start_ms // stride_ms))
    return [(at * stride_ms, format_clock(at * stride_ms)) for at in range(first, int(end_ms // stride_ms) + 1)]


def mesh_ms(ms_per_px: float) -> int:
    """The grid on which times snap at a scale: as fine as the mouse can point, never finer than a second."""
    return next((mesh for mesh in (SNAP_MS, 5_000, 10_000, 15_000, 30_000) if ms_per_px <= mesh * 0.75), 60_000)


def snapped(edge: Edge, new_ms: float, grid_ms: int) -> Span:
    """What to write so that an edge comes near `new_ms`: a plain time on the grid, a range moved by whole meshes."""
    base_ms = edge.now_ms if edge.span.is_range else 0
    return retimed(edge, base_ms + round((new_ms - base_ms) / grid_ms) * grid_ms)
