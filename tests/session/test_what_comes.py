"""What is said of what comes is what really comes: after skips, offers, jumps and pauses of every kind."""

from collections.abc import Iterator

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.builders import MOVEMENTS, ROUTINES, count, routine, seconds
from tests.replay import play
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine, Sides
from trunktimer.routine.timeline import Step
from trunktimer.session.cues import SoundCue
from trunktimer.session.display import Display, SegmentState
from trunktimer.session.effects import (
    BlocksOffered,
    Effect,
    Outcome,
    Phase,
    PhaseChanged,
    SoundsHalted,
    SoundsPlaced,
    StepEntered,
    StepLeft,
    StepsSkipped,
)
from trunktimer.session.record import SessionRecord
from trunktimer.session.recording import Recording
from trunktimer.session.says import Says
from trunktimer.session.session import Session, new_session, session_cues
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import Voice
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

# 0 lead-in 5 s · 1 hold 5 · 2 rest 60 · 3 hold 5 · 4 rest 60 · 5 hold 5 · 6 rest 6 · and so on
THREE = compile_routine(
    routine(
        Block(name="A", hold=seconds(5), sets=count(3)),
        Block(name="B", hold=seconds(10), sides=Sides.ONE_THEN_OTHER),
        Block(name="C", hold=seconds(10)),
        between=6,
    ),
    {},
    0,
)
A, B, C = THREE.blocks
SKIPS = "0 start\n0 jump 3\n0 skip-block\n0 skip-block\n0 skip-step\n0 skip-step\n0 done"


def shown(script: str, at_ms: int = 0) -> Display:
    return display(play(THREE, script)[0], at_ms)


def test_what_was_skipped_comes_in_place_of_the_end() -> None:
    assert shown("0 start\n0 skip-block\n0 skip-block\n0 skip-step").next == "Next: what was skipped"
    assert shown(f"0 start\n0 jump {C.first + 1}").next == "Next: the end"


def test_what_is_walked_again_is_what_is_told() -> None:
    """The lead-in of A, its sets 2 and 3, and B: neither set 1 nor C."""
    getting_ready = shown(SKIPS)
    assert (getting_ready.title, getting_ready.next) == ("A", "5 s × 2 sets")
    b_ms = sum(step.duration_ms for step in THREE.steps[B.first : B.last])
    assert getting_ready.left_ms == 5_000 + 5_000 + 60_000 + 5_000 + b_ms
    last_hold = shown(f"{SKIPS}\n0 skip-step\n0 skip-step\n0 skip-step")
    assert (last_hold.counts, last_hold.next) == (("set 3/3",), "Next: B LEFT")
    end = shown(f"{SKIPS}\n" + "0 skip-step\n" * 7)
    assert (end.title, end.side, end.next, end.left_ms) == ("B", "RIGHT", "Next: the end", 10_000)


def test_the_sides_that_are_left_of_a_block_are_named() -> None:
    both = compile_routine(routine(Block(name="K", hold=seconds(5), sets=count(2), sides=Sides.ONE_THEN_OTHER)), {}, 0)
    sets = [(both.steps[one.first].part.side, both.steps[one.first].set, one.first) for one in both.set_spans]
    amounts = []
    for _, _, first in sets:
        session, _ = play(both, f"0 start\n0 jump {first}\n0 skip-block\n0 done")
        amounts.append(display(session, 0).next)
    assert amounts == [
        "5 s × 2 sets, each side",
        "5 s LEFT, 5 s × 2 sets RIGHT",
        "5 s × 2 sets RIGHT",
        "5 s RIGHT",
    ]


def test_the_voice_and_the_figure_tell_the_side_that_is_left() -> None:
    block = Block(movement="donkey-kick", name="Kick", hold=seconds(5), sides=Sides.ONE_THEN_OTHER)
    made = compile_routine(routine(block, lead_in=8), MOVEMENTS, 0)
    right = made.set_spans[-1].first
    session, _ = play(made, f"0 start\n0 jump {right}\n0 skip-block\n0 done")
    voice = Voice(says=Says.CHANGES, length_ms=lambda _word: 400)
    said = [cue.said for cue in session_cues(session, 0, voice) if cue.said]
    assert said == ["next", "movement/donkey-kick", "right", "hold"]
    stage = display(session, 0).stage
    assert stage is not None and stage.side is not None and stage.side.value == "right"
    session, _ = handle(session, Action.SKIP_STEP, 0)
    stage = display(session, 0).stage
    assert stage is not None and stage.before is None  # from the start position, not from the set before


