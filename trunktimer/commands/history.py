"""`trunktimer history`: opens the history and hands it to what lists it."""

import argparse
import contextlib
import sys

from trunktimer.commands.history_text import show_history
from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.places import Places
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import read_history
from trunktimer.history.store.places import HistoryFolder


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    wanted = Wanted(since_day=arguments.since, until_day=arguments.until, routine_key=arguments.routine)
    with contextlib.closing(read_history(HistoryFolder(places.history), file_stamp())) as past:
        return show_history(past, sys.stdout, wanted=wanted, format=arguments.format, most=arguments.most)
