"""Times as a sheet says them, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import NO_PAUSE, BadDuration, Span
from trunktimer.routine.timing import Breaths, OpenEnd, Rising, Timing
from trunktimer.routine.timing_text import format_timing, parse_rest, parse_work, rest_token, timing_token


def plain(low: int, high: int = 0) -> Span:
    return Span(low * 1000, (high or low) * 1000)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("10-15 s", plain(10, 15)),
        (45, plain(45)),
        ("5 breaths", Breaths(5, 5)),
        ("1 breath", Breaths(1, 1)),
        ("4–6 slow breaths", Breaths(4, 6)),
        ("5 Atemzüge", Breaths(5, 5)),
        ("5 respirations lentes", Breaths(5, 5)),
        ("6 respiraciones", Breaths(6, 6)),
        ("max", OpenEnd()),
        ("To failure", OpenEnd()),
        ("as long as you can", OpenEnd()),
        ("40 s+", OpenEnd(plain(40))),
        ("40-60 s +", OpenEnd(plain(40, 60))),
        ("at least 40 s", OpenEnd(plain(40))),
        ("5 breaths+", OpenEnd(Breaths(5, 5))),
        ("max 2 min", OpenEnd(None, plain(120))),
        ("up to 2 min", OpenEnd(None, plain(120))),
        ("40 s+, max 2 min", OpenEnd(plain(40), plain(120))),
    ],
)
def test_work_is_read(written: object, time: Timing) -> None:
    assert parse_work(written) == time


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("none", NO_PAUSE),
        (0, NO_PAUSE),
        ("as needed", OpenEnd()),
        ("nach Bedarf", OpenEnd()),
        ("au besoin", OpenEnd()),
        ("30 s+", OpenEnd(plain(30))),
        ("as needed, max 3 min", OpenEnd(None, plain(180))),
        ("30-45 s", plain(30, 45)),
        ("30-45 s rising", Rising(30_000, 45_000)),
        ("30 s rising", plain(30)),
        ("3 breaths", Breaths(3, 3)),
    ],
)
def test_a_rest_is_read(written: object, time: Timing) -> None:
    assert parse_rest(written) == time and type(parse_rest(written)) is type(time)


@pytest.mark.parametrize(
    "written", ["", "+", "max x", "5 breath s", "0 breaths", "6-4 breaths", "9999 breaths", "60 s+ max 30 s"]
)
def test_what_is_no_time_is_refused_with_a_sentence(written: str) -> None:
    for parse in (parse_work, parse_rest):
        with pytest.raises(BadDuration, match=r"write|make|must|more|most"):
            parse(written)


_SPANS = st.builds(lambda low, more: plain(low, low + more), st.integers(1, 500), st.integers(0, 50))
_FIXED = _SPANS | st.builds(lambda low, more: Breaths(low, low + more), st.integers(1, 50), st.integers(0, 9))
_LIMITS = st.none() | st.integers(600, 900).map(plain)
_OPEN = st.builds(OpenEnd, st.none() | _SPANS, _LIMITS)


@given(_FIXED | _OPEN)
def test_what_is_written_is_read_again(time: Timing) -> None:
    assert parse_work(timing_token(time)) == time
    assert parse_rest(rest_token(time)) == time


def test_a_time_is_told_to_a_person() -> None:
    assert format_timing(OpenEnd()) == "as long as you can"
    assert format_timing(OpenEnd(), rests=True) == "as needed"
    assert format_timing(OpenEnd(plain(40))) == "40 s or more"
    assert format_timing(OpenEnd(None, plain(120))) == "at most 2 min"
    assert format_timing(OpenEnd(plain(40), plain(120))) == "40 s or more, at most 2 min"
    assert (format_timing(Breaths(1, 1)), format_timing(Breaths(4, 6))) == ("1 breath", "4-6 breaths")
    assert format_timing(Rising(30_000, 45_000)) == "30-45 s"
