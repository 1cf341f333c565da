"""The library page with the figures of a routine's blocks."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.session.wording import BlockAmount
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.library.library_page import LibraryPage

ITEMS = [
    LibraryItem(
        key="back", path="/back.toml", own=False, name="Back", summary="Two", total_ms=60_000,
        movements=(BlockAmount("Bridge", "15 reps", "bridge"), BlockAmount("Breathe", "20 s", "")),
    ),
    LibraryItem(key="bad", path="/bad.toml", own=True, name="bad.toml", faults=("bad.toml:3: block.1: no",)),
    LibraryItem(
        key="long", path="/long.toml", own=True, name="Long", total_ms=600_000,
        movements=tuple(BlockAmount(MOVEMENTS[key].name, "10 reps", key) for key in sorted(MOVEMENTS)),
    ),
]  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.set_movements(MOVEMENTS)
    made.resize(1000, 600)
    made.show()
    made.show_items(ITEMS)
    return made


def test_no_figures_are_made_before_there_are_routines(qtbot: QtBot) -> None:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.show()
    assert made.detail.plan is None


def test_the_blocks_stand_beside_their_figures(page: LibraryPage) -> None:
    assert page.detail.plan is not None and page.detail.plan.isVisible()
    items = [
        page.detail.plan.item_at(page.detail.plan.model().index(row, 0)) for row in range(page.detail.plan.count())
    ]
    assert [(item.title, item.detail, item.movement) for item in items] == list(ITEMS[0].movements)
    page.choose("/bad.toml")
    assert not page.detail.plan.isVisible()
    page.choose("/long.toml")
    assert page.detail.plan.isVisible() and page.detail.plan.count() == len(MOVEMENTS)
    assert page.detail.plan.height() >= page.detail.plan.item_size().height() * len(MOVEMENTS)


def test_the_keyboard_goes_through_the_blocks_and_the_page_follows(qtbot: QtBot, page: LibraryPage) -> None:
    page.choose("/long.toml")
    page.activateWindow()
    page.focus_list()
    qtbot.waitUntil(lambda: page.focusWidget() is not None)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.detail.plan is not None
    qtbot.waitUntil(page.detail.plan.hasFocus)
    assert page.detail.plan.player.movement is MOVEMENTS[min(MOVEMENTS)]
    bar = page.detail.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    assert bar.value() < 100
    qtbot.keyClick(page.detail.plan, Qt.Key.Key_End)
    assert page.detail.plan.player.movement is MOVEMENTS[max(MOVEMENTS)]
    assert bar.value() > bar.maximum() - 100


def test_enter_on_a_block_starts_the_routine(qtbot: QtBot, page: LibraryPage) -> None:
    assert page.detail.plan is not None
    with qtbot.waitSignal(page.start_requested) as told:
        qtbot.keyClick(page.detail.plan, Qt.Key.Key_Return)
    assert told.args == ["/back.toml", page.level()]


def test_the_chosen_routine_can_be_named(page: LibraryPage) -> None:
    assert (page.chosen_name(), [item.key for item in page.items()]) == ("Back", ["back", "bad", "long"])


@pytest.mark.parametrize(("width", "height"), [(480, 320), (700, 500), (900, 600), (1280, 800)])
def test_nothing_lies_over_anything_else_in_a_window_of_any_size(
    qtbot: QtBot, page: LibraryPage, width: int, height: int
) -> None:
    page.resize(width, height)
    QApplication.processEvents()
    assert page.width() == width
    visible = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert {"Start", "History", "View"} <= {button.text() for button in visible}
    for button in visible:
        place = QRect(button.mapTo(page, QPoint(0, 0)), button.size())
        assert page.rect().contains(place), button.text()
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
    for one, other in combinations(visible, 2):
        a, b = (QRect(button.mapTo(page, QPoint(0, 0)), button.size()) for button in (one, other))
        assert not a.intersects(b), (one.text(), other.text())
