"""`trunktimer movements`: the keys, names and other names of the movements that a routine can use."""

import argparse
import json
from collections.abc import Iterator

from trunktimer.commands.movements import read_movements
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import language_code, tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.search import find_movements, folded, nearest_movement
from trunktimer.routine.translated import translated_movement


def run(arguments: argparse.Namespace, places: Places) -> int:
    """List all movements, or those that fit a word. Raises `TrunkTimerError` where none does."""
    word = " ".join(arguments.word)
    movements = {key: translated_movement(movement) for key, movement in read_movements(places).items()}
    found = find_movements(movements.values(), word)
    if not found:
        near = nearest_movement(word, movements)
        said = shown(word, 60)
        if near:
            raise TrunkTimerError(tr('no movement fits "{word}"; did you mean "{near}"?', word=said, near=near))
        raise TrunkTimerError(tr('no movement fits "{word}"; `trunktimer movements` lists all of them', word=said))
    if arguments.format == "json":
        rows = [_row(movement) for movement in found]
        print(json.dumps({"format": 1, "movements": rows}, ensure_ascii=False, indent=1))
        return 0
    keys = max(len(movement.key) for movement in found)
    names = max(len(movement.name) for movement in found)
    for movement in found:
        print(f"{movement.key:<{keys}}  {movement.name:<{names}}  {', '.join(_others(movement))}".rstrip())
    return 0


def _row(movement: Movement) -> dict[str, object]:
    phases = [{"do": phase.do, "role": phase.role} for phase in movement.phase]
    return {
        "key": movement.key,
        "name": movement.name,
        "also": {code: list(names) for code, names in movement.also.items()},
        "position": movement.position,
        "equipment": list(movement.equipment),
        "sides": movement.sides,
        "both": movement.both,
        "phases": phases,
        "muscles": list(movement.muscles),
        "stretch": list(movement.stretch),
    }


def _others(movement: Movement) -> Iterator[str]:
    """Its other names in the language in use, and those that are of no language."""
    for code in dict.fromkeys((language_code(), "")):
        yield from (name for name in movement.also.get(code, ()) if folded(name) != folded(movement.name))
