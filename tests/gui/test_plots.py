"""The plots of the history: numbers and words, the cursor, the table, pictures, and that nothing loads early."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.past import TODAY, FakePast, a_session, some_past
from trunktimer.core.effects import Outcome
from trunktimer.core.errors import TrunkTimerError
from trunktimer.core.past import MovementWeek, WeekFigures, week_of
from trunktimer.core.record import Feedback, SetRecord
from trunktimer.core.stats import by_movement
from trunktimer.gui.plot_table import (
    Graph,
    Shape,
    held_graph,
    minutes_graph,
    pain_graph,
    sets_graph,
    tension_graph,
    tension_totals,
    time_text,
    week_ticks,
)
from trunktimer.gui.plots import PERIODS, HistoryPlots, SessionPlot
from trunktimer.gui.theme import CONTRAST, DARK, LIGHT, Theme, blend

THEMES: Final = [DARK, LIGHT, CONTRAST]
LAST: Final = week_of(TODAY)  # begins on 2026-11-16
SVG: Final = "{http://www.w3.org/2000/svg}"
MINUTES, TENSION, HELD, PAIN = range(4)


def a_week(week: int, **changes: Any) -> WeekFigures:
    usual = WeekFigures(week, 3, 3, 45 * 60_000, 34 * 60_000, 5.0, 4.0, 2.5)
    return usual._replace(**changes)


def a_movement(week: int, key: str = "bridge", name: str = "Bridge", **changes: Any) -> MovementWeek:
    usual = MovementWeek(week, key, name, 2, 20, 300_000, 20, 300_000, 200_000, 250_000)
    return usual._replace(**changes)


def a_set(**changes: Any) -> SetRecord:
    usual = SetRecord(
        block="1",
        rounds="",
        movement="bridge",
        name="Bridge",
        side="left",
        set=1,
        sets=3,
        again=False,
        reps_planned=10,
        reps=10,
        planned_ms=45_000,
        actual_ms=45_000,
        holds=10,
        hold_planned_ms=30_000,
        hold_min_ms=20_000,
        held_ms=30_000,
        outcome=Outcome.DONE,
    )
    return usual._replace(**changes)


def series(rows: Iterable[MovementWeek], weeks: int = 12) -> Any:
    (one,) = by_movement(list(rows), LAST - weeks + 1, LAST)
    return one


class Unreadable(FakePast):
    """A history that cannot be read."""

    def weeks(self, since_week: int, until_week: int) -> list[WeekFigures]:
        raise TrunkTimerError("The history cannot be read; it is locked.")


@pytest.fixture
def plots(qtbot: QtBot) -> HistoryPlots:
    plots = HistoryPlots()
    qtbot.addWidget(plots)
    plots.resize(900, 560)
    plots.set_theme(DARK)
    plots.set_reduced_motion(True)
    plots.set_past(some_past(TODAY), TODAY)
    plots.show()
    qtbot.waitExposed(plots)
    return plots


def session_plot(qtbot: QtBot, sets: list[SetRecord]) -> SessionPlot:
    plot = SessionPlot()
    qtbot.addWidget(plot)
    plot.resize(700, 320)
    plot.set_theme(LIGHT)
    plot.show_sets(sets)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def colours(image: QImage) -> set[str]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{pixel:06x}" for pixel in np.unique(pixels).tolist()}


# ---- numbers and words


def test_a_week_is_told_with_its_minutes_and_sessions() -> None:
    graph = minutes_graph([a_week(LAST - 2, complete=2), a_week(LAST)], LAST - 11, LAST)
    assert graph.told[-3] == "Week of 2 Nov: 34 min in 3 sessions, 2 done to the end; 45 min planned"
    assert graph.told[-2] == "Week of 9 Nov: nothing"
    assert graph.told[-1] == "Week of 16 Nov: 34 min in 3 sessions; 45 min planned"
    assert graph.summary == "1 h 8 min in 6 sessions, in 2 of 12 weeks"
    assert graph.rows[-1] == ("16 Nov 2026", "34 min", "3", "3", "45 min")
    planned, done = graph.layers
    assert done.values[-3:] == (34.0, None, 34.0) and planned.values[-1] == 45.0
    assert graph.top >= 45 and graph.ticks[0] == 0 and graph.ticks[-1] == graph.top


def test_a_week_of_another_year_says_its_year() -> None:
    graph = minutes_graph([a_week(LAST)], LAST - 51, LAST)
    assert graph.told[0].startswith("Week of 24 Nov 2025: ")
    assert graph.told[-1].startswith("Week of 16 Nov: ")


def test_weeks_out_of_the_period_do_not_count() -> None:
    inside = minutes_graph([a_week(LAST)], LAST - 11, LAST)
    assert (
        minutes_graph([a_week(LAST - 12, active_ms=9_999_999), a_week(LAST), a_week(LAST + 1)], LAST - 11, LAST)
        == inside
    )


def test_pain_and_effort_are_told_as_far_as_they_were_stated() -> None:
    rows = [
        a_week(LAST),
        a_week(LAST - 1, pain_after=None, effort=None),
        a_week(LAST - 2, pain_before=None, effort=None),
        a_week(LAST - 3, pain_before=None, pain_after=None, effort=None),
    ]
    graph = pain_graph(rows, LAST - 11, LAST)
    assert graph.told[-4:] == (
        "Week of 26 Oct: nothing was said",
        "Week of 2 Nov: pain after 2.5",
        "Week of 9 Nov: pain before 4",
        "Week of 16 Nov: pain before 4, after 2.5, effort 5",
    )
    assert graph.rows[-2:] == (("9 Nov 2026", "4.0", "–", "–"), ("16 Nov 2026", "4.0", "2.5", "5.0"))
    assert (graph.top, graph.ticks[0], graph.ticks[-1]) == (10, 0, 10)


def test_what_is_drawn_together_differs_in_shape_not_only_in_colour() -> None:
    for graph in (
        pain_graph([a_week(LAST)], LAST - 11, LAST),
        minutes_graph([a_week(LAST)], LAST - 11, LAST),
        held_graph(series([a_movement(LAST)])),
    ):
        shapes = [layer.shape for layer in graph.layers]
        assert len(shapes) > 1 and len(set(shapes)) == len(shapes)


def test_the_mean_hold_stands_against_target_and_least() -> None:
    graph = held_graph(series([a_movement(LAST), a_movement(LAST - 1, hold_min_ms=300_000)]))
    assert graph.told[-3:] == (
        "Week of 2 Nov: not held",
        "Week of 9 Nov: held 12.5 s in the mean; target 15 s",
        "Week of 16 Nov: held 12.5 s in the mean; target 15 s, least 10 s",
    )
    box, held = graph.layers
    assert (box.low[-1], box.values[-1], held.values[-1]) == (10.0, 15.0, 12.5)
    assert graph.rows[-1] == ("16 Nov 2026", "12.5 s", "15 s", "10 s")
    assert graph.top >= 15
    assert [layer.name for layer in graph.layers] == ["From least to target", "Held (mean)"]
    assert held_graph(series([a_movement(LAST, hold_min_ms=300_000)])).layers[0].name == "Target"


def test_time_under_tension_is_in_minutes_or_in_seconds() -> None:
    long, short = tension_graph(series([a_movement(LAST)])), tension_graph(series([a_movement(LAST, work_ms=45_000)]))
    assert (long.unit, long.layers[0].values[-1], long.told[-1]) == ("minutes", 5.0, "Week of 16 Nov: 5 min")
    assert (short.unit, short.layers[0].values[-1], short.told[-1]) == ("seconds", 45.0, "Week of 16 Nov: 45 s")
    assert short.layers[0].values[:-1] == (None,) * 11


def test_movements_are_compared_by_their_sums_the_longest_first() -> None:
    rows = [a_movement(LAST), a_movement(LAST - 1), a_movement(LAST, "squat", "Squat", work_ms=1_800_000)]
    graph = tension_totals(by_movement(rows, LAST - 11, LAST))
    assert graph.places == ("Squat", "Bridge") and graph.ends == ("30 min", "10 min")
    assert graph.told[0] == "Squat: 30 min under tension, 75% of all"
    assert graph.summary == "40 min under tension, 2 movements"


def test_many_movements_are_gathered_in_the_plot_and_all_in_the_table() -> None:
    rows = [a_movement(LAST, f"m{at}", f"M {at}", work_ms=60_000 * (at + 1)) for at in range(30)]
    graph = tension_totals(by_movement(rows, LAST - 11, LAST))
    assert len(graph.places) == len(graph.told) == len(graph.layers[0].values) < 16
    assert graph.places[0] == "M 29" and graph.places[-1] == f"{30 - len(graph.places) + 1} others"
    assert len(graph.rows) == 30
    assert sum(value or 0 for value in graph.layers[0].values) == pytest.approx(sum(range(31)))


def test_a_movement_without_work_is_in_no_plot() -> None:
    rows = [a_movement(LAST, work_ms=0)]
    assert tension_totals(by_movement(rows, LAST - 11, LAST)).empty
    assert tension_graph(series(rows)).empty == "Bridge was not done in these weeks."
    assert held_graph(series([a_movement(LAST, holds=0)])).empty == "Bridge was not held in these weeks."


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0 s"), (45_400, "45 s"), (60_000, "1 min"), (125_000, "2 min 5 s"), (599_600, "10 min"),
     (754_000, "13 min"), (3_599_999, "1 h"), (3_900_000, "1 h 5 min")],
)  # fmt: skip
def test_times_are_told_as_people_say_them(ms: int, text: str) -> None:
    assert time_text(ms) == text


@pytest.mark.parametrize("weeks", PERIODS)
@pytest.mark.parametrize("today", [TODAY, TODAY - 49, TODAY - 200])
def test_names_of_weeks_never_touch(weeks: int, today: int) -> None:
    day_px, letter_px = 40.0, 40.0 / 6
    for room_px in range(150, 1_600, 10):
        first = week_of(today) - weeks + 1
        ticks = week_ticks(first, weeks, room_px, day_px)
        assert ticks and all(0 <= at < weeks for at, _ in ticks)
        for (at, name), (after, next_name) in pairwise(ticks):
            apart_px = (after - at) * room_px / weeks
            assert apart_px > (len(name) + len(next_name)) / 2 * letter_px, (weeks, room_px, name, next_name)


def test_the_last_week_is_named_where_days_are() -> None:
    assert week_ticks(LAST - 11, 12, 900, 40)[-2:] == [(10, "9 Nov"), (11, "16 Nov")]
    assert week_ticks(LAST - 25, 26, 900, 40)[-2:] == [(23, "2 Nov"), (25, "16 Nov")]
    assert [name for _, name in week_ticks(LAST - 51, 52, 900, 40)][:3] == ["Dec", "Jan 2026", "Feb"]


# ---- sets of a session


def test_a_set_is_told_in_words_with_its_numbers() -> None:
    sets = [
        a_set(),
        a_set(set=2, side="", reps=6, actual_ms=30_000, held_ms=20_000, outcome=Outcome.SKIPPED),
        a_set(sets=1, side="right", planned_ms=0, actual_ms=40_000, holds=0, reps_planned=0, rounds="1/2", again=True),
    ]
    graph = sets_graph(sets)
    assert graph.places == ("Bridge L 1/3", "Bridge 2/3", "Bridge R · round 1/2 · again")
    assert graph.ends == ("45 s", "30 s, skipped", "40 s")
    assert graph.told == (
        "Bridge, left, set 1 of 3: 45 s of 45 s planned; 10 of 10 reps; held 30 s of 30 s",
        "Bridge, set 2 of 3: 30 s of 45 s planned; 6 of 10 reps; held 20 s of 30 s; skipped",
        "Bridge, right, round 1 of 2, again: 40 s at one's own pace",
    )
    assert [row[1:] for row in graph.rows] == [
        ("45 s", "45 s", "10 of 10", "30 s of 30 s", "done"),
        ("30 s", "45 s", "6 of 10", "20 s of 30 s", "skipped"),
        ("40 s", "own pace", "–", "–", "done"),
    ]
    assert [layer.name for layer in graph.layers] == ["Planned", "As planned", "Cut short"]


def test_every_outcome_of_a_set_is_drawn_once() -> None:
    graph = sets_graph([a_set(outcome=outcome) for outcome in Outcome])
    planned, *done = graph.layers
    for at in range(len(Outcome)):
        assert sum(layer.values[at] is not None for layer in done) == 1
        assert planned.values[at] is not None


def test_one_very_long_set_does_not_flatten_the_others() -> None:
    graph = sets_graph([a_set(), a_set(actual_ms=3_600_000)])
    assert graph.top <= 3 * 45
    assert graph.layers[1].values[1] == graph.top
    assert graph.ends[1] == "» 1 h" and not graph.ends[0].startswith("»")


def test_a_session_without_sets_says_so(qtbot: QtBot) -> None:
    plot = session_plot(qtbot, [])
    assert plot.panel.nothing.isVisible()
    assert plot.panel.nothing.text() == "No set of this session was recorded."
    assert not plot.panel.save.isEnabled() and not plot.panel.as_table.isEnabled()


@pytest.mark.parametrize("number", [1, 60])
def test_a_session_of_any_length_can_be_read_by_keyboard(qtbot: QtBot, number: int) -> None:
    plot = session_plot(qtbot, [a_set(set=at + 1, sets=number) for at in range(number)])
    chart = plot.panel.chart
    chart.setFocus()
    assert chart.cursor == 0
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.cursor == number - 1
    assert f"set {number} of 60" in chart.accessibleDescription() or number == 1
    shown = plot.panel.around.viewport().rect().translated(-chart.pos())
    middle = chart.mapFromScene(chart.getViewBox().mapViewToScene(QPointF(0, chart.cursor)))
    assert shown.contains(QPoint(shown.center().x(), middle.y()))  # scrolled to where the cursor is
    assert chart.height() / number < 120  # one set is no wall


# ---- the cursor


def test_the_keyboard_moves_over_the_weeks_and_each_is_told(plots: HistoryPlots) -> None:
    chart, panel = plots.panel.chart, plots.panel
    chart.setFocus()
    assert chart.cursor == 11
    for key, place in (
        (Qt.Key.Key_Left, 10),
        (Qt.Key.Key_Right, 11),
        (Qt.Key.Key_Right, 11),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_PageDown, 4),
        (Qt.Key.Key_End, 11),
        (Qt.Key.Key_PageUp, 7),
        (Qt.Key.Key_Up, 6),
        (Qt.Key.Key_Down, 7),
    ):
        QTest.keyClick(chart, key)
        assert chart.cursor == place
        told = panel.graph.told[place]
        assert panel.told.text().replace("\u00a0", " ") == told
        assert chart.accessibleDescription().startswith(told)
    assert chart.accessibleName() == "Minutes a week"


def test_other_keys_go_on_to_the_page(plots: HistoryPlots, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = plots.panel.chart
    chart.setFocus()
    seen: list[int] = []
    monkeypatch.setattr(plots, "keyPressEvent", lambda event: seen.append(event.key()))
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert seen[-1] == Qt.Key.Key_Escape
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert seen[-1] == Qt.Key.Key_Left and chart.cursor == 11


def test_the_cursor_builds_nothing_anew(plots: HistoryPlots) -> None:
    chart = plots.panel.chart
    before = list(chart.scene().items())
    for place in range(12):
        chart.move_cursor(place)
    assert chart.scene().items() == before


def test_the_cursor_follows_the_mouse_and_nothing_else_moves(plots: HistoryPlots, qtbot: QtBot) -> None:
    chart = plots.panel.chart
    seen = chart.viewRect()

    def at(place: int) -> QPoint:
        where: QPoint = chart.mapFromScene(chart.getViewBox().mapViewToScene(QPointF(place, 1)))
        return where

    QTest.mouseMove(chart.viewport(), at(3))
    qtbot.waitUntil(lambda: chart.cursor == 3)
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=at(5))
    assert chart.cursor == 5
    QTest.mouseMove(chart.viewport(), at(8))
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=at(8))
    qtbot.waitUntil(lambda: chart.cursor == 8)
    QTest.mousePress(chart.viewport(), Qt.MouseButton.RightButton, pos=at(5))
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.RightButton, pos=at(2))
    wheel = QWheelEvent(
        QPointF(at(2)), QPointF(at(2)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), wheel)
    assert not wheel.isAccepted()  # what is around it scrolls
    assert chart.viewRect() == seen
    assert QApplication.activePopupWidget() is None


def test_nothing_ticks_while_a_plot_is_shown(plots: HistoryPlots) -> None:
    assert [timer for timer in plots.findChildren(QTimer) if timer.isActive()] == []


# ---- choosing


def test_each_plot_can_be_chosen_and_offers_movements_where_they_matter(plots: HistoryPlots) -> None:
    for kind, title, offered in (
        (MINUTES, "Minutes a week", None),
        (TENSION, "Time under tension", ["All movements", "Bridge", "Donkey kick"]),
        (HELD, "Held against target: Bridge", ["Bridge"]),
        (PAIN, "Pain and effort", None),
    ):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.graph.title == title
        assert not plots.panel.graph.empty
        assert plots.movements.isVisible() == (offered is not None)
        if offered is not None:
            assert [plots.movements.itemText(at) for at in range(plots.movements.count())] == offered


def test_a_movement_stays_chosen(plots: HistoryPlots) -> None:
    plots.kinds.setCurrentIndex(TENSION)
    plots.movements.setCurrentIndex(1)
    plots.movements.activated.emit(1)
    assert plots.panel.graph.title == "Time under tension: Bridge"
    plots.kinds.setCurrentIndex(PAIN)
    plots.periods.setCurrentIndex(2)
    plots.kinds.setCurrentIndex(TENSION)
    assert plots.panel.graph.title == "Time under tension: Bridge"
    assert plots.movements.currentText() == "Bridge"


@pytest.mark.parametrize("at", range(len(PERIODS)))
def test_a_period_shows_so_many_weeks_up_to_this_one(plots: HistoryPlots, at: int) -> None:
    plots.periods.setCurrentIndex(at)
    graph = plots.panel.graph
    assert graph.length == PERIODS[at] == len(graph.rows)
    assert graph.told[-1].startswith("Week of 16 Nov: ")


def test_an_empty_history_says_so_in_every_plot(plots: HistoryPlots) -> None:
    plots.set_past(FakePast(), TODAY)
    for kind in (MINUTES, TENSION, HELD, PAIN):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.nothing.isVisible() and plots.panel.nothing.text().endswith(".")
        assert plots.panel.told.text() == ""
        assert plots.panel.nothing.text() in plots.panel.chart.accessibleDescription()
    plots.set_past(some_past(TODAY), TODAY)
    assert not plots.panel.nothing.isVisible() and plots.panel.chart.isVisible()


def test_a_history_that_cannot_be_read_is_told_in_place(plots: HistoryPlots) -> None:
    plots.set_past(Unreadable(), TODAY)
    for kind in (MINUTES, TENSION, HELD, PAIN):
        plots.kinds.setCurrentIndex(kind)
        assert plots.panel.nothing.isVisible()
        assert plots.panel.nothing.text() == "The history cannot be read; it is locked."
    plots.set_past(some_past(TODAY), TODAY)
    assert plots.panel.chart.isVisible()


def test_a_session_more_is_shown_when_the_past_is_given_again(plots: HistoryPlots) -> None:
    past = some_past(TODAY)
    before = plots.panel.graph.told[-1]
    session = replace(a_session(), uid="f" * 32, active_ms=3_600_000, feedback=Feedback(effort=9))
    past.add([(session, [])])
    plots.set_past(past, TODAY)
    assert plots.panel.graph.told[-1] != before and "min in" in plots.panel.graph.told[-1]


# ---- the table


def test_the_table_has_the_numbers_of_the_plot(plots: HistoryPlots) -> None:
    panel = plots.panel
    panel.as_table.click()
    assert panel.table.isVisible() and not panel.chart.isVisible()
    assert panel.as_table.text() == "Show as plot" and panel.table.hasFocus()
    for kind in (MINUTES, TENSION, HELD, PAIN):
        plots.kinds.setCurrentIndex(kind)
        graph, table = panel.graph, panel.table
        assert table.isVisible() and table.accessibleName() == graph.title
        columns = range(table.columnCount())
        heads = [table.horizontalHeaderItem(column) for column in columns]
        assert tuple(head.text() for head in heads if head is not None) == graph.head
        cells = [[table.item(row, column) for column in columns] for row in range(table.rowCount())]
        assert tuple(tuple(cell.text() for cell in row if cell is not None) for row in cells) == graph.rows
    panel.as_table.click()
    assert panel.chart.isVisible() and panel.chart.hasFocus() and panel.as_table.text() == "Show as table"


def test_the_table_and_the_cursor_go_together(plots: HistoryPlots) -> None:
    panel = plots.panel
    panel.chart.move_cursor(4)
    panel.show_table(True)
    assert panel.table.currentRow() == 4
    panel.table.setCurrentCell(9, 1)
    assert panel.chart.cursor == 9
    assert panel.told.text().replace("\u00a0", " ") == panel.graph.told[9]


# ---- looks and pictures


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name.value)
def test_plots_take_the_colours_of_the_theme(plots: HistoryPlots, theme: Theme) -> None:
    plots.set_theme(theme)
    found = colours(plots.panel.chart.grab().toImage())
    assert {theme.background, theme.accents.move} <= found
    for other in THEMES:
        if other.background != theme.background:
            assert other.background not in found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name.value)
def test_every_layer_has_a_colour_in_every_theme(theme: Theme) -> None:
    graphs = [
        minutes_graph([a_week(LAST)], LAST - 11, LAST),
        pain_graph([a_week(LAST)], LAST - 11, LAST),
        held_graph(series([a_movement(LAST)])),
        tension_graph(series([a_movement(LAST)])),
        sets_graph([a_set(outcome=outcome) for outcome in Outcome]),
    ]
    roles = theme.roles()
    for graph in graphs:
        for layer in graph.layers:
            name = roles.get(f"tone:{layer.role}") or roles[layer.role]
            assert QColor(name) != theme.colour("background")


@pytest.mark.parametrize("kind", [MINUTES, TENSION, HELD, PAIN])
def test_a_png_is_twice_as_fine_and_has_title_and_plot(plots: HistoryPlots, tmp_path: Path, kind: int) -> None:
    plots.kinds.setCurrentIndex(kind)
    path = tmp_path / "it.png"
    plots.save_plot(path)
    image = QImage(str(path))
    assert image.width() >= 2 * 900 and image.height() >= 2 * 150
    assert image.pixelColor(2, 2).name() == DARK.background
    head = image.copy(0, 0, image.width() // 3, 80)
    assert DARK.text in colours(head)
    found = colours(image)
    role = {MINUTES: "move", TENSION: "hold", HELD: "hold", PAIN: "move"}[kind]
    assert getattr(DARK.accents, role) in found
    assert [each.name for each in tmp_path.iterdir()] == ["it.png"]


def test_a_picture_does_not_depend_on_window_cursor_or_keyboard(plots: HistoryPlots, tmp_path: Path) -> None:
    chart = plots.panel.chart
    plots.resize(420, 330)
    QApplication.processEvents()
    size = chart.size()
    assert size.width() < 450
    plots.save_plot(tmp_path / "one.png")
    assert chart.size() == size
    chart.setFocus()
    chart.move_cursor(2)
    plots.panel.show_table(True)
    plots.save_plot(tmp_path / "other.png")
    one, other = (QImage(str(tmp_path / name)) for name in ("one.png", "other.png"))
    assert one.width() > 1_800
    assert one == other
    band = blend(DARK.colour("background"), DARK.colour("text"), 0.09).name()
    assert band in colours(chart.grab().toImage()) and band not in colours(one)


@pytest.mark.parametrize("kind", [MINUTES, TENSION, HELD, PAIN])
def test_an_svg_is_whole_and_its_texts_are_texts(plots: HistoryPlots, tmp_path: Path, kind: int) -> None:
    plots.kinds.setCurrentIndex(kind)
    path = tmp_path / "it.SVG"
    plots.save_plot(path)
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    graph = plots.panel.graph
    assert graph.title in texts and graph.summary in texts
    if kind == TENSION:
        assert set(graph.places) | set(graph.ends) <= set(texts)
    else:
        assert "16 Nov" in texts
        assert {layer.name for layer in graph.layers if len(graph.layers) > 1} <= set(texts)
    assert {f"{tick:g}" for tick in graph.ticks} <= set(texts)
    assert list(root.iter(f"{SVG}image")) == []  # no pixels, also not the marks on lines
    families = {element.get("font-family", "") for element in root.iter(f"{SVG}text")}
    assert all(family.endswith("sans-serif") for family in families)


def test_a_plot_can_be_saved_before_it_was_ever_seen(qtbot: QtBot, tmp_path: Path) -> None:
    plot = SessionPlot()
    qtbot.addWidget(plot)
    plot.set_theme(LIGHT)
    plot.show_sets([a_set(set=at + 1, sets=40) for at in range(40)])
    plot.save_plot(tmp_path / "it.png")
    image = QImage(str(tmp_path / "it.png"))
    assert image.height() > 2 * 40 * 20
    assert LIGHT.accents.done in colours(image)


@pytest.mark.parametrize("name", ["it.png", "it.svg"])
def test_a_plot_that_cannot_be_written_is_told(plots: HistoryPlots, tmp_path: Path, name: str) -> None:
    path = tmp_path / "no-such-folder" / name
    with pytest.raises(TrunkTimerError, match="cannot be written") as told:
        plots.save_plot(path)
    assert str(path) in str(told.value)


def test_the_button_asks_where_and_says_what_became_of_it(
    plots: HistoryPlots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [str(tmp_path / "mine"), "", str(tmp_path / "no-such-folder" / "it.png")]
    asked: list[str] = []

    def ask(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(name)
        return answers.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    plots.panel.save.click()
    assert asked == ["minutes-a-week.png"]
    assert (tmp_path / "mine.png").exists() and plots.panel.told.text() == "The plot was saved as mine.png."
    plots.panel.save.click()
    assert plots.panel.told.text() == "The plot was saved as mine.png."
    plots.panel.save.click()
    assert "cannot be written" in plots.panel.told.text()


def test_lying_bars_keep_their_values_beside_them() -> None:
    graph = tension_totals(by_movement([a_movement(LAST)], LAST - 11, LAST))
    assert graph.lying and len(graph.ends) == len(graph.places) == graph.length
    assert graph.layers[0].shape is Shape.BAR
    assert not Graph(title="", unit="", first_week=3).lying


# ---- what is loaded when


def _run(script: str) -> str:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_pyqtgraph_and_numpy_are_not_loaded_at_the_start() -> None:
    script = "import trunktimer.app, trunktimer.gui.main_window, trunktimer.gui.plot_table\n"
    assert _run(script + "print({'pyqtgraph', 'numpy'} & set(sys.modules))") == "set()"


def test_the_hook_for_bugs_stays_ours() -> None:
    script = (
        "import threading\n"
        "def ours(*bug): pass\n"
        "sys.excepthook = ours\n"
        "before = threading.excepthook\n"
        "import trunktimer.gui.plots\n"
        "print(sys.excepthook is ours, threading.excepthook is before)"
    )
    assert _run(script) == "True True"
