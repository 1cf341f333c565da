"""Where an offset falls in a timeline."""

from tests.builders import OWN, routine
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import StepKind

GATES = compile_routine(routine(OWN), {}, 0)  # 0 lead-in 5 s · 1 gate · 2 gate


def test_an_offset_where_gates_stand_is_that_of_the_step_before_them_all() -> None:
    assert [step.kind for step in GATES] == [StepKind.LEAD_IN, StepKind.GATE, StepKind.GATE]
    assert [GATES.index_at(at) for at in (-1, 0, 4_999, 5_000, 9_000)] == [0] * 5
    assert [GATES.reached_at(at) for at in (-1, 0, 4_999, 5_000, 9_000)] == [0, 0, 0, 2, 2]


def test_what_is_no_rep_counts_as_one() -> None:
    assert (GATES.steps[0].part.reps, GATES.steps[1].part.reps) == (1, 2)
