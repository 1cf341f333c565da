"""Plots as files: PNG and SVG, with title and legend, whatever the window is like."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.plots import HELD, MINUTES, PAIN, TENSION, a_set, colours, history_plots
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.ui.history.plot_sets import SessionPlot
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK, LIGHT, blend

SVG: Final = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def plots(qtbot: QtBot) -> HistoryPlots:
    return history_plots(qtbot)


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
    plots.panel.as_table.click()
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
    LOOK.change(theme=LIGHT)
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
