"""The face of a moment: the big number, the line below it, the cue, what changes next."""

from dataclasses import replace

import pytest

from tests.builders import count, routine, seconds
from tests.ui.displays import HOLD
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Sides
from trunktimer.routine.timeline import StepKind, Timeline
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
