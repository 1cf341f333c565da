"""The plot of one session."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.plots import a_set, session_plot


def test_a_session_without_sets_says_so(qtbot: QtBot) -> None:
    plot = session_plot(qtbot, [])
    assert plot.panel.nothing.isVisible()
    assert plot.panel.nothing.text() == "No set of this session was recorded."
    assert not plot.panel.save.isEnabled() and not plot.panel.as_table.isEnabled()


@pytest.mark.parametrize("number", [60, 1])
def test_a_session_of_any_length_can_be_read_by_keyboard(qtbot: QtBot, number: int) -> None:
    plot = session_plot(qtbot, [a_set(set=at + 1, sets=number) for at in range(number)])
    chart = plot.panel.chart
    chart.setFocus()
    assert chart.cursor == 0
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.cursor == number - 1
    assert f"set {number} of {number}" in chart.accessibleDescription() or number == 1
    shown = plot.panel.around.viewport().rect().translated(-chart.pos())
    middle = chart.mapFromScene(chart.getViewBox().mapViewToScene(QPointF(0, chart.cursor)))
    assert shown.contains(QPoint(shown.center().x(), middle.y()))  # scrolled to where the cursor is
    assert chart.height() / number < 120  # one set is no wall
