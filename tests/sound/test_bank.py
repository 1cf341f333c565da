"""The bank: own sounds before synthesised ones, each kind at its own volume, words from a voice."""

from __future__ import annotations

import sys
import threading
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.session.cues import NOTES, SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.bank import Bank
from trunktimer.sound.sounds import samples

OWN = array("h", [0, 1_000, -2_000, 32_767, -32_767, 0])


def cue(kind: SoundKind, said: str = "") -> SoundCue:
    return SoundCue(0, kind, said)


@pytest.mark.parametrize("kind", NOTES)
def test_without_anything_of_ones_own_the_sounds_are_the_synthesised_ones(kind: SoundKind) -> None:
    assert Bank().samples(cue(kind)) == samples(kind)


def test_an_own_sound_stands_before_the_synthesised_one_of_its_kind_only() -> None:
    bank = Bank(own={SoundKind.HOLD: OWN})
    assert bank.samples(cue(SoundKind.HOLD)) == OWN
    assert bank.samples(cue(SoundKind.TICK)) == samples(SoundKind.TICK)


@given(volume=st.floats(0, 1), values=st.lists(st.integers(-32_767, 32_767), min_size=1))
def test_a_volume_is_a_share_of_every_sample_of_its_kind_and_of_no_other(volume: float, values: list[int]) -> None:
    own = {SoundKind.HOLD: array("h", values), SoundKind.REST: array("h", values)}
    bank = Bank(own=own, volumes={SoundKind.HOLD: volume})
    expected = [round(value * volume) for value in values] if volume else []
    assert list(bank.samples(cue(SoundKind.HOLD))) == expected
    assert list(bank.samples(cue(SoundKind.REST))) == values
    assert list(own[SoundKind.HOLD]) == values


def test_volume_zero_switches_a_kind_off_and_asks_no_voice() -> None:
    bank = Bank(volumes=dict.fromkeys(SoundKind, 0.0), voice=lambda said: pytest.fail(f"asked for {said}"))
    assert all(len(bank.samples(cue(kind, "hold"))) == 0 for kind in SoundKind)


@pytest.mark.parametrize("volume", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_volume_beyond_the_scale_is_a_bug(volume: float) -> None:
    with pytest.raises(ValueError, match="volume of hold"):
        Bank(volumes={SoundKind.HOLD: volume})


@pytest.mark.parametrize("volume", [1.0, 0.5])
def test_what_was_made_once_is_given_again(volume: float) -> None:
    asked: list[str] = []

    def voice(said: str) -> array[int]:
        asked.append(said)
        return array("h", OWN)

    bank = Bank(volumes=dict.fromkeys(SoundKind, volume), voice=voice)
    assert bank.samples(cue(SoundKind.TICK)) is bank.samples(SoundCue(9_000, SoundKind.TICK))
    assert bank.samples(cue(SoundKind.VOICE, "up")) is bank.samples(SoundCue(9_000, SoundKind.VOICE, "up"))
    assert bank.samples(cue(SoundKind.VOICE, "down")) is not bank.samples(cue(SoundKind.VOICE, "up"))
    assert asked == ["up", "down"]


def test_a_word_is_said_by_the_voice_at_its_volume() -> None:
    words = {"up": array("h", [100, 200]), "down": array("h", [300])}
    bank = Bank(own={SoundKind.VOICE: OWN}, volumes={SoundKind.VOICE: 0.5}, voice=words.get)
    assert list(bank.samples(cue(SoundKind.VOICE, "up"))) == [50, 100]
    assert list(bank.samples(cue(SoundKind.VOICE, "down"))) == [150]


def test_a_word_that_nobody_can_say_is_empty_until_somebody_can() -> None:
    words: dict[str, array[int]] = {}
    bank = Bank(voice=words.get)
    assert len(Bank().samples(cue(SoundKind.VOICE, "up"))) == 0
    assert len(bank.samples(cue(SoundKind.VOICE, "up"))) == 0
    words["up"] = OWN
    assert bank.samples(cue(SoundKind.VOICE, "up")) == OWN


def test_what_a_note_says_makes_no_second_sound() -> None:
    bank = Bank(volumes={SoundKind.HOLD: 0.5})
    assert bank.samples(cue(SoundKind.HOLD, "hold")) is bank.samples(cue(SoundKind.HOLD))


def test_the_words_of_weeks_are_not_all_kept() -> None:
    bank = Bank(volumes={SoundKind.VOICE: 0.5}, voice=lambda said: array("h", [int(said)]))
    first = bank.samples(cue(SoundKind.VOICE, "0"))
    for word in range(1, 1_000):
        assert list(bank.samples(cue(SoundKind.VOICE, str(word)))) == [round(word * 0.5)]
    again = bank.samples(cue(SoundKind.VOICE, "0"))
    assert again == first and again is not first


def test_changing_what_was_handed_in_changes_nothing() -> None:
    own, volumes = {SoundKind.HOLD: OWN}, {SoundKind.HOLD: 1.0}
    bank = Bank(own, volumes)
    own.clear()
    volumes[SoundKind.HOLD] = 0.0
    assert bank.samples(cue(SoundKind.HOLD)) == OWN


def test_many_threads_read_the_same() -> None:
    bank = Bank(volumes=dict.fromkeys(SoundKind, 0.5), voice=lambda said: array("h", [len(said)] * 50))
    cues = [cue(kind) for kind in NOTES] + [cue(SoundKind.VOICE, "a" * length) for length in range(600)]
    expected = [list(bank.samples(each)) for each in cues]
    heard: dict[int, bool] = {}
    start = threading.Barrier(8)

    def listen(name: int) -> None:
        start.wait()
        heard[name] = [list(bank.samples(each)) for each in cues] == expected

    threads = [threading.Thread(target=listen, args=(name,)) for name in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert heard == dict.fromkeys(range(8), True)
