"""Every bundled movement at fifty moments of each of its ways: what a body can do, and what it cannot."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import acos, degrees, dist, hypot

import pytest

from tests.figure.bones import BONES
from tests.library import FAULTS, FIGURES, MOVEMENTS
from trunktimer.figure.body import PLANTED, RADII, Point, Side, cross, dot, sub
from trunktimer.figure.figure import Figure, Moment, View, ease, mirror
from trunktimer.figure.figure_check import MISSED_M, SUNK_M, bent_knees
from trunktimer.figure.stage import Stage

ALL = pytest.mark.parametrize("key", sorted(FIGURES))


def angle_between(a: Point, b: Point) -> float:
    """The angle between two vectors in degrees, 0 to 180."""
    size = hypot(*a) * hypot(*b)
    return degrees(acos(max(-1.0, min(1.0, dot(a, b) / size)))) if size else 0.0


def moments(figure: Figure, count: int = 50) -> Iterator[tuple[str, str, Moment]]:
    """So many moments of every way that the movement goes."""
    for start, end in figure.ways or [(figure.start, figure.start)]:
        for at in range(count):
            yield start, end, figure.between(start, end, at / (count - 1))


def test_every_bundled_movement_has_a_figure_and_no_fault() -> None:
    assert FAULTS == []
    assert set(FIGURES) == set(MOVEMENTS)
    assert len(FIGURES) >= 28


@ALL
def test_bones_keep_their_length(key: str) -> None:
    for start, end, moment in moments(FIGURES[key]):
        for (one, other), length in BONES.items():
            off = abs(dist(moment.joints[one], moment.joints[other]) - length)
            assert off <= 0.001 * length, (key, start, end, moment.share, one, other)


@ALL
def test_planted_ends_stay_where_they_are(key: str) -> None:
    figure = FIGURES[key]
    home = figure.between(figure.start, figure.start, 0.0).joints
    for start, end, moment in moments(figure):
        for planted in figure.drawing.plant:
            joint = PLANTED[planted]
            assert dist(moment.joints[joint], home[joint]) <= MISSED_M, (key, start, end, moment.share, planted)


@ALL
def test_nothing_sinks_into_the_floor(key: str) -> None:
    figure = FIGURES[key]
    for start, end, moment in moments(figure):
        assert figure.depth(moment.joints) <= SUNK_M, (key, start, end, moment.share, figure.lowest(moment.joints))


@ALL
def test_something_always_touches_the_floor(key: str) -> None:
    """A body that floats is as wrong as one that sinks. Jogging has a flight, and no more than a hand's breadth."""
    figure = FIGURES[key]
    for name in figure.drawing.poses:
        assert figure.depth(figure.between(name, name, 0.0).joints) >= -0.03, (key, name)


@ALL
def test_knees_and_elbows_bend_the_right_way(key: str) -> None:
    figure = FIGURES[key]
    for start, end, moment in moments(figure):
        assert bent_knees(figure, moment.joints) == [], (key, start, end, moment.share)
        if figure.drawing.view is not View.SIDE:
            continue
        for side in ("near", "far"):
            upper = sub(moment.joints[f"elbow_{side}"], moment.joints[f"shoulder_{side}"])
            fore = sub(moment.joints[f"hand_{side}"], moment.joints[f"elbow_{side}"])
            in_page = abs(upper[2]) < 0.1 and abs(fore[2]) < 0.1
            # Only where the upper arm is before the body: behind it, or turned inward, the elbow points elsewhere.
            if in_page and angle_between(upper, fore) > 8:
                bend = cross(upper, fore)[2] * figure.body_side
                assert bend > 0, (key, start, end, moment.share, side)


@ALL
def test_no_knee_or_elbow_folds_into_itself(key: str) -> None:
    for start, end, moment in moments(FIGURES[key]):
        for side in ("near", "far"):
            for names in (("hip", "knee", "ankle"), ("shoulder", "elbow", "hand")):
                a, b, c = (moment.joints[f"{name}_{side}"] for name in names)
                assert angle_between(sub(b, a), sub(c, b)) <= 165, (key, start, end, moment.share, names[1], side)


@ALL
def test_the_other_side_is_the_mirror_image(key: str) -> None:
    figure = FIGURES[key]
    for start, end, moment in moments(figure, 9):
        other = figure.between(start, end, moment.share, mirrored=True)
        assert other.joints == mirror(moment.joints)
        assert mirror(other.joints) == moment.joints


