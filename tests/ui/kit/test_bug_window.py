"""The window that tells of bugs: one, with everything that is needed to report them."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.foundation.bug_file import system_text
from trunktimer.ui.kit.bug_window import BugWindow


def made(qtbot: QtBot) -> BugWindow:
    window = BugWindow("/somewhere/trunktimer.log")
    qtbot.addWidget(window)
    return window


def test_it_shows_the_text_and_where_it_is_kept_and_copies_it(qtbot: QtBot) -> None:
    window = made(qtbot)
    window.add("ValueError: x\n", kept=True, goes_on=True)
    assert window.isVisible()
    assert "Your session goes on." in window.head.text()
    assert "/somewhere/trunktimer.log" in window.where.text()
    window.copy.click()
    assert QGuiApplication.clipboard().text() == f"{system_text()}\n\nValueError: x\n"


def test_further_bugs_are_added_to_the_same_window(qtbot: QtBot) -> None:
    window = made(qtbot)
    for number in range(3):
        window.add(f"ValueError: {number}\n", kept=False, goes_on=False)
    window.add("ValueError: 1\n", kept=False, goes_on=False)
    assert "4 things" in window.head.text() and "could not be written" in window.where.text()
    assert window.text.toPlainText().count("ValueError: 1") == 1
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, BugWindow) and one.isVisible()] == [window]
    window.go_on.click()
    assert not window.isVisible()
    window.add("KeyError: later\n", kept=True, goes_on=True)
    assert window.isVisible() and "ValueError" not in window.text.toPlainText()


def test_it_does_not_take_the_keyboard(qtbot: QtBot) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    line = QLineEdit(below)
    with qtbot.waitActive(below):
        below.show()
        below.activateWindow()
    line.setFocus()
    window = made(qtbot)
    window.add("ValueError: x\n", kept=True, goes_on=True)
    assert not window.isModal() and QApplication.focusWidget() is line


def test_an_endless_text_does_not_fill_the_memory(qtbot: QtBot) -> None:
    window = made(qtbot)
    for number in range(50):
        window.add(f"{number}" * 5_000, kept=True, goes_on=True)
    assert len(window.text.toPlainText()) < 80_000
