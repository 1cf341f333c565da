"""`trunktimer stats`: opens the history and hands it to what sums it up."""

import argparse
import contextlib
import sys

from trunktimer.commands.history_text import show_stats
from trunktimer.commands.past import open_past
from trunktimer.foundation.clock import today
from trunktimer.foundation.places import Places
from trunktimer.preferences.preferences_file import read_preferences


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    with contextlib.closing(open_past(places)) as past:
        rest_days = read_preferences(places.config).rest_weekdays
        return show_stats(
            past, sys.stdout, today=today(), rest_days=rest_days, format=arguments.format, weeks=arguments.weeks
        )
