"""Window and terminal are two loops around one session: the same keys at the same moments come to the same."""

import io
from collections.abc import Callable, Sequence
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from tests.builders import MOVEMENTS, ROUTINES
from tests.hand_clock import HandClock
from trunktimer.commands.player import TerminalPlayer
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Routine
from trunktimer.session.effects import Effect
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.session.transitions import Action
from trunktimer.sound.silent_player import Silence
from trunktimer.ui.run.controller import Controller


class Ear:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.opened: list[object] = []
        self.heard: list[Effect] = []

    def on_open(self, session: Session, origin: str | BrokenOff) -> None:
        self.opened.append(origin)

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        self.heard += effects


#: A key of the terminal, and what the same wish is in the window.
WISHES: Final[dict[str, Callable[[Controller], None]]] = {
    "": lambda controller: controller.tick(),
    " ": lambda controller: controller.press_space(),
    "<right>": lambda controller: controller.act(Action.SKIP_STEP),
    "n": lambda controller: controller.act(Action.SKIP_BLOCK),
    "N": lambda controller: controller.act(Action.SKIP_BLOCK),
    "b": lambda controller: controller.act(Action.BACK),
    "<left>": lambda controller: controller.act(Action.RESTART_STEP),
    "r": lambda controller: controller.act(Action.REPEAT_REP),
    "\r": lambda controller: controller.act(Action.DONE),
    "+": lambda controller: controller.act(Action.FORWARD),
    "-": lambda controller: controller.act(Action.REWIND),
}  # fmt: skip


class Script:
    """Keys at a terminal, each after so many milliseconds, however long the terminal would have waited."""

    def __init__(self, script: list[tuple[str, int]]) -> None:
        self._script = iter(script)
        self.now_ms = 0

    def read(self, wait_s: float) -> str:
        key, wait_ms = next(self._script, ("q", 0))
        self.now_ms += wait_ms
        return key


@settings(max_examples=60, deadline=None)
@given(
    written=ROUTINES,
    script=st.lists(st.tuples(st.sampled_from(sorted(WISHES)), st.integers(0, 3_500)), max_size=40),
    space_pauses=st.booleans(),
)
def test_the_same_keys_at_the_same_readings_tell_the_same_in_window_and_terminal(
    qapp: QApplication, written: Routine, script: list[tuple[str, int]], space_pauses: bool
) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    keys, at_terminal = Script(script), Ear()
    terminal = TerminalPlayer(
        timeline, player=Silence("test"), keys=keys, out=io.StringIO(), path="a.toml",
        space_pauses=space_pauses, clock_ns=lambda: keys.now_ms * 1_000_000, slept_ns=lambda: 0,
    )  # fmt: skip
    terminal.listen(at_terminal)
    terminal.run()

    clock, in_window = HandClock(), Ear()
    controller = Controller(SessionRunner(clock, listeners=(in_window,)))
    controller.set_space_pauses(space_pauses)
    controller.open(timeline, "a.toml")
    controller.act(Action.START)
    for key, wait_ms in script:
        clock.pass_ms(wait_ms)
        WISHES[key](controller)
    controller.pause()  # both ask before they end it
    controller.act(Action.STOP)
    controller.close()
    assert in_window.opened == at_terminal.opened == ["a.toml"]
    assert in_window.heard == at_terminal.heard
