"""Chair, wall and band on the page: in their place on both sides, and in no other movement's picture."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

from tests.library import FIGURES
from trunktimer.figure.figure import Drawing, Figure
from trunktimer.figure.prop import Prop
from trunktimer.ui.figure.figure_arrow import frame_for
from trunktimer.ui.figure.figure_paint import paint_floor
from trunktimer.ui.figure.figure_shape import body_parts
from trunktimer.ui.kit.theme import LIGHT

RECT = QRectF(0, 0, 460, 260)


def floor(figure: Figure, *, mirrored: bool = False) -> QImage:
    image = QImage(460, 260, QImage.Format.Format_RGB32)
    image.fill(LIGHT.colour("background"))
    painter = QPainter(image)
    paint_floor(painter, LIGHT, figure, frame_for(figure, RECT, mirrored=mirrored), RECT)
    painter.end()
    return image


def without(figure: Figure) -> Figure:
    return Figure(replace(figure.drawing, prop=None, prop_at=()), figure.tempo)


def is_painted_at(figure: Figure, x: float, y: float, *, mirrored: bool) -> bool:
    """Whether something of the prop's colours is at a point of the page in metres."""
    px, py = frame_for(figure, RECT, mirrored=mirrored).px((-x if mirrored else x, y, 0.0))
    return floor(figure, mirrored=mirrored).pixelColor(round(px), round(py)) != LIGHT.colour("background")


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_seat_is_under_the_hips_on_both_sides(qapp: object, mirrored: bool) -> None:
    figure = FIGURES["seated-hamstring-stretch"]
    place = figure.prop_place
    assert place is not None
    assert is_painted_at(figure, place.x, place.height - 0.02, mirrored=mirrored)
    assert not is_painted_at(figure, place.x, place.height + 0.15, mirrored=mirrored)
    assert not is_painted_at(figure, place.x + 0.5, place.height - 0.02, mirrored=mirrored)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_wall_is_at_the_hands_on_both_sides(qapp: object, mirrored: bool) -> None:
    figure = FIGURES["calf-stretch"]
    place = figure.prop_place
    assert place is not None
    assert is_painted_at(figure, place.x, 1.2, mirrored=mirrored)
    assert not is_painted_at(figure, place.x - 0.2, 1.2, mirrored=mirrored)
    assert not is_painted_at(figure, place.x + 0.2, 1.2, mirrored=mirrored)


def test_a_band_goes_through_its_joints_and_over_the_body(qapp: object) -> None:
    squat = FIGURES["squat"]
    drawing: Drawing = replace(squat.drawing, prop=Prop.BAND, prop_at=("hand_near", "foot_near"))
    figure = Figure(drawing, squat.tempo)
    frame = frame_for(figure, RECT, mirrored=False)
    moment = figure.between("stand", "squat", 0.5)
    parts = body_parts(figure, moment, frame)
    assert parts[-1].name == "band"
    assert "band" not in [part.name for part in body_parts(without(figure), moment, frame)]
    for joint in ("hand_near", "foot_near"):
        x, y = frame.px(moment.joints[joint])
        assert parts[-1].bounds.contains(x, y)
    again = body_parts(figure, moment, frame, parts)
    assert again[-1] is parts[-1]  # what has not moved is taken over
    swapped = figure.between("stand", "squat", 0.5, swapped=True)
    band = body_parts(figure, swapped, frame)[-1]
    x, y = frame.px(swapped.joints["hand_far"])
    assert band.bounds.contains(x, y)


def test_nothing_else_is_painted_where_nothing_stands(qapp: object) -> None:
    assert (
        QPixmap.fromImage(floor(FIGURES["squat"])).toImage()
        == QPixmap.fromImage(floor(without(FIGURES["squat"]))).toImage()
    )
