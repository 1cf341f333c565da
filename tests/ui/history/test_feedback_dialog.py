"""What a person says after a session: one key each, all of it optional."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QInputMethodEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.session.record import NOTE_LENGTH, Feedback
from trunktimer.ui.history import feedback_dialog as feedback_dialog
from trunktimer.ui.history.feedback_dialog import EASE_OFF, FeedbackDialog

SAID = Feedback(effort=6, pain_before=2, pain_after=1, note="Stiff.")


def dialog(qtbot: QtBot, feedback: Feedback | None = None, parent: QWidget | None = None) -> FeedbackDialog:
    made = FeedbackDialog(feedback or Feedback(), "Lower back: 38 minutes", parent)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def keys(qtbot: QtBot, made: FeedbackDialog, *pressed: str | Qt.Key) -> None:
    """Press keys one by one, each where the focus is then."""
    for key in pressed:
        focus = made.focusWidget()
        assert focus is not None
        if isinstance(key, str):
            qtbot.keyClicks(focus, key)
        else:
            qtbot.keyClick(focus, key)


def test_four_keys_answer_everything(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "6", "2", "1", Qt.Key.Key_Return)
    assert made.result() == FeedbackDialog.DialogCode.Accepted and made.isHidden()
    assert made.feedback() == Feedback(effort=6, pain_before=2, pain_after=1)


def test_nothing_has_to_be_said(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, Qt.Key.Key_Enter)
    assert made.result() == FeedbackDialog.DialogCode.Accepted
    assert made.feedback() == Feedback()


def test_zero_is_ten_for_effort_and_no_pain_for_pain(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "0", "0", "0")
    assert made.feedback() == Feedback(effort=10, pain_before=0, pain_after=0)


@pytest.mark.parametrize("key", ["x", "X"])
def test_x_is_ten_on_every_scale(qtbot: QtBot, key: str) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, key, key, key)
    assert made.feedback() == Feedback(effort=10, pain_before=10, pain_after=10)


def test_letters_lead_to_each_question(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "a", "4", "b", "3", "E", "2")
    assert made.feedback() == Feedback(effort=2, pain_before=3, pain_after=4)
    keys(qtbot, made, "n")
    assert made.focusWidget() is made.note
    shown = {label.text() for label in made.findChildren(QLabel) if label.objectName() == "key"}
    assert shown == {"E", "B", "A", "N"}


def test_a_letter_is_a_letter_inside_the_note(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "n", "be a nice back 10", Qt.Key.Key_Return, "x")
    assert made.isVisible()
    assert made.feedback() == Feedback(note="be a nice back 10\nx")


def test_ctrl_enter_saves_from_inside_the_note(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "5", "n", "good")
    qtbot.keyClick(made.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made.result() == FeedbackDialog.DialogCode.Accepted
    assert made.feedback() == Feedback(effort=5, note="good")


def test_esc_leaves_without_a_change(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "5", Qt.Key.Key_Escape)
    assert made.result() == FeedbackDialog.DialogCode.Rejected and made.isHidden()


def test_esc_in_the_note_leaves_the_note_only(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "n", "a long story", Qt.Key.Key_Escape)
    assert made.isVisible() and made.focusWidget() is made.save
    assert made.feedback().note == "a long story"
    keys(qtbot, made, Qt.Key.Key_Escape)
    assert made.isHidden() and made.result() == FeedbackDialog.DialogCode.Rejected


def test_tab_leaves_the_note(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "n", Qt.Key.Key_Tab)
    assert made.focusWidget() is not made.note and made.feedback().note == ""


def test_up_and_down_go_from_row_to_row(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
    keys(qtbot, made, up, "3", up, up, down, down, "1")
    assert made.feedback() == Feedback(effort=3, pain_after=1)
    made.after.setFocus()
    keys(qtbot, made, down)
    assert made.focusWidget() is made.note


def test_what_was_said_before_is_shown_and_kept(qtbot: QtBot) -> None:
    made = dialog(qtbot, SAID)
    assert made.feedback() == SAID
    assert made.focusWidget() is made.save
    keys(qtbot, made, "b", Qt.Key.Key_Backspace)
    assert made.feedback() == Feedback(effort=6, pain_after=1, note="Stiff.")


def test_it_begins_at_the_first_open_question(qtbot: QtBot) -> None:
    made = dialog(qtbot, Feedback(effort=6))
    keys(qtbot, made, "4")
    assert made.feedback() == Feedback(effort=6, pain_before=4)


@pytest.mark.parametrize(("pain", "told"), [(None, False), (0, False), (3, False), (4, True), (10, True)])
def test_pain_above_three_is_answered_calmly(qtbot: QtBot, pain: int | None, told: bool) -> None:
    made = dialog(qtbot, Feedback(pain_before=9, pain_after=pain))
    assert made.caution.isVisible() == told
    assert made.caution.text() == (EASE_OFF if told else "")


def test_the_sentence_goes_when_the_answer_does(qtbot: QtBot) -> None:
    made = dialog(qtbot, Feedback(pain_after=7))
    made.after.set_value(2)
    assert not made.caution.isVisible()


def test_the_effort_is_told_in_words(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    keys(qtbot, made, "4")
    assert made.effort.caption.text() == "Effort: 4 – somewhat hard"


def paste(made: FeedbackDialog, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    made.note.insertFromMimeData(data)


def test_a_full_note_takes_nothing_more_and_loses_nothing(qtbot: QtBot) -> None:
    made = dialog(qtbot, Feedback(note="z" * (NOTE_LENGTH - 3)))
    assert made.note_left.text() == "1,997 of 2,000 characters"
    keys(qtbot, made, "n")
    cursor = made.note.textCursor()
    cursor.setPosition(2)
    made.note.setTextCursor(cursor)
    paste(made, "abcdef")
    full = "zzabc" + "z" * (NOTE_LENGTH - 5)
    assert made.feedback().note == full
    keys(qtbot, made, "y", Qt.Key.Key_Return)
    event = QInputMethodEvent()
    event.setCommitString("ö")
    made.note.inputMethodEvent(event)
    assert made.note.toPlainText() == full
    keys(qtbot, made, Qt.Key.Key_Backspace, "y")
    assert made.feedback().note == "zzaby" + "z" * (NOTE_LENGTH - 5)


@pytest.mark.parametrize("text", ["\U0001f642" * 3_000, "a\n" * 3_000, "z" * 50_000])
def test_a_long_paste_is_cut_to_what_a_note_holds_and_undone_at_once(qtbot: QtBot, text: str) -> None:
    made = dialog(qtbot, Feedback(note="before"))
    made.note.selectAll()
    paste(made, text)
    assert made.note.toPlainText() == text[:NOTE_LENGTH]
    assert len(made.feedback().note) in (NOTE_LENGTH, NOTE_LENGTH - 1)
    made.note.undo()
    assert made.note.toPlainText() == "before"


def test_a_note_of_nothing_but_blanks_is_no_note(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.note.setPlainText("  \n ")
    assert made.feedback() == Feedback()


def settled(made: FeedbackDialog) -> bool:
    """Whether the layout has done what was asked of it."""
    inside = made.area.widget()
    return inside is not None and inside.width() == made.area.viewport().width()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 800)])
def test_no_number_is_cut_off_in_any_window(qtbot: QtBot, width: int, height: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    made = dialog(qtbot, Feedback(effort=9, pain_before=10, pain_after=10), window)
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.area.verticalScrollBar().maximum() == 0 and settled(made))
    assert made.width() <= width and made.height() <= height
    for scale in made.scales:
        right = scale.buttons[-1]
        edge = right.mapTo(made.area.viewport(), right.rect().topRight()).x()
        assert edge <= made.area.viewport().width()
        for label in (scale.caption, *scale.ends):
            if label.isVisible():
                assert label.width() >= label.sizeHint().width(), label.text()


@pytest.mark.parametrize("pain", [2, 9])
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1024, 719), (1024, 720), (1280, 800)])
def test_all_of_it_is_seen_at_once(qtbot: QtBot, width: int, height: int, pain: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    made = dialog(qtbot, Feedback(pain_after=pain), window)
    qtbot.waitExposed(made)
    assert made.area.verticalScrollBar().maximum() == 0
    assert made.caution.height() >= made.caution.heightForWidth(made.caution.width())


def test_a_screen_reader_is_told_each_answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Reader:
        """Stands for the screen reader."""

        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def isActive() -> bool:  # noqa: N802  (Qt's name)
            """It runs."""
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802  (Qt's name)
            """Note what is told."""
            told.append(event.message())

    made = dialog(qtbot)
    monkeypatch.setattr(feedback_dialog, "QAccessible", Reader)
    keys(qtbot, made, "5", "2", "4")
    assert told == ["Effort: 5 – hard", "Pain before: 2", f"Pain after: 4 {EASE_OFF}"]
