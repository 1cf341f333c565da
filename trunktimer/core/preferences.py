"""What a person prefers, as one value. Where it is kept is in `files`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trunktimer.core.level import HIGHEST_LEVEL, LOWEST_LEVEL, USUAL_LEVEL


class ThemeChoice(StrEnum):
    """Which colours the window has."""

    AUTO = "auto"  # as the desktop has it, where it tells
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


NEAREST_M: Final = 1.0
FARTHEST_M: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`viewing_distance_m` is how far the eyes are from the screen (1..4); `volume` is 0..1."""

    theme: ThemeChoice = ThemeChoice.DARK
    viewing_distance_m: float = 2.5
    reduced_motion: bool = False
    volume: float = 0.8
    muted: bool = False
    player: str = ""
    level: int = USUAL_LEVEL

    def __post_init__(self) -> None:
        if not NEAREST_M <= self.viewing_distance_m <= FARTHEST_M:
            raise ValueError("viewing_distance_m must be 1 to 4 metres")
        if not 0.0 <= self.volume <= 1.0:
            raise ValueError("volume must be 0 to 1")
        if not LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL:
            raise ValueError("level must be 0 to 100")
