"""A graph as plain values: numbers, and the same in words. Draws nothing, and does not know what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from trunktimer.foundation.durations import MINUTE_MS
from trunktimer.foundation.translation import later
from trunktimer.history.reader import HistoryReader
from trunktimer.session.record import SetRecord
from trunktimer.ui.kit.plot_shape import Shape

_STEPS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600)
_MOST_STEPS: Final = 5  # between 0 and the top of a plot
_MINUTES_FROM_MS: Final = 180_000  # what is less than this at its most is told in seconds
#: Stands in a table where there is nothing.
NONE: Final = "–"
#: What the axis of values is called, by the unit of a graph.
UNITS: Final[Mapping[str, str]] = {
    "minutes": later("Minutes"),
    "seconds": later("Seconds"),
    "seconds a hold": later("Seconds a hold"),
    "0 to 10": later("0 to 10"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Values of one kind, one for each place; `None` where there is nothing. `role` names a colour of the theme."""

    name: str
    shape: Shape
    role: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it has no value at all."""
        return all(value is None for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A plot: places (weeks, movements or sets), what is drawn at each, and each in words.

    `lying` bars grow to the right, with the names of the places on the left and `ends` on the right. Weeks have
    `first_week` in place of names. `ticks` are the marks of the axis of values from 0 to `top`; `unit` is the key of
    its name in `UNITS`. `head` and `rows` are the table with the same numbers. `empty` says why there is nothing to
    be seen.
    """

    title: str
    unit: str
    layers: tuple[Layer, ...] = ()
    top: float = 1.0
    ticks: tuple[float, ...] = (0.0,)
    first_week: int | None = None
    places: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    summary: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = ""

    @property
    def lying(self) -> bool:
        """Whether the bars lie."""
        return self.first_week is None

    @property
    def length(self) -> int:
        """How many places there are along the axis."""
        return len(self.told)


def scale_of(most: float) -> tuple[float, tuple[float, ...]]:
    """The top of an axis that holds `most`, and its marks."""
    step = next((step for step in _STEPS if most <= step * _MOST_STEPS), None) or most / _MOST_STEPS
    marks = max(1, -int(-most // step))
    return marks * step, tuple(step * mark for mark in range(marks + 1))


def time_unit(most_ms: float) -> tuple[str, int]:
    return ("minutes", MINUTE_MS) if most_ms >= _MINUTES_FROM_MS else ("seconds", 1_000)


class ProgressPlots(Protocol):
    """What is asked of the plots of progress; it must be a widget."""

    def set_past(self, past: HistoryReader, today: int) -> None:
        """Show the history as it is on the day `today`."""
        ...


class SetsPlot(Protocol):
    """What is asked of a plot of the sets of one session; it must be a widget."""

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        """Show planned against actual of these sets."""
        ...
