"""Preferences in the window: the page, its effects, taught keys and their list."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, OWN, routine
from tests.hand_clock import HandClock
from tests.windows import FakeServices, OpenedFeatures, a_window
from trunktimer.preferences.preferences import Preferences, SpaceAtGate, ThemeChoice
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.text_scale import rescale_texts
from trunktimer.ui.kit.theme import LIGHT
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.preferences.keys_dialog import KeysDialog
from trunktimer.ui.preferences.preferences_feature import PreferencesFeature
from trunktimer.ui.run.controller import Controller

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def timeline_of(path: str, level: int) -> Timeline:
    return compile_routine(routine(OWN if path == "/own.toml" else HOLDS), {}, level)


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    return FakeServices(tmp_path)


@pytest.fixture
def opened() -> OpenedFeatures:
    return OpenedFeatures()


@pytest.fixture
def window(qtbot: QtBot, opened: OpenedFeatures) -> Iterator[MainWindow]:
    controller = Controller(SessionRunner(HandClock()))
    made = a_window(timeline_of, controller, open_feature=opened)
    qtbot.addWidget(made, before_close_func=lambda _: controller.close())
    made.show()
    yield made
    rescale_texts(1.0)


@pytest.fixture
def feature(window: MainWindow, services: FakeServices) -> PreferencesFeature:
    return PreferencesFeature(window, services)


def test_ctrl_comma_asks_for_the_page_from_the_routines_only(window: MainWindow, opened: OpenedFeatures) -> None:
    action = next(action for action in window.actions() if action.text() == "Preferences")
    assert action.shortcut().toString() == "Ctrl+,"
    window.follow("/hold.toml", 50)
    action.trigger()
    assert opened == []
    window.controller.close()
    window.show_library()
    action.trigger()
    assert opened == [(Feature.PREFERENCES, "")]


def test_the_page_tells_how_sounds_are_heard_and_where_the_file_lies(
    qtbot: QtBot, window: MainWindow, feature: PreferencesFeature, services: FakeServices
) -> None:
    feature.open()
    assert feature.page.isVisible()
    assert window.windowTitle() == "Preferences – TrunkTimer"
    assert (feature.page.sound_status.text(), feature.page.file.text()) == ("Heard.", str(services.preferences_file))
    services.sound.status_changed.emit("Not heard.")
    assert feature.page.sound_status.text() == "Not heard."
    qtbot.keyClick(feature.page, K.Key_Escape)
    assert window.library.isVisible()


def test_the_menu_has_the_page_and_shows_what_was_chosen_on_it(window: MainWindow, feature: PreferencesFeature) -> None:
    menu = window.library.look_button.menu()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert "Preferences… (Ctrl+,)" in texts
    feature.page.change_requested.emit(Preferences(theme=ThemeChoice.LIGHT))
    colours = QMenu.menuInAction(menu.actions()[texts.index("Colours")])
    assert isinstance(colours, QMenu)
    assert [action.text() for action in colours.actions() if action.isChecked()] == ["Light"]
    assert LOOK.theme is LIGHT


def test_the_menu_changes_one_preference_and_leaves_what_was_changed_elsewhere(window: MainWindow) -> None:
    window.change(replace(window.preferences, level=70))
    window.change(replace(window.preferences, volume=0.3))
    menu = window.library.look_button.menu()
    assert isinstance(menu, QMenu)
    entries = {action.text(): action for action in menu.actions()}
    entries["Less motion"].trigger()
    distances = QMenu.menuInAction(entries["Viewing distance"])
    assert isinstance(distances, QMenu)
    next(action for action in distances.actions() if action.text() == "4 m").trigger()
    assert window.preferences == Preferences(level=70, volume=0.3, reduced_motion=True, viewing_distance_m=4.0)
    entries["Sound off"].trigger()
    assert window.preferences.muted
    assert [entries[text].isChecked() for text in ("Less motion", "Sound off")] == [True, True]


def test_each_change_on_the_page_has_its_effect_at_once(window: MainWindow, feature: PreferencesFeature) -> None:
    told: list[Preferences] = []
    window.preferences_changed.connect(told.append)
    page = feature.page
    window.show_page(window.run, "")
    window.run.resize(1280, 800)
    small = window.run.layout_now().cue_cap
    page.controls["text_scale"].setValue(32)
    assert page.controls["volume"].font().pixelSize() == 24
    page.controls["level"].setValue(80)
    assert window.library.level() == 80
    page.controls["viewing_distance_m"].setValue(40)
    assert window.run.layout_now().cue_cap > small
    assert told[-1] == Preferences(text_scale=1.6, level=80, viewing_distance_m=4.0)


def test_space_at_a_gate_pauses_if_that_is_preferred(
    qtbot: QtBot, window: MainWindow, feature: PreferencesFeature
) -> None:
    window.change(replace(window.preferences, space_at_gate=SpaceAtGate.PAUSE))
    window.follow("/own.toml", 0)
    for _ in range(5):
        session = window.controller.session
        assert session is not None
        if session.phase is Phase.WAITING:
            break
        qtbot.keyClick(window.run, K.Key_Right)
    assert window.run.cue.text() == "Enter when the rep is done"
    qtbot.keyClick(window.run, K.Key_Space)
    session = window.controller.session
    assert session is not None
    assert session.phase is Phase.PAUSED


def test_keys_taught_on_the_sheet_count_on_the_run_page_and_in_the_list(
    qtbot: QtBot,
    window: MainWindow,
    feature: PreferencesFeature,
    opened: OpenedFeatures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def teach(dialog: KeysDialog) -> int:
        dialog.list.setCurrentRow(1)
        dialog.listen()
        qtbot.keyClick(dialog.ear, K.Key_T, CTRL)
        return 0

    monkeypatch.setattr(KeysDialog, "exec", teach)
    feature.teach_keys()
    assert window.preferences.keys == {"next": ("Ctrl+T",)}
    window.follow("/hold.toml", 50)
    window.controller.pause()
    qtbot.keyClick(window.run, K.Key_T, CTRL)
    session = window.controller.session
    assert session is not None
    assert (session.index, opened) == (1, [])
    shown: list[str] = []

    def look(box: QDialog) -> int:
        shown.extend(label.text() for label in box.findChildren(QLabel))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    window.following.show_keys()  # the panel for the floor
    assert [target.accessibleName() for target in window.run.panel.targets][2] == "Next (Ctrl+T)"
    window.following.show_keys()
    assert "<b>Ctrl+T, →, Page down, media next</b>" in shown[0]
    assert "<b>Ctrl+,</b>" in shown[0]


def test_a_taught_key_comes_before_a_shortcut_of_the_window_on_the_run_page(window: MainWindow) -> None:
    window.change(replace(window.preferences, keys={"next": ("Ctrl+T",)}))

    def taken(key: Qt.Key) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
        event.ignore()
        window.event(event)
        return event.isAccepted()

    assert not taken(K.Key_T)
    window.follow("/hold.toml", 50)
    assert taken(K.Key_T)
    assert not taken(K.Key_O)


def test_the_file_is_opened_after_it_was_written(
    feature: PreferencesFeature, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def refuse(url: QUrl) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    feature.page.open_file.click()
    assert services.preferences_written == 1
    assert opened == [QUrl.fromLocalFile(str(services.preferences_file))]
    assert feature.page.message.text().startswith("No program opened the file. It lies here:")


def test_the_sample_follows_the_size_of_the_window(window: MainWindow, feature: PreferencesFeature) -> None:
    window.resize(1920, 1080)
    large = feature.page.sample.digits_cap_px
    window.resize(800, 600)
    assert feature.page.sample.digits_cap_px < large
