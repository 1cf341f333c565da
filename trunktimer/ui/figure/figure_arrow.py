"""The arrow along the way of a tracked joint, and the frame that leaves room for it."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from trunktimer.figure.body import HEAD_RADIUS, RADII
from trunktimer.figure.figure import Figure, View, other_side
from trunktimer.ui.figure.figure_shape import Frame, Px, smooth
from trunktimer.ui.kit.theme import Theme

_ARROW_M: Final = 0.042
_SHORTEST_ARROW_M: Final = 0.03
_SEEN_CM: Final = 3.0  # a belly that moves less is not pointed at
_MARGIN_M: Final = 0.10
_TRUNK_JOINTS: Final = ("hip", "belly", "mid_back", "shoulder", "head")
_FOOT: Final = 0.075  # the share of the height under the floor line


def extent_of(figure: Figure) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a figure with its arrows, in metres as it is drawn, not mirrored."""
    left, bottom, right, top = figure.extent
    frame = Frame(1.0, 0.0, 0.0, figure.drawing.view.lean)
    pad = _ARROW_M * 1.6
    lowest = bottom
    for swapped in (False, True) if figure.is_even else (False,):
        for start, end in figure.ways:
            for way in arrow_ways(figure, start, end, frame, mirrored=False, swapped=swapped):
                left, right = min(left, *(x - pad for x, _ in way)), max(right, *(x + pad for x, _ in way))
                top = max(top, *(pad - y for _, y in way))
                lowest = min(lowest, *(-y - pad for _, y in way))
    # An arrow may dip into the room under the floor that `frame_for` leaves.
    under = 0.0 if figure.drawing.view is View.TOP else _FOOT * (top - bottom)
    return left, min(bottom, lowest + under), right, top


_extents: WeakKeyDictionary[Figure, tuple[float, float, float, float]] = WeakKeyDictionary()


def frame_for(figure: Figure, rect: QRectF, *, mirrored: bool) -> Frame:
    """One scale for a movement, so that the figure never jumps in size; its floor is near the bottom of `rect`."""
    if figure not in _extents:
        _extents[figure] = extent_of(figure)
    left, bottom, right, top = _extents[figure]
    lean = figure.drawing.view.lean
    if mirrored:
        left, right, lean = -right, -left, (-lean[0], lean[1])
    width, height = right - left + 2 * _MARGIN_M, top - bottom + _MARGIN_M
    scale = min(rect.width() / width, rect.height() * (1 - _FOOT) / height)
    x = rect.center().x() - (left + right) / 2 * scale
    if figure.drawing.view is View.TOP:
        return Frame(scale, x, rect.center().y() + (top + bottom) / 2 * scale, lean)
    return Frame(scale, x, rect.bottom() - rect.height() * _FOOT + bottom * scale, lean)


def arrow_ways(figure: Figure, start: str, end: str, frame: Frame, *, mirrored: bool, swapped: bool) -> list[list[Px]]:
    """Where the tracked joints go from one pose to another, on the page and clear of the body."""
    if start == end:
        return []
    ways = []
    for joint in figure.drawing.track:
        named = other_side(joint) if swapped else joint
        trail = [frame.px(point) for point in figure.trail(start, end, named, mirrored=mirrored, swapped=swapped)]
        poses = figure.drawing.poses
        grown_cm = poses[end].belly_cm - poses[start].belly_cm
        if joint == "belly" and abs(grown_cm) >= _SEEN_CM:
            ways.append(_breathing(figure, start, trail[0], frame, mirrored=mirrored, outward=grown_cm > 0))
            continue
        length = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(trail))
        if length < _SHORTEST_ARROW_M * frame.scale:
            continue
        if joint in _TRUNK_JOINTS:
            radius = RADII.get(joint, HEAD_RADIUS)
            upright = _is_upright(figure, start, frame)
            ways.append(_beside(trail, frame, radius) if upright else _straight(trail, frame, radius))
        elif joint.startswith("hip_"):
            centre = frame.px(figure.between(start, start, 0.0, mirrored=mirrored, swapped=swapped).joints["hip"])
            ways.append(_aside(trail, centre, frame.scale))
        else:
            root = "hip" if joint.startswith(("foot", "ankle", "knee")) else "shoulder"
            suffix = named[named.rindex("_") :]
            centre = frame.px(figure.between(start, end, 0.5, mirrored=mirrored, swapped=swapped).joints[root + suffix])
            ways.append([_outward(point, centre, 0.11 * frame.scale) for point in trail])
    return ways


def _straight(trail: Sequence[Px], frame: Frame, radius: float) -> list[Px]:
    """Beside the trunk: a straight arrow the way it goes, above the body both upward and downward."""
    (ax, ay), (bx, by) = trail[0], trail[-1]
    d = hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / d, (by - ay) / d
    length = max(d, 0.20 * frame.scale)
    off = (radius + 0.06) * frame.scale
    if uy > 0.2:
        return [
            (ax - ux * (off + length * share / 8), ay - uy * (off + length * share / 8)) for share in range(8, -1, -1)
        ]
    return [(bx + ux * (off + length * share / 8), by + uy * (off + length * share / 8)) for share in range(9)]