@ALL
def test_consecutive_phases_meet(key: str) -> None:
    """Also the last of a rep and the first of the next, and a beat and the beat after it."""
    figure = FIGURES[key]
    tempo = figure.tempo or (("hold", 10_000),)
    for (before, before_ms), (word, time_ms) in pairwise((*tempo, *tempo)):
        last = tempo[(tempo.index((before, before_ms)) - 1) % len(tempo)][0]
        ended = figure.at(Stage(movement=key, before=last, phase=before, into_ms=before_ms, duration_ms=before_ms))
        began = figure.at(Stage(movement=key, before=before, phase=word, into_ms=0, duration_ms=time_ms))
        for joint, point in ended.joints.items():
            assert dist(point, began.joints[joint]) < 0.001, (key, before, word, joint)
    for beat in range(1, 9):
        ended = figure.at(Stage(movement=key, phase="rhythm", beats=beat - 1e-9))
        began = figure.at(Stage(movement=key, phase="rhythm", beats=float(beat)))
        assert max(dist(point, began.joints[joint]) for joint, point in ended.joints.items()) < 0.001


@ALL
def test_nothing_jumps_between_frames(key: str) -> None:
    """A thirtieth of a way never moves a joint by more than a limb's length on its path."""
    figure = FIGURES[key]
    for start, end in figure.ways:
        frames = [figure.between(start, end, at / 120).joints for at in range(121)]
        for before, after in pairwise(frames):
            for joint in before:
                assert dist(before[joint], after[joint]) < 0.06, (key, start, end, joint)


@ALL
def test_every_phase_of_the_tempo_says_a_pose_and_something_moves(key: str) -> None:
    figure, movement = FIGURES[key], MOVEMENTS[key]
    for phase in movement.phase:
        assert figure.poses_of(phase.do), f"{key}: the phase {phase.do} has no pose"
    assert figure.peak != figure.start
    assert figure.ways


@ALL
def test_the_extent_holds_all_moments(key: str) -> None:
    figure = FIGURES[key]
    left, bottom, right, top = figure.extent
    lean = figure.drawing.view.lean
    assert right > left and top > bottom
    for _, _, moment in moments(figure, 9):
        for joint, (x, y, z) in moment.joints.items():
            px, py, radius = x + z * lean[0], y + z * lean[1], RADII.get(joint, 0.0)
            assert left - 0.03 <= px - radius and px + radius <= right + 0.03, (key, joint)
            assert bottom - 0.03 <= py - radius and py + radius <= top + 0.03, (key, joint)


@ALL
def test_a_movement_says_what_it_works(key: str) -> None:
    movement = MOVEMENTS[key]
    assert movement.muscles or movement.stretch
    assert 2 <= len(movement.watch) <= 3 and movement.start and movement.cue and movement.phase
    assert (movement.limb is None) or movement.sides is not None


# ---- moments of a session


def test_minimum_jerk_begins_and_ends_at_rest() -> None:
    assert (ease(-1), ease(0), ease(0.5), ease(1), ease(2)) == (0, 0, 0.5, 1, 1)
    steps = [ease(at / 100) for at in range(101)]
    assert all(later >= sooner for sooner, later in pairwise(steps))
    assert steps[1] < 1e-4 and 1 - steps[99] < 1e-4


def test_a_raise_takes_its_own_time() -> None:
    bridge = FIGURES["bridge"]
    at = [
        bridge.at(Stage(movement="bridge", phase="raise", into_ms=ms, duration_ms=4_000)).joints["hip"][1]
        for ms in (0, 1_000, 2_000, 3_000, 4_000)
    ]
    assert at == sorted(at) and at[4] - at[0] > 0.15
    assert at[1] - at[0] < at[2] - at[1]


def test_a_hold_gets_there_and_stays() -> None:
    bridge = FIGURES["bridge"]
    held = Stage(movement="bridge", before="raise", phase="hold", into_ms=500, duration_ms=10_000)
    assert not bridge.at(held).is_moving
    alone = [
        bridge.at(Stage(movement="bridge", phase="hold", into_ms=ms, duration_ms=10_000))
        for ms in (0, 600, 1_200, 9_000)
    ]
    assert [moment.is_moving for moment in alone] == [False, True, False, False]
    assert alone[0].joints["hip"][1] < alone[3].joints["hip"][1]


