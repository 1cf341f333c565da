"""Timelines: what stands where, and the laws that hold for all of them."""

import gc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HOLDS, KICK, MOVEMENTS, OWN, ROUTINES, count, routine, seconds
from trunktimer.figure.body import Side
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.check import check_routine
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.plan import plan_routine
from trunktimer.routine.routine import Block, Breath, MovementPhase, Pace, Routine, Sides
from trunktimer.routine.runs import planned_ms, step_count
from trunktimer.routine.timeline import Between, StepKind, Timeline

LEVELS = st.integers(0, 100)


def shape(timeline: Timeline) -> list[str]:
    """Each step in a few letters: phase, side, set, rep."""
    return [
        f"{step.part.phase}{step.part.side[0].upper() if step.part.side else ''}{step.set or ''}.{step.rep or ''}"
        for step in timeline
    ]


@given(ROUTINES, LEVELS)
def test_steps_follow_each_other_without_gaps(written: Routine, level: int) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    at_ms = 0
    for index, step in enumerate(timeline):
        assert (step.index, step.start_ms) == (index, at_ms)
        assert step.duration_ms == step.part.duration_ms
        assert step.duration_ms > 0 or step.is_gate
        at_ms = step.end_ms
    assert timeline.total_ms == at_ms


@given(ROUTINES, LEVELS)
def test_a_plan_counts_what_it_unrolls_to(written: Routine, level: int) -> None:
    plan = plan_routine(written, MOVEMENTS, level)
    timeline = compile_routine(written, MOVEMENTS, level)
    trailing = step_count(plan) - len(timeline)
    assert trailing >= 0
    assert planned_ms(plan) >= timeline.total_ms
    if written.blocks[-1].rest is None and written.blocks[-1].blocks is None:
        assert (trailing, planned_ms(plan)) == (0, timeline.total_ms)


@given(ROUTINES, LEVELS)
def test_a_plan_counts_rounds_with_and_without_a_pause_between(written: Routine, level: int) -> None:
    for pause in (None, seconds(3)):
        group = replace(written, blocks=(Block(repeat=count(3), rest_between_rounds=pause, blocks=(HOLDS,)),))
        plan, timeline = plan_routine(group, {}, level), compile_routine(group, {}, level)
        assert (step_count(plan), planned_ms(plan)) == (len(timeline), timeline.total_ms)


@given(ROUTINES, LEVELS)
def test_the_last_step_is_never_a_rest_and_every_rest_leads_to_work(written: Routine, level: int) -> None:
    assert not check_routine(written, MOVEMENTS)
    timeline = compile_routine(written, MOVEMENTS, level)
    assert timeline.steps[-1].kind in (StepKind.WORK, StepKind.GATE)


@given(ROUTINES, LEVELS)
def test_both_sides_get_the_same(written: Routine, level: int) -> None:
    work: dict[Side, int] = {Side.LEFT: 0, Side.RIGHT: 0}
    for step in compile_routine(written, MOVEMENTS, level):
        if step.part.side and step.kind is StepKind.WORK:
            work[step.part.side] += step.duration_ms
    assert work[Side.LEFT] == work[Side.RIGHT]


