"""Each control asks for one thing, has a name, and is large enough to hit."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.icons import Icon
from trunktimer.ui.kit.run_layout import run_layout
from trunktimer.ui.run.control_bar import LEAST_BUTTON_PX, ControlBar


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1280, 800)
    return widget


@pytest.fixture
def bar(page: QWidget, qtbot: QtBot) -> ControlBar:
    widget = ControlBar(page)
    widget.place(page.size(), QRect(40, 700, 1200, 30))
    page.show()
    qtbot.waitExposed(page)
    return widget


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("main", "pause_requested"),
        ("back", "back_requested"),
        ("skip", "skip_requested"),
        ("skip_block", "skip_block_requested"),
        ("repeat", "repeat_requested"),
        ("mute", "mute_requested"),
        ("full_screen", "full_screen_requested"),
        ("keys", "keys_requested"),
        ("end", "stop_requested"),
    ],
)
def test_a_button_asks_for_one_thing(bar: ControlBar, qtbot: QtBot, button: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.mouseClick(getattr(bar, button), Qt.MouseButton.LeftButton)


def test_ten_seconds_either_way(bar: ControlBar, qtbot: QtBot) -> None:
    asked: list[int] = []
    bar.nudge_requested.connect(asked.append)
    qtbot.mouseClick(bar.less, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    assert asked == [-10_000, 10_000]


def test_the_main_button_means_what_is_possible_now(bar: ControlBar, qtbot: QtBot) -> None:
    shown = []
    for running, waiting in ((True, False), (False, False), (False, True)):
        bar.show_running(running, waiting)
        shown.append((bar.main.shown_icon, bar.main.accessibleName()))
    assert shown == [(Icon.PAUSE, "Pause"), (Icon.GO_ON, "Go on"), (Icon.DONE, "Done")]
    with qtbot.waitSignal(bar.done_requested), qtbot.assertNotEmitted(bar.pause_requested):
        qtbot.mouseClick(bar.main, Qt.MouseButton.LeftButton)


def test_the_volume_is_asked_for_by_the_person_and_not_by_the_program(bar: ControlBar) -> None:
    asked: list[float] = []
    bar.volume_requested.connect(asked.append)
    bar.show_sound(True, 0.4)
    assert asked == [] and bar.volume.value() == 40
    assert (bar.mute.shown_icon, bar.mute.accessibleName()) == (Icon.MUTED, "Sound on")
    bar.volume.setValue(70)
    assert asked == [0.7]


def test_full_screen_can_be_left(bar: ControlBar) -> None:
    bar.show_full_screen(True)
    assert bar.full_screen.accessibleName() == "Leave full screen"


def test_every_control_has_a_name_a_role_and_its_key(bar: ControlBar) -> None:
    for button in bar.buttons:
        reader = QAccessible.queryAccessibleInterface(button)
        assert reader.role() == QAccessible.Role.Button
        assert button.accessibleName()
        assert button.toolTip().startswith(button.accessibleName())
    assert bar.main.toolTip() == "Pause (Space)"
    assert bar.volume.accessibleName() == "Volume"


@pytest.mark.parametrize(
    ("width", "height"), [(480, 320), (640, 400), (800, 1200), (900, 1200), (1280, 800), (3840, 2160)]
)
def test_it_fits_any_window_with_targets_of_forty_pixels(bar: ControlBar, width: int, height: int) -> None:
    strip = run_layout(width, height).strip
    bar.place(QSize(width, height), strip)
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    assert QRect(0, 0, width, height).contains(bar.geometry())
    assert not bar.geometry().intersects(strip)
    ground = bar.rect()
    shown = [button for button in bar.buttons if not button.isHidden()]
    assert {*bar.buttons} - {*shown} <= {bar.compact}
    assert (bar.compact in shown) == (width not in (480, 800, 900))
    places = [button.geometry() for button in shown]
    for place in (*places, bar.volume.geometry()):
        assert ground.contains(place)
    for place in places:
        assert place.width() >= LEAST_BUTTON_PX <= place.height()
    for one, other in pairwise(places):
        assert one.right() < other.left()
