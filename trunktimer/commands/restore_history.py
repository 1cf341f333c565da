"""`trunktimer restore-history`: puts a backup, or another copy, in the place of the history. Reads no table."""

import argparse
from pathlib import Path

from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.history.store.history_store import restore_history
from trunktimer.history.store.places import HistoryFolder


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    folder = HistoryFolder(places.history)
    if arguments.file is None:
        backups = folder.backup_files()
        print(*backups, sep="\n") if backups else print(tr("There is no backup yet."))
        return 0
    file = Path(arguments.file)
    if not file.exists() and (folder.backups / file.name).exists():
        file = folder.backups / file.name
    aside = restore_history(folder, file, file_stamp())
    print(tr("{file} is the history now.", file=file))
    if aside is not None:
        print(tr("What was there before is kept as {file}.", file=aside))
    return 0
