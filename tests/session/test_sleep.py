"""A machine that slept, as a session and its record know it: nothing is missed, nothing is walked asleep."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, ROUTINES, routine
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Effect, GapNoticed, Phase, PhaseChanged, StepLeft
from trunktimer.session.record import SessionRecord
from trunktimer.session.recording import Recording
from trunktimer.session.session import Session, new_session, position_at
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle

HOLDING = compile_routine(routine(HOLDS), {}, 100)
START = WallTime(1_795_000_000_000, 60)


class Followed:
    """A session and its recording, on a clock moved by hand."""

    def __init__(self, timeline: Timeline) -> None:
        self.now_ms = 0
        self.session: Session = new_session(timeline)
        begun = SessionRecord(
            uid="0" * 32,
            routine_key="test",
            routine_name=timeline.name,
            routine_hash="",
            level=timeline.level,
            started=START,
            planned_ms=timeline.total_ms,
        )
        self.recording = Recording(begun, timeline, 0)
        self.told: list[Effect] = []

    def act(self, action: Action, awake_ms: int = 0, slept_ms: int = 0) -> None:
        self.now_ms += awake_ms + slept_ms
        self.session, effects = handle(self.session, action, self.now_ms, slept_ms=slept_ms)
        self.recording.take(self.session, effects)
        self.told += effects

    def record(self) -> SessionRecord:
        return self.recording.record(self.now_ms, WallTime(START.utc_ms + self.now_ms, START.offset_min))


def test_a_sleep_shorter_than_a_slow_window_pauses_all_the_same() -> None:
    followed = Followed(HOLDING)
    followed.act(Action.START)
    followed.act(Action.TICK, 2_000)
    followed.act(Action.TICK, 40, slept_ms=1_500)
    assert followed.session.phase is Phase.INTERRUPTED
    assert followed.told[-1] == GapNoticed(gap_ms=1_500, at_ms=2_000)
    assert position_at(followed.session, followed.now_ms) == 2_000


def test_a_sleep_that_was_announced_is_written_when_the_machine_wakes() -> None:
    followed = Followed(HOLDING)
    followed.act(Action.START)
    followed.act(Action.TICK, 2_000)
    followed.act(Action.SLEEP, 500)
    assert followed.record().sleeps == ()
    followed.act(Action.TICK, 300, slept_ms=60_000)
    followed.act(Action.RESUME, 5_000)
    followed.act(Action.TICK, 1_000)
    record = followed.record()
    assert [(sleep.at_ms, sleep.slept_ms) for sleep in record.sleeps] == [(2_500, 60_000)]
    assert (record.active_ms, record.paused_ms, record.slept_ms) == (3_500, 5_300, 60_000)


def test_a_second_sleep_while_nobody_has_answered_has_a_moment_of_its_own() -> None:
    followed = Followed(HOLDING)
    followed.act(Action.START)
    followed.act(Action.SLEEP, 1_000)
    followed.act(Action.TICK, 0, slept_ms=10_000)
    followed.act(Action.TICK, 4_000)
    followed.act(Action.TICK, 0, slept_ms=20_000)
    record = followed.record()
    assert [(sleep.at_ms, sleep.slept_ms) for sleep in record.sleeps] == [(1_000, 10_000), (15_000, 20_000)]
    assert (record.active_ms, record.paused_ms, record.slept_ms) == (1_000, 4_000, 30_000)


def test_a_window_that_stood_still_beside_the_sleep_counts_as_before() -> None:
    followed = Followed(HOLDING)
    followed.act(Action.START)
    followed.act(Action.TICK, 9_000, slept_ms=2_000)
    assert followed.told[-1] == GapNoticed(gap_ms=11_000, at_ms=0, asleep=False)


def test_a_sleep_before_the_start_and_after_the_end_is_nobodys() -> None:
    followed = Followed(HOLDING)
    followed.act(Action.START, 0, slept_ms=60_000)
    assert followed.session.phase is Phase.RUNNING
    followed.act(Action.STOP)
    followed.act(Action.TICK, 0, slept_ms=60_000)
    assert not any(isinstance(effect, GapNoticed) for effect in followed.told)


TURNS = st.lists(
    st.tuples(
        st.sampled_from((Action.TICK, Action.TICK, Action.PAUSE, Action.RESUME, Action.SLEEP, Action.DONE)),
        st.integers(0, 2_900),
        st.just(0) | st.integers(1, 10**8),
    ),
    max_size=40,
)


@settings(max_examples=80)
@given(ROUTINES, TURNS)
def test_whatever_is_slept_the_record_adds_up_and_no_step_is_held_asleep(
    written: Routine, turns: list[tuple[Action, int, int]]
) -> None:
    followed = Followed(compile_routine(written, MOVEMENTS, 50))
    followed.act(Action.START)
    slept_in_all_ms = awake_ms = 0
    for action, wait_ms, slept_ms in turns:
        if followed.session.is_over:
            break
        before = followed.session
        followed.act(action, wait_ms, slept_ms)
        awake_ms += wait_ms
        slept_in_all_ms += slept_ms
        if slept_ms and before.goes_on:
            assert followed.session.phase in (Phase.INTERRUPTED, Phase.RUNNING, Phase.WAITING)
            assert followed.session.index == before.index
            assert followed.session.phase is Phase.INTERRUPTED or action is Action.RESUME
    record = followed.record()
    assert record.slept_ms == sum(sleep.slept_ms for sleep in record.sleeps) == slept_in_all_ms
    if not followed.session.is_over:
        assert record.active_ms + record.paused_ms == awake_ms
    held_ms = sum(effect.held_ms for effect in followed.told if isinstance(effect, StepLeft))
    assert held_ms <= awake_ms
    changes = [effect for effect in followed.told if isinstance(effect, PhaseChanged)]
    assert all(one.new is other.old for one, other in pairwise(changes))
