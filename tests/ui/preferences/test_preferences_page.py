"""The page of preferences: every one is there, with a name, and has its effect at once."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.preferences.test_settings import More
from tests.ui.pseudo import cut_off, in_pseudo, strangers
from trunktimer.foundation.languages import LANGUAGES
from trunktimer.preferences.preferences import Preferences, SpaceAtGate, ThemeChoice
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.setting_row import SettingRow
from trunktimer.ui.kit.theme import DARK, LIGHT
from trunktimer.ui.preferences.preferences_page import PreferencesPage

SIZES = [(480, 640), (800, 600), (1280, 800)]


class Asked:
    """Takes what the page asks for, as the window does."""

    def __init__(self, page: PreferencesPage) -> None:
        self.page = page
        self.now = Preferences()
        self.told: list[tuple[str, Any]] = []
        page.change_requested.connect(self)

    def __call__(self, wanted: Preferences) -> None:
        new = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
        self.told += [(name, value) for name, value in new.items() if value != getattr(self.now, name)]
        self.now = wanted
        self.page.set_preferences(wanted)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[PreferencesPage]:
    made = PreferencesPage(Preferences())
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    yield made


def pick(box: QComboBox, at: int) -> None:
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_every_preference_can_be_set_but_the_keys_which_have_a_sheet(page: PreferencesPage) -> None:
    asked = Asked(page)
    page.controls["viewing_distance_m"].setValue(15)
    pick(page.controls["theme"], 2)
    page.controls["text_scale"].setValue(25)
    page.controls["reduced_motion"].click()
    pick(page.controls["interface_language"], 2)
    pick(page.controls["voice"], 3)
    pick(page.controls["language"], 1)
    pick(page.controls["count_every_s"], 2)
    page.controls["volume"].setValue(40)
    page.controls["muted"].click()
    pick(page.controls["player"], 3)
    page.controls["sounds"]["tick"].setValue(0)
    page.controls["sounds"]["hold"].setValue(50)
    page.controls["lead_in_s"].setValue(20)
    page.controls["reach_s"].setValue(2)
    pick(page.controls["space_at_gate"], 1)
    page.controls["level"].setValue(70)
    page.controls["weekly_goal"].setValue(3)
    page.controls["rest_days"]["sun"].click()
    page.controls["rest_days"]["sat"].click()
    page.controls["day_ends_at"].setValue(4)
    assert asked.now == Preferences(
        viewing_distance_m=1.5,
        theme=ThemeChoice.LIGHT,
        text_scale=1.25,
        reduced_motion=True,
        interface_language="de",
        voice=Says.EVERYTHING,
        language="en",
        count_every_s=15,
        volume=0.4,
        muted=True,
        player="silence",
        sounds={"tick": 0.0, "hold": 0.5},
        lead_in_s=20,
        reach_s=2,
        space_at_gate=SpaceAtGate.PAUSE,
        level=70,
        weekly_goal=3,
        rest_days=("sat", "sun"),
        day_ends_at=4,
    )
    assert {name for name, _ in asked.told} == {field.name for field in fields(Preferences)} - {"keys"}


def test_what_is_changed_elsewhere_is_shown_and_asks_for_nothing(page: PreferencesPage) -> None:
    asked = Asked(page)
    page.set_preferences(
        Preferences(
            viewing_distance_m=4.0, theme=ThemeChoice.CONTRAST, volume=0.1, muted=True, level=5, weekly_goal=2,
            count_every_s=7, language="it", rest_days=("mon",), sounds={"rest": 0.3}, lead_in_s=3, text_scale=0.8,
        )
    )  # fmt: skip
    assert asked.told == []
    of = page.controls
    sliders = ("viewing_distance_m", "volume", "level", "text_scale")
    assert [of[name].value() for name in sliders] == [40, 10, 5, 16]
    choices = ("theme", "count_every_s", "language")
    assert [of[name].currentText() for name in choices] == ["High contrast", "7", "it"]
    assert (of["muted"].isChecked(), of["weekly_goal"].value(), of["lead_in_s"].value()) == (True, 2, 3)
    assert of["sounds"]["rest"].value() == 30
    assert [name for name, box in of["rest_days"].items() if box.isChecked()] == ["mon"]


def test_a_kind_at_full_volume_has_none_of_its_own(page: PreferencesPage) -> None:
    asked = Asked(page)
    page.controls["sounds"]["tick"].setValue(0)
    page.controls["sounds"]["tick"].setValue(100)
    assert asked.now.sounds == {}
    assert set(page.controls["sounds"]) == {kind.value for kind in SoundKind}


def test_every_sound_can_be_heard(page: PreferencesPage) -> None:
    heard: list[str] = []
    page.hear_requested.connect(heard.append)
    for slider in page.controls["sounds"].values():
        around = slider.parentWidget()
        hear = around.findChild(QAbstractButton) if around is not None else None
        assert hear is not None
        hear.click()
    assert heard == [kind.value for kind in SoundKind]


def test_the_button_of_the_keys_asks_for_their_sheet(qtbot: QtBot, page: PreferencesPage) -> None:
    with qtbot.waitSignal(page.keys_requested, timeout=30_000):
        page.controls["keys"].click()


def test_the_sample_is_as_large_as_the_run_page_of_the_window(page: PreferencesPage) -> None:
    asked = Asked(page)
    page.set_window_size(QSize(1920, 1080))
    page.controls["viewing_distance_m"].setValue(25)
    near = page.sample.cue_cap_px
    assert near == pytest.approx(0.0469 * 1920)
    page.controls["viewing_distance_m"].setValue(10)
    assert asked.now.viewing_distance_m == 1.0
    assert page.sample.cue_cap_px == pytest.approx(0.0469 * 1920 * 0.7)
    digits = page.sample.digits_cap_px
    page.set_window_size(QSize(800, 600))
    assert page.sample.digits_cap_px < digits
    assert page.sample.height() > page.sample.digits_cap_px


def test_every_control_has_a_name_and_its_help(page: PreferencesPage) -> None:
    controls = [
        *page.findChildren(QSlider), *page.findChildren(QComboBox), *page.findChildren(QSpinBox),
        *page.findChildren(QAbstractButton),
    ]  # fmt: skip
    assert len(controls) > 45
    for control in controls:
        assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()), control
    for row in page.findChildren(SettingRow):
        told = row.name.buddy()
        assert told is not None
        assert told.accessibleDescription() == row.help.text()


def test_tab_goes_from_top_to_bottom(page: PreferencesPage) -> None:
    page.controls["viewing_distance_m"].setFocus()
    heights = []
    inner = page.inner
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        if inner.isAncestorOf(focus):
            heights.append(focus.mapTo(inner, QPoint(0, focus.height() // 2)).y())
        page.focusNextChild()
    assert len(heights) == 30
    assert all(low <= high + 12 for low, high in pairwise(heights))


def test_the_wheel_scrolls_and_changes_nothing(qtbot: QtBot, page: PreferencesPage) -> None:
    asked = Asked(page)
    page.controls["viewing_distance_m"].setFocus()
    for control in (page.controls["volume"], page.controls["theme"], page.controls["weekly_goal"]):
        wheel(control)
    assert asked.told == []


def wheel(control: QWidget) -> None:
    middle = QPointF(control.rect().center())
    event = QWheelEvent(
        middle, QPointF(control.mapToGlobal(control.rect().center())), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control, event)


def test_escape_goes_back(qtbot: QtBot, page: PreferencesPage) -> None:
    with qtbot.waitSignal(page.back_requested, timeout=30_000):
        qtbot.keyClick(page.controls["viewing_distance_m"], Qt.Key.Key_Escape)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_with_longer_words_and_all_is_translated(qtbot: QtBot, size: tuple[int, int]) -> None:
    with in_pseudo():
        page = PreferencesPage(Preferences(sounds={"tick": 0.0}, lead_in_s=5))
        page.set_sound_status("☺")
        page.set_message("☺")
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        QApplication.processEvents()
        assert cut_off(page) == []
        assert strangers(page, [*LANGUAGES.values(), "simpleaudio", "miniaudio"]) == []
        assert page.inner.width() <= page.area.viewport().width()


def test_one_more_entry_of_the_table_is_on_the_page(qtbot: QtBot) -> None:
    page = PreferencesPage(More(naps=4))
    qtbot.addWidget(page)
    box = page.controls["naps"]
    assert isinstance(box, QSpinBox)
    assert (box.value(), box.minimum(), box.maximum(), box.accessibleName()) == (4, 0, 9, "Naps")
    asked: list[Preferences] = []
    page.change_requested.connect(asked.append)
    box.setValue(5)
    assert asked == [More(naps=5)]
    rows = [row.name.text() for row in page.findChildren(SettingRow)]
    assert rows[rows.index("A day ends at") + 1] == "Naps"


def test_it_follows_the_look(page: PreferencesPage) -> None:
    box = page.controls["muted"]
    page.set_preferences(Preferences(muted=True))
    LOOK.change(theme=LIGHT)
    assert LIGHT.focus in page.styleSheet()
    shown = box.grab().toImage()
    colours = {shown.pixel(x, y) for x in range(shown.width()) for y in range(shown.height())}
    assert LIGHT.colour("accent").rgba() in colours
    assert DARK.colour("accent").rgba() not in colours
