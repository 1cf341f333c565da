"""The twenty prescriptions of the documents, followed to their end in both shells."""

import io
from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.prescriptions import TEXTS, prescribed
from tests.windows import a_window
from trunktimer.commands.player import NoKeys, TerminalPlayer
from trunktimer.routine.timeline import Gate
from trunktimer.session.effects import Effect, Outcome, Phase, StepLeft
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.transitions import Action
from trunktimer.sound.silent_player import Silence
from trunktimer.ui.run.controller import Controller

SPEED = 900.0


class Ear:
    """Keeps how each step was left, in turn."""

    def __init__(self) -> None:
        self.left: list[StepLeft] = []

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        self.left += [effect for effect in effects if isinstance(effect, StepLeft)]


@pytest.mark.parametrize("name", list(TEXTS))
def test_at_the_terminal_it_comes_to_its_end_by_itself_in_the_time_that_was_told(name: str) -> None:
    made, ear, out = prescribed(name, 0), Ear(), io.StringIO()
    now_ns = 0

    def sleep(seconds: float) -> None:
        nonlocal now_ns
        now_ns += max(1, round(seconds * 1e9))

    player = TerminalPlayer(
        made, player=Silence("test"), keys=NoKeys(sleep), out=out, speed=SPEED, clock_ns=lambda: now_ns
    )
    player.listen(ear)
    assert player.run() == 0
    assert [left.index for left in ear.left] == list(range(len(made)))
    assert {left.outcome for left in ear.left} == {Outcome.DONE}
    assert len(out.getvalue().splitlines()) == len(made) + 1
    late_ms = now_ns * SPEED / 1e6 - made.expected_ms
    assert 0 <= late_ms < SPEED * (20 + len(made))


@pytest.mark.parametrize("name", list(TEXTS))
def test_in_the_window_it_comes_to_its_end_with_a_person_who_says_done(qtbot: QtBot, name: str) -> None:
    made, ear, clock = prescribed(name, 100), Ear(), HandClock()
    controller = Controller(SessionRunner(clock, speed=SPEED, listeners=(ear,)))
    window = a_window(lambda path, level: made, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.show()
    window.follow("/a.toml", 100)
    held: dict[int, int] = {}
    while (session := controller.session) is not None and not session.is_over:
        step = session.step
        assert step is not None and session.goes_on
        waits = session.phase is Phase.WAITING
        if waits and held.get(step.index, 0) >= max(5_000, step.part.expected_ms):
            if step.part.gate is Gate.REPS:
                controller.act(Action.COUNT, 12)
            else:
                controller.act(Action.DONE)
            continue
        if waits:
            held[step.index] = held.get(step.index, 0) + 5_000
        clock.pass_ms(5_000)
        controller.tick()
    assert session is not None and session.phase is Phase.FINISHED
    assert [left.index for left in ear.left] == list(range(len(made)))
    assert {left.outcome for left in ear.left} == {Outcome.DONE}
    gates = {left.index: left for left in ear.left if made.steps[left.index].is_gate}
    assert set(gates) == set(held)
    assert all(held[index] <= left.held_ms < held[index] + 5_000 for index, left in gates.items())
    assert {left.reps for index, left in gates.items() if made.steps[index].part.gate is Gate.REPS} <= {12}
