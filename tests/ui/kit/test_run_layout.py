"""The parts of the run page lie in the window and never on each other, at any size and viewing distance."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from trunktimer.ui.kit.ring_shape import ring_shape
from trunktimer.ui.kit.run_layout import run_layout

WIDTHS = st.integers(480, 4000)
HEIGHTS = st.integers(320, 2400)
DISTANCES = st.floats(1, 4)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_nothing_lies_on_anything_else(width: int, height: int, distance_m: float) -> None:
    for one, other in combinations(run_layout(width, height, distance_m).apart(), 2):
        assert not one.intersects(other)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_everything_lies_in_the_window(width: int, height: int, distance_m: float) -> None:
    layout = run_layout(width, height, distance_m)
    window = QRect(0, 0, width, height)
    for place in (*layout.apart(), layout.message, layout.panel):
        assert place.isValid() and window.contains(place)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_a_panel_leaves_name_and_strip_alone(width: int, height: int, distance_m: float) -> None:
    layout = run_layout(width, height, distance_m)
    for place in (layout.head, layout.strip, layout.then, layout.then_figure):
        assert not layout.panel.intersects(place)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_rows_have_room_for_their_capitals_with_accents_and_tails(width: int, height: int, distance_m: float) -> None:
    layout = run_layout(width, height, distance_m)
    for place, cap in (
        (layout.head, layout.head_cap),
        (layout.cue, layout.cue_cap),
        (layout.then, layout.then_cap),
    ):
        assert place.height() >= 1.6 * cap - 1  # places are whole pixels


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080), (2560, 1440)])
def test_the_shares_of_the_picture(size: tuple[int, int]) -> None:
    layout, unit = run_layout(*size), size[0] / 100
    shape = ring_shape(layout.ring.width(), layout.ring.height())
    assert 2 * shape.outer / unit == pytest.approx(28.8, abs=0.2)
    assert (layout.ring.left() + shape.right) / unit == pytest.approx(97.07, abs=0.3)
    assert 55 <= layout.figure.width() / unit <= 60
    assert layout.figure.height() / unit == pytest.approx(32, abs=0.2)
    caps = [layout.head_cap, layout.left_cap, layout.cue_cap, layout.then_cap]
    assert [cap / unit for cap in caps] == pytest.approx([3.75, 2.3, 4.69, 1.93], rel=0.01)
    assert layout.strip.width() / unit == pytest.approx(57.5, abs=0.2)
    assert layout.strip.top() / unit == pytest.approx(52.05, abs=0.1)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (2560, 1440), (1024, 768)])
def test_a_person_further_away_gets_larger_texts_and_the_same_figure(width: int, height: int) -> None:
    near, table, far = (run_layout(width, height, distance_m) for distance_m in (1.0, 2.5, 4.0))
    assert near.head_cap < table.head_cap < far.head_cap
    assert near.cue_cap < table.cue_cap < far.cue_cap
    assert near.then_cap < table.then_cap < far.then_cap
    assert near.figure == table.figure == far.figure and near.ring == far.ring


def test_sizes_follow_the_smaller_of_width_and_height() -> None:
    wide, plain = run_layout(3000, 1080), run_layout(1920, 1080)
    assert wide.cue_cap == plain.cue_cap
    assert run_layout(960, 1080).cue_cap == pytest.approx(plain.cue_cap / 2)


def test_in_portrait_the_ring_lies_above_the_figure() -> None:
    layout = run_layout(800, 1200)
    assert layout.ring.bottom() < layout.figure.top()
    assert abs(layout.ring.center().x() - 400) <= 1
