"""The small window: the same session goes on, the same keys work, and one of the two windows is there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, OWN, routine
from tests.hand_clock import HandClock
from tests.windows import a_window
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.compact_window import CompactWindow
from trunktimer.ui.run.controller import Controller

K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("does not support raise")


def timeline_of(path: str, level: int) -> Timeline:
    return compile_routine(routine(HOLDS, OWN), {}, level)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def window(qtbot: QtBot, clock: HandClock) -> Iterator[MainWindow]:
    controller = Controller(SessionRunner(clock))
    made = a_window(timeline_of, controller, Preferences(keys={"next": ("F8", "Ctrl+T")}))
    qtbot.addWidget(made, before_close_func=lambda _: controller.close())
    made.show()
    made.follow("/a.toml", 100)
    yield made
    controller.close()
    made.show_library()


def compact(window: MainWindow) -> CompactWindow:
    assert window.following.compact is not None
    return window.following.compact.window


def opened(qtbot: QtBot, window: MainWindow) -> CompactWindow:
    qtbot.keyClick(window.run, K.Key_F9)
    return compact(window)


def phase(window: MainWindow) -> Phase | None:
    session = window.controller.session
    return session.phase if session else None


def test_the_key_changes_between_the_two_windows_and_the_session_goes_on(
    qtbot: QtBot, window: MainWindow, clock: HandClock
) -> None:
    small = opened(qtbot, window)
    assert (small.isVisible(), window.isVisible()) == (True, False)
    assert small.windowTitle() == window.windowTitle()
    assert small.title.text() == "Hold"
    clock.pass_ms(2_000)
    window.controller.tick()
    assert phase(window) is Phase.RUNNING
    assert small.ring.value() == 3
    qtbot.keyClick(small, K.Key_F9)
    assert (small.isVisible(), window.isVisible()) == (False, True)
    assert window.run.ring.value() == 3
    assert phase(window) is Phase.RUNNING


def test_it_stays_on_top_and_has_no_frame(qtbot: QtBot, window: MainWindow) -> None:
    flags = opened(qtbot, window).windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.FramelessWindowHint


def test_the_same_keys_work_in_it_taught_ones_too(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    qtbot.keyClick(small, K.Key_Space)
    assert phase(window) is Phase.PAUSED
    assert small.main.accessibleName() == "Go on"
    small.main.click()
    assert phase(window) is Phase.RUNNING
    for key, modifier in ((K.Key_F8, Qt.KeyboardModifier.NoModifier), (K.Key_T, Qt.KeyboardModifier.ControlModifier)):
        before = window.controller.session
        qtbot.keyClick(small, key, modifier)
        after = window.controller.session
        assert before is not None
        assert after is not None
        assert after.index == before.index + 1
    qtbot.keyClick(small, K.Key_M)
    assert window.preferences.muted
    assert small.next.text() == "Sound off"


def test_its_button_and_closing_it_bring_the_full_window_back(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    small.back.click()
    assert (small.isVisible(), window.isVisible()) == (False, True)
    window.run.controls.compact.click()
    assert small.isVisible()
    small.close()
    assert (small.isVisible(), window.isVisible()) == (False, True)
    assert phase(window) is Phase.RUNNING


def test_what_needs_room_brings_the_full_window_back(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    qtbot.keyClick(small, K.Key_Escape)
    assert (phase(window), small.isVisible()) == (Phase.PAUSED, True)
    qtbot.keyClick(small, K.Key_Escape)
    assert window.isVisible() and window.run.panel.isVisible()
    assert not small.isVisible()


def test_the_end_of_the_session_brings_the_routines_back(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    for _ in range(60):
        if phase(window) is Phase.FINISHED:
            break
        qtbot.keyClick(small, K.Key_Right)
    assert phase(window) is Phase.FINISHED
    qtbot.keyClick(small, K.Key_Space)
    assert (small.isVisible(), window.isVisible(), window.library.isVisible()) == (False, True, True)


def test_unseen_it_draws_nothing(qtbot: QtBot, window: MainWindow, clock: HandClock) -> None:
    small = opened(qtbot, window)
    shown: list[object] = []
    window.controller.display_changed.connect(shown.append)
    small.seen_changed.emit(False)  # as it does when it is minimised
    shown.clear()
    clock.pass_ms(700)
    window.controller.tick()
    assert shown == []
    small.seen_changed.emit(True)
    assert len(shown) == 1


def test_paused_it_wakes_once_a_second_at_most(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    assert small.wake_interval_ms() < 1_000
    qtbot.keyClick(small, K.Key_Space)
    assert small.wake_interval_ms() == 1_000


def test_the_key_does_nothing_on_other_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.controller.close()
    window.show_library()
    qtbot.keyClick(window, K.Key_F9)
    assert window.following.compact is None
    assert window.isVisible()


def test_it_takes_the_colours_of_the_window(qtbot: QtBot, window: MainWindow) -> None:
    small = opened(qtbot, window)
    window.change(replace(window.preferences, theme=ThemeChoice.LIGHT))
    assert small.grab().toImage().pixelColor(small.width() // 2, small.height() - 5) == LOOK.theme.colour("background")


@pytest.mark.parametrize("size", [(220, 110), (340, 160), (700, 300), (300, 400)])
def test_nothing_overlaps_at_any_size(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    small = opened(qtbot, window)
    small.resize(*size)
    places = [part.geometry() for part in (small.ring, small.title, small.details, small.next)]
    assert all(small.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])


def test_what_holds_for_long_does_not_take_the_place_of_what_comes_next(qtbot: QtBot, window: MainWindow) -> None:
    window.set_standing_message("No sound.")
    small = opened(qtbot, window)
    comes_next = small.next.text()
    assert comes_next != "No sound."
    window.set_standing_message("Still no sound.")
    assert small.next.text() == comes_next
    window.tell("Sound off")
    assert small.next.text() == "Sound off"
