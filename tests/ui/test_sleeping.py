"""A machine that sleeps while the window follows a routine: the session pauses, says so, and goes on when asked."""

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, routine
from tests.hand_clock import HandClock
from trunktimer.routine.compile import compile_routine
from trunktimer.session.display import Display
from trunktimer.session.effects import Effect, GapNoticed, Phase
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session, position_at
from trunktimer.session.transitions import Action
from trunktimer.ui.run.controller import Controller

HOLDING = compile_routine(routine(HOLDS), {}, 100)


class SleepyClock(HandClock):
    """A clock that goes on while the machine sleeps, and knows how long it slept."""

    def __init__(self) -> None:
        super().__init__()
        self.slept_ms = 0

    def sleep_ms(self, slept_ms: int) -> None:
        self.pass_ms(slept_ms)
        self.slept_ms += slept_ms


class Window:
    """A controller on such a clock, and all that it told."""

    def __init__(self) -> None:
        self.clock = SleepyClock()
        self.told: list[str] = []
        self.shown: list[Display] = []
        self.gaps: list[int] = []
        self.controller = Controller(SessionRunner(self.clock, lambda: self.clock.slept_ms, listeners=(self,)))
        self.controller.message_changed.connect(self.told.append)
        self.controller.display_changed.connect(self.shown.append)
        self.controller.open(HOLDING)
        self.controller.press_space()

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        self.gaps += [effect.gap_ms for effect in effects if isinstance(effect, GapNoticed)]

    def session(self) -> Session:
        session = self.controller.session
        assert session is not None
        return session


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return Window()


def test_a_sleep_that_the_timers_never_saw_pauses_and_is_said(window: Window) -> None:
    window.clock.pass_ms(2_000)
    window.controller.tick()
    window.clock.sleep_ms(12 * 60_000)
    window.clock.pass_ms(16)
    window.controller.tick()
    assert window.session().phase is Phase.INTERRUPTED
    assert window.told[-1] == "Paused: the computer slept for 12 min."
    assert window.shown[-1].hint == "Interrupted. Space goes on"
    window.controller.press_space()
    assert (window.told[-1], window.session().phase) == ("", Phase.RUNNING)
    assert position_at(window.session(), window.clock()) == 2_000
    window.controller.close()


def test_an_announced_sleep_pauses_at_its_moment_and_its_length_is_said_on_waking(window: Window) -> None:
    window.clock.pass_ms(2_500)
    window.controller.act(Action.SLEEP)
    assert (window.session().phase, window.gaps) == (Phase.INTERRUPTED, [])
    window.clock.sleep_ms(3_600_000)
    window.controller.tick()
    assert window.gaps == [3_600_000]
    assert window.told[-1] == "Paused: the computer slept for 1 h."
    assert position_at(window.session(), window.clock()) == 2_500
    window.controller.close()


def test_a_sleep_is_told_once(window: Window) -> None:
    window.clock.sleep_ms(60_000)
    for _ in range(3):
        window.clock.pass_ms(100)
        window.controller.tick()
    assert window.gaps == [60_000]
    window.controller.close()


def test_a_key_pressed_before_the_sleep_was_noticed_does_not_go_on_unasked(window: Window) -> None:
    window.clock.sleep_ms(60_000)
    window.controller.press_space()
    assert window.session().phase is Phase.INTERRUPTED
    window.controller.close()


def test_a_sleep_before_a_routine_is_opened_or_gone_on_with_is_not_its_own(window: Window) -> None:
    window.controller.pause()
    broken_off = window.session()
    window.clock.sleep_ms(60_000)
    window.controller.resume(broken_off)
    window.controller.press_space()
    window.controller.open(HOLDING)
    window.clock.sleep_ms(60_000)
    window.controller.press_space()
    assert (window.gaps, window.session().phase) == ([], Phase.RUNNING)
    window.controller.close()
