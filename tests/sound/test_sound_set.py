"""All that a session may sound like, put together."""

import wave
from array import array
from pathlib import Path

import pytest

from tests.builders import count, routine, seconds
from tests.library import MOVEMENTS
from trunktimer.foundation.places import find_places
from trunktimer.preferences.preferences import Preferences
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block
from trunktimer.session.cues import SoundCue
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.sound_set import SoundSet, language_for
from trunktimer.sound.sounds import RATE_HZ, samples
from trunktimer.sound.voice import SystemVoice

VOICES = find_places().voices


@pytest.fixture(autouse=True)
def no_system_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemVoice, "find", staticmethod(lambda platform="": None))


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_of_the_language_are_said(tmp_path: Path, language: str) -> None:
    made = SoundSet(tmp_path, VOICES, language)
    bank = made.bank(Preferences())
    for word in ("hold", "left", "12", "movement/bridge"):
        spoken = bank.samples(SoundCue(0, SoundKind.VOICE, word))
        length = made.length_ms(word)
        assert length is not None and abs(len(spoken) * 1000 / RATE_HZ - length) <= 1
    assert made.length_ms("name/Anna") is None
    assert len(bank.samples(SoundCue(0, SoundKind.VOICE, "name/Anna"))) == 0


def test_the_two_languages_say_it_differently(tmp_path: Path) -> None:
    one, other = (SoundSet(tmp_path, VOICES, language).bank(Preferences()) for language in ("en", "de"))
    cue = SoundCue(0, SoundKind.VOICE, "left")
    assert one.samples(cue) != other.samples(cue)


def test_an_unknown_language_is_that_of_the_desktop_or_english() -> None:
    assert language_for("de", ["de", "en"]) == "de"
    assert language_for("fi", ["en"]) == "en"
    assert language_for("", []) == "en"


def test_preferences_decide_what_is_heard(tmp_path: Path) -> None:
    made = SoundSet(tmp_path, VOICES, "en")
    quiet = made.bank(Preferences(sounds={"tick": 0.0, "hold": 0.5}))
    assert len(quiet.samples(SoundCue(0, SoundKind.TICK))) == 0
    assert max(quiet.samples(SoundCue(0, SoundKind.HOLD))) < 0.6 * max(samples(SoundKind.HOLD))
    assert made.voice(Preferences(voice=Says.NOTHING)) is None
    voice = made.voice(Preferences(voice=Says.COUNTS, count_every_s=15))
    assert voice is not None and (voice.says, voice.count_every_s) == (Says.COUNTS, 15)


def test_own_sounds_are_taken_and_bad_ones_told(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "hold.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(array("h", [(-1) ** (at // 40) * 9_000 for at in range(RATE_HZ // 4)]).tobytes())
    (tmp_path / "tick.wav").write_text("no sound", encoding="utf-8")
    made = SoundSet(tmp_path, VOICES, "en")
    assert list(made.own) == [SoundKind.HOLD]
    assert len(made.faults) == 1 and "tick.wav" in made.faults[0]
    assert made.bank(Preferences()).samples(SoundCue(0, SoundKind.HOLD)) != samples(SoundKind.HOLD)


def test_names_of_a_persons_own_are_learnt_where_there_is_a_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Speaker:
        def render(self, text: str, language: str, stopped: object) -> "array[int] | None":
            return array("h", [5]) * RATE_HZ if "Anna" in text else None

    monkeypatch.setattr(SystemVoice, "find", staticmethod(lambda platform="": Speaker()))
    made = SoundSet(tmp_path, VOICES, "en")
    block = Block(name="Plank with Anna", hold=seconds(5), reps=(count(1),))
    made.learn(compile_routine(routine(block), MOVEMENTS, 0))
    assert made.wait(10)
    assert made.length_ms("name/Plank with Anna") == 1_000
