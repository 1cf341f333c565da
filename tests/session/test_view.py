"""What is shown at which moment."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, count, routine, seconds
from tests.replay import play
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine, Sides
from trunktimer.routine.timeline import Timeline
from trunktimer.session.cues import beat_ms
from trunktimer.session.display import Display, Glyph, SegmentState, Tone
from trunktimer.session.session import new_session
from trunktimer.session.strip import MOST_SEGMENTS, strip_of
from trunktimer.session.transcript import timeline_data, timeline_lines
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle
from trunktimer.session.wording import block_amounts

KICK = Block(name="Kick", duration=seconds(60), raise_=seconds(2), lower=seconds(2), sides=Sides.ONE_THEN_OTHER)
PULSES = Block(name="Pulses", pulses=(count(10),), bpm=count(60))
MIXED = compile_routine(routine(HOLDS, KICK, PULSES, OWN, between=30), MOVEMENTS, 100)
OWN_ONLY = compile_routine(routine(OWN), MOVEMENTS, 100)


def shown(timeline: Timeline, script: str, at_ms: int) -> Display:
    session, _ = play(timeline, script)
    return display(session, at_ms)


def at(index: int, into_ms: int = 0) -> Display:
    """The display so long into a step of the mixed routine."""
    ticks = "\n".join(f"{reading} tick" for reading in range(2_000, into_ms + 1, 2_000))
    return shown(MIXED, f"0 start\n0 jump {index}\n{ticks}\n{into_ms} tick", into_ms)


def test_a_hold_counts_down_and_may_be_released_after_its_minimum() -> None:
    early, late = at(2, 3_400), at(2, 10_000)
    assert (early.title, early.counts, early.word, early.digits) == ("Hold", ("1/2", "set 1/2"), "HOLD", "12")
    assert (early.tone, early.glyph, early.next) == (Tone.HOLD, Glyph.HOLD, "Next: down 2 s")
    assert early.min_fraction is not None and abs(early.min_fraction - 1 / 3) < 1e-9
    assert (late.word, late.tone, late.hint) == ("MAY LET GO", Tone.RELEASE, "→ lets go")


def test_the_last_three_seconds_pulse() -> None:
    assert [at(2, ms).pulse_s for ms in (11_999, 12_000, 13_500, 14_500)] == [0, 3, 2, 1]
    assert at(1, 1_000).pulse_s == 0


def test_rests_tell_what_comes() -> None:
    rest = next(step for step in MIXED if step.part.between == "sets")
    assert (at(rest.index).next, at(rest.index).next_is_news) == ("Next: set 2/2", True)
    between = next(step for step in MIXED if step.part.between == "blocks")
    assert (at(between.index).next, at(between.index).title) == ("Next: Kick LEFT", "Rest")
    before = at(between.index - 1)
    assert before.next == "Next: 30 s rest, then Kick LEFT"


def test_a_block_by_the_clock_says_when_the_sides_change() -> None:
    first = next(step for step in MIXED if step.part.name == "Kick" and step.rep == 1)
    assert at(first.index, 500).next == "Next: switch to RIGHT in 60 s"
    assert at(first.index + 2, 0).next == "Next: switch to RIGHT in 56 s"
    switch = next(step for step in MIXED if step.part.phase == "switch")
    assert (at(switch.index).next, at(switch.index).word) == ("Next: RIGHT", "SWITCH")
    assert at(first.index - 1).next == "1 min, each side"


def test_pulses_are_counted_by_the_beat() -> None:
    pulses = next(step for step in MIXED if step.part.phase == "pulse")
    assert [at(pulses.index, ms).counts for ms in (0, 999, 1_000, 9_999)] == [
        ("1/10",),
        ("1/10",),
        ("2/10",),
        ("10/10",),
    ]


def test_a_gate_shows_the_rep_and_waits() -> None:
    gate = next(step for step in MIXED if step.is_gate)
    waiting = at(gate.index)
    assert (waiting.word, waiting.digits, waiting.tone, waiting.moving) == ("YOUR PACE", "1/2", Tone.WAIT, False)
    assert waiting.hint == "Space when the rep is done"
    assert at(len(MIXED) - 1).next == "Next: the end"


def test_phases_of_the_session_have_their_words() -> None:
    assert display(new_session(MIXED), 0).word == "READY"
    assert shown(MIXED, "0 start\n1000 pause", 1_000).word == "PAUSED"
    assert shown(MIXED, "0 start\n1000 sleep", 1_000).hint == "Interrupted. Space goes on"
    assert shown(MIXED, "0 start\n1000 stop", 1_000).word == "ENDED"


def test_the_end_offers_what_was_skipped() -> None:
    one = compile_routine(routine(Block(name="A", hold=seconds(5)), Block(name="B", hold=seconds(5))), {}, 0)
    offered = shown(one, "0 start\n10 skip-block\n20 skip-step\n30 skip-step", 30)
    assert (offered.word, offered.cue, offered.digits) == ("DO THEM?", "A", "1")
    assert [segment.state for segment in offered.segments] == [SegmentState.SKIPPED, SegmentState.SKIPPED]
    done = shown(one, "0 start\n10 skip-block\n20 skip-step\n30 skip-step\n40 skip-step", 40)
    assert (done.word, done.title) == ("DONE", "Well done")
    assert not (offered.next_is_news or done.next_is_news)  # nothing comes
    paused = shown(one, "0 start\n10 skip-block\n20 skip-step\n30 skip-step\n40 pause", 40)
    assert paused.word == "PAUSED"


def test_long_steps_are_read_as_a_clock() -> None:
    long = compile_routine(routine(Block(name="Long", hold=seconds(105))), {}, 0)
    assert shown(long, "0 start\n0 jump 1", 0).digits == "1:45"
    assert display(new_session(long), 0).digits == "1:50"


@given(ROUTINES, st.integers(0, 100), st.lists(st.integers(0, 2_900), max_size=30))
def test_a_display_can_be_made_at_any_moment(written: Routine, level: int, waits: list[int]) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    session, _ = handle(new_session(timeline), Action.START, 0)
    now_ms = 0
    for turn, wait_ms in enumerate(waits):
        now_ms += wait_ms
        action = Action.SKIP_STEP if turn % 2 else Action.TICK
        session, _ = handle(session, action, now_ms)
        made = display(session, now_ms)
        assert 0.0 <= made.fraction_left <= 1.0
        assert sum(segment.state is SegmentState.CURRENT for segment in made.segments) <= 1
        assert made.left_ms >= 0


def test_the_strip_is_the_same_object_until_something_moves() -> None:
    session, _ = play(MIXED, "0 start\n0 jump 2")
    assert display(session, 0).segments is display(session, 1).segments


def test_a_long_routine_has_a_strip_that_can_be_read() -> None:
    many = compile_routine(routine(Block(repeat=count(900), blocks=(Block(name="A", hold=seconds(1)),))), {}, 0)
    strip = strip_of(new_session(many), 0)
    assert len(strip) <= MOST_SEGMENTS
    assert sum(piece.weight_ms for piece in strip) == 900_000


def test_amounts_name_each_block_once() -> None:
    assert block_amounts(MIXED) == (
        ("Hold", "2 reps × 2 sets", ""), ("Kick", "1 min, each side", ""), ("Pulses", "10 pulses", ""),
        ("Own", "2 reps", ""),
    )  # fmt: skip


def test_a_timeline_prints_a_line_a_step_and_is_plain_data() -> None:
    lines = timeline_lines(MIXED)
    assert len(lines) == len(MIXED)
    assert lines[2].split("  ")[-1] == "may release from 10 s"
    data = timeline_data(MIXED)
    steps = data["steps"]
    assert isinstance(steps, list)
    assert steps[-1]["end_ms"] is None
    assert steps[2]["min_ms"] == 10_000
    assert (steps[2]["set"], steps[2]["sets"], steps[2]["rep"], steps[2]["reps"]) == (1, 2, 1, 2)


def test_half_way_is_shown_as_well_as_heard() -> None:
    made = compile_routine(routine(Block(name="A", hold=seconds(30)), lead_in=None), {}, 0)
    session, _ = play(made, "0 start\n" + "\n".join(f"{at} tick" for at in range(2_000, 15_000, 2_000)))
    hold = next(step for step in made if step.part.phase == "hold")
    half_ms = hold.start_ms + 15_000
    told = {at: display(session, at).hint for at in (half_ms - 50, half_ms, half_ms + 2_500)}
    assert told == {half_ms - 50: "", half_ms: "Half-way", half_ms + 2_500: "Half-way"}


def test_an_accent_is_seen_as_well_as_heard() -> None:
    rhythm = Block(movement="march-in-place", duration=seconds(10), bpm=count(60), accent_every=4)
    made = compile_routine(routine(rhythm, lead_in=None), MOVEMENTS, 0)
    first = next(step for step in made if step.part.phase == "rhythm").start_ms
    session, _ = play(made, "0 start\n" + "\n".join(f"{at} tick" for at in range(1_000, first + 6_000, 1_000)))
    assert [display(session, first + at).counts[0] for at in (0, 1_000, 3_000, 4_000)] == [
        "beat 1/4", "beat 2/4", "beat 4/4", "beat 1/4",
    ]  # fmt: skip


def test_a_rest_says_which_place_to_take_for_what_follows() -> None:
    bridge = Block(movement="bridge", hold=seconds(10))
    made = compile_routine(routine(HOLDS, bridge, between=30), MOVEMENTS, 0)
    rest = next(step for step in made if step.part.between == "blocks")
    assert shown(made, f"0 start\n0 jump {rest.index}", 0).cue == "On your back"
    assert shown(made, f"0 start\n0 jump {rest.index - 1}", 0).cue == ""


def test_a_step_of_three_seconds_does_not_pulse_from_its_first_moment() -> None:
    made = compile_routine(routine(Block(name="A", hold=seconds(3)), Block(name="B", hold=seconds(4))), {}, 0)
    short, longer = (step.index for step in made if step.part.phase == "hold")
    assert shown(made, f"0 start\n0 jump {short}", 0).pulse_s == 0
    assert shown(made, f"0 start\n0 jump {longer}\n1000 tick", 1_000).pulse_s == 3


def test_nothing_moves_when_all_is_over() -> None:
    done = shown(OWN_ONLY, "0 start\n0 skip-step\n1000 done\n2000 done", 2_000)
    assert (done.word, done.moving) == ("DONE", False)


def test_the_last_three_seconds_do_not_pulse_while_it_is_paused() -> None:
    paused = shown(MIXED, "0 start\n2500 tick\n3000 pause", 3_000)  # of a lead-in of five seconds
    assert (paused.remaining_ms, paused.pulse_s) == (2_000, 0)
    assert shown(MIXED, "0 start\n2500 tick\n3000 tick", 3_000).pulse_s == 2


def test_no_hint_names_a_space_bar_that_was_taught_something_else() -> None:
    scripts = ("0 tick", "0 start\n10 pause", "0 start\n10 sleep")
    hints = [display(play(MIXED, script)[0], 10, space_taught=True).hint for script in scripts]
    assert hints == ["", "", "Interrupted"]


def test_the_count_changes_with_the_sound_of_each_beat() -> None:
    made = compile_routine(routine(Block(name="P", pulses=(count(20),), bpm=count(170)), lead_in=5), {}, 0)
    first = next(step for step in made if step.part.phase == "pulse")
    session, _ = play(made, f"0 start\n0 jump {first.index}")
    for beat in range(20):
        at_ms = beat_ms(beat, 170)
        assert display(session, at_ms).counts == (f"{beat + 1}/20",)
        if beat:
            assert display(session, at_ms - 1).counts == (f"{beat}/20",)


def test_the_beat_is_right_after_hours_as_well() -> None:
    rhythm = Block(name="R", duration=seconds(4 * 3_600), bpm=count(300), accent_every=4)
    session, _ = play(compile_routine(routine(rhythm, lead_in=0), {}, 0), "0 start")
    for beat in (60_002, 60_003, 60_004):
        assert display(session, beat_ms(beat, 300)).counts[0] == f"beat {beat % 4 + 1}/4"
