"""The sheet of keys: teaching by pressing, and taking back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.taught_keys import Taught
from trunktimer.ui.kit.theme import DARK
from trunktimer.ui.preferences.keys_dialog import KeySheet

K = Qt.Key


@pytest.fixture
def told() -> list[Taught]:
    """The taught keys that the sheet has told."""
    return []


@pytest.fixture
def sheet(qtbot: QtBot, told: list[Taught]) -> KeySheet:
    made = KeySheet({}, DARK)
    made.keys_changed.connect(told.append)
    qtbot.addWidget(made)
    made.show()
    made.list.setCurrentRow(1)
    return made


def rows(sheet: KeySheet) -> list[list[str]]:
    return [sheet.list.item(row).text().split("\n") for row in range(sheet.list.count())]


def test_any_key_can_be_taught_by_pressing_it(qtbot: QtBot, sheet: KeySheet, told: list[Taught]) -> None:
    assert sheet.action == "next"
    sheet.teach.click()
    assert sheet.ear.isVisible()
    assert "next step" in sheet.ear.text()
    qtbot.keyPress(sheet.ear, K.Key_Control)
    assert sheet.ear.text() == "Ctrl+…"
    qtbot.keyRelease(sheet.ear, K.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert "next step" in sheet.ear.text()
    qtbot.keyClick(sheet.ear, K.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.ear.isVisible()
    assert told == [{"next": ("Ctrl+F7",)}]
    assert rows(sheet)[1][1].startswith("Ctrl+F7, →")
    assert sheet.said.text() == "Ctrl+F7 now means “next step, or let go of a hold”."


def test_a_key_without_a_name_is_taught_by_its_number(sheet: KeySheet, told: list[Taught]) -> None:
    sheet.listen()
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, 163, 0, 0)
    QApplication.sendEvent(sheet.ear, event)
    assert told == [{"next": ("scan:163",)}]
    assert rows(sheet)[1][1].startswith("key no. 163")


def test_what_a_key_no_longer_does_is_said(qtbot: QtBot, sheet: KeySheet) -> None:
    sheet.listen()
    qtbot.keyClick(sheet.ear, K.Key_R)
    assert sheet.said.text() == "R now means “next step, or let go of a hold”, and no longer “repeat the last rep”."
    assert ["repeat the last rep", "no key"] in rows(sheet)
    sheet.listen()
    qtbot.keyClick(sheet.ear, K.Key_R)
    assert sheet.said.text() == "R means “next step, or let go of a hold”, as before."


@pytest.mark.parametrize("key", [K.Key_F1, K.Key_Tab])
def test_keys_that_are_kept_are_not_taught(qtbot: QtBot, sheet: KeySheet, told: list[Taught], key: Qt.Key) -> None:
    sheet.listen()
    qtbot.keyClick(sheet.ear, key)
    assert sheet.ear.isVisible()
    assert "keeps its meaning" in sheet.ear.text()
    qtbot.keyClick(sheet.ear, K.Key_Escape)
    assert not sheet.ear.isVisible()
    assert sheet.isVisible()
    assert told == []


def test_nothing_is_heard_once_the_keyboard_is_elsewhere(qtbot: QtBot, sheet: KeySheet, told: list[Taught]) -> None:
    sheet.listen()
    sheet.list.setFocus()
    qtbot.keyClick(sheet.ear, K.Key_F8)
    assert not sheet.ear.isVisible()
    assert told == []


def test_taught_keys_can_be_forgotten_one_action_or_all(qtbot: QtBot, told: list[Taught]) -> None:
    sheet = KeySheet({"next": ("F8",), "back": ("F9", "Space")}, DARK)
    qtbot.addWidget(sheet)
    sheet.keys_changed.connect(told.append)
    sheet.list.setCurrentRow(0)
    assert (sheet.forget.isEnabled(), sheet.usual.isEnabled()) == (False, True)
    sheet.list.setCurrentRow(2)
    sheet.forget.click()
    assert told[-1] == {"next": ("F8",)}
    assert rows(sheet)[0][1].startswith("Space")
    sheet.usual.click()
    assert told[-1] == {}
    assert (sheet.forget.isEnabled(), sheet.usual.isEnabled()) == (False, False)
    assert sheet.said.text() == "All keys have their usual meaning again."


def test_enter_on_the_list_begins_to_listen(qtbot: QtBot, sheet: KeySheet, told: list[Taught]) -> None:
    qtbot.keyClick(sheet.list, K.Key_Return)
    assert sheet.ear.isVisible()
    qtbot.keyClick(sheet.ear, K.Key_Return)
    assert told == [{"next": ("Return",)}]
