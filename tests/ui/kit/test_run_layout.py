"""The parts of the run page lie in the window and never on each other, at any size and viewing distance."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

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
    for place in (*layout.apart(), layout.news, layout.message):
        assert place.isValid() and window.contains(place)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_the_news_leaves_name_ring_and_cue_alone(width: int, height: int, distance_m: float) -> None:
    layout = run_layout(width, height, distance_m)
    for place in (layout.title, layout.ring, layout.cue):
        assert not layout.news.intersects(place)


@given(WIDTHS, HEIGHTS, DISTANCES)
def test_rows_have_room_for_their_capitals_with_accents_and_tails(width: int, height: int, distance_m: float) -> None:
    layout = run_layout(width, height, distance_m)
    for place, cap in (
        (layout.title, layout.title_cap),
        (layout.details, layout.title_cap),
        (layout.cue, layout.cue_cap),
        (layout.next, layout.next_cap),
    ):
        assert place.height() >= 1.6 * cap


def test_the_table_for_a_full_hd_screen() -> None:
    layout = run_layout(1920, 1080)
    assert layout.title_cap >= 72
    assert layout.cue_cap >= 90
    assert layout.news_cap >= 72
    assert layout.ring.width() == layout.ring.height() >= 700


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (2560, 1440), (1024, 768)])
def test_a_person_further_away_gets_larger_texts(width: int, height: int) -> None:
    near, table, far = (run_layout(width, height, distance_m) for distance_m in (1.0, 2.5, 4.0))
    assert near.title_cap < table.title_cap < far.title_cap
    assert near.cue_cap < table.cue_cap < far.cue_cap
    assert near.news_cap < table.news_cap < far.news_cap
    assert far.ring.width() > 0.9 * table.ring.width()


def test_sizes_follow_the_smaller_of_width_and_height() -> None:
    wide, plain = run_layout(3000, 1080), run_layout(1920, 1080)
    assert wide.cue_cap == plain.cue_cap
    assert run_layout(960, 1080).cue_cap == pytest.approx(plain.cue_cap / 2)


def test_in_portrait_the_ring_lies_above_the_figure() -> None:
    layout = run_layout(800, 1200)
    assert layout.ring.bottom() < layout.figure.top()
    assert abs(layout.ring.center().x() - 400) <= 1
