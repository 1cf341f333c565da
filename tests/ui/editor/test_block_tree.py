"""The tree of blocks: choosing by keys, asking for moves and copies, and staying as it was when shown anew."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, count, seconds
from trunktimer.routine.routine import Block
from trunktimer.ui.editor.block_tree import BlockTree

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
GROUP = Block(repeat=count(3), blocks=(HOLDS, Block(name="Kick", duration=seconds(30))))
BLOCKS = (HOLDS, GROUP, Block(rest=seconds(20)), Block(movement="cat-stretch", reps=(count(5),)))
SIGNALS = ("chosen", "move", "delete", "duplicate", "copy", "cut", "paste")


def made(qtbot: QtBot, chosen: tuple[int, ...] = ()) -> tuple[BlockTree, list[tuple[object, ...]]]:
    tree = BlockTree()
    qtbot.addWidget(tree)
    tree.resize(320, 400)
    tree.show_routine(BLOCKS, {(): "Morning", (0,): "Bridge"}, {(0,): "2 reps × 2 sets"}, set())
    with qtbot.waitActive(tree):
        tree.show()
        tree.activateWindow()
    tree.setFocus()
    tree.choose(chosen)
    told: list[tuple[object, ...]] = []
    for name in SIGNALS:
        signal = getattr(tree, name if name == "chosen" else f"{name}_requested")
        signal.connect(lambda *what, name=name: told.append((name, *what)))
    return tree, told


def item(tree: BlockTree, *path: int) -> QTreeWidgetItem:
    found = tree.topLevelItem(0)
    for at in path:
        assert found is not None
        found = found.child(at)
    assert found is not None
    return found


def texts(tree: BlockTree, *path: int) -> tuple[str, str]:
    return item(tree, *path).text(0), item(tree, *path).text(1)


def test_the_routine_comes_first_and_groups_nest(qtbot: QtBot) -> None:
    tree, _ = made(qtbot)
    assert texts(tree) == ("Morning", "")
    assert texts(tree, 0) == ("Bridge", "2 reps × 2 sets")
    assert texts(tree, 1) == ("Group", "3 rounds")
    assert texts(tree, 1, 1) == ("Kick", "")
    assert texts(tree, 2) == ("Rest", "20 s")
    assert texts(tree, 3) == ("Cat stretch", "")
    assert item(tree, 1).isExpanded()


def test_arrows_choose_and_being_told_does_not_tell(qtbot: QtBot) -> None:
    tree, told = made(qtbot)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert told == [("chosen", (0,))]
    tree.choose((1, 0))
    assert told == [("chosen", (0,))] and tree.chosen_path() == (1, 0)


def test_what_is_folded_and_chosen_stays_so_when_shown_anew(qtbot: QtBot) -> None:
    tree, told = made(qtbot, (2,))
    item(tree, 1).setExpanded(False)
    tree.show_routine((*BLOCKS, HOLDS), {}, {}, set())
    assert not item(tree, 1).isExpanded()
    assert tree.chosen_path() == (2,) and told == []


def test_what_was_chosen_at_the_end_gives_way_to_the_one_above(qtbot: QtBot) -> None:
    tree, _ = made(qtbot, (3,))
    tree.show_routine(BLOCKS[:3], {}, {}, set())
    assert tree.chosen_path() == (2,)


def test_the_rows_are_the_same_ones_while_the_blocks_are(qtbot: QtBot) -> None:
    tree, _ = made(qtbot)
    before = item(tree, 1, 0)
    tree.show_routine(BLOCKS, {(1, 0): "Bridge again"}, {}, set())
    assert item(tree, 1, 0) is before and before.text(0) == "Bridge again"


def test_a_fault_is_marked_and_read_out(qtbot: QtBot) -> None:
    tree, _ = made(qtbot)
    tree.show_routine(BLOCKS, {}, {}, {(1, 1)})
    said = Qt.ItemDataRole.AccessibleTextRole
    assert not item(tree, 1, 1).icon(0).isNull() and item(tree, 0).icon(0).isNull()
    assert item(tree, 1, 1).data(0, said) == "Kick, has a fault"
    tree.show_routine(BLOCKS, {}, {}, set())
    assert item(tree, 1, 1).icon(0).isNull()


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((2,), Qt.Key.Key_Up, ((), 1)),
        ((2,), Qt.Key.Key_Down, ((), 4)),
        ((0,), Qt.Key.Key_Up, None),
        ((3,), Qt.Key.Key_Down, None),
        ((1, 0), Qt.Key.Key_Left, ((), 2)),
        ((0,), Qt.Key.Key_Left, None),
        ((2,), Qt.Key.Key_Right, ((1,), 2)),
        ((0,), Qt.Key.Key_Right, ((1,), 0)),
        ((3,), Qt.Key.Key_Right, None),
        ((), Qt.Key.Key_Down, None),
    ],
)
def test_alt_and_arrows_ask_for_moves(
    qtbot: QtBot, path: tuple[int, ...], key: Qt.Key, place: tuple[object, int] | None
) -> None:
    tree, told = made(qtbot, path)
    qtbot.keyClick(tree, key, ALT)
    assert told == ([] if place is None else [("move", path, *place)])


@pytest.mark.parametrize(
    ("key", "held", "name"),
    [
        (Qt.Key.Key_Delete, NONE, "delete"),
        (Qt.Key.Key_D, CTRL, "duplicate"),
        (Qt.Key.Key_C, CTRL, "copy"),
        (Qt.Key.Key_X, CTRL, "cut"),
        (Qt.Key.Key_V, CTRL, "paste"),
    ],
)
def test_keys_ask_for_what_they_say_of_a_block_but_not_of_the_routine(
    qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, name: str
) -> None:
    tree, told = made(qtbot, (1, 1))
    qtbot.keyClick(tree, key, held)
    assert told == [(name, (1, 1))]
    tree.choose(())
    told.clear()
    qtbot.keyClick(tree, key, held)
    assert told == ([("paste", ())] if name == "paste" else [])


def dropped(tree: BlockTree, on: QTreeWidgetItem, share: float) -> None:
    """Drop the chosen block on a row, `share` of the way down."""
    place = tree.visualItemRect(on)
    spot = QPoint(place.left() + 20, place.top() + round(place.height() * share))
    data = tree.model().mimeData([tree.currentIndex()])
    move = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE)
    tree.dragMoveEvent(QDragMoveEvent(spot, *move))
    tree.dropEvent(QDropEvent(QPointF(spot), *move))


@pytest.mark.parametrize(
    ("path", "on", "share", "place"),
    [
        ((3,), (0,), 0.02, ((), 0)),
        ((3,), (0,), 0.98, ((), 1)),
        ((3,), (1,), 0.5, ((1,), 2)),
        ((3,), (1,), 0.98, ((1,), 0)),
        ((3,), (), 0.5, ((), 0)),
        ((1, 1), (3,), 0.98, ((), 4)),
        ((1,), (1, 0), 0.02, None),  # not into itself
        ((2,), (2,), 0.02, None),  # where it is already
    ],
)
def test_a_drop_asks_for_a_move_and_leaves_the_rows(
    qtbot: QtBot, path: tuple[int, ...], on: tuple[int, ...], share: float, place: tuple[object, int] | None
) -> None:
    tree, told = made(qtbot, path)
    dropped(tree, item(tree, *on), share)
    assert told == ([] if place is None else [("move", path, *place)])
    assert item(tree).childCount() == len(BLOCKS)


def test_it_can_be_read_out(qtbot: QtBot) -> None:
    tree, _ = made(qtbot)
    assert tree.accessibleName() == "Blocks" and "Alt" in tree.accessibleDescription()
    assert item(tree, 0).data(0, Qt.ItemDataRole.AccessibleTextRole) == "Bridge, 2 reps × 2 sets"
