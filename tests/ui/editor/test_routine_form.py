"""The form of what a routine says of itself."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.checkout import ROOT
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.toml.edit import change_value
from trunktimer.routine.toml.routine_hints import BLOCK_KEYS, ROUTINE_KEYS
from trunktimer.ui.editor.choice_field import ChoiceField
from trunktimer.ui.editor.form_fields import BLOCK_FIELDS, ROUTINE_FIELDS, inherited_words
from trunktimer.ui.editor.routine_form import RoutineForm

TEXT = (ROOT / "routines" / "strengthen-lower-back.toml").read_text(encoding="utf-8")
WRITTEN = tomllib.loads(TEXT)


def made(
    qtbot: QtBot, written: dict[str, object] | None = None, faults: dict[str, str] | None = None
) -> tuple[RoutineForm, list[tuple[object, ...]]]:
    form = RoutineForm()
    qtbot.addWidget(form)
    form.resize(400, 800)
    form.show_routine(None, WRITTEN if written is None else written, faults or {})
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    told: list[tuple[object, ...]] = []
    form.value_requested.connect(lambda path, value: told.append((path, value)))
    form.remove_requested.connect(lambda path: told.append((path,)))
    return form, told


def line(form: RoutineForm, key: str) -> QLineEdit:
    widget = form.rows[key].widget
    assert isinstance(widget, QLineEdit)
    return widget


def test_every_key_of_a_file_has_a_field_with_help() -> None:
    # Tables are changed in the text, as are the values that are more than one number or line.
    assert {field.key for field in ROUTINE_FIELDS} == ROUTINE_KEYS - {"format", "block", "program", "defaults"}
    assert {field.key for field in BLOCK_FIELDS} == BLOCK_KEYS - {"block", "defaults", "breath_beats", "optional"}
    assert all(field.help for field in (*ROUTINE_FIELDS, *BLOCK_FIELDS))


def test_what_is_written_is_shown_and_what_is_not_is_told_quietly(qtbot: QtBot) -> None:
    form, _ = made(qtbot)
    assert line(form, "name").text() == "Strengthen the lower back"
    assert line(form, "equipment").text() == "mat"
    assert line(form, "lead_in").text() == "10 s"
    assert line(form, "switch").text() == "" and line(form, "switch").placeholderText() == "5 s, as usual"
    safety = form.rows["safety"].widget
    assert isinstance(safety, QPlainTextEdit) and safety.toPlainText().startswith("See a doctor")


def test_what_is_typed_is_told_with_its_key(qtbot: QtBot) -> None:
    form, told = made(qtbot)
    form.focus_field("lead_in")
    qtbot.keyClicks(line(form, "lead_in"), "9")
    form.focus_field("rest")
    qtbot.keyClicks(line(form, "rest"), "none")
    form.focus_field("equipment")
    qtbot.keyClicks(line(form, "equipment"), "a, b")
    assert told[0] == (("lead_in",), Span(9_000, 9_000))
    assert told[1] == (("rest",), NO_PAUSE)
    assert told[-1] == (("equipment",), ["a", "b"])
    text = TEXT
    for path, *value in told:
        text = change_value(text, path, value[0])  # type: ignore[arg-type]
    assert tomllib.loads(text) == WRITTEN | {"lead_in": "9 s", "rest": "none", "equipment": ["a", "b"]}


def test_prose_keeps_its_lines_and_can_be_emptied(qtbot: QtBot) -> None:
    form, told = made(qtbot, {"summary": "Old"})
    form.focus_field("summary")
    summary = form.rows["summary"].widget
    assert isinstance(summary, QPlainTextEdit)
    summary.selectAll()
    qtbot.keyClicks(summary, "ab")
    assert told == [(("summary",), "a"), (("summary",), "ab")]
    form.show_routine(None, {"summary": "ab"}, {})
    summary.selectAll()
    qtbot.keyClick(summary, Qt.Key.Key_Delete)
    form.focus_field("name")
    assert told[-1] == (("summary",),)


def test_a_choice_is_made_and_taken_back(qtbot: QtBot) -> None:
    form, told = made(qtbot)
    side = form.rows["first_side"].widget
    assert isinstance(side, ChoiceField)
    form.focus_field("first_side")
    qtbot.keyClick(side, Qt.Key.Key_Down)
    qtbot.keyClick(side, Qt.Key.Key_Up)
    assert told == [(("first_side",), "left"), (("first_side",),)]


def test_a_word_that_is_not_among_the_choices_is_shown_as_it_stands(qtbot: QtBot) -> None:
    form, _ = made(qtbot, {"first_side": "top"}, {"first_side": '"top" is not known here'})
    side = form.rows["first_side"]
    assert isinstance(side.widget, ChoiceField) and side.widget.currentText() == "top"
    assert side.note.text() == '"top" is not known here.'
    form.show_routine(None, {}, {})
    assert side.widget.currentText() == "Left, as usual" and side.widget.count() == 3


def test_faults_stand_at_their_fields_and_others_above(qtbot: QtBot) -> None:
    faults = {"lead_in": "a time is wanted here", "nmae": 'unknown key "nmae"'}
    form, _ = made(qtbot, faults=faults)
    assert form.rows["lead_in"].note.text() == "A time is wanted here."
    assert form.top.text() == 'Unknown key "nmae".' and not form.top.isHidden()
    form.show_routine(None, WRITTEN, {})
    assert form.rows["lead_in"].note.isHidden() and form.top.isHidden()


def test_help_is_told_for_the_field_with_the_keyboard(qtbot: QtBot) -> None:
    form, _ = made(qtbot)
    form.focus_field("lead_in")
    assert form.help.text().startswith("Time to get into position")
    assert not form.focus_field("nothing")


def test_fields_have_names_and_labels_are_their_buddies(qtbot: QtBot) -> None:
    form, _ = made(qtbot)
    for row in form.rows.values():
        assert row.widget.accessibleName() == row.label.text() != ""
        assert row.label.buddy() is row.widget


@pytest.mark.parametrize("width", [360, 560])
def test_no_row_is_wider_than_the_form(qtbot: QtBot, width: int) -> None:
    form, _ = made(qtbot)
    form.resize(width, 700)
    assert form.minimumSizeHint().width() <= width
    assert all(row.mapTo(form, row.rect().topRight()).x() <= width for row in form.rows.values())


def test_what_is_inherited_comes_from_the_nearest_that_says_it() -> None:
    inner = {"hold": "5 s"}
    timed = {"duration": "90 s"}
    data: dict[str, object] = {
        "lead_in": 15,
        "rest": "4 s",
        "switch": "7 s",
        "rest_between_rounds": "1 min",
        "rest_between_blocks": "30 s",
        "block": [{"reps": 1}, {"repeat": 2, "switch": "8 s", "block": [inner, timed]}],
    }
    assert inherited_words(data, (0,)) == {
        "lead_in": "15 s, from the routine",
        "rest": "4 s, from the routine",
        "switch": "7 s, from the routine",
        "rest_between_rounds": "1 min, from the routine",
    }
    words = inherited_words(data, (1, 0))
    assert words["switch"] == "8 s, from the group" and words["lead_in"] == "none, in a group"
    assert inherited_words(data, (1, 1))["rest"] == "none"
    assert inherited_words(data, (7,)) == {} == inherited_words(data, ())
