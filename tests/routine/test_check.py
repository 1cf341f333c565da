"""What a routine may not say, and that everything wrong is told."""

import time
from dataclasses import replace

import pytest

from tests.builders import HOLDS, MOVEMENTS, OWN, count, routine, seconds
from trunktimer.figure.body import Side
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.foundation.errors import path_text
from trunktimer.foundation.translation import ENGLISH, EnglishCatalogue, use_language
from trunktimer.routine.check import check_routine
from trunktimer.routine.limits import DEEPEST
from trunktimer.routine.routine import Block, MovementPhase, Pace, Routine, Sides

PHASE = (MovementPhase(do="round", time=seconds(3)),)
CASES = [
    (Block(movement="brigde", hold=seconds(5)), "block.1.movement", 'did you mean "bridge"?'),
    (Block(movement="zzz", hold=seconds(5)), "block.1.movement", "a movement of your own"),
    (Block(hold=seconds(5)), "block.1", "has no name"),
    (Block(name="A"), "block.1", "says nothing to do"),
    (Block(movement="bridge"), "block.1", "does not say how much"),
    (Block(name="A", reps=(count(3),)), "block.1.reps", "need a tempo"),
    (Block(name="A", hold=seconds(1), phase=PHASE), "block.1.phase", "keep one of them"),
    (Block(name="A", duration=seconds(9), reps=(count(3),)), "block.1.reps", "either reps or duration"),
    (Block(name="A", duration=seconds(9), rest=seconds(3)), "block.1.rest", "between reps"),
    (Block(name="A", duration=seconds(3), raise_=seconds(2), lower=seconds(2)), "block.1.duration", "not one rep"),
    (Block(name="A", pulses=(count(3),)), "block.1.pulses", "add bpm"),
    (Block(name="A", bpm=count(60)), "block.1.bpm", "needs an end"),
    (Block(name="A", bpm=count(60), pulses=(count(3),), duration=seconds(9)), "block.1.bpm", "needs an end"),
    (Block(name="A", bpm=count(400), pulses=(count(3),)), "block.1.bpm", "20 to 300"),
    (Block(name="A", bpm=count(60), pulses=(count(3),), hold=seconds(2)), "block.1.hold", "either the metronome"),
    (Block(name="A", bpm=count(60), pulses=(count(3),), rest=seconds(2)), "block.1.rest", "leave it out"),
    (Block(name="A", hold=seconds(3), reps=(count(3), count(2)), sets=count(3)), "block.1.sets", "2 sets"),
    (Block(name="A", hold=seconds(3), switch=seconds(3)), "block.1.switch", "needs sides"),
    (Block(name="A", hold=seconds(3), first_side=Side.LEFT), "block.1.first_side", "needs sides"),
    (
        Block(name="A", hold=seconds(3), sides=Sides.ALTERNATE_REPS, switch=seconds(3)),
        "block.1.switch",
        "use rest",
    ),
    (Block(name="A", duration=seconds(3), sides=Sides.ALTERNATE_REPS), "block.1.sides", "needs reps"),
    (Block(repeat=count(3)), "block.1.repeat", "nothing to repeat"),
    (Block(repeat=count(3), hold=seconds(2), blocks=(HOLDS,)), "block.1.hold", "[[block.block]]"),
    (Block(repeat=count(3), blocks=(Block(name="B"),)), "block.1.block.1", "says nothing to do"),
    (Block(rest=seconds(3), lead_in=seconds(3)), "block.1.lead_in", "a plain rest"),
    (Block(name="A", hold=seconds(1), accent_every=2), "block.1.accent_every", "reps or holds"),
    (Block(name="A", hold=seconds(1), reps=(count(10_000_000),)), "block.1.reps", "100,000 is the most"),
    (
        Block(name="A", hold=seconds(1), reps=(count(1), count(10_000_000)), sets=count(2)),
        "block.1.reps",
        "100,000 is the most",
    ),
    (Block(repeat=count(200_000), blocks=(HOLDS,)), "block.1.repeat", "100,000 is the most"),
    (Block(name="A", hold=seconds(1), sets=count(10_000_000)), "block.1.sets", "100,000 sets"),
    (
        Block(repeat=count(2), blocks=(Block(name="A", hold=seconds(1), sets=count(1, 10**6)),)),
        "block.1.block.1.sets",
        "sets",
    ),
    (Block(name="A", hold=Span(3_600_000, 3_600_000), reps=(count(30),)), "", "24 hours is the most"),
    (Block(rest=seconds(30)), "", "only rests"),
    (Block(repeat=count(2), blocks=(Block(rest=seconds(30)), Block(rest=seconds(5)))), "", "only rests"),
]


