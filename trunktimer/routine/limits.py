"""What is too much for a routine."""

from typing import Final

MOST_STEPS: Final = 100_000
DEEPEST: Final = 8  # groups in groups
SLOWEST_BPM: Final = 20
FASTEST_BPM: Final = 300