@given(ROUTINES, LEVELS, st.data())
def test_steps_are_found_by_offset_and_blocks_and_sets_by_step(
    written: Routine, level: int, data: st.DataObject
) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    index = data.draw(st.integers(0, len(timeline) - 1))
    step = timeline.steps[index]
    if not step.is_gate:
        assert timeline.index_at(step.start_ms + step.duration_ms // 2) == index
    block, set_span = timeline.block_at(index), timeline.set_span_at(index)
    if step.rep:
        assert set_span is not None and set_span.first <= index < set_span.last
        assert block is not None and block.path == step.part.path
    following = timeline.next_block(index)
    assert following is None or following.first > index


def test_sets_reps_and_their_rests() -> None:
    timeline = compile_routine(routine(HOLDS), {}, 0)
    assert shape(timeline) == [
        "lead-in.", "raise1.1", "hold1.1", "lower1.1", "raise1.2", "hold1.2", "lower1.2",
        "rest2.", "raise2.1", "hold2.1", "lower2.1", "raise2.2", "hold2.2", "lower2.2",
    ]  # fmt: skip
    assert timeline.steps[7].part.between is Between.SETS
    assert timeline.steps[7].duration_ms == 60_000


@pytest.mark.parametrize(("level", "hold_ms"), [(0, 10_000), (50, 12_500), (100, 15_000)])
def test_the_level_aims_in_the_range_and_keeps_its_minimum(level: int, hold_ms: int) -> None:
    hold = compile_routine(routine(HOLDS), {}, level).steps[2]
    assert (hold.duration_ms, hold.part.min_ms) == (hold_ms, 10_000)
    assert hold.may_release is (level > 0)


def test_a_range_of_a_raise_or_a_lower_says_how_fast_and_nothing_is_released() -> None:
    block = Block(name="A", raise_=seconds(2, 4), hold=seconds(5, 9), lower=seconds(2, 4), reps=(count(1),))
    steps = compile_routine(routine(block), {}, 100).steps[1:]
    assert [(step.part.phase, step.duration_ms, step.part.min_ms, step.may_release) for step in steps] == [
        ("raise", 4_000, None, False), ("hold", 9_000, 5_000, True), ("lower", 4_000, None, False),
    ]  # fmt: skip
    exact = compile_routine(routine(Block(name="A", hold=seconds(5))), {}, 100).steps[1]
    assert (exact.part.min_ms, exact.may_release) == (None, False)


def test_what_is_left_of_a_timed_block_is_neither_released_nor_breathed() -> None:
    turn = MovementPhase(do="turn", time=seconds(2, 4), breath=Breath.OUT)
    settle = compile_routine(routine(Block(name="A", duration=seconds(9), phase=(turn,))), {}, 100).steps[-1]
    assert (settle.part.phase, settle.duration_ms) == ("settle", 1_000)
    assert (settle.part.min_ms, settle.part.breath) == (None, None)


def test_one_side_then_the_other_with_a_switch_between() -> None:
    block = Block(name="Lift", hold=seconds(2), sets=count(2), sides=Sides.ONE_THEN_OTHER, first_side=Side.RIGHT)
    assert shape(compile_routine(routine(block), {}, 0)) == [
        "lead-inR.", "holdR1.1", "restR2.", "holdR2.1", "switchL1.", "holdL1.1", "restL2.", "holdL2.1",
    ]  # fmt: skip


def test_sets_in_turn_switch_inside_and_rest_between() -> None:
    block = Block(name="Lift", hold=seconds(2), sets=count(2), sides=Sides.ALTERNATE_SETS)
    assert shape(compile_routine(routine(block), {}, 0))[1:] == [
        "holdL1.1", "switchR1.", "holdR1.1", "restL2.", "holdL2.1", "switchR2.", "holdR2.1",
    ]  # fmt: skip


def test_reps_in_turn_rest_between_sides() -> None:
    block = Block(name="Dog", hold=seconds(2), reps=(count(2),), rest=seconds(1), sides=Sides.ALTERNATE_REPS)
    assert shape(compile_routine(routine(block), {}, 0))[1:] == [
        "holdL1.1", "restL1.1", "holdR1.1", "restR1.1", "holdL1.2", "restL1.2", "holdR1.2",
    ]  # fmt: skip


def test_a_timed_block_holds_whole_reps_and_settles() -> None:
    block = Block(movement="donkey-kick", duration=seconds(90), raise_=seconds(2), lower=seconds(2))
    timeline = compile_routine(routine(block), MOVEMENTS, 0)
    left = timeline.set_spans[0]
    assert (left.end_ms - left.start_ms, timeline.steps[left.last - 1].part.phase) == (90_000, "settle")
    assert [step.part.reps for step in timeline.steps[1:3]] == [22, 22]
    assert timeline.steps[left.last].kind is StepKind.SWITCH


def test_a_tempo_that_fills_the_time_leaves_nothing_to_settle() -> None:
    block = Block(name="Kick", duration=seconds(8), raise_=seconds(1), lower=seconds(1), rest=seconds(1))
    steps = compile_routine(routine(block), {}, 0).steps[1:]
    assert sum(step.duration_ms for step in steps) == 8_000
    assert [step.part.phase for step in steps[-2:]] == ["raise", "lower"]


def test_pyramids_and_own_pace() -> None:
    block = Block(name="Curl", hold=seconds(10), reps=(count(2), count(1)), pace=Pace.OWN)
    assert shape(compile_routine(routine(block), {}, 0))[1:] == [
        "hold1.1", "gate1.1", "hold1.2", "gate1.2", "rest2.", "hold2.1", "gate2.1",
    ]  # fmt: skip


def test_pulses_and_rhythm_on_the_metronome() -> None:
    pulses = Block(name="Pulses", pulses=(count(10),), bpm=count(60))
    rhythm = Block(name="March", duration=seconds(30), bpm=count(170), accent_every=2)
    steps = compile_routine(routine(pulses, rhythm), {}, 0).steps
    assert (steps[1].duration_ms, steps[1].part.beats, steps[1].part.reps) == (10_000, 10, 10)
    assert steps[1].part.accent_every == 0
    assert (steps[3].duration_ms, steps[3].part.beats, steps[3].part.accent_every) == (30_000, 85, 2)


def test_every_beat_that_begins_in_a_rhythm_is_counted() -> None:
    for duration_ms, beats in ((600_000, 600), (600_001, 601), (599_000, 599)):
        rhythm = Block(name="March", duration=Span(duration_ms, duration_ms), bpm=count(60))
        assert compile_routine(routine(rhythm), {}, 0).steps[-1].part.beats == beats


def test_groups_repeat_nest_and_rest_between_rounds() -> None:
    inner = Block(repeat=count(2), blocks=(Block(name="A", hold=seconds(1)),))
    outer = Block(repeat=count(2), rest_between_rounds=seconds(3), blocks=(inner, Block(rest=seconds(2))))
    timeline = compile_routine(routine(outer, lead_in=4), {}, 0)
    assert [step.part.phase for step in timeline] == [
        "lead-in", "hold", "hold", "rest", "rest", "hold", "hold",
    ]  # fmt: skip
    assert [step.rounds for step in timeline if step.part.phase == "hold"] == [
        ((1, 2), (1, 2)), ((1, 2), (2, 2)), ((2, 2), (1, 2)), ((2, 2), (2, 2)),
    ]  # fmt: skip
    assert [block.rounds for block in timeline.blocks][1] == ((1, 2), (2, 2))


def test_pauses_between_blocks_and_inheritance() -> None:
    written = Routine(
        name="Test",
        rest=seconds(3),
        rest_between_blocks=seconds(20),
        blocks=(
            Block(name="A", hold=seconds(1), reps=(count(2),), lead_in=NO_PAUSE),
            Block(name="B", hold=seconds(1), reps=(count(2),), rest=NO_PAUSE),
            Block(rest=seconds(7)),
            Block(repeat=count(1), lead_in=seconds(6), rest_between_blocks=seconds(2), blocks=(HOLDS, OWN)),
        ),
    )
    kinds = [f"{step.part.phase} {step.duration_ms // 1000}" for step in compile_routine(written, {}, 0)]
    assert kinds[:9] == [
        "hold 1", "rest 3", "hold 1", "rest 20", "lead-in 10", "hold 1", "hold 1", "rest 7", "lead-in 6",
    ]  # fmt: skip
    assert kinds[-4:] == ["lower 2", "rest 2", "gate 0", "gate 0"]


def test_the_movement_lends_its_tempo_cues_and_breath() -> None:
    whole = compile_routine(routine(Block(movement="bridge", reps=(count(1),))), MOVEMENTS, 0).steps
    assert [step.part.cue for step in whole] == ["On your back", "Hips up", "Squeeze", "Down slowly"]
    longer = compile_routine(routine(Block(movement="bridge", hold=seconds(30))), MOVEMENTS, 0).steps
    assert [(step.part.phase, step.duration_ms) for step in longer[1:]] == [
        (step.part.phase, 30_000 if step.part.phase == "hold" else step.duration_ms) for step in whole[1:]
    ]
    alone = Block(movement="bridge", hold=seconds(30), alone=True)  # as format 1 meant it
    only = compile_routine(routine(alone), MOVEMENTS, 0).steps
    assert [(step.part.phase, step.part.cue) for step in only[1:]] == [("hold", "Squeeze")]
    own = Block(
        movement="bridge",
        cue="Mine",
        reps=(count(1),),
        phase=(MovementPhase(do="hold", time=seconds(3)), MovementPhase(do="sway", time=seconds(3), cue="Sway")),
    )
    cues = [step.part.cue for step in compile_routine(routine(own), MOVEMENTS, 0).steps[1:]]
    assert cues == ["Mine", "Sway"]


def test_the_movement_lends_its_name_and_its_sides() -> None:
    legs = {KICK.key: replace(KICK, limb="leg")}
    steps = compile_routine(routine(Block(movement="donkey-kick", hold=seconds(2))), legs, 0).steps
    assert [(step.part.phase, step.part.side, step.part.limb, step.part.name) for step in steps] == [
        ("lead-in", Side.LEFT, "leg", "Donkey kick"),
        ("hold", Side.LEFT, "leg", "Donkey kick"),
        ("switch", Side.RIGHT, "leg", "Donkey kick"),
        ("hold", Side.RIGHT, "leg", "Donkey kick"),
    ]


def test_a_movement_that_nobody_knows_goes_by_its_key() -> None:
    steps = compile_routine(routine(Block(movement="gone", hold=seconds(2))), {}, 0).steps
    assert {step.part.name for step in steps} == {"gone"}
    nameless = compile_routine(routine(Block(hold=seconds(2))), {}, 0).steps
    assert {step.part.name for step in nameless} == {"Work"}


def test_a_level_out_of_range_is_refused_and_the_collector_is_left_as_it_was() -> None:
    with pytest.raises(ValueError, match="level 101"):
        compile_routine(routine(HOLDS), {}, 101)
    assert gc.isenabled()
    gc.disable()
    try:
        compile_routine(routine(HOLDS), {}, 0)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_hundred_thousand_steps_are_all_there() -> None:
    block = Block(name="Long", raise_=seconds(0.1), lower=seconds(0.1), reps=(count(49_999),))
    assert len(compile_routine(routine(block), {}, 0)) == 99_999


def test_nothing_but_rests_is_a_timeline_without_steps() -> None:
    assert len(compile_routine(routine(Block(rest=seconds(30)), Block(rest=seconds(5))), MOVEMENTS)) == 0


# ---- the least time to get ready


def _ready(written: Routine, least_s: int) -> tuple[Timeline, Timeline]:
    """The timeline as the routine says, and with a least time to get ready."""
    return compile_routine(written, {}), compile_routine(written, {}, least_ready_ms=least_s * 1000)


def test_a_least_time_to_get_ready_makes_the_first_lead_in_longer_and_no_other() -> None:
    plain, longer = _ready(routine(HOLDS, HOLDS), 25)
    lead_ins = [step.duration_ms for step in longer if step.kind is StepKind.LEAD_IN]
    assert lead_ins == [25_000, 5_000]
    assert longer.total_ms == plain.total_ms + 20_000
    assert [step.part for step in longer][1:] == [step.part for step in plain][1:]
    assert [set_span.start_ms - 20_000 for set_span in longer.set_spans] == [
        set_span.start_ms for set_span in plain.set_spans
    ]


def test_a_longer_lead_in_of_the_routine_stays() -> None:
    plain, longer = _ready(routine(HOLDS), 5)
    assert longer.steps == plain.steps


def test_a_routine_without_lead_ins_gets_one_before_its_first_block() -> None:
    written = replace(routine(HOLDS, HOLDS), lead_in=NO_PAUSE)
    plain, longer = _ready(written, 15)
    assert not any(step.kind is StepKind.LEAD_IN for step in plain)
    assert (longer.steps[0].kind, longer.steps[0].duration_ms) == (StepKind.LEAD_IN, 15_000)
    assert len(longer) == len(plain) + 1
    assert longer.total_ms == plain.total_ms + 15_000


def test_a_group_whose_block_has_a_lead_in_of_its_own_is_longer_once() -> None:
    group = Block(blocks=(replace(HOLDS, lead_in=seconds(5)),), repeat=count(3))
    _, longer = _ready(routine(group), 12)
    lead_ins = [step.duration_ms for step in longer if step.kind is StepKind.LEAD_IN]
    assert lead_ins == [12_000, 5_000, 5_000]


def test_a_plain_rest_at_the_beginning_is_time_enough() -> None:
    plain, longer = _ready(replace(routine(Block(rest=seconds(5)), HOLDS), lead_in=NO_PAUSE), 30)
    assert longer.steps == plain.steps
