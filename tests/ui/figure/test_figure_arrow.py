"""Arrows show the way of a joint, stay in the picture, and are not there where nothing moves."""

from itertools import pairwise, product
from math import hypot

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tests.library import FIGURES
from trunktimer.figure.figure import View
from trunktimer.ui.figure.figure_arrow import arrow_bounds, arrow_ways, extent_of, frame_for, paint_arrow
from trunktimer.ui.figure.figure_shape import Px
from trunktimer.ui.kit.theme import DARK

ALL = pytest.mark.parametrize("key", sorted(FIGURES))
AROUND = 60
SIZES = [(460, 260), (300, 300), (230, 130), (800, 240)]


def painted(way: list[Px], scale: float, width: int, height: int, fill: str) -> QRectF:
    """What an arrow covers, painted with room around the picture; `fill` is behind it."""
    image = QImage(width + 2 * AROUND, height + 2 * AROUND, QImage.Format.Format_RGB32)
    image.fill(DARK.colour(fill))
    painter = QPainter(image)
    painter.translate(AROUND, AROUND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_arrow(painter, DARK, way, scale)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    ys, xs = np.nonzero(rows != rows[0, 0])
    left, top = int(xs.min()) - AROUND, int(ys.min()) - AROUND
    return QRectF(left, top, int(xs.max()) - AROUND + 1 - left, int(ys.max()) - AROUND + 1 - top)


@ALL
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_arrows_stay_in_the_picture(key: str, width: int, height: int) -> None:
    figure, rect = FIGURES[key], QRectF(0, 0, width, height)
    for mirrored in (False, True):
        frame = frame_for(figure, rect, mirrored=mirrored)
        for (start, end), swapped in product(figure.ways, (False, True) if figure.is_even else (False,)):
            for way in arrow_ways(figure, start, end, frame, mirrored=mirrored, swapped=swapped):
                # The background around an arrow is not seen at the edge: the arrow itself counts.
                inked = painted(way, frame.scale, width, height, "background")
                assert rect.contains(inked), (start, end, mirrored, swapped, inked)


@ALL
def test_what_an_arrow_covers_lies_in_its_bounds(key: str) -> None:
    """What is painted anew goes by them."""
    figure = FIGURES[key]
    frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
    for start, end in figure.ways:
        for way in arrow_ways(figure, start, end, frame, mirrored=False, swapped=False):
            assert (
                arrow_bounds(way, frame.scale)
                .toAlignedRect()
                .toRectF()
                .contains(painted(way, frame.scale, 460, 260, "danger"))
            )


@ALL
def test_where_nothing_moves_there_is_no_arrow(key: str) -> None:
    figure = FIGURES[key]
    frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
    for pose in figure.drawing.poses:
        assert arrow_ways(figure, pose, pose, frame, mirrored=False, swapped=False) == []


def test_every_movement_with_a_track_shows_an_arrow_on_its_way() -> None:
    tracked = {key for key, figure in FIGURES.items() if figure.drawing.track}
    assert len(tracked) > 20
    without = set()
    for key in tracked:
        figure = FIGURES[key]
        frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
        if not any(arrow_ways(figure, a, b, frame, mirrored=False, swapped=False) for a, b in figure.ways):
            without.add(key)
    assert without == set()


def test_a_belly_that_is_drawn_in_has_an_arrow_toward_it_and_one_that_rises_away_from_it() -> None:
    figure = FIGURES["draw-in"]
    frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
    (inward,) = arrow_ways(figure, "full", "drawn", frame, mirrored=False, swapped=False)
    (outward,) = arrow_ways(figure, "rest", "full", frame, mirrored=False, swapped=False)
    assert inward[-1][1] > inward[0][1] and outward[-1][1] < outward[0][1]  # on the back: down is in
    belly = frame.px(figure.between("full", "full", 0.0).joints["belly"])
    assert inward[-1][1] < belly[1]


@pytest.mark.parametrize(
    ("key", "pose", "dy"), [("bridge", "up", -1), ("donkey-kick", "up", -1), ("squat", "squat", 1)]
)
def test_an_arrow_points_the_way_the_joint_goes_and_back(key: str, pose: str, dy: int) -> None:
    figure = FIGURES[key]
    frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
    (there,) = arrow_ways(figure, figure.start, pose, frame, mirrored=False, swapped=False)
    (back,) = arrow_ways(figure, pose, figure.start, frame, mirrored=False, swapped=False)
    assert (there[-1][1] - there[0][1]) * dy > 0.1 * frame.scale
    assert (back[-1][1] - back[0][1]) * dy < -0.1 * frame.scale


def test_the_mirror_image_has_the_mirrored_arrow() -> None:
    figure, rect = FIGURES["donkey-kick"], QRectF(0, 0, 460, 260)
    one, other = (
        arrow_ways(figure, "down", "up", frame_for(figure, rect, mirrored=mirrored), mirrored=mirrored, swapped=False)
        for mirrored in (False, True)
    )
    for (x, y), (far_x, far_y) in zip(one[0], other[0], strict=True):
        assert (460 - x, y) == pytest.approx((far_x, far_y), abs=0.01)


def test_where_limbs_change_places_the_arrow_follows_the_one_that_moves() -> None:
    figure = FIGURES["bird-dog"]
    frame = frame_for(figure, QRectF(0, 0, 460, 260), mirrored=False)
    near, far = (
        arrow_ways(figure, figure.start, figure.peak, frame, mirrored=False, swapped=swapped)
        for swapped in (False, True)
    )
    assert len(near) == len(far) == len(figure.drawing.track) > 0
    for one, other in zip(near, far, strict=True):
        lengths = [sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(way)) for way in (one, other)]
        assert min(lengths) > 0.1 * frame.scale
        assert hypot(one[0][0] - other[0][0], one[0][1] - other[0][1]) > 0.02 * frame.scale


@ALL
def test_the_extent_holds_figure_and_arrows(key: str) -> None:
    figure = FIGURES[key]
    (left, bottom, right, top), (fl, fb, fr, ft) = extent_of(figure), figure.extent
    assert left <= fl and bottom <= fb and right >= fr and top >= ft


@ALL
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_frame_has_room_for_the_figure_and_one_scale(key: str, width: int, height: int) -> None:
    figure, rect = FIGURES[key], QRectF(0, 0, width, height)
    one, other = (frame_for(figure, rect, mirrored=mirrored) for mirrored in (False, True))
    assert one.scale == other.scale > 0
    left, bottom, right, top = figure.extent
    for low, high, frame in ((left, right, one), (-right, -left, other)):
        assert rect.left() <= frame.x + low * frame.scale and frame.x + high * frame.scale <= rect.right()
        assert rect.top() <= frame.y - top * frame.scale
        assert figure.drawing.view is not View.TOP or frame.y - bottom * frame.scale <= rect.bottom()
