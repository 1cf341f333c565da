"""Where an offset falls in a timeline."""

from tests.builders import HOLDS, OWN, count, routine, seconds
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Pace
from trunktimer.routine.timeline import StepKind

GATES = compile_routine(routine(OWN), {}, 0)  # 0 lead-in 5 s · 1 gate · 2 gate


def test_an_offset_where_gates_stand_is_that_of_the_step_before_them_all() -> None:
    assert [step.kind for step in GATES] == [StepKind.LEAD_IN, StepKind.GATE, StepKind.GATE]
    assert [GATES.index_at(at) for at in (-1, 0, 4_999, 5_000, 9_000)] == [0] * 5
    assert [GATES.reached_at(at) for at in (-1, 0, 4_999, 5_000, 9_000)] == [0, 0, 0, 2, 2]


def test_an_offset_at_the_end_is_that_of_the_last_step_that_takes_time() -> None:
    waits = Block(name="B", reps=(count(1),), pace=Pace.OWN, lead_in=NO_PAUSE)
    made = compile_routine(routine(Block(name="A", hold=seconds(2)), waits), {}, 0)  # 0 lead-in · 1 hold · 2 gate
    assert [made.index_at(at) for at in (4_999, 5_000, 7_000, 9_000)] == [0, 1, 1, 1]


def test_what_comes_next_is_found_by_step() -> None:
    made = compile_routine(routine(HOLDS, HOLDS), {}, 0)  # 0 lead-in · 1-6 set · 7 rest · 8-13 set · 14 lead-in · …
    firsts = [set_span.first if (set_span := made.next_set_span(index)) else None for index in (-1, 0, 1, 7, 8, 22)]
    assert firsts == [1, 1, 8, 8, 15, None]
    blocks = [block.first if (block := made.next_block(index)) else None for index in (-1, 0, 13, 14)]
    assert blocks == [0, 14, 14, None]


def test_what_lies_between_sets_is_in_none() -> None:
    made = compile_routine(routine(HOLDS, HOLDS), {}, 0)  # 0 lead-in · 1-6 set · 7 rest · 8-13 set · 14 lead-in · …
    firsts = [set_span.first if (set_span := made.set_span_at(index)) else None for index in (0, 1, 6, 7, 8, 13, 14)]
    assert firsts == [None, 1, 1, None, 8, 8, None]


def test_an_offset_at_the_beginning_is_that_of_the_first_step_however_short_it_is() -> None:
    blink = Span(1, 1)
    made = compile_routine(routine(Block(name="A", raise_=blink, hold=seconds(1)), lead_in=0), {}, 0)
    assert [made.index_at(at) for at in (-1, 0, 1)] == [0, 0, 1]


def test_what_is_no_rep_counts_as_one() -> None:
    assert (GATES.steps[0].part.reps, GATES.steps[1].part.reps) == (1, 2)
