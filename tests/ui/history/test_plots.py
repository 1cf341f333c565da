"""The plots of the history: which is shown, of which movement, over how many weeks."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.past import TODAY, FakeHistory, a_session, some_past
from tests.plots import HELD, MINUTES, PAIN, TENSION, history_plots
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.history.reader import WeekFigures
from trunktimer.session.record import Feedback
from trunktimer.ui.history.plots import PERIODS, HistoryPlots


class Unreadable(FakeHistory):
    """A history that cannot be read."""

    def weeks(self, since_week: int, until_week: int) -> list[WeekFigures]:
        raise TrunkTimerError("The history cannot be read; it is locked.")


@pytest.fixture
def plots(qtbot: QtBot) -> HistoryPlots:
    return history_plots(qtbot)


def test_each_plot_can_be_chosen_and_offers_movements_where_they_matter(plots: HistoryPlots) -> None:
    for kind, title, offered in (
        (MINUTES, "Minutes a week", None),
        (TENSION, "Time under tension", ["All movements", "Bridge", "Donkey kick"]),
        (HELD, "Held against target: Bridge", ["Bridge"]),
        (PAIN, "Pain and effort", None),
    ):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.graph.title == title
        assert not plots.panel.graph.empty
        assert plots.movements.isVisible() == (offered is not None)
        if offered is not None:
            assert [plots.movements.itemText(at) for at in range(plots.movements.count())] == offered


def test_a_movement_stays_chosen(plots: HistoryPlots) -> None:
    plots.kinds.setCurrentIndex(TENSION)
    plots.movements.setCurrentIndex(1)
    plots.movements.activated.emit(1)
    assert plots.panel.graph.title == "Time under tension: Bridge"
    plots.kinds.setCurrentIndex(PAIN)
    plots.periods.setCurrentIndex(2)
    plots.kinds.setCurrentIndex(TENSION)
    assert plots.panel.graph.title == "Time under tension: Bridge"
    assert plots.movements.currentText() == "Bridge"


@pytest.mark.parametrize("at", range(len(PERIODS)))
def test_a_period_shows_so_many_weeks_up_to_this_one(plots: HistoryPlots, at: int) -> None:
    plots.periods.setCurrentIndex(at)
    graph = plots.panel.graph
    assert graph.length == PERIODS[at] == len(graph.rows)
    assert graph.told[-1].startswith("Week of 16 Nov: ")


def test_an_empty_history_says_so_in_every_plot(plots: HistoryPlots) -> None:
    plots.set_past(FakeHistory(), TODAY)
    for kind in (MINUTES, TENSION, HELD, PAIN):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.nothing.isVisible() and plots.panel.nothing.text().endswith(".")
        assert plots.panel.told.text() == ""
        assert plots.panel.nothing.text() in plots.panel.chart.accessibleDescription()
    plots.set_past(some_past(TODAY), TODAY)
    assert not plots.panel.nothing.isVisible() and plots.panel.chart.isVisible()


def test_a_history_that_cannot_be_read_is_told_in_place(plots: HistoryPlots) -> None:
    plots.set_past(Unreadable(), TODAY)
    for kind in (MINUTES, TENSION, HELD, PAIN):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.nothing.isVisible()
        assert plots.panel.nothing.text() == "The history cannot be read; it is locked."
    plots.set_past(some_past(TODAY), TODAY)
    assert plots.panel.chart.isVisible()


def test_a_session_more_is_shown_when_the_past_is_given_again(plots: HistoryPlots) -> None:
    past = some_past(TODAY)
    before = plots.panel.graph.told[-1]
    session = replace(a_session(), uid="f" * 32, active_ms=3_600_000, feedback=Feedback(effort=9))
    past.add([(session, [])])
    plots.set_past(past, TODAY)
    assert plots.panel.graph.told[-1] != before and "min in" in plots.panel.graph.told[-1]
