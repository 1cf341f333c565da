"""Numbers and pauses as they stand in files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.routine import Count
from trunktimer.routine.timing import Timing
from trunktimer.routine.toml.sheet_values import Rest
from trunktimer.routine.toml.values import Amount, Time

AMOUNT: TypeAdapter[Count] = TypeAdapter(Amount)
PAUSE: TypeAdapter[Timing] = TypeAdapter(Rest)
TIME: TypeAdapter[Span] = TypeAdapter(Time)
BETWEEN = [*"-‐‑‒–—―−﹣－\xad", " - ", " to ", " bis ", " à ", " a ", "\xa0–\xa0", "…", "..."]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.integers(1, 10_000_000), st.integers(0, 100), st.sampled_from(BETWEEN), st.booleans())
def test_every_way_to_write_a_range_of_numbers_is_read(low: int, more: int, between: str, wide: bool) -> None:
    count = Count(min(low, 9_999_900), min(low, 9_999_900) + more)
    written = f" {count.low}{between}{count.high}"
    assert AMOUNT.validate_python(written.translate(FULL_WIDTH) if wide else written) == count


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("3 x 10", "write 3 at sets and 10 at reps"),
        ("3×10-12", "write 3 at sets and 10-12 at reps"),
        ("3 mal 10", "write 3 at sets and 10 at reps"),
        ("10-8", "write the smaller number first"),
        ("10 reps", "write one such as 10"),
        ("10²", "write one such as 10"),
        ("", "write one such as 10"),
        ("3-", "write one such as 10"),
        ("1" * 5000, "write one such as 10"),
        (" " * 100_000 + "-", "write one such as 10"),
    ],
)
def test_what_is_no_number_is_refused_with_what_would_be_right(written: str, right: str) -> None:
    with pytest.raises(ValidationError, match=right):
        AMOUNT.validate_python(written)


@pytest.mark.parametrize("written", ["none", " None ", 0, 0.0, -0.0, "0", "0 s", "0:00", "0 Min.", "０ s"])
def test_a_pause_of_nothing_is_none_and_another_time_of_nothing_is_refused(written: object) -> None:
    assert PAUSE.validate_python(written) == NO_PAUSE
    with pytest.raises(ValidationError):
        TIME.validate_python(written)


@pytest.mark.parametrize("written", ["0-5 s", "-0.5", -1, "soon", False])
def test_what_is_no_pause_is_refused_with_the_word_for_none(written: object) -> None:
    with pytest.raises(ValidationError, match='for no pause write "none"'):
        PAUSE.validate_python(written)
