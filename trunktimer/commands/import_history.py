"""`trunktimer import-history`: opens the history and hands it to what reads CSV."""

import argparse
import contextlib
import sys

from trunktimer.commands.history_files import import_history
from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.places import Places
from trunktimer.history.store.history_store import change_history
from trunktimer.history.store.places import HistoryFolder


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    with contextlib.closing(change_history(HistoryFolder(places.history), file_stamp(), _say)) as history:
        return import_history(arguments, history)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
