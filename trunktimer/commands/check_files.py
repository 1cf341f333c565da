"""`trunktimer check`: all faults of routine and movement files, and what is surely not meant."""

import argparse
from pathlib import Path

from trunktimer.commands.movements import read_movements
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import read_text
from trunktimer.foundation.translation import tr
from trunktimer.routine.toml.movement_file import is_movement, parse_movement
from trunktimer.routine.toml.routine_file import doubts_in, parse_routine


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""

    movements = read_movements(places)
    code = 0
    for file in arguments.files:
        try:
            text = read_text(Path(file))
            if is_movement(text):
                name = parse_movement(text, file, Path(file).stem).name
                good = tr('{file}: good, the movement "{name}"', file=file, name=name)
            else:
                routine = parse_routine(text, file, movements)
                for doubt in doubts_in(text, file, routine, movements):
                    print(doubt)
                good = tr('{file}: good, "{name}"', file=file, name=routine.name)
        except FileFaults as faults:
            print(*faults.faults, sep="\n")
            code = 1
        else:
            print(good)
    return code
