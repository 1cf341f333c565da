"""Figures in real sessions: however a movement is written into a block, nobody jumps."""

from collections.abc import Iterator
from dataclasses import replace
from math import dist

import pytest

from tests.builders import count, routine, seconds
from tests.library import FIGURES, MOVEMENTS
from trunktimer.figure.figure import Figure
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Pace, Sides
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.stages import stage_of

#: Between the end of a step and the beginning of the next a joint stays where it is.
SAME_M = 0.005


def ways_to_write(key: str) -> Iterator[tuple[str, Block]]:
    """Blocks of a movement: as it is, by the clock, held, at one's own pace, with rests and sets."""
    plain = Block(movement=key, reps=(count(3),))
    yield "reps", plain
    yield "sets", replace(plain, sets=count(2))
    yield "rests", replace(plain, rest=seconds(2))
    yield "own pace", replace(plain, pace=Pace.OWN, sets=count(2))
    yield "hold", Block(movement=key, hold=seconds(5), reps=(count(3),))
    yield "hold and rest", Block(movement=key, hold=seconds(5), reps=(count(3),), rest=seconds(2))
    yield "clock", Block(movement=key, duration=seconds(25))
    yield "clock with tempo", Block(movement=key, duration=seconds(25), raise_=seconds(2), lower=seconds(2))
    yield "beat", Block(movement=key, duration=seconds(10), bpm=count(60))
    if MOVEMENTS[key].sides is not None:
        for sides in Sides:
            yield f"{sides}", replace(plain, sets=count(2), sides=sides)


def jumps(made: Timeline, figure: Figure) -> Iterator[tuple[float, str]]:
    """How far a joint jumps at the border of two steps, where nobody is told to change sides."""
    for step, following in zip(made.steps, made.steps[1:], strict=False):
        one, other = stage_of(whole(made), step, step.duration_ms), stage_of(whole(made), following, 0)
        if one is None or other is None or (other.coming and following.kind is not StepKind.REST):
            continue  # a lead-in or a change of sides shows at once where to get
        if one.side is not other.side and not (other.alternates and figure.is_even):
            continue  # the body has to turn round
        if one.phase == "work" and other.phase != "work":
            continue  # free work ends with the clock, wherever the rep is
        ended, began = figure.at(one).joints, figure.at(other).joints
        far = max(dist(point, began[joint]) for joint, point in ended.items())
        yield far, f"{step.part.phase} {step.part.side} -> {following.part.phase} {following.part.side}"


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_nobody_jumps_from_one_step_to_the_next(key: str) -> None:
    for written, block in ways_to_write(key):
        made = compile_routine(routine(block, block), MOVEMENTS)
        assert len(made) > 2
        for far, where in jumps(made, FIGURES[key]):
            assert far <= SAME_M, (key, written, where, far)


@pytest.mark.parametrize("key", ["bird-dog", "dead-bug"])
def test_after_a_hold_on_one_side_the_limbs_first_come_back(key: str) -> None:
    """Nobody changes from one leg in the air to the other without setting the first one down."""
    figure = FIGURES[key]
    made = compile_routine(routine(Block(movement=key, hold=seconds(6), reps=(count(2),), alone=True)), MOVEMENTS)
    second = [step for step in made if step.part.phase == "hold"][1]
    moments = []
    for into_ms in range(0, second.duration_ms, 50):
        stage = stage_of(whole(made), second, into_ms)
        assert stage is not None
        moments.append(figure.at(stage))
    assert (moments[0].start, moments[0].end) == (figure.peak, figure.start)
    assert moments[0].swapped is not moments[-1].swapped
    assert moments[-1].end == figure.peak and not moments[-1].is_moving
    changed = next(at for at, moment in enumerate(moments) if moment.swapped is not moments[0].swapped)
    before, after = moments[changed - 1].joints, moments[changed].joints
    assert max(dist(point, after[joint]) for joint, point in before.items()) < 0.1
