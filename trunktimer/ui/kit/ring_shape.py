"""Where everything on the countdown ring lies, as pure functions of its size. Draws nothing and knows no session."""

from dataclasses import dataclass, replace
from math import atan2, ceil, cos, floor, hypot, pi, radians, sin, sqrt
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from trunktimer.ui.kit.fonts import BOLD, cap_ratio, text_width

FRAME_MS: Final = 16  # no screen worth waking for is faster
SMALL_WEDGE_DEGREES: Final = 30.0
CORNERS: Final = 720  # of a rim: a line between two leaves a circle by less than a hundredth of a pixel

# All shares are of the outer radius; the middles of rows are that far below the ring's middle.
THICKNESS: Final = 0.146
PULSED: Final = 0.174  # at the height of a pulse
DIGITS_CAP: Final = 0.806
DIGITS_MIDDLE: Final = -0.22
DIGITS_MARGIN: Final = 0.005
LINE_CAP: Final = 0.26  # of the line below the digits, if it counts reps
LINE_SMALL_CAP: Final = 0.208  # and of times
LINE_MIDDLE: Final = 0.444
LINE_MARGIN: Final = 0.05
WORD_CAP: Final = 0.26  # of the word below the ring
WORD_MIDDLE: Final = 1.227
FOOT: Final = 0.41  # what is below the ring, for the word
MARK_WIDTH: Final = 0.029
MARK_GROUND: Final = 0.017  # on both sides of a mark
PADDING_PX: Final = 2.0
SIDE_BEARINGS: Final = 0.05  # the empty space at both ends of a row of digits, as a share of the font's size


@dataclass(frozen=True, slots=True)
class RingShape:
    """A ring at the right of its place, with room for a word below: its middle and its two radii, in logical pixels.

    Attributes:
        right: where the place ends, whose width is `wide`: the word may need more room than the ring.
    """

    middle: QPointF
    outer: float
    inner: float
    right: float
    wide: float

    def pulsed(self, pulse: float) -> "RingShape":
        """The same ring, as thick as it is at a strength of the pulse, 0 to 1."""
        return replace(self, inner=self.outer * (1 - THICKNESS - (PULSED - THICKNESS) * pulse)) if pulse else self

    @property
    def digits_middle(self) -> float:
        """The height at which the digits have their middle."""
        return self.middle.y() + DIGITS_MIDDLE * self.outer

    def digits_cap(self, wide: float) -> float:
        """How high digits may be whose width is `wide` times their height, so that their corners stay inside."""
        reach = self.inner - DIGITS_MARGIN * self.outer
        shift = abs(DIGITS_MIDDLE) * self.outer
        # The upper corners lie on the circle: (wide·h/2)² + (shift + h/2)² = reach².
        square, linear, rest = (wide * wide + 1) / 4, shift, shift * shift - reach * reach
        cap = (-linear + sqrt(linear * linear - 4 * square * rest)) / (2 * square)
        return min(DIGITS_CAP * self.outer, cap)

    def room(self, middle: float, height: float) -> float:
        """How wide a row may be whose middle lies `middle` (share of the radius) below the ring's middle."""
        reach = self.inner - LINE_MARGIN * self.outer
        low = abs(middle) * self.outer + height / 2
        return 2 * sqrt(max(0.0, reach * reach - low * low))


def ring_shape(width_px: float, height_px: float) -> RingShape:
    """The largest ring in a rectangle that leaves room for the word below it."""
    outer = max(1.0, min(width_px / 2, height_px / (2 + FOOT)) - PADDING_PX)
    middle = QPointF(width_px - PADDING_PX - outer, PADDING_PX + outer)
    return RingShape(middle, outer, outer * (1 - THICKNESS), width_px, width_px)


def point_at(shape: RingShape, fraction: float, radius: float) -> QPointF:
    """The point where the ring's rest begins when `fraction` (0..1) is left; the end is always at the top."""
    angle = 2 * pi * (1 - fraction)
    return QPointF(shape.middle.x() + radius * sin(angle), shape.middle.y() - radius * cos(angle))


