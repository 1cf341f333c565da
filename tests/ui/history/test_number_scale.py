"""One number of a row: by digit, arrow or mouse, seen without colours and named for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontInfo, QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.ui.history.number_scale import LEAST_WIDTH_PX, NUMBER_PX, NumberScale
from trunktimer.ui.kit.fonts import BOLD, font_of_height


def scale(qtbot: QtBot, first: int = 0, **keys: int) -> NumberScale:
    page = QWidget()
    page.setLayout(QVBoxLayout())
    made = NumberScale("Pain before", first, 10, {0: "no pain", 10: "worst"}, letter="B", keys=keys, parent=page)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(QPushButton("before"))
    layout.addWidget(made)
    layout.addWidget(QPushButton("after"))
    qtbot.addWidget(page, before_close_func=lambda _: page.hide())  # keeps the page until then
    page.resize(700, 200)
    page.show()
    page.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: page.focusWidget() is made.buttons[0])
    return made


def press(qtbot: QtBot, made: NumberScale, text: str) -> None:
    focus = made.window().focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, text)


def push(qtbot: QtBot, made: NumberScale, *keys: Qt.Key) -> None:
    for key in keys:
        focus = made.window().focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)


def test_nothing_is_chosen_at_first(qtbot: QtBot) -> None:
    made = scale(qtbot)
    assert made.value() is None
    assert not any(button.isChecked() for button in made.buttons)


def test_a_digit_answers(qtbot: QtBot) -> None:
    made = scale(qtbot, X=10)
    told: list[int | None] = []
    answered: list[int | None] = []
    made.changed.connect(told.append)
    made.answered.connect(lambda: answered.append(made.value()))
    press(qtbot, made, "37x0")
    assert told == answered == [3, 7, 10, 0]
    assert [button.number for button in made.buttons if button.isChecked()] == [0]


def test_a_digit_that_is_not_on_the_scale_says_nothing(qtbot: QtBot) -> None:
    made = scale(qtbot, 1)
    press(qtbot, made, "0")
    assert made.value() is None


def test_the_key_for_ten_is_shown_on_it(qtbot: QtBot) -> None:
    made = scale(qtbot, 1, **{"0": 10, "X": 10})
    assert made.buttons[-1].toolTip() == "Key 0"
    assert not any(button.toolTip() for button in made.buttons[:-1])
    press(qtbot, made, "0")
    assert made.value() == 10


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_a_digit_with_a_modifier_is_no_answer(qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    made = scale(qtbot)
    qtbot.keyClick(made.buttons[0], Qt.Key.Key_3, modifier)
    assert made.value() is None


def test_arrows_move_and_stop_at_the_ends_and_do_not_answer(qtbot: QtBot) -> None:
    made = scale(qtbot)
    with qtbot.assertNotEmitted(made.answered):
        push(qtbot, made, Qt.Key.Key_Right)
        assert made.value() == 0
        push(qtbot, made, Qt.Key.Key_Left)
        assert made.value() == 0
        push(qtbot, made, Qt.Key.Key_Right, Qt.Key.Key_Right)
        assert made.value() == 2
        push(qtbot, made, Qt.Key.Key_End, Qt.Key.Key_Right)
        assert made.value() == 10
        push(qtbot, made, Qt.Key.Key_Home)
        assert made.value() == 0
    assert made.window().focusWidget() is made.buttons[0]


def test_from_nothing_the_left_arrow_comes_from_the_upper_end(qtbot: QtBot) -> None:
    made = scale(qtbot)
    push(qtbot, made, Qt.Key.Key_Left)
    assert made.value() == 10


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_an_answer_can_be_taken_back(qtbot: QtBot, key: Qt.Key) -> None:
    made = scale(qtbot)
    press(qtbot, made, "4")
    push(qtbot, made, key)
    assert made.value() is None
    assert not any(button.isChecked() for button in made.buttons)


def test_a_click_chooses_and_a_second_one_takes_it_back(qtbot: QtBot) -> None:
    made = scale(qtbot)
    with qtbot.assertNotEmitted(made.answered):
        qtbot.mouseClick(made.buttons[6], Qt.MouseButton.LeftButton)
        assert made.value() == 6
        qtbot.mouseClick(made.buttons[2], Qt.MouseButton.LeftButton)
        assert made.value() == 2
        assert not made.buttons[6].isChecked()
        qtbot.mouseClick(made.buttons[2], Qt.MouseButton.LeftButton)
    assert made.value() is None


def test_the_space_bar_chooses_what_has_the_focus(qtbot: QtBot) -> None:
    made = scale(qtbot)
    push(qtbot, made, Qt.Key.Key_Space)
    assert made.value() == 0


def test_tab_stops_once_at_what_is_chosen(qtbot: QtBot) -> None:
    made = scale(qtbot)
    made.set_value(5)
    stops = [button.number for button in made.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [5]
    made.setFocus()
    assert made.window().focusWidget() is made.buttons[5]


def test_a_number_that_is_not_there_is_refused(qtbot: QtBot) -> None:
    made = scale(qtbot, 1)
    with pytest.raises(ValueError, match="not on the scale"):
        made.set_value(0)


def test_setting_the_same_number_again_tells_nothing(qtbot: QtBot) -> None:
    made = scale(qtbot)
    made.set_value(5)
    with qtbot.assertNotEmitted(made.changed):
        made.set_value(5)


def test_what_is_chosen_is_told_in_words(qtbot: QtBot) -> None:
    made = scale(qtbot)
    assert made.caption.text() == "Pain before"
    made.set_value(0)
    assert made.caption.text() == "Pain before: 0 – no pain"
    made.set_value(4)
    assert made.caption.text() == "Pain before: 4"
    assert [label.text() for label in made.ends] == ["0 no pain", "10 worst"]


def test_a_screen_reader_finds_a_group_with_a_value_and_named_buttons(qtbot: QtBot) -> None:
    made = scale(qtbot)
    reader = QAccessible.queryAccessibleInterface(made)
    assert reader.role() == QAccessible.Role.Grouping
    assert reader.text(QAccessible.Text.Name) == "Pain before"
    assert reader.text(QAccessible.Text.Description) == "Pain before: no answer"
    made.set_value(3)
    assert reader.text(QAccessible.Text.Description) == "Pain before: 3"
    button = QAccessible.queryAccessibleInterface(made.buttons[3])
    assert button.role() == QAccessible.Role.CheckBox  # it can be taken back
    assert button.text(QAccessible.Text.Name) == "Pain before 3"
    assert button.state().checked


def test_what_is_chosen_is_seen_without_its_colour(qtbot: QtBot) -> None:
    made = scale(qtbot)
    before = _shape(made.buttons[4].grab().toImage())
    other = _shape(made.buttons[5].grab().toImage())
    made.set_value(4)
    after = _shape(made.buttons[4].grab().toImage())
    bar = after[-14:-9]
    assert bar != before[-14:-9] and any("#" in row[12:-12] for row in bar)
    assert _shape(made.buttons[5].grab().toImage()) == other


def _shape(image: QImage) -> list[str]:
    """Ink on ground, whatever their colours are: `#` where a pixel differs much from the middle of the box's left."""
    ground = image.pixelColor(image.width() // 5, image.height() // 2).lightness()
    return [
        "".join("#" if abs(image.pixelColor(x, y).lightness() - ground) > 90 else "." for x in range(image.width()))
        for y in range(image.height())
    ]


@pytest.mark.parametrize("width", [604, 700, 1200])
def test_numbers_are_large_enough_from_a_metre_and_none_is_cut_off(qtbot: QtBot, width: int) -> None:
    made = scale(qtbot)
    made.window().resize(width, 200)
    font = font_of_height(NUMBER_PX, BOLD)
    assert QFontInfo(font).pixelSize() >= 20
    for button in made.buttons:
        assert button.width() >= LEAST_WIDTH_PX <= button.height()
        assert made.rect().contains(button.geometry())


def test_the_words_of_both_ends_can_stand_above(qtbot: QtBot) -> None:
    low = NumberScale("Pain", 0, 10, {0: "no pain", 10: "worst"}, close=True)
    tall = NumberScale("Pain", 0, 10, {0: "no pain", 10: "worst"})
    qtbot.addWidget(low)
    qtbot.addWidget(tall)
    assert low.ends[0].text() == "0 no pain  ·  10 worst"
    assert low.sizeHint().height() < tall.sizeHint().height()
