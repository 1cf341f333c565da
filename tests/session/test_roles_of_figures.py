"""Every movement through every key: the figure moves in ways, stands in holds, and changes sides between reps only."""

from collections.abc import Iterator
from itertools import pairwise
from math import dist
from typing import NamedTuple

import pytest

from tests.library import FIGURES, MOVEMENTS
from trunktimer.figure.body import HEAD_RADIUS, Joints, Side, add, vector
from trunktimer.figure.figure import Moment
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.resolved import WAYS
from trunktimer.routine.routine import Sides
from trunktimer.routine.timeline import Step, StepKind, Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.ahead import Ahead
from trunktimer.session.stages import stage_of

HEAD = 'format = 2\nname = "T"\n[[block]]\n'
ROWS = [
    "reps = 2",
    'reps = 2\nhold = "6 s"',
    'reps = 2\nhold = "none"',
    'hold = "5 breaths"\nreps = 2',
    'hold = "max"\nsets = 2',
    'hold = "20 s+"\nsets = 2\nrest_between_sets = "as needed"',
    'hold = "max 1 min"\nsets = 2',
    'reps = 2\ntempo = "3-1-2-0"',
    'reps = 2\ntempo = "4-0-2-2"',
    'reps = 2\ntempo = "1-0-1-0"',
    'reps = 2\ntempo = "2-2-2-2"',
    'reps = 2\ntempo = "3-1-2-0"\npace = "own"',
    'reps = 2\nraise = "1 s"\nlower = "4 s"\npause = "2 s"',
    'hold = ["2 s", "4 s"]\nrest_between_sets = "5 s"',
    'reps = [2, 1]\nrest = "2 s"',
]
#: Keys that every movement has, also those that have no ways and no hold but only a rhythm.
FREE = [
    'duration = "30 s"',
    'duration = "6 breaths"',
    'duration = "20 s"\nreps = "max"',
    'duration = "20 s+"',
    'reps = 2\nsets = 2\nevery = "4 min"',
]
WITH_WAYS = [key for key, movement in MOVEMENTS.items() if any(movement.in_role(way) for way in WAYS)]
WITH_SIDES = [key for key in MOVEMENTS if MOVEMENTS[key].sides is not None]
#: What a figure shows of a way at the least: a joint that goes so far, or a belly that grows or sinks so much.
SEEN_M, SEEN_CM = 0.012, 2.0
STILL_M = 1e-9
WAITED_MS = 90_000


class Seen(NamedTuple):
    """A step of work with moments all through it: at equal distances, the first at its start, the last at its end."""

    step: Step
    moments: list[Moment]


def timeline(key: str, rows: str) -> Timeline:
    routine = parse_routine(f'{HEAD}movement = "{key}"\n{rows}\n', "t.toml", MOVEMENTS)
    return compile_routine(routine, MOVEMENTS)


