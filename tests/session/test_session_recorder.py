"""Between sessions and the history: what is handed over, when, and what is taken back."""

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, routine
from tests.hand_clock import HandClock
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase
from trunktimer.session.record import Ending, SessionRecord, StepRecord
from trunktimer.session.recording import read_bookmark, resumed
from trunktimer.session.session import Session, new_session
from trunktimer.session.session_recorder import BrokenOff, SessionRecorder, Source
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle

HOLDING = compile_routine(routine(HOLDS), {}, 100)
GATES = compile_routine(routine(OWN, lead_in=0), {}, 0)
SOURCE = Source(key="test", text='name = "Test"\n')
START_MS = 1_795_000_000_000


class Stage:
    """A shell with clocks that are moved by hand, and a history on paper."""

    def __init__(self, speed: float = 1.0) -> None:
        self.clock = HandClock()
        self.clock.now_ms = 5_000
        self.records: list[SessionRecord] = []
        self.rows: list[StepRecord] = []
        self.first = 0  # among the rows, of the session
        self.bookmarks: list[str] = []
        self.texts: set[str] = set()
        self.forgotten: list[str] = []
        self.speed = speed
        self.away_ms = 0
        self.zone = "Europe/Berlin"
        self.session_recorder = SessionRecorder(
            self.clock,
            self.wall,
            lambda: self.zone,
            lambda path: SOURCE,
            self._keep,
            self.forgotten.append,
            speed=speed,
        )
        self.session: Session

    def wall(self) -> WallTime:
        return WallTime(START_MS + self.away_ms + round(self.clock.now_ms / self.speed), 60)

    def _keep(self, record: SessionRecord, rows: object, bookmark: str, text: str) -> None:
        assert isinstance(rows, list)
        self.records.append(record)
        if len({one.uid for one in self.records[-2:]}) > 1:
            self.first = len(self.rows)
        for row in rows:
            self.rows[self.first + row.seq :] = [row]
        # Whatever ends the program now, in the middle of a hold too.
        assert sum(row.actual_ms for row in self.rows[self.first :]) == record.active_ms
        self.bookmarks.append(bookmark)
        self.texts.add(text)

    def follow(self, timeline: Timeline) -> None:
        self.session = new_session(timeline)
        self.session_recorder.on_open(self.session, "test.toml")
        self.act(Action.START)

    def act(self, action: Action, wait_ms: int = 0, target: int = 0) -> None:
        self.clock.pass_ms(wait_ms)
        self.session, effects = handle(self.session, action, self.clock.now_ms, target)
        self.session_recorder.on_effects(self.session, effects)

    def to_the_end(self) -> None:
        for _ in range(100_000):
            if self.session.is_over:
                return
            paused = self.session.phase in (Phase.PAUSED, Phase.INTERRUPTED)
            waits = Action.DONE if self.session.phase is Phase.WAITING else Action.TICK
            self.act(Action.RESUME if paused else waits, 2_500)
        raise AssertionError("no end was reached")

    def break_off(self) -> "Stage":
        """Another program, which goes on with what was kept."""
        after = Stage(self.speed)
        after.clock.now_ms = 31
        after.away_ms = self.wall().utc_ms - START_MS + 3_600_000
        place = read_bookmark(self.bookmarks[-1])
        assert place is not None
        session = resumed(self.session.timeline, place, after.clock.now_ms)
        assert session is not None
        after.session = session
        after.rows = list(self.rows)
        after.records, after.bookmarks = self.records[-1:], self.bookmarks[-1:]
        after.session_recorder.on_open(session, BrokenOff(source=SOURCE, record=self.records[-1], rows=self.rows))
        return after


def test_a_session_is_handed_over_when_it_begins_with_each_step_and_when_it_ends() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    assert len(stage.records) == 1
    stage.act(Action.TICK, 1_000)
    assert len(stage.records) == 1  # nothing has happened
    stage.to_the_end()
    last = stage.records[-1]
    assert (last.ending, last.is_complete, last.drift_ms) == (Ending.FINISHED, True, 0)
    assert [row.index for row in stage.rows] == list(range(len(HOLDING)))
    assert len({record.uid for record in stage.records}) == 1
    assert stage.session_recorder.uid == last.uid


def test_what_a_session_was_is_said_from_the_beginning() -> None:
    stage = Stage(speed=10.0)
    stage.follow(HOLDING)
    (record,) = stage.records
    assert len(record.uid) == 32
    assert int(record.uid, 16) >= 0
    assert (record.routine_key, record.routine_name, record.level, record.zone) == (
        "test",
        "Test",
        100,
        "Europe/Berlin",
    )
    assert record.routine_hash == hashlib.sha256(SOURCE.text.encode()).hexdigest()
    assert record.started == WallTime(START_MS + 500, 60)
    assert (record.speed, record.planned_ms, record.steps) == (10.0, HOLDING.total_ms, len(HOLDING))
    assert record.ending is Ending.RUNNING
    assert stage.texts == {SOURCE.text}


def test_pausing_is_handed_over_at_once() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    stage.act(Action.PAUSE, 1_500)
    assert stage.records[-1].active_ms == 1_500
    stage.act(Action.RESUME, 60_000)
    assert (stage.records[-1].active_ms, stage.records[-1].paused_ms) == (1_500, 60_000)


