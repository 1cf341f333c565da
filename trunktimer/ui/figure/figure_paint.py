"""Paints a figure: floor, ghost, body, muscles, arrow, breath. Knows no widget and keeps nothing."""

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from trunktimer.figure.body import HEAD_RADIUS
from trunktimer.figure.figure import Figure, Moment, View
from trunktimer.routine.routine import Breath
from trunktimer.ui.figure.figure_arrow import arrow_ways, frame_for, paint_arrow
from trunktimer.ui.figure.figure_shape import Frame, Part, Px, body_parts, gaze_of
from trunktimer.ui.figure.muscle_shape import patch, patch_over, sides_of
from trunktimer.ui.figure.prop_paint import paint_prop
from trunktimer.ui.kit.theme import Theme, blend

_EFFORT_STEPS: Final = 12
_MAT_HALF_M: Final = 0.36
_MAT_THICK_M: Final = 0.045
_CHEVRON_M: Final = 0.062
_SIDEWAYS: Final = 0.35  # a face that is turned less to the side looks at the viewer
_BREATH_FROM_M: Final = 1.5 * HEAD_RADIUS
_BREATH_TO_M: Final = _BREATH_FROM_M + 2.6 * _CHEVRON_M
_CLEAR_M: Final = 0.16  # of an arrow, so that the chevrons of the breath are not taken for a part of it


def paint_floor(painter: QPainter, theme: Theme, figure: Figure, frame: Frame, rect: QRectF) -> None:
    """The mat seen a little from above, or bare floor where a person stands; with the chair or wall on it."""
    _paint_ground(painter, theme, figure, frame, rect)
    paint_prop(painter, theme, figure, frame, rect)


