"""`trunktimer history`: opens the history and hands it to what lists it."""

import argparse
import contextlib
import sys

from trunktimer.commands.history_text import show_history
from trunktimer.commands.past import open_past
from trunktimer.foundation.places import Places
from trunktimer.history.reader import Wanted


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    wanted = Wanted(since_day=arguments.since, until_day=arguments.until, routine_key=arguments.routine)
    with contextlib.closing(open_past(places)) as past:
        return show_history(past, sys.stdout, wanted=wanted, format=arguments.format, most=arguments.most)
