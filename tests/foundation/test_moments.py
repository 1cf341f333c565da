"""Days and moments as they stood on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.moments import date_of, day_token, format_day, format_hour, format_moment, moment_token
from trunktimer.foundation.translation import DateStyle
from trunktimer.foundation.wall_time import WallTime

EVENING = 1_795_284_240_000  # 2026-11-21 18:04 by the clock of UTC


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (WallTime(EVENING), "Sat 21 Nov 2026, 18:04"),
        (WallTime(EVENING, -8 * 60), "Sat 21 Nov 2026, 10:04"),
        (WallTime(EVENING, 12 * 60), "Sun 22 Nov 2026, 06:04"),
        (WallTime(0), "Thu 1 Jan 1970, 00:00"),
    ],
)
def test_a_moment_is_told_as_it_stood_on_the_wall(moment: WallTime, text: str) -> None:
    assert format_moment(moment) == text
    assert text.endswith(f", {format_hour(moment)}")


def test_days_are_counted_from_1970() -> None:
    assert (date_of(0), day_token(1), format_day(-1, DateStyle.SHORT)) == (date(1970, 1, 1), "1970-01-02", "31 Dec")


@given(st.integers(0, 4_000_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_moments_are_those_that_python_reads(utc_ms: int, offset_min: int) -> None:
    read = datetime.fromisoformat(moment_token(WallTime(utc_ms, offset_min)))
    assert read.utcoffset() == timedelta(minutes=offset_min)
    assert read - datetime(1970, 1, 1, tzinfo=UTC) == timedelta(milliseconds=utc_ms)
