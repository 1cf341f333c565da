"""From the joints of a figure to outlines on the page: tapered limbs, a trunk, a head. Knows no colours.

Outlines are closed paths without boolean operations: those are slow and make facets of circles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath

from trunktimer.figure.body import HEAD_RADIUS, Joints, Point, add, cross, sub, vector
from trunktimer.figure.figure import Figure, Moment, View, other_side
from trunktimer.figure.prop import Prop

Px = tuple[float, float]

_HALO_M: Final = 0.014
_HIP_CAP_M: Final = 0.055
_NECK_CAP_M: Final = 0.035
_BAND_M: Final = 0.013
_HAIRLINE: Final = 24  # points along it
_NECK_FROM: Final = 0.24  # of the way from the shoulders to the head
#: The trunk at hips, belly, middle and shoulders: how far it goes back, forward and to each side, in metres.
_TRUNK: Final = ((0.118, 0.092, 0.160), (0.082, 0.098, 0.126), (0.104, 0.112, 0.142), (0.088, 0.076, 0.150))
_TRUNK_JOINTS: Final = ("hip", "belly", "mid_back", "shoulder")
_LEG: Final = (0.090, 0.062, 0.060, 0.040)  # radii at hip, knee (thigh and shank), ankle
_ARM: Final = (0.056, 0.045, 0.044, 0.032)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where metres lie on the page: pixels a metre, and the pixel of the origin on the floor."""

    scale: float
    x: float
    y: float
    lean: tuple[float, float]

    def px(self, point: Point) -> Px:
        """A point of the body on the page."""
        x, y, z = point
        return self.x + (x + z * self.lean[0]) * self.scale, self.y - (y + z * self.lean[1]) * self.scale


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: its outline, the wider outline that cuts it out from what lies behind, its colour role.

    `key` is equal for two parts that look the same.
    """

    name: str
    role: str
    path: QPainterPath
    halo: QPainterPath | None
    bounds: QRectF
    key: tuple[float, ...]
    depth: float


def body_parts(figure: Figure, moment: Moment, frame: Frame, known: Sequence[Part] = ()) -> list[Part]:
    """The parts of the body from the farthest to the nearest.

    Those of `known` that would come out the same (to half a pixel) are taken over.
    """
    before = {part.name: part for part in known}
    joints = moment.joints
    px = {name: frame.px(point) for name, point in joints.items()}
    scale = frame.scale
    facing = -figure.body_side if moment.mirrored else figure.body_side
    greyed = _far_is_grey(figure, moment)
    parts = [_trunk_part(moment, px, scale, facing, before), *_head_parts(figure, moment, px, scale, before)]
    for side in ("far", "near"):
        role = "figure_far" if side == "far" and greyed else "figure_near"
        bias = 0.0 if side == "near" else -0.001
        leg = [px[f"{name}_{side}"] for name in ("hip", "knee", "ankle", "foot")]
        arm = [px[f"{name}_{side}"] for name in ("shoulder", "elbow", "hand", "finger")]
        leg_depth = (joints[f"knee_{side}"][2] + joints[f"ankle_{side}"][2] + joints[f"hip_{side}"][2]) / 3 + bias
        arm_depth = (joints[f"elbow_{side}"][2] + joints[f"hand_{side}"][2]) / 2 + bias
        radii = [radius * scale for radius in (*_LEG, 0.040, 0.027)]
        parts.append(_limb(f"leg_{side}", role, leg, radii, scale, leg_depth + 0.006, before))
        radii = [radius * scale for radius in (*_ARM, 0.034, 0.024)]
        parts.append(_limb(f"arm_{side}", role, arm, radii, scale, arm_depth + 0.012, before))
    if figure.drawing.prop is Prop.BAND:
        parts.append(_band(figure, moment, px, scale, before))
    parts.sort(key=lambda part: part.depth)
    return parts


def _far_is_grey(figure: Figure, moment: Moment) -> bool:
    """Far limbs are set apart by tone, but not where a person stands toward the viewer: there no limb is far."""
    if figure.drawing.view is View.SIDE:
        return True
    return figure.drawing.view is View.FRONT and abs(sin(radians(moment.pose.spine[0]))) < 0.6


def _key(points: Iterable[Px]) -> tuple[float, ...]:
    """Equal for outlines that are less than about half a pixel apart."""
    return tuple([round(2 * number) for point in points for number in point])


def _limb(
    name: str,
    role: str,
    points: Sequence[Px],
    radii: Sequence[float],
    scale: float,
    depth: float,
    before: Mapping[str, Part],
) -> Part:
    """Three bones: each has a radius at both of its ends, so that a knee is rounder than the shin under it."""
    key = _key(points)
    known = before.get(name)
    if known is not None and known.key == key:
        return known if known.depth == depth else replace(known, depth=depth)
    path, halo = _winding(), _winding()
    grown = _HALO_M * scale
    for at in range(3):
        first, second = radii[2 * at], radii[2 * at + 1]
        capsule(path, points[at], points[at + 1], first, second)
        capsule(halo, points[at], points[at + 1], first + grown, second + grown)
    return Part(name, role, path, halo, halo.boundingRect(), key, depth)


def _band(figure: Figure, moment: Moment, px: dict[str, Px], scale: float, before: Mapping[str, Part]) -> Part:
    """The band over all that it is held by, and a halo that sets it off from the body."""
    names = [other_side(name) if moment.swapped else name for name in figure.prop_at]
    points = [px[name] for name in names]
    key = _key(points)
    known = before.get("band")
    if known is not None and known.key == key:
        return known
    path, halo = _winding(), _winding()
    for p, q in pairwise(points):
        capsule(path, p, q, _BAND_M * scale, _BAND_M * scale)
        capsule(halo, p, q, (_BAND_M + _HALO_M / 2) * scale, (_BAND_M + _HALO_M / 2) * scale)
    depth = max(moment.joints[name][2] for name in names) + 0.3
    return Part("band", "mat_edge", path, halo, halo.boundingRect(), key, depth)


def _winding() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def capsule(path: QPainterPath, p: Px, q: Px, r1: float, r2: float) -> None:
    """Add two circles and their common tangents to `path`, as one closed contour."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    d = hypot(dx, dy)
    if d <= abs(r1 - r2) + 1e-6:
        centre, r = (p, r1) if r1 >= r2 else (q, r2)
        path.moveTo(centre[0] + r, centre[1])
        path.arcTo(centre[0] - r, centre[1] - r, 2 * r, 2 * r, 0, 360)
        path.closeSubpath()
        return
    b = degrees(atan2(-dy, dx))
    o = degrees(acos((r1 - r2) / d))
    a = radians(b + o)
    path.moveTo(p[0] + r1 * cos(a), p[1] - r1 * sin(a))
    path.arcTo(p[0] - r1, p[1] - r1, 2 * r1, 2 * r1, b + o, 360 - 2 * o)
    path.arcTo(q[0] - r2, q[1] - r2, 2 * r2, 2 * r2, b - o, 2 * o)
    path.closeSubpath()