def test_a_hold_in_whose_pause_the_program_ends_is_not_lost_and_is_done_anew() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    for _ in range(4):
        stage.act(Action.TICK, 2_500)  # 3 s into the first hold
    stage.act(Action.PAUSE, 1_234)
    record, begun = stage.records[-1], stage.rows[-1]
    assert (begun.index, begun.outcome, begun.actual_ms, record.active_ms) == (2, "interrupted", 4_234, 11_234)
    after = stage.break_off()
    after.to_the_end()
    assert [row.index for row in after.rows] == [0, 1, 2, *range(2, len(HOLDING))]
    assert [row.seq for row in after.rows] == list(range(len(HOLDING) + 1))
    assert after.records[-1].is_complete


def test_a_pause_that_the_program_outlives_leaves_one_row_of_its_step() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    stage.act(Action.TICK, 2_500)
    stage.act(Action.PAUSE, 1_000)
    stage.act(Action.RESUME, 60_000)
    stage.to_the_end()
    assert [row.index for row in stage.rows] == list(range(len(HOLDING)))
    assert {row.outcome for row in stage.rows} == {"done"}


def test_a_session_that_goes_on_is_told_as_of_what_happened_last() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    stage.act(Action.TICK, 2_999)
    stage.act(Action.TICK, 2_801)  # the lead-in was over 800 ms ago
    record = stage.records[-1]
    assert (record.active_ms, record.ended) == (5_000, WallTime(START_MS + 5_000 + 5_000, 60))


def test_a_session_that_never_began_is_not_handed_over() -> None:
    stage = Stage()
    stage.session = new_session(HOLDING)
    stage.session_recorder.on_open(stage.session, "test.toml")
    stage.act(Action.JUMP, 1_000, 2)
    stage.act(Action.STOP)
    assert (stage.records, stage.forgotten, stage.session_recorder.uid) == ([], [], "")


def test_nothing_is_recorded_before_a_routine_is_opened() -> None:
    stage = Stage()
    stage.session = new_session(HOLDING)
    stage.act(Action.START)
    assert stage.records == []


def test_a_session_ended_in_its_first_lead_in_is_taken_back() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    uid = stage.session_recorder.uid
    stage.act(Action.STOP, 2_000)
    assert stage.forgotten == [uid]
    assert stage.session_recorder.uid == ""
    assert all(record.ending is Ending.RUNNING for record in stage.records)


def test_the_next_session_is_another_one() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    stage.to_the_end()
    first, rows = stage.session_recorder.uid, len(stage.rows)
    stage.act(Action.TICK, 1_000)
    stage.follow(GATES)
    stage.to_the_end()
    assert stage.session_recorder.uid != first
    assert [row.seq for row in stage.rows[rows:]] == list(range(len(GATES)))
    assert stage.records[-1].started.utc_ms > START_MS + HOLDING.total_ms
    assert stage.records[-1].active_ms == sum(row.actual_ms for row in stage.rows[rows:])


def test_opening_a_routine_again_while_one_runs_ends_nothing_by_itself() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    stage.session_recorder.on_open(new_session(HOLDING), "test.toml")
    assert stage.session_recorder.uid == ""
    stage.act(Action.TICK, 1_000)
    assert len(stage.records) == 1


def test_a_text_that_is_no_unicode_has_a_hash_as_well() -> None:
    assert len(Source(key="x", text="caf\udce9").hash) == 64


@settings(max_examples=60)
@given(
    written=ROUTINES,
    moments=st.lists(st.tuples(st.sampled_from(list(Action)), st.integers(0, 4_000), st.floats(0, 1)), max_size=30),
    breaks=st.integers(1, 3),
)
def test_a_session_that_breaks_off_again_and_again_ends_with_all_its_steps(
    written: Routine, moments: list[tuple[Action, int, float]], breaks: int
) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    stage = Stage()
    stage.follow(timeline)
    uid = stage.session_recorder.uid
    for _ in range(breaks):
        for action, wait_ms, where in moments:
            if action is not Action.STOP:
                stage.act(action, wait_ms, round(where * (len(timeline) - 1)))
        if stage.session.is_over:
            break
        stage = stage.break_off()
    stage.to_the_end()
    record = stage.records[-1]
    if not any(row.is_work and row.actual_ms for row in stage.rows):
        assert stage.forgotten == [uid]  # all was skipped
        return
    assert (record.uid, stage.session_recorder.uid, record.ending) == (uid, uid, Ending.FINISHED)
    assert [row.seq for row in stage.rows] == list(range(len(stage.rows)))
    assert {row.index for row in stage.rows} == set(range(len(timeline)))
    assert record.drift_ms == 0


def test_a_session_is_gone_on_with_under_its_own_name() -> None:
    stage = Stage()
    stage.follow(HOLDING)
    for _ in range(4):
        stage.act(Action.TICK, 2_500)
    before = stage.records[-1]
    after = stage.break_off()
    assert after.records == [before]  # nothing changed yet
    after.act(Action.RESUME, 1_000)
    first = after.records[1]
    assert replace(first, ended=None, paused_ms=0, slept_ms=0, sleeps=()) == replace(
        before, ended=None, paused_ms=0, slept_ms=0, sleeps=()
    )
    assert first.slept_ms >= 3_600_000


def test_each_session_is_in_the_zone_in_which_it_begins() -> None:
    stage = Stage()
    for zone in ("Europe/Berlin", "Asia/Tokyo"):
        stage.zone = zone
        stage.follow(GATES)
        stage.to_the_end()
        assert stage.records[-1].zone == zone
