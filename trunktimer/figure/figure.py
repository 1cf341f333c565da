"""The figure of a movement: its poses, and its joints at every moment of every phase. Draws nothing.

Poses meet in minimum-jerk curves, the way people move a limb to a target (Flash and Hogan, 1985). Planted hands and
feet stay where the first pose puts them: the joints above them are solved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import Final

from trunktimer.figure.body import (
    CHAINS,
    FOREARM,
    PLANTED,
    RADII,
    SHANK,
    THIGH,
    UPPER_ARM,
    Bone,
    Joints,
    Limb,
    Point,
    Pose,
    Side,
    add,
    body_side,
    joints_of,
    page,
    reach,
    sub,
    vector,
)
from trunktimer.figure.prop import BACKREST, SEAT_AHEAD, SEAT_BEHIND, USUAL_AT, Place, Prop, place_of
from trunktimer.figure.stage import HOLDS, Stage

#: The word for the joint that rests: the figure stands on its lowest point, and its hips keep their place.
LOWEST: Final = "lowest"
#: Phases in which a person gets to a posture and then keeps it.
_KEPT: Final = frozenset({*HOLDS, "rest", "switch", "settle", "lead-in", "gate"})
_UNTIMED_MS: Final = 2_000  # for a phase of which nobody says how long it takes
_SETTLE_MS: Final = 1_200  # how long getting there takes, at the most
_TOWARD_PEAK: Final = frozenset({"raise", "lift", "up", "press", "push", "reach", "squeeze", "extend", "out", "open"})
_TOWARD_START: Final = frozenset({"lower", "down", "return", "release", "relax", "close", "back", "in"})
_TRAIL_STEPS: Final = 20
_NEARLY_M: Final = 0.08


class View(StrEnum):
    """From where the figure is seen."""

    SIDE = "side"
    FRONT = "front"
    TOP = "top"  # from above; the mat fills the page

    @property
    def lean(self) -> tuple[float, float]:
        """How far one metre toward the viewer moves a point on the page: right, and up."""
        return _LEAN[self]

    @property
    def turn(self) -> float:
        """How the body is turned where a pose says nothing, see `Pose.turn`."""
        return 0.0 if self is View.SIDE else 90.0


_LEAN: Final = {View.SIDE: (-0.20, -0.16), View.FRONT: (0.0, -0.30), View.TOP: (0.0, 0.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a movement file says of its figure.

    The first of `poses` is the start. `phases` gives for a phase word the poses that it goes through; the last
    is where it ends. `beat` are the poses of successive beats where the movement follows a metronome. `works`
    is the limb ("near" or "far") that the block's side means, `muscles_on` the one ("near", "far" or "both") whose
    muscles are coloured. `prop_at` are the joints at which the `prop` is. Names are those of `body`.
    """

    view: View
    anchor: str
    poses: Mapping[str, Pose]
    phases: Mapping[str, tuple[str, ...]]
    beat: tuple[str, ...] = ()
    plant: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    stretch: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    works: str = "near"
    muscles_on: str = "near"
    head_over: bool = False
    on_mat: bool = True
    prop: Prop | None = None
    prop_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a figure: its joints in metres, floor at `y` 0 (seen from above: at `z` 0), `x` mirrored where
    the other side is shown.

    `start` and `end` name the poses it is between; they are one pose while nothing moves. `share` (0..1, eased)
    is how far it is on its way.
    """

    joints: Joints
    pose: Pose
    start: str
    end: str
    share: float
    mirrored: bool
    swapped: bool

    @property
    def is_moving(self) -> bool:
        """Whether the figure is on its way from one pose to another."""
        return self.start != self.end and 0.0 < self.share < 1.0


def ease(share: float) -> float:
    """A minimum-jerk curve from 0 to 1: no jump in speed or acceleration at either end."""
    share = min(1.0, max(0.0, share))
    return share * share * share * (10 + share * (6 * share - 15))


@dataclass(frozen=True, eq=False)
class Figure:
    """A drawing that can be asked for its joints. `tempo` are the usual phases with their times in milliseconds."""

    drawing: Drawing
    tempo: tuple[tuple[str, int], ...] = ()
    _flat: dict[str, tuple[float, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, pose in self.drawing.poses.items():
            self._flat[name] = _flat(pose)

    # ---- what there is

    @property
    def start(self) -> str:
        """The name of the start pose."""
        return next(iter(self.drawing.poses))

    @cached_property
    def peak(self) -> str:
        """The pose that shows the movement best: the hold's, or else that of the first phase that leaves the start."""
        phases = self.drawing.phases
        if "hold" in phases:
            return phases["hold"][-1]
        for word in [word for word, _ in self.tempo] + list(phases):
            for name in phases.get(word, ()):
                if name != self.start:
                    return name
        return next((name for name in self.drawing.beat if name != self.start), self.start)

    @cached_property
    def body_side(self) -> int:
        """1 where the near side of the drawing is the body's right, -1 where it is its left."""
        return body_side(self.drawing.poses[self.start])

    @cached_property
    def shown_side(self) -> Side:
        """The side that works in the drawing as it is written."""
        near = Side.RIGHT if self.body_side > 0 else Side.LEFT
        return near if self.drawing.works == "near" else near.other

    @cached_property
    def is_even(self) -> bool:
        """Whether both sides are alike in the start pose, so that near and far may change places unseen."""
        pose = self.drawing.poses[self.start]
        return self.drawing.view is View.SIDE and all(
            abs((a - b + 180) % 360 - 180) <= 12
            for near, far in ((pose.arm_near, pose.arm_far), (pose.leg_near, pose.leg_far))
            for one, other in zip(near, far, strict=True)
            for a, b in zip(one, other, strict=True)
        )

    @cached_property
    def prop_at(self) -> tuple[str, ...]:
        """The joints at which the movement's chair, wall or band is."""
        prop = self.drawing.prop
        return self.drawing.prop_at or (USUAL_AT[prop] if prop is not None else ())

    @cached_property
    def prop_place(self) -> Place | None:
        """Where chair or wall stands, for all poses alike, in the drawing as it is written."""
        if not self.prop_at:
            return None
        return place_of(self.drawing.prop, self.prop_at[0], self.solve(self.drawing.poses[self.start]))

    # ---- moments

    def poses_of(self, phase: str) -> tuple[str, ...]:
        """The poses that a phase goes through; nothing where the file does not know the word and it says nothing."""
        known = self.drawing.phases.get(phase)
        if known:
            return known
        if phase == "hold" or phase in _TOWARD_PEAK:
            return (self.peak,)
        if phase in _TOWARD_START or phase in ("rest", "settle", "lead-in", "switch"):
            return (self.start,)
        return ()

    def at(self, stage: Stage) -> Moment:
        """The figure at a moment of a session."""
        side = stage.side
        back_ms = self._way_back_ms(stage)
        if stage.crossed is not None and stage.into_ms < back_ms:
            start, end, share = self.poses_of(stage.crossed)[-1], self.start, stage.into_ms / back_ms
            side = side.other if side is not None else None
        else:
            into_ms, duration_ms = stage.into_ms - back_ms, stage.duration_ms - back_ms
            start, end, share = self._way(replace(stage, into_ms=into_ms, duration_ms=duration_ms))
        mirrored = swapped = False
        if side is not None and side is not self.shown_side:
            swapped = stage.alternates and self.is_even
            mirrored = not swapped
        return self.between(start, end, ease(share), mirrored=mirrored, swapped=swapped)

    def between(self, start: str, end: str, share: float, *, mirrored: bool = False, swapped: bool = False) -> Moment:
        """The figure `share` (0..1, as it is: not eased) of the way from one pose to another.

        `swapped` lets the far limbs do what is written for the near ones.
        """
        a, b = self._flat[start], self._flat[end]
        if start == end or share <= 0.0:
            pose = self.drawing.poses[start]
        elif share >= 1.0:
            pose = self.drawing.poses[end]
        else:
            pose = _unflat(tuple(_blend(x, y, share, kind) for x, y, kind in zip(a, b, _KINDS, strict=True)))
        joints = self.solve(pose)
        if swapped:
            joints = swap(joints)
            pose = pose._replace(turn=(-pose.turn[0], -pose.turn[1]))
        if mirrored:
            joints = mirror(joints)
        return Moment(joints, pose, start, end, share, mirrored, swapped)

    def solve(self, pose: Pose) -> Joints:
        """The joints of a pose in their place on the floor, planted ends kept."""
        joints = self._placed(joints_of(pose))
        for end, target in self._targets.items():
            root, middle, tip = CHAINS[end]
            first, second = (THIGH, SHANK) if tip.startswith("ankle") else (UPPER_ARM, FOREARM)
            joints[middle], joints[tip] = reach(joints[root], target, first, second, joints[middle])
            side = end.rpartition("_")[2]
            limb = getattr(pose, f"leg_{side}" if tip.startswith("ankle") else f"arm_{side}")
            last = f"foot_{side}" if tip.startswith("ankle") else f"finger_{side}"
            joints[last] = add(joints[tip], vector(limb[2], _END[last.partition("_")[0]]))
        return joints

    def missed_by(self, joints: Joints) -> dict[str, float]:
        """For each planted end the metres by which solved `joints` leave it."""
        return {end: hypot(*sub(joints[PLANTED[end]], target)) for end, target in self._targets.items()}

    def depth(self, joints: Joints) -> float:
        """How far the lowest part of the body is below the floor, in metres; negative above it."""
        up = 2 if self.drawing.view is View.TOP else 1
        return -min(point[up] - RADII[name] for name, point in joints.items() if name in RADII)

    def lowest(self, joints: Joints) -> str:
        """The joint around which the body is lowest."""
        up = 2 if self.drawing.view is View.TOP else 1
        return min((name for name in joints if name in RADII), key=lambda name: joints[name][up] - RADII[name])

    @cached_property
    def ways(self) -> list[tuple[str, str]]:
        """Pairs of poses that some phase, beat or rest leads between, each once."""
        drawing = self.drawing
        ways: dict[tuple[str, str], None] = {}
        reached = self.start
        for word in [*(word for word, _ in self.tempo), *drawing.phases]:
            for name in self.poses_of(word):
                ways[reached, name] = None
                reached = name
        ways[reached, self.start] = None
        for way in drawing.phases.values():
            ways[self.start, way[0]] = None
            ways[way[-1], self.start] = None
            ways.update(dict.fromkeys(pairwise(way)))
        cycle = (self.start, *drawing.beat, *drawing.beat[:1])
        ways.update(dict.fromkeys(pairwise(cycle)))
        return [way for way in ways if way[0] != way[1]]

    def trail(self, start: str, end: str, joint: str, *, mirrored: bool = False, swapped: bool = False) -> list[Point]:
        """Where a joint goes from one pose to another, in equal parts of the way."""
        return [
            self.between(start, end, at / _TRAIL_STEPS, mirrored=mirrored, swapped=swapped).joints[joint]
            for at in range(_TRAIL_STEPS + 1)
        ]

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of all that the figure takes on the page, in metres, mirrored or not.

        It holds every pose, what lies between successive ones, and the floor under it.
        """
        lean = self.drawing.view.lean
        ways = self.ways or [(self.start, self.start)]
        xs: list[float] = []
        ys: list[float] = []
        for a, b in ways:
            for share in (0.0, 0.25, 0.5, 0.75, 1.0):
                for name, point in self.between(a, b, share).joints.items():
                    x, y = page(point, lean)
                    radius = RADII.get(name, 0.0)
                    xs += (x - radius, x + radius)
                    ys += (y - radius, y + radius)
        if self.drawing.view is not View.TOP:
            ys.append(0.0)
        place = self.prop_place
        if place is not None and self.drawing.prop is Prop.CHAIR:
            xs += (place.x - place.toward * SEAT_BEHIND, place.x + place.toward * SEAT_AHEAD)
            ys.append(place.height + BACKREST)
        return min(xs), min(ys), max(xs), max(ys)

    # ---- how

    @cached_property
    def _targets(self) -> dict[str, Point]:
        first = self._placed(joints_of(self.drawing.poses[self.start]))
        return {end: self._grounded(PLANTED[end], first[PLANTED[end]]) for end in self.drawing.plant}

    def _grounded(self, joint: str, point: Point) -> Point:
        """A planted end that is nearly on the floor is put right on it: no file needs millimetres."""
        if self.drawing.view is View.TOP or abs(point[1] - RADII[joint]) > _NEARLY_M:
            return point
        return (point[0], RADII[joint], point[2])

    @cached_property
    def _home(self) -> Point:
        """Where the anchor is: over the origin, on the floor."""
        anchor = self.drawing.anchor
        height = 0.0 if anchor == LOWEST else RADII[anchor]
        return (0.0, 0.0, height) if self.drawing.view is View.TOP else (0.0, height, 0.0)

    def _placed(self, joints: Joints) -> Joints:
        anchor = self.drawing.anchor
        if anchor == LOWEST:
            sunk = self.depth(joints)
            by = (0.0, 0.0, sunk) if self.drawing.view is View.TOP else (0.0, sunk, 0.0)
        else:
            by = sub(self._home, joints[anchor])
            if self.drawing.view is not View.TOP:
                by = (by[0], by[1], 0.0)
        return {name: add(point, by) for name, point in joints.items()}

    def phase_way(self, phase: str, share: float) -> tuple[str, str, float]:
        """The poses that a phase is between at `share` (0..1) of its time, where it begins as it usually does."""
        words = [word for word, _ in self.tempo] or list(self.drawing.phases)
        at = words.index(phase) if phase in words else 0
        before = words[at - 1] if words and (at or phase == words[0]) else None
        duration_ms = dict(self.tempo).get(phase, _UNTIMED_MS)
        into_ms = round(share * duration_ms)
        return self._way(Stage(movement="", before=before, phase=phase, into_ms=into_ms, duration_ms=duration_ms))

    def _way_back_ms(self, stage: Stage) -> int:
        """How long it first goes back to the start, where the other side has ended in another pose."""
        ended = self.poses_of(stage.crossed) if stage.crossed is not None else ()
        if not ended or ended[-1] == self.start:
            return 0
        return min(_SETTLE_MS, stage.duration_ms // 3)

    def _way(self, stage: Stage) -> tuple[str, str, float]:
        """The poses that a moment is between, and how far it is (0..1, not eased)."""
        if stage.beats is not None:
            return self._on_beat(stage.beats)
        if stage.phase == "work" and self.tempo:
            return self._free(stage.into_ms)
        start = self._ended(stage)
        if stage.phase == "gate":
            return start, start, 0.0
        through = self.poses_of(stage.phase) or (start,)
        if stage.before and stage.before not in _KEPT and self._is_kept_anywhere(stage.phase):
            through = (start,)
        share = stage.into_ms / stage.duration_ms if stage.duration_ms else 1.0
        if stage.phase in _KEPT:
            share = stage.into_ms / max(1.0, min(_SETTLE_MS, 0.4 * stage.duration_ms)) if stage.duration_ms else 1.0
        return self._through(start, through, share)

    def _ended(self, stage: Stage) -> str:
        """The pose in which the phase before has ended."""
        before = stage.before
        if before is not None and stage.kept is not None and self._is_kept_anywhere(before):
            before = stage.kept
        ended = self.poses_of(before) if before else ()
        return ended[-1] if ended else self.start

    def _is_kept_anywhere(self, phase: str) -> bool:
        """Whether a phase is a hold or a pause of which no pose is written: it is where the way before it has led."""
        return phase in HOLDS and phase not in self.drawing.phases

    def _through(self, start: str, through: tuple[str, ...], share: float) -> tuple[str, str, float]:
        """Where a walk from `start` through poses is at `share`; each leg of it takes as long as the others."""
        legs = [leg for leg in zip((start, *through), through, strict=False) if leg[0] != leg[1]]
        if not legs:
            return through[-1], through[-1], 1.0
        at = min(max(share, 0.0), 1.0) * len(legs)
        index = min(int(at), len(legs) - 1)
        return *legs[index], at - index

    def _on_beat(self, beats: float) -> tuple[str, str, float]:
        """On the metronome: each beat goes to the next pose, and is there when the next beat sounds."""
        cycle = self.drawing.beat or tuple(dict.fromkeys(name for way in self.drawing.phases.values() for name in way))
        if not cycle:
            return self.start, self.start, 0.0
        number = int(beats)
        start = cycle[(number - 1) % len(cycle)] if number else self.start
        end = cycle[number % len(cycle)]
        return start, end, beats - number

    def _free(self, into_ms: int) -> tuple[str, str, float]:
        """Work without phases of its own: the usual phases, over and over."""
        rep, into_ms = divmod(into_ms, sum(time_ms for _, time_ms in self.tempo) or 1)
        start = (self.poses_of(self.tempo[-1][0]) if rep else ()) or (self.start,)
        for word, time_ms in self.tempo:
            through = self.poses_of(word) or start[-1:]
            if into_ms < time_ms:
                return self._through(start[-1], through, into_ms / time_ms)
            into_ms -= time_ms
            start = through
        raise AssertionError("the time lies within the tempo")


_END: Final = {"foot": 0.17, "finger": 0.10}
_LINEAR, _ROUND = 0, 1


def mirror(joints: Joints) -> Joints:
    """The mirror image: left and right of the page change places."""
    return {name: (-x, y, z) for name, (x, y, z) in joints.items()}


def swap(joints: Joints) -> Joints:
    """Near and far change places: the image in the plane of the page."""
    return {other_side(name): (x, y, -z) for name, (x, y, z) in joints.items()}


def other_side(name: str) -> str:
    """The name of the same joint on the other side of the body."""
    if name.endswith("_near"):
        return f"{name[:-5]}_far"
    return f"{name[:-4]}_near" if name.endswith("_far") else name


def _blend(a: float, b: float, share: float, kind: int) -> float:
    if kind == _ROUND:  # the short way round
        return a + ((b - a + 180.0) % 360.0 - 180.0) * share
    return a + (b - a) * share


def _flat(pose: Pose) -> tuple[float, ...]:
    limbs = (pose.arm_near, pose.arm_far, pose.leg_near, pose.leg_far)
    bones = [number for limb in limbs for bone in limb for number in bone]
    return (*pose.spine, *pose.neck, *pose.gaze, *bones, *pose.turn, pose.pelvis, pose.belly_cm, pose.effort)


def _unflat(flat: tuple[float, ...]) -> Pose:
    bones: list[Bone] = list(zip(flat[7:31:2], flat[8:31:2], strict=True))
    limbs: list[Limb] = [(bones[at], bones[at + 1], bones[at + 2]) for at in range(0, 12, 3)]
    return Pose(
        spine=flat[0:3],  # type: ignore[arg-type]  # a slice has no length
        neck=(flat[3], flat[4]),
        gaze=(flat[5], flat[6]),
        arm_near=limbs[0],
        arm_far=limbs[1],
        leg_near=limbs[2],
        leg_far=limbs[3],
        turn=(flat[31], flat[32]),
        pelvis=flat[33],
        belly_cm=flat[34],
        effort=flat[35],
    )


_KINDS: Final = (_ROUND,) * 3 + (_ROUND, _LINEAR) * 14 + (_LINEAR,) * 5
