"""Thumbnails: one moves, the others stand still."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.ui.figure.figure_list import Arrangement, FigureItem, FigureList
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import LIGHT

KEYS = ["bridge", "squat", "superman", "cat-stretch", "clamshell"]
ITEMS = [FigureItem(key, MOVEMENTS[key].name, MOVEMENTS[key].position) for key in KEYS]


@pytest.fixture(params=list(Arrangement), ids=lambda arrangement: arrangement.value)
def shown(qtbot: QtBot, request: pytest.FixtureRequest) -> FigureList:
    made = FigureList(request.param)
    qtbot.addWidget(made)
    made.set_movements(MOVEMENTS)
    made.resize(820, 500)
    made.show()
    made.show_items(ITEMS)
    return made


def moving(shown: FigureList) -> str:
    """The key of the movement that moves now; empty if none does."""
    moves = shown.player.isVisible() and shown.player.playing
    return next((key for key, movement in MOVEMENTS.items() if moves and shown.player.movement is movement), "")


def hover(shown: FigureList, row: int | None) -> None:
    viewport = shown.viewport()
    if row is None:
        QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
        return
    at = shown.visualRect(shown.model().index(row, 0)).center()
    where = QPointF(at), QPointF(viewport.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, *where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, moved)


def test_nothing_moves_until_mouse_or_keyboard_come(shown: FigureList) -> None:
    shown.clearFocus()
    assert moving(shown) == ""
    assert not shown.player.isVisible()


def test_the_one_under_the_mouse_moves(shown: FigureList) -> None:
    shown.clearFocus()
    for row in (1, 3):
        hover(shown, row)
        assert moving(shown) == KEYS[row]
        index = shown.model().index(row, 0)
        assert shown.player.geometry() == shown.picture_rect(shown.visualRect(index))
    hover(shown, None)
    assert (moving(shown), shown.player.isVisible()) == ("", False)


def test_the_chosen_one_moves_while_the_keyboard_is_here(qtbot: QtBot, shown: FigureList) -> None:
    shown.setFocus()
    shown.activateWindow()
    qtbot.waitUntil(shown.hasFocus)
    assert moving(shown) == "bridge"
    with qtbot.waitSignal(shown.chosen) as told:
        qtbot.keyClick(shown, Qt.Key.Key_End)
    assert told.args == ["clamshell"]
    assert moving(shown) == shown.chosen_key() == "clamshell"
    shown.clearFocus()
    assert moving(shown) == ""


def test_what_was_chosen_stays_chosen_among_fewer(shown: FigureList) -> None:
    shown.show_items(ITEMS, "superman")
    assert shown.chosen_key() == "superman"
    shown.show_items(ITEMS[1:3], "superman")
    assert shown.chosen_key() == "superman"
    shown.show_items(ITEMS[:2], "superman")
    assert shown.chosen_key() == "bridge"
    shown.show_items([])
    assert (shown.chosen_key(), shown.count()) == ("", 0)


def test_an_item_without_a_movement_is_a_name_alone(shown: FigureList) -> None:
    shown.show_items([FigureItem("", "Breathe", "20 s"), *ITEMS])
    hover(shown, 0)
    assert moving(shown) == ""
    assert shown.picture("", shown.item_size()) is None
    assert not shown.grab().isNull()


def test_a_screen_reader_hears_name_and_detail(shown: FigureList) -> None:
    index = shown.model().index(0, 0)
    assert shown.model().data(index) == "Bridge"
    assert shown.model().data(index, Qt.ItemDataRole.AccessibleTextRole) == "Bridge, On your back, feet flat"


def test_cards_fill_the_width_and_rows_take_all_of_it(shown: FigureList) -> None:
    for width in (260, 700, 1100):
        shown.resize(width, 500)
        QApplication.processEvents()
        room = shown.viewport().width()
        columns = max(1, room // shown.item_size().width())
        assert 0 <= room - columns * shown.item_size().width() <= columns + 2
        first, second = (shown.visualRect(shown.model().index(row, 0)) for row in (0, 1))
        assert not first.intersects(second)
        if columns > 1:
            assert first.top() == second.top()


def test_thumbnails_are_drawn_once_and_again_in_another_theme(shown: FigureList) -> None:
    size = shown.picture_rect(shown.visualRect(shown.model().index(0, 0))).size()
    first = shown.picture("bridge", size)
    assert first is not None and shown.picture("bridge", size) is first
    before = first.toImage()
    LOOK.change(theme=LIGHT)
    after = shown.picture("bridge", size)
    assert after is not None and after.toImage().pixelColor(1, 1) != before.pixelColor(1, 1)


def test_the_moving_one_stays_in_its_place_when_the_list_is_scrolled(shown: FigureList) -> None:
    shown.resize(300, 300)
    QApplication.processEvents()
    hover(shown, 0)
    before = shown.player.pos()
    shown.verticalScrollBar().setValue(60)
    assert shown.player.pos() == before - QPoint(0, 60)
