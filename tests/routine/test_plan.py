"""Plans of blocks are remembered: what is remembered is what would be planned, and there is not much of it."""

from collections.abc import Mapping
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import BRIDGE, HOLDS, KICK, MOVEMENTS, ROUTINES, count, routine, seconds
from trunktimer.figure.body import Side
from trunktimer.routine import plan
from trunktimer.routine.check import check_routine
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.plan import plan_routine
from trunktimer.routine.routine import Block, MovementPhase, Pace, Routine, Sides
from trunktimer.routine.runs import Node, planned_ms, step_count

LEVELS = st.integers(0, 100)
BY_NAME = (Block(movement="bridge", reps=(count(2, 4),)), Block(movement="donkey-kick", hold=seconds(3), sets=count(2)))
OTHERS = {
    "bridge": replace(BRIDGE, name="Glute bridge", cue="Up", phase=(MovementPhase(do="hold", time=seconds(7)),)),
    "donkey-kick": replace(KICK, sides=Sides.ALTERNATE_SETS, position="On all fours", limb="leg"),
}


def afresh(written: Routine, movements: Mapping[str, Movement], level: int) -> tuple[Node, ...]:
    """The plan where nothing is remembered."""
    with patch.object(plan, "MOST_REMEMBERED", -1):
        return plan_routine(written, movements, level)


@settings(max_examples=30)
@given(ROUTINES, st.lists(LEVELS, min_size=2, max_size=2), st.permutations([{}, MOVEMENTS, OTHERS]), st.data())
def test_a_remembered_plan_is_the_plan(
    written: Routine, levels: list[int], libraries: list[Mapping[str, Movement]], data: st.DataObject
) -> None:
    variants = [
        replace(written, blocks=(*written.blocks, *BY_NAME)),
        replace(written, blocks=(*BY_NAME, *reversed(written.blocks)), lead_in=seconds(4)),
        replace(written, blocks=(*BY_NAME, Block(repeat=count(2), lead_in=seconds(1), blocks=BY_NAME))),
        replace(written, blocks=BY_NAME, first_side=Side.RIGHT, switch=seconds(9), rest_between_sets=seconds(8)),
        replace(written, blocks=(*BY_NAME, *written.blocks), rest=seconds(3), pace=Pace.OWN),
    ]
    asked = data.draw(
        st.permutations([(one, library, at) for one in variants for library in libraries for at in levels])
    )
    plan._remembered.cache_clear()
    remembered = [plan_routine(*question) for question in asked]
    assert remembered == [afresh(*question) for question in asked]


@settings(max_examples=30)
@given(ROUTINES, LEVELS)
def test_a_plan_without_places_is_as_large(written: Routine, level: int) -> None:
    placed, elsewhere = plan_routine(written, MOVEMENTS, level), plan_routine(written, MOVEMENTS, level, placed=False)
    assert (step_count(placed), planned_ms(placed)) == (step_count(elsewhere), planned_ms(elsewhere))


def test_one_changed_block_of_many_is_planned_alone() -> None:
    blocks = [replace(HOLDS, name=f"No. {at}") for at in range(50)]
    check_routine(routine(*blocks), {})
    plan_routine(routine(*blocks), {}, 50)
    before = plan._remembered.cache_info().misses
    blocks[20] = replace(HOLDS, hold=seconds(12))
    check_routine(routine(*blocks), {})
    plan_routine(routine(*blocks), {}, 50)
    assert plan._remembered.cache_info().misses == before + 3  # at both ends of the ranges, and at the level
    check_routine(routine(HOLDS, *blocks), {})
    assert plan._remembered.cache_info().misses <= before + 3 + 2  # those that have only moved are known


def test_large_plans_are_not_remembered_and_of_small_ones_only_so_many() -> None:
    plan._remembered.cache_clear()
    plan_routine(routine(replace(HOLDS, sets=count(2_000)), replace(HOLDS, reps=(count(2),) * 100)), {}, 50)
    assert plan._remembered.cache_info().currsize == 0
    many = routine(*(replace(HOLDS, reps=(count(at + 1),)) for at in range(plan._REMEMBERED_PLANS + 10)))
    plan_routine(many, {}, 50)
    assert plan._remembered.cache_info().currsize == plan._REMEMBERED_PLANS


@given(LEVELS)
def test_a_group_that_does_not_say_how_often_is_done_once(level: int) -> None:
    alone, in_a_group = (
        plan_routine(routine(block, lead_in=None), {}, level) for block in (HOLDS, Block(blocks=(HOLDS,)))
    )
    assert (step_count(in_a_group), planned_ms(in_a_group)) == (step_count(alone), planned_ms(alone))


def test_each_set_of_a_pyramid_has_its_own_number() -> None:
    for numbers in ((3, 2), (2, 4, 1)):
        counts = tuple(count(number) for number in numbers)
        reps = Block(name="A", hold=seconds(1), reps=counts)
        pulses = Block(name="B", bpm=count(60), pulses=counts)
        for block in (reps, pulses):
            made = compile_routine(routine(block), {}, 50)
            firsts = [made.steps[set_span.first] for set_span in made.set_spans]
            assert [(step.set, step.part.sets, step.part.reps) for step in firsts] == [
                (at + 1, len(numbers), number) for at, number in enumerate(numbers)
            ]
