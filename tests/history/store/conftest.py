"""Folders and histories for the tests of the store, given back when a test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trunktimer.history.store.history_store import HistoryStore, open_history
from trunktimer.history.store.places import HistoryFolder

STAMP = "2026-11-21T10-30-00"


@pytest.fixture
def folder(tmp_path: Path) -> HistoryFolder:
    """A folder where no history is yet."""
    return HistoryFolder(tmp_path / "history")


@pytest.fixture
def history(folder: HistoryFolder) -> Iterator[HistoryStore]:
    """A history without sessions."""
    opened = open_history(folder, STAMP)
    yield opened
    opened.close()
