"""What the voice says: in time, in its step, one word after the other."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import count, routine, seconds
from tests.library import MOVEMENTS
from trunktimer.foundation.durations import NO_PAUSE, Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Breath, MovementPhase, Pace, Sides
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.routine.timing import OpenEnd
from trunktimer.session.ahead import whole
from trunktimer.session.cues import SoundCue, cues_ahead
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import NUMBERS, WORDS, Voice, cues_and_words, ending, spoken_in, words_of
from trunktimer.sound.sounds import RATE_HZ, samples

BRIDGE = Block(
    movement="bridge", raise_=seconds(2), hold=seconds(10, 20), lower=seconds(2), rest=seconds(4), reps=(count(3),),
    sets=count(2), rest_between_sets=seconds(30),
)  # fmt: skip
KICK = Block(
    movement="donkey-kick", raise_=seconds(2), lower=seconds(2), reps=(count(2),), sides=Sides.ONE_THEN_OTHER,
    switch=seconds(8),
)  # fmt: skip
OWN = Block(
    name="Plank with Anna", hold=seconds(45), reps=(count(1),),
)  # fmt: skip
BREATHS = Block(
    movement="cat-stretch", reps=(count(2),),
    phase=(MovementPhase(do="round", time=seconds(4), breath=Breath.OUT), MovementPhase(do="sag", time=seconds(4))),
)  # fmt: skip
ALL = compile_routine(routine(BRIDGE, KICK, OWN, BREATHS, between=15, lead_in=8), MOVEMENTS, 50)


def length_ms(word: str) -> int | None:
    return None if word.startswith("name/") else 250 + 25 * len(word)


def voice(says: Says, **changes: object) -> Voice:
    return replace(Voice(says=says, length_ms=length_ms), **changes)  # type: ignore[arg-type]


def said(made: Timeline, says: Says = Says.EVERYTHING) -> list[SoundCue]:
    return [cue for index in range(len(made)) for cue in spoken_in(whole(made), index, voice(says))]


def words(made: Timeline, says: Says, kind: StepKind | None = None) -> list[str]:
    return [
        cue.said
        for step in made
        if kind is None or step.kind is kind
        for cue in spoken_in(whole(made), step.index, voice(says))
    ]


def half_a_second(word: str) -> int | None:
    return None if word.startswith("name/") else 500


def told(says: Says, *blocks: Block, lead_in: float = 0, between: float | None = None) -> list[str]:
    """What is said in each step and when, in milliseconds from its start, where each word takes half a second."""
    made = compile_routine(routine(*blocks, lead_in=lead_in, between=between), MOVEMENTS, 100)
    speaks = Voice(says=says, length_ms=half_a_second)
    return [
        ", ".join(f"{cue.offset_ms - step.start_ms} {cue.said}" for cue in spoken_in(whole(made), step.index, speaks))
        for step in made
    ]


def test_a_set_is_told_from_getting_ready_to_its_end() -> None:
    bridge = Block(
        movement="bridge", raise_=seconds(2), hold=seconds(4), lower=seconds(2), rest=seconds(3), reps=(count(2),),
        sets=count(3), rest_between_sets=seconds(10),
    )  # fmt: skip
    rep = ["420 1, 1410 hold", "3410 down", "420 breathe-in", "420 rest, 2410 up"]
    last_rep = ["420 last-rep, 1410 hold", "3410 down", "420 breathe-in"]
    assert told(Says.EVERYTHING, bridge, lead_in=8) == [
        "420 next, 1040 movement/bridge, 7410 up", *rep, *last_rep,
        "420 rest, 9410 up", *rep, *last_rep,
        "420 rest, 1820 last-set, 9410 up", *rep, *last_rep,
    ]  # fmt: skip
    assert told(Says.COUNTS, bridge)[6:9] == ["", "420 rest, 9410 up", "420 1, 1410 hold"]
    assert "last-set" not in ", ".join(told(Says.COUNTS, bridge))


def test_a_single_rep_is_not_counted() -> None:
    assert told(Says.COUNTS, Block(name="A", raise_=seconds(4), reps=(count(1),))) == [""]


def test_a_side_is_announced_with_the_phase_in_which_it_changes_and_with_no_other() -> None:
    sided = Block(name="A", raise_=seconds(2), lower=seconds(2), reps=(count(1),), sides=Sides.ALTERNATE_REPS)
    assert told(Says.CHANGES, sided, lead_in=3) == [
        "420 next, 1040 left, 2410 up", "1410 down", "790 right, 1410 up", "1410 down", "",
    ]  # fmt: skip


def test_what_comes_is_named_after_a_rest_between_blocks_and_rounds() -> None:
    rounds = Block(
        repeat=count(2), rest_between_rounds=seconds(6), blocks=(Block(movement="bridge", hold=seconds(4), alone=True),)
    )
    kick = Block(
        movement="donkey-kick", raise_=seconds(2), lower=NO_PAUSE, reps=(count(1),), sides=Sides.ALTERNATE_REPS
    )
    assert told(Says.CHANGES, rounds, kick, between=6) == [
        "", "420 rest, 1820 next, 2440 movement/bridge, 5410 hold",
        "", "420 rest, 1820 next, 2440 movement/donkey-kick, 3060 left, 5410 up",
        "790 right, 1410 up", "",
    ]  # fmt: skip


def test_a_name_of_a_person_s_own_is_said_where_no_recording_knows_the_movement() -> None:
    made = compile_routine(routine(replace(OWN, movement="bridge")), MOVEMENTS, 0)
    own = Voice(says=Says.CHANGES, length_ms={"next": 300, "name/Plank with Anna": 900}.get)
    assert [cue.said for cue in spoken_in(whole(made), 0, own)] == ["next", "name/Plank with Anna"]
    made = compile_routine(routine(OWN), {}, 0)
    every = Voice(says=Says.CHANGES, length_ms=lambda word: 300)
    assert [cue.said for cue in spoken_in(whole(made), 0, every)][:2] == ["next", "name/Plank with Anna"]


def test_a_block_by_the_clock_is_not_counted_down_in_each_rep() -> None:
    clock = Block(name="A", duration=seconds(60), raise_=seconds(25), lower=seconds(2))
    assert told(Says.COUNTS, clock) == [
        "420 1, 24410 down", "1410 up", "420 2, 24410 down", "1410 phase/settle", "",
    ]  # fmt: skip


def test_beats_are_neither_counted_nor_announced() -> None:
    pulses = Block(name="A", pulses=(count(30),), bpm=count(60))
    rhythm = Block(name="B", duration=seconds(12), bpm=count(60))
    assert told(Says.COUNTS, pulses, rhythm) == ["15620 half-way", ""]


def test_seconds_are_not_counted_before_the_hold_is_two_seconds_old() -> None:
    holds = [Block(name="A", hold=seconds(time)) for time in (7, 8, 13)]
    assert told(Says.COUNTS, *holds) == ["6410 hold", "3000 5, 7410 hold", "3000 10, 8000 5"]


def test_a_phase_that_is_hardly_longer_than_its_word_is_not_announced() -> None:
    turn = [MovementPhase(do="sag", time=seconds(4)), MovementPhase(do="round", time=seconds(1.4))]
    block = Block(name="A", phase=tuple(turn), reps=(count(1),))
    assert told(Says.CHANGES, block) == ["", ""]
    assert told(Says.CHANGES, replace(block, phase=(turn[0], replace(turn[1], time=seconds(1.5))))) == [
        "3410 phase/round", "",
    ]  # fmt: skip


def test_an_announcement_leaves_the_sound_of_its_own_step_alone() -> None:
    for raise_s, spoken in ((0.79, ""), (0.8, "210 down")):
        block = Block(name="A", raise_=seconds(raise_s), lower=seconds(2), reps=(count(1),))
        assert told(Says.CHANGES, block) == [spoken, ""]


def test_what_is_not_walked_is_not_announced() -> None:
    made = compile_routine(routine(BRIDGE, lead_in=8), MOVEMENTS, 0)
    for last, said_last in ((2, ["up"]), (1, [])):
        assert [cue.said for cue in spoken_in(whole(made, last), 0, voice(Says.CHANGES))][-1:] == said_last
    assert list(cues_and_words(whole(made, 3), 3, 0, voice=voice(Says.CHANGES))) == []


@pytest.mark.parametrize("says", Says)
def test_words_lie_in_their_step_and_never_over_one_another(says: Says) -> None:
    for step in ALL:
        spoken = list(spoken_in(whole(ALL), step.index, voice(says)))
        for cue in spoken:
            length = length_ms(cue.said)
            assert length is not None
            assert step.start_ms <= cue.offset_ms and cue.offset_ms + length <= step.end_ms
        for one, other in pairwise(spoken):
            assert one.offset_ms + (length_ms(one.said) or 0) <= other.offset_ms


def test_nothing_is_nothing() -> None:
    assert said(ALL, Says.NOTHING) == []
    assert list(cues_and_words(whole(ALL, 9), 0, 0, voice=voice(Says.NOTHING))) == list(cues_ahead(whole(ALL, 9), 0, 0))
    assert list(cues_and_words(whole(ALL, 9), 0, 0)) == list(cues_ahead(whole(ALL, 9), 0, 0))


def test_a_change_is_announced_so_that_the_word_ends_before_its_sound() -> None:
    sounds = {cue.offset_ms: cue.kind for cue in cues_ahead(whole(ALL), 0, 0)}
    found = [cue for cue in said(ALL, Says.CHANGES) if cue.said in ("up", "hold", "down")]
    assert {cue.said for cue in found} == {"up", "hold", "down"}
    for cue in found:
        end_ms = cue.offset_ms + (length_ms(cue.said) or 0)
        next_sound = min(at for at, kind in sounds.items() if at >= end_ms and kind is not SoundKind.TICK)
        assert 0 < next_sound - end_ms < 200


def test_getting_ready_names_movement_and_side() -> None:
    ready = words(ALL, Says.CHANGES, StepKind.LEAD_IN)
    assert ready[:3] == ["next", "movement/bridge", "up"]
    at = ready.index("movement/donkey-kick")
    assert ready[at - 1 : at + 2] == ["next", "movement/donkey-kick", "left"]


def test_a_name_that_nobody_can_say_is_left_out_and_the_rest_is_said() -> None:
    made = compile_routine(routine(replace(OWN, sides=Sides.ONE_THEN_OTHER), lead_in=8), {}, 0)
    first = words(made, Says.CHANGES, StepKind.LEAD_IN)
    assert "next" in first and "left" in first and "name/Plank with Anna" not in first


def test_sides_are_said_when_they_change() -> None:
    assert words(ALL, Says.CHANGES, StepKind.SWITCH)[:2] == ["switch-sides", "right"]


def test_counts_come_only_with_counts() -> None:
    numbers = {str(number) for number in NUMBERS}
    assert numbers.isdisjoint(words(ALL, Says.CHANGES))
    counted = words(ALL, Says.COUNTS)
    assert {"1", "2", "3"} <= set(counted) and "10" in counted
    assert "last-rep" not in counted and "last-rep" in words(ALL, Says.EVERYTHING)
    assert "breathe-out" in words(ALL, Says.EVERYTHING) and "breathe-out" not in counted


@pytest.mark.parametrize("every", [5, 10, 15])
def test_seconds_that_are_left_are_said_at_their_moment(every: int) -> None:
    made = compile_routine(routine(OWN, lead_in=8), {}, 0)
    hold = next(step for step in made if step.kind is StepKind.WORK)
    spoken = spoken_in(whole(made), hold.index, voice(Says.COUNTS, count_every_s=every))
    counts = [(cue.offset_ms, int(cue.said)) for cue in spoken if cue.said.isdigit()]
    assert counts and all(hold.end_ms - at == 1_000 * left for at, left in counts)
    assert {left % every for _, left in counts} == {0}


def test_half_way_and_release_come_after_their_sounds() -> None:
    spoken = {cue.said: cue.offset_ms for cue in said(ALL, Says.CHANGES)}
    sounds = {cue.kind: cue.offset_ms for cue in cues_ahead(whole(ALL), 0, 0)}
    for word, kind in (("half-way", SoundKind.HALF_WAY), ("may-release", SoundKind.MAY_RELEASE)):
        sounded_ms = len(samples(kind)) * 1000 // RATE_HZ
        assert sounded_ms < spoken[word] - sounds[kind] < 800


def test_short_steps_stay_silent_rather_than_late() -> None:
    quick = Block(movement="bridge", raise_=seconds(0.4), lower=seconds(0.4), reps=(count(5),))
    made = compile_routine(routine(quick, lead_in=None), MOVEMENTS, 0)
    assert words(made, Says.EVERYTHING, StepKind.WORK) == []


def test_words_and_sounds_come_in_order_from_any_moment_up_to_a_gate() -> None:
    own = replace(BRIDGE, pace=Pace.OWN)
    made = compile_routine(routine(own), MOVEMENTS, 50)
    gate = next(step for step in made if step.is_gate)
    ahead = list(cues_and_words(whole(made), 0, 0, voice=voice(Says.EVERYTHING)))
    assert [cue.offset_ms for cue in ahead] == sorted(cue.offset_ms for cue in ahead)
    assert max(cue.offset_ms for cue in ahead) <= gate.start_ms
    later = list(cues_and_words(whole(made), 0, 3_000, voice=voice(Says.EVERYTHING)))
    assert later == [cue for cue in ahead if cue.offset_ms >= 3_000]


def test_the_end_is_said_after_the_last_sound() -> None:
    ahead = list(cues_and_words(whole(ALL), 0, 0, voice=voice(Says.CHANGES)))
    assert [(cue.kind, cue.said) for cue in ahead[-2:]] == [(SoundKind.FINISH, ""), (SoundKind.VOICE, "finished")]
    going_on = list(cues_and_words(replace(whole(ALL), asks=True), 0, 0, voice=voice(Says.CHANGES)))
    assert going_on[-1].kind is SoundKind.REP_DONE


def test_the_word_at_the_end_waits_for_the_sound_and_for_a_voice_that_has_it() -> None:
    assert ending(7_000, voice(Says.CHANGES)) == [
        SoundCue(7_000, SoundKind.FINISH), SoundCue(8_300, SoundKind.VOICE, "finished"),
    ]  # fmt: skip
    assert len(samples(SoundKind.FINISH)) * 1000 // RATE_HZ < 1_300
    without = Voice(says=Says.CHANGES, length_ms=lambda word: None)
    for silent in (None, voice(Says.NOTHING), without):
        assert ending(7_000, silent) == [SoundCue(7_000, SoundKind.FINISH)]


@pytest.mark.parametrize("says", Says)
def test_between_two_words_there_is_a_gap_and_no_word_comes_twice_in_a_step(says: Says) -> None:
    for long_ms in range(100, 1_500, 20):
        one_length = Voice(says=says, length_ms=lambda word, long_ms=long_ms: long_ms)  # type: ignore[misc]
        for step in ALL.steps[:40]:
            spoken = list(spoken_in(whole(ALL), step.index, one_length))
            assert all(other.offset_ms - one.offset_ms >= long_ms + 120 for one, other in pairwise(spoken))
            assert len({cue.said for cue in spoken}) == len(spoken)


@given(st.sampled_from(Says), st.integers(100, 3_000))
def test_however_long_words_take_they_fit_or_are_left_out(says: Says, long_ms: int) -> None:
    slow = Voice(says=says, length_ms=lambda word: long_ms)
    for step in ALL.steps[:40]:
        for cue in spoken_in(whole(ALL), step.index, slow):
            assert step.start_ms <= cue.offset_ms <= step.end_ms - long_ms


def test_words_of_a_routine_that_no_voice_has_are_named() -> None:
    known = {"movement/bridge": 600, "phase/round": 400}
    assert set(words_of(ALL, known.get)) == {
        "name/Donkey kick", "name/Plank with Anna", "name/Cat stretch", "phase/sag",
    }  # fmt: skip
    assert len(WORDS) == len(set(WORDS)) and len(NUMBERS) == len(set(NUMBERS))


def test_a_metronome_is_not_talked_over_at_each_beat() -> None:
    beats = Block(movement="march-in-place", duration=seconds(30), bpm=count(100))
    made = compile_routine(routine(beats, lead_in=8), MOVEMENTS, 0)
    assert words(made, Says.CHANGES, StepKind.WORK) in ([], ["half-way"])


def spoken(made: Timeline, index: int, says: Says = Says.EVERYTHING) -> list[str]:
    """The words of one step, in order."""
    return [cue.said for cue in spoken_in(whole(made), index, voice(says))]


def test_a_side_that_changes_with_the_rep_is_said_before_it_and_one_that_stays_is_not() -> None:
    made = compile_routine(routine(replace(KICK, sides=Sides.ALTERNATE_REPS)), MOVEMENTS, 0)
    first = next(step.index for step in made if step.kind is StepKind.WORK)
    assert [step.part.side for step in made.steps[first : first + 3]] == ["left", "left", "right"]
    assert spoken(made, first, Says.CHANGES) == ["down"]
    assert spoken(made, first + 1, Says.CHANGES) == ["right", "up"]


def test_a_word_leaves_the_sound_that_opens_its_step_alone() -> None:
    quick = Block(movement="bridge", raise_=seconds(0.5), hold=seconds(5), lower=seconds(2), reps=(count(1),))
    made = compile_routine(routine(quick), MOVEMENTS, 0)
    first = next(step.index for step in made if step.kind is StepKind.WORK)
    assert spoken(made, first, Says.CHANGES) == []  # "hold" would have to begin with the sound of the raise
    assert spoken(made, first + 1, Says.CHANGES)[-1:] == ["down"]


def test_the_last_set_is_announced_to_those_who_want_to_hear_everything() -> None:
    assert "last-set" in words(ALL, Says.EVERYTHING, StepKind.REST)
    assert "last-set" not in words(ALL, Says.COUNTS) + words(ALL, Says.CHANGES)


def test_a_number_that_was_said_already_costs_no_other_word() -> None:
    reach = MovementPhase(do="reach", time=seconds(12), breath=Breath.IN)
    made = compile_routine(routine(Block(name="A", phase=(reach,), reps=(count(6),))), {}, 0)
    fifth = next(step.index for step in made if step.rep == 5)
    assert spoken(made, fifth) == ["5", "breathe-in", "phase/reach"]  # and not "5" seconds once more


def test_half_way_is_said_rather_than_release_where_both_come_at_once() -> None:
    at_once = Block(name="A", hold=seconds(10, 20), reps=(count(1),))
    made = compile_routine(routine(at_once), {}, 100)
    hold = next(step.index for step in made if step.kind is StepKind.WORK)
    assert spoken(made, hold, Says.CHANGES) == ["half-way"]


def test_the_seconds_are_counted_neither_on_a_metronome_nor_in_a_block_by_the_clock() -> None:
    pulses = Block(name="A", pulses=(count(40),), bpm=count(100))
    clock = Block(name="B", duration=seconds(90), raise_=seconds(20), lower=seconds(20))
    made = compile_routine(routine(pulses, clock, lead_in=8), {}, 0)
    assert {word for word in words(made, Says.COUNTS, StepKind.WORK) if word.isdigit() and int(word) >= 5} == set()


def test_numbers_that_can_be_said_are_all_reps_and_round_seconds() -> None:
    assert set(range(1, 31)) | set(range(30, 61, 5)) | {75, 90} == set(NUMBERS)


def test_a_rest_between_blocks_is_told_and_then_what_comes() -> None:
    rest = next(step.index for step in ALL if step.part.between == "blocks")
    assert spoken(ALL, rest, Says.CHANGES) == ["rest", "next", "movement/donkey-kick", "left"]


def test_where_there_is_one_rep_it_is_not_counted() -> None:
    once = Block(name="A", raise_=seconds(3), hold=seconds(4), lower=seconds(3), reps=(count(1),))
    pulses = Block(name="B", pulses=(count(20),), bpm=count(100))
    made = compile_routine(routine(once, pulses, lead_in=8), {}, 0)
    assert not [word for word in words(made, Says.EVERYTHING, StepKind.WORK) if word.isdigit() or word == "last-rep"]


@pytest.mark.parametrize(("hold_ms", "counted"), [(12_000, []), (12_001, ["10"])])
def test_the_seconds_are_counted_when_two_of_the_hold_are_over(hold_ms: int, counted: list[str]) -> None:
    made = compile_routine(routine(Block(name="A", hold=Span(hold_ms, hold_ms))), {}, 0)
    hold = next(step.index for step in made if step.kind is StepKind.WORK)
    said = spoken_in(whole(made), hold, voice(Says.COUNTS, count_every_s=10))
    assert [cue.said for cue in said] == counted


def test_a_rest_as_needed_is_said_and_so_is_the_hold_to_the_limit_behind_it() -> None:
    block = Block(
        name="A", raise_=seconds(3), hold=OpenEnd(), reps=(count(1),), sets=count(2), rest_between_sets=OpenEnd()
    )
    timeline = compile_routine(routine(block, lead_in=5), {}, 100)
    voice = Voice(says=Says.COUNTS, length_ms=lambda word: 400)
    said = {step.index: [cue.said for cue in spoken_in(whole(timeline), step.index, voice)] for step in timeline}
    assert "hold" in said[1] and "rest" in said[3] and said[2] == []
