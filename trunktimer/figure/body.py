"""The body of the figure: how long and how thick its parts are, and where its joints lie in a pose.

Lengths are in metres, angles in degrees. `x` points right on the page, `y` up, `z` toward the viewer. A bone's
direction is an angle on the page (0 right, 90 up) and a tilt toward the viewer (0 in the page, 90 straight at
the viewer). Nothing here knows of movements or of time.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import cos, dist, hypot, radians, sin, sqrt
from typing import Final, NamedTuple

Point = tuple[float, float, float]
Joints = dict[str, Point]
#: Page angle and tilt of a bone, in degrees.
Bone = tuple[float, float]
Limb = tuple[Bone, Bone, Bone]


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


# A body of 1.75 m. Lengths of limbs: Drillis and Contini's shares of the stature, as given in Winter,
# "Biomechanics and Motor Control of Human Movement" (thigh 0.245, shank 0.246, upper arm 0.186, forearm 0.146);
# foot and hand are shortened to what is seen of them, and the trunk is split into three.
LUMBAR: Final = 0.17
MID_BACK: Final = 0.17
UPPER_BACK: Final = 0.18
NECK: Final = 0.235
HEAD_RADIUS: Final = 0.112
UPPER_ARM: Final = 0.31
FOREARM: Final = 0.26
HAND: Final = 0.10
THIGH: Final = 0.43
SHANK: Final = 0.43
FOOT: Final = 0.17
HALF_SHOULDERS: Final = 0.165
HALF_HIPS: Final = 0.085

#: How thick the body is around each joint, in metres: what touches the floor, and what is drawn.
RADII: Final[Mapping[str, float]] = {
    "hip": 0.112,
    "belly": 0.100,
    "mid_back": 0.108,
    "shoulder": 0.098,
    "head": HEAD_RADIUS,
    **{
        f"{joint}_{side}": radius
        for side in ("near", "far")
        for joint, radius in {
            "hip": 0.092,
            "shoulder": 0.058,
            "elbow": 0.046,
            "hand": 0.034,
            "finger": 0.024,
            "knee": 0.062,
            "ankle": 0.042,
            "foot": 0.027,
        }.items()
    },
}
#: Parts of the body that a movement may plant on the floor or the wall: upper joint, middle joint, end.
CHAINS: Final[Mapping[str, tuple[str, str, str]]] = {
    **{f"foot_{side}": (f"hip_{side}", f"knee_{side}", f"ankle_{side}") for side in ("near", "far")},
    **{f"hand_{side}": (f"shoulder_{side}", f"elbow_{side}", f"hand_{side}") for side in ("near", "far")},
}
#: The joint that a planted end keeps in its place.
PLANTED: Final[Mapping[str, str]] = {end: chain[2] for end, chain in CHAINS.items()}


class Pose(NamedTuple):
    """One posture. All angles are absolute on the page, not relative to the bone before.

    `spine` points from the hips to the head: lumbar, middle, upper back. `pelvis` tips the line through the
    hips. `turn` turns hips and shoulders about the spine: 0 shows the body in profile, 90 from the front (or
    from behind). `belly_cm` is how far the belly stands out (negative: drawn in). `effort` (0..1) is how hard
    the muscles work.
    """

    spine: tuple[float, float, float]
    neck: Bone
    gaze: Bone
    arm_near: Limb
    arm_far: Limb
    leg_near: Limb
    leg_far: Limb
    turn: tuple[float, float]
    pelvis: float = 0.0
    belly_cm: float = 0.0
    effort: float = 1.0


def vector(bone: Bone, length: float) -> Point:
    """A bone of a length as a vector."""
    angle, tilt = bone
    if not tilt:
        angle = radians(angle)
        return (length * cos(angle), length * sin(angle), 0.0)
    angle, tilt = radians(angle), radians(tilt)
    flat = length * cos(tilt)
    return (flat * cos(angle), flat * sin(angle), length * sin(tilt))


def add(a: Point, b: Point) -> Point:
    """Their sum."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Point, b: Point) -> Point:
    """The vector from `b` to `a`."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def cross(a: Point, b: Point) -> Point:
    """The vector that stands on both."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def dot(a: Point, b: Point) -> float:
    """Their scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def joints_of(pose: Pose) -> Joints:
    """Where all joints lie, with the middle of the hips at the origin."""
    low, mid, high = pose.spine
    hip = (0.0, 0.0, 0.0)
    belly = vector((low, 0.0), LUMBAR)
    mid_back = add(belly, vector((mid, 0.0), MID_BACK))
    shoulder = add(mid_back, vector((high, 0.0), UPPER_BACK))
    joints: Joints = {"hip": hip, "belly": belly, "mid_back": mid_back, "shoulder": shoulder}
    joints["head"] = add(shoulder, vector(pose.neck, NECK))
    across_hips = _across(low + pose.pelvis, pose.turn[0], HALF_HIPS)
    across_shoulders = _across(high, pose.turn[1], HALF_SHOULDERS)
    for side, arm, leg in (("near", pose.arm_near, pose.leg_near), ("far", pose.arm_far, pose.leg_far)):
        hip_side = across_hips if side == "near" else sub(hip, across_hips)
        shoulder_side = add(shoulder, across_shoulders) if side == "near" else sub(shoulder, across_shoulders)
        elbow = add(shoulder_side, vector(arm[0], UPPER_ARM))
        hand = add(elbow, vector(arm[1], FOREARM))
        knee = add(hip_side, vector(leg[0], THIGH))
        ankle = add(knee, vector(leg[1], SHANK))
        joints[f"shoulder_{side}"], joints[f"elbow_{side}"], joints[f"hand_{side}"] = shoulder_side, elbow, hand
        joints[f"finger_{side}"] = add(hand, vector(arm[2], HAND))
        joints[f"hip_{side}"], joints[f"knee_{side}"], joints[f"ankle_{side}"] = hip_side, knee, ankle
        joints[f"foot_{side}"] = add(ankle, vector(leg[2], FOOT))
    return joints


def _across(spine: float, turn: float, half: float) -> Point:
    """From the spine to the near shoulder or hip."""
    return vector((spine + 90.0, 90.0 - turn), half)


def reach(root: Point, target: Point, first: float, second: float, toward: Point) -> tuple[Point, Point]:
    """Middle joint and end of two bones that go from `root` to `target` and bend toward the point `toward`.

    Out of reach, the bones are stretched toward the target and end short of it. The lengths always hold.
    """
    way = sub(target, root)
    far = max(abs(first - second) + 1e-9, min(dist(root, target), first + second - 1e-9))
    size = dist(root, target)
    along = (way[0] / size, way[1] / size, way[2] / size) if size > 1e-9 else (0.0, 1.0, 0.0)
    forward = (first * first + far * far - second * second) / (2 * far)
    aside = sqrt(max(0.0, first * first - forward * forward))
    pole = sub(toward, root)
    share = dot(pole, along)
    out = (pole[0] - share * along[0], pole[1] - share * along[1], pole[2] - share * along[2])
    size = hypot(*out)
    if size < 1e-9:  # the pole lies on the line: any side will do
        out = (-along[1], along[0], 0.0) if abs(along[2]) < 0.9 else (1.0, 0.0, 0.0)
        share = dot(out, along)
        out = (out[0] - share * along[0], out[1] - share * along[1], out[2] - share * along[2])
        size = hypot(*out)
    middle = (
        root[0] + along[0] * forward + out[0] / size * aside,
        root[1] + along[1] * forward + out[1] / size * aside,
        root[2] + along[2] * forward + out[2] / size * aside,
    )
    end = (root[0] + along[0] * far, root[1] + along[1] * far, root[2] + along[2] * far)
    return middle, end


def body_side(pose: Pose) -> int:
    """1 where the near side is the body's right, -1 where it is its left.

    It is the way the face looks that tells: a body whose head is to the right and that looks down shows its
    right side.
    """
    axis = vector((pose.spine[2], 0.0), 1.0)
    front = cross(axis, _across(pose.spine[2], pose.turn[1], 1.0))
    return -1 if dot(front, vector(pose.gaze, 1.0)) < -1e-6 else 1


def page(point: Point, lean: tuple[float, float]) -> tuple[float, float]:
    """Where a point is drawn: what is nearer to the viewer is moved by `lean` (x and y for each metre)."""
    return (point[0] + point[2] * lean[0], point[1] + point[2] * lean[1])
