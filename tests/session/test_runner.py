"""The runner: what wishes and a clock come to for those who listen."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, count, routine, seconds
from tests.hand_clock import HandClock
from tests.past import a_session
from tests.replay import line_of
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Effect, GapNoticed, Phase, SoundsHalted, SoundsPlaced
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session, position_at
from trunktimer.session.session_recorder import BrokenOff, Source
from trunktimer.session.transitions import Action

# 0 lead-in 5 s · 1 raise 2 · 2 hold 15 (min 10) · 3 lower 2 · 4..6 the same · 7 rest 60 · 8..13 set 2
HOLDING = compile_routine(routine(HOLDS), {}, 100)
GATES = compile_routine(routine(OWN, lead_in=5), {}, 0)  # 0 lead-in · 1 gate · 2 gate
MIXED = compile_routine(routine(HOLDS, OWN), {}, 50)


class Ear:
    """Hears openings and effects, and keeps what it heard."""

    def __init__(self) -> None:
        self.opened: list[object] = []
        self.heard: list[Effect] = []
        self.lines: list[str] = []

    def on_open(self, session: Session, origin: str | BrokenOff) -> None:
        self.opened.append(origin)

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        assert effects
        self.heard += effects
        told = [line_of(effect) for effect in effects if not isinstance(effect, SoundsPlaced | SoundsHalted)]
        self.lines.append(", ".join(told))


class Place:
    """A runner on a clock that is moved by hand, on a machine that sleeps when it is told to."""

    def __init__(self, timeline: Timeline = HOLDING, *, speed: float = 1.0, answers: bool = False) -> None:
        self.clock, self.ear, self.slept_ms = HandClock(), Ear(), 0
        self.runner = SessionRunner(
            self.clock, lambda: self.slept_ms, speed=speed, answers=answers, listeners=(self.ear,)
        )
        self.runner.open(timeline, "a.toml")

    def after(self, wait_ms: int, action: Action = Action.TICK) -> "Place":
        self.clock.pass_ms(wait_ms)
        self.runner.act(action)
        return self

    def sleep(self, slept_ms: int) -> None:
        self.clock.pass_ms(slept_ms)
        self.slept_ms += slept_ms

    @property
    def session(self) -> Session:
        assert self.runner.session is not None
        return self.runner.session


def test_listeners_are_told_in_their_order_of_the_opening_and_of_what_happens() -> None:
    told: list[str] = []

    class Teller:
        def __init__(self, name: str) -> None:
            self.name = name

        def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
            told.append(f"{self.name} {session.phase}")

    class Opened(Teller):
        def on_open(self, session: Session, origin: object) -> None:
            told.append(f"{self.name} {origin} {session.phase}")

    runner = SessionRunner(HandClock(), listeners=(Opened("sound"), Teller("desktop")))
    runner.listen(Opened("page"))
    runner.open(HOLDING, "a.toml", 2)
    assert told == ["sound a.toml ready", "page a.toml ready"]
    runner.act(Action.TICK)
    runner.act(Action.START)
    assert told[2:] == ["sound running", "desktop running", "page running"]


def test_a_session_begins_at_the_step_that_is_asked_for() -> None:
    place = Place()
    place.runner.open(HOLDING, first=2)
    place.runner.press_space()
    assert place.ear.lines == ["-> running, enter 2"]


def test_nothing_happens_without_a_session() -> None:
    runner = SessionRunner(HandClock(), answers=True, listeners=(Ear(),))
    for ask in (runner.press_space, runner.press_back, runner.play, runner.place_sounds, runner.close):
        ask()
    runner.act(Action.START)
    assert (runner.session, runner.display(), runner.wait_ms(500)) == (None, None, None)


def test_space_means_what_is_wanted_now() -> None:
    place = Place(GATES)
    phases = []
    for _ in range(3):
        place.runner.press_space()
        phases.append(place.session.phase)
    place.after(2_500).after(2_500)
    for _ in range(3):
        phases.append(place.session.phase)
        place.runner.press_space()
    phases.append(place.session.phase)
    running, waiting = Phase.RUNNING, Phase.WAITING
    assert phases == [running, Phase.PAUSED, running, waiting, waiting, Phase.FINISHED, Phase.FINISHED]


def test_space_may_pause_where_the_session_waits_for_done_but_it_answers_an_offer() -> None:
    place = Place(GATES)
    place.runner.space_pauses = True
    place.after(0, Action.START).after(0, Action.SKIP_STEP)
    phases = []
    for _ in range(2):
        place.runner.press_space()
        phases.append(place.session.phase)
    assert phases == [Phase.PAUSED, Phase.WAITING]
    place.after(0, Action.SKIP_BLOCK)
    assert place.session.offering
    place.runner.press_space()
    assert (place.session.offering, place.session.index) == (False, 0)


def test_the_hint_names_the_key_that_is_meant() -> None:
    place = Place(GATES).after(0, Action.START).after(0, Action.SKIP_STEP)

    def hint() -> str:
        shown = place.runner.display()
        assert shown is not None
        return shown.hint

    assert hint() == "Space when the rep is done"
    place.runner.space_pauses = True
    assert hint() == "Enter when the rep is done"
    place.runner.space_pauses, place.runner.space_taught = False, True
    assert hint() == "Enter when the rep is done"


def test_play_starts_and_goes_on_but_pauses_nothing() -> None:
    place = Place(GATES)
    phases = []
    for action in (Action.TICK, Action.TICK, Action.PAUSE, Action.SLEEP, Action.SKIP_STEP, Action.STOP):
        place.after(0, action).runner.play()
        phases.append(place.session.phase)
    assert phases == [Phase.RUNNING] * 4 + [Phase.WAITING, Phase.STOPPED]


@pytest.mark.parametrize("speed", [1.0, 20.0])
def test_back_twice_within_a_second_and_a_half_is_the_step_before(speed: float) -> None:
    block = Block(name="Long", hold=seconds(600), reps=(count(6),))
    place = Place(compile_routine(routine(block, lead_in=0), {}, 0), speed=speed)
    place.after(0, Action.START)
    place.runner.act(Action.JUMP, 5)
    indexes = []
    for wait_ms in (100, 1_499, 1_499, 1_501, 1_499):
        place.clock.pass_ms(round(wait_ms * speed))
        place.runner.press_back()
        indexes.append(place.session.index)
    assert indexes == [5, 4, 4, 4, 3]


def test_a_press_of_back_in_one_session_is_none_in_the_next() -> None:
    place = Place()
    place.after(0, Action.START).runner.press_back()
    place.runner.open(HOLDING, first=3)
    place.runner.press_space()
    place.runner.press_back()
    assert place.session.index == 3


def test_where_nobody_is_at_the_keys_gates_are_done_and_offers_declined() -> None:
    place = Place(MIXED, answers=True).after(0, Action.START).after(0, Action.SKIP_BLOCK)
    while not place.session.is_over:
        place.after(2_500)
    assert place.session.phase is Phase.FINISHED
    assert place.ear.lines[-4:] == [
        "leave 14 done 5000, enter 15, -> waiting",
        "leave 15 done 0, enter 16",
        "leave 16 done 0, offer 1",
        "-> finished",
    ]


def test_a_sleep_is_taken_from_the_clock_that_knows_it_and_told_once() -> None:
    place = Place().after(0, Action.START).after(2_000)
    place.sleep(600_000)
    place.after(16).after(16)
    gaps = [effect.gap_ms for effect in place.ear.heard if isinstance(effect, GapNoticed)]
    assert (gaps, place.session.phase) == ([600_000], Phase.INTERRUPTED)
    assert position_at(place.session, place.clock.now_ms) == 2_000


def test_the_machine_is_asked_how_long_it_slept_before_the_clock_is_read() -> None:
    read: list[str] = []

    def clock_ms() -> int:
        read.append("clock")
        return 0

    def slept_ms() -> int:
        read.append("slept")
        return 0

    runner = SessionRunner(clock_ms, slept_ms)
    runner.open(HOLDING)
    read.clear()
    runner.act(Action.START)
    assert read == ["slept", "clock"]


def test_what_was_slept_before_a_session_was_taken_over_is_not_its_own() -> None:
    place = Place().after(0, Action.START).after(1_000, Action.PAUSE)
    broken_off = place.session
    place.sleep(60_000)
    place.runner.resume(broken_off)
    place.after(1_000, Action.RESUME)
    assert not any(isinstance(effect, GapNoticed) for effect in place.ear.heard)


@pytest.mark.parametrize(("speed", "late_ms", "phase"), [
    (1.0, 3_000, Phase.RUNNING), (1.0, 3_001, Phase.INTERRUPTED),
    (10.0, 30_000, Phase.RUNNING), (10.0, 30_001, Phase.INTERRUPTED), (0.5, 3_000, Phase.RUNNING),
])  # fmt: skip
def test_how_late_a_reading_may_be_goes_with_the_speed(speed: float, late_ms: int, phase: Phase) -> None:
    assert Place(speed=speed).after(0, Action.START).after(late_ms).session.phase is phase


def test_a_session_that_broke_off_is_taken_over_paused_at_the_present_reading() -> None:
    place = Place()
    place.clock.pass_ms(7_000)
    origin = BrokenOff(source=Source(key="a", text=""), record=a_session())
    session = replace(place.session, phase=Phase.PAUSED, index=2, position_ms=7_000, seen_ms=99_000, anchor_ms=99_000)
    place.runner.resume(session, origin)
    assert place.ear.opened == ["a.toml", origin]
    assert (place.session.seen_ms, place.session.phase) == (7_000, Phase.PAUSED)
    place.after(0, Action.RESUME).after(2_500)
    assert position_at(place.session, place.clock.now_ms) == 9_500


def test_closing_ends_a_session_that_is_not_over_and_forgets_it() -> None:
    place = Place().after(0, Action.START)
    place.runner.close()
    assert (place.runner.session, place.ear.lines[-1]) == (None, "leave 0 interrupted 0, -> stopped")
    heard = len(place.ear.heard)
    place.runner.open(GATES)
    place.after(0, Action.START).after(0, Action.SKIP_STEP).after(0, Action.DONE).after(0, Action.DONE)
    place.runner.close()
    assert [line_of(effect) for effect in place.ear.heard[heard:]].count("-> stopped") == 0


def test_sounds_are_placed_anew_only_where_the_session_runs() -> None:
    place = Place()
    place.runner.place_sounds()
    assert place.ear.heard == []
    place.after(0, Action.START)
    place.clock.pass_ms(1_234)
    place.runner.place_sounds()
    assert place.ear.heard[-1] == SoundsPlaced(position_ms=1_234, at_ms=1_234)
    heard = len(place.ear.heard)
    place.after(0, Action.PAUSE).runner.place_sounds()
    assert [line_of(effect) for effect in place.ear.heard[heard:]] == ["-> paused", "silence"]


def test_the_clock_is_read_again_when_the_step_ends_and_in_time_for_a_sleep() -> None:
    place = Place()
    assert place.runner.wait_ms(1_000) is None
    place.after(0, Action.START)
    assert place.runner.wait_ms(1_000) == 1_000
    place.after(4_600 - 3_000).after(3_000)
    assert place.runner.wait_ms(1_000) == 400
    place.clock.pass_ms(700)
    assert place.runner.wait_ms(1_000) == 0
    assert place.after(0, Action.PAUSE).runner.wait_ms(1_000) is None


def test_at_a_gate_it_is_read_for_sleep_alone() -> None:
    place = Place(GATES).after(0, Action.START).after(0, Action.SKIP_STEP)
    assert place.runner.wait_ms(1_000, 16) == 1_000


def test_what_moves_is_drawn_at_its_pace_and_no_second_is_missed() -> None:
    place = Place().after(0, Action.START).after(100)  # 4900 ms are left: in 900 the shown second changes
    assert place.runner.wait_ms(1_000, 16) == 16
    assert place.runner.wait_ms(1_000, 990) == 901
    place.after(900)
    assert place.runner.wait_ms(2_000, 1_500) == 1_001
    fast = Place(speed=10.0).after(0, Action.START).after(100)
    assert fast.runner.wait_ms(1_000) == 490
    assert fast.runner.wait_ms(1_000, 990) == 91


# ---- laws


def _story(effects: list[Effect]) -> list[str]:
    """What is told, with the moment of each; where sounds were tied is not part of it."""
    told = [effect for effect in effects if not isinstance(effect, SoundsPlaced)]
    return [f"{line_of(effect)} {getattr(effect, 'due_ms', getattr(effect, 'at_ms', ''))}" for effect in told]


@settings(max_examples=40, deadline=None)
@given(ROUTINES, st.lists(st.integers(1, 2_999), min_size=1, max_size=20), st.booleans())
def test_reading_the_clock_fast_or_slow_tells_listeners_the_same(
    written: Routine, pattern: list[int], at_its_own_pace: bool
) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    stories = []
    for waits in (pattern, [137], None):
        place = Place(timeline)
        place.after(0, Action.START)
        for turn in range(60):
            wanted_ms = place.runner.wait_ms(1_000, 250 if at_its_own_pace else None)
            place.after(waits[turn % len(waits)] if waits else round(wanted_ms or 0))
        stories.append(_story(place.ear.heard))
    shortest = min(map(len, stories))
    for story in stories:
        assert story[:shortest] == stories[0][:shortest]
