"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.foundation.durations import (
    LONGEST_MS,
    NO_PAUSE,
    BadDuration,
    Span,
    clock_text,
    parse_duration,
    parse_span,
    restyle,
    seconds_text,
    span_text,
    spoken_text,
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


def test_a_range_is_no_single_time() -> None:
    assert parse_duration("30 s") == 30_000
    with pytest.raises(BadDuration, match="is a range"):
        parse_duration("10-15 s")


@given(TIMES)
def test_what_is_written_is_read_back(ms: int) -> None:
    assert parse_duration(spoken_text(ms)) == ms
    assert parse_duration(f"{seconds_text(ms)} s") == ms


@given(TIMES, TIMES)
def test_ranges_are_read_back(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert parse_span(span_text(span)) == span


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
    assert span_text(NO_PAUSE) == "none"


def test_clocks_round_up() -> None:
    assert [clock_text(ms) for ms in (0, 1, 45_000, 3_723_000)] == ["0:00", "0:01", "0:45", "1:02:03"]