def sector(shape: RingShape, low: float, high: float) -> QPainterPath:
    """The piece of the ring between two fractions left, `low` ≤ `high`.

    Its rims are lines between fixed corners: wherever two pieces of a ring overlap they are the same to the pixel, so
    that a piece can be painted anew in a part of the window without a seam.
    """
    path = QPainterPath()
    if high <= low:
        return path
    corners = [low, *(at / CORNERS for at in range(floor(low * CORNERS) + 1, ceil(high * CORNERS))), high]
    rims = [point_at(shape, at, shape.outer) for at in corners]
    rims += [point_at(shape, at, shape.inner) for at in reversed(corners)]
    path.addPolygon(QPolygonF(rims))
    path.closeSubpath()
    return path


def share_in(shape: RingShape, part: QRect) -> tuple[float, float]:
    """Between which fractions the ring lies in a part of the page; all of it where that is not easily said."""
    if part.adjusted(-2, -2, 2, 2).contains(shape.middle.toPoint()):
        return 0.0, 1.0
    box = QRectF(part)
    fractions = [
        -atan2(corner.x() - shape.middle.x(), shape.middle.y() - corner.y()) / (2 * pi) % 1
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())
    ]
    low, high = min(fractions) - 1 / CORNERS, max(fractions) + 1 / CORNERS
    return (low, high) if high - low < 0.5 else (0.0, 1.0)


def wedge_rect(shape: RingShape, before: float, after: float) -> QRect:
    """What has to be painted again when the fraction left goes from `before` to `after`; all if it went far."""
    low, high = sorted((before, after))
    low = floor(low * CORNERS) / CORNERS  # from there the rim leads straight to the end of the rest
    if (high - low) * 360 > SMALL_WEDGE_DEGREES:
        reach = shape.outer + PADDING_PX
        return QRectF(shape.middle.x() - reach, shape.middle.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
    ends = [
        point_at(shape, fraction, radius)
        for fraction in (low, (low + high) / 2, high)
        for radius in (shape.inner - PADDING_PX, shape.outer + PADDING_PX)
    ]
    # Between its three points the arc bulges by less than this.
    bulge = shape.outer * (1 - cos(radians((high - low) * 90)))
    grow = PADDING_PX + bulge
    return QPolygonF(ends).boundingRect().adjusted(-grow, -grow, grow, grow).toAlignedRect()


def mark(shape: RingShape, fraction: float, grow_px: float = 0.0) -> QPainterPath:
    """A bar across the ring where `fraction` is left; with `grow_px`, wider on both sides for a halo."""
    half = MARK_WIDTH * shape.outer / 2 + grow_px
    near, far = point_at(shape, fraction, shape.inner - half), point_at(shape, fraction, shape.outer + PADDING_PX)
    length = hypot(far.x() - near.x(), far.y() - near.y())
    across = QPointF(-(far.y() - near.y()) / length * half, (far.x() - near.x()) / length * half)
    path = QPainterPath(near + across)
    for corner in (far + across, far - across, near - across):
        path.lineTo(corner)
    path.closeSubpath()
    return path


def mark_rect(shape: RingShape, fraction: float) -> QRect:
    """The place of a mark with its halo."""
    return mark(shape, fraction, 4.0).boundingRect().adjusted(-2, -2, 2, 2).toAlignedRect()


def wake_interval_ms(diameter_px: float, planned_ms: int) -> int:
    """How long until the rim of a ring moves by one device pixel, when it empties in `planned_ms`.

    `diameter_px` is in device pixels. Never less than one frame.
    """
    rim_px = max(1.0, pi * diameter_px)
    return max(FRAME_MS, ceil(planned_ms / rim_px))


def pulse_strength(remaining_ms: int, pulse_s: int) -> float:
    """How strong the pulse of the last three seconds is now, 0..1: up in 300 ms, down in 600 ms, once a second."""
    if not pulse_s or remaining_ms <= 0:
        return 0.0
    since_ms = (-remaining_ms) % 1000
    if since_ms < 300:
        return 0.5 - 0.5 * cos(pi * since_ms / 300)
    return 0.5 + 0.5 * cos(pi * min(600, since_ms - 300) / 600)


def digits_size(shape: RingShape, digits: str) -> int:
    """The pixel size of the digits: the same for all texts of the same form, so that nothing jumps."""
    form = "".join("0" if sign.isdigit() else sign for sign in digits)
    # The empty space on both sides of a digit may lie on the ring; the ink may not.
    ink = text_width(form, BOLD, True) - SIDE_BEARINGS
    return max(1, int(shape.digits_cap(ink / cap_ratio(BOLD)) / cap_ratio(BOLD)))
