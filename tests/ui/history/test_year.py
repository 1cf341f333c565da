"""The year in words."""

import pytest

from trunktimer.history.stats import Streak
from trunktimer.ui.history.year import _format_week, format_longest, format_streak


def test_the_streak_is_told_in_words() -> None:
    assert format_streak(Streak(1, 4, True)) == "Done today"
    assert format_streak(Streak(1, 4, False)) == "1 day so far"
    assert format_longest(Streak(3, 4, False)) == "Today is still open; longest in a year: 4 days"
    assert format_longest(Streak(0, 1, False)) == "Longest in a year: 1 day"
    assert format_longest(Streak(0, 0, False)) == "Each day with a session counts"


@pytest.mark.parametrize(
    ("sessions", "goal", "words"),
    [
        (0, 0, "This week: no session yet"),
        (0, 3, "This week: none of 3 sessions yet"),
        (2, 0, "This week: 2 sessions, 14 min"),
        (2, 3, "This week: 2 of 3 sessions, 14 min"),
        (1, 1, "This week: 1 of 1 session, 14 min"),
    ],
)
def test_the_week_is_told_beside_the_goal(sessions: int, goal: int, words: str) -> None:
    assert _format_week(sessions, "14 min", goal) == words
