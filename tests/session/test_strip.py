"""The strip: what each segment says, and where the session stands in it."""

from tests.builders import OWN, count, routine, seconds
from tests.replay import play
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block
from trunktimer.session.display import Segment, SegmentState
from trunktimer.session.effects import Phase
from trunktimer.session.session import new_session
from trunktimer.session.strip import strip_of
from trunktimer.session.view import display

# 0 lead-in 5 s · 1 hold 10 · 2 rest 60 · 3 hold 10 · 4 rest 20 · 5 lead-in 5 · 6 hold 10
MADE = compile_routine(
    routine(Block(name="A", hold=seconds(10), sets=count(2)), Block(name="B", hold=seconds(10)), between=20), {}, 0
)


def ticked(until_ms: int) -> str:
    """Readings that are near enough to each other that nobody seems to sleep."""
    return "\n".join(f"{reading_ms} tick" for reading_ms in range(0, until_ms + 1, 2_500))


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
    first, second, third = strip(f"0 start\n{ticked(15_000)}\n15000 jump 3\n17500 tick", 17_500)
    assert (first.state, first.done, first.label) == (SegmentState.DONE, 1.0, "A, set 1 of 2, done")
    assert (second.state, second.done) == (SegmentState.CURRENT, 0.25)
    assert (third.state, third.done) == (SegmentState.AHEAD, 0.0)


def test_only_the_sets_from_the_skipped_one_on_are_shown_as_skipped() -> None:
    pieces = strip(f"0 start\n{ticked(15_000)}\n15000 jump 3\n16000 skip-block", 16_000)
    assert [piece.state for piece in pieces] == [SegmentState.DONE, SegmentState.SKIPPED, SegmentState.AHEAD]
    assert [piece.done for piece in pieces] == [1.0, 0.1, 0.0]


# 0 lead-in 5 s · 1 hold 1 s · 2 hold 1 s … 15 hold 1 s · 16 lead-in 5 · 17 hold 10
REPS = compile_routine(
    routine(Block(name="A", hold=seconds(1), reps=(count(15),)), Block(name="B", hold=seconds(10))), {}, 0
)


def test_a_set_that_was_left_after_five_reps_of_fifteen_shows_a_third() -> None:
    for way, state in (("jump 16", SegmentState.SKIPPED), ("skip-block", SegmentState.SKIPPED)):
        session, _ = play(REPS, f"0 start\n{ticked(10_000)}\n10000 {way}")
        left = strip_of(session, 10_000)[0]
        assert (left.state, round(left.done, 9), left.label) == (state, round(1 / 3, 9), "A, 33 % done")
    session, _ = play(REPS, f"0 start\n{ticked(10_000)}\n10000 jump 0")
    left = strip_of(session, 10_000)[0]
    assert (left.state, round(left.done, 9)) == (SegmentState.AHEAD, round(1 / 3, 9))


def test_what_was_moved_past_or_begun_from_behind_was_not_done() -> None:
    forward, _ = play(MADE, "0 start\n0 jump 1\n2000 forward\n2100 tick\n12000 tick")
    assert forward.index == 2
    assert strip_of(forward, 12_000)[0].done == 0.2  # two seconds of ten, and a forward to the last millisecond
    later, _ = play(MADE, "0 jump 6\n0 start\n2500 tick")
    assert [(one.state, one.done) for one in strip_of(later, 2_500)] == [
        (SegmentState.SKIPPED, 0.0),
        (SegmentState.SKIPPED, 0.0),
        (SegmentState.CURRENT, 0.25),
    ]


def test_going_back_behind_what_was_done_and_past_it_again_undoes_nothing() -> None:
    session, _ = play(MADE, f"0 start\n{ticked(15_000)}\n15000 jump 0\n15000 jump 5")
    assert [one.state for one in strip_of(session, 15_000)][:2] == [SegmentState.DONE, SegmentState.SKIPPED]


def test_a_set_counts_as_it_was_done_the_last_time_it_was_begun() -> None:
    script = f"0 start\n{ticked(15_000)}\n15000 jump 1\n16000 skip-step"
    assert strip(script, 16_000)[0].done == 0.1


def test_what_was_declined_is_not_done_at_the_end() -> None:
    script = f"0 start\n0 skip-block\n{ticked(15_000)}\n15000 skip-step"
    session, _ = play(MADE, script)
    assert session.phase is Phase.FINISHED
    shown = display(session, 15_000)
    assert [one.state for one in shown.segments] == [SegmentState.SKIPPED, SegmentState.SKIPPED, SegmentState.DONE]
    assert (shown.cue, shown.next, shown.left_ms) == ("Test", "Not done in full: A", 0)
    whole, _ = play(REPS, f"0 start\n{ticked(35_000)}")
    assert display(whole, 35_000).next == ""