def test_own_words_go_where_their_meaning_says() -> None:
    bridge = FIGURES["bridge"]
    assert bridge.poses_of("push") == (bridge.peak,)
    assert bridge.poses_of("return") == (bridge.start,)
    assert bridge.poses_of("wiggle") == ()
    still = bridge.at(Stage(movement="bridge", before="raise", phase="wiggle", into_ms=500, duration_ms=1_000))
    assert still.start == still.end == bridge.peak


def test_a_gate_keeps_the_pose_before_it() -> None:
    bridge = FIGURES["bridge"]
    assert bridge.at(Stage(movement="bridge", before="hold", phase="gate")).end == bridge.peak
    assert bridge.at(Stage(movement="bridge", before="lower", phase="gate")).end == bridge.start


def test_free_work_repeats_the_usual_tempo() -> None:
    bridge = FIGURES["bridge"]
    once_ms = sum(time_ms for _, time_ms in bridge.tempo)
    for into_ms in (0, 1_000, 3_000, once_ms - 500):
        one = bridge.at(Stage(movement="bridge", phase="work", into_ms=into_ms, duration_ms=90_000))
        later = bridge.at(Stage(movement="bridge", phase="work", into_ms=into_ms + 3 * once_ms, duration_ms=90_000))
        assert one.joints == later.joints


def test_the_other_side_is_mirrored_and_alternating_sides_change_limbs() -> None:
    kick = FIGURES["donkey-kick"]
    assert kick.shown_side is Side.RIGHT
    up = {"movement": "donkey-kick", "before": "raise", "phase": "hold", "into_ms": 1, "duration_ms": 1_000}
    right, left = (kick.at(Stage(side=side, **up)) for side in (Side.RIGHT, Side.LEFT))  # type: ignore[arg-type]
    assert left.joints == mirror(right.joints) and left.mirrored and not right.mirrored
    changed = kick.at(Stage(side=Side.LEFT, alternates=True, **up))  # type: ignore[arg-type]
    assert changed.swapped and not changed.mirrored
    assert hypot(*sub(changed.joints["foot_far"], right.joints["foot_far"])) > 0.3
    assert changed.joints["head"] == right.joints["head"]


def test_free_work_begins_where_the_lead_in_ended() -> None:
    for key, figure in FIGURES.items():
        ready = figure.at(Stage(movement=key, coming=True)).joints
        began = figure.at(Stage(movement=key, phase="work", into_ms=0, duration_ms=25_000)).joints
        assert max(dist(point, began[joint]) for joint, point in ready.items()) < 0.001, key


def test_angles_that_are_the_same_direction_are_even() -> None:
    bridge = FIGURES["bridge"]
    start = bridge.drawing.poses[bridge.start]
    thigh, shank, foot = ((angle - 360, tilt) for angle, tilt in start.leg_near)
    poses = {**bridge.drawing.poses, bridge.start: start._replace(leg_near=(thigh, shank, foot))}
    assert Figure(replace(bridge.drawing, poses=poses)).is_even is bridge.is_even is True


def test_a_held_phase_looks_in_a_picture_as_in_a_session() -> None:
    plank = FIGURES["front-plank"]
    assert plank.phase_way("hold", 0.9) == (plank.peak, plank.peak, 1.0)
    hold_only = Figure(plank.drawing, (("hold", 10_000),))
    assert hold_only.phase_way("hold", 0.5)[2] >= 1.0


def test_a_movement_has_one_figure() -> None:
    assert MOVEMENTS["bridge"].figure() is FIGURES["bridge"]
    assert replace(MOVEMENTS["bridge"], name="Other").figure() is not FIGURES["bridge"]


def test_a_hold_that_nobody_drew_keeps_the_pose_before_it() -> None:
    """Of knees that roll to one side and to the other: the second hold is on the second side."""
    figure = FIGURES["knee-rolls"]
    for before, pose in (("roll-left", "left"), ("roll-right", "right"), ("return", "middle")):
        for phase in ("hold", "pause"):
            stage = Stage(movement="", before=before, phase=phase, into_ms=100, duration_ms=2_000)
            moment = figure.at(stage)
            assert (moment.start, moment.end, moment.is_moving) == (pose, pose, False)
            after = figure.at(Stage(movement="", before=phase, kept=before, phase="return", duration_ms=2_000))
            assert after.start == pose
