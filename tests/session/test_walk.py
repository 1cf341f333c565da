"""The state machine: scripts for what a person does, and the laws that hold whatever is done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.builders import HOLDS, MOVEMENTS, OPEN_ROUTINES, OWN, ROUTINES, count, routine, seconds
from tests.replay import held_at, line_of, play
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine, Sides
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.session.effects import (
    Effect,
    Outcome,
    Phase,
    PhaseChanged,
    SoundsHalted,
    SoundsPlaced,
    StepEntered,
    StepLeft,
    StepsSkipped,
)
from trunktimer.session.session import Session, allowed, new_session, position_at, releasable, session_cues
from trunktimer.session.transitions import TRANSITIONS, Action
from trunktimer.session.walk import handle

# 0 lead-in 5 s · 1 raise 2 · 2 hold 15 (min 10) · 3 lower 2 · 4..6 the same · 7 rest 60 · 8..13 set 2
HOLDING = compile_routine(routine(HOLDS), {}, 100)
TWO = compile_routine(
    routine(Block(name="A", hold=seconds(10), sets=count(2)), Block(name="B", hold=seconds(10)), between=20), {}, 0
)  # 0 lead-in · 1 hold · 2 rest 60 · 3 hold · 4 rest 20 · 5 lead-in · 6 hold
GATES = compile_routine(routine(OWN, lead_in=5), {}, 0)  # 0 lead-in · 1 gate · 2 gate
OFFERS_A = "0 start\n1000 skip-block\n2000 skip-step\n2500 skip-step\n3000 done"  # in TWO, now at 0
OFFERS_B = "0 start\n0 jump 5\n1000 skip-block\n2000 done"  # now at 5
REP = Block(name="Rep", raise_=seconds(2), lower=seconds(2), reps=(count(1),))


def test_a_late_tick_tells_each_step_in_order() -> None:
    _, told = play(HOLDING, "0 start\n2900 tick\n5800 tick\n7100 tick")
    assert told == (
        "0 start: -> running, enter 0\n2900 tick: -\n"
        "5800 tick: leave 0 done 5000, enter 1\n7100 tick: leave 1 done 2000, enter 2"
    )


def test_pause_and_resume_change_nothing_but_the_clock() -> None:
    session, told = play(HOLDING, "0 start\n1000 pause\n900000 tick\n900000 resume\n902000 tick")
    assert position_at(session, 902_000) == 3_000
    assert "gap" not in told


def test_a_gap_pauses_at_the_last_seen_position() -> None:
    session, told = play(HOLDING, "0 start\n2000 tick\n60000 tick\n60000 resume\n61000 tick")
    assert "60000 tick: -> interrupted, gap 58000" in told
    assert position_at(session, 61_000) == 3_000


def test_a_suspend_notice_interrupts_at_once() -> None:
    session, told = play(HOLDING, "0 start\n2000 sleep")
    assert told.endswith("2000 sleep: -> interrupted")
    assert position_at(session, 99_000) == 2_000


def test_a_hold_is_released_only_after_its_minimum_and_the_real_time_is_kept() -> None:
    ticks = "0 start\n3000 tick\n6000 tick\n9000 tick\n12000 tick\n15000 tick"
    _, early = play(HOLDING, f"{ticks}\n16999 done")
    assert early.endswith("16999 done: -")
    session, told = play(HOLDING, f"{ticks}\n17000 tick\n18200 done")
    assert told.endswith("18200 done: leave 2 released 11200, enter 3")
    assert position_at(session, 18_200) == HOLDING.steps[3].start_ms
    _, skipped = play(HOLDING, f"{ticks}\n17000 tick\n18200 skip-step")
    assert "leave 2 released 11200" in skipped
    session, _ = play(HOLDING, f"{ticks}\n16999 tick")
    assert [releasable(session, now_ms) for now_ms in (16_999, 17_000)] == [False, True]
    _, at_once = play(HOLDING, f"{ticks}\n17000 done")
    assert at_once.endswith("17000 done: leave 2 released 10000, enter 3")


def test_a_pause_adds_nothing_to_the_minimum_of_a_hold() -> None:
    ticks = "0 start\n3000 tick\n6000 tick\n9000 tick\n12000 tick"
    session, told = play(HOLDING, f"{ticks}\n14000 pause\n90000 skip-step")
    assert told.endswith("90000 skip-step: leave 2 skipped 7000, enter 3")
    session, _ = play(HOLDING, f"{ticks}\n15000 tick\n17500 pause")
    assert not releasable(session, 17_500)  # nothing is ended by a word before it goes on


def test_gates_wait_and_count_the_time_waited() -> None:
    session, told = play(GATES, "0 start\n3000 tick\n5500 tick\n6000 done\n7000 done")
    assert told.splitlines()[2:] == [
        "5500 tick: leave 0 done 5000, enter 1, -> waiting",
        "6000 done: leave 1 done 1000, enter 2",
        "7000 done: leave 2 done 1000, -> finished",
    ]
    assert session.phase is Phase.FINISHED


def test_a_gate_can_be_paused_and_gone_back_from() -> None:
    session, _ = play(GATES, "0 start\n3000 tick\n5000 tick\n5000 pause\n9000 resume")
    assert session.phase is Phase.WAITING
    session, _ = play(GATES, "0 start\n3000 tick\n5000 tick\n6000 rewind")
    assert (session.phase, session.index) == (Phase.RUNNING, 0)
    session, _ = play(GATES, "0 start\n1000 forward")
    assert (session.phase, session.index) == (Phase.WAITING, 1)


def test_skipped_blocks_are_offered_again_from_the_set_that_was_skipped() -> None:
    script = "0 start\n1000 skip-step\n2000 skip-step\n2500 skip-block\n3000 skip-step\n4000 skip-step"
    session, told = play(TWO, script)
    assert told.splitlines()[-1] == "4000 skip-step: leave 6 skipped 0, -> waiting, offer 1".replace(
        "6 skipped 0", "6 skipped 1000"
    )
    assert session.offering
    session, told = play(TWO, f"{script}\n5000 done\n7000 tick\n9900 tick\n10000 tick")
    assert told.splitlines()[-1] == "10000 tick: leave 0 done 5000, enter 3"
    session, told = play(TWO, f"{script}\n5000 done\n6000 skip-step\n7000 skip-step")
    assert told.endswith("-> finished")


def test_a_block_that_is_skipped_while_it_is_offered_is_not_offered_again() -> None:
    session, told = play(TWO, f"{OFFERS_A}\n5000 skip-block")
    assert told.endswith("\n5000 skip-block: leave 0 skipped 2000, skip 1..4, -> finished")
    session, told = play(TWO, f"{OFFERS_B}\n3000 skip-block")
    assert told.endswith("\n3000 skip-block: leave 5 skipped 1000, skip 6..7, -> finished")
    assert (session.skipped, session.offering) == ((), False)


def test_a_block_that_is_skipped_twice_is_offered_once() -> None:
    session, told = play(TWO, "0 start\n0 jump 5\n100 skip-block\n200 back\n300 skip-block")
    assert told.endswith("\n300 skip-block: leave 6 skipped 100, -> waiting, offer 1")
    assert session.skipped == (6,)


def test_offered_blocks_come_in_the_order_of_the_routine() -> None:
    skips_b_then_a = "0 start\n0 jump 5\n100 skip-block\n200 jump 0\n300 skip-block\n400 skip-step"
    session, told = play(TWO, f"{skips_b_then_a}\n500 skip-step\n600 done")
    assert told.splitlines()[-2:] == [
        "500 skip-step: leave 6 skipped 100, -> waiting, offer 2",
        "600 done: enter 0, -> running",
    ]
    assert session.ahead == ((0, 4), (5, 7))


def test_a_block_is_offered_from_its_set_and_the_way_there_is_getting_ready() -> None:
    for skipped_at, ahead in ((0, ((0, 4),)), (1, ((0, 4),)), (2, ((0, 1), (3, 4))), (3, ((0, 1), (3, 4)))):
        session, _ = play(TWO, f"0 start\n0 jump {skipped_at}\n0 skip-block\n0 jump 6\n0 skip-step\n0 done")
        assert session.ahead == ahead, skipped_at


def test_going_back_stays_in_what_is_offered_and_a_jump_out_of_it_walks_on_from_there() -> None:
    for action in ("back", "rewind", "repeat-rep"):
        session, _ = play(TWO, f"{OFFERS_B}\n3000 {action}")
        assert (session.index, session.ahead) == (5, ((5, 7),)), action
    session, _ = play(TWO, f"{OFFERS_B}\n3000 jump 1\n4000 back")
    assert session.index == 0
    session, _ = play(TWO, f"{OFFERS_A}\n5000 jump 3\n6000 skip-step")
    assert session.phase is Phase.FINISHED
    for outside in (4, 5):  # 4 is the first step that is not offered
        session, _ = play(TWO, f"{OFFERS_A}\n5000 jump {outside}\n6000 skip-step")
        assert (session.phase, session.index) == (Phase.RUNNING, outside + 1)


def test_an_offer_can_be_declined() -> None:
    for decline in ("skip-step", "skip-block"):
        session, told = play(TWO, f"0 start\n1000 skip-block\n2000 skip-step\n2500 skip-step\n3000 {decline}")
        assert told.endswith(f"3000 {decline}: -> finished"), told
        assert (session.phase, session.skipped) == (Phase.FINISHED, ())


def test_a_skipped_block_that_was_done_after_all_is_not_offered() -> None:
    script = "0 start\n1000 skip-block\n2000 jump 3\n5000 tick\n8000 tick\n11000 tick\n12000 tick"
    script += "\n13000 jump 6\n14000 skip-step"
    session, _ = play(TWO, script)
    assert session.phase is Phase.FINISHED


def test_sounds_are_placed_anew_when_a_skipped_block_was_done_after_all() -> None:
    """What it ends with is known before: the block is walked to its end, so that nothing is left to answer."""
    alone = compile_routine(
        routine(Block(name="A", hold=seconds(10)), Block(name="B", hold=seconds(10)), lead_in=0), {}, 0
    )
    before, _ = play(alone, "0 start\n0 skip-block\n0 jump 0\n3000 tick\n6000 tick\n9000 tick")
    assert [cue.kind for cue in session_cues(before, 9_000)][-1] == "finish"
    after, told = play(
        alone, "0 start\n0 skip-block\n0 jump 0\n3000 tick\n6000 tick\n9000 tick\n11000 tick", sounds=True
    )
    assert told.endswith("\n11000 tick: leave 0 done 10000, sounds 10000 at 10000, enter 1")
    assert [cue.kind for cue in session_cues(after, 10_000)][-1] == "finish"


def test_a_skipped_block_of_which_only_a_part_was_done_is_offered_and_so_are_others() -> None:
    part = "0 start\n0 skip-block\n0 jump 1\n3000 tick\n6000 tick\n9000 tick\n10000 tick"
    session, told = play(TWO, part)
    assert (told.splitlines()[-1], session.skipped) == ("10000 tick: leave 1 done 10000, enter 2", (0,))
    other = "0 start\n0 skip-block\n0 jump 6\n3000 tick\n6000 tick\n9000 tick\n10000 tick"
    _, told = play(TWO, other)
    assert told.endswith("10000 tick: leave 6 done 10000, -> waiting, offer 1")


def test_a_skipped_block_that_was_released_after_its_minimum_was_done() -> None:
    short = compile_routine(routine(Block(name="A", hold=seconds(2, 10)), lead_in=0), {}, 100)
    session, _ = play(short, "0 start\n0 skip-block\n0 back\n2500 done")
    assert session.phase is Phase.FINISHED


def test_skipping_in_the_pause_between_blocks_skips_no_block() -> None:
    session, _ = play(TWO, "0 start\n100 jump 4\n1000 skip-block")
    assert (session.index, session.skipped) == (5, ())


def test_moving_about() -> None:
    session, told = play(HOLDING, "0 start\n1000 jump 5\n2000 back\n3000 restart-step\n3500 rewind\n4000 forward")
    assert told.splitlines()[1] == "1000 jump: leave 0 skipped 1000, skip 1..5, enter 5"
    assert told.splitlines()[2] == "2000 back: leave 5 left 1000, enter 4"
    assert told.splitlines()[3] == "3000 restart-step: leave 4 restarted 1000, enter 4"
    assert session.phase is Phase.RUNNING
    session, _ = play(HOLDING, "0 start\n1000 back")
    assert session.index == 0
    for nowhere in (99, 14, -1):
        for script in ("0 start\n1000", "1000"):
            session, told = play(HOLDING, f"{script} jump {nowhere}")
            assert (told.endswith("1000 jump: -"), session.index) == (True, 0)


def test_forward_moves_within_a_step_and_keeps_the_time_really_held() -> None:
    session, _ = play(HOLDING, "0 start\n0 jump 2\n1000 forward")
    assert (session.index, position_at(session, 1_000)) == (2, HOLDING.steps[2].start_ms + 11_000)
    assert held_at(session, 1_500) == 1_500
    assert releasable(session, 1_500)


def test_forward_at_the_end_stops_just_before_it() -> None:
    last = compile_routine(routine(Block(name="A", hold=seconds(15)), lead_in=0), {}, 0)
    session, told = play(last, "0 start\n2000 forward\n2500 forward")
    assert (session.phase, position_at(session, 2_500)) == (Phase.RUNNING, last.total_ms - 1)
    session, told = play(last, "0 start\n2000 forward\n2500 forward\n2501 tick")
    assert told.endswith("\n2501 tick: leave 0 done 2501, -> finished")


def test_forward_and_rewind_stay_in_what_is_offered() -> None:
    session, _ = play(TWO, f"{OFFERS_A}\n4000 jump 3\n5000 forward\n5000 forward")
    assert (session.index, position_at(session, 5_000)) == (3, TWO.steps[3].end_ms - 1)
    session, _ = play(TWO, f"{OFFERS_B}\n3000 rewind")
    assert (session.index, position_at(session, 3_000)) == (5, TWO.steps[5].start_ms)
    gates = compile_routine(routine(replace(OWN, name="A"), OWN, lead_in=0), {}, 0)  # 0..1 and 2..3, all gates
    session, _ = play(gates, "0 start\n0 jump 2\n0 skip-block\n0 done\n0 done\n1000 rewind")
    assert session.ahead == ((2, 4),)
    assert session.index == 2
    before_gates = compile_routine(routine(Block(name="A", hold=seconds(10)), OWN, lead_in=0), {}, 0)
    session, _ = play(before_gates, "0 start\n0 skip-block\n0 done\n0 done\n0 done\n1000 forward")
    assert (session.ahead, session.index, position_at(session, 1_000)) == (((0, 1),), 0, 9_999)


def test_rewind_at_the_beginning_goes_to_it() -> None:
    session, _ = play(HOLDING, "0 start\n3000 rewind")
    assert (session.index, position_at(session, 3_000)) == (0, 0)


def test_forward_stops_at_the_first_gate_on_the_way_and_not_at_one_beyond() -> None:
    mixed = compile_routine(
        routine(Block(name="A", hold=seconds(10)), replace(OWN, reps=(count(1),), lead_in=seconds(3)), lead_in=4), {}, 0
    )  # 0 lead-in 4 s · 1 hold 10 · 2 lead-in 3 · 3 gate
    for at_ms, index in ((6_999, 2), (7_000, 3), (9_000, 3)):
        ticks = "\n".join(f"{ms} tick" for ms in range(2_000, at_ms, 2_000))
        session, _ = play(mixed, f"0 start\n{ticks}\n{at_ms} forward")
        assert session.index == index, at_ms
    session, _ = play(GATES, "0 start\n0 skip-step\n1000 pause\n2000 forward")
    assert session.index == 1


def test_sounds_are_placed_anew_where_the_walk_goes_on_elsewhere() -> None:
    both = "0 start\n0 skip-block\n0 jump 5\n100 skip-block\n200 done"
    _, told = play(TWO, f"{both}\n300 jump 3\n3000 tick\n6000 tick\n9000 tick\n10300 tick", sounds=True)
    b_ms = TWO.steps[5].start_ms
    assert told.splitlines()[-6:] == [
        "200 done: enter 0, -> running, sounds 0 at 200",
        f"300 jump: leave 0 skipped 100, skip 1..3, enter 3, sounds {TWO.steps[3].start_ms} at 300",
        "3000 tick: -",
        "6000 tick: -",
        "9000 tick: -",
        f"10300 tick: leave 3 done 10000, enter 5, sounds {b_ms} at 10300",
    ]
    _, told = play(TWO, f"{both}\n300 jump 3\n400 skip-step", sounds=True)
    assert told.endswith(f"\n400 skip-step: leave 3 skipped 100, enter 5, sounds {b_ms} at 400")


def test_sounds_end_with_a_sleep_and_with_the_session() -> None:
    _, told = play(HOLDING, "0 start\n1000 sleep\n2000 resume\n3000 stop", sounds=True)
    assert told.splitlines()[1] == "1000 sleep: -> interrupted, silence"
    assert told.endswith("3000 stop: leave 0 interrupted 2000, -> stopped, silence")


def test_sounds_follow_forward_and_rewind() -> None:
    script = "0 start\n0 jump 2\n1000 forward\n1500 rewind"
    _, told = play(HOLDING, script, sounds=True)
    at_ms = HOLDING.steps[2].start_ms
    assert told.splitlines()[-2:] == [
        f"1000 forward: sounds {at_ms + 11_000} at 1000",
        f"1500 rewind: sounds {at_ms + 1_500} at 1500",
    ]


def test_the_last_rep_is_repeated_from_its_beginning() -> None:
    session, _ = play(HOLDING, "0 start\n0 jump 6\n1000 repeat-rep")
    assert session.index == 4
    session, _ = play(HOLDING, "0 start\n0 jump 7\n1000 repeat-rep")
    assert session.index == 4
    session, told = play(HOLDING, "0 start\n1000 repeat-rep")
    assert told.endswith("repeat-rep: -")
    session, _ = play(GATES, "0 start\n0 jump 2\n1000 repeat-rep")
    assert session.index == 2


@pytest.mark.parametrize(
    "blocks",
    [
        (replace(REP, reps=(count(2),)),),
        (replace(REP, sides=Sides.ALTERNATE_REPS),),
        (replace(REP, sets=count(2), rest_between_sets=seconds(0)),),
        (REP, REP),
        (Block(repeat=count(2), blocks=(REP,)),),
    ],
    ids=["reps", "sides", "sets", "blocks", "rounds"],
)
def test_a_rep_is_repeated_without_the_one_before_it(blocks: tuple[Block, ...]) -> None:
    timeline = compile_routine(routine(*blocks, lead_in=0), {}, 0)
    assert [step.part.phase for step in timeline] == ["raise", "lower"] * 2
    for at, goal in ((0, 0), (1, 0), (2, 2), (3, 2)):
        session, _ = play(timeline, f"0 start\n0 jump {at}\n1000 repeat-rep")
        assert session.index == goal, at


def test_in_the_rest_after_a_rep_and_while_settling_the_rep_that_was_done_is_repeated() -> None:
    resting = compile_routine(routine(replace(REP, reps=(count(2),), rest=seconds(3)), lead_in=0), {}, 0)
    session, _ = play(resting, "0 start\n0 jump 2\n1000 repeat-rep")
    assert (resting.steps[2].kind, session.index) == (StepKind.REST, 0)
    session, _ = play(resting, "0 start\n0 jump 3\n1000 repeat-rep")
    assert session.index == 3
    by_clock = Block(name="Clock", duration=seconds(10), raise_=seconds(2), lower=seconds(2))
    settling = compile_routine(routine(by_clock, lead_in=0), {}, 0)
    session, _ = play(settling, "0 start\n0 jump 4\n1000 repeat-rep")
    assert (settling.steps[4].part.phase, session.index) == ("settle", 2)


def test_what_is_done_while_paused_stays_paused() -> None:
    session, told = play(HOLDING, "0 start\n1000 pause\n2000 skip-step\n3000 forward\n4000 resume")
    assert session.phase is Phase.RUNNING
    assert told.splitlines()[2] == "2000 skip-step: leave 0 skipped 1000, enter 1"
    session, _ = play(GATES, "0 start\n1000 pause\n1000 skip-step\n1000 forward\n1000 resume")
    assert session.phase is Phase.WAITING


def test_starting_from_a_step_and_stopping() -> None:
    _, told = play(HOLDING, "0 jump 3\n0 start\n500 stop\n600 resume\n700 tick")
    assert told.splitlines()[1:3] == ["0 start: -> running, enter 3", "500 stop: leave 3 interrupted 500, -> stopped"]
    assert told.endswith("600 resume: -\n700 tick: -")
    _session, told = play(HOLDING, "0 stop")
    assert told == "0 stop: -> stopped"


def test_moving_about_while_skipped_blocks_are_offered() -> None:
    offer = "0 start\n1000 skip-block\n2000 skip-step\n2500 skip-step"
    for action in ("back", "rewind", "repeat-rep"):
        session, _ = play(TWO, f"{offer}\n3000 {action}")
        assert (session.phase, session.offering) == (Phase.RUNNING, False), action
    session, _ = play(TWO, f"{offer}\n3000 pause\n3500 forward\n4000 resume")
    assert (session.phase, session.offering) == (Phase.WAITING, True)
    session, told = play(TWO, f"{offer}\n3000 stop")
    assert told.endswith("3000 stop: -> stopped")


def test_back_and_rewind_out_of_an_offer_lead_into_the_last_step() -> None:
    offer = "0 start\n1000 skip-block\n2000 skip-step\n2500 skip-step"
    for action in ("back", "rewind"):
        session, told = play(TWO, f"{offer}\n3000 {action}")
        assert (session.index, told.splitlines()[-1]) == (6, f"3000 {action}: enter 6, -> running")


def test_a_machine_cannot_have_slept_longer_than_since_it_was_last_seen() -> None:
    session, _ = play(HOLDING, "0 start\n2000 tick")
    _, effects = handle(session, Action.TICK, 3_000, slept_ms=3_600_000)
    assert [line_of(effect) for effect in effects] == ["-> interrupted", "silence", "gap 1000"]


def test_sounds_are_placed_wherever_the_clock_is_tied_anew_and_halted_in_pauses() -> None:
    _, told = play(HOLDING, "0 start\n1000 pause\n2000 resume\n3000 skip-step", sounds=True)
    assert told.splitlines() == [
        "0 start: -> running, enter 0, sounds 0 at 0",
        "1000 pause: -> paused, silence",
        "2000 resume: -> running, sounds 1000 at 2000",
        "3000 skip-step: leave 0 skipped 2000, enter 1, sounds 5000 at 3000",
    ]


def test_the_finish_is_not_sounded_while_something_is_left_to_answer() -> None:
    session, _ = play(TWO, "0 start\n1000 skip-block")
    assert [cue.kind for cue in session_cues(session, 0)][-1] == "rep-done"
    session, _ = play(TWO, "0 start")
    assert [cue.kind for cue in session_cues(session, 0)][-1] == "finish"
    session, _ = play(GATES, "0 start")
    assert [cue.kind for cue in session_cues(session, 0)][-1] == "rep-done"
    session, _ = play(GATES, "0 start\n0 skip-step\n0 done\n0 done")
    assert [cue.kind for cue in session_cues(session, 0)] == ["finish"]


def test_an_end_by_a_word_is_heard_at_once_and_what_was_placed_for_later_is_not() -> None:
    session, _ = play(GATES, "0 start\n0 skip-step\n0 done")
    session, effects = handle(session, Action.DONE, 700)
    end_ms = GATES.total_ms
    assert session.phase is Phase.FINISHED
    assert effects[-1] == SoundsPlaced(position_ms=end_ms, at_ms=700)
    assert [(cue.offset_ms, cue.kind) for cue in session_cues(session, end_ms)] == [(end_ms, "finish")]
    last_hold = compile_routine(routine(Block(name="A", hold=seconds(10, 20))), {}, 100)
    session, _ = play(
        last_hold, "0 start\n0 skip-step\n" + "\n".join(f"{at} tick" for at in range(1_000, 12_001, 1_000))
    )
    session, effects = handle(session, Action.DONE, 12_500)
    assert session.phase is Phase.FINISHED
    assert effects[-1] == SoundsPlaced(position_ms=last_hold.total_ms, at_ms=12_500)


def test_a_timeline_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="without steps"):
        new_session(Timeline(name="", level=0, steps=(), blocks=(), set_spans=()))


def test_an_hour_drifts_by_nothing() -> None:
    block = Block(name="Long", raise_=seconds(1.001), lower=seconds(0.999), reps=(count(1_800),))
    timeline = compile_routine(routine(block), {}, 0)
    session, _ = handle(new_session(timeline), Action.START, 0)
    dues: list[int] = []
    now_ms = 0
    while session.phase is Phase.RUNNING:
        now_ms += 17 if now_ms % 3 else 1_234
        session, effects = handle(session, Action.TICK, now_ms)
        dues += [effect.due_ms for effect in effects if isinstance(effect, StepEntered)]
    assert dues == [step.start_ms for step in timeline.steps[1:]]


def _story(effects: list[Effect]) -> list[str]:
    """What is told, clock readings of each step included; where sounds were tied is not part of it."""
    return [f"{line_of(e)} {getattr(e, 'due_ms', '')}" for e in effects if not isinstance(e, SoundsPlaced)]


@settings(max_examples=60)
@given(ROUTINES | OPEN_ROUTINES, st.lists(st.integers(1, 2_999), min_size=1, max_size=40))
def test_any_tick_pattern_tells_the_same_story(written: Routine, gaps: list[int]) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    stories = []
    for pattern in (gaps, [137], [2_999]):
        session, effects = handle(new_session(timeline), Action.START, 0)
        told = list(effects)
        now_ms = 0
        for turn in range(60):
            now_ms += pattern[turn % len(pattern)]
            session, effects = handle(session, Action.TICK, now_ms)
            told += effects
        stories.append((now_ms, _story(told)))
    shortest = min(len(story) for _, story in stories)
    for _, story in stories:
        assert story[:shortest] == stories[0][1][:shortest]


class Following(RuleBasedStateMachine):
    """Any actions at any moments: the table holds, nothing raises, no step's result is lost."""

    session: Session
    timeline: Timeline

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = 0
        self.entered: int | None = None
        self.begun: int | None = None
        self.told: set[int] = set()
        self.placed: SoundsPlaced | None = None

    @initialize(written=ROUTINES | OPEN_ROUTINES, level=st.integers(0, 100))
    def open(self, written: Routine, level: int) -> None:
        self.timeline = compile_routine(written, MOVEMENTS, level)
        self.session = new_session(self.timeline)

    @rule(action=st.sampled_from(list(Action)), wait_ms=st.integers(0, 2_900), step=st.floats(0, 1))
    def act(self, action: Action, wait_ms: int, step: float) -> None:
        self._do(action, wait_ms, round(step * (len(self.timeline) - 1)))

    @rule(gap_ms=st.integers(3_001, 10**7))
    def sleep(self, gap_ms: int) -> None:
        before = self.session
        self._do(Action.TICK, gap_ms, 0)
        if before.phase in (Phase.RUNNING, Phase.WAITING):
            assert self.session.phase is Phase.INTERRUPTED
            assert self.session.index == before.index

    @rule(ticks=st.integers(1, 30))
    def run(self, ticks: int) -> None:
        for _ in range(ticks):
            self._do(Action.TICK, 2_500, 0)

    def _do(self, action: Action, wait_ms: int, target: int) -> None:
        self.now_ms += wait_ms
        before = self.session
        ticked, quiet = handle(before, Action.TICK, self.now_ms)
        self.session, effects = handle(before, action, self.now_ms, target)
        if not allowed(ticked, action):
            assert (self.session, effects) == (ticked, quiet)
        elif action is not Action.TICK:
            assert self.session.phase in TRANSITIONS[ticked.phase, action]
        for effect in effects:
            self._note(effect)

    def _note(self, effect: Effect) -> None:
        match effect:
            case StepEntered(index=index):
                assert self.entered is None, "a step was entered before the last was left"
                self.entered = index
                self.begun = index if self.begun is None else self.begun
            case StepLeft(index=index, held_ms=held_ms, outcome=outcome):
                assert self.entered == index
                assert held_ms >= 0
                planned_ms = self.timeline.steps[index].duration_ms
                assert outcome is not Outcome.RELEASED or held_ms <= planned_ms or planned_ms == 0
                self.entered = None
                self.told.add(index)
            case StepsSkipped(first=first, last=last):
                self.told.update(range(first, last))
            case PhaseChanged(old=old, new=new):
                assert old is not new
            case SoundsPlaced():
                self.placed = effect
            case SoundsHalted():
                self.placed = None
            case _:
                pass

    @invariant()
    def the_position_lies_in_the_step(self) -> None:
        if not hasattr(self, "session"):
            return
        session = self.session
        at_ms = position_at(session, self.now_ms)
        step = session.step
        if step is not None:
            assert step.start_ms <= at_ms <= step.end_ms
        assert (session.phase is Phase.WAITING) <= (session.offering or (step is not None and step.is_gate))
        assert held_at(session, self.now_ms) >= 0

    @invariant()
    def sounds_come_when_their_steps_do(self) -> None:
        if hasattr(self, "session") and self.session.phase is Phase.RUNNING:
            assert self.placed is not None
            placed_ms = self.placed.position_ms - self.placed.at_ms
            assert placed_ms == self.session.position_ms - self.session.anchor_ms
        elif hasattr(self, "session") and self.session.phase in (Phase.PAUSED, Phase.INTERRUPTED, Phase.STOPPED):
            assert self.placed is None

    @invariant()
    def no_result_is_lost(self) -> None:
        if hasattr(self, "session") and self.session.phase is Phase.FINISHED:
            assert self.begun is not None
            assert set(range(self.begun, len(self.timeline))) <= self.told


