"""The whole track as a file: every sound exactly at its sample, as often as it falls."""

import tracemalloc
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.builders import HOLDS, count, routine, seconds
from tests.library import MOVEMENTS
from tests.prescriptions import prescribed
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Pace
from trunktimer.routine.timing import OpenEnd
from trunktimer.routine.toml.routine_file import read_routine, routine_files
from trunktimer.session.cues import SoundCue
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import Voice
from trunktimer.sound.render import laid_out, length_ms, render
from trunktimer.sound.sounds import RATE_HZ, samples

FILES = routine_files(find_places().routines)
GATE_MS = 10_000
BEGINS = (SoundKind.START, SoundKind.MINUTE)


def synthesised(cue: SoundCue) -> "np.typing.NDArray[np.int16]":
    return np.array(samples(cue.kind), np.int16)


def rendered(path: Path) -> "np.typing.NDArray[np.int16]":
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(file.readframes(file.getnframes()), np.int16)


@pytest.mark.parametrize("key", sorted(FILES))
def test_every_cue_of_a_bundled_routine_begins_at_its_sample(key: str, tmp_path: Path) -> None:
    made = compile_routine(read_routine(FILES[key], MOVEMENTS), MOVEMENTS, 0)
    path = tmp_path / "cues.wav"
    told: list[float] = []
    took_ms = render(made, path, lambda cue: samples(cue.kind), gate_ms=GATE_MS, progress=told.append)
    wave_ = rendered(path)
    assert len(wave_) == took_ms * RATE_HZ // 1000
    assert told == sorted(told) and told[-1] == 1.0
    wanted = np.zeros(len(wave_), np.int32)
    cues = list(laid_out(made, GATE_MS))
    assert len(cues) > 20
    for cue in cues:
        first = cue.offset_ms * RATE_HZ // 1000
        sound = synthesised(cue)
        wanted[first : first + len(sound)] += sound
    # Built up in another way, and the same at every sample: so each onset lies where it should.
    np.clip(wanted, -32_768, 32_767, out=wanted)
    wanted -= wave_  # in place: there are a hundred million samples
    assert -1 <= wanted.min() <= wanted.max() <= 1


@pytest.mark.parametrize("name", ["Every minute", "To the limit", "Hundred", "Plank ladder"])
def test_every_cue_of_a_prescription_begins_at_its_sample(name: str, tmp_path: Path) -> None:
    made = prescribed(name, 100)
    path = tmp_path / "cues.wav"
    render(made, path, lambda cue: samples(cue.kind), gate_ms=GATE_MS)
    wave_ = rendered(path)
    wanted = np.zeros(len(wave_), np.int32)
    for cue in laid_out(made, GATE_MS):
        first = cue.offset_ms * RATE_HZ // 1000
        wanted[first : first + len(synthesised(cue))] += synthesised(cue)
    assert np.abs(np.clip(wanted, -32_768, 32_767) - wave_).max() <= 1


def test_each_set_begins_at_its_minute_however_long_the_one_before_took() -> None:
    made = prescribed("Every minute", 100)
    for gate_ms in (0, 7_000, 59_000, 60_000):
        begun = [cue.offset_ms for cue in laid_out(made, gate_ms) if cue.kind in BEGINS]
        assert begun == [10_000 + 60_000 * minute for minute in range(10)]
        assert length_ms(made, gate_ms) == 10_000 + 9 * 60_000 + gate_ms
    late = [cue.offset_ms for cue in laid_out(made, 75_000) if cue.kind in BEGINS]
    assert [later - sooner for sooner, later in pairwise(late)] == [75_000] * 9


def test_a_gate_takes_what_it_aims_at_and_never_more_than_its_most() -> None:
    made = prescribed("To the limit", 100)
    # three rests of two minutes at least; four holds, a change of sides and a question; one hold ends after 4 min
    assert length_ms(made, 10_000) == 82_000 + 3 * 120_000 + 6 * 10_000
    assert length_ms(made, 300_000) == 82_000 + 3 * 120_000 + 5 * 300_000 + 240_000


def test_a_gate_is_a_pause_of_the_length_that_was_asked_for() -> None:
    own = Block(name="A", hold=seconds(5), reps=(count(3),), pace=Pace.OWN)
    made = compile_routine(routine(own, lead_in=None), {}, 0)
    gates = sum(step.is_gate for step in made)
    assert gates == 3
    assert length_ms(made, 7_000) - length_ms(made, 0) == gates * 7_000
    holds = [cue.offset_ms for cue in laid_out(made, 7_000) if cue.kind is SoundKind.HOLD]
    assert [later - sooner for sooner, later in pairwise(holds)] == [12_000, 12_000]
    assert [cue.kind for cue in laid_out(made, 0)].count(SoundKind.FINISH) == 1


def test_words_stand_in_the_track_too(tmp_path: Path) -> None:
    made = compile_routine(routine(HOLDS), {}, 0)
    voice = Voice(says=Says.CHANGES, length_ms=lambda word: 300)
    spoken = [cue for cue in laid_out(made, 0, voice) if cue.kind is SoundKind.VOICE]
    assert {"hold", "finished"} <= {cue.said for cue in spoken}


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    peaks = []
    for reps in (20, 400):
        made = compile_routine(routine(Block(name="A", hold=seconds(10), reps=(count(reps),))), {}, 0)
        tracemalloc.start()
        render(made, tmp_path / "long.wav", lambda cue: samples(cue.kind), gate_ms=0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    made = compile_routine(routine(HOLDS), {}, 0)
    with pytest.raises(TrunkTimerError, match="cannot be written"):
        render(made, tmp_path / "none" / "x.wav", lambda cue: samples(cue.kind), gate_ms=0)


def test_what_no_wave_holds_is_refused_and_an_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "cues.wav"
    path.write_text("precious", encoding="utf-8")
    own = Block(name="A", hold=seconds(5), reps=(count(100),), pace=Pace.OWN)
    made = compile_routine(routine(own), {}, 0)
    with pytest.raises(TrunkTimerError, match="12 hours at the most"):
        render(made, path, lambda cue: samples(cue.kind), gate_ms=600_000)
    assert path.read_text(encoding="utf-8") == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_hold_to_the_limit_takes_what_it_aims_at_and_a_minute_stays_a_minute() -> None:
    plank = Block(name="Plank", hold=OpenEnd(seconds(40)), reps=(count(1),))
    squats = Block(name="Squats", reps=(count(5),), sets=count(3), every=seconds(30), pace=Pace.SET)
    made = compile_routine(routine(plank, squats, lead_in=5), {}, 100)
    cues = list(laid_out(made, GATE_MS))
    assert length_ms(made, GATE_MS) == 5_000 + 40_000 + 5_000 + 2 * 30_000 + GATE_MS
    assert [cue.offset_ms for cue in cues if cue.kind is SoundKind.AIM] == [45_000]
    assert [cue.offset_ms for cue in cues if cue.kind is SoundKind.MINUTE] == [80_000, 110_000]
    assert cues[-1] == SoundCue(120_000, SoundKind.FINISH)
    assert [cue.offset_ms for cue in cues] == sorted(cue.offset_ms for cue in cues)
