"""The muscles that a movement works or stretches, by the words of movement files, and how people say them."""

from enum import StrEnum
from typing import Final


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
        """As people say it, with what they may search for."""
        return _SPOKEN[self]

    @property
    def also(self) -> str:
        """Other words that people search for."""
        return _ALSO.get(self, "")


_SPOKEN: Final = {
    Muscle.ABDOMEN: "abdominals",
    Muscle.DEEP_ABDOMEN: "deep abdominals",
    Muscle.SIDE_TRUNK: "side of the trunk",
    Muscle.LOWER_BACK: "lower back",
    Muscle.UPPER_BACK: "upper back",
    Muscle.CHEST: "chest",
    Muscle.SHOULDERS: "shoulders",
    Muscle.GLUTES: "glutes",
    Muscle.HIP_SIDE: "outer hip",
    Muscle.HIP_FLEXORS: "hip flexors",
    Muscle.QUADRICEPS: "front of the thigh",
    Muscle.HAMSTRINGS: "hamstrings",
    Muscle.CALVES: "calves",
}
_ALSO: Final = {
    Muscle.ABDOMEN: "abs core belly stomach",
    Muscle.DEEP_ABDOMEN: "abs core belly transverse",
    Muscle.SIDE_TRUNK: "obliques core waist flank",
    Muscle.LOWER_BACK: "erectors core spine",
    Muscle.UPPER_BACK: "erectors spine",
    Muscle.CHEST: "pectorals",
    Muscle.GLUTES: "buttocks bottom seat",
    Muscle.HIP_SIDE: "abductors side hip",
    Muscle.HIP_FLEXORS: "groin psoas",
    Muscle.QUADRICEPS: "quads quadriceps",
    Muscle.HAMSTRINGS: "back of the thigh",
}
