"""History, movements and their sheets in a language of longer words: each text is from the catalogue, none is cut."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from tests.past import NAMES, TODAY, FakeHistory, a_session, some_past
from tests.ui.pseudo import cut_off, in_pseudo, longer, strangers, texts_of, untranslated
from trunktimer.foundation.translation import format_number, tr, trc, trn
from trunktimer.history.reader import RoutineCount, Wanted, week_of
from trunktimer.history.stats import by_movement
from trunktimer.history.summary import summarise
from trunktimer.routine.addition import usual_amount
from trunktimer.session.record import Ending, Feedback, sets_of
from trunktimer.ui.editor import plot_words
from trunktimer.ui.editor.new_dialog import NewDialog
from trunktimer.ui.editor.plot_drop import Drop
from trunktimer.ui.history.export_dialog import ExportDialog
from trunktimer.ui.history.feedback_dialog import FeedbackDialog
from trunktimer.ui.history.graph import UNITS
from trunktimer.ui.history.history_page import HistoryPage
from trunktimer.ui.history.movement_graphs import held_graph, tension_graph, tension_totals
from trunktimer.ui.history.plot_sets import SessionPlot
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.history.resume_dialog import ResumeDialog
from trunktimer.ui.history.set_graph import sets_graph
from trunktimer.ui.history.summary_dialog import SummaryDialog
from trunktimer.ui.history.summary_pdf import write_summary_pdf
from trunktimer.ui.history.week_graphs import minutes_graph, pain_graph
from trunktimer.ui.history.week_marks import week_ticks
from trunktimer.ui.kit.key_list import show_keys
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.question import ask_choice
from trunktimer.ui.kit.services import Target
from trunktimer.ui.kit.theme import CONTRAST
from trunktimer.ui.movements.add_dialog import AddDialog
from trunktimer.ui.movements.movements_page import MovementsPage

WIDTH_PX, HEIGHT_PX = 800, 600
NOTE = "Left hip was stiff, better after the kicks."
COLUMNS = {"sessions": ("session", "started_utc"), "sets": ("session", "movement"), "steps": ("session", "phase")}
#: Names that stand in files or in the history.
PAST_NAMES = (*NAMES.values(), "Bridge", "Donkey kick", NOTE)
MOVEMENT_TEXTS = tuple(
    text
    for movement in MOVEMENTS.values()
    for text in (movement.name, movement.position, movement.start, *movement.watch, *movement.equipment)
) + tuple(phase.do.replace("-", " ") for movement in MOVEMENTS.values() for phase in movement.phase)

W = TypeVar("W", bound=QWidget)
Make = Callable[[QWidget], QDialog]


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """All of it in the pseudo language."""
    with in_pseudo():
        yield


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What sheets are shown over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(WIDTH_PX, HEIGHT_PX)
    return made


def settle() -> None:
    """Let everything find its place: a scroll bar that comes or goes moves things once more."""
    for _ in range(3):
        QApplication.processEvents()


def shown(widget: W, qtbot: QtBot | None = None) -> W:
    """The widget, laid out."""
    if qtbot is not None:
        qtbot.addWidget(widget)
    widget.show()
    settle()
    return widget


@pytest.fixture
def page(qtbot: QtBot) -> HistoryPage:
    LOOK.change(theme=CONTRAST)
    made = HistoryPage()
    made.set_plots(HistoryPlots)
    made.resize(WIDTH_PX, HEIGHT_PX)
    made.set_past(some_past(TODAY), TODAY, (6,))
    return shown(made, qtbot)


# ---- the language itself


def test_the_pseudo_language_marks_texts_makes_them_longer_and_keeps_places() -> None:
    assert longer("Delete") == "⟦Delete~~~⟧"
    assert tr("{count} of {all}", count=3, all=7) == "⟦3 of 7~~⟧"
    assert trn("{n} rep", "{n} reps", 2) == "⟦2 reps~~⟧" and trc("side", "left") == "⟦left~~⟧"
    assert format_number(7.5, 2) == "7,50"
    assert len(longer("word " * 30)) > 1.4 * len("word " * 30)


def test_what_comes_from_no_catalogue_is_found() -> None:
    assert untranslated("⟦Level~~ ⟦a~⟧⟧: 3 · 1:30") == ""
    assert untranslated("⟦Level~~⟧ of Bridge", ["Bridge"]) == "  of ".replace("  ", " ")
    assert untranslated("Bridge 3/5", ["Bridge"]) == ""
    assert untranslated("<b>⟦Keys~~⟧</b> &amp; 1") == ""


def test_a_label_without_room_is_found(window: QWidget) -> None:
    label = QLabel("A text that needs its room", window)
    label.setFixedWidth(40)
    shown(window)
    assert [text for _, text in cut_off(window)] == [label.text()]
    label.setFixedWidth(label.sizeHint().width())
    assert cut_off(window) == []


# ---- the history


def test_the_history_page_is_translated_and_has_room(page: HistoryPage) -> None:
    page.filters.routine.setFocus()
    page.set_message(tr("The summary was saved as {path}.", path="1.pdf"))
    page.year.heat_map.set_wanted(TODAY)
    assert strangers(page, PAST_NAMES) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("width_px", [560, 800, 1200])
def test_the_history_page_has_room_at_any_width(page: HistoryPage, width_px: int) -> None:
    page.resize(width_px, HEIGHT_PX)
    settle()
    assert cut_off(page) == []


def test_no_session_and_nothing_found_are_translated(page: HistoryPage) -> None:
    page.filters.search.setText("qwertz")
    page.filters.search.returnPressed.emit()
    assert page.detail.all.isVisible()
    assert strangers(page, (*PAST_NAMES, "qwertz")) == [] and cut_off(page) == []
    page.filters.search.clear()
    page.set_past(FakeHistory(), TODAY, ())
    assert page.empty.isVisible()
    assert strangers(page) == [] and cut_off(page) == []


@pytest.mark.parametrize("ending", list(Ending))
def test_each_session_in_full_is_translated_and_has_room(page: HistoryPage, ending: Ending) -> None:
    said = Feedback(effort=7, pain_before=3, pain_after=None, note=NOTE)
    record = a_session(ending=ending, work_steps=9, short_steps=2, speed=2.5, feedback=said, slept_ms=90_000)
    page.detail.show_session(record, ())
    settle()
    assert strangers(page.detail, PAST_NAMES) == [] and cut_off(page.detail) == []
    page.detail.show_session(replace(record, speed=1.0, short_steps=0, drift_ms=None, feedback=Feedback()), ())
    settle()
    assert strangers(page.detail, PAST_NAMES) == [] and cut_off(page.detail) == []


def test_the_plot_of_a_session_leaves_what_is_around_it_its_room(page: HistoryPage, qtbot: QtBot) -> None:
    page.set_session_plot(SessionPlot)
    qtbot.waitUntil(lambda: page.detail.findChild(SessionPlot) is not None)
    settle()
    assert strangers(page.detail, PAST_NAMES) == [] and cut_off(page) == []


def test_the_plots_are_translated_and_have_room(page: HistoryPage) -> None:
    page.head.tabs.setCurrentIndex(1)
    plots = page.findChild(HistoryPlots)
    assert isinstance(plots, HistoryPlots)
    for kind in range(plots.kinds.count()):
        plots.kinds.setCurrentIndex(kind)
        for _ in range(2):
            plots.panel.as_table.click()
            settle()
            assert strangers(page, PAST_NAMES) == [] and cut_off(page) == []


def test_each_graph_is_told_in_translated_words() -> None:
    past, last = some_past(TODAY), week_of(TODAY)
    weeks, first = past.weeks(last - 25, last), last - 25
    movements = by_movement(past.movement_weeks(first, last), first, last)
    graphs = [minutes_graph(weeks, first, last), pain_graph(weeks, first, last)]
    graphs += [minutes_graph([], first, last), pain_graph([], first, last)]
    graphs += [tension_totals(movements), tension_totals([]), sets_graph([])]
    graphs += [graph(one) for one in movements for graph in (tension_graph, held_graph)]
    graphs += [sets_graph(sets_of(past.steps(record.uid))) for record in past.sessions(Wanted())[:9]]
    for graph in graphs:
        rows = (text for row in (graph.head, *graph.rows) for text in row)
        texts = (graph.title, graph.summary, graph.empty, tr(UNITS[graph.unit]), *graph.places, *graph.ends)
        marks = (name for _, name in week_ticks(first, 26, 400, 40))
        every = (*texts, *graph.told, *rows, *marks, *(layer.name for layer in graph.layers))
        assert [text for text in every if untranslated(text, PAST_NAMES)] == []


@pytest.mark.parametrize("of", [(), ("block", 0)])
def test_what_the_timeline_says_is_translated(of: tuple[str | int, ...]) -> None:
    keys = ("hold", "lead_in", "rest", "rest_between_sets", "rest_between_blocks", "rest_between_rounds", "switch")
    said = [plot_words.key_words((*of, key)) for key in (*keys, "duration")]
    said += [plot_words.key_words((*of, "phase", 1, "time")), plot_words.sum_words(0, 0, 0)]
    said += [plot_words.sum_words(90_000, 30_000, gates) for gates in (1, 2)]
    said.append(Drop(parent=tuple(part for part in of if isinstance(part, int)), at=2, ms=0).words((0, 1)))
    assert [text for text in said if untranslated(text)] == [] and len(set(said)) == len(said)


def test_the_page_for_a_clinician_can_be_written(tmp_path: Path) -> None:
    past, path = some_past(TODAY), tmp_path / "summary.pdf"
    summary = summarise(past, TODAY - 83, TODAY, (6,), 0)
    write_summary_pdf(path, summary, past.weeks(week_of(TODAY) - 11, week_of(TODAY)), letter=False)
    assert path.read_bytes().startswith(b"%PDF")
    assert [fact for fact in summary.facts if untranslated(fact.label)] == []


# ---- the sheets

SHEETS: dict[str, Make] = {
    "feedback": lambda window: FeedbackDialog(
        Feedback(effort=9, pain_before=10, pain_after=6, note="n" * 1990), longer("How was it?"), window
    ),
    "resume": lambda window: ResumeDialog(a_session(), longer("set 2 of 3"), True, "", window),
    "resume, impossible": lambda window: ResumeDialog(a_session(), "3", False, longer("It is gone."), window),
    "export": lambda window: ExportDialog([RoutineCount("a", "Bridge", 1_204)], COLUMNS, TODAY, window),
    "summary": lambda window: SummaryDialog(TODAY, window),
    "new routine": lambda window: NewDialog(window),
    "addition": lambda window: AddDialog(
        MOVEMENTS["bridge"], [Target(path="a", name="Bridge", own=False)], parent=window
    ),
    "addition by time": lambda window: AddDialog(
        next(one for one in MOVEMENTS.values() if usual_amount(one).duration_ms), [], parent=window
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_translated_and_has_room(window: QWidget, name: str) -> None:
    LOOK.change(theme=CONTRAST, reduced_motion=True)
    dialog = shown(SHEETS[name](window))
    data = (*PAST_NAMES, *MOVEMENT_TEXTS, *(column for names in COLUMNS.values() for column in names))
    found = [(where, text) for where, text in strangers(dialog, data) if len(text) > 1]  # a key is one letter
    assert found == [] and cut_off(dialog) == []
    assert dialog.width() <= WIDTH_PX and dialog.height() <= HEIGHT_PX
    dialog.close()


def test_an_export_under_way_is_translated_and_has_room(window: QWidget) -> None:
    dialog = ExportDialog([], COLUMNS, TODAY, window, ask_path=lambda parent, name: "a.csv")
    shown(dialog)
    dialog.choices.period.setCurrentIndex(dialog.choices.period.count() - 1)
    dialog.choices.since.setDate(dialog.choices.until.date().addDays(2))
    settle()
    columns = [column for names in COLUMNS.values() for column in names]
    assert dialog.status.text() and strangers(dialog, columns) == [] and cut_off(dialog) == []
    dialog.choices.since.setDate(dialog.choices.until.date())
    dialog.export.click()
    dialog.show_progress(1, 2)
    settle()
    assert "50" in dialog.status.text() and strangers(dialog, columns) == [] and cut_off(dialog) == []
    dialog.show_done(longer("Done."))
    dialog.close()


def test_the_questions_of_the_window_are_translated(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str]] = []

    def look(self: QDialog) -> int:
        self.show()
        settle()
        seen.extend(texts_of(self))
        self.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    monkeypatch.setattr(QDialog, "exec", look)
    ask_choice(window, longer("Save?"), longer("Save it?"), [longer("Save")])
    show_keys(window)
    keys = [text for where, text in seen if "<table" in text]
    assert len(seen) > 5 and len(keys) == 1
    assert [text for _, text in seen if text not in keys and untranslated(text)] == []
    rows = keys[0].split("</tr>")[-9:-1]  # those of the lists
    assert [row for row in rows if untranslated(row)] == []


# ---- movements


def test_the_movements_page_is_translated_and_has_room(qtbot: QtBot) -> None:
    page = MovementsPage()
    LOOK.change(theme=CONTRAST, reduced_motion=True)
    page.set_movements(MOVEMENTS)
    page.resize(WIDTH_PX, HEIGHT_PX)
    shown(page, qtbot)
    assert strangers(page, MOVEMENT_TEXTS) == [] and cut_off(page) == []
    for key in ("donkey-kick", "bird-dog"):
        page.detail.show_movement(MOVEMENTS[key])
        settle()
        assert strangers(page.detail, MOVEMENT_TEXTS) == [] and cut_off(page.detail) == []
    page.search.setText("qwertz")
    settle()
    assert strangers(page, (*MOVEMENT_TEXTS, "qwertz")) == [] and cut_off(page) == []
