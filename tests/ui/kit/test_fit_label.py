"""Texts have the height they are given and are never cut off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.fit_label import FLOOR_CAP_PX, LINE_PITCH, FitLabel, broken, ways_to_break
from trunktimer.ui.kit.fonts import BOLD, SEMIBOLD, font_of_height, text_ink

WIDTH, HEIGHT = 900, 130


@pytest.fixture
def label(qtbot: QtBot) -> FitLabel:
    widget = FitLabel(weight=BOLD)
    qtbot.addWidget(widget)
    widget.resize(WIDTH, HEIGHT)
    widget.set_colour(QColor("black"))
    widget.set_cap_px(72)
    return widget


def widest(label: FitLabel) -> float:
    metrics = QFontMetricsF(font_of_height(label.size_px, BOLD))
    return max(metrics.horizontalAdvance(row) for row in label.rows)


def columns(image: QImage) -> list[int]:
    """The columns of an image in which anything is drawn."""
    ground = image.pixelColor(0, 0)
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in range(image.height()))]


@pytest.mark.parametrize("cap", [14, 45, 72, 72.5])
def test_capitals_are_as_high_as_asked(label: FitLabel, cap: float) -> None:
    label.set_cap_px(cap)
    label.show_text("Bridge")
    assert cap <= label.cap_px < cap + 1
    assert QFontMetricsF(font_of_height(label.size_px, BOLD)).capHeight() == pytest.approx(label.cap_px, abs=0.05)


def test_a_long_text_gets_smaller_until_it_fits(label: FitLabel) -> None:
    label.show_text("MMMM WWWW MMMM WWWW MMMM WWW")
    assert label.rows == ("MMMM WWWW MMMM WWWW MMMM WWW",)
    assert label.cap_px < 72 and 0.97 * WIDTH < widest(label) <= WIDTH


def test_a_text_that_would_be_too_small_is_shortened(label: FitLabel) -> None:
    label.show_text("very long " * 60)
    assert FLOOR_CAP_PX <= label.cap_px < FLOOR_CAP_PX + 1
    assert label.rows[0].endswith("…") and widest(label) <= WIDTH
    assert label.text() == "very long " * 60


def test_ink_stays_inside(label: FitLabel) -> None:
    label.show_text("Ångström wirft fünf Jögger um, 100 % – ÄQgjpy")
    ink = QFontMetricsF(font_of_height(label.size_px, BOLD)).tightBoundingRect(label.text())
    assert label.rows == (label.text(),)
    assert ink.left() >= -0.5 and ink.right() <= WIDTH
    # Above the capitals and below the foot of the letters, measured from the middle of the capitals.
    assert -ink.top() - label.cap_px / 2 <= HEIGHT / 2 and ink.bottom() + label.cap_px / 2 <= HEIGHT / 2


@pytest.mark.parametrize("lines", [2, 3])
@pytest.mark.parametrize("high", range(40, 130, 7))
def test_the_tails_of_the_last_row_are_not_cut(qtbot: QtBot, lines: int, high: int) -> None:
    made = FitLabel(weight=SEMIBOLD, align=Qt.AlignmentFlag.AlignTop, lines=lines)
    qtbot.addWidget(made)
    made.resize(600, high)
    made.set_cap_px(24)
    made.show_text("happy gypsies jump eagerly " * 5)
    ink = text_ink(made.rows[-1], SEMIBOLD).bottom() * made.size_px
    first = made.cap_px * (1 + LINE_PITCH) / 2
    assert first + made.cap_px * LINE_PITCH * (len(made.rows) - 1) + ink <= high


def test_the_side_it_is_set_from(qtbot: QtBot) -> None:
    edges = []
    for align in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight):
        widget = FitLabel(weight=SEMIBOLD, align=align)
        qtbot.addWidget(widget)
        widget.resize(300, 40)
        widget.set_colour(QColor("black"))
        widget.set_cap_px(14)
        widget.show_text("Rest")
        drawn = columns(widget.grab().toImage())
        edges.append((drawn[0], 299 - drawn[-1]))
    assert edges[0][0] < 4
    assert abs(edges[1][0] - edges[1][1]) <= 3
    assert edges[2][1] < 4


def test_several_rows_are_used_where_they_make_the_text_larger(label: FitLabel) -> None:
    rows = FitLabel(weight=BOLD, lines=3)
    rows.resize(WIDTH, 500)
    rows.set_cap_px(72)
    rows.show_text("Next: Single-leg bridge with reach LEFT")
    label.show_text("Next: Single-leg bridge with reach LEFT")
    assert len(rows.rows) == 3 and rows.cap_px > 72 > label.cap_px
    rows.show_text("Next: Bridge")
    assert len(rows.rows) == 1


def test_no_text(label: FitLabel) -> None:
    label.show_text("Bridge")
    label.show_text("")
    assert label.rows == ()
    assert columns(label.grab().toImage()) == []


def test_breaking_into_rows() -> None:
    assert broken("one two three", 7, 2) == ["one two", "three"]
    assert broken("one two three", 4, 2) is None
    assert ways_to_break("one two three", 3) == [
        ["one two three"],
        ["one two", "three"],
        ["one", "two", "three"],
    ]
    assert ways_to_break("whole", 3) == [["whole"]]


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=60), st.integers(1, 4))
def test_breaking_loses_no_word(text: str, lines: int) -> None:
    for rows in ways_to_break(text, lines):
        assert " ".join(rows) == text
        assert len(rows) <= lines
