"""Every page takes the colours of the theme, also when it is chosen after the page was made."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.ui.displays import hold_at
from tests.ui.paints import Paints
from tests.ui.test_main_window import ITEMS, timeline_of
from tests.windows import a_window
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.kit.bug_window import BugWindow
from trunktimer.ui.kit.distance_sample import DistanceSample
from trunktimer.ui.kit.icon_button import IconButton
from trunktimer.ui.kit.icons import Icon
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.taught_keys import KeyTable
from trunktimer.ui.kit.theme import LIGHT, theme_for
from trunktimer.ui.kit.tick_box import TickBox
from trunktimer.ui.library.library_page import LibraryPage
from trunktimer.ui.library.welcome_dialog import WelcomeDialog
from trunktimer.ui.run.compact_window import CompactWindow
from trunktimer.ui.run.control_bar import ControlBar
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.countdown_ring import CountdownRing
from trunktimer.ui.run.run_page import RunPage
from trunktimer.ui.run.sound_check import SoundCheck
from trunktimer.ui.run.timeline_strip import TimelineStrip

THEMES = [ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.CONTRAST]


@pytest.mark.parametrize("first", THEMES)
@pytest.mark.parametrize("then", THEMES)
def test_the_background_of_both_pages_is_that_of_the_theme(qtbot: QtBot, first: ThemeChoice, then: ThemeChoice) -> None:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller, Preferences(theme=first))
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.library.show_items(ITEMS)
    window.show()
    for theme in (first, then):
        window.change(replace(window.preferences, theme=theme))
        wanted = QColor(theme_for(theme.value).background).name()
        assert window.library.grab().toImage().pixelColor(3, 3).name() == wanted
        window.follow("/hold.toml", 0, start=False)
        controls = window.run.controls
        window.run.show_controls()
        effect = controls.graphicsEffect()
        assert effect is not None
        effect.setEnabled(False)  # fully there, not fading in
        page = window.run.grab().toImage()
        corner = controls.geometry().topLeft()
        assert page.pixelColor(corner.x() + 2, corner.y() + 2).name() == wanted
        assert page.pixelColor(3, 3).name() == wanted
        assert page.pixelColor(page.width() - 3, page.height() - 3).name() == wanted
        controller.close()
        window.show_library()


def library() -> QWidget:
    page = LibraryPage()
    page.show_items(ITEMS)
    return page


def hello() -> QWidget:
    return WelcomeDialog(sound_status="miniaudio", distance_m=2.5, safety="Go gently.", keys=KeyTable())


def shows(widget: RunPage | CompactWindow | CountdownRing) -> QWidget:
    widget.show_display(hold_at(45_000))
    return widget


def strip() -> QWidget:
    made = TimelineStrip()
    made.show_segments(hold_at(45_000).segments)
    return made


def ticked() -> QWidget:
    box = TickBox("Monday")
    box.setChecked(True)
    return box


WIDGETS: dict[str, Callable[[], QWidget]] = {
    "icon button": lambda: IconButton(Icon.PAUSE, "Pause", "Space"),
    "tick box": ticked,
    "distance sample": DistanceSample,
    "bug window": lambda: BugWindow("/log"),
    "ring": lambda: shows(CountdownRing()),
    "strip": strip,
    "controls": ControlBar,
    "run page": lambda: shows(RunPage()),
    "small window": lambda: shows(CompactWindow()),
    "sound check": lambda: SoundCheck("miniaudio"),
    "library": library,
    "welcome": hello,
}


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_painted_again_when_the_look_changes_and_nobody_has_to_tell_it(qtbot: QtBot, name: str) -> None:
    widget = WIDGETS[name]()
    qtbot.addWidget(widget)
    widget.show()
    paints, dark = Paints(widget), widget.grab().toImage()
    paints.taken()
    LOOK.change(theme=LIGHT)
    assert paints.taken() and widget.grab().toImage() != dark


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_that_was_there_looks_as_one_that_comes_later(qtbot: QtBot, name: str) -> None:
    pictures = []
    old = WIDGETS[name]()
    old.resize(500, 320)
    old.grab()
    LOOK.change(theme=LIGHT)
    fresh = WIDGETS[name]()
    for widget in (old, fresh):
        qtbot.addWidget(widget)
        widget.resize(500, 320)
        widget.grab()  # it is laid out
        QApplication.processEvents()
        pictures.append(widget.grab().toImage())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("name", ["library", "bug window", "sound check", "welcome"])
def test_other_sizes_of_texts_do_not_cost_a_style_sheet(
    qtbot: QtBot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = WIDGETS[name]()
    qtbot.addWidget(widget)
    given: list[str] = []
    monkeypatch.setattr(type(widget), "setStyleSheet", lambda self, sheet: given.append(sheet))
    LOOK.change(text_scale=1.4, reduced_motion=True)
    assert given == []
    LOOK.change(theme=LIGHT)
    assert len(given) == 1 and LIGHT.background in given[0]
