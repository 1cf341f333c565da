"""The controller: one timer, one clock, and what it tells."""

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, OWN, count, routine, seconds
from tests.hand_clock import HandClock
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, Phase, SoundsHalted, SoundsPlaced
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.transitions import Action
from trunktimer.ui.run.controller import Controller

HOLDING = compile_routine(routine(HOLDS), {}, 100)
GATES = compile_routine(routine(OWN), {}, 0)


class Ear:
    """Notes what is to be heard."""

    def __init__(self) -> None:
        self.heard: list[Effect] = []

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        self.heard += effects


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def make(clock: HandClock, *, speed: float = 1.0, answers: bool = False) -> tuple[Controller, list[Display], Ear]:
    ear = Ear()
    controller = Controller(SessionRunner(clock, speed=speed, answers=answers, listeners=(ear,)))
    shown: list[Display] = []
    controller.display_changed.connect(shown.append)
    return controller, shown, ear


def phase(controller: Controller) -> Phase:
    assert controller.session is not None
    return controller.session.phase


def test_space_starts_pauses_and_goes_on(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, ear = make(clock)
    controller.press_space()
    assert shown == []
    controller.open(HOLDING)
    assert shown[-1].word == "READY"
    phases = []
    for _ in range(3):
        controller.press_space()
        phases.append(phase(controller))
    assert phases == [Phase.RUNNING, Phase.PAUSED, Phase.RUNNING]
    assert isinstance(ear.heard[-1], SoundsPlaced)
    controller.close()
    assert any(isinstance(effect, SoundsHalted) for effect in ear.heard)
    assert controller.session is None


def test_back_twice_quickly_is_the_step_before(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, _ = make(clock)
    controller.open(HOLDING, first=5)
    controller.press_space()
    clock.pass_ms(500)
    controller.press_back()
    assert shown[-1].index == 5
    clock.pass_ms(500)
    controller.press_back()
    assert shown[-1].index == 4
    clock.pass_ms(1_600)
    controller.press_back()
    assert shown[-1].index == 4
    controller.close()


def test_a_stop_is_not_called_sleep_and_is_taken_back_when_it_goes_on(qtbot: QtBot, clock: HandClock) -> None:
    controller, _, _ = make(clock)
    told: list[str] = []
    controller.message_changed.connect(told.append)
    controller.open(HOLDING)
    controller.press_space()
    clock.pass_ms(12 * 60_000 + 5_000)
    controller.tick()
    assert told[-1] == "Paused: TrunkTimer stood still for 12 min."
    controller.press_space()
    assert told[-1] == ""
    controller.close()


def test_gates_are_answered_where_nobody_is_there_to_answer(qtbot: QtBot, clock: HandClock) -> None:
    controller, _, _ = make(clock, answers=True)
    controller.open(GATES)
    controller.press_space()
    clock.pass_ms(2_500)
    controller.tick()
    clock.pass_ms(2_500)
    controller.tick()
    controller.tick()
    assert phase(controller) is Phase.FINISHED


def test_it_ticks_by_itself_only_while_something_goes_on(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, _ = make(clock)
    controller.set_pace(1)
    controller.open(HOLDING)
    controller.press_space()
    before = len(shown)
    qtbot.waitUntil(lambda: len(shown) > before + 3, timeout=30_000)
    controller.press_space()
    paused = len(shown)
    qtbot.wait(50)
    assert len(shown) == paused
    controller.close()


def test_unseen_it_draws_nothing_but_keeps_the_time(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, _ = make(clock)
    controller.open(HOLDING)
    controller.press_space()
    controller.set_watched(False)
    seen = len(shown)
    clock.pass_ms(2_500)
    controller.tick()
    clock.pass_ms(2_600)
    controller.tick()
    assert len(shown) == seen
    assert controller.session is not None
    assert controller.session.index == 1
    controller.set_watched(True)
    assert shown[-1].index == 1
    controller.close()


def test_sounds_can_be_placed_anew_for_another_player(qtbot: QtBot, clock: HandClock) -> None:
    controller, _, ear = make(clock)
    controller.place_sounds()
    controller.open(HOLDING)
    controller.press_space()
    clock.pass_ms(1_234)
    controller.place_sounds()
    assert ear.heard[-1] == SoundsPlaced(position_ms=1_234, at_ms=1_234)
    controller.close()


def test_a_faster_run_takes_a_longer_gap_for_a_sleep(qtbot: QtBot, clock: HandClock) -> None:
    controller, _, _ = make(clock, speed=100)
    controller.open(compile_routine(routine(Block(name="Long", hold=seconds(600), reps=(count(2),))), {}, 0))
    controller.press_space()
    clock.pass_ms(100_000)
    controller.act(Action.TICK)
    assert phase(controller) is Phase.RUNNING
    controller.close()


def test_space_may_pause_where_the_session_waits_for_done(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, _ = make(clock)
    controller.open(GATES)
    controller.act(Action.START)
    while phase(controller) is not Phase.WAITING:
        controller.act(Action.SKIP_STEP)
    assert shown[-1].hint == "Space when the rep is done"
    controller.set_space_pauses(True)
    assert shown[-1].hint == "Enter when the rep is done"
    controller.press_space()
    assert phase(controller) is Phase.PAUSED
    controller.press_space()
    assert phase(controller) is Phase.WAITING
    controller.set_space_pauses(False)
    index = shown[-1].index
    controller.press_space()
    assert shown[-1].index > index


def test_no_hint_names_the_space_bar_once_it_was_taught_something_else(qtbot: QtBot, clock: HandClock) -> None:
    controller, shown, _ = make(clock)
    controller.open(GATES)
    assert shown[-1].hint == "Space starts"
    controller.set_space_taught(True)
    assert shown[-1].hint == ""
    controller.act(Action.START)
    controller.act(Action.PAUSE)
    assert shown[-1].hint == ""
    controller.act(Action.RESUME)
    while phase(controller) is not Phase.WAITING:
        controller.act(Action.SKIP_STEP)
    assert shown[-1].hint == "Enter when the rep is done"
