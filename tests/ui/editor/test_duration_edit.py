"""Times as they are typed, stepped and refused."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.ui.editor.duration_edit import DurationEdit, next_ms
from trunktimer.ui.kit.theme import DARK

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def seconds(low: float, high: float | None = None) -> Span:
    return Span(round(low * 1000), round((low if high is None else high) * 1000))


def made(qtbot: QtBot, written: str | None = None, *, pause: bool = False) -> tuple[DurationEdit, list[object]]:
    field = DurationEdit(pause=pause)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    field.set_written(written)
    told: list[object] = []
    field.value_changed.connect(told.append)
    return field, told


def typed(qtbot: QtBot, field: DurationEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90", seconds(90)),
        ("1:30", seconds(90)),
        ("1 min", seconds(60)),
        ("10-15 s", seconds(10, 15)),
        ("0.5 s", seconds(0.5)),
    ],
)
def test_what_people_write_is_a_time(qtbot: QtBot, text: str, span: Span) -> None:
    field, told = made(qtbot)
    typed(qtbot, field, text)
    assert told[-1] == field.value() == span
    assert field.fault == ""


def test_each_text_that_is_a_time_is_told_once(qtbot: QtBot) -> None:
    field, told = made(qtbot, "5 s")
    typed(qtbot, field, "12 s")
    assert told == [seconds(1), seconds(12)]


def test_none_is_for_pauses_only(qtbot: QtBot) -> None:
    pause, told = made(qtbot, pause=True)
    typed(qtbot, pause, "none")
    assert told == [NO_PAUSE] and not pause.fault
    time, told = made(qtbot)
    typed(qtbot, time, "none")
    assert told == [] and "is not a time" in time.fault


def test_what_is_no_time_stays_and_is_told_in_a_sentence(qtbot: QtBot) -> None:
    field, told = made(qtbot, "12 s")
    faults: list[str] = []
    left: list[str] = []
    field.fault_changed.connect(faults.append)
    field.text_left.connect(left.append)
    typed(qtbot, field, "12 x")
    assert field.text() == "12 x" and '"12 x" is not a time' in faults[-1]
    assert field.toolTip() == faults[-1] and faults[-1] in field.accessibleDescription()
    field.set_written("12 s")  # shown anew for another reason
    assert field.text() == "12 x" and left == []
    field.clearFocus()
    assert left == ["12 x"] and field.text() == "12 x"
    field.set_written("12 x")
    field.setFocus()
    typed(qtbot, field, "12 s")
    assert told[-1] == seconds(12) and field.fault == ""


def test_a_time_is_told_again_after_a_text_that_was_none_was_written(qtbot: QtBot) -> None:
    field, told = made(qtbot, "12 s")
    field.setCursorPosition(4)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.set_written("12 sx")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "12 s" and told == [seconds(12)]


def test_half_of_a_time_is_no_fault_while_it_is_typed(qtbot: QtBot) -> None:
    field, _ = made(qtbot)
    for text in ("1 min 3", "10 bi", "2 Stu", "10 a", "1:", "1:3", "10-", "1 mi"):
        typed(qtbot, field, text)
        assert field.fault == "", text
    field.commit()
    assert "is not a time" in field.fault


def test_a_fault_has_a_mark_that_can_be_seen_without_colours(qtbot: QtBot) -> None:
    field, _ = made(qtbot, "12 s")
    field.setPalette(DARK.palette())
    field.resize(200, 36)
    before = field.grab().toImage()
    field.set_fault("the routine takes 25 h; 24 hours is the most")
    after = field.grab().toImage()
    mark = [(x, y) for x in range(170, 195) for y in range(8, 30)]
    assert any(before.pixelColor(x, y) != after.pixelColor(x, y) for x, y in mark)
    assert field.fault.startswith("the routine")


def test_an_empty_field_shows_what_is_inherited_and_is_left_once(qtbot: QtBot) -> None:
    field, told = made(qtbot, "8 s")
    left: list[str] = []
    field.text_left.connect(left.append)
    field.set_written("8 s", "5 s, from the routine")
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert left == [] and field.placeholderText() == "5 s, from the routine"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert left == [""] and told == []


def test_typing_over_a_time_never_empties_it(qtbot: QtBot) -> None:
    field, told = made(qtbot, "8 s")
    left: list[str] = []
    field.text_left.connect(left.append)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, "9")
    field.clearFocus()
    assert left == [] and told == [seconds(9)]


def test_the_text_stays_as_it_is_typed_while_it_means_the_same(qtbot: QtBot) -> None:
    field, _ = made(qtbot, "1 min")
    typed(qtbot, field, "90")
    field.set_written("1 min 30 s")
    assert field.text() == "90"
    field.set_written("90 s")
    assert field.text() == "90"
    field.set_written("2 min")  # undone, or changed elsewhere
    assert field.text() == "2 min"


def test_what_is_written_is_shown_as_it_stands_when_typing_is_done(qtbot: QtBot) -> None:
    field, _ = made(qtbot, "1 min")
    typed(qtbot, field, "90")
    field.set_written("1 min 30 s")
    field.clearFocus()
    assert field.text() == "1 min 30 s"


def test_another_block_leaves_nothing_of_what_stood_there(qtbot: QtBot) -> None:
    field, _ = made(qtbot, "12 s")
    typed(qtbot, field, "12 x")
    field.set_written("12 s", fresh=True)
    assert field.text() == "12 s" and field.fault == ""


@pytest.mark.parametrize(
    ("text", "key", "held", "after"),
    [
        ("10 s", Qt.Key.Key_Up, None, "11 s"),
        ("30 s", Qt.Key.Key_Up, None, "35 s"),
        ("30 s", Qt.Key.Key_Down, None, "29 s"),
        ("2 min", Qt.Key.Key_Up, None, "2 min 15 s"),
        ("2 min", Qt.Key.Key_Down, None, "1 min 55 s"),
        ("1:30", Qt.Key.Key_Up, None, "1:35"),
        ("90", Qt.Key.Key_Down, None, "85"),
        ("10 s", Qt.Key.Key_Up, SHIFT, "15 s"),
        ("28 s", Qt.Key.Key_Up, SHIFT, "45 s"),
        ("10-15 s", Qt.Key.Key_Up, None, "11-16 s"),
        ("10-15 s", Qt.Key.Key_Up, CTRL, "10-16 s"),
        ("10-15 s", Qt.Key.Key_Down, CTRL | SHIFT, "10 s"),
        ("10 s", Qt.Key.Key_Up, CTRL, "10-11 s"),
        ("1 s", Qt.Key.Key_Down, None, "1 s"),
        ("24 h", Qt.Key.Key_Up, None, "24 h"),
    ],
)
def test_arrows_step_by_what_is_sensible(
    qtbot: QtBot, text: str, key: Qt.Key, held: Qt.KeyboardModifier | None, after: str
) -> None:
    field, told = made(qtbot, text)
    qtbot.keyClick(field, key, held or Qt.KeyboardModifier.NoModifier)
    assert field.text() == after
    assert len(told) == (after != text)


def test_a_pause_steps_down_to_none_and_up_again(qtbot: QtBot) -> None:
    field, told = made(qtbot, "1 s", pause=True)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "none"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "1 s" and told == [NO_PAUSE, seconds(1)]


def test_an_empty_field_steps_from_what_it_inherits(qtbot: QtBot) -> None:
    field, told = made(qtbot)
    field.set_written(None, "45 s, from the routine")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told == [seconds(50)]


def test_an_arrow_leaves_a_text_that_is_no_time_alone(qtbot: QtBot) -> None:
    field, told = made(qtbot, "12 x")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "12 x" and told == []


@pytest.mark.parametrize("ms", [1_000, 29_000, 30_000, 31_000, 119_000, 120_000, 500_000])
def test_a_step_up_is_above_and_a_step_down_below(ms: int) -> None:
    assert next_ms(ms, up=False) < ms < next_ms(ms, up=True)


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_steps_only_where_the_keyboard_is(qtbot: QtBot, focused: bool) -> None:
    field, told = made(qtbot, "10 s")
    if not focused:
        field.clearFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(field.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert told == ([seconds(11)] if focused else [])
    assert event.isAccepted() is focused
