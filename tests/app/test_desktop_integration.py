"""Two starts of the program, for real: the second hands over, and a first one that was killed does not block."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.checkout import ROOT

FIRST = """
import sys
from PySide6.QtCore import QTimer
import trunktimer.app.application as app
from trunktimer.app.cli import main
class Told(app.Application):
    def begin(self):
        self.routines.first_read.connect(lambda items: print("ready", flush=True))
        super().begin()
    def take_over(self, request):
        super().take_over(request)
        page = "run" if self.window.is_following else "list"
        print(request.command, page, self.window.library.chosen_name(), sep="|", flush=True)
app.Application = Told
sys.exit(main([]))
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    (tmp_path / "c" / "trunktimer").mkdir(parents=True)
    (tmp_path / "c" / "trunktimer" / "preferences.toml").write_text('player = "silence"\n', encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    places = {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d", "XDG_STATE_HOME": "s", "XDG_RUNTIME_DIR": "r"}
    environment |= {name: str(tmp_path / folder) for name, folder in places.items()}
    (tmp_path / "r").mkdir(mode=0o700)
    begun: list[subprocess.Popen[str]] = []

    def run(*words: str) -> "subprocess.Popen[str]":
        made = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        begun.append(made)
        return made

    yield run
    for process in begun:
        process.kill()
        process.communicate()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def awaited(folder: Path) -> None:
    """Until the first one listens."""
    until = time.monotonic() + 20
    while not list(folder.glob("*.socket")):
        assert time.monotonic() < until
        os.sched_yield()


def test_a_second_start_hands_over_and_a_killed_first_one_does_not_block(start: Start, tmp_path: Path) -> None:
    first = start("-c", FIRST)
    assert line(first) == "ready"
    awaited(tmp_path / "r")
    second = start("-m", "trunktimer", "play", "demo")
    assert line(second) == "TrunkTimer is open already; its window was brought to the front."
    assert second.wait(20) == 0
    assert line(first) == "play|run|Demo"
    third = start("-m", "trunktimer", str(ROOT / "routines" / "trunk-lift.toml"))
    assert third.wait(20) == 0
    assert line(first).startswith("show|run|")  # a session goes on: it is only chosen in the list
    first.kill()
    first.wait()
    fourth = start("-c", FIRST)
    assert line(fourth) == "ready"
