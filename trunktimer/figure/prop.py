"""What is beside the body: a chair under it, a wall that it touches, a band between its ends. Draws nothing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from trunktimer.figure.body import RADII, Joints

#: The seat of a chair goes so far behind and before the hips, in metres; its backrest ends so far above the seat.
SEAT_BEHIND: Final = 0.16
SEAT_AHEAD: Final = 0.24
BACKREST: Final = 0.42


class Prop(StrEnum):
    """A thing that a movement needs and that is drawn."""

    CHAIR = "chair"
    WALL = "wall"
    BAND = "band"


#: The joints at which a thing is, where the file names none: what sits, what touches, between what it is stretched.
USUAL_AT: Final[Mapping[Prop, tuple[str, ...]]] = {
    Prop.CHAIR: ("hip",),
    Prop.WALL: ("hand_near",),
    Prop.BAND: ("hand_near", "hand_far"),
}


class Place(NamedTuple):
    """Where a chair or a wall stands, in metres: `x` of its middle or its face, the `height` of the seat.

    `toward` is 1 where the sitter looks right or the wall is at the right, -1 at the left.
    """

    x: float
    height: float
    toward: int


def place_of(prop: Prop | None, joint: str, joints: Joints) -> Place | None:
    """Where it stands for all poses: under or beside `joint` in the first one. A band has no place of its own."""
    x, y, _ = joints[joint]
    feet = (joints["ankle_near"][0] + joints["ankle_far"][0]) / 2
    if prop is Prop.CHAIR:
        return Place(x, y - RADII["hip_near"], 1 if feet >= x else -1)
    if prop is Prop.WALL:
        toward = 1 if x >= feet else -1
        return Place(x + toward * RADII[joint], 0.0, toward)
    return None


def depth_in(prop: Prop | None, place: Place | None, joints: Joints) -> tuple[str, float]:
    """The joint that is deepest in the chair's seat or in the wall, and by how many metres; negative before it."""
    if place is None:
        return "", 0.0
    if prop is Prop.WALL:
        return max(((name, (joints[name][0] - place.x) * place.toward + RADII[name]) for name in RADII), key=_second)
    low, high = sorted(place.x + place.toward * by for by in (-SEAT_BEHIND, SEAT_AHEAD))
    sunk = [
        (name, place.height - joints[name][1] + RADII[name])
        for name in ("hip_near", "hip_far")
        if low <= joints[name][0] <= high
    ]
    return max(sunk, key=_second, default=("", 0.0))


def _second(found: tuple[str, float]) -> float:
    return found[1]
