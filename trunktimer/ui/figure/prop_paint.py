"""Paints the chair or the wall of a movement, in the colours of the mat."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from trunktimer.figure.figure import Figure
from trunktimer.figure.prop import BACKREST, SEAT_AHEAD, SEAT_BEHIND, Place, Prop
from trunktimer.ui.figure.figure_shape import Frame
from trunktimer.ui.kit.theme import Theme, blend

_HALF_SEAT_M: Final = 0.19  # of its width, toward the viewer and away
_HALF_WALL_M: Final = 0.36
_RAIL_M: Final = 0.032


def paint_prop(painter: QPainter, theme: Theme, figure: Figure, frame: Frame, rect: QRectF) -> None:
    """What stands behind the body; a band is a part of it. Where nothing stands, nothing is painted."""
    place = figure.prop_place
    if place is None:
        return
    if frame.lean[0] > 0:  # the page of the other side is the mirror image
        place = Place(-place.x, place.height, -place.toward)
    if figure.drawing.prop is Prop.CHAIR:
        _paint_chair(painter, theme, place, frame)
    else:
        _paint_wall(painter, theme, place, frame, rect)
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_chair(painter: QPainter, theme: Theme, place: Place, frame: Frame) -> None:
    back = place.x - place.toward * SEAT_BEHIND
    front = place.x + place.toward * SEAT_AHEAD
    low, high = place.height, place.height + BACKREST
    pen = QPen(blend(theme.colour("mat"), theme.colour("mat_edge"), 0.6), _RAIL_M * frame.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for z in (-_HALF_SEAT_M, _HALF_SEAT_M):
        painter.drawLine(_at(frame, back, 0.0, z), _at(frame, back, high, z))
        painter.drawLine(_at(frame, front, 0.0, z), _at(frame, front, low, z))
    painter.drawLine(_at(frame, back, high, -_HALF_SEAT_M), _at(frame, back, high, _HALF_SEAT_M))
    corners = [(back, -_HALF_SEAT_M), (front, -_HALF_SEAT_M), (front, _HALF_SEAT_M), (back, _HALF_SEAT_M)]
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(theme.colour("mat"))
    painter.drawPolygon(QPolygonF([_at(frame, x, low - _RAIL_M / 2, z) for x, z in corners]))


def _paint_wall(painter: QPainter, theme: Theme, place: Place, frame: Frame, rect: QRectF) -> None:
    near, far = _at(frame, place.x, 0.0, _HALF_WALL_M), _at(frame, place.x, 0.0, -_HALF_WALL_M)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("mat"))
    top = rect.top()
    painter.drawPolygon(QPolygonF([near, far, QPointF(far.x(), top), QPointF(near.x(), top)]))
    painter.setPen(QPen(theme.colour("mat_edge"), max(1.5, 0.010 * frame.scale)))
    for foot in (near, far):
        painter.drawLine(foot, QPointF(foot.x(), top))
    painter.drawLine(near, far)


def _at(frame: Frame, x: float, y: float, z: float) -> QPointF:
    return QPointF(*frame.px((x, y, z)))