Following.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestFollowing = Following.TestCase


def test_pauses_of_any_length_change_nothing_but_the_clock() -> None:
    plain, _ = play(HOLDING, "0 start\n2000 tick\n4000 tick\n6000 tick\n7500 tick")
    paused, _ = play(HOLDING, "0 start\n2000 tick\n4000 pause\n99000 resume\n101000 tick\n102500 tick")
    shift_ms = 95_000
    assert replace(paused, anchor_ms=paused.anchor_ms - shift_ms, seen_ms=paused.seen_ms - shift_ms) == plain


def test_every_kind_of_step_is_met_on_the_way() -> None:
    kinds = {step.kind for timeline in (HOLDING, TWO, GATES) for step in timeline}
    assert kinds == {StepKind.LEAD_IN, StepKind.WORK, StepKind.REST, StepKind.GATE}


def test_a_skip_to_a_gate_leaves_no_sound_of_the_way_there() -> None:
    session, _ = play(GATES, "0 start")
    session, effects = handle(session, Action.SKIP_STEP, 500)
    assert session.phase is Phase.WAITING
    placed = [effect for effect in effects if isinstance(effect, SoundsPlaced)]
    assert placed and placed[-1].at_ms == 500
    assert [cue.kind for cue in session_cues(session, placed[-1].position_ms)] == ["rep-done"]


