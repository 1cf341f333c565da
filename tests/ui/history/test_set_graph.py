"""What the plot of one session says of its sets."""

from tests.plots import a_set
from trunktimer.session.effects import Outcome
from trunktimer.ui.history.set_graph import sets_graph


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
