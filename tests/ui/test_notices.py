"""What a page tells moves nothing: every widget stays where it is, before, while and after."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.library import FIGURES, MOVEMENTS
from tests.past import TODAY, some_past
from tests.ui.displays import HOLD
from trunktimer.preferences.preferences import Preferences
from trunktimer.ui.history.history_page import HistoryPage
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.text_scale import rescale_texts
from trunktimer.ui.library.library_page import LibraryPage
from trunktimer.ui.movements.movements_page import MovementsPage
from trunktimer.ui.preferences.preferences_page import PreferencesPage
from trunktimer.ui.run.run_page import RunPage

SIZES = [(480, 320), (800, 600), (1280, 800), (1920, 1080)]
SHORT = "The level is 50 %."
LONG = "The history (/home/somebody/.local/share/trunktimer/history.sqlite3) cannot be used. " * 6


def library() -> QWidget:
    return LibraryPage()


def movements() -> QWidget:
    made = MovementsPage()
    made.set_movements(MOVEMENTS)
    return made


def sessions() -> QWidget:
    made = HistoryPage()
    made.set_past(some_past(TODAY), TODAY, (6,))
    return made


def progress() -> QWidget:
    made = HistoryPage()
    made.set_plots(HistoryPlots)
    made.set_past(some_past(TODAY), TODAY, (6,))
    made.head.tabs.setCurrentIndex(1)
    return made


def preferences() -> QWidget:
    return PreferencesPage(Preferences())


def run() -> QWidget:
    made = RunPage()
    made.set_figures(FIGURES)
    made.show_display(HOLD)
    return made


def places(widget: QWidget, told: QLabel) -> dict[int, tuple[str, QRect]]:
    for _ in range(3):
        QApplication.processEvents()
    parts = [part for part in widget.findChildren(QWidget) if part is not told]
    return {id(part): (type(part).__name__, part.geometry()) for part in parts}


def moved(widget: QWidget, told: QLabel, say: Callable[[str], None]) -> Iterator[tuple[str, QRect, QRect]]:
    before = places(widget, told)
    for text in (SHORT, LONG, SHORT, ""):
        say(text)
        now = places(widget, told)
        assert told.isVisible() == bool(text)
        yield from ((name, place, now[part][1]) for part, (name, place) in before.items() if now[part][1] != place)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("make", [library, movements, sessions, progress, preferences, run])
def test_a_message_moves_nothing(qtbot: QtBot, make: Callable[[], QWidget], size: tuple[int, int]) -> None:
    shown = make()
    qtbot.addWidget(shown)
    shown.resize(*size)
    shown.show()
    assert isinstance(shown, LibraryPage | MovementsPage | HistoryPage | PreferencesPage | RunPage)
    assert not list(moved(shown, shown.message, shown.set_message))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_was_deleted_is_offered_without_moving_anything(qtbot: QtBot, size: tuple[int, int]) -> None:
    shown = sessions()
    assert isinstance(shown, HistoryPage)
    qtbot.addWidget(shown)
    shown.resize(*size)
    shown.show()
    before = places(shown, shown.message)
    shown.undo_line.show()
    now = places(shown, shown.message)
    inside = {id(part) for part in shown.undo_line.findChildren(QWidget)}
    assert {part: place for part, place in now.items() if part not in inside} == {
        part: place for part, place in before.items() if part not in inside
    }


def test_a_long_message_is_read_whole_and_gives_free_what_it_covers(qtbot: QtBot) -> None:
    shown = LibraryPage()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    shown.set_message(LONG)
    told = shown.message
    assert told.height() >= told.heightForWidth(told.width()) > told.room.height()
    qtbot.mouseClick(told, Qt.MouseButton.LeftButton)
    assert not told.isVisible()
    shown.set_message(SHORT)
    assert told.isVisible() and told.geometry() == told.room.geometry()


def test_larger_texts_have_more_room(qtbot: QtBot) -> None:
    shown = LibraryPage()
    qtbot.addWidget(shown)
    before = shown.message.room.height()
    rescale_texts(1.6)
    try:
        assert shown.message.room.height() > 1.4 * before
        assert LOOK.text_scale == 1.6
    finally:
        rescale_texts(1.0)