@pytest.mark.parametrize("refusal", [Action.SKIP_BLOCK, Action.SKIP_STEP])
def test_an_offer_and_its_refusal_are_heard_and_nothing_else(refusal: Action) -> None:
    one = compile_routine(routine(Block(name="A", hold=seconds(10))), {}, 0)
    session, _ = play(one, "0 start")
    session, effects = handle(session, Action.SKIP_BLOCK, 500)
    assert session.offering and any(isinstance(effect, SoundsPlaced) for effect in effects)
    assert [cue.kind for cue in session_cues(session, one.total_ms)] == ["rep-done"]
    for decline in (Action.SKIP_BLOCK, Action.SKIP_STEP):
        declined, effects = handle(session, decline, 900)
        assert declined.phase is Phase.FINISHED
        assert effects[-1] == SoundsPlaced(position_ms=one.total_ms, at_ms=900)


# ---- what was skipped, and is walked after all

OFFERED = "0 start\n0 jump 3\n1000 skip-block\n2000 jump 6\n3000 skip-step\n4000 done"  # block A from its second set


def test_a_block_that_is_skipped_twice_is_offered_once_from_where_it_was_skipped_last() -> None:
    session, _ = play(TWO, "0 start\n1000 skip-block\n2000 jump 3\n3000 skip-block")
    assert session.skipped == (3,)
    both, told = play(TWO, "0 start\n1000 skip-block\n2000 skip-block")
    assert sorted(both.skipped) == [0, 5]
    assert told.endswith("offer 2")


