"""What is known of a session, in figures."""

import pytest

from tests.past import a_session
from trunktimer.foundation.wall_time import WallTime
from trunktimer.session.record import Feedback, Sleep
from trunktimer.ui.history.session_facts import facts_of, format_span_of


def test_the_end_names_its_day_only_where_it_is_another() -> None:
    started = WallTime(a_session().started.utc_ms, 60)
    assert format_span_of(a_session(started=started, ended=WallTime(started.utc_ms + 600_000, 60))) == (
        "Sat 21 Nov 2026, 18:00 to 18:10"
    )
    assert format_span_of(a_session(started=started, ended=WallTime(started.utc_ms + 7 * 3_600_000, 60))) == (
        "Sat 21 Nov 2026, 18:00 to Sun 22 Nov 2026, 01:00"
    )
    assert format_span_of(a_session(started=started, ended=None)) == "Sat 21 Nov 2026, 18:00"


def test_all_figures_are_told_also_those_that_nobody_gave() -> None:
    full = a_session(
        paused_ms=90_000,
        slept_ms=1_800_000,
        drift_ms=-40,
        sleeps=(Sleep(at_ms=1, slept_ms=600_000), Sleep(at_ms=2, slept_ms=1_200_000)),
        feedback=Feedback(effort=4, pain_before=3, pain_after=0),
    )
    assert dict(facts_of(full)) == {
        "Planned": "10 min",
        "Active": "10 min",
        "Paused": "2 min",
        "Level": "50 %",
        "Effort, of 10": "4",
        "Pain, of 10": "3, then 0",
        "Interrupted": "30 min, 2 times",
        "Clock drift": "−40 ms",
    }
    bare = dict(facts_of(a_session(drift_ms=None, paused_ms=0)))
    assert (bare["Paused"], bare["Pain, of 10"], bare["Interrupted"], bare["Clock drift"]) == (
        "not at all",
        "not said",
        "never",
        "not measured",
    )
    assert [name for name, _ in facts_of(full)] == list(bare)


@pytest.mark.parametrize(
    ("drift_ms", "told"), [(0, "none"), (1, "+1 ms"), (-9_999, "−9999 ms"), (10_000, "+10 s"), (-125_000, "−2 min")]
)
def test_drift_is_told_where_there_is_any(drift_ms: int, told: str) -> None:
    assert dict(facts_of(a_session(drift_ms=drift_ms)))["Clock drift"] == told


def test_pain_is_told_as_far_as_it_was_said() -> None:
    for feedback, said in ((Feedback(pain_before=3), "3 before"), (Feedback(pain_after=0), "0 after")):
        assert dict(facts_of(a_session(feedback=feedback)))["Pain, of 10"] == said


def test_where_the_clock_on_the_wall_was_changed_in_between_both_ends_say_how() -> None:
    before, after = WallTime(1_792_889_999_000, 120), WallTime(1_792_890_000_000, 60)  # the last second of summer time
    assert format_span_of(a_session(started=before, ended=after)) == ("Sun 25 Oct 2026, 02:59 (UTC+2) to 02:00 (UTC+1)")
    home = WallTime(after.utc_ms + 3_600_000, -210)
    assert format_span_of(a_session(started=after, ended=home)).endswith("Sat 24 Oct 2026, 22:30 (UTC−3:30)")
