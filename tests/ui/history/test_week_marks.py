"""Weeks that are named along a plot."""

from itertools import pairwise

import pytest

from tests.past import TODAY
from tests.plots import LAST
from trunktimer.history.reader import week_of
from trunktimer.ui.history.plots import PERIODS
from trunktimer.ui.history.week_marks import week_ticks


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
