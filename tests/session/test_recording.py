"""From effects to a record: real sessions are walked, and no second and no step may be missing in what is written."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OPEN_ROUTINES, OWN, ROUTINES, count, routine, seconds
from tests.replay import held_at
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Load, MostReps, Pace, Routine
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.timing import OpenEnd
from trunktimer.session.effects import Effect, Outcome, Phase, PhaseChanged, StepLeft, StepsSkipped
from trunktimer.session.record import Ending, SessionRecord, StepRecord, sets_of
from trunktimer.session.recording import Bookmark, Recording, bookmark_of, read_bookmark, resumed
from trunktimer.session.session import new_session
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle

# 0 lead-in 5 s · 1 raise 2 · 2 hold 15 (min 10) · 3 lower 2 · 4..6 the same · 7 rest 60 · 8..13 set 2
HOLDING = compile_routine(routine(HOLDS), {}, 100)
TWO = compile_routine(
    routine(Block(name="A", hold=seconds(10), sets=count(2)), Block(name="B", hold=seconds(10)), between=20), {}, 0
)  # 0 lead-in · 1 hold · 2 rest 60 · 3 hold · 4 rest 20 · 5 lead-in · 6 hold
GATES = compile_routine(routine(OWN), {}, 0)  # 0 lead-in · 1 gate · 2 gate
BARE = compile_routine(routine(OWN, OWN, lead_in=0, between=1), {}, 0)  # 0 gate · 1 gate · 2 rest 1 s · 3 gate · 4 gate
ONE = compile_routine(routine(Block(name="A", hold=seconds(10)), lead_in=0), {}, 0)  # 0 hold
START = WallTime(1_795_000_000_000, 60)
_TICK_MS = 2_500


class Followed:
    """A session driven by hand, and its recording; the clock on the wall is `slow` thousandths slower."""

    def __init__(self, timeline: Timeline, *, begin_ms: int = 0, speed: float = 1.0, slow: int = 0) -> None:
        self.now_ms = self.zero_ms = begin_ms
        self.speed, self.slow = speed, slow
        self.session = new_session(timeline)
        self.begun = SessionRecord(
            uid="0" * 32,
            routine_key="test",
            routine_name=timeline.name,
            routine_hash="",
            level=timeline.level,
            started=self.wall(),
            speed=speed,
            planned_ms=timeline.total_ms,
        )
        self.recording = Recording(self.begun, timeline, begin_ms)
        self.rows: list[StepRecord] = []
        self.told: list[Effect] = []
        self.kept: tuple[SessionRecord, int, str] | None = None

    def wall(self) -> WallTime:
        passed_ms = (self.now_ms - self.zero_ms) / self.speed
        return WallTime(START.utc_ms + round(passed_ms * (1_000 - self.slow) / 1_000), START.offset_min)

    def act(self, action: Action, wait_ms: int = 0, target: int = 0) -> list[StepRecord]:
        self.now_ms += wait_ms
        self.session, effects = handle(self.session, action, self.now_ms, target)
        rows = self.recording.take(self.session, effects)
        self.rows += rows
        self.told += effects
        if rows or any(isinstance(effect, PhaseChanged) for effect in effects):  # what the shells write, and when
            self.kept = self.record(), len(self.rows), bookmark_of(self.session).text()
        return rows

    def record(self) -> SessionRecord:
        return self.recording.record(self.now_ms, self.wall())

    def wait(self, wait_ms: int) -> None:
        """Let time pass in ticks."""
        while wait_ms > 0:
            self.act(Action.TICK, min(_TICK_MS, wait_ms))
            wait_ms -= _TICK_MS

    def to_the_end(self) -> SessionRecord:
        """Go on until it is over: gates are answered, skipped blocks walked."""
        for _ in range(100_000):
            if self.session.is_over:
                return self.record()
            if self.session.phase in (Phase.PAUSED, Phase.INTERRUPTED):
                self.act(Action.RESUME, 700)
            elif self.session.phase is Phase.WAITING:
                self.act(Action.DONE, 300)
            else:
                self.act(Action.TICK, _TICK_MS)
        raise AssertionError("no end was reached")


def started(timeline: Timeline, *, begin_ms: int = 0) -> Followed:
    followed = Followed(timeline, begin_ms=begin_ms)
    followed.act(Action.START)
    return followed


def outcomes(rows: list[StepRecord]) -> list[tuple[int, Outcome]]:
    return [(row.index, row.outcome) for row in rows]


# ---- what is written of a session


def test_a_session_done_as_planned_is_complete() -> None:
    followed = started(HOLDING, begin_ms=5_000)
    record = followed.to_the_end()
    assert (record.ending, record.is_complete) == (Ending.FINISHED, True)
    assert (record.steps, record.work_steps, record.short_steps) == (14, 12, 0)
    assert (record.active_ms, record.paused_ms, record.slept_ms) == (HOLDING.total_ms, 0, 0)
    assert record.drift_ms == 0
    assert outcomes(followed.rows) == [(at, Outcome.DONE) for at in range(14)]
    assert [row.ended_ms for row in followed.rows] == [step.end_ms for step in HOLDING]


def test_a_row_says_all_there_is_to_know_of_its_step() -> None:
    sides = compile_routine(
        routine(Block(repeat=count(2), blocks=(Block(movement="donkey-kick", hold=seconds(1), reps=(count(2),)),))),
        MOVEMENTS,
        0,
    )
    followed = started(sides)
    followed.to_the_end()
    work = [row for row in followed.rows if row.is_hold]
    assert [(row.rounds, row.side, row.rep) for row in work[:4]] == [
        ("1/2", "left", 1),
        ("1/2", "left", 2),
        ("1/2", "right", 1),
        ("1/2", "right", 2),
    ]
    last = work[-1]
    assert (last.block, last.rounds, last.movement, last.name) == ("1.1", "2/2", "donkey-kick", "Donkey kick")
    assert (last.set, last.sets, last.rep, last.reps, last.planned_ms, last.min_ms) == (1, 1, 2, 2, 1_000, None)


def test_a_hold_let_go_early_is_written_with_its_real_time() -> None:
    followed = started(HOLDING)
    followed.wait(7_000)
    rows = followed.act(Action.DONE, 11_200)
    assert rows == []  # a gap of more than 3 s: the hold was interrupted, and nothing was let go
    followed.act(Action.RESUME)
    followed.wait(10_100)
    (row,) = followed.act(Action.DONE, 100)
    assert (row.outcome, row.actual_ms, row.min_ms, row.planned_ms) == (Outcome.RELEASED, 10_200, 10_000, 15_000)
    record = followed.to_the_end()
    assert (record.ending, record.short_steps, record.is_complete) == (Ending.FINISHED, 1, False)


def test_a_pause_is_told_apart_from_the_work() -> None:
    followed = started(HOLDING)
    followed.act(Action.PAUSE, 1_000)
    followed.act(Action.RESUME, 50_000)
    followed.wait(2_000)
    record = followed.record()
    assert (record.active_ms, record.paused_ms, record.slept_ms) == (3_000, 50_000, 0)
    assert record.ending is Ending.RUNNING
    assert record.drift_ms is None


def test_a_sleep_is_written_with_its_moment_and_its_length() -> None:
    followed = started(HOLDING)
    followed.act(Action.TICK, 2_000)
    followed.act(Action.TICK, 60_000)
    followed.act(Action.RESUME, 4_000)
    followed.act(Action.TICK, 1_000)
    record = followed.record()
    assert [(sleep.at_ms, sleep.slept_ms) for sleep in record.sleeps] == [(2_000, 60_000)]
    assert (record.active_ms, record.paused_ms, record.slept_ms) == (3_000, 4_000, 60_000)


def test_a_step_begun_anew_has_a_row_for_each_time() -> None:
    followed = started(HOLDING)
    followed.wait(6_000)
    followed.act(Action.RESTART_STEP, 500)
    followed.wait(2_000)
    followed.act(Action.BACK, 700)
    rows = [(row.seq, row.index, row.outcome, row.actual_ms) for row in followed.rows]
    assert rows == [
        (0, 0, Outcome.DONE, 5_000),
        (1, 1, Outcome.RESTARTED, 1_500),
        (2, 1, Outcome.DONE, 2_000),
        (3, 2, Outcome.LEFT, 700),
    ]
    record = followed.to_the_end()
    assert record.is_complete  # all of it was done in the end
    assert record.active_ms == HOLDING.total_ms + 1_500 + 700 + 2_000


def test_work_that_was_done_whole_and_then_begun_anew_and_skipped_is_short() -> None:
    followed = started(TWO)
    followed.wait(15_000)
    assert followed.record().short_steps == 2  # of three holds the first one is done
    followed.act(Action.BACK, 100)
    followed.act(Action.SKIP_STEP, 100)
    assert outcomes(followed.rows)[-1] == (1, Outcome.SKIPPED)
    assert followed.record().short_steps == 3


def test_a_session_that_was_ended_has_an_interrupted_step() -> None:
    followed = started(HOLDING)
    followed.wait(8_000)
    (row,) = followed.act(Action.STOP, 500)
    assert (row.index, row.outcome, row.actual_ms) == (2, Outcome.INTERRUPTED, 1_500)
    record = followed.record()
    assert (record.ending, record.work_steps, record.short_steps) == (Ending.STOPPED, 12, 11)
    assert record.active_ms == 8_500


def test_skipped_steps_have_rows_of_no_time() -> None:
    followed = started(HOLDING)
    rows = followed.act(Action.JUMP, 1_000, 5)
    assert outcomes(rows) == [(at, Outcome.SKIPPED) for at in range(5)]
    assert [row.actual_ms for row in rows] == [1_000, 0, 0, 0, 0]
    assert {row.ended_ms for row in rows} == {1_000}


def test_what_is_offered_again_is_marked_and_counts_as_done() -> None:
    followed = started(TWO)
    followed.act(Action.SKIP_BLOCK, 2_000)
    followed.wait(5_000 + 10_000)
    assert followed.session.offering
    followed.wait(4_000)
    followed.act(Action.DONE)
    record = followed.to_the_end()
    assert [(row.index, row.outcome) for row in followed.rows if row.again] == [
        (0, Outcome.DONE),
        (1, Outcome.DONE),
        (2, Outcome.DONE),
        (3, Outcome.DONE),
    ]
    assert record.short_steps == 0
    assert record.paused_ms == 4_000  # the time in which the blocks were offered
    assert record.active_ms == sum(row.actual_ms for row in followed.rows)


def test_a_routine_of_one_block_that_is_done_after_the_offer_is_marked_as_well() -> None:
    followed = started(ONE)
    followed.act(Action.SKIP_BLOCK, 1_000)
    followed.act(Action.DONE, 1_000)
    followed.to_the_end()
    assert [(row.outcome, row.again) for row in followed.rows] == [(Outcome.SKIPPED, False), (Outcome.DONE, True)]


def test_an_offer_that_is_declined_leaves_the_block_short() -> None:
    followed = started(TWO)
    followed.act(Action.SKIP_BLOCK, 2_000)
    followed.wait(15_000)
    followed.act(Action.SKIP_STEP, 3_000)
    record = followed.record()
    assert (record.ending, record.short_steps) == (Ending.FINISHED, 2)
    assert (record.paused_ms, record.drift_ms) == (3_000, 0)


def test_a_pause_while_blocks_are_offered_does_not_become_work() -> None:
    followed = started(TWO)
    followed.act(Action.SKIP_BLOCK, 2_000)
    followed.wait(15_000)
    followed.act(Action.PAUSE, 1_000)
    followed.act(Action.RESUME, 1_000)
    followed.act(Action.TICK, 2_000)
    record = followed.record()
    assert (record.active_ms, record.paused_ms) == (17_000, 4_000)


def test_the_wait_at_a_gate_before_an_offer_is_work() -> None:
    followed = started(BARE)
    followed.act(Action.SKIP_BLOCK, 1_000)
    followed.act(Action.DONE, 2_000)
    followed.act(Action.DONE, 2_500)
    assert followed.session.offering
    record = followed.record()
    assert (record.active_ms, record.paused_ms) == (5_500, 0)


def test_the_wait_at_a_gate_after_an_offer_is_work() -> None:
    followed = started(BARE)
    followed.act(Action.SKIP_BLOCK, 1_000)
    followed.act(Action.DONE, 1_000)
    followed.act(Action.DONE, 1_000)
    assert followed.session.offering
    followed.act(Action.DONE, 2_500)  # walk the skipped block after all; it begins with a gate
    followed.act(Action.TICK, 2_000)
    record = followed.record()
    assert (record.active_ms, record.paused_ms) == (5_000, 2_500)


def test_a_hold_that_was_moved_forward_was_not_done_as_planned() -> None:
    followed = started(ONE)
    followed.act(Action.FORWARD, 1_000)
    record = followed.to_the_end()
    assert [row.actual_ms for row in followed.rows] < [10_000]
    assert (record.ending, record.short_steps, record.is_complete) == (Ending.FINISHED, 1, False)


def test_a_session_ended_in_its_first_lead_in_is_not_worth_keeping() -> None:
    followed = started(HOLDING)
    followed.act(Action.STOP, 2_000)
    assert followed.recording.is_over
    assert not followed.recording.is_worth_keeping


def test_any_work_at_all_is_worth_keeping() -> None:
    followed = started(HOLDING)
    followed.wait(5_000)
    followed.act(Action.STOP, 1)
    assert followed.recording.is_worth_keeping


# ---- clocks


def test_a_clock_on_the_wall_that_lags_is_a_negative_drift() -> None:
    followed = Followed(HOLDING, slow=1)
    followed.act(Action.START)
    record = followed.to_the_end()
    assert HOLDING.total_ms == 141_000
    assert record.drift_ms is not None
    assert record.drift_ms == pytest.approx(-141, abs=_TICK_MS / 1_000)  # the last tick may come late


def test_the_drift_does_not_grow_while_the_end_is_on_the_screen() -> None:
    followed = started(HOLDING)
    followed.to_the_end()
    followed.now_ms += 600_000
    record = followed.record()
    assert (record.drift_ms, record.active_ms) == (0, HOLDING.total_ms)


@pytest.mark.parametrize("speed", [0.5, 10.0, 300.0])
def test_a_rehearsal_is_written_in_the_time_of_the_session(speed: float) -> None:
    followed = Followed(HOLDING, begin_ms=777, speed=speed)
    followed.act(Action.START)
    record = followed.to_the_end()
    assert record.active_ms == HOLDING.total_ms
    assert record.drift_ms is not None
    assert abs(record.drift_ms) <= speed


@pytest.mark.parametrize("until_min", [0, 60, 120])
def test_a_session_over_midnight_or_a_change_of_the_clocks_belongs_to_the_day_it_began_on(until_min: int) -> None:
    followed = started(HOLDING)
    before = followed.record()
    followed.to_the_end()
    ended = WallTime(followed.wall().utc_ms, until_min)
    record = followed.recording.record(followed.now_ms, ended)
    assert record.started == before.started == START
    assert (record.ended, record.drift_ms) == (ended, 0)


# ---- laws

_ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            (*Action, *[Action.SKIP_BLOCK, Action.DONE, Action.PAUSE, Action.RESUME] * 4)
        ),  # offers are rare
        st.one_of(st.integers(0, 2_900), st.integers(0, 2_900), st.integers(3_001, 10**6)),
        st.floats(0, 1),
    ),
    max_size=40,
)


@settings(max_examples=30)
@given(
    written=ROUTINES | OPEN_ROUTINES,
    level=st.integers(0, 100),
    acts=_ACTS,
    first=st.floats(0, 1),
    finishes=st.booleans(),
)
def test_whatever_is_done_every_second_and_every_step_is_accounted_for(
    written: Routine, level: int, acts: list[tuple[Action, int, float]], first: float, finishes: bool
) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    followed = Followed(timeline, begin_ms=12_345)
    followed.act(Action.JUMP, 0, round(first * (len(timeline) - 1)))
    began = followed.session.index
    followed.act(Action.START)
    for action, wait_ms, where in acts:
        followed.act(action, wait_ms, round(where * (len(timeline) - 1)))
        _check_laws(followed)
    if finishes:
        followed.to_the_end()
        _check_laws(followed)
        if followed.session.phase is Phase.FINISHED:
            assert {row.index for row in followed.rows} >= set(range(began, len(timeline)))


def _check_laws(followed: Followed) -> None:
    record, rows = followed.record(), followed.rows
    accounted_ms = record.active_ms + record.paused_ms + record.slept_ms
    if followed.session.is_over:
        ends = [one.at_ms for one in followed.told if isinstance(one, PhaseChanged)]
        assert accounted_ms == ends[-1] - followed.zero_ms
        assert record.drift_ms == 0
    else:
        assert accounted_ms == followed.now_ms - followed.zero_ms
    under_way_ms = held_at(followed.session, followed.now_ms) if followed.session.step is not None else 0
    if followed.session.is_over:
        under_way_ms = 0
    assert record.active_ms == sum(row.actual_ms for row in rows) + under_way_ms
    assert sum(sleep.slept_ms for sleep in record.sleeps) == record.slept_ms
    assert [row.seq for row in rows] == list(range(len(rows)))
    assert [row.ended_ms for row in rows] == sorted(row.ended_ms for row in rows)
    assert all(0 <= row.ended_ms <= followed.now_ms - followed.zero_ms for row in rows)
    assert outcomes(rows) == _told(followed.told)
    assert 0 <= record.short_steps <= record.work_steps
    last = {row.index: row for row in rows if row.is_work}
    done = [row for row in last.values() if row.outcome is Outcome.DONE]
    whole = [row for row in done if row.actual_ms >= row.planned_ms]  # not moved forward
    left_out = [row for row in last.values() if row.left_out]
    in_full = record.work_steps - record.short_steps
    assert len(whole) + len(left_out) <= in_full <= len(done) + len(left_out)
    if record.ending is Ending.RUNNING:
        assert record.drift_ms is None


def _told(effects: list[Effect]) -> list[tuple[int, Outcome]]:
    """The steps that the session said it left, in order."""
    told: list[tuple[int, Outcome]] = []
    for effect in effects:
        match effect:
            case StepLeft(index=index, outcome=outcome):
                told.append((index, outcome))
            case StepsSkipped(first=first, last=last):
                told.extend((at, Outcome.SKIPPED) for at in range(first, last))
            case _:
                pass
    return told


# ---- going on after the program ended


def gone_on_with(before: Followed, *, now_ms: int, away_ms: int) -> Followed:
    """Another program goes on with what was written; its clock reads `now_ms`, and the wall went on by `away_ms`."""
    assert before.kept is not None
    record, written, text = before.kept
    place = read_bookmark(text)
    assert place is not None
    session = resumed(before.session.timeline, place, now_ms)
    assert session is not None
    after = Followed(session.timeline)
    assert record.ended is not None
    kept_ms = record.active_ms + record.paused_ms + record.slept_ms
    after.now_ms, after.zero_ms = now_ms, now_ms - kept_ms - away_ms
    after.rows = before.rows[:written]
    after.session = session
    after.begun, after.kept = record, before.kept
    after.recording = Recording(record, session.timeline, now_ms, rows=after.rows)
    after.recording.go_on(session, after.wall())
    return after


def test_going_on_begins_the_step_anew_and_counts_the_time_between_as_a_sleep() -> None:
    before = started(HOLDING)
    before.wait(9_000)  # two seconds of the hold are lost
    after = gone_on_with(before, now_ms=50, away_ms=3_600_000)
    assert (after.session.phase, after.session.index) == (Phase.PAUSED, 2)
    record = after.to_the_end()
    assert record.is_complete
    assert outcomes(after.rows) == [(at, Outcome.DONE) for at in range(14)]
    assert [row.seq for row in after.rows] == list(range(14))
    # The last word was at 7.5 s, in the tick that told the end of the raise.
    assert [(sleep.at_ms, sleep.slept_ms) for sleep in record.sleeps] == [(7_500, 3_600_000)]
    assert (record.slept_ms, record.paused_ms, record.drift_ms) == (3_600_000, 700, 0)
    assert record.active_ms == HOLDING.total_ms + 500
    assert after.rows[-1].ended_ms == record.active_ms + record.paused_ms + record.slept_ms


def test_a_sleep_before_the_break_is_still_there_after_it() -> None:
    before = started(HOLDING)
    before.act(Action.TICK, 2_000)
    before.act(Action.TICK, 60_000)
    before.act(Action.RESUME, 1_000)
    after = gone_on_with(before, now_ms=0, away_ms=5_000)
    assert [(sleep.at_ms, sleep.slept_ms) for sleep in after.record().sleeps] == [(2_000, 60_000), (63_000, 5_000)]


@pytest.mark.parametrize("breaks_off", [False, True])
def test_what_follows_a_jump_out_of_what_was_offered_is_not_done_again(breaks_off: bool) -> None:
    followed = started(TWO)
    followed.act(Action.SKIP_BLOCK, 2_000)
    followed.wait(5_000 + 10_000)
    followed.act(Action.DONE)
    followed.wait(6_000)  # the lead-in of the skipped block, and a second of its hold
    followed.act(Action.JUMP, 0, 6)
    if breaks_off:
        followed = gone_on_with(followed, now_ms=0, away_ms=5_000)
    followed.act(Action.SKIP_STEP)
    assert [row.index for row in followed.rows if row.again] == [0, 1, 2, 3, 4, 5]
    assert followed.rows[-1].index == 6 and not followed.rows[-1].again


def test_a_wall_that_was_set_back_makes_no_sleep_of_less_than_nothing() -> None:
    before = started(HOLDING)
    before.wait(9_000)
    after = gone_on_with(before, now_ms=0, away_ms=-7_200_000)
    assert after.record().slept_ms == 0
    assert [sleep.slept_ms for sleep in after.record().sleeps] == [0]


@pytest.mark.parametrize("moment_ms", range(0, 40_000, 1_100))
def test_a_session_that_broke_off_at_any_moment_is_gone_on_with_to_its_end(moment_ms: int) -> None:
    before = started(TWO)
    before.act(Action.TICK, 1_500)
    before.act(Action.SKIP_BLOCK, 500)
    before.wait(moment_ms)
    while before.session.offering and moment_ms > 20_000:
        before.act(Action.DONE)
        before.wait(moment_ms - 20_000)
    after = gone_on_with(before, now_ms=0, away_ms=60_000)
    record = after.to_the_end()
    assert record.ending is Ending.FINISHED
    assert record.short_steps == 0
    assert {row.index for row in after.rows} == set(range(len(TWO)))
    assert [row.index for row in after.rows if row.again] == [0, 1, 2, 3]
    assert [row.seq for row in after.rows] == list(range(len(after.rows)))
    assert record.drift_ms == 0


def test_the_only_block_is_not_done_again_because_its_session_was_gone_on_with() -> None:
    before = started(ONE)
    before.wait(3_000)
    after = gone_on_with(before, now_ms=0, away_ms=5_000)
    after.to_the_end()
    assert [(row.index, row.again) for row in after.rows] == [(0, False)]


def test_an_offer_that_was_gone_on_with_is_not_counted_as_work() -> None:
    before = started(TWO)
    before.act(Action.SKIP_BLOCK, 2_000)
    before.wait(15_000)
    after = gone_on_with(before, now_ms=0, away_ms=60_000)
    after.act(Action.RESUME)
    after.act(Action.TICK, 2_000)
    assert after.session.offering
    assert after.record().active_ms == before.record().active_ms == 17_000


@settings(max_examples=30)
@given(written=ROUTINES, acts=_ACTS, again=_ACTS, away_ms=st.integers(0, 10**8))
def test_whatever_was_done_before_and_after_a_break_all_steps_are_written(
    written: Routine, acts: list[tuple[Action, int, float]], again: list[tuple[Action, int, float]], away_ms: int
) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    after = started(timeline)
    for some in (acts, again, []):
        for action, wait_ms, where in some:
            if action is not Action.STOP:
                after.act(action, wait_ms, round(where * (len(timeline) - 1)))
        if after.session.is_over:
            break
        after = gone_on_with(after, now_ms=99, away_ms=away_ms)
        assert after.session.phase is Phase.PAUSED
    record = after.to_the_end()
    assert record.ending is Ending.FINISHED
    assert record.drift_ms == 0
    assert [row.seq for row in after.rows] == list(range(len(after.rows)))
    assert [row.ended_ms for row in after.rows] == sorted(row.ended_ms for row in after.rows)
    assert {row.index for row in after.rows} == set(range(len(timeline)))
    assert record.active_ms >= sum(row.actual_ms for row in after.rows)


# ---- bookmarks


@given(
    st.builds(
        Bookmark,
        index=st.integers(0, 10**6),
        ahead=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=4).map(tuple),
        skipped=st.lists(st.integers(0, 99), max_size=4).map(tuple),
        offering=st.booleans(),
        taken_up=st.lists(st.integers(0, 99), max_size=4).map(tuple),
    )
)
def test_a_bookmark_is_read_as_it_was_written(place: Bookmark) -> None:
    assert read_bookmark(place.text()) == place
    assert "\n" not in place.text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        '"index"',
        "{}",
        '{"index": 1}',
        '{"index": "x", "ahead": [[0, 7]], "skipped": [], "offering": false}',
        '{"index": 1, "ahead": [[0, 7, 9]], "skipped": [], "offering": false}',
        '{"index": 1, "ahead": [0, 7], "skipped": [], "offering": false}',
        '{"index": 1, "ahead": null, "skipped": [], "offering": false}',
        '{"index": Infinity, "ahead": [[0, 7]], "skipped": [], "offering": false}',
        '{"index": 1, "ahead": [[0, 7]], "skipped": [], "offering": false, "taken_up": null}',
        '{"index": NaN, "ahead": [[0, 7]], "skipped": [], "offering": false}',
        "[" * 100_000,
    ],
)
def test_what_is_no_bookmark_is_none(text: str) -> None:
    assert read_bookmark(text) is None


@given(st.text(max_size=40))
def test_no_text_at_all_makes_a_fault(text: str) -> None:
    assert read_bookmark(text) is None or isinstance(read_bookmark(text), Bookmark)


@pytest.mark.parametrize(
    "place",
    [
        Bookmark(index=7, ahead=((0, 7),)),
        Bookmark(index=-1, ahead=((-1, 7),)),
        Bookmark(index=-1, ahead=((0, 7),)),
        Bookmark(index=3, ahead=()),
        Bookmark(index=3, ahead=((0, 3),)),
        Bookmark(index=3, ahead=((0, 8),)),
        Bookmark(index=3, ahead=((0, 7), (5, 5))),
        Bookmark(index=3, ahead=((0, 7), (5, 9))),
        Bookmark(index=3, ahead=((0, 7),), skipped=(7,)),
        Bookmark(index=3, ahead=((0, 7),), skipped=(-1,)),
        Bookmark(index=3, ahead=((0, 7),), taken_up=(7,)),
        Bookmark(index=7, ahead=(), skipped=(), offering=True),
        Bookmark(index=6, ahead=(), skipped=(1,), offering=True),
        Bookmark(index=7, ahead=((0, 7),), skipped=(1,), offering=True),
    ],
)
def test_a_place_that_the_timeline_has_not_is_refused(place: Bookmark) -> None:
    assert len(TWO) == 7
    assert resumed(TWO, place, 0) is None


@pytest.mark.parametrize(
    ("place", "index"),
    [
        (Bookmark(index=0, ahead=((0, 7),)), 0),
        (Bookmark(index=6, ahead=((0, 7),), skipped=(0,)), 6),
        (Bookmark(index=3, ahead=((0, 4), (5, 7)), taken_up=(0, 5)), 3),
        (Bookmark(index=6, ahead=((5, 7),), taken_up=(0, 5)), 6),  # the first of them is behind
        (Bookmark(index=7, ahead=(), skipped=(1,), offering=True), 7),
    ],
)
def test_a_place_is_found_again_paused_and_nothing_of_the_step_is_held(place: Bookmark, index: int) -> None:
    session = resumed(TWO, place, 4_000, gap_ms=9_000)
    assert session is not None
    assert (session.phase, session.index, session.gap_ms) == (Phase.PAUSED, index, 9_000)
    assert held_at(session, 9_000) == 0
    assert bookmark_of(session) == place
    onward, _ = handle(session, Action.RESUME, 5_000)
    assert onward.phase is (Phase.WAITING if place.offering else Phase.RUNNING)


@pytest.mark.parametrize(("ahead", "taken_up"), [([[0, 7]], ()), ([[0, 4], [5, 7]], (0, 5)), ([[6, 7]], (5,))])
def test_a_bookmark_of_before_shows_by_what_is_ahead_what_was_taken_up(ahead: object, taken_up: object) -> None:
    place = read_bookmark(json.dumps({"index": 6, "ahead": ahead, "skipped": [], "offering": False}))
    assert place is not None
    session = resumed(TWO, replace(place, index=place.ahead[0][0]), 0)
    assert session is not None
    assert session.taken_up == taken_up


def test_a_session_at_a_gate_is_gone_on_with_at_the_gate() -> None:
    before = started(GATES)
    before.wait(5_000)
    assert before.session.phase is Phase.WAITING
    after = gone_on_with(before, now_ms=0, away_ms=1_000)
    after.act(Action.RESUME)
    assert after.session.phase is Phase.WAITING
    (row,) = after.act(Action.DONE, 2_000)
    assert (row.kind, row.outcome, row.actual_ms) == (StepKind.GATE, Outcome.DONE, 2_000)


def test_what_is_over_cannot_be_gone_on_with() -> None:
    before = started(ONE)
    before.to_the_end()
    assert before.kept is not None
    place = read_bookmark(before.kept[2])
    assert place is not None
    assert resumed(ONE, place, 0) is None


# ---- what format 2 does


def test_what_counts_up_is_kept_with_its_real_time_and_is_never_short() -> None:
    block = Block(name="Plank", hold=OpenEnd(seconds(40)), reps=(count(1),), load=Load("4 kg", 4.0, "kg"))
    followed = Followed(compile_routine(routine(block, lead_in=0), {}, 100))
    followed.session = replace(followed.session, reach_ms=1_000)
    followed.act(Action.START)
    followed.act(Action.DONE, 2_900)
    (row,) = followed.rows
    assert (row.actual_ms, row.counted_ms, row.planned_ms, row.load) == (2_900, 1_900, 40_000, "4 kg")
    assert followed.record().is_complete
    (one,) = sets_of(followed.rows)
    assert (one.held_ms, one.hold_planned_ms, one.hold_min_ms, one.counted_ms) == (2_900, 40_000, 0, 1_900)


@pytest.mark.parametrize(("said", "sets"), [(12, (12, 12)), (None, (0, 0))])
def test_how_many_reps_it_were_is_kept_or_that_nothing_was_said(said: int | None, sets: tuple[int, int]) -> None:
    block = Block(name="Squats", duration=seconds(2), reps=(MostReps(),))
    followed = Followed(compile_routine(routine(block, lead_in=0), {}, 100))
    followed.act(Action.START)
    followed.act(Action.TICK, 2_000)
    followed.act(Action.DONE if said is None else Action.COUNT, 500, said or 0)
    assert [row.counted_reps for row in followed.rows] == [None, said]
    (one,) = sets_of(followed.rows)
    assert ((one.reps, one.reps_planned), one.counted_reps) == (sets, said)


def test_a_block_that_was_left_out_is_not_held_against_anybody() -> None:
    blocks = (Block(name="A", hold=seconds(2), optional=True), Block(name="B", hold=seconds(2)))
    followed = Followed(compile_routine(routine(*blocks, lead_in=1), {}, 100))
    followed.act(Action.START)
    followed.act(Action.SKIP_BLOCK, 500)
    record = followed.to_the_end()
    assert [(row.optional, row.left_out) for row in followed.rows] == [(True, True)] * 2 + [(False, False)] * 2
    assert (record.ending, record.is_complete) == (Ending.FINISHED, True)


def test_what_was_spent_in_a_minute_is_taken_from_its_rest_after_a_break_too() -> None:
    block = Block(name="Squats", reps=(count(5),), sets=count(2), every=seconds(10), pace=Pace.SET)
    before = Followed(compile_routine(routine(block, lead_in=0), {}, 100))
    before.act(Action.START)
    before.act(Action.DONE, 2_500)
    after = gone_on_with(before, now_ms=50, away_ms=60_000)
    assert (after.session.index, after.session.position_ms) == (1, 2_500)


_EVERY_GATE = compile_routine(
    routine(
        Block(
            name="A", hold=OpenEnd(seconds(4), seconds(9)), reps=(count(1),), sets=count(2), rest_between_sets=OpenEnd()
        ),
        Block(name="B", duration=seconds(2), reps=(MostReps(),), optional=True),
        Block(name="C", reps=(count(5),), sets=count(2), every=seconds(5), pace=Pace.SET),
        OWN,
        lead_in=0,
    ),
    {},
    100,
)


@pytest.mark.parametrize("at", [step.index for step in _EVERY_GATE if step.is_gate])
def test_a_session_that_was_killed_at_any_gate_is_gone_on_with_to_its_end(at: int) -> None:
    before = Followed(_EVERY_GATE)
    before.act(Action.START)
    before.act(Action.JUMP, 100, at)
    before.act(Action.TICK, 1_500)
    after = gone_on_with(before, now_ms=50, away_ms=60_000)
    assert (after.session.index, after.session.phase) == (at, Phase.PAUSED)
    after.act(Action.RESUME, 100)
    assert after.session.phase is Phase.WAITING
    record = after.to_the_end()
    assert record.ending is Ending.FINISHED
    assert {row.index for row in after.rows} >= set(range(at, len(_EVERY_GATE)))
