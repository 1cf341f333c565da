"""Sound cues: which sound falls at which offset of the timeline. What they sound like is in `audio`."""

from enum import StrEnum
from typing import NamedTuple


class SoundKind(StrEnum):
    """What a sound tells. The values name files and preferences and never change meaning."""

    GET_READY = "get-ready"
    START = "start"  # rising: up you go
    HOLD = "hold"  # level: stay
    MAY_RELEASE = "may-release"  # soft: the minimum of a range is over
    END = "end"  # falling: down
    HALF_WAY = "half-way"
    TICK = "tick"  # each of the last three seconds
    SWITCH = "switch"  # two-tone: change sides
    REST = "rest"
    PULSE = "pulse"  # a beat of the metronome
    ACCENT = "accent"  # an accented beat
    REP_DONE = "rep-done"  # a self-paced rep waits for "done"
    FINISH = "finish"


class SoundCue(NamedTuple):
    """A sound at an offset of the timeline."""

    offset_ms: int
    kind: SoundKind
