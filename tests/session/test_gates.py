"""What counts up, a rest as needed, how many reps it were, the minute of `every`, a block that may be left out."""

from dataclasses import replace

import pytest

from tests.builders import count, routine, seconds
from tests.replay import play
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, MostReps, Pace
from trunktimer.routine.timeline import Gate, Timeline
from trunktimer.routine.timing import OpenEnd
from trunktimer.session.effects import Phase, StepLeft
from trunktimer.session.session import new_session, session_cues
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle


def made(*blocks: Block) -> Timeline:
    return compile_routine(routine(*blocks, lead_in=0), {}, 100)


TO_THE_LIMIT = made(Block(name="Plank", hold=OpenEnd(seconds(40)), reps=(count(1),)))
LIMITED = made(Block(name="Plank", hold=OpenEnd(limit=seconds(2)), reps=(count(1),), sets=count(2)))
AS_NEEDED = made(Block(name="A", hold=seconds(2), sets=count(2), rest_between_sets=OpenEnd(seconds(3))))
COUNTED = made(Block(name="Squats", duration=seconds(2), reps=(MostReps(),), sets=count(2)))
# 0 a set at one's own speed · 1 what is left of 10 s · 2 a set · 3 rest · 4 a set
MINUTES = made(Block(name="Squats", reps=(count(5),), sets=count(3), every=seconds(10), pace=Pace.SET))
OPTIONAL = made(Block(name="A", hold=seconds(2), optional=True), Block(name="B", hold=seconds(2)))


def test_a_hold_to_the_limit_counts_up_until_done() -> None:
    _, told = play(TO_THE_LIMIT, "0 start\n2500 tick\n5000 tick\n7250 done")
    assert told.endswith("7250 done: leave 0 done 7250, -> finished")
    _, let_go = play(TO_THE_LIMIT, "0 start\n2500 skip-step")
    assert "leave 0 done 2500" in let_go


def test_the_way_to_the_key_is_taken_off_and_both_are_told() -> None:
    session = new_session(TO_THE_LIMIT, reach_ms=1_500)
    session, _ = handle(session, Action.START, 0)
    _, effects = handle(session, Action.DONE, 2_900)
    left = next(effect for effect in effects if isinstance(effect, StepLeft))
    assert (left.held_ms, left.counted_ms) == (2_900, 1_400)


def test_a_pause_stops_what_counts_up() -> None:
    _, told = play(TO_THE_LIMIT, "0 start\n1000 pause\n90000 resume\n91000 done")
    assert told.endswith("leave 0 done 2000, -> finished")


@pytest.mark.parametrize("script", ["0 start\n2900 tick", "0 start\n500 tick\n1999 tick\n2000 tick\n2900 tick"])
def test_a_limit_ends_it_at_its_moment_however_often_the_clock_is_read(script: str) -> None:
    session, told = play(LIMITED, script)
    assert "leave 0 done 2000, " in told
    assert (session.anchor_ms, session.phase) == (2_000, Phase.RUNNING if session.index == 1 else Phase.WAITING)


def test_done_is_no_answer_before_the_least_of_a_rest() -> None:
    _, told = play(AS_NEEDED, "0 start\n2000 tick\n4999 done\n5000 done")
    assert told.splitlines()[-2:] == ["4999 done: -", "5000 done: leave 1 done 3000, enter 2, -> running"]
    _, skipped = play(AS_NEEDED, "0 start\n2000 tick\n4000 skip-step")
    assert "leave 1 skipped 2000" in skipped


def test_a_number_is_said_or_not() -> None:
    session, _ = play(COUNTED, "0 start\n2000 tick")
    assert session.step is not None and session.step.part.gate is Gate.REPS
    for action, said in ((Action.COUNT, 12), (Action.DONE, None)):
        _, effects = handle(session, action, 2_500, 12)
        assert [effect.reps for effect in effects if isinstance(effect, StepLeft)] == [said]
    at_work, _ = play(TO_THE_LIMIT, "0 start")
    assert handle(at_work, Action.COUNT, 500, 12)[0].index == 0


def test_what_is_left_of_the_minute_is_rest() -> None:
    ticks = "0 start\n2500 tick\n4000 done"
    _, told = play(MINUTES, f"{ticks}\n6500 tick\n9000 tick\n10000 tick")
    assert told.splitlines()[2] == "4000 done: leave 0 done 4000, enter 1, -> running"
    assert told.splitlines()[-1] == "10000 tick: leave 1 done 6000, enter 2, -> waiting"
    # with a pause in it the minute is longer by that
    _, paused = play(MINUTES, "0 start\n2000 pause\n50000 resume\n52000 done\n54500 tick\n57000 tick\n58000 tick")
    assert paused.endswith("58000 tick: leave 1 done 6000, enter 2, -> waiting")


def test_a_minute_that_was_missed_is_told_and_the_next_begins_at_once() -> None:
    ticks = "\n".join(f"{at} tick" for at in range(2_500, 12_000, 2_500))
    session, told = play(MINUTES, f"0 start\n{ticks}\n12000 done")
    assert told.splitlines()[-1] == (
        "12000 done: leave 0 done 12000, enter 1, -> running, late 2000, leave 1 done 0, enter 2, -> waiting"
    )
    assert display(session, 12_000).asked.late_ms == 2_000
    session, _ = handle(session, Action.DONE, 13_000)
    assert (session.index, session.position_ms - MINUTES.steps[3].start_ms) == (3, 1_000)


def test_a_block_that_may_be_left_out_is_not_offered_again() -> None:
    session, _ = play(OPTIONAL, "0 start\n500 skip-block")
    assert (session.index, session.skipped) == (1, ())
    session, _ = play(OPTIONAL, "0 start\n500 skip-block\n1000 skip-block")
    assert session.offering


def test_what_counts_up_is_shown_with_its_aim_and_the_best_so_far() -> None:
    session, _ = play(TO_THE_LIMIT, "0 start")
    shown = display(session, 2_900)
    assert (shown.digits, shown.word, shown.hint, shown.moving) == ("2", "HOLD", "Any key when you let go", True)
    assert (shown.asked.aim_ms, shown.asked.held_ms, shown.asked.line) == (40_000, 2_900, "aim 40 s")
    assert shown.fraction_left == pytest.approx(1 - 2.9 / 40)
    early = display(replace(play(AS_NEEDED, "0 start\n2000 tick")[0]), 3_000)
    assert (early.word, early.asked.line, early.hint) == ("REST", "2 s more at least", "→ goes on at once")


def test_sounds_of_a_gate_fall_at_its_times_after_a_pause_too() -> None:
    session, told = play(TO_THE_LIMIT, "0 start\n1000 pause\n9000 resume", sounds=True)
    assert told.endswith("9000 resume: -> waiting, sounds 1000 at 9000")
    assert [(cue.offset_ms, cue.kind) for cue in session_cues(session, 1_000)] == [(40_000, SoundKind.AIM)]
    session, _ = play(AS_NEEDED, "0 start\n2000 tick")
    assert [(cue.offset_ms, cue.kind) for cue in session_cues(session, 2_000)] == [
        (2_000, SoundKind.REST),
        (5_000, SoundKind.MAY_RELEASE),
    ]
    assert [cue.kind for cue in session_cues(play(COUNTED, "0 start\n2000 tick")[0], 2_000)] == [SoundKind.HOW_MANY]
    session, _ = play(MINUTES, "0 start\n1000 done")
    assert [cue.kind for cue in session_cues(session, 9_000)][-1] == SoundKind.MINUTE
