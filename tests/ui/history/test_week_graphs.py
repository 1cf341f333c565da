"""What the plots over the weeks say of minutes, pain and effort."""

from tests.plots import LAST, a_movement, a_week, series
from trunktimer.ui.history.movement_graphs import held_graph
from trunktimer.ui.history.week_graphs import minutes_graph, pain_graph


def test_a_week_is_told_with_its_minutes_and_sessions() -> None:
    graph = minutes_graph([a_week(LAST - 2, complete=2), a_week(LAST)], LAST - 11, LAST)
    assert graph.told[-3] == "Week of 2 Nov: 34 min in 3 sessions, 2 done to the end; 45 min planned"
    assert graph.told[-2] == "Week of 9 Nov: nothing"
    assert graph.told[-1] == "Week of 16 Nov: 34 min in 3 sessions; 45 min planned"
    assert graph.summary == "1 h 8 min in 6 sessions, in 2 of 12 weeks"
    assert graph.rows[-1] == ("16 Nov 2026", "34 min", "3", "3", "45 min")
    planned, done = graph.layers
    assert done.values[-3:] == (34.0, None, 34.0) and planned.values[-1] == 45.0
    assert graph.top >= 45 and graph.ticks[0] == 0 and graph.ticks[-1] == graph.top


def test_a_week_of_another_year_says_its_year() -> None:
    graph = minutes_graph([a_week(LAST)], LAST - 51, LAST)
    assert graph.told[0].startswith("Week of 24 Nov 2025: ")
    assert graph.told[-1].startswith("Week of 16 Nov: ")


def test_weeks_out_of_the_period_do_not_count() -> None:
    inside = minutes_graph([a_week(LAST)], LAST - 11, LAST)
    assert (
        minutes_graph([a_week(LAST - 12, active_ms=9_999_999), a_week(LAST), a_week(LAST + 1)], LAST - 11, LAST)
        == inside
    )


def test_pain_and_effort_are_told_as_far_as_they_were_stated() -> None:
    rows = [
        a_week(LAST),
        a_week(LAST - 1, pain_after=None, effort=None),
        a_week(LAST - 2, pain_before=None, effort=None),
        a_week(LAST - 3, pain_before=None, pain_after=None, effort=None),
    ]
    graph = pain_graph(rows, LAST - 11, LAST)
    assert graph.told[-4:] == (
        "Week of 26 Oct: nothing was said",
        "Week of 2 Nov: pain after 2.5",
        "Week of 9 Nov: pain before 4",
        "Week of 16 Nov: pain before 4, after 2.5, effort 5",
    )
    assert graph.rows[-2:] == (("9 Nov 2026", "4.0", "–", "–"), ("16 Nov 2026", "4.0", "2.5", "5.0"))
    assert (graph.top, graph.ticks[0], graph.ticks[-1]) == (10, 0, 10)


def test_what_is_drawn_together_differs_in_shape_not_only_in_colour() -> None:
    for graph in (
        pain_graph([a_week(LAST)], LAST - 11, LAST),
        minutes_graph([a_week(LAST)], LAST - 11, LAST),
        held_graph(series([a_movement(LAST)])),
    ):
        shapes = [layer.shape for layer in graph.layers]
        assert len(shapes) > 1 and len(set(shapes)) == len(shapes)
