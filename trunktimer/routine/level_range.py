"""What levels there are. What they mean is in `level`; this is read before the first look."""

from typing import Final

#: The middle of each range. The minimum is told by a sound, so a person may always do less than is aimed at.
USUAL_LEVEL: Final = 50
LOWEST_LEVEL: Final = 0
HIGHEST_LEVEL: Final = 100
