"""The cards as a person uses them: numbers are touched, blocks added and carried, and each touch changes one thing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from tests.ui.editor.editing import page_of
from trunktimer.foundation.durations import Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.ui.cards.card import BlockCard, GroupFrame, RestLine
from trunktimer.ui.cards.row import Row
from trunktimer.ui.editor.card_list import CardList
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.stepper import Stepper

SHEET = """format = 2
name = "Sheet"

[[block]]
movement = "bird-dog"   # the one of Monday
sets = 3
reps = 8
hold = "6 s"

[[block]]
rest = "1 min"

[[block]]
movement = "cat-stretch"
reps = 5

[[block]]
repeat = 3
rest_between_rounds = "45 s"

  [[block.block]]
  movement = "bridge"
  reps = 10
"""


@pytest.fixture
def cards(feature: EditorFeature, file: Path) -> CardList:
    file.write_text(SHEET, encoding="utf-8")
    assert feature.edit(file)
    return page_of(feature).cards


def row(cards: CardList, *path: int) -> Row:
    found = cards.card(path)
    assert found is not None
    return found


def blocks(feature: EditorFeature) -> tuple[Block, ...]:
    routine = feature.model.draft.routine
    assert routine is not None
    return routine.blocks


def touch(qtbot: QtBot, cards: CardList, key: str, *path: int) -> Stepper:
    """Press a chip; its stepper is there then."""
    chip = row(cards, *path).chip(key)
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert cards.stepper is not None
    return cards.stepper


def type_into(qtbot: QtBot, cards: CardList, key: str, text: str, *path: int) -> None:
    """One number, as a person says it: press the chip, type, Enter."""
    stepper = touch(qtbot, cards, key, *path)
    qtbot.keyClicks(stepper.value, text)
    qtbot.keyClick(stepper.value, Qt.Key.Key_Return)


def add(qtbot: QtBot, cards: CardList, word: str) -> None:
    """One movement: type its name into the search, Enter."""
    if not cards.add.is_open:
        qtbot.mouseClick(cards.add.begin, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(cards.add.search, word)
    qtbot.keyClick(cards.add.search, Qt.Key.Key_Return)


def mouse(widget: QWidget, what: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
    button = Qt.MouseButton.NoButton if what == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    local = QPointF(widget.mapFromGlobal(at.toPoint()))
    QApplication.sendEvent(widget, QMouseEvent(what, local, at, button, held, Qt.KeyboardModifier.NoModifier))


def test_each_block_is_a_card_a_line_or_a_frame(cards: CardList) -> None:
    kinds = [(each.path, type(each)) for each in cards.cards()]
    assert kinds == [
        ((0,), BlockCard), ((1,), RestLine), ((2,), BlockCard), ((3,), GroupFrame), ((3, 0), BlockCard),
    ]  # fmt: skip
    assert row(cards, 0).accessibleName() == (
        "Bird dog: 3 sets of 8 × hold 6 s · each side, in turn · rest between sets 1 min"
    )


def test_a_number_that_is_typed_changes_its_line_only(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    type_into(qtbot, cards, "hold", "8 s", 0)
    assert feature.model.draft.text == SHEET.replace('hold = "6 s"', 'hold = "8 s"')
    assert feature.model.stack.count() == 1
    feature.model.stack.undo()
    assert feature.model.draft.text == SHEET


@pytest.mark.parametrize(("key", "path", "line"), [("sets", (0,), "sets = 4"), ("rest", (1,), 'rest = "1 min 5 s"')])
def test_the_arrow_steps_a_chip(
    qtbot: QtBot, feature: EditorFeature, cards: CardList, key: str, path: tuple[int, ...], line: str
) -> None:
    chip = row(cards, *path).chip(key)
    assert chip is not None
    qtbot.keyClick(chip, Qt.Key.Key_Up)
    changed = [
        new for old, new in zip(SHEET.splitlines(), feature.model.draft.text.splitlines(), strict=True) if old != new
    ]
    assert changed == [line]


def test_a_number_of_the_movement_becomes_one_of_the_block(
    qtbot: QtBot, feature: EditorFeature, cards: CardList
) -> None:
    type_into(qtbot, cards, "hold", "20 s", 3, 0)
    group = blocks(feature)[3]
    assert group.blocks is not None
    assert group.blocks[0].hold == Span(20_000, 20_000)
    stepper = touch(qtbot, cards, "hold", 3, 0)
    usual = stepper.rows[-1]
    assert usual.text().startswith("as usual: ")
    usual.click()
    assert feature.model.draft.text == SHEET


def test_as_long_as_i_can_and_a_range(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    stepper = touch(qtbot, cards, "hold", 0)
    next(each for each in stepper.rows if each.text() == "as long as I can").click()
    assert 'hold = "max"' in feature.model.draft.text
    feature.model.stack.undo()
    stepper = touch(qtbot, cards, "reps", 0)
    next(each for each in stepper.rows if each.text().startswith("a range")).click()
    assert 'reps = "8-9"' in feature.model.draft.text
    qtbot.keyClicks(stepper.value, "12")  # the upper end is chosen
    assert 'reps = "8-12"' in feature.model.draft.text


def test_what_is_no_value_is_told_on_the_card(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    type_into(qtbot, cards, "hold", "soon", 0)
    card = row(cards, 0)
    assert isinstance(card, BlockCard)
    assert card.fault.isVisibleTo(card) and card.fault.text()
    assert "line" not in card.fault.text().casefold()
    feature.model.stack.undo()
    assert not card.fault.isVisibleTo(card)


def test_a_block_is_moved_by_keys_out_of_rounds_too(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(row(cards, 2), Qt.Key.Key_Up, control)
    assert [block.movement for block in blocks(feature)] == ["bird-dog", "cat-stretch", None, None]
    assert feature.model.chosen == (1,)
    feature.model.stack.undo()
    qtbot.keyClick(row(cards, 3, 0), Qt.Key.Key_Up, control)
    assert feature.model.draft.routine is None or [block.movement for block in blocks(feature)][3] == "bridge"


def test_a_card_is_carried_over_another(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    card, first = row(cards, 2), row(cards, 0)
    assert isinstance(card, BlockCard)
    grip = card.grip
    begin = QPointF(grip.mapToGlobal(grip.rect().center()))
    end = QPointF(first.mapToGlobal(first.rect().topLeft())) + QPointF(40, 6)
    mouse(grip, QEvent.Type.MouseButtonPress, begin, Qt.MouseButton.LeftButton)
    for share in (0.3, 0.7, 1.0):
        mouse(grip, QEvent.Type.MouseMove, begin + (end - begin) * share, Qt.MouseButton.LeftButton)
    mouse(grip, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)
    assert [block.movement for block in blocks(feature)][:2] == ["cat-stretch", "bird-dog"]
    feature.model.stack.undo()
    assert feature.model.draft.text == SHEET


def test_a_press_that_goes_nowhere_moves_nothing(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    card = row(cards, 2)
    assert isinstance(card, BlockCard)
    qtbot.mouseClick(card.grip, Qt.MouseButton.LeftButton)
    assert feature.model.draft.text == SHEET
    assert card.isVisible()


def test_menu_and_keys_duplicate_remove_and_make_rounds(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    qtbot.keyClick(row(cards, 0), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [block.movement for block in blocks(feature)][:2] == ["bird-dog", "bird-dog"]
    qtbot.keyClick(row(cards, 1), Qt.Key.Key_Delete)
    assert feature.model.draft.text == SHEET
    row(cards, 2).action_requested.emit("group")
    assert isinstance(row(cards, 2), GroupFrame)
    row(cards, 2).action_requested.emit("ungroup")
    row(cards, 2).action_requested.emit("rest")
    assert isinstance(row(cards, 3), RestLine)


@pytest.mark.parametrize("typed", [False, True])
def test_a_pause_between_all_blocks_gives_way_to_a_rest_of_its_own(
    qtbot: QtBot, feature: EditorFeature, file: Path, typed: bool
) -> None:
    text = 'format = 2\nname = "x"\nrest_between_blocks = "30 s"\n'
    text += '[[block]]\nmovement = "squat"\nreps = 3\n[[block]]\nmovement = "bridge"\nreps = 3\n'
    file.write_text(text, encoding="utf-8")
    feature.edit(file)
    cards = page_of(feature).cards
    between = [each for each in cards._rows.values() if isinstance(each, RestLine)]
    assert [each.accessibleName() for each in between] == ["rest 30 s"]
    chip = between[0].chip("rest")
    assert chip is not None
    if typed:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert cards.stepper is not None
        qtbot.keyClicks(cards.stepper.value, "35 s")
        qtbot.keyClick(cards.stepper.value, Qt.Key.Key_Return)
    else:
        qtbot.keyClick(chip, Qt.Key.Key_Up)
    assert [block.movement for block in blocks(feature)] == ["squat", None, "bridge"]
    assert feature.model.draft.timeline is not None
    rests = [step.duration_ms for step in feature.model.draft.timeline if step.kind == "rest"]
    assert rests == [35_000]


def test_a_sheet_is_entered_in_few_actions(qtbot: QtBot, feature: EditorFeature) -> None:
    """Cat stretch 5 times, bird dog 3 × 8 each side with 6 s hold, side plank 20 s each side with 10 s to change, 1 min
    rest between them. An action is a press, or a word and Enter: three movements, five numbers and two rests.
    """
    assert feature.create("empty", "My sheet")
    cards = page_of(feature).cards
    actions = 0
    for word, numbers in (
        ("cat stretch", {"reps": "5"}),
        ("", {}),
        ("bird dog", {"sets": "3", "reps": "8", "hold": "6 s"}),
        ("", {}),
        ("side plank", {"reps": "1", "hold": "20 s", "switch": "10 s"}),
    ):
        if word:
            add(qtbot, cards, word)
        else:
            qtbot.mouseClick(cards.add.rest, Qt.MouseButton.LeftButton)
        actions += 1
        path = feature.model.chosen
        for key, text in (numbers if word else {"rest": "1 min"}).items():
            chip = row(cards, *path).chip(key)
            if chip is None or chip.chip.token != text:
                type_into(qtbot, cards, key, text, *path)
                actions += 1
    wanted = parse_routine(
        'format = 2\nname = "My sheet"\n[[block]]\nmovement = "cat-stretch"\nreps = 5\n[[block]]\nrest = "1 min"\n'
        '[[block]]\nmovement = "bird-dog"\nsets = 3\nreps = 8\nhold = "6 s"\n[[block]]\nrest = "1 min"\n'
        '[[block]]\nmovement = "forearm-side-plank"\nreps = 1\nhold = "20 s"\nswitch = "10 s"\n',
        "wanted.toml", MOVEMENTS,
    )  # fmt: skip
    assert feature.model.draft.timeline is not None, feature.model.draft.faults
    assert feature.model.draft.timeline.steps == compile_routine(wanted, MOVEMENTS, 50).steps
    assert actions <= 14
    feature.model.set_saved()


def test_reps_become_a_time_and_a_time_reps(qtbot: QtBot, feature: EditorFeature, cards: CardList) -> None:
    stepper = touch(qtbot, cards, "reps", 2)
    next(each for each in stepper.rows if each.text() == "for a time instead").click()
    assert row(cards, 2).accessibleName() == "Cat stretch: 1 × 30 s"
    stepper = touch(qtbot, cards, "duration", 2)
    next(each for each in stepper.rows if each.text() == "a number of times instead").click()
    assert row(cards, 2).accessibleName() == "Cat stretch: 1 set of 10"
    feature.model.stack.undo()
    feature.model.stack.undo()
    assert feature.model.draft.text == SHEET


def test_a_block_may_be_left_out_or_not(feature: EditorFeature, cards: CardList) -> None:
    row(cards, 0).action_requested.emit("optional")
    card = row(cards, 0)
    assert isinstance(card, BlockCard)
    assert card.title.text() == "Bird dog (may be left out)"
    card.action_requested.emit("optional")
    assert feature.model.draft.text == SHEET
