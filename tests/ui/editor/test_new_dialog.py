"""The question for a new routine: what is answered, and that nothing is left of it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.routine.toml.templates import TEMPLATES
from trunktimer.ui.editor.new_dialog import NewDialog, ask_new


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 700)
    return made


def row_of(dialog: NewDialog, key: str) -> int:
    keys = [dialog.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(dialog.list.count())]
    return keys.index(key)


@pytest.mark.parametrize(("typed", "name"), [("  Evening ", "Evening"), ("   ", TEMPLATES["tabata"].title)])
def test_the_answer_is_a_template_and_a_name(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, name: str
) -> None:
    def answer(dialog: NewDialog) -> NewDialog.DialogCode:
        assert dialog.list.count() == len(TEMPLATES)
        dialog.list.setCurrentRow(row_of(dialog, "tabata"))
        dialog.named.setText(typed)
        return NewDialog.DialogCode.Accepted

    monkeypatch.setattr(NewDialog, "exec", answer)
    assert ask_new(window) == ("tabata", name)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not window.findChildren(NewDialog)


def test_nothing_is_made_where_the_question_is_left(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewDialog, "exec", lambda dialog: NewDialog.DialogCode.Rejected)
    assert ask_new(window) is None
