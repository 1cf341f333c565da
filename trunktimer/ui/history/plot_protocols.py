"""What pages ask of plots. The plots themselves come late, since pyqtgraph and numpy take half a second."""

from collections.abc import Sequence
from typing import Protocol

from trunktimer.history.reader import HistoryReader
from trunktimer.session.record import SetRecord


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
