"""The plots over the weeks of the history: which of them, of which movement, over how many weeks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import later, tr, trn, written
from trunktimer.history.reader import HistoryReader, WeekFigures, week_of
from trunktimer.history.stats import MovementSeries, by_movement
from trunktimer.ui.history.graph import Graph
from trunktimer.ui.history.movement_graphs import held_graph, tension_graph, tension_totals
from trunktimer.ui.history.plot_panel import GraphPanel
from trunktimer.ui.history.week_graphs import minutes_graph, pain_graph
from trunktimer.ui.kit.choice_box import ChoiceBox
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.styled import keep_styled

PERIODS: Final = (12, 26, 52)  # weeks
_KINDS: Final = (
    later("Minutes a week"),
    later("Time under tension"),
    later("Held against target"),
    later("Pain and effort"),
)


class HistoryPlots(QWidget):
    """The plots over the weeks of the history, one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: HistoryReader | None = None
        self._today = 0
        self._weeks: Sequence[WeekFigures] = ()
        self._movements: Sequence[MovementSeries] = ()
        self._fault = ""  # why the history cannot be read
        self._movement: tuple[str, str] | None = None  # that was chosen; `None` for all of them
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName(tr("Plot"))
        for name in _KINDS:
            self.kinds.addItem(tr(name))
        self.movements = ChoiceBox()
        self.movements.setAccessibleName(tr("Movement"))
        self.periods = ChoiceBox()
        self.periods.setAccessibleName(tr("Period"))
        for weeks in PERIODS:
            self.periods.addItem(trn("{n} week", "{n} weeks", weeks), weeks)
        self.panel = GraphPanel()
        choices = QHBoxLayout()
        choices.setSpacing(10)
        choices.addWidget(self.kinds)
        choices.addWidget(self.movements, 3)
        choices.addStretch(1)
        choices.addWidget(self.periods)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(choices)
        whole.addWidget(self.panel, 1)
        keep_styled(self, page_style_sheet)
        self.movements.setMinimumContentsLength(8)
        self.movements.setMaximumWidth(360)
        self.movements.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.currentIndexChanged.connect(self._kind_chosen)
        self.movements.activated.connect(self._movement_chosen)
        self.periods.currentIndexChanged.connect(self._read)

    # ---- what it is told

    def set_past(self, past: HistoryReader, today: int) -> None:
        """Show the weeks up to that of `today` (a day since 1970-01-01)."""
        self._past, self._today = past, today
        self._read()

    def save_plot(self, path: Path) -> None:
        """Write the plot that is shown. Raises `TrunkTimerError` if that fails."""
        self.panel.save_plot(path)

    # ---- what happens

    def _read(self) -> None:
        if self._past is None:
            return
        last = week_of(self._today)
        first = last - int(self.periods.currentData()) + 1
        self._fault = ""
        try:
            self._weeks = self._past.weeks(first, last)
            self._movements = by_movement(self._past.movement_weeks(first, last), first, last)
        except TrunkTimerError as error:
            self._weeks, self._movements, self._fault = (), (), str(error)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        kind = self.kinds.currentIndex()
        offered = [one for one in self._movements if kind == 1 or any(ms is not None for ms in one.held_ms)]
        self.movements.setVisible(kind in (1, 2) and bool(offered))
        self.movements.clear()
        if kind == 1:
            self.movements.addItem(tr("All movements"), None)
        for one in sorted(offered, key=lambda one: written(one.name).casefold()):
            self.movements.addItem(written(one.name), _id(one))
        names = [self.movements.itemData(at) for at in range(self.movements.count())]
        most_done = _id(offered[0]) if offered else None
        wanted = self._movement if self._movement in names else None if kind == 1 else most_done
        self.movements.setCurrentIndex(names.index(wanted) if wanted in names else 0)
        self._show()

    def _movement_chosen(self) -> None:
        self._movement = self.movements.currentData()
        self._show()

    def _show(self) -> None:
        last = week_of(self._today)
        first = last - int(self.periods.currentData()) + 1
        chosen = self.movements.currentData()
        one = next((one for one in self._movements if _id(one) == chosen), None)
        match self.kinds.currentIndex():
            case _ if self._fault:
                graph = Graph(title=self.kinds.currentText(), unit="", empty=self._fault)
            case 0:
                graph = minutes_graph(self._weeks, first, last)
            case 1 if one is None:
                graph = tension_totals(self._movements)
            case 1 if one is not None:
                graph = tension_graph(one)
            case 2 if one is None:
                graph = Graph(title=tr("Held against target"), unit="", empty=tr("Nothing was held in these weeks."))
            case 2 if one is not None:
                graph = held_graph(one)
            case _:
                graph = pain_graph(self._weeks, first, last)
        self.panel.show_graph(graph)


def _id(one: MovementSeries) -> tuple[str, str]:
    """How a movement is known, whatever it was called."""
    return (one.movement, "" if one.movement else one.name)