def _paint_ground(painter: QPainter, theme: Theme, figure: Figure, frame: Frame, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    margin = 0.012 * rect.width()
    left, right = rect.left() + margin, rect.right() - margin
    scale = frame.scale
    if figure.drawing.view is View.TOP:
        low, bottom, high, top = figure.extent
        if frame.lean[0] < 0:
            low, high = -high, -low
        pad = 0.16
        box = QRectF(
            frame.x + (low - pad) * scale,
            frame.y - (top + pad * 0.5) * scale,
            (high - low + 2 * pad) * scale,
            (top - bottom + pad) * scale,
        ).intersected(rect.adjusted(margin, margin, -margin, -margin))
        painter.setBrush(theme.colour("mat_edge"))
        painter.drawRoundedRect(box, 0.05 * scale, 0.05 * scale)
        rim = max(1.5, 0.012 * scale)
        painter.setBrush(theme.colour("mat"))
        painter.drawRoundedRect(box.adjusted(rim, rim, -rim, -rim), 0.045 * scale, 0.045 * scale)
        return
    half = _MAT_HALF_M if figure.drawing.view is View.SIDE else 0.60
    far_y = frame.y - half * abs(frame.lean[1]) * scale * (1.0 if figure.drawing.view is View.SIDE else 0.5)
    near_y = frame.y + half * abs(frame.lean[1]) * scale
    near_y = min(near_y, rect.bottom() - 3)
    slant = 0.5 * (near_y - far_y)
    face = QPolygonF(
        [QPointF(left + slant, far_y), QPointF(right - slant, far_y), QPointF(right, near_y), QPointF(left, near_y)]
    )
    if figure.drawing.on_mat:
        painter.setBrush(theme.colour("mat"))
        painter.drawPolygon(face)
        thick = max(2.0, min(_MAT_THICK_M * scale, rect.bottom() - near_y))
        painter.setBrush(blend(theme.colour("mat"), theme.colour("mat_edge"), 0.45))
        painter.drawRect(QRectF(left, near_y, right - left, thick))
        painter.setBrush(theme.colour("mat_edge"))
        painter.drawRect(QRectF(left, near_y, right - left, max(1.0, 0.007 * scale)))
        return
    painter.setBrush(theme.colour("mat"))
    painter.drawEllipse(QRectF(rect.center().x() - 0.42 * rect.width(), far_y, 0.84 * rect.width(), near_y - far_y))
    painter.setPen(QPen(theme.colour("mat_edge"), max(1.5, 0.010 * scale)))
    painter.drawLine(QPointF(left, near_y), QPointF(right, near_y))


def paint_ghost(painter: QPainter, theme: Theme, figure: Figure, moment: Moment, frame: Frame) -> None:
    """Where the body was, as one quiet silhouette."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("figure_ghost"))
    for part in body_parts(figure, moment, frame):
        if part.name not in ("hair", "eyes", "band"):
            painter.drawPath(part.path)


def shown_effort(moment: Moment) -> float:
    """The effort in the few steps in which it is coloured, so that no muscle is repainted for nothing."""
    return round(moment.pose.effort * _EFFORT_STEPS) / _EFFORT_STEPS


def paint_body(
    painter: QPainter,
    theme: Theme,
    figure: Figure,
    moments: Mapping[str, Moment],
    effort: float,
    frame: Frame,
    parts: Sequence[Part],
    within: QRectF | None = None,
) -> None:
    """The body from the farthest part to the nearest, each with its muscles as they were at the part's moment.

    `within` leaves out what is beyond.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    background = theme.colour("background")
    drawing = figure.drawing
    roles = [(name, "muscle") for name in drawing.muscles] + [(name, "stretch") for name in drawing.stretch]
    marked = [(name, side, role) for name, role in roles for side in sides_of(figure, name)] if effort else []
    for part in parts:
        if within is not None and not part.bounds.intersects(within):
            continue
        if part.halo is not None:
            painter.setBrush(background)
            painter.drawPath(part.halo)
        painter.setBrush(theme.colour(part.role))
        painter.drawPath(part.path)
        moment = moments[part.name]
        over = [each for each in marked if patch_over(each[0], moment, each[1]) == part.name]
        outlines = [(patch(figure, moment, frame, name, side), role) for name, side, role in over]
        seen = [(found, role) for found, role in outlines if found is not None]
        painter.setBrush(background)  # all rims first: neighbours are one patch
        for (_, rim), _ in seen:
            painter.drawPath(rim)
        for (fill, _), role in seen:
            painter.setBrush(blend(theme.colour(part.role), theme.colour(role), 0.30 + 0.70 * effort))
            painter.drawPath(fill)


def _paint_whole_body(painter: QPainter, theme: Theme, figure: Figure, moment: Moment, frame: Frame) -> None:
    parts = body_parts(figure, moment, frame)
    paint_body(painter, theme, figure, {p.name: moment for p in parts}, shown_effort(moment), frame, parts)


# ---- breath


def breath_bounds(moment: Moment, frame: Frame) -> QRectF:
    """What the chevrons of the breath may cover, wherever they point."""
    x, y = frame.px(moment.joints["head"])
    reach = 0.46 * frame.scale
    return QRectF(x - reach, y - reach, 2 * reach, 2 * reach)


def breath_way(figure: Figure, moment: Moment, frame: Frame, rect: QRectF, arrows: Sequence[Sequence[Px]] = ()) -> int:
    """Which of the ways from the head the breath takes all through a phase, for `paint_breath`.

    Before the face if there is room in `rect`; with the nose to the floor, at the edge, or behind an arrow, past the
    crown, or up.
    """
    scale = frame.scale
    near, far = _BREATH_FROM_M * scale, _BREATH_TO_M * scale
    edge = 0.4 * _CHEVRON_M * scale
    mirrored, swapped = moment.mirrored, moment.swapped
    moments = [
        figure.between(moment.start, moment.end, share, mirrored=mirrored, swapped=swapped) for share in (0.0, 0.5, 1.0)
    ]
    faces = [hypot(*gaze_of(each)[:2]) > _SIDEWAYS for each in moments]

    def worth(at: int) -> tuple[bool, float]:
        """Whether there is room at every moment, and how far from arrows; what is far enough is all alike."""
        has_room, nearest = at != 0 or all(faces), _CLEAR_M
        for each in moments:
            x, y = frame.px(each.joints["head"])
            ux, uy = _breath_ways(each, frame)[at]
            low = frame.y - 0.3 * edge if each.joints["head"][1] < 0.6 else rect.bottom()
            room = rect.adjusted(edge, edge, -edge, low - rect.bottom())
            has_room = has_room and room.contains(x + ux * far, y + uy * far)
            mx, my = x + ux * (near + far) / 2, y + uy * (near + far) / 2
            nearest = min([nearest, *(hypot(px - mx, py - my) / scale for arrow in arrows for px, py in arrow)])
        return has_room, nearest

    return max(range(len(_breath_ways(moment, frame))), key=worth)


def _breath_ways(moment: Moment, frame: Frame) -> list[Px]:
    """Unit vectors on the page: out of the mouth, past the crown, crown and up, up, nape and up, left, right."""
    gaze = gaze_of(moment)
    flat = hypot(gaze[0], gaze[1]) or 1.0
    x, y = frame.px(moment.joints["head"])
    neck = frame.px(moment.joints["shoulder"])
    d = hypot(x - neck[0], y - neck[1]) or 1.0
    cx, cy = (x - neck[0]) / d, (y - neck[1]) / d
    out = (gaze[0] / flat, -gaze[1] / flat)
    side = 1.0 if gaze[0] > 0 else -1.0
    slant, nape = hypot(cx, cy - 1.0) or 1.0, hypot(cx, 1.0)
    up = [(cx / slant, (cy - 1.0) / slant), (0.0, -1.0), (-cx / nape, -1.0 / nape)]
    return [out, (cx, cy), *up, (side, 0.0), (-side, 0.0)]


def paint_breath(painter: QPainter, theme: Theme, moment: Moment, frame: Frame, breath: Breath, way: int) -> None:
    """Three chevrons from the head: away from it while breathing out, toward it while breathing in."""
    x, y = frame.px(moment.joints["head"])
    ux, uy = _breath_ways(moment, frame)[way]
    scale = frame.scale
    size, near = _CHEVRON_M * scale, _BREATH_FROM_M * scale
    out = breath is Breath.OUT
    pen = QPen(theme.colour("figure_breath"), max(2.0, 0.021 * scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    for at in range(3):
        grown = (0.62 + 0.30 * at) * size
        cx, cy = x + ux * (near + at * size * 1.1), y + uy * (near + at * size * 1.1)
        tip = 0.55 * grown * (1 if out else -1)
        px, py = -uy, ux
        path.moveTo(cx - ux * tip + px * grown, cy - uy * tip + py * grown)
        path.lineTo(cx + ux * tip, cy + uy * tip)
        path.lineTo(cx - ux * tip - px * grown, cy - uy * tip - py * grown)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)


# ---- the whole


def paint_scene(
    painter: QPainter,
    theme: Theme,
    figure: Figure,
    moment: Moment,
    rect: QRectF,
    *,
    breath: Breath | None = None,
    arrow: tuple[str, str] | None = None,
) -> None:
    """All of it at once. `arrow` names the poses of a way to be shown though nothing moves now."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, theme.colour("background"))
    frame = frame_for(figure, rect, mirrored=moment.mirrored)
    paint_floor(painter, theme, figure, frame, rect)
    if ghost_of(figure, moment):
        start = figure.between(figure.start, figure.start, 0.0, mirrored=moment.mirrored, swapped=moment.swapped)
        paint_ghost(painter, theme, figure, start, frame)
    _paint_whole_body(painter, theme, figure, moment, frame)
    way = (moment.start, moment.end) if moment.is_moving else arrow
    arrows = arrow_ways(figure, *way, frame, mirrored=moment.mirrored, swapped=moment.swapped) if way else []
    for points in arrows:
        paint_arrow(painter, theme, points, frame.scale)
    if breath is not None:
        paint_breath(painter, theme, moment, frame, breath, breath_way(figure, moment, frame, rect, arrows))
    painter.restore()


def ghost_of(figure: Figure, moment: Moment) -> bool:
    """Whether the start pose is shown as a ghost: while another pose is held."""
    return not moment.is_moving and moment.end != figure.start and moment.share >= 1.0


def paint_stills(
    painter: QPainter,
    theme: Theme,
    figure: Figure,
    moment: Moment,
    rect: QRectF,
    pair: tuple[str, str],
    breath: Breath | None = None,
) -> None:
    """Two stills for those who want no motion: the poses of a way beside or under each other, in the order of the file.

    The one to be in is drawn in full, the other as a silhouette; the arrow is drawn on the one to leave.
    """
    painter.fillRect(rect, theme.colour("background"))
    order = list(figure.drawing.poses)
    for place, name in zip(_still_places(figure, rect), sorted(pair, key=order.index), strict=True):
        frame = frame_for(figure, place, mirrored=moment.mirrored)
        still = figure.between(name, name, 1.0, mirrored=moment.mirrored, swapped=moment.swapped)
        paint_floor(painter, theme, figure, frame, place)
        if name == moment.end:
            _paint_whole_body(painter, theme, figure, still, frame)
            if breath is not None:
                paint_breath(painter, theme, still, frame, breath, breath_way(figure, still, frame, place))
            continue
        paint_ghost(painter, theme, figure, still, frame)
        if moment.start == name:
            mirrored, swapped = moment.mirrored, moment.swapped
            for points in arrow_ways(figure, moment.start, moment.end, frame, mirrored=mirrored, swapped=swapped):
                paint_arrow(painter, theme, points, frame.scale)


def _still_places(figure: Figure, rect: QRectF) -> tuple[QRectF, QRectF]:
    """Two halves of `rect`, beside or above each other, whichever shows the figure larger."""
    gap = 0.02 * rect.width()
    wide, tall = (rect.width() - gap) / 2, (rect.height() - gap) / 2
    beside = QRectF(rect.left(), rect.top(), wide, rect.height())
    above = QRectF(rect.left(), rect.top(), rect.width(), tall)
    if frame_for(figure, above, mirrored=False).scale > frame_for(figure, beside, mirrored=False).scale:
        return above, above.translated(0, tall + gap)
    return beside, beside.translated(wide + gap, 0)
