"""The bones of the body with their lengths, which no pose may change."""

from collections.abc import Mapping
from typing import Final

from trunktimer.figure.body import (
    FOOT,
    FOREARM,
    HALF_HIPS,
    HALF_SHOULDERS,
    HAND,
    LUMBAR,
    MID_BACK,
    NECK,
    SHANK,
    THIGH,
    UPPER_ARM,
    UPPER_BACK,
)

#: Each bone by its two joints, with its length.
BONES: Final[Mapping[tuple[str, str], float]] = {
    ("hip", "belly"): LUMBAR,
    ("belly", "mid_back"): MID_BACK,
    ("mid_back", "shoulder"): UPPER_BACK,
    ("shoulder", "head"): NECK,
    **{
        pair: length
        for side in ("near", "far")
        for pair, length in {
            ("hip", f"hip_{side}"): HALF_HIPS,
            ("shoulder", f"shoulder_{side}"): HALF_SHOULDERS,
            (f"shoulder_{side}", f"elbow_{side}"): UPPER_ARM,
            (f"elbow_{side}", f"hand_{side}"): FOREARM,
            (f"hand_{side}", f"finger_{side}"): HAND,
            (f"hip_{side}", f"knee_{side}"): THIGH,
            (f"knee_{side}", f"ankle_{side}"): SHANK,
            (f"ankle_{side}", f"foot_{side}"): FOOT,
        }.items()
    },
}
