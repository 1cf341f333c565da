"""One session in full: every figure in words, its sets planned against actual, and what can be done with it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.past import a_session, a_step
from trunktimer.foundation.wall_time import WallTime
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SetRecord, Sleep, StepRecord, sets_of
from trunktimer.ui.history.session_detail import (
    HEADS,
    SessionDetail,
    facts_of,
    outcome_line,
    outcome_role,
    set_cells,
    set_word,
    span_line,
)
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST


def set_of(*steps: StepRecord) -> SetRecord:
    (one,) = sets_of(steps)
    return one


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


def test_how_it_went_is_a_sentence() -> None:
    assert outcome_line(a_session(work_steps=30)) == "Done to the end, all 30 steps of work as planned."
    assert (
        outcome_line(a_session(work_steps=30, short_steps=1))
        == "Done to the end; 1 of 30 steps of work was skipped or short."
    )
    assert (
        outcome_line(a_session(ending=Ending.STOPPED, work_steps=30, short_steps=12))
        == "Stopped before the end; 12 of 30 steps of work were skipped or short."
    )
    assert outcome_line(a_session(ending=Ending.UNFINISHED)).startswith("The program ended in the middle of it")
    assert "10 times the speed" in outcome_line(a_session(speed=10.0))


def test_the_end_names_its_day_only_where_it_is_another() -> None:
    started = WallTime(a_session().started.utc_ms, 60)
    assert span_line(a_session(started=started, ended=WallTime(started.utc_ms + 600_000, 60))) == (
        "Sat 21 Nov 2026, 18:00 to 18:10"
    )
    assert span_line(a_session(started=started, ended=WallTime(started.utc_ms + 7 * 3_600_000, 60))) == (
        "Sat 21 Nov 2026, 18:00 to Sun 22 Nov 2026, 1:00"
    )
    assert span_line(a_session(started=started, ended=None)) == "Sat 21 Nov 2026, 18:00"


def test_all_figures_are_told_also_those_that_nobody_gave() -> None:
    full = a_session(
        paused_ms=90_000,
        slept_ms=1_800_000,
        drift_ms=-40,
        sleeps=(Sleep(at_ms=1, slept_ms=600_000), Sleep(at_ms=2, slept_ms=1_200_000)),
        feedback=Feedback(effort=4, pain_before=3, pain_after=0),
    )
    assert dict(facts_of(full)) == {
        "Planned": "10 min",
        "Active": "10 min",
        "Paused": "2 min",
        "Level": "50 %",
        "Effort, of 10": "4",
        "Pain, of 10": "3, then 0",
        "Computer asleep": "30 min, 2 times",
        "Clock drift": "−40 ms",
    }
    bare = dict(facts_of(a_session(drift_ms=None, paused_ms=0)))
    assert (bare["Paused"], bare["Pain, of 10"], bare["Computer asleep"], bare["Clock drift"]) == (
        "not at all",
        "not said",
        "never",
        "not measured",
    )
    assert [name for name, _ in facts_of(full)] == list(bare)


def test_pain_is_told_as_far_as_it_was_said() -> None:
    for feedback, said in ((Feedback(pain_before=3), "3 before"), (Feedback(pain_after=0), "0 after")):
        assert dict(facts_of(a_session(feedback=feedback)))["Pain, of 10"] == said


def test_a_set_is_told_planned_against_actual() -> None:
    one = set_of(a_step(0, side="left", rounds="1/3"), a_step(1, side="left", rounds="1/3", rep=2, actual_ms=11_000))
    assert dict(zip(HEADS, set_cells(one), strict=True)) == {
        "Set": ("Bridge", "left · set 1 of 2 · round 1 of 3"),
        "Reps": ("2", "of 2"),
        "Work": ("0:24", "of 0:25"),
        "Held": ("24 s", "of 25 s"),
        "How it went": ("done", ""),
    }
    work = set_of(a_step(0, phase="work", rep=0, reps=0, sets=1, planned_ms=0, min_ms=None, again=True))
    assert set_cells(work)[1:] == [("", ""), ("0:13", "own pace"), ("", ""), ("done", "offered again")]


@pytest.mark.parametrize(
    ("outcome", "actual_ms", "word", "role"),
    [
        (Outcome.DONE, 12_500, "done", "text"),
        (Outcome.RELEASED, 11_000, "let go early", "text"),
        (Outcome.DONE, 9_000, "short", "warning"),
        (Outcome.SKIPPED, 0, "skipped", "danger"),
        (Outcome.INTERRUPTED, 4_000, "broken off", "danger"),
        (Outcome.LEFT, 4_000, "left", "danger"),
    ],
)
def test_what_was_short_or_skipped_has_a_word_of_its_own_and_not_a_colour_alone(
    outcome: Outcome, actual_ms: int, word: str, role: str
) -> None:
    one = set_of(a_step(0, outcome=outcome, actual_ms=actual_ms))
    assert (set_word(one), outcome_role(one)) == (word, role)


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
