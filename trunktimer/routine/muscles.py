"""The muscles that a movement works or stretches, by the words of movement files, and how people say them."""

from enum import StrEnum
from typing import Final

from trunktimer.foundation.translation import later, tr


class Muscle(StrEnum):
    """A group of muscles, as it is coloured on the figure."""

    ABDOMEN = "abdomen"
    DEEP_ABDOMEN = "deep_abdomen"
    SIDE_TRUNK = "side_trunk"
    LOWER_BACK = "lower_back"
    UPPER_BACK = "upper_back"
    CHEST = "chest"
    SHOULDERS = "shoulders"
    GLUTES = "glutes"
    HIP_SIDE = "hip_side"
    HIP_FLEXORS = "hip_flexors"
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"

    @property
    def spoken(self) -> str:
        """As people say it, in the language in use."""
        return tr(_SPOKEN[self])

    @property
    def also(self) -> str:
        """Other words that people search for, in the language in use."""
        return tr(_ALSO.get(self, ""))


_SPOKEN: Final = {
    Muscle.ABDOMEN: later("abdominals"),
    Muscle.DEEP_ABDOMEN: later("deep abdominals"),
    Muscle.SIDE_TRUNK: later("side of the trunk"),
    Muscle.LOWER_BACK: later("lower back"),
    Muscle.UPPER_BACK: later("upper back"),
    Muscle.CHEST: later("chest"),
    Muscle.SHOULDERS: later("shoulders"),
    Muscle.GLUTES: later("glutes"),
    Muscle.HIP_SIDE: later("outer hip"),
    Muscle.HIP_FLEXORS: later("hip flexors"),
    Muscle.QUADRICEPS: later("front of the thigh"),
    Muscle.HAMSTRINGS: later("hamstrings"),
    Muscle.CALVES: later("calves"),
}
# Translators: words that people type to find a movement, in any order.
_ALSO: Final = {
    Muscle.ABDOMEN: later("abs core belly stomach"),
    Muscle.DEEP_ABDOMEN: later("abs core belly transverse"),
    Muscle.SIDE_TRUNK: later("obliques core waist flank"),
    Muscle.LOWER_BACK: later("erectors core spine"),
    Muscle.UPPER_BACK: later("erectors spine"),
    Muscle.CHEST: later("pectorals"),
    Muscle.GLUTES: later("buttocks bottom seat"),
    Muscle.HIP_SIDE: later("abductors side hip"),
    Muscle.HIP_FLEXORS: later("groin psoas"),
    Muscle.QUADRICEPS: later("quads quadriceps"),
    Muscle.HAMSTRINGS: later("back of the thigh"),
}
