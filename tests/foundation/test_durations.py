"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import (
    LONGEST_MS,
    NO_PAUSE,
    BadDuration,
    Fineness,
    Span,
    format_clock,
    format_duration,
    parse_span,
    restyle,
    seconds_token,
    span_token,
)

TIMES = st.integers(1, LONGEST_MS)


@pytest.mark.parametrize(
    ("written", "low_ms", "high_ms"),
    [
        ("90 s", 90_000, 90_000), ("1:30", 90_000, 90_000), ("1 min", 60_000, 60_000),
        ("1 min 30 s", 90_000, 90_000), ("0.5 s", 500, 500), ("0,5 s", 500, 500), (90, 90_000, 90_000),
        (1.5, 1_500, 1_500), ("2", 2_000, 2_000), ("10-15 s", 10_000, 15_000), ("10 – 15 s", 10_000, 15_000),
        ("10 to 15 s", 10_000, 15_000), ("45 s - 1 min", 45_000, 60_000), ("1-2 min", 60_000, 120_000),
        ("1:00-1:30", 60_000, 90_000), ("1:02:03", 3_723_000, 3_723_000), ("2 h", 7_200_000, 7_200_000),
        ("250 ms", 250, 250), (" 3S ", 3_000, 3_000),
    ],
)  # fmt: skip
def test_every_notation_is_read(written: object, low_ms: int, high_ms: int) -> None:
    assert parse_span(written) == Span(low_ms, high_ms)


@pytest.mark.parametrize(
    "written",
    ["", "ten", "10 x", "-5 s", "5 s -", "0 s", 0, -1, 1e300, float("nan"), float("inf"), 10**400, "15-10 s", "25 h",
     "1 s 1 min", "5-6-7 s", True, None, [5], "1:99", "1" * 5000, "٣ s x"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(written: object) -> None:
    with pytest.raises(BadDuration) as refusal:
        parse_span(written)
    assert 10 < len(str(refusal.value)) < 150


@given(TIMES)
def test_what_is_written_is_read_back(ms: int) -> None:
    assert parse_span(format_duration(ms)) == parse_span(f"{seconds_token(ms)} s") == Span(ms, ms)


@given(TIMES, TIMES)
def test_ranges_are_read_back(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert parse_span(span_token(span)) == span


@given(
    st.sampled_from(["90 s", "90s", "1:30", "1 min", "1 min 30 s", "10-15 s", "0:10-0:15", "7", 5, 2.5, None, "none"]),
    TIMES,
    TIMES,
)
def test_an_edit_keeps_value_and_style(old: object, one: int, other: int) -> None:
    for span in (Span(one, one), Span(min(one, other), max(one, other))):
        new = restyle(old, span)
        assert parse_span(new) == span
        if isinstance(old, str) and old.endswith("s") and ":" not in old and "min" not in old:
            assert str(new).endswith(" s" if " s" in old else "s")


def test_styles_one_by_one() -> None:
    assert restyle("1:30", Span(45_000, 45_000)) == "0:45"
    assert restyle("90 s", Span(120_000, 120_000)) == "120 s"
    assert restyle("1 min", Span(90_000, 90_000)) == "1 min 30 s"
    assert restyle(10, Span(12_000, 12_000)) == 12
    assert restyle(10, Span(12_500, 12_500)) == 12.5
    assert [restyle(old, NO_PAUSE) for old in (10, 0.5, "10 s", "1:30", "none", None)] == ["none"] * 6
    assert span_token(NO_PAUSE) == "none"


def test_clocks_round_up() -> None:
    assert [format_clock(ms) for ms in (0, 1, 45_000, 3_723_000)] == ["0:00", "0:01", "0:45", "1:02:03"]


@pytest.mark.parametrize(
    ("fineness", "times"),
    [
        (Fineness.MINUTES, {0: "0 min", 400: "0 s", 40_400: "40 s", 59_400: "59 s", 59_700: "1 min", 90_100: "2 min",
                            3_570_001: "1 h", 3_599_999: "1 h", 3_900_000: "1 h 5 min"}),
        (Fineness.SECONDS, {0: "0 s", 45_400: "45 s", 59_700: "1 min", 125_000: "2 min 5 s", 599_600: "10 min",
                            754_000: "13 min", 3_599_999: "1 h", 3_900_000: "1 h 5 min"}),
        (Fineness.TENTHS, {0: "0 s", 9_540: "9.5 s", 12_000: "12 s", 59_700: "59.7 s", 59_960: "1 min",
                           75_400: "1 min 15 s"}),
        (Fineness.EXACT, {0: "0 s", 500: "0.5 s", 59_999: "59.999 s", 3_690_500: "1 h 1 min 30.5 s"}),
    ],
)  # fmt: skip
def test_a_duration_is_told_as_finely_as_is_asked(fineness: Fineness, times: dict[int, str]) -> None:
    assert {ms: format_duration(ms, fineness) for ms in times} == times


@given(st.one_of(TIMES, st.integers(0, 3_700_000)), st.sampled_from(Fineness))
def test_no_duration_is_told_as_60_of_a_unit_and_each_goes_to_the_nearest(ms: int, fineness: Fineness) -> None:
    told = format_duration(ms, fineness)
    assert told == format_duration(float(ms), fineness)
    numbers = [float(number) for number in told.split()[::2]]
    units = told.split()[1::2]
    assert all(number < 60 for number, unit in zip(numbers, units, strict=True) if unit != "h")
    assert units == [unit for unit in ("h", "min", "s") if unit in units]
    told_ms = sum(n * {"h": 3_600_000, "min": 60_000, "s": 1_000}[u] for n, u in zip(numbers, units, strict=True))
    finest_ms = {Fineness.MINUTES: 30_000, Fineness.SECONDS: 30_000, Fineness.TENTHS: 30_000, Fineness.EXACT: 0.5}
    assert abs(told_ms - ms) <= finest_ms[fineness]


@given(st.integers(0, 3_700_000), st.integers(0, 3_700_000), st.sampled_from(Fineness))
def test_a_longer_duration_is_never_told_as_a_shorter_one(one_ms: int, other_ms: int, fineness: Fineness) -> None:
    told = [parse_span(text).low_ms if text[:2] != "0 " else 0
            for text in (format_duration(ms, fineness) for ms in sorted((one_ms, other_ms)))]  # fmt: skip
    assert told == sorted(told)
