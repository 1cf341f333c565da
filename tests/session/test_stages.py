"""What the figure is told at each step of a timeline."""

from dataclasses import replace

from tests.builders import HOLDS, MOVEMENTS, count, routine, seconds
from trunktimer.figure.body import Side
from trunktimer.figure.stage import Stage
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Pace, Sides
from trunktimer.routine.timeline import Between, StepKind, Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.stages import stage_of

BRIDGE = Block(
    movement="bridge", raise_=seconds(2), hold=seconds(5), lower=seconds(2), reps=(count(2),), rest=seconds(3)
)
HELD = Block(movement="bridge", hold=seconds(5), reps=(count(2),), alone=True)
KICK = Block(movement="donkey-kick", raise_=seconds(2), lower=seconds(2), reps=(count(2),), sides=Sides.ONE_THEN_OTHER)


def stages(made: Timeline) -> list[Stage | None]:
    return [stage_of(whole(made), step, 0) for step in made]


def test_each_phase_begins_where_the_one_before_it_ended() -> None:
    made = compile_routine(routine(BRIDGE), MOVEMENTS)
    told = [(stage.before, stage.phase, stage.coming) for stage in stages(made) if stage]
    assert told == [
        (None, "lead-in", True),
        (None, "raise", False),
        ("raise", "hold", False),
        ("hold", "lower", False),
        ("lower", "rest", False),
        ("rest", "raise", False),
        ("raise", "hold", False),
        ("hold", "lower", False),
    ]


def test_a_rest_between_blocks_shows_what_comes() -> None:
    made = compile_routine(routine(BRIDGE, KICK, between=30), MOVEMENTS)
    rest = next(step for step in made if step.part.between is Between.BLOCKS)
    stage = stage_of(whole(made), rest, 1_000)
    assert stage is not None
    assert (stage.movement, stage.side, stage.coming, stage.before) == ("donkey-kick", Side.LEFT, True, None)


def test_a_change_of_sides_shows_the_other_side() -> None:
    made = compile_routine(routine(KICK), MOVEMENTS)
    switch = next(step for step in made if step.kind is StepKind.SWITCH)
    stage = stage_of(whole(made), switch, 0)
    assert stage is not None and (stage.side, stage.coming) == (Side.RIGHT, True)
    after = stage_of(whole(made), made.steps[switch.index + 1], 0)
    assert after is not None and after.before is None
    held = compile_routine(routine(replace(HELD, reps=(count(1),), sides=Sides.ONE_THEN_OTHER)), MOVEMENTS)
    shown = [(stage.phase, stage.side) for stage in stages(held) if stage]
    assert shown == [
        ("lead-in", Side.LEFT), ("hold", Side.LEFT), ("lead-in", Side.RIGHT), ("hold", Side.RIGHT),
    ]  # fmt: skip


def test_a_rest_between_sets_is_on_the_side_of_the_set_that_comes() -> None:
    block = Block(movement="donkey-kick", hold=seconds(2), sets=count(2), sides=Sides.ALTERNATE_SETS)
    made = compile_routine(routine(block), MOVEMENTS)
    rest = next(step for step in made if step.part.between is Between.SETS)
    stage = stage_of(whole(made), rest, 0)
    assert stage is not None
    assert (stage.phase, stage.side, stage.coming, stage.alternates) == ("rest", Side.LEFT, False, False)


def test_alternating_reps_are_told() -> None:
    made = compile_routine(routine(replace(HELD, sides=Sides.ALTERNATE_REPS)), MOVEMENTS)
    assert {stage.alternates for stage in stages(made) if stage} == {True}  # also where it only comes
    phases = compile_routine(routine(replace(BRIDGE, sides=Sides.ALTERNATE_REPS)), MOVEMENTS)
    assert {stage.alternates for stage in stages(phases) if stage} == {True}  # also where a rep has several phases
    assert not any(stage.alternates for stage in stages(compile_routine(routine(KICK), MOVEMENTS)) if stage)


def test_gates_are_passed_over() -> None:
    made = compile_routine(routine(replace(HELD, pace=Pace.OWN)), MOVEMENTS)
    told = [(stage.before, stage.phase) for stage in stages(made) if stage]
    assert told == [(None, "lead-in"), (None, "hold"), ("hold", "gate"), ("hold", "hold"), ("hold", "gate")]


def test_beats_are_counted_with_their_fraction() -> None:
    made = compile_routine(routine(Block(movement="bridge", pulses=(count(10),), bpm=count(120))), MOVEMENTS)
    pulses = next(step for step in made if step.part.phase == "pulse")
    stage = stage_of(whole(made), pulses, 1_250)
    assert stage is not None and stage.beats == 2.5


def test_without_a_movement_there_is_nothing_to_show() -> None:
    made = compile_routine(routine(HOLDS), MOVEMENTS)
    assert stages(made) == [None] * len(made)


def test_of_a_movement_alone_its_start_position_is_shown_with_nothing_before_or_after() -> None:
    assert Stage(movement="bridge") == Stage(
        movement="bridge", side=None, before=None, crossed=None, phase="lead-in", into_ms=0, duration_ms=0, beats=None,
        alternates=False, coming=False,
    )  # fmt: skip
