"""Every movement in every tempo: the figure moves in the ways, and stands in holds and pauses."""

import pytest

from tests.library import FIGURES, MOVEMENTS
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.resolved import WAYS
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.ahead import Ahead
from trunktimer.session.stages import stage_of

HEAD = 'format = 2\nname = "T"\n[[block]]\n'
ROWS = [
    "reps = 2",
    'reps = 2\nhold = "6 s"',
    'reps = 2\nhold = "none"',
    'hold = "5 breaths"\nreps = 2',
    'reps = 2\ntempo = "3-1-2-0"',
    'reps = 2\ntempo = "4-0-2-2"',
    'reps = 2\nraise = "1 s"\nlower = "4 s"\npause = "2 s"',
    'hold = ["2 s", "4 s"]\nrest_between_sets = "5 s"',
]
WITH_WAYS = [key for key, movement in MOVEMENTS.items() if any(movement.in_role(way) for way in WAYS)]


def timeline(key: str, rows: str) -> Timeline:
    routine = parse_routine(f'{HEAD}movement = "{key}"\n{rows}\n', "t.toml", MOVEMENTS)
    return compile_routine(routine, MOVEMENTS)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("key", WITH_WAYS)
def test_the_figure_moves_in_ways_and_stands_in_holds(key: str, rows: str) -> None:
    figure, made = FIGURES[key], timeline(key, rows)
    ahead = Ahead(timeline=made, ranges=((0, len(made)),))
    ended = None
    for step in made:
        if step.kind is not StepKind.WORK:
            ended = None
            continue
        moments = []
        for into_ms in (0, step.duration_ms // 2, step.duration_ms - 1):
            stage = stage_of(ahead, step, into_ms)
            assert stage is not None
            moments.append(figure.at(stage))
        if step.part.role in WAYS:
            assert moments[0].start != moments[-1].end or moments[1].is_moving, (step.part.phase, step.index)
        elif step.part.role in ("hold", "pause"):
            assert not any(moment.is_moving for moment in moments), (step.part.phase, step.index)
        if ended is not None and ended[0] is step.part.side:
            assert moments[0].start == ended[1], (step.part.phase, step.index)
        ended = (step.part.side, moments[-1].end)


@pytest.mark.parametrize("key", [key for key in WITH_WAYS if MOVEMENTS[key].sides is not None])
def test_one_side_is_the_whole_block(key: str) -> None:
    for side in ("left", "right"):
        made = timeline(key, f'reps = 3\nsides = "{side}"')
        assert {step.part.side for step in made} == {side}
