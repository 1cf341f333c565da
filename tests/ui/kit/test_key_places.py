"""What a pressed key means whatever the layout: events as X11 makes them, and such as have no number."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit import key_places
from trunktimer.ui.kit.key_places import digit_of, key_of, letter_of, press_by_place
from trunktimer.ui.kit.keys import Command
from trunktimer.ui.kit.taught_keys import KeyTable

K, M = Qt.Key, Qt.KeyboardModifier
#: Key numbers of X11.
N, R, PERIOD, B, H, ONE, SIX = 57, 27, 60, 56, 43, 10, 15


def pressed(mark: str, code: int = 0, held: Qt.KeyboardModifier = M.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(mark.upper()[:1]), held, code, 0, 0, mark)


@pytest.mark.parametrize("letters", ["ткюи", "νρ.β", "מרץנ", "ىقزﻻ", "ืพใิ", "ნრ.ბ", "nr.b"])
def test_the_keys_of_a_session_are_found_under_every_layout(letters: str) -> None:
    table = KeyTable()
    events = [pressed(mark, code) for mark, code in zip(letters, (N, R, PERIOD, B), strict=True)]
    meant = [Command.SKIP_BLOCK, Command.REPEAT, Command.SPACE, Command.SPACE]
    assert [table.command_of(event) for event in events] == meant


def test_a_latin_letter_means_itself_wherever_it_is() -> None:
    assert key_of(pressed("m", 47)) == K.Key_M  # AZERTY
    assert key_of(pressed("n", 46)) == K.Key_N  # Dvorak
    assert KeyTable().command_of(pressed("ç", PERIOD)) is None  # Turkish
    assert key_of(pressed("\u00a0", 65)) == K.Key_Space  # French, Shift and space
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, K.Key_Right, M.NoModifier, N, 0, 0)) == K.Key_Right


def test_without_a_number_the_letter_tells_the_place() -> None:
    assert [key_of(pressed(mark)) for mark in "тνמىื"] == [K.Key_N] * 5
    assert key_of(pressed("ნ")) == ord("Ნ")


def test_a_taught_letter_counts_under_every_layout() -> None:
    table = KeyTable({"mute": ("G",), "louder": ("Ctrl+N",), "back": ("Ф",), "done": ("N",)})
    assert not table.faults
    assert [table.command_of(pressed(mark, 42)) for mark in "gпل"] == [Command.MUTE] * 3
    assert table.command_of(pressed("т", N, M.ControlModifier)) is Command.LOUDER
    assert [table.command_of(pressed(mark, 38)) for mark in "aфα"] == [Command.BACK] * 3
    assert table.command_of(pressed("т", N)) is Command.DONE  # and so means no longer what is usual


def test_digits_and_letters_of_a_page() -> None:
    assert [digit_of(pressed(mark, code)) for mark, code in (("&", ONE), ("+", ONE), ("ๅ", ONE), ("1", ONE))] == [
        "1"
    ] * 4
    assert [digit_of(pressed(mark, SIX)) for mark in "-žุ6"] == ["6"] * 4
    assert digit_of(pressed("1", ONE, M.ShiftModifier)) == "1"  # AZERTY
    assert digit_of(pressed("!", ONE, M.ShiftModifier)) == ""
    assert digit_of(pressed("&", ONE, M.ControlModifier)) == ""
    assert digit_of(pressed("n", N)) == ""
    assert [letter_of(pressed(mark, code)) for mark, code in (("т", N), ("n", N), ("ф", 38), ("é", 11))] == [
        *("N", "N", "A", ""),
    ]
    assert letter_of(pressed("т", N, M.ControlModifier)) == ""


def test_windows_counts_its_keys_from_where_they_begin() -> None:
    assert key_places.codes_from("win32") == 0
    assert key_places.codes_from("linux") == 8


class Page(QWidget):
    """A window with a shortcut of each kind and a field to write in."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.done: list[str] = []
        self.text = QPlainTextEdit("abc", self)
        QVBoxLayout(self).addWidget(self.text)
        self.action = QAction("History", self, shortcut=QKeySequence("Ctrl+H"))
        self.action.triggered.connect(lambda: self.done.append("H"))
        self.addAction(self.action)
        shortcut = QShortcut(QKeySequence("Ctrl+R"), self)
        shortcut.activated.connect(lambda: self.done.append("R"))
        self.show()
        qtbot.waitExposed(self)
        self.activateWindow()
        self.text.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is self.text)


def test_a_shortcut_with_ctrl_is_found_by_its_place(qtbot: QtBot) -> None:
    page = Page(qtbot)
    for mark, code in (("р", H), ("к", R), ("р", 0)):
        assert press_by_place(page, pressed(mark, code, M.ControlModifier))
    assert page.done == ["H", "R", "H"]
    page.action.setEnabled(False)
    assert not press_by_place(page, pressed("р", H, M.ControlModifier))
    assert not press_by_place(page, pressed("р", H))
    assert not press_by_place(page, pressed("h", H, M.ControlModifier))  # that one Qt knows
    assert page.done == ["H", "R", "H"]


def test_a_field_to_write_in_knows_its_own_shortcuts_by_their_places(qtbot: QtBot) -> None:
    page = Page(qtbot)
    assert press_by_place(page, pressed("ф", 38, M.ControlModifier))
    assert page.text.textCursor().selectedText() == "abc"
