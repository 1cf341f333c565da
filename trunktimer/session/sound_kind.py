"""The kinds of sound cues, by name. When each falls is in `cues`; this is read before the first look."""

from enum import StrEnum


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
    AIM = "aim"  # what counts up has reached what it aims at
    HOW_MANY = "how-many"  # it is asked how many reps it were
    MINUTE = "minute"  # the next minute of `every` begins
    FINISH = "finish"
    VOICE = "voice"  # a spoken word, see `speech`