# ---- the trunk


@dataclass(frozen=True, slots=True)
class Slice:
    """The trunk at one height: its middle and half its width on the page in pixels, its two directions.

    `aside` is the unit vector across the spine (up for a spine that points right), `front` how much of the
    body's front (1) or back (-1) lies on that side, `turned` how much the body faces viewer or wall.
    """

    x: float
    y: float
    along: Px
    aside: Px
    half: float
    front: float
    turned: float

    def at(self, share: float) -> Px:
        """A point across the trunk: -1 and 1 are its edges, 1 on the side of `aside`."""
        return self.x + self.aside[0] * self.half * share, self.y + self.aside[1] * self.half * share


def trunk_slices(moment: Moment, px: dict[str, Px], scale: float, facing: int) -> list[Slice]:
    """The trunk from the hips to the shoulders."""
    slices = []
    hips_turn, shoulders_turn = moment.pose.turn
    toward = -facing if moment.mirrored else facing  # a mirror changes left and right, and not near and far
    points = [px[name] for name in _TRUNK_JOINTS]
    for at, (back, front, half_width) in enumerate(_TRUNK):
        turn = radians(hips_turn + (shoulders_turn - hips_turn) * at / 3)
        before, after = points[max(0, at - 1)], points[min(3, at + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        d = hypot(dx, dy) or 1.0
        along = (dx / d, dy / d)
        aside = (along[1], -along[0])  # a quarter turn to the left, as it is seen
        out = front + moment.pose.belly_cm / 100 * (1.0 if at == 1 else 0.35 if at in (0, 2) else 0.0)
        shown = -facing * cos(turn)
        shift = shown * (out - back) / 2
        half = sqrt(((out + back) / 2 * cos(turn)) ** 2 + (half_width * sin(turn)) ** 2)
        x = points[at][0] + aside[0] * shift * scale
        y = points[at][1] + aside[1] * shift * scale
        slices.append(Slice(x, y, along, aside, half * scale, shown, toward * sin(turn)))
    return slices


def _trunk_part(moment: Moment, px: dict[str, Px], scale: float, facing: int, before: Mapping[str, Part]) -> Part:
    slices = trunk_slices(moment, px, scale, facing)
    hip, top = slices[0], slices[-1]
    cap, neck = _HIP_CAP_M * scale, _NECK_CAP_M * scale
    outline = [part.at(1.0) for part in slices]
    outline.append(_beyond(top, 0.55, neck))
    outline.append(_beyond(top, -0.55, neck))
    outline += [part.at(-1.0) for part in reversed(slices)]
    outline.append(_beyond(hip, -0.6, -cap))
    outline.append(_beyond(hip, 0.6, -cap))
    key = _key(outline)
    known = before.get("trunk")
    if known is not None and known.key == key:
        return known
    path = smooth(outline)
    wide = smooth([_away(point, slices, _HALO_M * scale) for point in outline])
    return Part("trunk", "figure_trunk", path, wide, wide.boundingRect(), key, 0.0)


def _beyond(part: Slice, share: float, by: float) -> Px:
    x, y = part.at(share)
    return x + part.along[0] * by, y + part.along[1] * by


def _away(point: Px, slices: Sequence[Slice], by: float) -> Px:
    """`point` moved outward: away from the slice that is nearest to it."""
    near = min(slices, key=lambda part: hypot(point[0] - part.x, point[1] - part.y))
    dx, dy = point[0] - near.x, point[1] - near.y
    d = hypot(dx, dy) or 1.0
    return point[0] + dx / d * by, point[1] + dy / d * by


def smooth(points: Sequence[Px], *, closed: bool = True) -> QPainterPath:
    """A curve through points (Catmull and Rom's, as Bézier curves)."""
    path = _winding()
    n = len(points)
    path.moveTo(*points[0])
    for at in range(n if closed else n - 1):
        if closed:
            a, b, c, d = points[at - 1], points[at], points[(at + 1) % n], points[(at + 2) % n]
        else:
            a, b, c, d = points[max(0, at - 1)], points[at], points[at + 1], points[min(n - 1, at + 2)]
        path.cubicTo(
            b[0] + (c[0] - a[0]) / 6,
            b[1] + (c[1] - a[1]) / 6,
            c[0] - (d[0] - b[0]) / 6,
            c[1] - (d[1] - b[1]) / 6,
            c[0],
            c[1],
        )
    if closed:
        path.closeSubpath()
    return path


# ---- the head


def gaze_of(moment: Moment) -> Point:
    """The way the face looks, as a unit vector on the page that is shown."""
    x, y, z = vector(moment.pose.gaze, 1.0)
    return (-x if moment.mirrored else x, y, z)


def _head_parts(
    figure: Figure, moment: Moment, px: dict[str, Px], scale: float, before: Mapping[str, Part]
) -> list[Part]:
    radius = HEAD_RADIUS * scale
    centre, neck = px["head"], px["shoulder"]
    gaze = gaze_of(moment)
    key = _key((centre, neck, (gaze[0] * radius, gaze[1] * radius)))
    known = [before.get(name) for name in ("head", "hair", "eyes")]
    if known[0] is not None and known[0].key == key:
        return [part for part in known if part is not None]
    up = _unit(sub(moment.joints["head"], moment.joints["shoulder"]))
    # What points up on the face stands on the gaze.
    share = up[0] * gaze[0] + up[1] * gaze[1] + up[2] * gaze[2]
    crown = _unit((up[0] - share * gaze[0], up[1] - share * gaze[1], up[2] - share * gaze[2]))
    right = cross(gaze, crown)
    path, halo = _winding(), _winding()
    grown = _HALO_M * scale
    thick = 0.050 * scale
    # The neck comes out of the trunk's upper edge, not out of the middle of the chest.
    base = (neck[0] + (centre[0] - neck[0]) * _NECK_FROM, neck[1] + (centre[1] - neck[1]) * _NECK_FROM)
    capsule(path, base, centre, thick, thick)
    capsule(halo, base, centre, thick + grown, thick + grown)
    capsule(path, centre, centre, radius, radius)
    capsule(halo, centre, centre, radius + grown, radius + grown)
    nose_from = _on_head(centre, radius, add(_times(gaze, 0.80), _times(crown, -0.10)))
    nose_to = _on_head(centre, radius, add(_times(gaze, 1.16), _times(crown, -0.20)))
    if hypot(gaze[0], gaze[1]) > 0.35:
        capsule(path, nose_from, nose_to, 0.036 * scale, 0.017 * scale)
        capsule(halo, nose_from, nose_to, 0.036 * scale + grown, 0.017 * scale + grown)
    depth = moment.joints["head"][2] + (0.4 if figure.drawing.head_over else -0.004)
    parts = [Part("head", "figure_near", path, halo, halo.boundingRect(), key, depth)]
    hair = _hair(centre, radius * 1.04, _unit(add(_times(gaze, -0.72), _times(crown, 0.70))))
    parts.append(Part("hair", "figure_hair", hair, None, hair.boundingRect(), key, depth + 0.0001))
    eyes = _winding()
    for sign in (1, -1):
        spot = _unit(add(add(_times(gaze, 0.86), _times(crown, 0.10)), _times(right, 0.36 * sign)))
        if spot[2] > 0.12 or (abs(gaze[2]) < 0.3 and sign * right[2] > 0):
            at = _on_head(centre, radius * 0.84, spot)
            capsule(eyes, at, at, 0.0155 * scale, 0.0155 * scale)
    parts.append(Part("eyes", "background", eyes, None, eyes.boundingRect(), key, depth + 0.0002))
    return parts


def _hair(centre: Px, radius: float, pole: Point) -> QPainterPath:
    """The half of the head around `pole`, as far as it is seen: an arc, and back along the rim's ellipse."""
    flat = hypot(pole[0], pole[1])
    path = QPainterPath()
    if flat < 1e-6:
        if pole[2] > 0:
            capsule(path, centre, centre, radius, radius)
        return path
    toward = atan2(pole[1], pole[0])
    path.moveTo(centre[0] + radius * cos(toward - pi / 2), centre[1] - radius * sin(toward - pi / 2))
    path.arcTo(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius, degrees(toward) - 90, 180)
    # The hairline lies a little toward the crown, so that a face remains.
    set_back = 0.16
    for at in range(1, _HAIRLINE):
        a = at * pi / _HAIRLINE
        across, along = cos(a), -pole[2] * sin(a) + set_back * sin(a) * flat
        x = cos(toward + pi / 2) * across + cos(toward) * along
        y = sin(toward + pi / 2) * across + sin(toward) * along
        path.lineTo(centre[0] + radius * x, centre[1] - radius * y)
    path.closeSubpath()
    return path


def _on_head(centre: Px, radius: float, direction: Point) -> Px:
    return centre[0] + direction[0] * radius, centre[1] - direction[1] * radius


def _times(a: Point, by: float) -> Point:
    return (a[0] * by, a[1] * by, a[2] * by)


def _unit(a: Point) -> Point:
    size = hypot(*a) or 1.0
    return (a[0] / size, a[1] / size, a[2] / size)


def trunk_of(figure: Figure, moment: Moment, frame: Frame) -> list[Slice]:
    """The slices of the trunk, for what is painted on it."""
    px = {name: frame.px(moment.joints[name]) for name in _TRUNK_JOINTS}
    facing = -figure.body_side if moment.mirrored else figure.body_side
    return trunk_slices(moment, px, frame.scale, facing)


def outline_points(joints: Joints, frame: Frame) -> dict[str, Px]:
    """All joints on the page."""
    return {name: frame.px(point) for name, point in joints.items()}
