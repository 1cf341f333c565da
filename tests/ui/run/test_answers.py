"""What keys say where the session asks: any key lets go of what counts up, digits and arrows say how many reps."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import count, routine, seconds
from tests.hand_clock import HandClock
from tests.windows import a_window
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, MostReps
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.timing import OpenEnd
from trunktimer.session.effects import Effect, Phase, StepLeft
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller

K = Qt.Key
BLOCKS = {
    "plank": Block(name="Plank", hold=OpenEnd(seconds(40)), reps=(count(1),), sets=count(2)),
    "squats": Block(name="Squats", duration=seconds(2), reps=(MostReps(),), sets=count(2)),
}


class Left:
    """Notes the steps that were left."""

    def __init__(self) -> None:
        self.steps: list[StepLeft] = []

    def on_effects(self, session: Session, effects: list[Effect]) -> None:
        self.steps += [effect for effect in effects if isinstance(effect, StepLeft)]


def timeline_of(path: str, level: int) -> Timeline:
    return compile_routine(routine(BLOCKS[path], lead_in=0), {}, level)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def left() -> Left:
    return Left()


@pytest.fixture
def window(qtbot: QtBot, clock: HandClock, left: Left) -> MainWindow:
    controller = Controller(SessionRunner(clock, listeners=(left,)))  # type: ignore[arg-type]  # a list is a sequence
    made = a_window(timeline_of, controller)
    qtbot.addWidget(made, before_close_func=lambda _: controller.close())  # else closing would ask
    made.show()
    return made


def phase_of(window: MainWindow) -> Phase | None:
    session = window.controller.session
    return None if session is None else session.phase


@pytest.mark.parametrize("key", [K.Key_Space, K.Key_Return, K.Key_Right, K.Key_X, K.Key_7, K.Key_F6])
def test_any_key_lets_go_of_what_counts_up(
    qtbot: QtBot, window: MainWindow, clock: HandClock, left: Left, key: Qt.Key
) -> None:
    window.follow("plank", 0)
    clock.pass_ms(700)
    qtbot.keyClick(window.run, key)
    assert [step.held_ms for step in left.steps] == [700]


@pytest.mark.parametrize("key", [K.Key_Shift, K.Key_Control, K.Key_Tab, K.Key_M, K.Key_Plus, K.Key_F11])
def test_a_key_that_goes_with_others_or_means_something_does_not(
    qtbot: QtBot, window: MainWindow, clock: HandClock, left: Left, key: Qt.Key
) -> None:
    window.follow("plank", 0)
    qtbot.keyClick(window.run, key)
    assert left.steps == []


def test_escape_pauses_what_counts_up_and_the_panel_says_how_far_it_is(
    qtbot: QtBot, window: MainWindow, clock: HandClock, left: Left
) -> None:
    window.follow("plank", 0)
    clock.pass_ms(900)
    window.controller.tick()
    clock.pass_ms(900)
    qtbot.keyClick(window.run, K.Key_Escape)
    assert phase_of(window) is Phase.PAUSED and left.steps == []
    assert window.run.panel.words[1] == "hold 1 s"


def ask(window: MainWindow, clock: HandClock) -> None:
    """Go on to the question how many reps it were."""
    window.follow("squats", 0)
    for _ in range(3):
        clock.pass_ms(700)
        window.controller.tick()
    assert window.controller.asks_reps


@pytest.mark.parametrize(
    ("keys", "reps"),
    [
        ((K.Key_1, K.Key_4), 14),
        ((K.Key_1, K.Key_4, K.Key_Backspace), 1),
        ((K.Key_9, K.Key_Up, K.Key_Up), 11),
        ((K.Key_9, K.Key_Down), 8),
        ((), None),
    ],
)
def test_how_many_reps_it_were_is_typed_or_counted(
    qtbot: QtBot, window: MainWindow, clock: HandClock, left: Left, keys: tuple[Qt.Key, ...], reps: int | None
) -> None:
    ask(window, clock)
    for key in keys:
        qtbot.keyClick(window.run, key)
    shown = window.controller.shown
    assert shown is not None and shown.digits == ("?" if reps is None else str(reps))
    qtbot.keyClick(window.run, K.Key_Return)
    assert left.steps[-1].reps == reps  # nothing said is recorded as not said


def test_the_small_window_takes_the_same_keys(qtbot: QtBot, window: MainWindow, clock: HandClock, left: Left) -> None:
    ask(window, clock)
    window.following.show_compact()
    assert window.following.compact is not None
    small = window.following.compact.window
    for key in (K.Key_1, K.Key_2):
        qtbot.keyClick(small, key)
    assert small.next.text() == "Type how many reps, then Enter"
    qtbot.keyClick(small, K.Key_Return)
    assert left.steps[-1].reps == 12
    window.following.leave_compact()


def test_the_buttons_for_more_and_less_count_too(window: MainWindow, clock: HandClock) -> None:
    ask(window, clock)
    window.run.controls.more.click()
    window.run.controls.more.click()
    window.run.controls.less.click()
    shown = window.controller.shown
    assert shown is not None and shown.digits == "1"
