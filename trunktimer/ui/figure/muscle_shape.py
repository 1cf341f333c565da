"""Where working muscles lie on a figure, as outlines on the page. A muscle on the far side of the body has none."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from trunktimer.figure.figure import Figure, Moment, View
from trunktimer.routine.muscles import Muscle
from trunktimer.ui.figure.figure_shape import Frame, Px, Slice, capsule, outline_points, trunk_of

#: Points along a muscle, each with the radius there.
Band = list[tuple[Px, float]]

_RIM_M: Final = 0.012
_BENT: Final = 0.97  # a flank shorter than this share of the other is the one that works
#: Muscles of the trunk: on its front (1), back (-1) or side (0), from where to where along the spine (0..3).
_TRUNK: Final = {
    Muscle.ABDOMEN: (1, 0.25, 2.0),
    Muscle.DEEP_ABDOMEN: (1, 0.2, 1.5),
    Muscle.LOWER_BACK: (-1, 0.35, 1.7),
    Muscle.UPPER_BACK: (-1, 1.6, 2.85),
    Muscle.CHEST: (1, 2.0, 2.8),
    Muscle.SIDE_TRUNK: (0, 0.3, 2.0),
}
#: Muscles of a limb: its two joints, front (1), back (-1) or middle (0), from where to where, two radii.
_LIMB: Final = {
    Muscle.QUADRICEPS: ("hip", "knee", 1, 0.22, 0.84, 0.046, 0.032),
    Muscle.HAMSTRINGS: ("hip", "knee", -1, 0.24, 0.86, 0.046, 0.032),
    Muscle.HIP_FLEXORS: ("hip", "knee", 1, -0.08, 0.26, 0.050, 0.046),
    Muscle.HIP_SIDE: ("hip", "knee", 0, -0.10, 0.26, 0.062, 0.046),
    Muscle.CALVES: ("knee", "ankle", -1, 0.12, 0.62, 0.036, 0.024),
    Muscle.SHOULDERS: ("shoulder", "elbow", 0, 0.0, 0.34, 0.044, 0.034),
}
#: After which part of the body a patch is drawn.
_OVER: Final = {Muscle.GLUTES: "leg", Muscle.SHOULDERS: "arm"}


def sides_of(figure: Figure, muscle: str) -> tuple[str, ...]:
    """The limbs of the drawing on which a muscle is shown; a muscle of the trunk is shown once."""
    if muscle in _TRUNK or figure.drawing.muscles_on == "near":
        return ("near",)
    return ("far", "near") if figure.drawing.muscles_on == "both" else ("far",)


def patch_over(muscle: str, moment: Moment, side: str) -> str:
    """The name of the part that a muscle's patch lies on, for the near or far limb of the drawing."""
    if muscle in _TRUNK:
        return "trunk"
    return f"{_OVER.get(Muscle(muscle), 'leg')}_{_shown_on(side, moment)}"


def _shown_on(side: str, moment: Moment) -> str:
    """Where near and far have changed places, so have their muscles."""
    return ("near" if side == "far" else "far") if moment.swapped else side


def patch(
    figure: Figure, moment: Moment, frame: Frame, muscle: str, side: str
) -> tuple[QPainterPath, QPainterPath] | None:
    """The outline of a muscle and the wider one of its rim; `None` where it is not seen."""
    name = Muscle(muscle)
    if name in _TRUNK:
        bands = _trunk_bands(figure, moment, frame, name)
    else:
        bands = [_limb_spots(figure, moment, frame, name, _shown_on(side, moment))]
    bands = [band for band in bands if band]
    if not bands:
        return None
    fill, rim = QPainterPath(), QPainterPath()
    for path, grown in ((fill, 0.0), (rim, _RIM_M * frame.scale)):
        path.setFillRule(Qt.FillRule.WindingFill)
        for band in bands:
            for (p, r1), (q, r2) in pairwise(band):
                capsule(path, p, q, r1 + grown, r2 + grown)
    return fill, rim


def _trunk_bands(figure: Figure, moment: Moment, frame: Frame, muscle: Muscle) -> list[Band]:
    slices = trunk_of(figure, moment, frame)
    where, low, high = _TRUNK[muscle]
    turned = slices[1].turned
    if abs(turned) > 0.7:
        if where * turned < 0:
            return []  # it is on the other side of the body
        if not where:  # seen from the front, the sides are the edges
            return [_band(slices, low, high, out, 0.22) for out in _flanks(slices)]
        return [_band(slices, low, high, 0.0, 0.36)]
    return [_band(slices, low, high, where * 0.56, 0.36)]


def _flanks(slices: Sequence[Slice]) -> list[float]:
    """Both edges of a trunk seen from the front; where it bends to one side, only the one that is shortened."""
    lengths = {
        out: sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(part.at(out) for part in slices))
        for out in (-0.74, 0.74)
    }
    shorter, longer = sorted(lengths, key=lambda out: lengths[out])
    return [shorter] if lengths[shorter] < _BENT * lengths[longer] else [shorter, longer]


def _band(slices: Sequence[Slice], low: float, high: float, out: float, thick: float) -> Band:
    """A band along the spine; `out` (-1..1) across the trunk, `thick` a share of half its width."""
    steps = 6
    band = []
    for at in range(steps + 1):
        across, half = _across(slices, low + (high - low) * at / steps, out)
        band.append((across, half * (thick * 0.84 if at in (0, steps) else thick)))
    return band


def _across(slices: Sequence[Slice], at: float, out: float) -> tuple[Px, float]:
    """A point of the trunk at a height between two slices, toward its front (1) or back (-1) as far as it is seen."""
    index = min(int(at), 2)
    share = at - index
    low, high = slices[index], slices[index + 1]
    turned = abs(slices[1].turned) > 0.7
    a, b = low.at(out if turned else out * low.front), high.at(out if turned else out * high.front)
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), low.half + (high.half - low.half) * share


def _limb_spots(figure: Figure, moment: Moment, frame: Frame, muscle: Muscle, side: str) -> Band:
    px = outline_points(moment.joints, frame)
    scale = frame.scale
    if muscle is Muscle.GLUTES:
        if side == "far" and figure.drawing.view is View.SIDE:
            return []  # the near hip hides it
        hip, belly = trunk_of(figure, moment, frame)[:2]
        if abs(hip.turned) > 0.7 and hip.turned > 0:
            return []
        over = -0.52 * hip.front
        first = hip.at(over)
        second = (hip.x + (belly.x - hip.x) * 0.42, hip.y + (belly.y - hip.y) * 0.42)
        second = (second[0] + hip.aside[0] * hip.half * over, second[1] + hip.aside[1] * hip.half * over)
        below = (first[0] - hip.along[0] * 0.045 * scale, first[1] - hip.along[1] * 0.045 * scale)
        return [(below, 0.050 * scale), (second, 0.040 * scale)]
    upper, lower, where, low, high, r1, r2 = _LIMB[muscle]
    p, q = px[f"{upper}_{side}"], px[f"{lower}_{side}"]
    dx, dy = q[0] - p[0], q[1] - p[1]
    d = hypot(dx, dy)
    if d < 1e-6:
        return []
    facing = -figure.body_side if moment.mirrored else figure.body_side
    profile = abs(trunk_of(figure, moment, frame)[0].front)
    # The front of a leg lies to the left of the way down it where the right side is seen.
    off = where * facing * profile * 0.036 * scale
    ox, oy = dy / d * off, -dx / d * off
    ends = ((low, r1), (high, r2))
    return [((p[0] + dx * share + ox, p[1] + dy * share + oy), radius * scale) for share, radius in ends]
