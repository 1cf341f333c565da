"""The face of a moment: the big number, the line below it, the cue, what changes next."""

from dataclasses import replace

import pytest

from tests.builders import count, routine, seconds
from tests.ui.displays import HOLD
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Load, MostReps, Pace, Sides
from trunktimer.routine.timeline import Gate, StepKind, Timeline
from trunktimer.routine.timing import Breaths, OpenEnd
from trunktimer.session.asked import Asked
from trunktimer.session.bests import feat_of
from trunktimer.session.display import Change, Coming, Tone
from trunktimer.session.face import Face, face_of, format_standing, format_time_left, format_title
from trunktimer.session.session import new_session
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle

FAST = Block(
    name="Kick", raise_=seconds(2), lower=seconds(2), pause=seconds(1), reps=(count(22),), sets=count(2),
    sides=Sides.ONE_THEN_OTHER, rest_between_sets=seconds(60),
)  # fmt: skip
SLOW = Block(name="Bridge", raise_=seconds(2), hold=seconds(10), lower=seconds(2), reps=(count(15),), sides=None)
PLANK = Block(name="Plank", hold=seconds(60), sides=None)


TO_THE_LIMIT = Block(name="Plank", hold=OpenEnd(seconds(40)), reps=(count(1),), sides=None)
COUNTED = Block(name="Squats", duration=seconds(30), reps=(MostReps(count(10)),), sides=None)
AS_NEEDED = Block(
    name="A", hold=seconds(20), reps=(count(1),), sets=count(2), rest_between_sets=OpenEnd(seconds(30)), sides=None
)
MINUTES = Block(
    name="Squats", reps=(count(5),), sets=count(3), every=seconds(60), pace=Pace.SET, sides=None, load=Load("8 kg")
)
BREATHS = Block(name="Reach", hold=Breaths(5, 5), reps=(count(3),), sides=None)
OPTIONAL = Block(name="Kick", hold=seconds(20), reps=(count(1),), optional=True, sides=None)


def timeline_of(*blocks: Block) -> Timeline:
    return compile_routine(routine(*blocks), {}, 0)


def face_at(timeline: Timeline, index: int, into_ms: int = 500) -> Face:
    session, _ = handle(new_session(timeline), Action.START, 0)
    session, _ = handle(session, Action.JUMP, 0, target=index)
    session, _ = handle(session, Action.TICK, into_ms)
    return face_of(display(session, into_ms))


def test_where_all_phases_are_short_the_rep_is_the_big_number_and_the_ring() -> None:
    timeline = timeline_of(FAST)
    third = [step.index for step in timeline if step.rep == 3 and step.kind is StepKind.WORK][:2]
    faces = [face_at(timeline, index) for index in third]
    assert [(face.number, face.below) for face in faces] == [("3", "of 22")] * 2
    assert faces[0].planned_ms == faces[1].planned_ms
    assert faces[0].left_ms - faces[1].left_ms == 2_000


def test_one_long_phase_makes_seconds_the_big_number_in_all_of_the_rep() -> None:
    timeline = timeline_of(SLOW)
    raised = next(step for step in timeline if step.part.phase == "raise" and step.rep == 4)
    assert [
        (face_at(timeline, raised.index + at).number, face_at(timeline, raised.index + at).below) for at in (0, 1)
    ] == [
        ("2", "4/15"),
        ("10", "4/15"),
    ]


def test_a_single_hold_says_of_how_long() -> None:
    timeline = timeline_of(PLANK)
    hold = next(step for step in timeline if step.part.phase == "hold")
    assert (face_at(timeline, hold.index).number, face_at(timeline, hold.index).below) == ("60", "of 60 s")


def test_what_changes_next_is_a_side_a_set_a_movement_or_the_end() -> None:
    timeline = timeline_of(FAST, SLOW)
    changes = [face_at(timeline, span.first).change.text for span in timeline.set_spans]
    sides = [timeline.steps[span.first].part.side for span in timeline.set_spans]
    expected = []
    for now, then in zip(timeline.set_spans, timeline.set_spans[1:], strict=False):
        one, other = timeline.steps[now.first], timeline.steps[then.first]
        if one.part.path != other.part.path:
            expected.append("Bridge")
        elif one.part.side is not other.part.side:
            expected.append(other.part.side.name if other.part.side else "")
        else:
            expected.append(f"set {other.set} of 2")
    assert changes == [*expected, "the end"] and len(set(sides)) > 1 and "Bridge" in changes


def test_a_rest_is_headed_by_what_comes_and_says_how_much() -> None:
    timeline = timeline_of(replace(SLOW, sets=count(3), rest_between_sets=seconds(60)), PLANK)
    rest = next(step for step in timeline if step.kind is StepKind.REST and step.part.between == "sets")
    face = face_at(timeline, rest.index, 900)
    assert (face.heading, face.sets, face.cue) == ("Next: Bridge", "set 2/3", "15 × hold 10 s")
    assert (face.number, face.below) == ("60", "of 60 s")
    assert (face.then, face.change.text) == ("later:", "set 3 of 3")


@pytest.mark.parametrize("blocks", [(FAST,), (SLOW, PLANK), (PLANK, FAST)])
def test_the_cue_line_is_never_empty(blocks: tuple[Block, ...]) -> None:
    timeline = timeline_of(*blocks)
    for index in range(len(timeline)):
        assert face_at(timeline, index).cue, index


def test_after_the_minimum_a_person_may_let_go() -> None:
    assert face_of(replace(HOLD, tone=Tone.RELEASE)).cue == "Let go when you like"


