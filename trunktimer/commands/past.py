"""The history for commands that read it, with what could not be written before. Which command it is is not known."""

import sys
from pathlib import Path

from trunktimer.foundation.clock import file_stamp
from trunktimer.foundation.places import Places
from trunktimer.history.store.history_store import HistoryStore, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.spool import spool_files
from trunktimer.history.store.writer import HistoryWriter


def open_past(places: Places) -> HistoryStore:
    """Open the history to read in it; what waits to be read in comes first. Raises `TrunkTimerError`."""
    folder = HistoryFolder(places.history)
    if spool_files(places.spools, folder.path):
        writer = HistoryWriter(folder, file_stamp, _say, _say, spools=places.spools)
        writer.write()
        writer.close()
    return read_history(folder, file_stamp(), _say)


def history_key(path: Path) -> str:
    """By what the history knows the routine in the file at `path`."""
    return path.stem.encode("utf-8", "replace").decode()  # a file's name need not be Unicode, a key must


def _say(sentence: str) -> None:
    if sentence:
        print(sentence, file=sys.stderr)