def test_a_block_that_was_done_after_all_leaves_the_offer_of_the_others() -> None:
    script = "0 start\n1000 skip-block\n2000 skip-block\n2000 jump 6\n4500 tick\n7000 tick\n9500 tick\n12000 tick"
    session, told = play(TWO, script)
    assert told.endswith("12000 tick: leave 6 done 10000, -> waiting, offer 1")
    assert session.skipped == (0,)


def test_the_sounds_of_what_is_walked_again_are_placed_where_each_piece_begins() -> None:
    _, told = play(TWO, f"{OFFERED}\n6500 tick\n9000 tick", sounds=True)
    assert told.splitlines()[-3:] == [
        "4000 done: enter 0, -> running, sounds 0 at 4000",
        "6500 tick: -",
        "9000 tick: leave 0 done 5000, enter 3, sounds 75000 at 9000",
    ]


def test_back_does_not_leave_what_is_walked_again() -> None:
    session, _ = play(TWO, f"{OFFERED}\n5000 skip-step")
    assert (session.index, session.ahead) == (3, ((3, 4),))
    session, told = play(TWO, f"{OFFERED}\n5000 skip-step\n6000 back")
    assert told.endswith("6000 back: leave 3 restarted 1000, enter 3")
    assert session.ahead == ((3, 4),)


