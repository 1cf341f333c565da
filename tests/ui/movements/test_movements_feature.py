"""The movements in the window: their page, and a movement that is added to a routine."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from tests.ui.test_main_window import ITEMS, timeline_of
from tests.windows import FakeServices, a_window
from trunktimer.routine.addition import Addition, Amount
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.figure.figure_list import FigureItem
from trunktimer.ui.kit.services import Target
from trunktimer.ui.movements.add_dialog import AddDialog
from trunktimer.ui.movements.movements_feature import MovementsFeature
from trunktimer.ui.movements.movements_page import MovementsPage
from trunktimer.ui.run.controller import Controller

HOLD = Target(path="/hold.toml", name="Hold it", own=False)
COPY = Target(path="/own/hold.toml", name="Hold it", own=True)
EVENING = Target(path="/own/evening.toml", name="Evening", own=True)
SQUATS = Amount(reps=7)


class Place:
    """The movements in a window, with routines that are written to nowhere."""

    def __init__(self, qtbot: QtBot) -> None:
        controller = Controller(SessionRunner(HandClock()))
        self.window = a_window(timeline_of, controller)
        qtbot.addWidget(self.window, before_close_func=lambda _: controller.close())
        self.window.library.show_items(ITEMS)
        self.window.show()
        services = FakeServices()
        self.routines = services.routines
        self.routines.known = [HOLD, EVENING]
        self.routines.chosen = HOLD.path
        self.routines.writes = COPY
        self.feature = MovementsFeature(self.window, services)

    def opened(self) -> MovementsPage:
        """The page, which is shown."""
        self.feature.open()
        assert self.feature.page is not None
        return self.feature.page

    def said(self) -> str:
        """What stands in the calm line of the library."""
        return self.window.library.message.text()


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_the_page_is_made_when_it_is_opened_and_escape_leads_back(qtbot: QtBot, place: Place) -> None:
    assert place.feature.page is None
    page = place.opened()
    assert page.isVisible() and page.list.count() == len(MOVEMENTS)
    assert place.window.windowTitle() == "Movements – TrunkTimer"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert place.window.library.isVisible()
    assert place.window.windowTitle() == "TrunkTimer"


def test_nobody_is_taken_from_a_session_to_the_movements(place: Place) -> None:
    place.window.follow("/hold.toml", 0)
    place.feature.open()
    assert place.window.run.isVisible() and place.feature.page is None


def test_the_page_shows_the_movements_that_there_are_now(place: Place) -> None:
    place.routines.movements_changed.emit()  # before it is opened there is nothing to be shown
    page = place.opened()
    assert place.routines.looks == 1
    place.routines.movements = {"squat": MOVEMENTS["squat"]}
    place.routines.movements_changed.emit()
    assert page.list.count() == 1


def test_a_movement_is_added_as_the_dialog_says(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[list[str]] = []

    def answer(dialog: AddDialog) -> AddDialog.DialogCode:
        routines = [dialog.routines.itemText(at) for at in range(dialog.routines.count())]
        offered.append([dialog.routines.currentText(), *routines])
        dialog.sets.setValue(2)
        return AddDialog.DialogCode.Accepted

    monkeypatch.setattr(AddDialog, "exec", answer)
    page = place.opened()
    page.list.show_items([FigureItem("squat", "Squat", "")])
    page.detail.add.click()
    (addition,) = place.routines.added
    assert (addition.movement, addition.path, addition.amount.sets) == ("squat", HOLD.path, 2)
    assert offered == [["Hold it – as a copy", "Evening", "Hold it – as a copy", "A new routine…"]]
    assert page.message.isVisible() and page.message.text() == place.said()
    page.detail.add.click()
    assert offered[1][0] == "Hold it"  # the copy, where the last one went
    assert place.routines.added[1].path == COPY.path


def test_nothing_is_added_where_the_dialog_is_left(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AddDialog, "exec", lambda dialog: AddDialog.DialogCode.Rejected)
    page = place.opened()
    for _ in range(3):
        page.detail.add.click()
    page.add_requested.emit("")  # where no movement fits the search
    assert place.routines.added == [] and place.said() == ""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not place.window.findChildren(QDialog)


@pytest.mark.parametrize(
    ("path", "written", "said"),
    [
        (HOLD.path, COPY, "Squat was added at the end of your copy of Hold it."),
        (EVENING.path, EVENING, "Squat was added at the end of Evening."),
        (None, EVENING, "Squat was added at the end of the new routine Evening."),
    ],
)
def test_it_says_where_the_movement_stands_now(place: Place, path: str | None, written: Target, said: str) -> None:
    place.routines.writes = written
    place.feature.add(Addition(movement="squat", path=path, name="Evening", amount=SQUATS))
    assert place.said() == said


def test_it_says_why_a_movement_could_not_be_added(place: Place) -> None:
    place.feature.add(Addition(movement="squat", path="/gone.toml", name="", amount=SQUATS))
    assert place.said() == "/gone.toml is gone."
