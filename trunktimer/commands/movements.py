"""The movements for a command; what is wrong in their files goes to the error output."""

import sys
from collections.abc import Mapping

from trunktimer.foundation.places import Places
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.movement_file import load_movements


def read_movements(places: Places) -> Mapping[str, Movement]:
    """Bundled and own movements by key, as written in their files."""
    movements, faults = load_movements(places.movement_folders)
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return movements