def test_a_step_begun_anew_in_what_is_walked_again_is_still_the_end_of_it() -> None:
    for action in ("restart-step", "jump 3", "repeat-rep"):
        session, told = play(TWO, f"{OFFERED}\n5000 skip-step\n6000 {action}\n7000 skip-step")
        assert told.endswith("-> finished"), action
        assert session.phase is Phase.FINISHED


def test_a_jump_out_of_what_is_walked_again_walks_all_that_follows() -> None:
    session, _ = play(TWO, f"{OFFERED}\n5000 skip-step\n6000 jump 1")
    assert session.ahead == ((0, len(TWO)),)


def test_when_all_steps_are_behind_nothing_is_being_held() -> None:
    session, _ = play(GATES, "0 start\n0 skip-step\n700 done\n1500 done")
    assert (session.phase, held_at(session, 1_500)) == (Phase.FINISHED, 0)


def test_the_only_block_is_offered_once_though_it_is_skipped_again() -> None:
    one = compile_routine(routine(Block(name="A", hold=seconds(10), sets=count(2)), lead_in=0), {}, 0)
    taken = "0 start\n1000 skip-block\n2000 done"
    session, told = play(one, taken)
    assert told.endswith(
        "\n1000 skip-block: leave 0 skipped 1000, skip 1..3, -> waiting, offer 1\n2000 done: enter 0, -> running"
    )
    assert (session.ahead, session.taken_up) == (((0, 3),), (0,))
    session, told = play(one, f"{taken}\n3000 skip-block")
    assert told.endswith("\n3000 skip-block: leave 0 skipped 1000, skip 1..3, -> finished")


