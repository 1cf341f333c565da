"""The graphs as values: numbers, and the same in words."""

from itertools import pairwise

import pytest

from tests.past import TODAY
from tests.plots import LAST, a_movement, a_set, a_week, series
from trunktimer.history.reader import week_of
from trunktimer.history.stats import by_movement
from trunktimer.session.effects import Outcome
from trunktimer.ui.history.plot_table import (
    Graph,
    held_graph,
    minutes_graph,
    pain_graph,
    sets_graph,
    tension_graph,
    tension_totals,
    time_text,
    week_ticks,
)
from trunktimer.ui.history.plots import PERIODS
from trunktimer.ui.kit.plot_shape import Shape

# ---- the weeks


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


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0 s"), (45_400, "45 s"), (60_000, "1 min"), (125_000, "2 min 5 s"), (599_600, "10 min"),
     (754_000, "13 min"), (3_599_999, "1 h"), (3_900_000, "1 h 5 min")],
)  # fmt: skip
def test_times_are_told_as_people_say_them(ms: int, text: str) -> None:
    assert time_text(ms) == text


@pytest.mark.parametrize("weeks", PERIODS)
@pytest.mark.parametrize("today", [TODAY, TODAY - 49, TODAY - 200])
def test_names_of_weeks_never_touch(weeks: int, today: int) -> None:
    day_px, letter_px = 40.0, 40.0 / 6
    for room_px in range(150, 1_600, 10):
        first = week_of(today) - weeks + 1
        ticks = week_ticks(first, weeks, room_px, day_px)
        assert ticks and all(0 <= at < weeks for at, _ in ticks)
        for (at, name), (after, next_name) in pairwise(ticks):
            apart_px = (after - at) * room_px / weeks
            assert apart_px > (len(name) + len(next_name)) / 2 * letter_px, (weeks, room_px, name, next_name)


def test_the_last_week_is_named_where_days_are() -> None:
    assert week_ticks(LAST - 11, 12, 900, 40)[-2:] == [(10, "9 Nov"), (11, "16 Nov")]
    assert week_ticks(LAST - 25, 26, 900, 40)[-2:] == [(23, "2 Nov"), (25, "16 Nov")]
    assert [name for _, name in week_ticks(LAST - 51, 52, 900, 40)][:3] == ["Dec", "Jan 2026", "Feb"]


# ---- sets of a session


def test_a_set_is_told_in_words_with_its_numbers() -> None:
    sets = [
        a_set(),
        a_set(set=2, side="", reps=6, actual_ms=30_000, held_ms=20_000, outcome=Outcome.SKIPPED),
        a_set(sets=1, side="right", planned_ms=0, actual_ms=40_000, holds=0, reps_planned=0, rounds="1/2", again=True),
    ]
    graph = sets_graph(sets)
    assert graph.places == ("Bridge L 1/3", "Bridge 2/3", "Bridge R · round 1/2 · again")
    assert graph.ends == ("45 s", "30 s, skipped", "40 s")
    assert graph.told == (
        "Bridge, left, set 1 of 3: 45 s of 45 s planned; 10 of 10 reps; held 30 s of 30 s",
        "Bridge, set 2 of 3: 30 s of 45 s planned; 6 of 10 reps; held 20 s of 30 s; skipped",
        "Bridge, right, round 1 of 2, again: 40 s at one's own pace",
    )
    assert [row[1:] for row in graph.rows] == [
        ("45 s", "45 s", "10 of 10", "30 s of 30 s", "done"),
        ("30 s", "45 s", "6 of 10", "20 s of 30 s", "skipped"),
        ("40 s", "own pace", "–", "–", "done"),
    ]
    assert [layer.name for layer in graph.layers] == ["Planned", "As planned", "Cut short"]


def test_every_outcome_of_a_set_is_drawn_once() -> None:
    graph = sets_graph([a_set(outcome=outcome) for outcome in Outcome])
    planned, *done = graph.layers
    for at in range(len(Outcome)):
        assert sum(layer.values[at] is not None for layer in done) == 1
        assert planned.values[at] is not None


def test_one_very_long_set_does_not_flatten_the_others() -> None:
    graph = sets_graph([a_set(), a_set(actual_ms=3_600_000)])
    assert graph.top <= 3 * 45
    assert graph.layers[1].values[1] == graph.top
    assert graph.ends[1] == "» 1 h" and not graph.ends[0].startswith("»")
