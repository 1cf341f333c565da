"""The history page as a person uses it: look at the year, narrow the list, read a session, delete it, undo, go back."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.past import BRIDGES, MORNING, NAMES, TODAY, FakeHistory, a_session, some_past
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.history.reader import DayFigures, HistoryReader, RoutineCount, Wanted, monday_of, week_of
from trunktimer.session.record import Feedback, SessionRecord, SetRecord
from trunktimer.ui.history.heat_map import level_colours
from trunktimer.ui.history.history_page import HistoryPage
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import CONTRAST, LIGHT


class Plots(QWidget):
    """Stands for the plots of progress and for that of a session; notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def set_past(self, past: HistoryReader, today: int) -> None:
        self.told.append(today)

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        self.told.append(len(sets))


class CountingPast(FakeHistory):
    """Notes how much was read."""

    def __init__(self) -> None:
        super().__init__([(a_session(number), ()) for number in range(500)])
        self.read: list[str] = []
        self.fails = False

    def sessions(self, wanted: Wanted, *, first: int = 0, most: int = 200) -> list[SessionRecord]:
        self.read.append(f"{most} sessions from {first}")
        return super().sessions(wanted, first=first, most=most)

    def routines(self) -> list[RoutineCount]:
        self.read.append("routines")
        return super().routines()

    def count(self, wanted: Wanted) -> int:
        if self.fails:
            raise TrunkTimerError("The history is locked by another program; close it and try again.")
        return super().count(wanted)


@pytest.fixture
def past() -> FakeHistory:
    return some_past(TODAY)


@pytest.fixture
def page(qtbot: QtBot, past: FakeHistory) -> Iterator[HistoryPage]:
    LOOK.change(theme=CONTRAST)
    made = HistoryPage()
    qtbot.addWidget(made)
    made.resize(1224, 760)

    def delete(uids: list[str]) -> None:
        past.delete(uids, 0)
        made.refresh()

    def restore(uids: list[str]) -> None:
        past.restore(uids)
        made.refresh()

    made.delete_requested.connect(delete)
    made.restore_requested.connect(restore)
    made.set_past(past, TODAY, {6})
    made.show()
    yield made
    made.hide()


def rows(page: HistoryPage) -> list[SessionRecord]:
    records = [page.list.sessions.session_at(row) for row in range(page.list.sessions.rowCount())]
    return [record for record in records if record is not None]


def focus(qtbot: QtBot, page: HistoryPage, widget: QWidget) -> None:
    page.activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def test_the_newest_session_is_shown_in_full(page: HistoryPage, past: FakeHistory) -> None:
    newest = past.sessions(Wanted())[0]
    assert rows(page) == past.sessions(Wanted())
    assert page.detail.name.text() == newest.routine_name
    assert page.detail.table.model().rowCount() == 3


