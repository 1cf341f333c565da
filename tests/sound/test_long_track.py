"""A day of playing without a day: the mixer far along its row of frames is as exact as at its beginning."""

import tracemalloc
from collections.abc import Iterator

import pytest

from trunktimer.session.cues import SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.sounds import RATE_HZ, samples
from trunktimer.sound.track import Track

DAY_MS = 24 * 3_600_000
#: Not a multiple of a block, so that sounds begin everywhere in one; nor of a hundredth second.
GAP_MS = 7_013
BLOCK = 480
KINDS = (SoundKind.TICK, SoundKind.PULSE, SoundKind.ACCENT, SoundKind.FINISH)
EVERY = 97


def cue(index: int) -> SoundCue:
    return SoundCue(index * GAP_MS, KINDS[index % len(KINDS)])


def day() -> Iterator[SoundCue]:
    return (cue(index) for index in range(DAY_MS // GAP_MS + 1))


def frame_of(offset_ms: int) -> int:
    return offset_ms * RATE_HZ // 1000


def cue_player(kind: SoundKind) -> int:
    """How many frames a kind of sound lasts."""
    return len(samples(kind))


def test_over_a_day_each_cue_begins_exactly_at_its_sample() -> None:
    track = Track()
    track.place(day(), frame_of, 0)
    visited = 0
    for index in range(0, DAY_MS // GAP_MS + 1, EVERY):
        due, kind = frame_of(cue(index).offset_ms), cue(index).kind
        length = cue_player(kind)
        # In blocks that begin where a device's would, from before the sound until it is over.
        first = due // BLOCK * BLOCK - BLOCK
        heard = [value for block in range(first, due + length, BLOCK) for value in track.render(block, BLOCK)]
        before = due - first
        assert not any(heard[:before]), f"cue {index}: something sounds before it"
        assert heard[before : before + length] == list(samples(kind)), f"cue {index} is not at its sample"
        visited += 1
    assert visited > 120


@pytest.mark.parametrize("speed", [1.0, 3.7])
def test_a_day_costs_no_memory(speed: float) -> None:
    taken = 0

    def counted() -> Iterator[SoundCue]:
        nonlocal taken
        for each in day():
            taken += 1
            yield each

    def sped(offset_ms: int) -> int:
        return round(offset_ms * RATE_HZ / 1000 / speed)

    for kind in KINDS:
        samples(kind)  # made once and kept: not part of what a day costs
    track = Track()
    track.place(counted(), sped, 0)
    track.render(0, BLOCK)
    assert taken < 3, "cues are taken before their time"
    tracemalloc.start()
    try:
        early = 0
        for index in range(1, DAY_MS // GAP_MS + 1):
            track.render(sped(cue(index).offset_ms), BLOCK)
            if index == 200:
                early = tracemalloc.get_traced_memory()[0]
            elif index % 200 == 0:  # on the way, so that growth fails before it takes all day
                assert tracemalloc.get_traced_memory()[0] < early + 4 * 1024, f"grown by cue {index}"
    finally:
        tracemalloc.stop()
    assert taken > DAY_MS // GAP_MS
