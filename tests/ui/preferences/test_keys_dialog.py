"""The sheet of keys: teaching by pressing, and taking back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.taught_keys import Taught
from trunktimer.ui.kit.theme import LIGHT
from trunktimer.ui.preferences.keys_dialog import KeysDialog

K = Qt.Key


@pytest.fixture
def told() -> list[Taught]:
    """The taught keys that the sheet has told."""
    return []


@pytest.fixture
def dialog(qtbot: QtBot, told: list[Taught]) -> KeysDialog:
    made = KeysDialog({})
    made.keys_changed.connect(told.append)
    qtbot.addWidget(made)
    made.show()
    made.list.setCurrentRow(1)
    return made


def rows(dialog: KeysDialog) -> list[list[str]]:
    return [dialog.list.item(row).text().split("\n") for row in range(dialog.list.count())]


def test_any_key_can_be_taught_by_pressing_it(qtbot: QtBot, dialog: KeysDialog, told: list[Taught]) -> None:
    assert dialog.action == "next"
    dialog.teach.click()
    assert dialog.ear.isVisible()
    assert "next step" in dialog.ear.text()
    qtbot.keyPress(dialog.ear, K.Key_Control)
    assert dialog.ear.text() == "Ctrl+…"
    qtbot.keyRelease(dialog.ear, K.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert "next step" in dialog.ear.text()
    qtbot.keyClick(dialog.ear, K.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.ear.isVisible()
    assert told == [{"next": ("Ctrl+F7",)}]
    assert rows(dialog)[1][1].startswith("Ctrl+F7, →")
    assert dialog.said.text() == "Ctrl+F7 now means “next step, or let go of a hold”."


def test_a_key_without_a_name_is_taught_by_its_number(dialog: KeysDialog, told: list[Taught]) -> None:
    dialog.listen()
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, 163, 0, 0)
    QApplication.sendEvent(dialog.ear, event)
    assert told == [{"next": ("scan:163",)}]
    assert rows(dialog)[1][1].startswith("key no. 163")


def test_what_a_key_no_longer_does_is_said(qtbot: QtBot, dialog: KeysDialog) -> None:
    dialog.listen()
    qtbot.keyClick(dialog.ear, K.Key_R)
    assert dialog.said.text() == "R now means “next step, or let go of a hold”, and no longer “repeat the last rep”."
    assert ["repeat the last rep", "no key"] in rows(dialog)
    dialog.listen()
    qtbot.keyClick(dialog.ear, K.Key_R)
    assert dialog.said.text() == "R means “next step, or let go of a hold”, as before."


@pytest.mark.parametrize("key", [K.Key_F1, K.Key_Tab])
def test_keys_that_are_kept_are_not_taught(qtbot: QtBot, dialog: KeysDialog, told: list[Taught], key: Qt.Key) -> None:
    dialog.listen()
    qtbot.keyClick(dialog.ear, key)
    assert dialog.ear.isVisible()
    assert "keeps its meaning" in dialog.ear.text()
    qtbot.keyClick(dialog.ear, K.Key_Escape)
    assert not dialog.ear.isVisible()
    assert dialog.isVisible()
    assert told == []


def test_nothing_is_heard_once_the_keyboard_is_elsewhere(qtbot: QtBot, dialog: KeysDialog, told: list[Taught]) -> None:
    dialog.listen()
    dialog.list.setFocus()
    qtbot.keyClick(dialog.ear, K.Key_F8)
    assert not dialog.ear.isVisible()
    assert told == []


def test_taught_keys_can_be_forgotten_one_action_or_all(qtbot: QtBot, told: list[Taught]) -> None:
    dialog = KeysDialog({"next": ("F8",), "back": ("F9", "Space")})
    qtbot.addWidget(dialog)
    dialog.keys_changed.connect(told.append)
    dialog.list.setCurrentRow(0)
    assert (dialog.forget.isEnabled(), dialog.usual.isEnabled()) == (False, True)
    dialog.list.setCurrentRow(2)
    dialog.forget.click()
    assert told[-1] == {"next": ("F8",)}
    assert rows(dialog)[0][1].startswith("Space")
    dialog.usual.click()
    assert told[-1] == {}
    assert (dialog.forget.isEnabled(), dialog.usual.isEnabled()) == (False, False)
    assert dialog.said.text() == "All keys have their usual meaning again."


def test_enter_on_the_list_begins_to_listen(qtbot: QtBot, dialog: KeysDialog, told: list[Taught]) -> None:
    qtbot.keyClick(dialog.list, K.Key_Return)
    assert dialog.ear.isVisible()
    qtbot.keyClick(dialog.ear, K.Key_Return)
    assert told == [{"next": ("Return",)}]


def test_it_follows_the_look(dialog: KeysDialog) -> None:
    LOOK.change(theme=LIGHT)
    assert dialog.styleSheet() == page_style_sheet(LIGHT)
