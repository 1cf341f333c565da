"""Times as a sheet says them, beside plain ones: counted in breaths, or ended by the person who does it."""

from dataclasses import dataclass
from typing import Final

from trunktimer.foundation.durations import Span

#: How long a breath is, in and out, where nobody says it: about that of slow breathing, ten or twelve a minute.
USUAL_BREATH_MS: Final = 5_000
MOST_BREATHS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Rising(Span):
    """A range of rest that becomes longer with the level. Of any other one the longer end is at level 0."""


@dataclass(frozen=True, slots=True)
class Breaths:
    """A number of breaths, or a range of numbers; how long one is, the routine or the preferences say."""

    low: int
    high: int

    @property
    def is_range(self) -> bool:
        """Whether the two ends differ."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """A time that goes on until the person says "done".

    Attributes:
        aim: what is aimed at ("40 s+"); of a rest the least ("30 s+"). `None` where there is none ("max", "as needed").
        limit: where it ends by itself ("max 2 min"); `None` where it does not.
    """

    aim: Span | Breaths | None = None
    limit: Span | Breaths | None = None


#: A time that is as long as it is written.
Fixed = Span | Breaths
#: A time of work or of a rest.
Timing = Span | Breaths | OpenEnd


def span_of(time: Fixed, breath_ms: int) -> Span:
    """A time in milliseconds, with breaths of `breath_ms`."""
    return time if isinstance(time, Span) else Span(time.low * breath_ms, time.high * breath_ms)
