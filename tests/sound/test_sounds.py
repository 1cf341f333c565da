"""The sounds: loud alike, soft at the edges, told apart."""

import math
from itertools import combinations

import numpy as np
import pytest

from trunktimer.session.cues import NOTES
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.sounds import FULL_SCALE, RATE_HZ, samples

KINDS = list(NOTES)


def loudness_db(kind: SoundKind) -> float:
    wave = np.array(samples(kind), dtype=float)
    cue_player = wave[abs(wave) > abs(wave).max() / 50]
    return 20 * math.log10(np.sqrt((cue_player**2).mean()) / FULL_SCALE)


def contour(kind: SoundKind) -> tuple[int, ...]:
    """The dominant pitch of each 40 ms, in quarter tones; 0 in silence."""
    wave = np.array(samples(kind), dtype=float)
    size = RATE_HZ * 40 // 1000
    pitches = []
    for at in range(0, len(wave), size):
        piece = wave[at : at + size]
        if abs(piece).max() < 500:
            pitches.append(0)
            continue
        spectrum = abs(np.fft.rfft(piece, RATE_HZ))
        pitches.append(round(24 * math.log2(spectrum.argmax() / 440)))
    return tuple(pitches)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_does_not_clip_or_click_and_is_where_ears_are_good(kind: SoundKind) -> None:
    wave = np.array(samples(kind), dtype=float)
    assert 0.2 * FULL_SCALE < abs(wave).max() < 0.96 * FULL_SCALE
    assert abs(wave[:4]).max() < 0.01 * FULL_SCALE and abs(wave[-4:]).max() < 0.01 * FULL_SCALE
    dominant = abs(np.fft.rfft(wave, RATE_HZ)).argmax()
    assert 500 <= dominant <= 3000
    assert len(wave) <= 1.5 * RATE_HZ


def test_all_are_loud_alike() -> None:
    levels = [loudness_db(kind) for kind in KINDS]
    assert max(levels) - min(levels) <= 3.0


def test_no_two_have_the_same_contour() -> None:
    for one, other in combinations(KINDS, 2):
        assert contour(one) != contour(other), (one, other)
