"""The sounds, synthesised: short soft notes, told apart by contour and rhythm. When they fall is not known here."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from functools import cache
from typing import Final

from trunktimer.session.sound_kind import SoundKind

RATE_HZ: Final = 48_000
#: Loudness of every sound: root mean square over its sounding part, as a share of full scale.
LOUDNESS: Final = 0.17
FULL_SCALE: Final = 32_767
_ATTACK_MS: Final = 6
_RELEASE_MS: Final = 12
_SECOND_HARMONIC: Final = 0.18


@dataclass(frozen=True, slots=True)
class _Note:
    """A note from `start_ms` on, gliding from one pitch to another; `ring` is how slowly it dies away (0..1)."""

    start_ms: int
    length_ms: int
    from_hz: float
    to_hz: float
    ring: float = 0.5


_SCORE: Final = {
    SoundKind.GET_READY: (_Note(0, 120, 660, 660), _Note(170, 120, 660, 660)),
    SoundKind.START: (_Note(0, 110, 660, 660), _Note(100, 240, 990, 990)),
    SoundKind.HOLD: (_Note(0, 260, 880, 880, 0.9),),
    SoundKind.MAY_RELEASE: (_Note(0, 380, 740, 780, 0.3), _Note(190, 300, 932, 932, 0.3)),
    SoundKind.END: (_Note(0, 110, 990, 990), _Note(100, 240, 660, 660)),
    SoundKind.HALF_WAY: (_Note(0, 90, 880, 880), _Note(130, 90, 880, 880), _Note(260, 200, 1175, 1175)),
    SoundKind.TICK: (_Note(0, 70, 1320, 1320),),
    SoundKind.SWITCH: (_Note(0, 140, 784, 784), _Note(150, 140, 1047, 1047), _Note(300, 140, 784, 784)),
    SoundKind.REST: (_Note(0, 420, 880, 587, 0.6),),
    SoundKind.PULSE: (_Note(0, 50, 1000, 1000),),
    SoundKind.ACCENT: (_Note(0, 60, 1500, 1500), _Note(45, 40, 1500, 1500)),
    SoundKind.REP_DONE: (_Note(0, 100, 880, 880), _Note(120, 100, 784, 784), _Note(240, 180, 1047, 1047)),
    SoundKind.AIM: (_Note(0, 120, 784, 784), _Note(110, 120, 988, 988), _Note(220, 260, 1175, 1175, 0.7)),
    SoundKind.HOW_MANY: (_Note(0, 140, 880, 880), _Note(160, 240, 660, 880)),
    SoundKind.MINUTE: (_Note(0, 90, 660, 660), _Note(120, 90, 660, 660), _Note(240, 280, 990, 990)),
    SoundKind.FINISH: (
        _Note(0, 200, 659, 659),
        _Note(170, 200, 784, 784),
        _Note(340, 200, 988, 988),
        _Note(510, 700, 1319, 1319, 0.7),
    ),
}


@cache
def samples(kind: SoundKind) -> array[int]:
    """A sound as 16-bit mono samples at `RATE_HZ`, with soft edges and the loudness of all others."""
    notes = _SCORE.get(kind, ())
    if not notes:  # the voice
        return array("h")
    length = max(_frames(note.start_ms + note.length_ms) for note in notes)
    wave = [0.0] * length
    for note in notes:
        _add(wave, note)
    peak = max(abs(value) for value in wave)
    cue_player = [value for value in wave if abs(value) > peak / 50]
    loudness = math.sqrt(sum(value * value for value in cue_player) / len(cue_player))
    gain = min(LOUDNESS / loudness, 0.95 / peak) * FULL_SCALE
    return array("h", (round(value * gain) for value in wave))


def _frames(ms: float) -> int:
    return round(ms * RATE_HZ / 1000)


def _add(wave: list[float], note: _Note) -> None:
    first, length = _frames(note.start_ms), _frames(note.length_ms)
    attack, release = _frames(_ATTACK_MS), _frames(_RELEASE_MS)
    angle = 0.0
    for at in range(length):
        share = at / length
        angle += math.tau * (note.from_hz + (note.to_hz - note.from_hz) * share) / RATE_HZ
        edge = min(1.0, at / attack, (length - at - 1) / release)
        soft = 0.5 - 0.5 * math.cos(math.pi * edge)
        fade = math.exp(-share * 3.0 * (1.0 - note.ring))
        wave[first + at] += soft * fade * (math.sin(angle) + _SECOND_HARMONIC * math.sin(2 * angle))