def test_the_keyboard_is_on_the_list_and_arrows_choose(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.detail.name.text() == past.sessions(Wanted())[1].routine_name == NAMES[BRIDGES]


def test_the_year_is_told_in_words(page: HistoryPage) -> None:
    page.set_past(FakeHistory([(a_session(0, active_ms=1_500_000), ()), (a_session(1), ())]), TODAY, set())
    assert page.year.streak_words.text() == "2 days in a row"
    assert page.year.longest_words.text() == "Longest in a year: 2 days"
    assert page.year.week_words.text() == "This week: 2 sessions, 35 min"
    page.set_past(FakeHistory([(a_session(40), ())]), TODAY, set())
    assert page.year.streak_words.text() == "No row of days just now"
    assert page.year.week_words.text() == "This week: no session yet"


def test_a_planned_rest_day_keeps_the_row_and_is_told_to_the_window(qtbot: QtBot, page: HistoryPage) -> None:
    friday_off = FakeHistory([(a_session(number), ()) for number in (0, 2, 3)])
    page.set_past(friday_off, TODAY, {6})
    assert [button.isChecked() for button in page.year.rest_days] == [False] * 6 + [True]
    assert page.year.streak_words.text() == "Done today"
    with qtbot.waitSignal(page.rest_days_changed) as told:
        page.year.rest_days[4].click()
    assert told.args == [frozenset({4, 6})]
    assert page.year.streak_words.text() == "3 days in a row"


def test_a_search_narrows_once_the_fingers_rest(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    qtbot.keyClicks(page.filters.search, "hip")
    assert len(rows(page)) == past.count(Wanted())
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    assert "hip" in page.detail.note.text()
    page.filters.search.clear()
    qtbot.waitUntil(lambda: len(rows(page)) == past.count(Wanted()))


def test_enter_in_the_search_goes_to_what_was_found(qtbot: QtBot, page: HistoryPage) -> None:
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.filters.search.hasFocus)
    qtbot.keyClicks(page.filters.search, "morning")
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert {record.routine_key for record in rows(page)} == {MORNING}
    qtbot.waitUntil(page.list.hasFocus)


def test_a_routine_can_be_chosen_once_its_choice_is_reached(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    assert page.filters.routine.count() == 1
    focus(qtbot, page, page.filters.routine)
    assert [page.filters.routine.itemText(at) for at in range(3)] == ["Any routine", NAMES[BRIDGES], NAMES[MORNING]]
    page.filters.routine.setCurrentIndex(page.filters.routine.findData(MORNING))
    assert {record.routine_key for record in rows(page)} == {MORNING}
    assert len(rows(page)) == past.count(Wanted(routine_key=MORNING))


def test_a_time_can_be_chosen(page: HistoryPage, past: FakeHistory) -> None:
    page.filters.period.setCurrentIndex(page.filters.period.findText("Last 30 days"))
    assert page.filters.wanted(TODAY).since_day == TODAY - 29
    assert len(rows(page)) == past.count(Wanted(since_day=TODAY - 29)) < past.count(Wanted())


def test_a_day_of_the_calendar_narrows_the_list_and_again_widens_it(
    qtbot: QtBot, page: HistoryPage, past: FakeHistory
) -> None:
    day = past.sessions(Wanted())[2].started.day
    page.year.heat_map.day_requested.emit(day)
    assert [record.started.day for record in rows(page)] == [day]
    assert page.filters.period.currentText() == "Sat 14 Nov 2026"
    assert page.year.day_line.text().startswith("Sat 14 Nov 2026: 1 session")
    page.year.heat_map.day_requested.emit(day)
    assert (len(rows(page)), page.filters.period.currentText()) == (past.count(Wanted()), "Any time")
    page.year.heat_map.day_requested.emit(day)
    page.filters.period.setCurrentIndex(page.filters.period.findText("Last 7 days"))
    assert page.filters.wanted(TODAY) == Wanted(since_day=TODAY - 6)
    assert page.filters.period.findText("Sat 14 Nov 2026") == -1
    assert page.year.day_line.text() == ""


def test_nothing_found_shows_the_way_out(page: HistoryPage, past: FakeHistory) -> None:
    page.year.heat_map.day_requested.emit(TODAY)
    assert page.detail.name.text() == "No session fits"
    page.detail.all.click()
    assert len(rows(page)) == past.count(Wanted())


def test_escape_takes_the_filters_away_and_then_goes_back(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    page.filters.search.setText("morning")
    page.filters.period.setCurrentIndex(2)
    with qtbot.assertNotEmitted(page.back_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert (page.filters.wanted(TODAY), len(rows(page))) == (Wanted(), past.count(Wanted()))
    with qtbot.waitSignal(page.back_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)


def test_a_deleted_session_is_gone_and_can_be_brought_back(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    before = past.sessions(Wanted())
    page.list.choose_row(2)
    assert not page.undo_line.undo.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    page.detail.delete.click()
    assert rows(page) == [*before[:2], *before[4:]]
    assert page.list.chosen_session() == before[4]
    assert page.undo_line.undo.isVisible()
    page.undo_line.undo.click()
    assert rows(page) == [*before[:2], *before[3:]]
    assert page.list.chosen_session() == before[3]
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(page) == before and not page.undo_line.undo.isVisible()


def test_what_could_not_be_deleted_offers_no_undo(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    page.delete_requested.disconnect()
    page.set_message("The disk is full.")
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    page.refresh()
    assert not page.undo_line.undo.isVisible() and page.message.text() == "The disk is full."


def test_what_was_said_is_shown_after_a_refresh(qtbot: QtBot, page: HistoryPage, past: FakeHistory) -> None:
    page.list.choose_row(1)
    with qtbot.waitSignal(page.say_requested) as told:
        page.detail.say.click()
    assert told.args == [past.sessions(Wanted())[1].uid]
    past.say(past.sessions(Wanted())[1].uid, Feedback(effort=9, note="hard"))
    page.refresh()
    assert page.detail.note.text() == "hard" and page.list.currentIndex().row() == 1


def test_without_any_session_the_page_says_what_to_do_and_offers_nothing_else(qtbot: QtBot, page: HistoryPage) -> None:
    page.set_plots(Plots)
    page.set_past(FakeHistory(), TODAY, set())
    shown = [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert sorted(shown) == ["Choose a routine", "Import…", "‹  Routines"]
    assert not page.head.tabs.isVisible() and not page.filters.search.isVisible()
    with qtbot.waitSignal(page.back_requested):
        page.empty.start.click()


def test_the_last_session_that_was_deleted_can_be_brought_back(page: HistoryPage) -> None:
    alone = FakeHistory([(a_session(0), ())])
    page.delete_requested.disconnect()
    page.restore_requested.disconnect()
    page.delete_requested.connect(lambda uids: alone.delete(uids, 0))
    page.restore_requested.connect(alone.restore)
    page.set_past(alone, TODAY, set())
    page.detail.delete.click()
    page.refresh()
    assert page.empty.start.isVisible() and page.undo_line.undo.isVisible()
    page.undo_line.undo.click()
    page.refresh()
    assert page.list.isVisible() and rows(page) == [a_session(0)]


def test_progress_is_offered_where_there_is_some_and_made_when_first_looked_at(page: HistoryPage) -> None:
    made: list[Plots] = []

    def make() -> Plots:
        made.append(Plots())
        return made[-1]

    assert not page.head.tabs.isVisible()
    page.set_plots(make)
    assert page.head.tabs.isVisible() and made == []
    page.head.tabs.setCurrentIndex(1)
    (plots,) = made
    assert plots.isVisible() and not page.list.isVisible()
    assert plots.told == [TODAY]
    page.head.tabs.setCurrentIndex(0)
    page.head.tabs.setCurrentIndex(1)
    assert plots.told == [TODAY]
    page.head.tabs.setCurrentIndex(0)
    page.refresh()
    assert page.list.isVisible() and plots.told == [TODAY]
    page.head.tabs.setCurrentIndex(1)
    assert (plots.told, len(made)) == ([TODAY, TODAY], 1)


def test_it_takes_the_colours_of_a_theme_that_is_chosen_later(page: HistoryPage) -> None:
    for theme in (LIGHT, CONTRAST):
        LOOK.change(theme=theme)
        image = page.year.heat_map.grab().toImage()
        shown = {image.pixelColor(page.year.heat_map.day_rect(day).center()).name() for day in range(TODAY - 60, TODAY)}
        assert shown & {colour.name() for colour in level_colours(theme)[1:]}
        assert page.styleSheet().startswith(page_style_sheet(theme))


def test_the_plot_of_a_session_follows_the_choice(qtbot: QtBot, page: HistoryPage) -> None:
    made: list[Plots] = []

    def make() -> Plots:
        made.append(Plots())
        return made[-1]

    page.set_session_plot(make)
    qtbot.waitUntil(lambda: bool(made))
    page.list.choose_row(1)
    assert made[0].told == [3, 4]


def test_opening_reads_two_hundred_rows_and_no_routines(qtbot: QtBot) -> None:
    made = HistoryPage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    past = CountingPast()
    made.set_past(past, TODAY, set())
    made.show()
    made.grab()
    assert past.read == ["200 sessions from 0"]


def test_what_cannot_be_read_is_said_until_it_can(qtbot: QtBot) -> None:
    made = HistoryPage()
    qtbot.addWidget(made)
    past = CountingPast()
    past.fails = True
    made.set_past(past, TODAY, set())
    assert made.message.text() == "The history is locked by another program; close it and try again."
    past.fails = False
    made.refresh()
    assert made.message.text() == "" and made.list.sessions.rowCount() == 500


def test_import_export_and_summary_are_asked_for(qtbot: QtBot, page: HistoryPage) -> None:
    with qtbot.waitSignals([page.import_requested, page.export_requested, page.summary_requested]):
        page.head.import_button.click()
        page.head.export.click()
        page.head.summary.click()


def test_every_control_has_a_name(page: HistoryPage) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    controls = [widget for kind in kinds for widget in page.findChildren(kind) if widget.isVisible()]
    assert len(controls) >= 14
    for widget in (*controls, page.year.heat_map, page.list, page.detail.table, page.head.tabs):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        inside = isinstance(widget.parentWidget(), QLineEdit)  # Qt's own button that clears
        assert widget.accessibleName() or text or inside, widget


def test_tab_goes_through_all_that_can_be_used_in_the_order_of_the_page(qtbot: QtBot, page: HistoryPage) -> None:
    page.set_plots(Plots)
    focus(qtbot, page, page.head.tabs)
    wanted: list[QWidget] = [
        page.head.tabs, page.head.export, page.head.summary, page.year.heat_map,
        *page.year.rest_days, page.filters.search, page.filters.routine, page.filters.period,
        page.list, page.detail.table, page.detail.say, page.detail.delete,
    ]  # fmt: skip
    for widget in wanted:
        assert page.focusWidget() is widget
        qtbot.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.parametrize(("width", "height"), [(480, 600), (480, 320), (744, 600), (800, 600), (1099, 700)])
def test_nothing_is_cut_off_or_lies_over_anything_else(
    qtbot: QtBot, page: HistoryPage, width: int, height: int
) -> None:
    page.set_plots(Plots)
    page.resize(width, height)
    QApplication.processEvents()
    assert page.width() == width
    inner = page.year.parentWidget()
    assert inner is not None
    viewport = inner.parentWidget()
    assert viewport is not None
    qtbot.waitUntil(lambda: inner.width() <= viewport.width())
    visible: list[QWidget] = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    visible += [page.head.tabs, page.year.heat_map, page.filters.routine, page.filters.period, page.list]
    places = {}
    for widget in visible:
        if isinstance(widget.parentWidget(), QLineEdit) or page.detail.isAncestorOf(widget):
            continue
        within = inner if inner.isAncestorOf(widget) else page
        place = QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())
        assert within.rect().contains(place), widget
        places[widget] = (within, place)
        if isinstance(widget, QAbstractButton):
            assert widget.fontMetrics().horizontalAdvance(widget.text()) < widget.width()
    for one, other in combinations(places.values(), 2):
        assert one[0] is not other[0] or not one[1].intersects(other[1])
    for label in (page.year.streak_words, page.year.longest_words, page.year.week_words):
        assert label.height() >= label.heightForWidth(label.width())


def test_a_choice_moves_nothing_on_the_page(page: HistoryPage) -> None:
    QApplication.processEvents()
    parts = (page.year.heat_map, page.filters.search, page.list, page.detail, page.detail.say)
    before = [part.geometry() for part in parts]
    for row in range(8):
        page.list.choose_row(row)
        QApplication.processEvents()
        assert [part.geometry() for part in parts] == before


def test_days_that_the_calendar_shows_are_all_that_is_read_of_them(page: HistoryPage) -> None:
    asked: list[tuple[int, int]] = []

    class Watched(FakeHistory):
        def days(self, since_day: int, until_day: int) -> list[DayFigures]:
            asked.append((since_day, until_day))
            return super().days(since_day, until_day)

    page.set_past(Watched([(a_session(0), ())]), TODAY, set())
    assert asked == [(monday_of(week_of(TODAY) - 52), TODAY)]
