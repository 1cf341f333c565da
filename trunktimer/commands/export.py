"""`trunktimer export`: opens the history and hands it to what writes CSV."""

import argparse
import contextlib

from trunktimer.commands.history_files import export_history
from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.places import Places
from trunktimer.history.store.history_store import read_history
from trunktimer.history.store.places import HistoryFolder


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    with contextlib.closing(read_history(HistoryFolder(places.history), file_stamp())) as past:
        return export_history(arguments, past)
