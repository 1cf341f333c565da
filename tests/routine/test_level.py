"""Levels resolve ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import Span
from trunktimer.routine.level import count_at, span_at
from trunktimer.routine.routine import Count


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 99))
def test_a_higher_level_never_asks_for_less_and_stays_in_the_range(low: int, more: int, level: int) -> None:
    span = Span(low, low + more)
    assert low <= span_at(span, level) <= span_at(span, level + 1) <= low + more
    assert (span_at(span, 0), span_at(span, 100)) == (low, low + more)


def test_counts_are_whole_and_halves_go_up() -> None:
    assert [count_at(Count(3, 4), level) for level in (0, 49, 50, 100)] == [3, 3, 4, 4]


def test_other_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="level -1"):
        span_at(Span(1, 2), -1)
