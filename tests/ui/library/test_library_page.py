"""The library page with the cards of a routine."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.wording import BlockAmount
from trunktimer.ui.cards.card import BlockCard, GroupFrame, RestLine
from trunktimer.ui.kit.text_scale import rescale_texts
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.library.library_page import LibraryPage
from trunktimer.ui.library.routine_cards import RoutineCards, Touched
from trunktimer.ui.library.routine_menu import actions_for

BACK = parse_routine(
    """format = 2
name = "Back"
rest_between_blocks = "30 s"
[[block]]
movement = "bridge"
sets = 3
reps = 15
hold = "10-15 s"
note = "Ball between the knees"
[[block]]
name = "Breathe"
duration = "20 s"
[[block]]
repeat = 2
[[block.block]]
movement = "cat-stretch"
reps = 5
""",
    "back.toml",
    MOVEMENTS,
)
LONG = parse_routine(
    'format = 2\nname = "Long"\n' + "".join(f'[[block]]\nmovement = "{key}"\nreps = 10\n' for key in sorted(MOVEMENTS)),
    "long.toml",
    MOVEMENTS,
)
ITEMS = [
    LibraryItem(
        key="back", path="/back.toml", own=False, name="Back", summary="Two", safety="Gently", total_ms=60_000,
        movements=(BlockAmount("Bridge", "15 reps", "bridge"), BlockAmount("Breathe", "20 s", "")),
        routine=BACK, has_ranges=True,
    ),
    LibraryItem(key="bad", path="/bad.toml", own=True, name="bad.toml", faults=("bad.toml:3: block.1: no",)),
    LibraryItem(
        key="long", path="/long.toml", own=True, name="Long", total_ms=600_000,
        movements=tuple(BlockAmount(MOVEMENTS[key].name, "10 reps", key) for key in sorted(MOVEMENTS)),
        routine=LONG, has_original=True,
    ),
]  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.set_movements(MOVEMENTS)
    made.resize(1000, 600)
    made.show()
    made.show_items(ITEMS, "/back.toml")
    return made


@pytest.fixture
def cards(page: LibraryPage) -> RoutineCards:
    assert page.detail.cards is not None
    return page.detail.cards


def list_of(page: LibraryPage) -> QListWidget:
    found = page.findChild(QListWidget)
    assert found is not None
    return found


def rows_of(page: LibraryPage) -> list[str]:
    view = list_of(page)
    return [view.item(at).text().partition("\n")[0] for at in range(view.count())]


def test_no_figures_are_made_before_there_are_routines(qtbot: QtBot) -> None:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.show()
    assert made.detail.cards is None


def test_ones_own_routines_stand_above_those_that_came_with_the_program(page: LibraryPage) -> None:
    assert rows_of(page) == ["Yours", "bad.toml", "Long", "Came with TrunkTimer", "Back"]
    view = list_of(page)
    QApplication.processEvents()
    view.setFocus()
    page.choose("/bad.toml")
    view.setCurrentRow(2)
    assert page.chosen_key() == "long"
    assert not view.item(3).flags() & Qt.ItemFlag.ItemIsSelectable


def test_without_a_word_the_topmost_routine_that_can_be_used_is_chosen(qtbot: QtBot) -> None:
    made = LibraryPage()
    qtbot.addWidget(made)
    made.show_items(ITEMS)
    assert made.chosen_key() == "long"


def test_blocks_are_cards_rests_lines_and_groups_frames(page: LibraryPage, cards: RoutineCards) -> None:
    assert [type(row) for row in cards.rows] == [BlockCard, RestLine, BlockCard, RestLine, GroupFrame, BlockCard]
    assert [row.accessibleName() for row in cards.rows] == [
        "Bridge: 3 sets of 15 × hold 10-15 s · rest between sets 1 min",
        "rest 30 s",
        "Breathe: for 20 s",
        "rest 30 s",
        "2 rounds · rest between rounds none",
        "Cat stretch: 5 times",
    ]
    first = cards.rows[0]
    assert isinstance(first, BlockCard) and first.note.text() == "Ball between the knees" and first.note.isVisible()
    assert not first.menu_button.isVisible() and not first.grip.isVisible()
    page.choose("/bad.toml")
    assert not cards.isVisible()
    page.choose("/long.toml")
    assert cards.isVisible() and len(cards.rows) == len(MOVEMENTS)


def test_another_level_leaves_the_cards_as_they_are(page: LibraryPage, cards: RoutineCards) -> None:
    before = list(cards.rows)
    page.show_item(ITEMS[0])
    assert cards.rows == before


def test_a_touched_number_leads_to_the_editor(qtbot: QtBot, page: LibraryPage, cards: RoutineCards) -> None:
    chip = cards.rows[0].chip("hold")
    rest = cards.rows[1].chip("rest")
    assert chip is not None and rest is not None
    with qtbot.waitSignal(page.number_requested) as told:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == ["/back.toml", Touched((0,), True, "hold")]
    with qtbot.waitSignal(page.number_requested) as told:
        rest.click()
    assert told.args == ["/back.toml", Touched((1,), False, "rest")]


def test_the_keyboard_goes_through_the_cards_and_the_page_follows(qtbot: QtBot, page: LibraryPage) -> None:
    page.choose("/long.toml")
    page.activateWindow()
    cards = page.detail.cards
    assert cards is not None
    qtbot.waitUntil(cards.rows[0].isVisible)
    page.detail.more.setFocus()
    qtbot.waitUntil(page.detail.more.hasFocus)
    qtbot.keyClick(page.detail.more, Qt.Key.Key_Tab)
    qtbot.waitUntil(cards.rows[0].hasFocus)
    bar = page.detail.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    assert bar.value() < 100
    qtbot.keyClick(cards.rows[0], Qt.Key.Key_End)
    assert cards.rows[-1].hasFocus() and bar.value() > bar.maximum() - 100
    qtbot.keyClick(cards.rows[-1], Qt.Key.Key_Right)
    assert isinstance(page.focusWidget(), QAbstractButton)  # a number of the last card
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert cards.rows[-2].hasFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert not cards.isAncestorOf(page.focusWidget())  # one stop for all of them


def test_enter_on_a_card_starts_and_on_a_number_opens_it(qtbot: QtBot, page: LibraryPage, cards: RoutineCards) -> None:
    with qtbot.waitSignal(page.start_requested) as told:
        qtbot.keyClick(cards.rows[0], Qt.Key.Key_Return)
    assert told.args == ["/back.toml", page.level()]
    chip = cards.rows[0].chip("reps")
    with qtbot.waitSignal(page.number_requested) as told, qtbot.assertNotEmitted(page.start_requested):
        qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert told.args == ["/back.toml", Touched((0,), True, "reps")]


def test_how_hard_it_is_is_asked_only_where_there_are_ranges(page: LibraryPage) -> None:
    assert page.detail.level.isVisible()
    page.choose("/long.toml")
    assert not page.detail.level.isVisible() and page.detail.start.isVisible()


def test_a_wide_page_has_two_columns(page: LibraryPage, cards: RoutineCards) -> None:
    page.resize(1920, 1080)
    QApplication.processEvents()
    first, second = (cards.rows[at].mapTo(page, QPoint(0, 0)) for at in (0, 2))
    assert first.y() == second.y() and first.x() < second.x()
    page.resize(1366, 768)
    QApplication.processEvents()
    first, second = (cards.rows[at].mapTo(page, QPoint(0, 0)) for at in (0, 2))
    assert first.x() == second.x() and first.y() < second.y()


def test_each_routine_offers_what_can_be_done_with_it(qtbot: QtBot, page: LibraryPage) -> None:
    assert [list(actions_for(item)) for item in ITEMS] == [
        ["edit", "duplicate"],
        ["edit", "delete"],
        ["edit", "rename", "duplicate", "original", "delete"],
    ]
    page.choose("/long.toml")
    page.detail.more.click()
    menu = page.findChild(QMenu)
    assert menu is not None
    with qtbot.waitSignal(page.action_requested) as told:
        next(action for action in menu.actions() if action.data() == "duplicate").trigger()
    assert told.args == [ITEMS[2], "duplicate"]
    menu.close()
    page.choose("/back.toml")
    with qtbot.assertNotEmitted(page.action_requested):
        qtbot.keyClick(list_of(page), Qt.Key.Key_Delete)  # it came with the program


def test_what_was_done_can_be_taken_back_by_the_keyboard(qtbot: QtBot, page: LibraryPage) -> None:
    page.offer_undo("“Long” is in the bin.")
    with qtbot.waitSignal(page.undo_requested):
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(page.undo_requested):
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_chosen_routine_can_be_named(page: LibraryPage) -> None:
    assert (page.chosen_name(), [item.key for item in page.items()]) == ("Back", ["back", "bad", "long"])


@pytest.mark.parametrize(("width", "height"), [(480, 320), (700, 500), (900, 600), (1280, 800), (1920, 1080)])
def test_nothing_lies_over_anything_else_in_a_window_of_any_size(
    qtbot: QtBot, page: LibraryPage, width: int, height: int
) -> None:
    page.resize(width, height)
    QApplication.processEvents()
    assert page.width() == width
    visible = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not page.detail.area.isAncestorOf(button)
    ]
    assert {"Start", "History", "Edit"} <= {button.text() for button in visible}
    assert page.look_button in visible
    for button in visible:
        place = QRect(button.mapTo(page, QPoint(0, 0)), button.size())
        assert page.rect().contains(place), button.text()
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
    for one, other in combinations(visible, 2):
        a, b = (QRect(button.mapTo(page, QPoint(0, 0)), button.size()) for button in (one, other))
        assert not a.intersects(b), (one.text(), other.text())


def test_rows_and_rests_are_as_high_as_their_texts_when_those_grow(page: LibraryPage, cards: RoutineCards) -> None:
    view = list_of(page)
    view.doItemsLayout()
    before = view.visualItemRect(view.item(1)).height(), cards.rows[1].height()
    rescale_texts(1.5)
    try:
        QApplication.processEvents()
        after = view.visualItemRect(view.item(1)).height(), cards.rows[1].height()
    finally:
        rescale_texts(1.0)
    assert after[0] > before[0] and after[1] == round(1.5 * before[1])
    page.resize(480, 400)
    QApplication.processEvents()
    for at in range(view.count()):
        wanted = view.itemDelegate().sizeHint(QStyleOptionViewItem(), view.indexFromItem(view.item(at)))
        assert view.visualItemRect(view.item(at)).height() >= wanted.height()
