"""What is asked about a session that was interrupted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.foundation.wall_time import WallTime
from trunktimer.session.record import SessionRecord
from trunktimer.ui.history.resume_dialog import ResumeAnswer, ResumeDialog

EVENING = WallTime(1_795_280_640_000, 60)  # 2026-11-21 18:04 in Berlin
WHERE = "12 of 40 minutes, in Bridge, set 2 of 3"
WHY_NOT = "The routine's file is not there any more."


def dialog(qtbot: QtBot, *, can: bool = True, parent: QWidget | None = None, name: str = "Lower back") -> ResumeDialog:
    record = SessionRecord(
        uid="0" * 32, routine_key="back", routine_name=name, routine_hash="", level=50, started=EVENING
    )
    made = ResumeDialog(record, WHERE, can, "" if can else WHY_NOT, parent)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def words(made: ResumeDialog) -> str:
    return "\n".join(label.text() for label in made.findChildren(QLabel))


def test_it_says_which_routine_when_and_how_far(qtbot: QtBot) -> None:
    said = words(dialog(qtbot))
    for part in ("Lower back", "Sat 21 Nov 2026, 18:04", WHERE, "for good"):
        assert part in said


def test_enter_goes_on(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    assert made.focusWidget() is made.go_on
    qtbot.keyClick(made.go_on, Qt.Key.Key_Return)
    assert made.answer() is ResumeAnswer.GO_ON and made.isHidden()


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        ("go_on", ResumeAnswer.GO_ON),
        ("keep", ResumeAnswer.KEEP),
        ("discard", ResumeAnswer.DISCARD),
        ("later", ResumeAnswer.LATER),
    ],
)
def test_each_button_is_one_answer(qtbot: QtBot, button: str, answer: ResumeAnswer) -> None:
    made = dialog(qtbot)
    qtbot.mouseClick(getattr(made, button), Qt.MouseButton.LeftButton)
    assert made.answer() is answer and made.isHidden()


def test_where_it_cannot_go_on_it_says_why_and_keeping_is_the_default(qtbot: QtBot) -> None:
    made = dialog(qtbot, can=False)
    assert not made.go_on.isEnabled() and WHY_NOT in words(made)
    assert made.go_on.accessibleDescription() == WHY_NOT
    qtbot.mouseClick(made.go_on, Qt.MouseButton.LeftButton)
    assert made.isVisible() and made.answer() is ResumeAnswer.LATER
    assert made.focusWidget() is made.keep
    qtbot.keyClick(made.keep, Qt.Key.Key_Return)
    assert made.answer() is ResumeAnswer.KEEP


@pytest.mark.parametrize("can", [True, False])
def test_esc_and_closing_decide_nothing(qtbot: QtBot, can: bool) -> None:
    made = dialog(qtbot, can=can)
    focus = made.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert made.isHidden() and made.answer() is ResumeAnswer.LATER
    other = dialog(qtbot, can=can)
    other.close()
    assert other.answer() is ResumeAnswer.LATER


def test_a_name_is_never_markup(qtbot: QtBot) -> None:
    made = dialog(qtbot, name="<b>Back</b>")
    label = next(label for label in made.findChildren(QLabel) if label.text() == "<b>Back</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("can", [True, False])
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 800)])
def test_it_fits_the_window_without_a_scroll_bar(qtbot: QtBot, width: int, height: int, can: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    made = dialog(qtbot, can=can, parent=window)
    qtbot.waitExposed(made)
    assert made.width() <= width and made.height() <= height
    scroll = made.findChild(QScrollArea)
    assert scroll is not None and scroll.verticalScrollBar().maximum() == 0
    for label in made.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
