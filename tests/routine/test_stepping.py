"""The number of a chip, one step up or down, and as it is typed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trunktimer.foundation.durations import BadDuration
from trunktimer.routine.stepping import RESTS, stepped, typed_value
from trunktimer.routine.timing_text import parse_rest, parse_work


@pytest.mark.parametrize(
    ("key", "token", "more", "less"),
    [
        ("hold", "5 s", "6 s", "4 s"),
        ("hold", "2.5 s", "3 s", "2 s"),
        ("hold", "1 s", "2 s", None),
        ("hold", "10-15 s", "11-16 s", "9-14 s"),
        ("hold", "20 s", "25 s", "19 s"),
        ("hold", "90 s", "1 min 35 s", "1 min 25 s"),
        ("duration", "12 min", "13 min", "11 min"),
        ("hold", "5 breaths", "6 breaths", "4 breaths"),
        ("hold", "1 breath", "2 breaths", None),
        ("hold", "max", None, None),
        ("hold", "40 s+", "45 s+", "35 s+"),
        ("hold", "15 s / 30 s", None, None),
        ("rest", "none", "1 s", None),
        ("rest_between_sets", "1 s", "2 s", "none"),
        ("rest", "as needed", None, None),
        ("reps", "8", 9, 7),
        ("reps", "1", 2, None),
        ("reps", "3-5", "4-6", "2-4"),
        ("reps", "max", None, None),
        ("bpm", "60", 65, 55),
    ],
)
def test_a_step(key: str, token: str, more: object, less: object) -> None:
    for up, wanted in ((True, more), (False, less)):
        try:
            assert stepped(key, token, up) == wanted
        except BadDuration:
            assert wanted is None


@given(st.sampled_from(["hold", "duration", "rest", "switch"]), st.integers(1, 1_200))
def test_what_was_stepped_up_comes_down_again(key: str, seconds: int) -> None:
    higher = stepped(key, f"{seconds} s", True)
    assume(higher is not None)
    assert stepped(key, str(stepped(key, str(higher), False)), True) == higher
    parse = parse_rest if key in RESTS else parse_work
    assert parse(str(higher)).low_ms > seconds * 1000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("reps", "12", 12),
        ("reps", "10–15", "10-15"),  # the dash of Word
        ("reps", "10 / 8 / 6", [10, 8, 6]),
        ("reps", "max", "max"),
        ("sets", "3 / 2", {"left": 3, "right": 2}),
        ("hold", "1,5 s", "1,5 s"),
        ("hold", "15 s; 30 s", ["15 s", "30 s"]),
        ("hold", " 6 s ", "6 s"),
    ],
)
def test_what_is_typed(key: str, typed: str, value: object) -> None:
    assert typed_value(key, typed) == value
