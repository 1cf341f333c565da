"""`trunktimer export`: opens the history and hands it to what writes CSV."""

import argparse
import contextlib

from trunktimer.commands.history_files import export_history
from trunktimer.commands.past import open_past
from trunktimer.foundation.places import Places


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    with contextlib.closing(open_past(places)) as past:
        return export_history(arguments, past, notes=places.state)
