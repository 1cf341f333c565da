"""What each start does for the files of the program: nobody else reads them, and nothing half written stays."""

from trunktimer.foundation.places import Places
from trunktimer.foundation.private_files import clean_half_written, make_private
from trunktimer.history.store.places import HistoryFolder


def keep_in_order(places: Places) -> None:
    """Correct the rights of what is the person's alone, and take away what a killed program left half written."""
    HistoryFolder(places.history).make_private()
    for folder in (places.config, places.state, places.state / "drafts"):
        make_private(folder)
        for path in folder.glob("*"):
            if path.is_file():
                make_private(path)
    for draft in places.own_routines.glob(".*.draft"):
        make_private(draft)
    clean_half_written(places.state)