def test_no_sound_stands_between_two_blocks_that_are_walked_again() -> None:
    session, _ = play(THREE, f"{SKIPS}\n0 skip-step\n0 skip-step\n0 skip-step")
    kinds = [cue.kind for cue in session_cues(session, session.position_ms)]
    assert kinds == [SoundKind.HOLD, SoundKind.TICK, SoundKind.TICK, SoundKind.TICK]


def test_before_the_start_the_time_is_that_from_the_chosen_block_on() -> None:
    last = display(play(THREE, f"0 jump {C.first}")[0], 0)
    assert last.left_ms == 15_000
    assert last.digits == "0:15"


def test_a_session_that_was_ended_has_nothing_left() -> None:
    ended = shown("0 start\n1000 stop", 1_000)
    assert (ended.word, ended.left_ms) == ("ENDED", 0)
    assert shown(f"0 start\n0 jump {C.first}\n0 skip-block\n10 stop", 10).word == "ENDED"


class WhatComes(RuleBasedStateMachine):
    """Read whenever a step is due, as both shells do: what sounds, is walked and is recorded is one story."""

    session: Session
    recording: Recording

    @initialize(written=ROUTINES, level=st.integers(0, 100))
    def open(self, written: Routine, level: int) -> None:
        self.now_ms = 0
        self.session = new_session(compile_routine(written, MOVEMENTS, level))
        begun = SessionRecord(
            uid="0" * 32, routine_key="r", routine_name="R", routine_hash="", level=level, started=WallTime(0, 0)
        )
        self.recording = Recording(begun, self.session.timeline, 0)
        self.placed: tuple[int, Iterator[SoundCue]] | None = (
            None  # how much the clock is ahead of the position, and sounds
        )
        self.next_cue: SoundCue | None = None
        self.heard: list[tuple[int, SoundCue]] = []
        self.walked: list[tuple[Step, int, int]] = []  # from when to when
        self.entered: tuple[int, int] | None = None
        self.answers: set[int] = set()  # moments at which something is offered
        self.ends: set[int] = set()
        self.outcomes: dict[int, bool] = {}  # whether each step was done in full, as the record has it

    @rule(action=st.sampled_from([one for one in Action if one is not Action.STOP]), step=st.floats(0, 1))
    def act(self, action: Action, step: float) -> None:
        self._do(action, round(step * (len(self.session.timeline) - 1)))

    @rule(action=st.sampled_from((Action.START, Action.SKIP_BLOCK, Action.DONE, Action.PAUSE, Action.RESUME)))
    def skip(self, action: Action) -> None:
        self._do(action)

    @rule()
    def take_up_all(self) -> None:
        """Skip whatever is left, and do what is offered then."""
        for action in (Action.START, Action.RESUME):
            self._do(action)
        while self.session.goes_on and not self.session.offering:
            self._do(Action.SKIP_BLOCK)
        if self.session.offering:
            self._do(Action.DONE)
            self._wait(600_000)

    @rule(wait_ms=st.integers(0, 20_000) | st.sampled_from((60_000, 600_000)))
    def wait(self, wait_ms: int) -> None:
        self._wait(wait_ms)

    def _wait(self, wait_ms: int) -> None:
        until_ms = self.now_ms + wait_ms
        while self.now_ms < until_ms:
            step, now_ms = self.session.step, min(until_ms, self.now_ms + 2_900)
            if self.session.phase is Phase.RUNNING and step is not None:
                now_ms = min(now_ms, self.session.anchor_ms + step.end_ms - self.session.position_ms)
            before = display(self.session, self.now_ms)
            passed_ms, self.now_ms = now_ms - self.now_ms, now_ms
            phase = self.session.phase
            self._do(Action.TICK)
            left_ms = display(self.session, self.now_ms).left_ms
            assert left_ms == before.left_ms - (passed_ms if phase is Phase.RUNNING else 0)

    def _do(self, action: Action, target: int = 0) -> None:
        self.session, effects = handle(self.session, action, self.now_ms, target)
        rows = self.recording.take(self.session, effects)
        told: list[int] = []
        for effect in effects:
            self._take(effect)
            match effect:
                case StepLeft(index=index):
                    told.append(index)
                case StepsSkipped(first=first, last=last):
                    told += range(first, last)
                case _:
                    pass
        assert [row.index for row in rows] == told
        self._check_heard()
        for row in rows:
            if row.outcome is not Outcome.SKIPPED or row.actual_ms:
                released = row.outcome is Outcome.RELEASED
                self.outcomes[row.index] = released or (row.outcome is Outcome.DONE and row.actual_ms >= row.planned_ms)

    def _take(self, effect: Effect) -> None:
        match effect:
            case SoundsPlaced(position_ms=position_ms, at_ms=at_ms):
                self._hear(at_ms)  # what is due at this moment has begun before anybody reads the clock
                self.placed = at_ms - position_ms, session_cues(self.session, position_ms)
                self.next_cue = next(self.placed[1], None)
            case SoundsHalted():
                self._hear(self.now_ms)
                self.placed = None
            case StepEntered(index=index, due_ms=due_ms):
                self.entered = index, due_ms
            case StepLeft(index=index, due_ms=due_ms):
                assert self.entered is not None and self.entered[0] == index
                self.walked.append((self.session.timeline.steps[index], self.entered[1], due_ms))
                self.entered = None
            case BlocksOffered():
                self.answers.add(self.now_ms)
            case PhaseChanged(new=Phase.FINISHED, at_ms=at_ms):
                self.ends.add(at_ms)
            case _:
                pass

    def _hear(self, until_ms: int) -> None:
        """What was placed sounds until a moment, and not after it."""
        if self.placed is not None:
            ahead_ms, cues = self.placed
            while self.next_cue is not None and self.next_cue.offset_ms + ahead_ms <= until_ms:
                self.heard.append((self.next_cue.offset_ms + ahead_ms, self.next_cue))
                self.next_cue = next(cues, None)

    def _check_heard(self) -> None:
        """What sounds is walked."""
        self._hear(self.now_ms)
        steps = self.walked = [one for one in self.walked if one[2] >= self.now_ms - 3_000]
        if self.entered is not None:
            steps = [*steps, (self.session.timeline.steps[self.entered[0]], self.entered[1], self.now_ms)]
        for at_ms, cue in self.heard:
            here = [step for step, first_ms, last_ms in steps if first_ms <= at_ms <= last_ms]
            here = [step for step in here if step.start_ms <= cue.offset_ms <= step.end_ms]
            if cue.kind is SoundKind.FINISH:
                assert at_ms in self.ends
            elif cue.kind is SoundKind.REP_DONE:
                assert at_ms in self.answers or self.session.offering or any(step.is_gate for step in here)
            else:
                assert here, f"{cue} sounds at {at_ms}, and its step is not walked"
        self.heard.clear()

    @invariant()
    def what_is_shown_as_done_was_done(self) -> None:
        if not hasattr(self, "session"):
            return
        shown = display(self.session, self.now_ms)
        if self.session.phase is Phase.FINISHED:
            assert shown.left_ms == 0
        if len(self.session.timeline.set_spans) != len(shown.segments):
            return
        for set_span, segment in zip(self.session.timeline.set_spans, shown.segments, strict=True):
            works = [at for at in range(set_span.first, set_span.last) if _works(self.session.timeline.steps[at])]
            done = [at for at in works if self.outcomes.get(at)]
            if segment.state is not SegmentState.CURRENT:
                assert (segment.state is SegmentState.DONE) == (len(done) == len(works))
                assert (segment.done > 0) >= bool(done)


def _works(step: Step) -> bool:
    return step.kind.value in ("work", "gate")


WhatComes.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestWhatComes = WhatComes.TestCase
