"""What the media controls show of a session, and when a position has to be told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, routine, seconds
from tests.replay import play
from trunktimer.desktop.now_playing import NOTHING, SEEKED_MS, Shown, Status, Told, shown_of, told_of
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine
from trunktimer.session.session import new_session, position_at
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle

GATES = compile_routine(routine(OWN), {}, 0)
HOLDING = compile_routine(routine(HOLDS), {}, 0)


def test_of_no_session_and_of_one_that_is_over_nothing_is_shown() -> None:
    session, _ = handle(new_session(HOLDING), Action.START, 0)
    session, _ = handle(session, Action.STOP, 10)
    assert shown_of(None, 0, 1) == shown_of(session, 10, 1) == NOTHING


def test_one_that_waits_at_a_gate_goes_on() -> None:
    session, _ = handle(new_session(GATES), Action.START, 0)
    session, _ = handle(session, Action.SKIP_STEP, 100)
    assert shown_of(session, 100, 1).status is Status.PLAYING
    assert shown_of(session, 100, 1).title == "Own – YOUR PACE – Space when the rep is done"


def test_one_that_is_ready_can_be_started_but_not_moved_in() -> None:
    assert shown_of(new_session(HOLDING), 0, 3) == Shown(
        status=Status.STOPPED,
        title="Hold – READY",
        artist="Test",
        number=3,
        length_ms=HOLDING.total_ms,
        can_play=True,
    )


MOVES = st.lists(
    st.tuples(
        st.sampled_from((Action.TICK, Action.PAUSE, Action.RESUME, Action.SKIP_STEP, Action.REWIND, Action.DONE)),
        st.integers(0, 2_900),
    ),
    max_size=30,
)


@settings(max_examples=50)
@given(ROUTINES, MOVES)
def test_what_a_control_counts_on_by_itself_is_never_far_from_the_truth(
    written: Routine, moves: list[tuple[Action, int]]
) -> None:
    session, _ = handle(new_session(compile_routine(written, MOVEMENTS, 50)), Action.START, 0)
    told, now_ms = Told(), 0
    for action, wait_ms in moves:
        now_ms += wait_ms
        session, _ = handle(session, action, now_ms)
        true = told_of(session, now_ms)
        before, (told, off) = told, told.follow(true)
        if not session.is_over:
            assert abs(told.expected_ms(now_ms) - position_at(session, now_ms)) <= SEEKED_MS
        assert off == (abs(before.expected_ms(now_ms) - true.position_ms) > SEEKED_MS)
        assert told.plays == session.goes_on


def test_a_session_that_runs_as_expected_has_nothing_to_tell() -> None:
    session, _ = handle(new_session(HOLDING), Action.START, 0)
    told, _ = Told().follow(told_of(session, 0))
    for now_ms in range(0, HOLDING.total_ms, 2_000):
        session, _ = handle(session, Action.TICK, now_ms)
        told, off = told.follow(told_of(session, now_ms))
        assert not off


def test_the_position_of_what_is_walked_again_is_as_far_before_the_end_as_time_is_left() -> None:
    timeline = compile_routine(
        routine(
            Block(name="A", hold=seconds(10)), Block(name="B", hold=seconds(20)), Block(name="C", hold=seconds(30))
        ),
        {},
        0,
    )
    skips = "0 start\n0 skip-block\n0 skip-block\n0 skip-step\n0 skip-step\n0 done"  # A and B again
    session, _ = play(timeline, skips)
    assert timeline.total_ms - told_of(session, 0).position_ms == 15_000 + 25_000
    assert session.coming.position_ms(27_000) == 13_000  # in A; what lies behind it cannot be gone to at once
    assert session.coming.position_ms(0) == 15_000 - 1
    assert session.coming.position_ms(timeline.total_ms) == 0
