"""The bones of the body, and the two that reach for a planted end."""

from math import dist

from hypothesis import given
from hypothesis import strategies as st

from tests.figure.bones import BONES
from trunktimer.figure.body import (
    CHAINS,
    RADII,
    Limb,
    Point,
    Pose,
    body_side,
    cross,
    dot,
    joints_of,
    reach,
    sub,
    vector,
)

ANGLES = st.floats(-360, 360, allow_nan=False)
TILTS = st.floats(-90, 90, allow_nan=False)
BONE = st.tuples(ANGLES, TILTS)
LIMB: st.SearchStrategy[Limb] = st.tuples(BONE, BONE, BONE)
POSES = st.builds(
    Pose,
    spine=st.tuples(ANGLES, ANGLES, ANGLES),
    neck=BONE,
    gaze=BONE,
    arm_near=LIMB,
    arm_far=LIMB,
    leg_near=LIMB,
    leg_far=LIMB,
    turn=st.tuples(ANGLES, ANGLES),
    pelvis=ANGLES,
)
METRES = st.floats(-1, 1, allow_nan=False)
POINTS = st.tuples(METRES, METRES, METRES)


@given(POSES)
def test_bones_keep_their_length_in_any_pose(pose: Pose) -> None:
    joints = joints_of(pose)
    for (one, other), length in BONES.items():
        assert abs(dist(joints[one], joints[other]) - length) < 1e-9, (one, other)


@given(POINTS, POINTS, POINTS)
def test_two_bones_keep_their_length_and_end_where_they_can(root: Point, target: Point, toward: Point) -> None:
    middle, end = reach(root, target, 0.43, 0.40, toward)
    way = dist(root, target)
    if way > 1e-3:
        assert abs(dist(middle, end) - 0.40) < 1e-6
        if 0.031 < way < 0.829:
            assert dist(end, target) < 1e-6
        pole, out = sub(toward, root), sub(middle, root)
        along = sub(target, root)
        across = cross(along, pole)
        if dot(across, across) > 1e-4 * way * way:  # the pole is not on the line itself
            assert abs(dist(root, middle) - 0.43) < 1e-6
            assert dot(cross(along, out), across) >= -1e-9, "it bends away from the pole"


def test_every_chain_and_bone_has_a_radius() -> None:
    for pair in BONES:
        assert set(pair) <= set(RADII)
    for chain in CHAINS.values():
        assert set(chain) <= set(RADII)


def test_the_face_tells_which_side_is_near() -> None:
    limb: Limb = ((270.0, 0.0),) * 3
    standing = Pose((90, 90, 90), (90, 0), (0, 0), limb, limb, limb, limb, (0.0, 0.0))
    assert body_side(standing) == 1  # facing right: the right side is near
    assert body_side(standing._replace(gaze=(180.0, 0.0))) == -1
    supine = standing._replace(spine=(0, 0, 0), neck=(0, 0), gaze=(90.0, 0.0))
    assert body_side(supine) == -1
    front = standing._replace(turn=(90.0, 90.0), gaze=(0.0, 90.0))
    assert body_side(front) == 1
    assert body_side(front._replace(gaze=(0.0, -90.0))) == -1


def test_a_bone_that_is_tilted_at_the_viewer_is_short_on_the_page() -> None:
    x, y, z = vector((90.0, 60.0), 2.0)
    assert abs(x) < 1e-9 and abs(y - 1.0) < 1e-9 and abs(z - 3**0.5) < 1e-9
