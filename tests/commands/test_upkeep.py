"""Each start: what is the person's alone is read by nobody else, whatever the umask was."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.past import a_session, a_step
from tests.windows import places_in
from trunktimer.commands.upkeep import keep_in_order
from trunktimer.foundation.bug_log import BugLog
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder, Owner
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import write_preferences
from trunktimer.routine.toml.draft_file import save_draft

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a profile is private there")


@pytest.fixture(autouse=True)
def _no_umask() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)


def wide(folder: Path) -> list[Path]:
    """What others may read or enter there."""
    found = [folder, *folder.rglob("*")] if folder.exists() else []
    return [path for path in found if path.stat().st_mode & 0o077]


def test_nothing_of_the_person_is_made_for_others(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    folder = HistoryFolder(places.history)
    with closing(open_history(folder, "now")) as history:
        history.add([(a_session(1), [a_step()])])
        history.back_up(folder, "2026-11-20")
        owner = Owner(folder)
        assert {path.name for path in places.history.rglob("*") if path.is_file()} >= {
            "history.sqlite3",
            "history.sqlite3-wal",
            "history.sqlite3-shm",
            "history-2026-11-20.sqlite3",
            f"{owner.name}.lock",
        }
        assert wide(places.history) == []
        owner.release()
    write_preferences(places.config, Preferences(level=70))
    log = BugLog(places.state / "trunktimer.log")
    log.watch_for_crashes()
    log.write(ValueError("a bug"))
    log.close()
    save_draft(places.own_routines / "mine.toml", "format = 1", None, places.state)
    assert wide(places.own_routines / ".mine.toml.draft") == []
    assert wide(places.config) == wide(places.state) == []


def test_what_was_made_for_others_before_is_corrected(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    files = [
        places.history / "history.sqlite3",
        places.history / "history-damaged-1.sqlite3",
        places.history / "backups" / "history-2026-11-20.sqlite3",
        places.config / "preferences.toml",
        places.state / "trunktimer.log",
        places.state / "window.ini",
        places.state / "drafts" / "a.draft",
        places.own_routines / ".mine.toml.draft",
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    mine = places.own_routines / "mine.toml"
    mine.touch()
    keep_in_order(places)
    assert [wide(folder) for folder in (places.history, places.config, places.state)] == [[], [], []]
    assert wide(places.own_routines) == [places.own_routines, mine]  # what a person writes is shared as they like


def test_a_start_without_any_folder_makes_none(tmp_path: Path) -> None:
    keep_in_order(places_in(tmp_path))
    assert list(tmp_path.iterdir()) == []
