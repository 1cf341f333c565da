"""The live tape with a device that takes its time: a fake of simpleaudio's module, and no sound server."""

import threading
import time
from types import SimpleNamespace

import pytest

from trunktimer.session.cues import SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.simpleaudio_player import SimpleaudioPlayer


class _SlowDevice:
    """Opens at once the first time; later it holds whoever opens or stops it until `let_go`."""

    def __init__(self) -> None:
        self.opened = 0
        self.breaks = False
        self.held = threading.Event()
        self.let_go = threading.Event()

    def play_buffer(self, *_: object) -> SimpleNamespace:
        self.opened += 1
        if self.opened > 1:
            self.held.set()
            assert self.let_go.wait(10)
        opened = self.opened
        return SimpleNamespace(is_playing=lambda: not (self.breaks and opened == 1), stop=lambda: None)


def test_a_device_that_is_slow_to_open_holds_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    device = _SlowDevice()
    monkeypatch.setattr("importlib.import_module", lambda _: device)
    player = SimpleaudioPlayer(retry_s=0.0)
    player.play([SoundCue(5_000, SoundKind.TICK)], position_ms=0, at_ns=time.monotonic_ns())
    device.breaks = True
    assert device.held.wait(10)
    done = threading.Event()

    def window() -> None:
        player.play([SoundCue(5_000, SoundKind.TICK)], position_ms=0, at_ns=time.monotonic_ns())
        player.set_volume(0.5)
        player.set_muted(True)
        player.halt()
        player.status()
        done.set()

    threading.Thread(target=window, daemon=True).start()
    answered = done.wait(10)  # the device is still held
    device.let_go.set()
    player.close()
    assert answered
    assert device.opened == 2


def test_no_tape_is_begun_beside_one_that_a_suspended_sink_does_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    taken = threading.Event()

    def play_buffer(*_: object) -> SimpleNamespace:
        opened.append(time.monotonic())
        return SimpleNamespace(is_playing=lambda: not taken.is_set(), stop=lambda: None)

    monkeypatch.setattr("importlib.import_module", lambda _: SimpleNamespace(play_buffer=play_buffer))
    player = SimpleaudioPlayer(retry_s=0.0, renew_s=0.0)
    told = threading.Event()
    for _ in range(200):
        if not player.status().audible:
            break
        told.wait(0.05)
    assert not player.status().audible
    told.wait(0.5)
    assert len(opened) == 1
    taken.set()
    for _ in range(200):
        if player.status().audible:
            break
        told.wait(0.05)
    assert player.status().audible and len(opened) > 1
    player.close()
