"""Folders and histories for the tests of the store, given back when a test is over."""

import os
import subprocess
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 640 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("a disk can only be mounted by root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
