"""The first five minutes: each page can be left by one key, and what is chosen on it is told at once."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pseudo import cut_off, in_pseudo, strangers
from trunktimer.ui.kit.taught_keys import KeyTable
from trunktimer.ui.kit.theme import DARK
from trunktimer.ui.library.welcome_dialog import HelloSheet

SAFETY = "1 2 3"  # of a file: without letters, so that it is no stranger to the pseudo language


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    return made


def shown(window: QWidget) -> HelloSheet:
    sheet = HelloSheet(DARK, sound_status="", distance_m=2.5, safety=SAFETY, keys=KeyTable(), parent=window)
    sheet.show()
    return sheet


def test_four_pages_and_then_the_demo(qtbot: QtBot, window: QWidget) -> None:
    sheet = shown(window)
    titles = []
    for _ in range(sheet.pages.count()):
        titles.append(sheet.titles[sheet.pages.currentIndex()].text())
        last = sheet.onward.text()
        sheet.onward.click()
    assert len(set(titles)) == 4
    assert last == "Try the demo" and sheet.result() == HelloSheet.DialogCode.Accepted


def test_it_can_be_skipped_and_one_can_go_back(qtbot: QtBot, window: QWidget) -> None:
    sheet = shown(window)
    assert not sheet.back.isEnabled()
    sheet.onward.click()
    sheet.back.click()
    assert sheet.pages.currentIndex() == 0
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_sound_and_distance_are_asked_for(qtbot: QtBot, window: QWidget) -> None:
    sheet = shown(window)
    with qtbot.waitSignal(sheet.hear_asked):
        sheet.hear.click()
    sheet.onward.click()
    with qtbot.waitSignal(sheet.distance_asked) as asked:
        qtbot.keyClick(sheet.distance, Qt.Key.Key_Right)
    assert asked.args == [2.6]
    assert sheet.metres.text() == "2.6 m"


def test_a_taught_key_is_shown(window: QWidget) -> None:
    taught = KeyTable({"pause": ("Ctrl+F7",)})
    sheet = HelloSheet(DARK, sound_status="", distance_m=2.5, safety="", keys=taught, parent=window)
    assert "Ctrl+F7" in [label.text() for label in sheet.findChildren(QLabel)]


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(640, 480)])
def test_longer_words_have_room_and_all_are_translated(window: QWidget, size: QSize) -> None:
    window.resize(size)
    with in_pseudo():
        sheet = shown(window)
        for page in range(sheet.pages.count()):
            sheet.pages.setCurrentIndex(page)
            QApplication.processEvents()
            assert not strangers(sheet, ["m", "M", "F1"])
            assert not cut_off(sheet)


def test_enter_goes_on_wherever_the_keyboard_is(qtbot: QtBot, window: QWidget) -> None:
    sheet = shown(window)
    for page in range(sheet.pages.count()):
        assert sheet.pages.currentIndex() == page
        qtbot.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Return)
    assert sheet.result() == HelloSheet.DialogCode.Accepted
