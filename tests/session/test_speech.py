"""What the voice says: in time, in its step, one word after the other."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import count, routine, seconds
from tests.library import MOVEMENTS
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Breath, MovementPhase, Pace, Sides
from trunktimer.routine.timeline import StepKind, Timeline
from trunktimer.session.cues import SoundCue, SoundKind, cues_ahead
from trunktimer.session.speech import NUMBERS, WORDS, Says, Voice, cues_and_words, spoken_in, words_of
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
    return [cue for index in range(len(made)) for cue in spoken_in(made, index, len(made), voice(says))]


def words(made: Timeline, says: Says, kind: StepKind | None = None) -> list[str]:
    return [
        cue.said
        for step in made
        if kind is None or step.kind is kind
        for cue in spoken_in(made, step.index, len(made), voice(says))
    ]


@pytest.mark.parametrize("says", Says)
def test_words_lie_in_their_step_and_never_over_one_another(says: Says) -> None:
    for step in ALL:
        spoken = list(spoken_in(ALL, step.index, len(ALL), voice(says)))
        for cue in spoken:
            length = length_ms(cue.said)
            assert length is not None
            assert step.start_ms <= cue.offset_ms and cue.offset_ms + length <= step.end_ms
        for one, other in pairwise(spoken):
            assert one.offset_ms + (length_ms(one.said) or 0) <= other.offset_ms


def test_nothing_is_nothing() -> None:
    assert said(ALL, Says.NOTHING) == []
    assert list(cues_and_words(ALL, 0, 9, 0, voice=voice(Says.NOTHING))) == list(cues_ahead(ALL, 0, 9, 0))
    assert list(cues_and_words(ALL, 0, 9, 0)) == list(cues_ahead(ALL, 0, 9, 0))


def test_a_change_is_announced_so_that_the_word_ends_before_its_sound() -> None:
    sounds = {cue.offset_ms: cue.kind for cue in cues_ahead(ALL, 0, len(ALL), 0)}
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
    spoken = spoken_in(made, hold.index, len(made), voice(Says.COUNTS, count_every_s=every))
    counts = [(cue.offset_ms, int(cue.said)) for cue in spoken if cue.said.isdigit()]
    assert counts and all(hold.end_ms - at == 1_000 * left for at, left in counts)
    assert {left % every for _, left in counts} == {0}


def test_half_way_and_release_come_after_their_sounds() -> None:
    spoken = {cue.said: cue.offset_ms for cue in said(ALL, Says.CHANGES)}
    sounds = {cue.kind: cue.offset_ms for cue in cues_ahead(ALL, 0, len(ALL), 0)}
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
    ahead = list(cues_and_words(made, 0, len(made), 0, voice=voice(Says.EVERYTHING)))
    assert [cue.offset_ms for cue in ahead] == sorted(cue.offset_ms for cue in ahead)
    assert max(cue.offset_ms for cue in ahead) <= gate.start_ms
    later = list(cues_and_words(made, 0, len(made), 3_000, voice=voice(Says.EVERYTHING)))
    assert later == [cue for cue in ahead if cue.offset_ms >= 3_000]


def test_the_end_is_said_after_the_last_sound() -> None:
    ahead = list(cues_and_words(ALL, 0, len(ALL), 0, voice=voice(Says.CHANGES)))
    assert [(cue.kind, cue.said) for cue in ahead[-2:]] == [(SoundKind.FINISH, ""), (SoundKind.VOICE, "finished")]
    going_on = list(cues_and_words(ALL, 0, len(ALL), 0, finishes=False, voice=voice(Says.CHANGES)))
    assert going_on[-1].kind is SoundKind.REP_DONE


@given(st.sampled_from(Says), st.integers(100, 3_000))
def test_however_long_words_take_they_fit_or_are_left_out(says: Says, long_ms: int) -> None:
    slow = Voice(says=says, length_ms=lambda word: long_ms)
    for step in ALL.steps[:40]:
        for cue in spoken_in(ALL, step.index, len(ALL), slow):
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
