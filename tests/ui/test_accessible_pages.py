"""Every page and sheet as a screen reader and the Tab key find it: names, roles, and an order without traps."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.library import MOVEMENTS
from tests.past import TODAY, some_past
from tests.ui.accessible_tree import faint_focus, nameless, tab_round
from tests.ui.test_pseudo_history import COLUMNS, SHEETS
from tests.ui.test_pseudo_pages import ROUTINE, Place
from trunktimer.history.reader import RoutineCount
from trunktimer.preferences.preferences import Preferences
from trunktimer.ui.history.export_dialog import ExportDialog
from trunktimer.ui.history.history_page import HistoryPage
from trunktimer.ui.history.plot_sets import SessionPlot
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.kit.accessible import give_faces
from trunktimer.ui.kit.bug_window import BugWindow
from trunktimer.ui.kit.taught_keys import KeyTable
from trunktimer.ui.library.welcome_dialog import WelcomeDialog
from trunktimer.ui.movements.movements_page import MovementsPage
from trunktimer.ui.preferences.keys_dialog import KeysDialog
from trunktimer.ui.preferences.preferences_page import PreferencesPage
from trunktimer.ui.run.compact_window import CompactWindow
from trunktimer.ui.run.sound_check import SoundCheck

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
    made.feature.model.set_saved()
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
    place.window.change(replace(place.window.preferences, reduced_motion=True))  # the controls do not fade in
    place.window.run.show_controls()
    return place.window


def form(place: Place) -> QWidget:
    place.controller.close()
    place.window.show_library()
    place.file.write_text(ROUTINE, encoding="utf-8")
    place.feature.model.set_saved()
    assert place.feature.edit(place.file)
    assert place.feature._page is not None
    place.feature._page.text_action.setChecked(False)
    place.feature.model.choose((0,))
    return place.window


def source(place: Place) -> QWidget:
    form(place)
    assert place.feature._page is not None
    place.feature._page.text_action.setChecked(True)
    return place.window


def movements(place: Place) -> QWidget:
    page = MovementsPage()
    page.set_movements(MOVEMENTS)
    return page


def history(place: Place) -> QWidget:
    page = HistoryPage()
    page.set_plots(HistoryPlots)
    page.set_session_plot(SessionPlot)
    page.set_past(some_past(TODAY), TODAY, (6,))
    return page


def progress(place: Place) -> QWidget:
    page = history(place)
    assert isinstance(page, HistoryPage)
    page.head.tabs.setCurrentIndex(1)
    return page


def preferences(place: Place) -> QWidget:
    page = PreferencesPage(Preferences())
    page.set_file("/trunktimer/preferences.toml")
    return page


def compact(place: Place) -> QWidget:
    window = CompactWindow()
    window.setWindowTitle("Demo")
    return window


def hello(place: Place) -> QWidget:
    return WelcomeDialog(sound_status="", distance_m=2.5, safety="Go gently.", keys=KeyTable(), parent=place.window)


def own_period(place: Place) -> QWidget:
    dialog = ExportDialog([RoutineCount("a", "Bridge", 1_204)], COLUMNS, TODAY, place.window)
    dialog.choices.period.setCurrentIndex(dialog.choices.period.count() - 1)
    return dialog


def dialog(name: str) -> Callable[[Place], QWidget]:
    return lambda place: SHEETS[name](place.window)


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
    "hello": hello,
    "keys": lambda place: KeysDialog({}),
    "sound test": lambda place: SoundCheck("silence"),
    "bugs": lambda place: BugWindow("/log"),
    "compact": compact,
    "export, days of one's own": own_period,
    **{name: dialog(name) for name in SHEETS},
}


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, place: Place) -> Iterator[QWidget]:
    """Each of them, made once for all tests."""
    made = PAGES[request.param](place)
    if made is not place.window:
        made.resize(1100, 760)
        made.show()
    yield settled(made)
    if made is not place.window:
        made.hide()
        made.deleteLater()


def test_whatever_can_be_used_has_a_name_and_a_role(page: QWidget) -> None:
    assert nameless(page) == []


def test_tab_goes_everywhere_in_the_order_of_reading(page: QWidget) -> None:
    went = tab_round(page)
    assert len(went.leaps) <= 1, went.leaps  # back to the first


def test_where_the_keyboard_is_can_be_seen(page: QWidget) -> None:
    assert faint_focus(page) == []
