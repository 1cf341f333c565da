"""The ring empties clockwise from the top, and what is in it stays in it."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from trunktimer.ui.kit.ring_shape import (
    SMALL_WEDGE_DEGREES,
    mark,
    point_at,
    pulse_strength,
    ring_shape,
    sector,
    wake_interval_ms,
    wedge_rect,
)

SHAPE = ring_shape(500, 500)
SIZES = st.floats(20, 3000)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("left", "x", "y"),
    [(1.0, 0, -1), (0.75, 1, 0), (0.5, 0, 1), (0.25, -1, 0), (0.0, 0, -1)],
    ids=["full: top", "a quarter gone: right", "half: bottom", "three quarters gone: left", "empty: top"],
)
def test_the_rest_begins_clockwise_from_the_top(left: float, x: int, y: int) -> None:
    point = point_at(SHAPE, left, 100)
    assert point.x() - SHAPE.middle.x() == pytest.approx(100 * x, abs=1e-6)
    assert point.y() - SHAPE.middle.y() == pytest.approx(100 * y, abs=1e-6)


def test_with_a_quarter_gone_the_upper_right_is_empty() -> None:
    rest = sector(SHAPE, 0, 0.75)
    middle, between = SHAPE.middle, (SHAPE.inner + SHAPE.outer) / 2 * 0.7071
    assert not rest.contains(QPointF(middle.x() + between, middle.y() - between))
    assert rest.contains(QPointF(middle.x() + between, middle.y() + between))
    assert rest.contains(QPointF(middle.x() - between, middle.y() + between))
    assert rest.contains(QPointF(middle.x() - between, middle.y() - between))


def test_the_middle_of_the_ring_is_empty() -> None:
    assert not sector(SHAPE, 0, 1).contains(SHAPE.middle)
    assert sector(SHAPE, 0.4, 0.4).isEmpty()


@given(SIZES, SIZES)
def test_the_ring_stays_in_its_rectangle(width: float, height: float) -> None:
    shape = ring_shape(width, height)
    box = sector(shape, 0, 1).boundingRect()
    assert box.left() >= 0 and box.top() >= 0 and box.right() <= width and box.bottom() <= height
    assert 0 < shape.inner < shape.outer


@given(SIZES, st.floats(0.3, 8))
def test_the_corners_of_the_digits_stay_within_the_ring(size: float, wide: float) -> None:
    shape = ring_shape(size, size)
    cap = shape.digits_cap(wide)
    assert cap > 0
    top = shape.digits_middle - cap / 2 - shape.middle.y()
    bottom = shape.digits_middle + cap / 2 - shape.middle.y()
    assert hypot(wide * cap / 2, top) <= shape.inner
    assert hypot(wide * cap / 2, bottom) <= shape.inner


@given(SHARES, st.floats(0, SMALL_WEDGE_DEGREES / 360))
def test_the_wedge_that_is_painted_again_holds_what_has_changed(start: float, gone: float) -> None:
    after = max(0.0, start - gone)
    box = wedge_rect(SHAPE, start, after)
    for step in range(11):
        fraction = after + (start - after) * step / 10
        for radius in (SHAPE.inner, SHAPE.outer):
            assert box.contains(point_at(SHAPE, fraction, radius).toPoint())


@given(SHARES)
def test_the_wedge_of_one_pixel_is_small(fraction: float) -> None:
    box = wedge_rect(SHAPE, fraction, max(0.0, fraction - 1 / 1500))
    assert box.width() * box.height() < 0.02 * 500 * 500


def test_a_jump_paints_the_whole_ring() -> None:
    box = wedge_rect(SHAPE, 1.0, 0.2)
    assert box.contains(sector(SHAPE, 0, 1).boundingRect().toRect())


@given(st.floats(0.01, 0.99))
def test_the_mark_lies_across_the_ring(fraction: float) -> None:
    bar = mark(SHAPE, fraction)
    assert bar.contains(point_at(SHAPE, fraction, (SHAPE.inner + SHAPE.outer) / 2))
    assert mark(SHAPE, fraction, 3).boundingRect().contains(bar.boundingRect())


@pytest.mark.parametrize(
    ("diameter", "planned_ms", "wake_ms"),
    [(586, 90_000, 49), (586, 2_000, 16), (1172, 90_000, 25), (586, 600_000, 326), (586, 0, 16), (0, 1_000, 1_000)],
)
def test_it_wakes_when_the_rim_has_moved_by_a_pixel(diameter: float, planned_ms: int, wake_ms: int) -> None:
    assert wake_interval_ms(diameter, planned_ms) == wake_ms


@given(st.integers(0, 3_000))
def test_a_pulse_is_a_share(remaining_ms: int) -> None:
    assert 0 <= pulse_strength(remaining_ms, 1) <= 1


def test_a_pulse_rises_once_a_second_and_slowly() -> None:
    strengths = [pulse_strength(3_000 - at, 3) for at in range(0, 1_000, 10)]
    highest = strengths.index(max(strengths))
    assert strengths[0] == 0 and strengths[-1] == 0 and max(strengths) > 0.99
    assert strengths[: highest + 1] == sorted(strengths[: highest + 1])
    assert strengths[highest:] == sorted(strengths[highest:], reverse=True)
    # From nothing to full in no less than 200 ms, and back.
    assert highest >= 20 and len(strengths) - highest >= 20


def test_without_last_seconds_there_is_no_pulse() -> None:
    assert pulse_strength(2_500, 0) == 0
    assert pulse_strength(0, 1) == 0