def _breathing(figure: Figure, pose: str, belly: Px, frame: Frame, *, mirrored: bool, outward: bool) -> list[Px]:
    """Before a belly that rises or is drawn in: toward it or away from it."""
    joints = figure.between(pose, pose, 0.0, mirrored=mirrored).joints
    (ax, ay), (bx, by) = frame.px(joints["hip"]), frame.px(joints["mid_back"])
    d = hypot(bx - ax, by - ay) or 1.0
    facing = -figure.body_side if mirrored else figure.body_side
    ux, uy = -(by - ay) / d * facing, (bx - ax) / d * facing  # out of the front of the body
    near, far = 0.20 * frame.scale, 0.42 * frame.scale
    way = [(belly[0] + ux * at, belly[1] + uy * at) for at in (near + (far - near) * share / 8 for share in range(9))]
    return way if outward else way[::-1]


def _is_upright(figure: Figure, pose: str, frame: Frame) -> bool:
    """Whether the trunk stands up on the page, rather than lies."""
    joints = figure.between(pose, pose, 0.0).joints
    (ax, ay), (bx, by) = frame.px(joints["hip"]), frame.px(joints["shoulder"])
    return ay - by > abs(bx - ax)


def _beside(trail: Sequence[Px], frame: Frame, radius: float) -> list[Px]:
    """Beside an upright trunk: before it where it goes forward or back, else along the side that it goes to."""
    (ax, ay), (bx, by) = trail[0], trail[-1]
    d = hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / d, (by - ay) / d
    off = (radius + 0.10) * frame.scale
    if abs(ux) >= abs(uy):
        length = max(d, 0.20 * frame.scale)
        return [(bx + ux * (off + length * at / 8), by + uy * (off + length * at / 8)) for at in range(9)]
    aside = off if (ux > 0) == (uy > 0) else -off  # the same side both on the way down and on the way up
    return [(ax + aside + (bx - ax) * at / 8, ay + (by - ay) * at / 8) for at in range(9)]


def _aside(trail: Sequence[Px], centre: Px, scale: float) -> list[Px]:
    """Beside one hip, as it goes: long enough to be seen."""
    (ax, ay), (bx, by) = trail[0], trail[-1]
    d = hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / d, (by - ay) / d
    mx, my = _outward(((ax + bx) / 2, (ay + by) / 2), centre, 0.13 * scale)
    half = max(d, 0.20 * scale) / 2
    return [(mx + ux * half * at / 4, my + uy * half * at / 4) for at in range(-4, 5)]


def _outward(point: Px, centre: Px, by: float) -> Px:
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    d = hypot(dx, dy) or 1.0
    return point[0] + dx / d * by, point[1] + dy / d * by


def paint_arrow(painter: QPainter, theme: Theme, way: Sequence[Px], scale: float) -> None:
    """One thick arrow along a way."""
    total = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(way))
    head = min(0.12 * scale, 0.55 * total)
    kept = [way[0]]
    gone = 0.0
    for p, q in pairwise(way):
        gone += hypot(q[0] - p[0], q[1] - p[1])
        if gone > total - head * 0.8:
            break
        kept.append(q)
    neck, tip = kept[-1], way[-1]
    angle = atan2(tip[1] - neck[1], tip[0] - neck[0])
    tip = (neck[0] + cos(angle) * head * 1.1, neck[1] + sin(angle) * head * 1.1)
    barbs = [
        QPointF(tip[0] + cos(angle + turn) * head * 1.2, tip[1] + sin(angle + turn) * head * 1.2)
        for turn in (pi * 0.845, -pi * 0.845)
    ]
    triangle = QPolygonF([QPointF(*tip), *barbs])
    path = smooth(kept, closed=False) if len(kept) > 1 else QPainterPath()
    wide = Qt.PenCapStyle.RoundCap
    for colour, grown in ((theme.colour("background"), 0.04 * scale), (theme.colour("figure_arrow"), 0.0)):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, _ARROW_M * scale + grown, Qt.PenStyle.SolidLine, wide))
        painter.drawPath(path)
        painter.setPen(QPen(colour, grown, Qt.PenStyle.SolidLine, wide, Qt.PenJoinStyle.RoundJoin))
        if not grown:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(triangle)
    painter.setPen(Qt.PenStyle.NoPen)


def arrow_bounds(way: Sequence[Px], scale: float) -> QRectF:
    """What an arrow may cover."""
    xs, ys = [x for x, _ in way], [y for _, y in way]
    pad = 0.16 * scale
    return QRectF(min(xs) - pad, min(ys) - pad, max(xs) - min(xs) + 2 * pad, max(ys) - min(ys) + 2 * pad)
