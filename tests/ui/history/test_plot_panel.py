"""A graph with what belongs to it: the table, and the button that saves."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.plots import HELD, MINUTES, PAIN, TENSION, history_plots
from trunktimer.ui.history.plots import HistoryPlots


@pytest.fixture
def plots(qtbot: QtBot) -> HistoryPlots:
    return history_plots(qtbot)


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
    panel.as_table.click()
    assert panel.table.currentRow() == 4
    panel.table.setCurrentCell(9, 1)
    assert panel.chart.cursor == 9
    assert panel.told.text().replace("\u00a0", " ") == panel.graph.told[9]


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
