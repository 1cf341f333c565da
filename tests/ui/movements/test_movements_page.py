"""The page of movements as a person uses it: search, choose, add, go back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.figure.stage import Stage
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.search import Posture
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST
from trunktimer.ui.movements.movement_detail import facts_of, tempo_line
from trunktimer.ui.movements.movements_page import MovementsPage


@pytest.fixture
def page(qtbot: QtBot) -> MovementsPage:
    made = MovementsPage()
    qtbot.addWidget(made)
    LOOK.change(theme=CONTRAST)
    made.set_movements(MOVEMENTS)
    made.resize(1100, 700)
    made.show()
    return made


def test_all_movements_are_there_and_the_first_is_shown(page: MovementsPage) -> None:
    assert page.list.count() == len(MOVEMENTS)
    assert page.detail.name.text() == MOVEMENTS[page.list.chosen_key()].name
    assert page.detail.player.playing


def test_a_search_narrows_and_an_empty_one_brings_all_back(qtbot: QtBot, page: MovementsPage) -> None:
    qtbot.keyClicks(page.search, "donkey")
    assert (page.list.count(), page.list.chosen_key(), page.title.text()) == (1, "donkey-kick", "Movements: 1")
    assert page.detail.name.text() == "Donkey kick"
    page.search.clear()
    assert (page.list.count(), page.title.text()) == (len(MOVEMENTS), "Movements")
    assert page.list.chosen_key() == "donkey-kick"


def test_position_and_muscle_can_be_chosen(page: MovementsPage) -> None:
    page.postures.setCurrentIndex(page.postures.findData(Posture.STANDING))
    standing = page.list.count()
    assert 0 < standing < len(MOVEMENTS)
    page.muscles.setCurrentIndex(page.muscles.findData(Muscle.GLUTES))
    assert 0 < page.list.count() < standing
    assert Muscle.GLUTES in MOVEMENTS[page.list.chosen_key()].muscles


def test_only_positions_and_muscles_that_there_are_can_be_chosen(page: MovementsPage) -> None:
    page.set_movements({"squat": MOVEMENTS["squat"]})
    assert [page.postures.itemText(at) for at in range(page.postures.count())] == ["Any position", "Standing"]
    assert page.muscles.count() == 1 + len({*MOVEMENTS["squat"].muscles, *MOVEMENTS["squat"].stretch})


def test_nothing_found_is_said(qtbot: QtBot, page: MovementsPage) -> None:
    qtbot.keyClicks(page.search, "qwertz")
    assert page.detail.name.text() == "No movement fits"
    assert not page.detail.add.isVisible() and not page.detail.player.playing
    assert page.detail.all.isVisible()
    page.muscles.setCurrentIndex(1)
    page.detail.all.click()
    assert page.search.text() == "" and page.detail.add.isVisible() and not page.detail.all.isVisible()
    assert page.list.count() == len(MOVEMENTS)
    qtbot.keyClicks(page.search, "qwertz")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.search.text() == "" and page.detail.add.isVisible()


def test_before_movements_are_read_nothing_is_blamed_on_the_search(qtbot: QtBot) -> None:
    made = MovementsPage()
    qtbot.addWidget(made)
    made.set_movements({})
    assert made.detail.name.text() == "Reading the movements…"


def test_the_detail_says_all_that_is_known(page: MovementsPage) -> None:
    bridge = MOVEMENTS["bridge"]
    page.list.show_items([], "")
    page.detail.show_movement(bridge)
    assert page.detail.start.text() == bridge.start
    assert all(line in page.detail.watch.text() for line in bridge.watch)
    assert tempo_line(bridge) == "raise 2 s · hold 5 s · lower 2 s"
    assert facts_of(bridge)[-1] == "You need: mat"
    assert facts_of(MOVEMENTS["bird-dog"])[-1] == "Sides: a rep on each side in turn"


def test_the_button_and_enter_ask_to_add_the_chosen_one(qtbot: QtBot, page: MovementsPage) -> None:
    with qtbot.waitSignal(page.add_requested) as told:
        page.detail.add.click()
    assert told.args == [page.list.chosen_key()]
    page.activateWindow()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    with qtbot.waitSignal(page.add_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)


def test_keys_reach_the_search_and_lead_back(qtbot: QtBot, page: MovementsPage) -> None:
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.list.hasFocus)
    with qtbot.waitSignal(page.back_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)


def test_less_motion_shows_stills(page: MovementsPage) -> None:
    page.detail.show_movement(MOVEMENTS["bridge"])
    view = page.detail.player.view
    view.show_stage(Stage(movement="bridge", phase="raise", into_ms=500, duration_ms=2_000))
    assert view.wake_interval_ms() is not None
    LOOK.change(reduced_motion=True)
    assert view.wake_interval_ms() is None


@pytest.mark.parametrize(("width", "height"), [(480, 320), (900, 600), (1920, 1080)])
def test_the_page_fits_every_window(page: MovementsPage, width: int, height: int) -> None:
    page.resize(width, height)
    assert page.width() == width
    assert page.list.width() >= 120 and page.detail.add.geometry().bottom() <= page.detail.height()
