"""`trunktimer play --terminal`: a routine followed in the terminal."""

import argparse

from trunktimer.commands.routine_argument import find_routine
from trunktimer.commands.routine_timeline import check_first, is_recorded, read_timeline
from trunktimer.commands.terminal_session import play_in_terminal
from trunktimer.foundation.places import Places
from trunktimer.preferences.preferences_file import read_preferences


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    least_ready_ms = read_preferences(places.config).lead_in_s * 1000
    timeline = read_timeline(arguments.routine, places, arguments.level, least_ready_ms=least_ready_ms)
    check_first(arguments.first, timeline)
    recorder = None
    if is_recorded(arguments):  # a rehearsal needs no database
        from trunktimer.commands.terminal_history import TerminalHistory

        recorder = TerminalHistory(places)
        recorder.tell_of_others()
    path = str(find_routine(arguments.routine, places))
    return play_in_terminal(timeline, places, arguments, recorder, path=path, first=arguments.first)
