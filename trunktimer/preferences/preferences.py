"""What a person prefers, as one value. Where it is kept is in `files`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trunktimer.routine.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL
from trunktimer.session.speech import Says


class ThemeChoice(StrEnum):
    """Which colours the window has."""

    AUTO = "auto"  # as the desktop has it, where it tells
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


class SpaceAtGate(StrEnum):
    """What the space bar does where the program waits for "done"."""

    DONE = "done"
    PAUSE = "pause"  # "done" is Enter's alone


#: What a key can be taught to do, as it is written in a file. Which keys there are is known to `gui` only.
KEY_ACTIONS: Final = (
    *("pause", "next", "back", "forward", "rewind", "skip_block", "repeat", "done", "mute", "louder", "softer"),
    *("full_screen", "compact", "leave", "key_list"),
)
LONGEST_LEAD_IN_S: Final = 120
LEAST_TEXT_SCALE: Final = 0.8
LARGEST_TEXT_SCALE: Final = 1.6
#: As they are written in a file; their places are those of `past.weekday_of`.
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_A_WEEK: Final = 21
NEAREST_M: Final = 1.0
FARTHEST_M: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`viewing_distance_m` is how far the eyes are from the screen (1..4); `volume` is 0..1.

    `interface_language` is that of all texts, such as "de" (empty: that of the desktop). `voice` is how much is said,
    in a `language` of its own (empty: that of the texts, where there is a voice in it); in holds seconds are counted
    every `count_every_s` (5..60). `rest_days` are days of the week without a routine ("sat"), `weekly_goal` the
    sessions wanted in a week (0: none said). `sounds` gives for a kind of sound its own volume, 0 (off) to 1.
    `lead_in_s` is the least time to get ready before the first block (0..120; 0: as the routine says), `text_scale` how
    large texts are that do not follow the viewing distance (0.8..1.6). `keys` gives for an action the names of the keys
    that were taught to do it, in Qt's portable form.
    """

    theme: ThemeChoice = ThemeChoice.DARK
    viewing_distance_m: float = 2.5
    reduced_motion: bool = False
    volume: float = 0.8
    muted: bool = False
    player: str = ""
    level: int = USUAL_LEVEL
    voice: Says = Says.CHANGES
    interface_language: str = ""
    language: str = ""
    count_every_s: int = 5
    rest_days: tuple[str, ...] = ()
    weekly_goal: int = 0
    lead_in_s: int = 0
    space_at_gate: SpaceAtGate = SpaceAtGate.DONE
    text_scale: float = 1.0
    sounds: Mapping[str, float] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not NEAREST_M <= self.viewing_distance_m <= FARTHEST_M:
            raise ValueError("viewing_distance_m must be 1 to 4 metres")
        if not 0.0 <= self.volume <= 1.0:
            raise ValueError("volume must be 0 to 1")
        if not LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL:
            raise ValueError("level must be 0 to 100")
        if not 5 <= self.count_every_s <= 60:
            raise ValueError("count_every_s must be 5 to 60")
        if not set(self.rest_days) <= set(WEEKDAYS):
            raise ValueError("rest_days must be days of the week, such as sat")
        if not 0 <= self.weekly_goal <= MOST_A_WEEK:
            raise ValueError(f"weekly_goal must be 0 to {MOST_A_WEEK}")
        if not 0 <= self.lead_in_s <= LONGEST_LEAD_IN_S:
            raise ValueError(f"lead_in_s must be 0 to {LONGEST_LEAD_IN_S}")
        if not LEAST_TEXT_SCALE <= self.text_scale <= LARGEST_TEXT_SCALE:
            raise ValueError("text_scale must be 0.8 to 1.6")
        if not set(self.keys) <= set(KEY_ACTIONS):
            raise ValueError("keys must be taught to known actions")
        if self.sounds:
            from trunktimer.session.cues import SoundKind  # not needed by the first look

            kinds = set(SoundKind)
            if not all(name in kinds and 0.0 <= volume <= 1.0 for name, volume in self.sounds.items()):
                raise ValueError("sounds must give kinds of sound a volume of 0 to 1")

    @property
    def rest_weekdays(self) -> tuple[int, ...]:
        """The planned rest days: 0 for Monday to 6 for Sunday."""
        return tuple(at for at, name in enumerate(WEEKDAYS) if name in self.rest_days)
