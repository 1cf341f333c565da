"""One session in full: every figure in words, its sets planned against actual, and what can be done with it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.past import a_session, a_step
from trunktimer.session.record import Feedback, SetRecord, sets_of
from trunktimer.ui.history.session_detail import SessionDetail
from trunktimer.ui.history.set_table import HEADS
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST


def many_sets(count: int) -> list[SetRecord]:
    return sets_of([a_step(at, set=at + 1, sets=count, block="1") for at in range(count)])


class Plot(QWidget):
    """Notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[int] = []

    def show_sets(self, sets: Sequence[SetRecord]) -> None:
        self.shown.append(len(sets))


@pytest.fixture
def detail(qtbot: QtBot) -> SessionDetail:
    LOOK.change(theme=CONTRAST)
    made = SessionDetail()
    qtbot.addWidget(made)
    made.resize(640, 500)
    made.show()
    return made


def test_the_table_holds_the_sets_and_is_as_high_as_they_are(detail: SessionDetail) -> None:
    sets = many_sets(30)
    detail.show_session(a_session(), sets)
    table = detail.table
    assert (table.model().rowCount(), table.model().columnCount()) == (30, len(HEADS))
    assert table.model().index(29, 0).data() == "Bridge set 30 of 30"
    assert table.model().headerData(4, Qt.Orientation.Horizontal) == "How it went"
    QApplication.processEvents()
    assert table.rowViewportPosition(29) + table.rowHeight(29) <= table.viewport().height()


def test_the_keyboard_goes_through_the_sets_and_what_is_around_follows(qtbot: QtBot, detail: SessionDetail) -> None:
    detail.show_session(a_session(), many_sets(30))
    QApplication.processEvents()
    bar = detail.scrolled.verticalScrollBar()
    assert bar.maximum() > 500
    qtbot.keyClick(detail.table, Qt.Key.Key_End)
    assert bar.value() > bar.maximum() - 120
    qtbot.keyClick(detail.table, Qt.Key.Key_Home)
    assert bar.value() < 400
    assert detail.table.currentIndex().row() == 0


def test_a_choice_of_another_session_moves_nothing(detail: SessionDetail) -> None:
    detail.show_session(a_session(1), many_sets(30))
    QApplication.processEvents()
    places = [widget.geometry() for widget in (detail.name, detail.table, detail.say, detail.delete)]
    detail.show_session(a_session(2), many_sets(2))
    QApplication.processEvents()
    now = [widget.geometry() for widget in (detail.name, detail.table, detail.say, detail.delete)]
    assert [place.topLeft() for place in now] == [place.topLeft() for place in places]
    assert now[0].width() == places[0].width()


def test_the_note_is_shown_as_it_was_written(detail: SessionDetail) -> None:
    detail.show_session(a_session(feedback=Feedback(note="<b>hip</b> & knee")), ())
    assert detail.note.isVisible() and detail.note.text() == "<b>hip</b> & knee"
    assert detail.note.textFormat() == Qt.TextFormat.PlainText
    detail.show_session(a_session(), ())
    assert not detail.note.isVisible()


def test_the_buttons_carry_the_session(qtbot: QtBot, detail: SessionDetail) -> None:
    detail.show_session(a_session(3), ())
    with qtbot.waitSignal(detail.say_requested) as said:
        detail.say.click()
    with qtbot.waitSignal(detail.delete_requested) as deleted:
        detail.delete.click()
    assert said.args == deleted.args == [a_session(3).uid]


def test_without_a_session_there_is_nothing_to_press_but_the_way_out(qtbot: QtBot, detail: SessionDetail) -> None:
    detail.show_session(a_session(3), many_sets(2))
    detail.show_session(None, ())
    assert detail.name.text() == "No session fits"
    assert not detail.say.isVisible() and not detail.table.isVisible() and not detail.facts[0].isVisible()
    with qtbot.waitSignal(detail.all_requested):
        detail.all.click()


def test_the_plot_is_made_once_and_after_the_session_was_shown(qtbot: QtBot, detail: SessionDetail) -> None:
    made: list[Plot] = []

    def make() -> Plot:
        made.append(Plot())
        return made[-1]

    detail.show_session(a_session(1), many_sets(3))
    detail.set_plot_factory(make)
    place = detail.table.geometry()
    assert made == []
    qtbot.waitUntil(lambda: bool(made))
    detail.show_session(a_session(2), many_sets(5))
    QApplication.processEvents()
    (plot,) = made
    assert plot.shown == [3, 5]
    assert plot.isVisible() and place.top() <= detail.table.geometry().top()
    detail.show_session(a_session(4), ())
    assert not plot.isVisible()


def test_unrolled_it_needs_no_bar_of_its_own(detail: SessionDetail) -> None:
    detail.show_session(a_session(1), many_sets(30))
    detail.set_unrolled(True)
    assert detail.minimumSizeHint().height() > 30 * detail.table.rowHeight(0)
    detail.set_unrolled(False)
    assert detail.minimumSizeHint().height() < 500


@pytest.mark.parametrize("width", [340, 430, 640, 1000])
def test_no_figure_is_cut_off_at_any_width(detail: SessionDetail, width: int) -> None:
    detail.resize(width, 500)
    detail.show_session(a_session(1, feedback=Feedback(pain_before=10, pain_after=10)), many_sets(2))
    QApplication.processEvents()
    for fact in detail.facts:
        assert fact.value.fontMetrics().horizontalAdvance(fact.value.text()) <= fact.value.width()
    assert detail._words.width() <= detail.scrolled.viewport().width()
