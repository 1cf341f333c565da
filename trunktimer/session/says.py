"""How much the voice says, as a choice. What it says is in `speech`; this is read before the first look."""

from enum import StrEnum


class Says(StrEnum):
    """How much the voice says."""

    NOTHING = "nothing"
    CHANGES = "changes"
    COUNTS = "counts"  # changes, and reps and seconds
    EVERYTHING = "everything"  # also the breath, the last rep, the last set
