"""The phase signs as painter paths, one unit high. Fonts are not asked for them: many lack one or the other."""

from functools import cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from trunktimer.session.display import Glyph

STROKE: Final = 0.17  # of the height: as heavy as the capitals beside it


def stroked(lines: QPainterPath, width: float) -> QPainterPath:
    """The outline of a path drawn with a round pen."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setCurveThreshold(0.001)
    return stroker.createStroke(lines)


def polyline(*points: tuple[float, float]) -> QPainterPath:
    """An open line through points."""
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    return path


def polygon(*points: tuple[float, float]) -> QPainterPath:
    """A closed shape with the given corners."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in points]))
    path.closeSubpath()
    return path


def _bars(*boxes: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for box in boxes:
        path.addRoundedRect(QRectF(*box), 0.03, 0.03)
    return path


def _dots(radius: float, *centres: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    for centre in centres:
        path.addEllipse(QPointF(*centre), radius, radius)
    return path


def _switch() -> QPainterPath:
    path = polygon((0.0, 0.27), (0.34, 0.0), (0.34, 0.18), (1.1, 0.18), (1.1, 0.36), (0.34, 0.36), (0.34, 0.54))
    turned = QTransform().translate(1.1, 1.0).rotate(180)
    path.addPath(turned.map(path))
    return path


def _rest() -> QPainterPath:
    path = QPainterPath()
    for radius in (0.4, 0.4 - STROKE):
        path.addEllipse(QPointF(0.4, 0.5), radius, radius)
    return path


def _pulse() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addEllipse(QRectF(0.0, 0.66, 0.46, 0.34))
    path.addRect(QRectF(0.34, 0.0, 0.12, 0.83))
    flag = QPainterPath(QPointF(0.34, 0.0))
    flag.lineTo(0.46, 0.0)
    flag.cubicTo(0.5, 0.22, 0.8, 0.28, 0.72, 0.62)
    flag.cubicTo(0.68, 0.42, 0.56, 0.38, 0.46, 0.36)
    flag.lineTo(0.34, 0.36)
    flag.closeSubpath()
    path.addPath(flag)
    return path


def _wait() -> QPainterPath:
    hook = QPainterPath()
    radius, x, y = 0.235, 0.33, 0.325
    steps = 24
    for step in range(steps + 1):
        angle = pi + (1.42 * pi) * step / steps
        point = QPointF(x + radius * cos(angle), y + radius * sin(angle))
        if step:
            hook.lineTo(point)
        else:
            hook.moveTo(point)
    hook.lineTo(x, 0.68)
    path = stroked(hook, STROKE)
    path.addEllipse(QPointF(x, 0.905), 0.105, 0.105)
    return path


@cache
def glyph_path(glyph: Glyph) -> QPainterPath:
    """The sign, from y = 0 (top of the capitals) to y = 1 (their foot), beginning at x = 0. Not to be changed."""
    match glyph:
        case Glyph.UP:
            path = polygon((0.0, 1.0), (0.58, 0.0), (1.16, 1.0))
        case Glyph.DOWN:
            path = polygon((0.0, 0.0), (1.16, 0.0), (0.58, 1.0))
        case Glyph.HOLD:
            path = _bars((0.0, 0.24, 0.72, STROKE), (0.0, 0.59, 0.72, STROKE))
        case Glyph.REST:
            path = _rest()
        case Glyph.SWITCH:
            path = _switch()
        case Glyph.READY:
            path = _dots(0.1, (0.1, 0.88), (0.45, 0.88), (0.8, 0.88))
        case Glyph.WORK:
            path = _dots(0.36, (0.36, 0.5))
        case Glyph.PULSE:
            path = _pulse()
        case Glyph.WAIT:
            path = _wait()
        case Glyph.PAUSED:
            path = _bars((0.0, 0.0, 0.24, 1.0), (0.44, 0.0, 0.24, 1.0))
        case Glyph.DONE:
            path = stroked(polyline((0.12, 0.55), (0.4, 0.84), (0.95, 0.16)), 0.2)
    return path


def placed(path: QPainterPath, left: float, top: float, height: float) -> QPainterPath:
    """A path of unit height, moved and grown to `height`."""
    return QTransform().translate(left, top).scale(height, height).map(path)


def centred(path: QPainterPath, middle: QPointF, height: float) -> QPainterPath:
    """A path of unit height grown to `height`, with the middle of its shape on a point."""
    box = path.boundingRect()
    return placed(path, middle.x() - box.center().x() * height, middle.y() - box.center().y() * height, height)
