"""What is checked before the window follows a routine. Loads nothing of the window."""

import argparse
from pathlib import Path

from trunktimer.commands.routine_argument import find_routine
from trunktimer.commands.routine_timeline import check_first, is_recorded, read_timeline
from trunktimer.commands.start import Start
from trunktimer.foundation.places import Places


def play(arguments: argparse.Namespace, places: Places) -> tuple[Path, Start]:
    """The routine's file, and how it is followed. Raises `TrunkTimerError`."""
    check_first(arguments.first, read_timeline(arguments.routine, places, arguments.level))
    start = Start(
        level=arguments.level,
        speed=arguments.speed,
        first=arguments.first,
        muted=arguments.mute,
        player=arguments.player,
        answers=arguments.keys == "none",
        recorded=is_recorded(arguments),
    )
    return find_routine(arguments.routine, places), start