@pytest.mark.parametrize(("block", "where", "what"), CASES)
def test_a_fault_is_told_with_its_place_and_what_would_be_right(block: Block, where: str, what: str) -> None:
    faults = check_routine(routine(block), MOVEMENTS)
    assert [path_text(fault.path) for fault in faults] == [where]
    assert what in faults[0].what
    assert not faults[0].what.endswith(".")


def test_all_faults_are_told_at_once() -> None:
    broken = routine(*(case[0] for case in CASES[:8]))
    assert len(check_routine(broken, MOVEMENTS)) == 8


def test_good_routines_have_no_faults() -> None:
    sided = Block(movement="donkey-kick", duration=seconds(90), raise_=seconds(2), lower=seconds(2), switch=seconds(3))
    own = Block(name="A", pace=Pace.OWN, hold=seconds(10), reps=(count(8), count(6), count(4)), sets=count(3))
    assert check_routine(routine(HOLDS, OWN, sided, own, Block(rest=seconds(9))), MOVEMENTS) == []


def test_the_sets_of_all_blocks_count_together_and_the_most_is_allowed() -> None:
    block = Block(name="A", hold=seconds(0.5), sets=count(50_000), rest_between_sets=NO_PAUSE, lead_in=NO_PAUSE)
    assert check_routine(routine(block, block), {}) == []
    (fault,) = check_routine(routine(block, replace(block, sets=count(50_001))), {})
    assert (path_text(fault.path), "100,000 sets" in fault.what) == ("block.2.sets", True)


def test_a_routine_needs_a_block() -> None:
    assert "at least one [[block]]" in check_routine(Routine(name="Empty"), {})[0].what


def test_deep_nesting_is_refused_without_recursion() -> None:
    block = HOLDS
    for _ in range(5_000):
        block = Block(blocks=(block,))
    faults = check_routine(routine(block), {})
    assert "nested more than 8 deep" in faults[0].what
    allowed = HOLDS
    for _ in range(DEEPEST - 1):
        allowed = Block(blocks=(allowed,))
    assert check_routine(routine(allowed), {}) == []
    while block.blocks:  # taken apart from outside: freeing it in one go would recurse
        block = block.blocks[0]


def test_what_is_too_much_is_refused_before_it_is_unrolled() -> None:
    monster = HOLDS
    for _ in range(6):
        monster = Block(repeat=count(1_000_000), blocks=(monster,))
    before = time.process_time()
    assert "steps" in check_routine(routine(monster), {})[0].what
    assert time.process_time() - before < 5, "unrolling 10^36 steps would not end"


class Reckoning(EnglishCatalogue):
    """Reckons with the number to find the form of a text, as other languages do."""

    def ngettext(self, one: str, many: str, n: int) -> str:
        return many if n > 1 else one


def test_a_routine_with_too_many_steps_is_told_how_many_it_makes() -> None:
    many = Block(repeat=count(50_000), blocks=(replace(HOLDS, sets=None, reps=None),))
    (fault,) = check_routine(routine(many), {})
    assert path_text(fault.path) == "block.1.repeat"
    assert fault.what == "this makes 150,001 steps; 100,000 is the most for a routine"
    before = use_language(replace(ENGLISH, catalogue=Reckoning()))
    try:
        assert check_routine(routine(many), {}) == [fault]
    finally:
        use_language(before)
