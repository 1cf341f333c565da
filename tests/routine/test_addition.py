"""What a movement is offered with when it is added."""

from dataclasses import replace

from tests.library import MOVEMENTS
from trunktimer.foundation.durations import Span
from trunktimer.routine.addition import Amount, usual_amount


def test_short_reps_come_in_tens_and_long_ones_in_threes() -> None:
    assert usual_amount(MOVEMENTS["squat"]) == Amount(reps=10)
    assert usual_amount(MOVEMENTS["childs-pose"]) == Amount(reps=3)


def test_what_follows_a_beat_goes_on_for_a_minute() -> None:
    assert usual_amount(MOVEMENTS["march-in-place"]) == Amount(duration_ms=60_000, bpm=100)


def test_the_beat_is_as_long_as_the_first_phase() -> None:
    march = MOVEMENTS["march-in-place"]
    first, *others = march.phase
    slower = replace(march, phase=(replace(first, time=Span(500, 500)), *others))
    assert usual_amount(slower) == Amount(duration_ms=60_000, bpm=120)


def test_a_movement_without_phases_is_held_a_few_times() -> None:
    assert usual_amount(replace(MOVEMENTS["squat"], phase=())) == Amount(reps=3)
