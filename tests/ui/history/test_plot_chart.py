"""The drawn graph: its cursor, by keyboard and mouse, and its colours."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.plots import THEMES, colours, history_plots
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import Theme


@pytest.fixture
def plots(qtbot: QtBot) -> HistoryPlots:
    return history_plots(qtbot)


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


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name.value)
def test_plots_take_the_colours_of_the_theme(plots: HistoryPlots, theme: Theme) -> None:
    LOOK.change(theme=theme)
    found = colours(plots.panel.chart.grab().toImage())
    assert {theme.background, theme.accents.move} <= found
    for other in THEMES:
        if other.background != theme.background:
            assert other.background not in found
