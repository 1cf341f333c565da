"""What is remembered of a session: days on the wall, what a person may say, and sets out of steps."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.past import a_session, a_step
from trunktimer.foundation.durations import DAY_MS, MINUTE_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import NOTE_LENGTH, Ending, Feedback, sets_of


def test_the_day_is_the_one_on_the_wall() -> None:
    midnight = WallTime(20_778 * DAY_MS - 60 * MINUTE_MS, 60)  # 0:00 in Berlin, still the day before in London
    assert midnight.day == 20_778
    assert WallTime(midnight.utc_ms - 1, 60).day == 20_777
    assert WallTime(midnight.utc_ms, 0).day == 20_777
    assert WallTime(midnight.utc_ms, -210).day == 20_777  # Newfoundland in winter
    assert WallTime(0, -60).day == -1


def test_moments_are_in_order_whatever_the_zone() -> None:
    assert WallTime(1_000, 840) < WallTime(2_000, -720)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Feedback(effort=0),
        lambda: Feedback(effort=11),
        lambda: Feedback(pain_before=-1),
        lambda: Feedback(pain_after=11),
        lambda: Feedback(note="x" * (NOTE_LENGTH + 1)),
    ],
)
def test_what_is_beyond_the_scales_is_refused(wrong: Callable[[], Feedback]) -> None:
    with pytest.raises(ValueError, match=r"effort must be|pain must be|a note has"):
        wrong()


def test_the_ends_of_the_scales_can_be_said() -> None:
    said = Feedback(effort=10, pain_before=0, pain_after=10, note="x" * NOTE_LENGTH)
    assert (said.effort, said.pain_before, said.pain_after) == (10, 0, 10)
    assert Feedback(effort=1).note == ""


def test_complete_means_to_the_end_and_every_step_as_planned() -> None:
    assert a_session().is_complete
    assert not a_session(short_steps=1).is_complete
    assert not a_session(ending=Ending.UNFINISHED).is_complete
    assert not a_session(ending=Ending.STOPPED).is_complete


def test_a_set_is_summed_up_from_its_steps() -> None:
    raised = a_step(0, phase="raise", planned_ms=2_000, min_ms=None, actual_ms=2_000)
    held = a_step(1, actual_ms=11_000, outcome=Outcome.RELEASED)
    (one,) = sets_of([raised, held])
    assert (one.planned_ms, one.actual_ms) == (14_500, 13_000)
    assert (one.holds, one.hold_planned_ms, one.hold_min_ms, one.held_ms) == (1, 12_500, 10_000, 11_000)
    assert (one.reps_planned, one.reps, one.outcome) == (1, 1, Outcome.RELEASED)


def test_a_hold_without_a_range_has_its_planned_time_as_the_least() -> None:
    (one,) = sets_of([a_step(0, min_ms=None)])
    assert one.hold_min_ms == one.hold_planned_ms == 12_500


def test_rests_and_lead_ins_are_in_no_set() -> None:
    others = [a_step(at, kind=kind) for at, kind in enumerate((StepKind.LEAD_IN, StepKind.REST, StepKind.SWITCH))]
    assert sets_of(others) == []


def test_sets_are_told_apart_by_side_set_round_and_offer_and_keep_their_order() -> None:
    rows = [
        a_step(0, side="right"),
        a_step(1, side="left"),
        a_step(2, side="right", set=2),
        a_step(3, side="right", rounds="2/2"),
        a_step(4, side="right", again=True),
        a_step(5, side="right", rep=2),
    ]
    sets = sets_of(rows)
    assert [(one.side, one.set, one.rounds, one.again, one.reps) for one in sets] == [
        ("right", 1, "", False, 2),
        ("left", 1, "", False, 1),
        ("right", 2, "", False, 1),
        ("right", 1, "2/2", False, 1),
        ("right", 1, "", True, 1),
    ]


def test_what_was_begun_anew_counts_twice_in_the_time_and_once_in_the_holds() -> None:
    first = a_step(0, actual_ms=4_000, outcome=Outcome.RESTARTED)
    (one,) = sets_of([first, a_step(1, index=0)])
    assert (one.actual_ms, one.planned_ms) == (16_500, 12_500)
    assert (one.holds, one.held_ms, one.reps, one.outcome) == (1, 12_500, 1, Outcome.DONE)


def test_a_rep_is_done_when_all_of_its_steps_are() -> None:
    rows = [a_step(0, phase="raise"), a_step(1, outcome=Outcome.SKIPPED), a_step(2, rep=2)]
    (one,) = sets_of(rows)
    assert (one.reps_planned, one.reps, one.outcome) == (2, 1, Outcome.SKIPPED)


@pytest.mark.parametrize(("actual_ms", "reps"), [(0, 0), (4_999, 4), (10_000, 10), (25_000, 10)])
def test_pulses_are_counted_by_their_time(actual_ms: int, reps: int) -> None:
    pulses = a_step(0, phase="pulse", reps=10, rep=0, planned_ms=10_000, min_ms=None, actual_ms=actual_ms)
    (one,) = sets_of([pulses])
    assert (one.reps_planned, one.reps) == (10, reps)


def test_the_wait_of_a_gate_counts_as_work() -> None:
    (one,) = sets_of([a_step(0, kind=StepKind.GATE, phase="", planned_ms=0, min_ms=None, actual_ms=7_000)])
    assert (one.planned_ms, one.actual_ms, one.holds, one.reps) == (0, 7_000, 0, 1)


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=6))
def test_the_worst_outcome_does_not_depend_on_the_order(outcomes: list[Outcome]) -> None:
    def worst(of: list[Outcome]) -> Outcome:
        (one,) = sets_of([a_step(at, outcome=outcome) for at, outcome in enumerate(of)])
        return one.outcome

    assert worst(outcomes) is worst(outcomes[::-1])
    assert worst(outcomes) in outcomes
    assert worst([worst(outcomes[:3]), *outcomes[3:]]) is worst(outcomes)
    assert worst([*outcomes, Outcome.DONE]) is worst(outcomes)


@given(st.data())
def test_no_time_of_work_is_lost_or_counted_twice_in_the_sets(data: st.DataObject) -> None:
    rows = [
        a_step(
            seq,
            index=data.draw(st.integers(0, 5)),
            kind=data.draw(st.sampled_from(list(StepKind))),
            side=data.draw(st.sampled_from(("", "left", "right"))),
            set=data.draw(st.integers(1, 2)),
            again=data.draw(st.booleans()),
            actual_ms=data.draw(st.integers(0, 20_000)),
        )
        for seq in range(data.draw(st.integers(0, 12)))
    ]
    sets = sets_of(rows)
    assert sum(one.actual_ms for one in sets) == sum(row.actual_ms for row in rows if row.is_work)
    assert all(one.reps <= one.reps_planned for one in sets)
    assert all(one.held_ms <= one.actual_ms for one in sets)
