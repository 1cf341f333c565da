"""The strip: what each segment says, and where the session stands in it."""

from tests.builders import OWN, count, routine, seconds
from tests.replay import play
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block
from trunktimer.session.display import Segment, SegmentState
from trunktimer.session.session import new_session
from trunktimer.session.strip import strip_of

# 0 lead-in 5 s · 1 hold 10 · 2 rest 60 · 3 hold 10 · 4 rest 20 · 5 lead-in 5 · 6 hold 10
MADE = compile_routine(
    routine(Block(name="A", hold=seconds(10), sets=count(2)), Block(name="B", hold=seconds(10)), between=20), {}, 0
)


def strip(script: str, now_ms: int) -> tuple[Segment, ...]:
    session, _ = play(MADE, script)
    return strip_of(session, now_ms)


def test_each_segment_is_named_with_its_set_where_there_is_more_than_one() -> None:
    assert [piece.label for piece in strip_of(new_session(MADE), 0)] == ["A, set 1 of 2", "A, set 2 of 2", "B"]
    rounds = compile_routine(routine(Block(repeat=count(2), blocks=(Block(name="C", hold=seconds(10)),))), {}, 0)
    assert [piece.label for piece in strip_of(new_session(rounds), 0)] == ["C, round 1 of 2", "C, round 2 of 2"]


def test_a_set_that_takes_no_time_can_be_seen_all_the_same() -> None:
    waits = compile_routine(routine(OWN), {}, 0)
    assert [piece.weight_ms for piece in strip_of(new_session(waits), 0)] == [1_000]


def test_a_segment_begins_a_block_where_another_block_was_before() -> None:
    assert [piece.starts_block for piece in strip_of(new_session(MADE), 0)] == [True, False, True]


def test_the_present_set_fills_as_it_is_done() -> None:
    first, second, third = strip("0 start\n0 jump 3\n2500 tick", 2_500)
    assert (first.state, first.done) == (SegmentState.DONE, 1.0)
    assert (second.state, second.done) == (SegmentState.CURRENT, 0.25)
    assert (third.state, third.done) == (SegmentState.AHEAD, 0.0)


def test_only_the_sets_from_the_skipped_one_on_are_shown_as_skipped() -> None:
    states = [piece.state for piece in strip("0 start\n0 jump 3\n1000 skip-block", 1_000)]
    assert states == [SegmentState.DONE, SegmentState.SKIPPED, SegmentState.AHEAD]