def work_of(key: str, rows: str, count: int = 7) -> Iterator[Seen]:
    """Each step of work, as its figure is asked in a session. One that waits is asked for a minute and a half."""
    made = timeline(key, rows)
    ahead = Ahead(timeline=made, ranges=((0, len(made)),))
    for step in made:
        if step.kind is not StepKind.WORK:
            continue
        long_ms = step.duration_ms or WAITED_MS
        stages = [stage_of(ahead, step, long_ms * at // (count - 1)) for at in range(count)]
        yield Seen(step, [FIGURES[key].at(stage) for stage in stages if stage is not None])


def farthest_m(one: Joints, other: Joints) -> float:
    """How far the joint has gone that went farthest."""
    return max(dist(point, other[name]) for name, point in one.items())


def seen_points(moment: Moment) -> Joints:
    """The joints and the tip of the nose, by which a head is seen to turn."""
    return {**moment.joints, "nose": add(moment.joints["head"], vector(moment.pose.gaze, HEAD_RADIUS))}


def moves(moments: list[Moment]) -> bool:
    """Whether a person sees that something goes on, from the first moment to the last."""
    gone = max(farthest_m(seen_points(moments[0]), seen_points(moment)) for moment in moments)
    grown = max(abs(moments[0].pose.belly_cm - moment.pose.belly_cm) for moment in moments)
    return gone >= SEEN_M or grown >= SEEN_CM


def stands(moments: list[Moment]) -> bool:
    """Whether it is one and the same posture all through."""
    return all(
        not moment.is_moving
        and farthest_m(seen_points(moments[0]), seen_points(moment)) <= STILL_M
        and moment.pose.belly_cm == moments[0].pose.belly_cm
        for moment in moments
    )


def rep_of(step: Step) -> tuple[object, ...]:
    return step.rounds, step.set, step.rep


def shown_side(moment: Moment, key: str) -> Side:
    """The side that is seen to work: the drawing's, or the other one where it is mirrored or the limbs have changed."""
    side = FIGURES[key].shown_side
    return side.other if moment.mirrored or moment.swapped else side


@pytest.mark.parametrize("key", WITH_WAYS)
def test_the_figure_moves_in_ways_and_stands_in_holds(key: str) -> None:
    for rows in ROWS:
        seen = list(work_of(key, rows))
        assert any(step.part.role in WAYS for step, _ in seen), rows
        for step, moments in seen:
            told = (key, rows, step.part.phase, step.index)
            if step.part.role in WAYS:
                assert moves(moments), told
                assert all(farthest_m(a.joints, b.joints) > 0 or a.pose != b.pose for a, b in pairwise(moments)), told
            elif step.part.role in ("hold", "pause"):
                assert stands(moments), told
        for before, after in pairwise(seen):
            if rep_of(before.step) == rep_of(after.step) and before.step.part.side is after.step.part.side:
                gap = farthest_m(before.moments[-1].joints, after.moments[0].joints)
                assert gap <= 0.001, (key, rows, before.step.part.phase, after.step.part.phase)


@pytest.mark.parametrize("key", MOVEMENTS)
def test_free_work_is_the_movement_over_and_over(key: str) -> None:
    for rows in FREE:
        for step, moments in work_of(key, rows, 25):
            assert moves(moments), (key, rows, step.part.phase)


@pytest.mark.parametrize("key", WITH_SIDES)
def test_sides_change_between_reps_only_and_it_is_the_side_that_is_said(key: str) -> None:
    ways = [f'sides = "{sides}"' for sides in Sides if sides is not Sides.BOTH or MOVEMENTS[key].both]
    assert len(ways) >= 5
    for sides in ["", *ways]:
        for rows in ("reps = 3\nsets = 2", 'reps = 2\ntempo = "3-1-2-1"'):
            seen = list(work_of(key, f"{rows}\n{sides}"))
            for step, moments in seen:
                shown = {shown_side(moment, key) for moment in moments}
                if step.part.side is None:
                    assert sides == 'sides = "both"' and shown == {FIGURES[key].shown_side}
                else:
                    assert shown == {step.part.side}, (key, sides, step.part.phase, step.rep)
            first, last = seen[0].step.part.phase, seen[-1].step.part.phase
            for (before, _), (after, _) in pairwise(seen):
                if before.part.side is not after.part.side:
                    assert (before.part.phase, after.part.phase) == (last, first), (key, sides, before.rep)


@pytest.mark.parametrize("key", WITH_SIDES)
def test_one_side_is_the_whole_block(key: str) -> None:
    for side in ("left", "right"):
        made = timeline(key, f'reps = 3\nsides = "{side}"')
        assert {step.part.side for step in made} == {side}


#: The joint that tells where people are in a movement, and whether it is lower after `lower`: what it is called for.
TOLD_BY = {
    "squat": "hip",
    "hip-hinge": "shoulder",
    "one-leg-hip-hinge": "shoulder",
    "long-lunge": "hip",
    "clamshell": "knee_near",
    "bridge": "hip",
    "heel-raise": "head",
    "straight-leg-raise": "foot_near",
    "prone-on-elbows": "shoulder",
    "knee-side-plank": "hip",
}
#: A tempo, and what a movement that sinks first and one that rises first make of it: roles with their seconds.
TEMPOS = {
    "3-1-2-0": ([("lower", 3), ("hold", 1), ("raise", 2)], [("raise", 2), ("lower", 3), ("pause", 1)]),
    "4-0-2-2": ([("lower", 4), ("raise", 2), ("pause", 2)], [("raise", 2), ("hold", 2), ("lower", 4)]),
    "1-0-1-0": ([("lower", 1), ("raise", 1)], [("raise", 1), ("lower", 1)]),
    "2-2-2-2": (
        [("lower", 2), ("hold", 2), ("raise", 2), ("pause", 2)],
        [("raise", 2), ("hold", 2), ("lower", 2), ("pause", 2)],
    ),
}


@pytest.mark.parametrize("tempo", TEMPOS)
@pytest.mark.parametrize("key", TOLD_BY)
def test_lowering_goes_down_and_raising_up_in_every_tempo_in_the_movements_own_order(key: str, tempo: str) -> None:
    sides = 'sides = "left"\n' if key in WITH_SIDES else ""
    seen = list(work_of(key, f'reps = 1\n{sides}tempo = "{tempo}"'))
    first = seen[0].step.part.role
    assert first == ("lower" if key in ("squat", "hip-hinge", "one-leg-hip-hinge", "long-lunge") else "raise")
    order = TEMPOS[tempo][0 if first == "lower" else 1]
    assert [(step.part.role, step.duration_ms) for step, _ in seen] == [(role, 1000 * s) for role, s in order]
    for step, moments in seen:
        heights = [moment.joints[TOLD_BY[key]][1] for moment in moments]
        if step.part.role == "lower":
            assert heights[-1] < heights[0] - 0.03, (key, tempo)
        elif step.part.role == "raise":
            assert heights[-1] > heights[0] + 0.03, (key, tempo)
        else:
            assert heights[-1] == pytest.approx(heights[0], abs=1e-9), (key, tempo)
