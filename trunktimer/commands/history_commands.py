"""The commands about the history: opens it and hands it to the room that does the work."""

import argparse
import contextlib
import sys

from trunktimer.foundation.clock import file_stamp, today
from trunktimer.foundation.places import Places
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import change_history, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.preferences.preferences_file import read_preferences


def run(command: str, arguments: argparse.Namespace, places: Places) -> int:
    """Carry out `history`, `stats`, `export` or `import-history`; gives the exit code. Raises `TrunkTimerError`."""
    folder = HistoryFolder(places.history)
    if command == "import-history":
        return _import(arguments, folder)
    with contextlib.closing(read_history(folder, file_stamp())) as past:
        if command == "export":
            from trunktimer.commands.history_files import export_history

            return export_history(arguments, past)
        from trunktimer.commands.history_text import show_history, show_stats

        if command == "history":
            wanted = Wanted(since_day=arguments.since, until_day=arguments.until, routine_key=arguments.routine)
            return show_history(past, sys.stdout, wanted=wanted, format=arguments.format, most=arguments.most)
        rest_days = read_preferences(places.config).rest_weekdays
        return show_stats(
            past, sys.stdout, today=today(), rest_days=rest_days, format=arguments.format, weeks=arguments.weeks
        )


def _import(arguments: argparse.Namespace, folder: HistoryFolder) -> int:
    from trunktimer.commands.history_files import import_history

    with contextlib.closing(change_history(folder, file_stamp())) as history:
        return import_history(arguments, history)
