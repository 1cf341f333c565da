"""The timeline of a routine that is named on the command line, and what is said of it."""

import argparse
from collections.abc import Mapping

from trunktimer.commands.cli_arguments import refuse
from trunktimer.commands.movements import read_movements
from trunktimer.commands.routine_argument import find_routine
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr, trn
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import read_routine
from trunktimer.routine.translated import translated_movement, translated_routine


def read_timeline(
    word: str, places: Places, level: int, *, as_written: bool = False, least_ready_ms: int = 0
) -> Timeline:
    """A routine's timeline, its texts in the language in use or `as_written` in the files."""

    movements = read_movements(places)
    routine = read_routine(find_routine(word, places), movements)
    if as_written:
        return compile_routine(routine, movements, level)
    return compile_routine(
        translated_routine(routine), translated_movements(movements), level, least_ready_ms=least_ready_ms
    )


def translated_movements(movements: Mapping[str, Movement]) -> Mapping[str, Movement]:
    """The same movements with their texts in the language in use."""
    return {key: translated_movement(movement) for key, movement in movements.items()}


def check_first(first: int, timeline: Timeline) -> None:
    """Refuse a step of `--from` that the timeline does not have."""
    if not 0 <= first < len(timeline):
        last = len(timeline) - 1
        refuse(tr("--from {first}: the routine has the steps 0 to {last}", first=first, last=last))


def is_recorded(arguments: argparse.Namespace) -> bool:
    """Whether the session is kept: a rehearsal only where it is asked for."""
    return bool(arguments.speed == 1 if arguments.record is None else arguments.record)


def format_steps(timeline: Timeline) -> str:
    """`69 steps`."""
    return trn("{n} step", "{n} steps", len(timeline))


def format_level(timeline: Timeline) -> str:
    """`level 50 %`."""
    return tr("level {level} %", level=timeline.level)