def test_the_time_left_is_told_in_minutes() -> None:
    times = [480_000, 479_000, 60_001, 60_000, 1, 0]
    assert [format_time_left(left_ms) for left_ms in times] == [
        "8 min left", "8 min left", "2 min left", "last minute", "last minute", "",
    ]  # fmt: skip


def test_a_pause_says_where_one_stands_and_the_title_what_is_done() -> None:
    assert format_standing(HOLD) == "rep 4/15, hold 12 s to go"
    assert format_standing(replace(HOLD, reps=0, phase="rest")) == "rest 12 s to go"
    assert format_title(replace(HOLD, left_ms=480_000), "Back") == "Hold · 8 min left – Back"
    assert format_title(replace(HOLD, left_ms=0, word="DONE"), "Back") == "Done – Back"


def test_a_rest_on_the_page_of_a_display_takes_the_words_of_what_comes() -> None:
    coming = Coming(name="Kick", side="LEFT leg", sets=("set 1/2",), amount="22 reps")
    face = face_of(replace(HOLD, coming=coming, change=Change(text="RIGHT leg", later=True)))
    assert (face.heading, face.side, face.sets, face.cue) == ("Next: Kick", "LEFT leg", "set 1/2", "22 reps")
    assert (face.then, face.change.text) == ("later:", "RIGHT leg")


# ---- what counts up, is counted, or may be left out


def gate_face(timeline: Timeline, gate: Gate, held_ms: int, best: int = 0, reps: int | None = None) -> Face:
    step = next(step for step in timeline if step.part.gate is gate)
    session, _ = handle(new_session(timeline), Action.START, 0)
    session, _ = handle(session, Action.JUMP, 0, target=step.index)
    for now_ms in range(0, held_ms, 900):
        session, _ = handle(session, Action.TICK, now_ms)
    feat = feat_of(timeline, step)
    return face_of(display(session, held_ms, bests={feat: best} if feat is not None and best else {}, reps=reps))


def test_a_hold_that_counts_up_fills_the_ring_and_marks_its_aim() -> None:
    timeline = timeline_of(TO_THE_LIMIT)
    early, late = gate_face(timeline, Gate.COUNT_UP, 23_400), gate_face(timeline, Gate.COUNT_UP, 52_000, best=61_000)
    assert (early.number, early.below, early.word, early.tone) == ("23", "aim 40 s", "HOLD", Tone.HOLD)
    assert early.rises and (early.planned_ms, early.mark, early.tops) == (80_000, 0.5, False)  # no best: twice the aim
    assert (late.number, late.below, late.word, late.tone) == ("52", "best 61", "AIM 40 s", Tone.RELEASE)
    assert late.rises and (late.planned_ms, late.left_ms, late.tops) == (61_000, 9_000, True)
    assert late.mark == pytest.approx(1 - 40 / 61)
    beaten = gate_face(timeline, Gate.COUNT_UP, 62_000, best=61_000)
    assert (beaten.below, beaten.left_ms) == ("best!", 0)
    assert early.cue == "Any key when you let go" and early.waits


def test_a_rest_as_needed_counts_up_to_its_least() -> None:
    timeline = timeline_of(AS_NEEDED)
    early, late = gate_face(timeline, Gate.AS_NEEDED, 12_000), gate_face(timeline, Gate.AS_NEEDED, 34_000)
    assert (early.number, early.below) == ("12", "at least 30 s") and early.fraction_left == pytest.approx(0.6)
    assert (late.number, late.fraction_left, late.cue) == ("34", 0.0, "Space goes on")
    assert early.heading == "Next: A"
    hold = next(step for step in timeline if step.part.phase == "hold")
    assert face_at(timeline, hold.index).change.text == "rest as needed"


def test_how_many_reps_it_were_is_asked_and_what_is_typed_stands_there() -> None:
    timeline = timeline_of(COUNTED)
    asked, typed = gate_face(timeline, Gate.REPS, 0), gate_face(timeline, Gate.REPS, 0, reps=14)
    assert (asked.number, asked.below, asked.word) == ("?", "10 or more", "HOW MANY?")
    assert (typed.number, gate_face(timeline, Gate.REPS, 0, best=17).below) == ("14", "best 17")
    assert asked.cue == "Type how many reps, then Enter"


def test_breaths_are_counted_and_the_rep_stands_beside_the_set() -> None:
    timeline = timeline_of(BREATHS)
    hold = next(step for step in timeline if step.part.breaths)
    face = face_at(timeline, hold.index)
    assert (face.number, face.below, face.sets) == ("1", "of 5 breaths", "rep 1/3")
    assert face.number_ms <= hold.part.breath_ms


def test_the_minute_of_every_is_the_ring_of_its_rest() -> None:
    timeline = timeline_of(MINUTES)
    work = gate_face(timeline, Gate.SET, 5_000)
    assert (work.number, work.below, work.sets) == ("5", "reps", "set 1/3  8 kg")
    rest = next(step for step in timeline if step.part.every_ms)
    assert (face_at(timeline, rest.index).planned_ms, face_at(timeline, rest.index).below) == (60_000, "of 60 s")


def test_a_block_that_may_be_left_out_says_so_in_its_lead_in() -> None:
    timeline = compile_routine(routine(OPTIONAL, lead_in=10), {}, 0)
    lead_in = next(step for step in timeline if step.kind is StepKind.LEAD_IN)
    assert face_at(timeline, lead_in.index).cue == "May be left out: N"


def test_a_pause_says_what_has_counted_up() -> None:
    asked = Asked(gate=Gate.COUNT_UP, held_ms=23_900)
    assert format_standing(replace(HOLD, reps=0, planned_ms=0, asked=asked)) == "hold 23 s"
