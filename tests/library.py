"""The bundled movements and their figures, read once."""

from typing import Final

from trunktimer.figure.figure import Figure
from trunktimer.foundation.places import find_places
from trunktimer.routine.toml.movement_file import load_movements

MOVEMENTS, FAULTS = load_movements([find_places().movement_folders[1]])
FIGURES: Final[dict[str, Figure]] = {
    key: figure for key, movement in MOVEMENTS.items() if (figure := movement.figure()) is not None
}
