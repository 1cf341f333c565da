"""Numbers, ranges and pyramids as they are typed, stepped and refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import count
from trunktimer.ui.editor.count_edit import CountEdit

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(qtbot: QtBot, field: CountEdit, written: object = None) -> list[object]:
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    field.set_written(written)
    told: list[object] = []
    field.value_changed.connect(told.append)
    return told


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("10", (count(10),)),
        ("3-5", (count(3, 5),)),
        ("3 - 5", (count(3, 5),)),
        ("3 to 5", (count(3, 5),)),
        ("8 6 4", (count(8), count(6), count(4))),
        ("8, 6, 4", (count(8), count(6), count(4))),
        ("3-5, 2", (count(3, 5), count(2))),
        ("10 bis 15", (count(10, 15),)),
    ],
)
def test_what_people_write_is_a_number_or_a_pyramid(qtbot: QtBot, text: str, counts: tuple[object, ...]) -> None:
    field = CountEdit(pyramid=True)
    told = shown(qtbot, field)
    qtbot.keyClicks(field, text)
    assert told[-1] == field.value() == counts
    assert field.fault == ""


def test_a_single_number_is_a_count(qtbot: QtBot) -> None:
    field = CountEdit()
    told = shown(qtbot, field)
    qtbot.keyClicks(field, "3-5")
    assert told == [count(3), count(3, 5)]


@pytest.mark.parametrize(
    ("written", "text"), [(10, "10"), ("3 - 5", "3 - 5"), ([8, "4-6", 4], "8, 4-6, 4"), (True, "true"), (None, "")]
)
def test_what_is_written_is_shown_as_it_stands(qtbot: QtBot, written: object, text: str) -> None:
    field = CountEdit(pyramid=True)
    told = shown(qtbot, field, written)
    assert field.text() == text and told == []
    assert bool(field.fault) is (written is True)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ten", '"ten" is not a whole number'),
        ("0", "at least 1"),
        ("5-3", "runs backwards"),
        ("99999999", "10,000,000 is the most"),
        ("8 6", "more than one number"),
    ],
)
def test_what_is_no_number_stays_and_is_told(qtbot: QtBot, text: str, what: str) -> None:
    field = CountEdit()
    shown(qtbot, field, 10)
    left: list[str] = []
    field.text_left.connect(left.append)
    field.selectAll()
    qtbot.keyClicks(field, text)
    field.clearFocus()
    assert what in field.fault and field.text() == text and left == [text]


def test_beats_have_limits_and_an_accent_no_range(qtbot: QtBot) -> None:
    beats = CountEdit(least=20, most=300)
    shown(qtbot, beats, 301)
    assert "300 is the most" in beats.fault
    accent = CountEdit(ranges=False, usual=4)
    shown(qtbot, accent, "2-4")
    assert "write one such as 4" in accent.fault


@pytest.mark.parametrize(
    ("text", "key", "held", "after"),
    [
        ("10", Qt.Key.Key_Up, None, "11"),
        ("10", Qt.Key.Key_Down, SHIFT, "5"),
        ("3", Qt.Key.Key_Down, SHIFT, "1"),
        ("3-5", Qt.Key.Key_Up, None, "4-6"),
        ("3-5", Qt.Key.Key_Down, SHIFT, "1-3"),
        ("3-5", Qt.Key.Key_Down, CTRL, "3-4"),
        ("8 6 4", Qt.Key.Key_Up, None, "9 7 5"),
        ("8, 6, 4", Qt.Key.Key_Down, None, "7, 5, 3"),
    ],
)
def test_arrows_move_a_range_and_a_pyramid_as_a_whole(
    qtbot: QtBot, text: str, key: Qt.Key, held: Qt.KeyboardModifier | None, after: str
) -> None:
    field = CountEdit(pyramid=True)
    told = shown(qtbot, field, text)
    qtbot.keyClick(field, key, held or Qt.KeyboardModifier.NoModifier)
    assert field.text() == after and len(told) == 1


def test_an_empty_field_steps_from_what_it_inherits(qtbot: QtBot) -> None:
    field = CountEdit()
    told = shown(qtbot, field)
    field.set_written(None, "1, as usual")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told == [count(2)]


def test_a_count_from_elsewhere_does_not_disturb_the_same_text(qtbot: QtBot) -> None:
    field = CountEdit(pyramid=True)
    shown(qtbot, field)
    qtbot.keyClicks(field, "8 6")
    field.set_written([8, 6])
    assert field.text() == "8 6"
    field.set_written(9)
    assert field.text() == "9"


def pasted(field: CountEdit, text: str) -> None:
    field.selectAll()
    QApplication.clipboard().setText(text)
    field.paste()


def test_what_is_pasted_is_read_as_what_is_typed(qtbot: QtBot) -> None:
    field = CountEdit(pyramid=True)
    told = shown(qtbot, field)
    pasted(field, "3\u20115 １２")
    assert told == [(count(3, 5), count(12))] and field.fault == ""


def test_sets_and_reps_in_one_field_are_told_where_each_goes(qtbot: QtBot) -> None:
    field = CountEdit(pyramid=True)
    told = shown(qtbot, field)
    pasted(field, "3 × 10")
    assert field.fault == '"3 × 10" is two numbers; write 3 at sets and 10 at reps'
    assert told == []
