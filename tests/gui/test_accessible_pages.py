"""Every page and sheet as a screen reader and the Tab key find it: names, roles, and an order without traps."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.accessible_tree import nameless, place_of, tab_round, told
from tests.gui.test_pseudo_history import SHEETS
from tests.gui.test_pseudo_pages import Place
from tests.library import FIGURES, MOVEMENTS
from tests.past import TODAY, some_past
from trunktimer.core.preferences import Preferences
from trunktimer.gui.accessible import give_faces
from trunktimer.gui.bug_window import BugWindow
from trunktimer.gui.compact_window import CompactWindow
from trunktimer.gui.hello_sheet import HelloSheet
from trunktimer.gui.key_sheet import KeySheet
from trunktimer.gui.pages.history import HistoryPage
from trunktimer.gui.pages.movements import MovementsPage
from trunktimer.gui.pages.preferences import PreferencesPage
from trunktimer.gui.plot_sets import SessionPlot
from trunktimer.gui.plots import HistoryPlots
from trunktimer.gui.sound_test import SoundTest
from trunktimer.gui.taught_keys import KeyTable
from trunktimer.gui.theme import DARK

# The offscreen platform says so whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.fixture(scope="module", autouse=True)
def faces() -> None:
    give_faces()


@pytest.fixture(scope="module")
def place(qapp: QApplication, fonts: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("place"))
    made.window.resize(1280, 800)
    made.window.activateWindow()
    yield made
    made.controller.close()
    made.desk.model.set_saved()
    made.window.close()
    made.window.deleteLater()


def settled(widget: QWidget) -> QWidget:
    for _ in range(3):
        QApplication.processEvents()
    widget.activateWindow()
    return widget


def library(place: Place) -> QWidget:
    place.window.show_library()
    place.window.library.show_items([place.good, place.bad], "α")
    return place.window


def faulty(place: Place) -> QWidget:
    library(place)
    place.window.library.choose("β")
    return place.window


def run(place: Place) -> QWidget:
    library(place)
    place.window.follow("α", 50)
    place.window.run.show_controls()
    return place.window


def form(place: Place) -> QWidget:
    from tests.gui.test_pseudo_pages import ROUTINE

    place.controller.close()
    place.window.show_library()
    place.file.write_text(ROUTINE, encoding="utf-8")
    place.desk.model.set_saved()
    assert place.desk.edit(place.file)
    assert place.desk._page is not None
    place.desk._page.tabs.setCurrentIndex(0)
    place.desk.model.choose((0,))
    return place.window


def source(place: Place) -> QWidget:
    form(place)
    assert place.desk._page is not None
    place.desk._page.tabs.setCurrentIndex(1)
    return place.window


def movements(place: Place) -> QWidget:
    page = MovementsPage()
    page.set_movements(MOVEMENTS)
    return page


def history(place: Place) -> QWidget:
    page = HistoryPage()
    page.set_plots(HistoryPlots)
    page.set_session_plot(SessionPlot)
    page.set_theme(DARK)
    page.set_past(some_past(TODAY), TODAY, (6,))
    return page


def progress(place: Place) -> QWidget:
    page = history(place)
    assert isinstance(page, HistoryPage)
    page.tabs.setCurrentIndex(1)
    return page


def preferences(place: Place) -> QWidget:
    return PreferencesPage(Preferences())


PAGES: dict[str, Callable[[Place], QWidget]] = {
    "library": library,
    "library, a file with faults": faulty,
    "run": run,
    "editor, form": form,
    "editor, text": source,
    "movements": movements,
    "history": history,
    "progress": progress,
    "preferences": preferences,
    "hello": lambda place: HelloSheet(
        DARK, sound_status="", distance_m=2.5, safety="Go gently.", keys=KeyTable(), parent=place.window
    ),
    "keys": lambda place: KeySheet({}, DARK),
    "sound test": lambda place: SoundTest(DARK, "silence"),
    "bugs": lambda place: BugWindow(DARK, "TrunkTimer", "/log"),
    "compact": lambda place: CompactWindow(),
} | {name: (lambda place, make=make: make(place.window)) for name, make in SHEETS.items()}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, place: Place, qtbot: QtBot) -> Iterator[QWidget]:
    made = PAGES[request.param](place)
    if made is not place.window:
        qtbot.addWidget(made)
        made.resize(1100, 760)
        made.show()
    yield settled(made)


def test_whatever_can_be_used_has_a_name_and_a_role(page: QWidget) -> None:
    print(*nameless(page), sep="\n")
    assert nameless(page) == []


def test_tab_goes_everywhere_in_the_order_of_reading(page: QWidget) -> None:
    went = tab_round(page)
    print(*(f"{told(stop)} {place_of(stop, page).getRect()}" for stop in went.stops), sep="\n")
    assert len(went.leaps) <= 1, went.leaps  # back to the first
