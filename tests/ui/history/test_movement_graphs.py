"""What plots say of movements."""

import pytest

from tests.plots import LAST, a_movement, series
from trunktimer.history.stats import by_movement
from trunktimer.ui.history.graph import Graph
from trunktimer.ui.history.movement_graphs import held_graph, tension_graph, tension_totals
from trunktimer.ui.kit.plot_shape import Shape


def test_the_mean_hold_stands_against_target_and_least() -> None:
    graph = held_graph(series([a_movement(LAST), a_movement(LAST - 1, hold_min_ms=300_000)]))
    assert graph.told[-3:] == (
        "Week of 2 Nov: not held",
        "Week of 9 Nov: held 12.5 s in the mean; target 15 s",
        "Week of 16 Nov: held 12.5 s in the mean; target 15 s, least 10 s",
    )
    box, held = graph.layers
    assert (box.low[-1], box.values[-1], held.values[-1]) == (10.0, 15.0, 12.5)
    assert graph.rows[-1] == ("16 Nov 2026", "12.5 s", "15 s", "10 s")
    assert graph.top >= 15
    assert [layer.name for layer in graph.layers] == ["From least to target", "Held (mean)"]
    assert held_graph(series([a_movement(LAST, hold_min_ms=300_000)])).layers[0].name == "Target"


def test_time_under_tension_is_in_minutes_or_in_seconds() -> None:
    long, short = tension_graph(series([a_movement(LAST)])), tension_graph(series([a_movement(LAST, work_ms=45_000)]))
    assert (long.unit, long.layers[0].values[-1], long.told[-1]) == ("minutes", 5.0, "Week of 16 Nov: 5 min")
    assert (short.unit, short.layers[0].values[-1], short.told[-1]) == ("seconds", 45.0, "Week of 16 Nov: 45 s")
    assert short.layers[0].values[:-1] == (None,) * 11


def test_movements_are_compared_by_their_sums_the_longest_first() -> None:
    rows = [a_movement(LAST), a_movement(LAST - 1), a_movement(LAST, "squat", "Squat", work_ms=1_800_000)]
    graph = tension_totals(by_movement(rows, LAST - 11, LAST))
    assert graph.places == ("Squat", "Bridge") and graph.ends == ("30 min", "10 min")
    assert graph.told[0] == "Squat: 30 min under tension, 75% of all"
    assert graph.summary == "40 min under tension, 2 movements"


def test_many_movements_are_gathered_in_the_plot_and_all_in_the_table() -> None:
    rows = [a_movement(LAST, f"m{at}", f"M {at}", work_ms=60_000 * (at + 1)) for at in range(30)]
    graph = tension_totals(by_movement(rows, LAST - 11, LAST))
    assert len(graph.places) == len(graph.told) == len(graph.layers[0].values) < 16
    assert graph.places[0] == "M 29" and graph.places[-1] == f"{30 - len(graph.places) + 1} others"
    assert len(graph.rows) == 30
    assert sum(value or 0 for value in graph.layers[0].values) == pytest.approx(sum(range(31)))


def test_a_movement_without_work_is_in_no_plot() -> None:
    rows = [a_movement(LAST, work_ms=0)]
    assert tension_totals(by_movement(rows, LAST - 11, LAST)).empty
    assert tension_graph(series(rows)).empty == "Bridge was not done in these weeks."
    assert held_graph(series([a_movement(LAST, holds=0)])).empty == "Bridge was not held in these weeks."


def test_lying_bars_keep_their_values_beside_them() -> None:
    graph = tension_totals(by_movement([a_movement(LAST)], LAST - 11, LAST))
    assert graph.lying and len(graph.ends) == len(graph.places) == graph.length
    assert graph.layers[0].shape is Shape.BAR
    assert not Graph(title="", unit="", first_week=3).lying