def test_a_block_that_was_taken_up_is_not_offered_again_after_a_jump_out_of_it_but_others_are() -> None:
    session, told = play(TWO, f"{OFFERS_B}\n3000 jump 1\n4000 skip-block\n5000 skip-block")
    assert told.endswith("\n5000 skip-block: leave 5 skipped 1000, skip 6..7, -> waiting, offer 1")
    assert (session.skipped, session.taken_up) == ((1,), (5,))


def test_what_was_offered_and_not_taken_up_is_offered_again() -> None:
    offered = "0 start\n0 jump 5\n1000 skip-block"
    session, told = play(TWO, f"{offered}\n2000 back\n3000 skip-step")
    assert told.endswith("offer 1")
    assert (session.skipped, session.taken_up) == ((5,), ())


@settings(max_examples=60)
@given(
    ROUTINES,
    st.lists(st.sampled_from((Action.SKIP_BLOCK, Action.SKIP_STEP, Action.DONE)), min_size=1, max_size=8),
    st.integers(0, 2_900),
)
def test_skipping_and_doing_come_to_an_end_and_offer_each_block_once(
    written: Routine, pattern: list[Action], wait_ms: int
) -> None:
    timeline = compile_routine(written, MOVEMENTS, 50)
    session, _ = handle(new_session(timeline), Action.START, 0)
    offered: list[int] = []
    now_ms = 0
    for turn in range(3 * len(timeline) + 3):
        if session.is_over:
            break
        now_ms += wait_ms
        was_offering = session.offering
        action = pattern[turn % len(pattern)]
        if action is Action.DONE and session.phase is Phase.RUNNING:
            action = Action.SKIP_BLOCK  # a hold waits for the clock: what is about skips must not depend on it
        session, _ = handle(session, action, now_ms)
        if session.offering and not was_offering:
            blocks = [timeline.block_at(at) for at in session.skipped]
            offered += [block.first for block in blocks if block is not None]
    assert session.is_over
    assert len(offered) == len(set(offered))
