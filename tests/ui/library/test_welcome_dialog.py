"""The first five minutes: each page can be left by one key, and what is chosen on it is told at once."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pseudo import cut_off, in_pseudo, strangers
from trunktimer.ui.kit.taught_keys import KeyTable
from trunktimer.ui.library.welcome_dialog import WelcomeDialog

SAFETY = "1 2 3"  # of a file: without letters, so that it is no stranger to the pseudo language


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    return made


def shown(window: QWidget) -> WelcomeDialog:
    dialog = WelcomeDialog(sound_status="", distance_m=2.5, safety=SAFETY, keys=KeyTable(), parent=window)
    dialog.show()
    return dialog


def test_four_pages_and_then_the_demo(qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(window)
    titles = []
    for _ in range(dialog.pages.count()):
        titles.append(dialog.titles[dialog.pages.currentIndex()].text())
        last = dialog.onward.text()
        dialog.onward.click()
    assert len(set(titles)) == 4
    assert last == "Try the demo" and dialog.result() == WelcomeDialog.DialogCode.Accepted


def test_it_can_be_skipped_and_one_can_go_back(qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(window)
    assert not dialog.back.isEnabled()
    dialog.onward.click()
    dialog.back.click()
    assert dialog.pages.currentIndex() == 0
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_sound_and_distance_are_asked_for(qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(window)
    with qtbot.waitSignal(dialog.hear_requested):
        dialog.hear.click()
    dialog.onward.click()
    with qtbot.waitSignal(dialog.distance_requested) as asked:
        qtbot.keyClick(dialog.distance, Qt.Key.Key_Right)
    assert asked.args == [2.6]
    assert dialog.metres.text() == "2.6 m"


def test_a_taught_key_is_shown(window: QWidget) -> None:
    taught = KeyTable({"pause": ("Ctrl+F7",)})
    dialog = WelcomeDialog(sound_status="", distance_m=2.5, safety="", keys=taught, parent=window)
    assert "Ctrl+F7" in [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(640, 480)])
def test_longer_words_have_room_and_all_are_translated(window: QWidget, size: QSize) -> None:
    window.resize(size)
    with in_pseudo():
        dialog = shown(window)
        for page in range(dialog.pages.count()):
            dialog.pages.setCurrentIndex(page)
            QApplication.processEvents()
            assert not strangers(dialog, ["m", "M", "F1"])
            assert not cut_off(dialog)


def test_enter_goes_on_wherever_the_keyboard_is(qtbot: QtBot, window: QWidget) -> None:
    dialog = shown(window)
    for page in range(dialog.pages.count()):
        assert dialog.pages.currentIndex() == page
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.result() == WelcomeDialog.DialogCode.Accepted
