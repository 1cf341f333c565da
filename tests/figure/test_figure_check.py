"""What no body can do is told, each at the pose at which it begins."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.library import FIGURES
from trunktimer.figure.body import Bone, Limb, Pose
from trunktimer.figure.figure import Drawing, Figure, View
from trunktimer.figure.figure_check import SUNK_M, bent_knees, check_figure

LYING = Pose(
    spine=(-2, 0, 0),
    neck=(1, 0),
    gaze=(90, 0),
    arm_near=((186, 0), (181, 0), (180, 0)),
    arm_far=((186, 0), (181, 0), (180, 0)),
    leg_near=((122, 0), (250, 0), (183, 0)),
    leg_far=((122, 0), (250, 0), (183, 0)),
    turn=(0, 0),
)
BENT_FORWARD: Limb = ((150, 0), (110, 0), (90, 0))


def figure(
    poses: Mapping[str, Pose], *, plant: tuple[str, ...] = (), view: View = View.SIDE, anchor: str = "shoulder"
) -> Figure:
    """A figure that lies on its back, head to the right, and does these poses."""
    phases = {"raise": tuple(poses)[-1:]}
    return Figure(Drawing(view=view, anchor=anchor, poses=poses, phases=phases, plant=plant))


def told(made: Figure) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.what) for fault in check_figure(made)]


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_a_good_figure_has_no_fault(key: str) -> None:
    assert check_figure(FIGURES[key]) == []


def test_the_one_that_is_broken_below_is_good() -> None:
    assert told(figure({"down": LYING})) == []
    assert told(figure({"down": LYING}, plant=("foot_near", "foot_far"))) == []


def test_a_planted_end_out_of_reach_is_told_at_its_pose_with_what_is_missing() -> None:
    bridge = FIGURES["bridge"]
    away = bridge.drawing.poses["up"]._replace(spine=(182, 180, 180))  # the hips where the head should be
    drawing = replace(bridge.drawing, poses={**bridge.drawing.poses, "up": away})
    found = told(Figure(drawing, bridge.tempo))
    assert [path for path, _ in found] == [("poses", "up")] * 2
    for (_, what), end in zip(found, ("foot_near", "foot_far"), strict=True):
        missing_cm = Figure(drawing).missed_by(Figure(drawing).between("up", "up", 0.0).joints)[end] * 100
        assert what == f"the planted {end} cannot be reached: {missing_cm:.1f} cm are missing; bring the body nearer"
        assert missing_cm > 1


def test_only_the_planted_end_that_is_missed_is_told() -> None:
    """The shoulders go away over the hips: the hand cannot, and the foot need not."""
    over_head: Limb = ((10, 0), (340, 0), (0, 0))
    lying = LYING._replace(arm_near=over_head, arm_far=over_head)
    away = lying._replace(spine=(178, 180, 180))
    found = told(figure({"down": lying, "away": away}, plant=("hand_far", "foot_far"), anchor="hip"))
    assert [(path, what.partition(":")[0]) for path, what in found] == [
        (("poses", "away"), "the planted hand_far cannot be reached")
    ]


def test_a_body_in_the_floor_is_told_with_its_lowest_part_and_its_depth() -> None:
    sunk = LYING._replace(arm_far=((250, 0), (250, 0), (250, 0)))
    made = figure({"down": LYING, "sunk": sunk})
    depth_cm = made.depth(made.solve(sunk)) * 100
    assert depth_cm > 30
    assert told(made) == [(("poses", "sunk"), f"finger_far is {depth_cm:.1f} cm below the floor; 2 cm is the most")]


def test_soft_parts_may_give_way() -> None:
    """A straight arm is let down until it is too deep: just before, nothing is told."""
    depths = {}
    for tenths in range(1_800, 2_000):
        arm: Bone = (tenths / 10, 0)
        made = figure({"down": LYING._replace(arm_near=(arm, arm, arm))})
        depths[made.depth(made.solve(made.drawing.poses["down"]))] = told(made)
    assert {depth > SUNK_M for depth in depths} == {True, False}
    for depth, found in depths.items():
        assert bool(found) == (depth > SUNK_M), depth


@pytest.mark.parametrize("side", ["near", "far"])
def test_a_knee_that_bends_forward_is_told_by_its_name(side: str) -> None:
    wrong = LYING._replace(leg_near=BENT_FORWARD) if side == "near" else LYING._replace(leg_far=BENT_FORWARD)
    made = figure({"down": LYING, "odd": wrong})
    what = f"knee_{side} bends forward, as no knee does; turn thigh or shank"
    assert told(made) == [(("poses", "odd"), what)]
    assert bent_knees(made, made.solve(wrong)) == [f"knee_{side}"]


def test_a_knee_bends_forward_whichever_way_the_body_faces() -> None:
    """The mirror image of a good leg is good, and that of a wrong one wrong."""

    def turned(angle: float) -> float:
        return 180 - angle

    def turned_pose(leg: Limb) -> Pose:
        bones = [(turned(angle), tilt) for angle, tilt in leg]
        other: Limb = (bones[0], bones[1], bones[2])
        arm: Limb = ((-6, 0), (-1, 0), (0, 0))
        return Pose(
            spine=(182, 180, 180),
            neck=(179, 0),
            gaze=(90, 0),
            arm_near=arm,
            arm_far=arm,
            leg_near=other,
            leg_far=other,
            turn=(0, 0),
        )

    good, wrong = figure({"down": turned_pose(LYING.leg_near)}), figure({"down": turned_pose(BENT_FORWARD)})
    assert told(good) == []
    assert [what.split()[0] for _, what in told(wrong)] == ["knee_near", "knee_far"]


def test_a_straight_leg_is_no_bent_knee() -> None:
    for bend in (-2, 0, 2):
        leg: Limb = ((178, 0), (178 + bend, 0), (90, 0))
        made = figure({"down": LYING._replace(leg_near=leg)})
        assert bent_knees(made, made.solve(made.drawing.poses["down"])) == []


def test_knees_are_judged_in_profile_only() -> None:
    wrong = LYING._replace(leg_near=BENT_FORWARD)
    seen = figure({"down": wrong}, view=View.FRONT)
    assert bent_knees(seen, seen.solve(wrong)) == []
    turned_out = LYING._replace(leg_near=((150, 60), (110, 60), (90, 0)))
    assert told(figure({"down": turned_out})) == []


def test_what_lies_between_two_good_poses_is_looked_at_too() -> None:
    """Two arms that lie well, and a way from one to the other that leads through the floor."""
    arm: Limb = ((184, 0), (182, 0), (180, 0))
    over: Limb = ((356, 0), (358, 0), (0, 0))
    behind, ahead = LYING._replace(arm_near=arm), LYING._replace(arm_near=over)
    for pose in (behind, ahead):
        assert told(figure({"down": pose})) == []
    found = told(figure({"behind": behind, "ahead": ahead}))
    assert [path for path, _ in found] == [("poses", "ahead"), ("poses", "behind")]
    for (_, what), start in zip(found, ("behind", "ahead"), strict=True):
        way = (
            rf'on the way here from "{start}": (elbow|hand|finger)_near is \d+\.\d cm below the floor; 2 cm is the most'
        )
        assert re.fullmatch(way, what)


def test_a_knee_that_folds_forward_on_the_way_is_told() -> None:
    """Stretched and folded up are both good; the short way round from one to the other leads past the knee cap."""
    stretched = LYING._replace(leg_near=((90, 0), (88, 0), (90, 0)))
    folded = LYING._replace(leg_near=((90, 0), (269, 0), (180, 0)))
    for pose in (stretched, folded):
        assert told(figure({"down": pose})) == []
    found = told(figure({"stretched": stretched, "folded": folded}))
    assert [path for path, _ in found] == [("poses", "folded"), ("poses", "stretched")]
    assert (
        found[0][1] == 'on the way here from "stretched": knee_near bends forward, as no knee does; turn thigh or shank'
    )


def test_ways_are_looked_at_only_when_all_poses_are_good() -> None:
    """Else one wrong pose would be told again for each way to it."""
    sunk = LYING._replace(arm_far=((250, 0), (250, 0), (250, 0)))
    made = figure({"down": LYING, "sunk": sunk, "up": LYING._replace(leg_near=BENT_FORWARD)})
    assert [path for path, _ in told(made)] == [("poses", "sunk"), ("poses", "up")]


def test_all_that_is_wrong_with_a_pose_is_told_pose_by_pose() -> None:
    down: Limb = ((270, 0), (270, 0), (270, 0))
    bad = LYING._replace(spine=(182, 180, 180), leg_near=BENT_FORWARD, arm_near=down)
    made = figure({"down": LYING, "one": bad, "two": bad}, plant=("foot_far",))
    kinds = [(path[1], what.split()[0]) for path, what in told(made)]
    assert kinds == [(name, word) for name in ("one", "two") for word in ("the", "finger_near", "knee_near")]
