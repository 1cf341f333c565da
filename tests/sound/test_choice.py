"""Which player is taken, and why not another."""

import sys
from collections.abc import Callable

import pytest

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.sound.choice import MINIAUDIO, SIMPLEAUDIO, open_player, why_not
from trunktimer.sound.silent_player import Silence


def installed(**versions: str) -> Callable[[str], str | None]:
    return lambda name: versions.get(name.replace("-", "_"))


def test_the_sound_build_of_simpleaudio_is_taken() -> None:
    assert why_not(SIMPLEAUDIO, asked=False, version_of=installed(simpleaudio_patched="1.0.5")) == ""


def test_the_old_build_is_refused_where_it_crashes() -> None:
    old = installed(simpleaudio="1.0.4")
    reason = why_not(SIMPLEAUDIO, asked=True, version_of=old)
    assert ("simpleaudio-patched" in reason) is (sys.version_info >= (3, 12))
    assert why_not(SIMPLEAUDIO, asked=False, version_of=old)


def test_what_is_not_installed_is_said() -> None:
    assert "not installed" in why_not(SIMPLEAUDIO, asked=True, version_of=installed())
    assert "not installed" in why_not(MINIAUDIO, asked=True, version_of=installed())


def test_silence_says_why_and_takes_everything() -> None:
    player = open_player("silence")
    assert isinstance(player, Silence)
    player.play([], position_ms=0, at_ns=0)
    player.halt()
    player.set_volume(0.5)
    player.set_muted(True)
    player.close()
    assert not player.status().audible
    assert player.status().sentence


def test_a_player_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TrunkTimerError, match="miniaudio"):
        open_player("gramophone")
