"""The bundled movements and their figures, read once."""

from typing import Final

from trunktimer.core.figure import Figure
from trunktimer.files.movement_file import load_movements
from trunktimer.files.places import find_places

MOVEMENTS, FAULTS = load_movements([find_places().movement_folders[1]])
FIGURES: Final[dict[str, Figure]] = {
    key: figure for key, movement in MOVEMENTS.items() if (figure := movement.figure()) is not None
}
