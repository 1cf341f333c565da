"""The window for `benches.chaos`: brought into a state under Xvfb, killed or ended there, and what is offered then."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Final

from tests.past import a_session, a_step
from trunktimer.commands import terminal_history
from trunktimer.commands.upkeep import keep_in_order
from trunktimer.foundation import clock
from trunktimer.foundation.places import find_places
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.routine.toml.draft_file import find_drafts
from trunktimer.routine.toml.movement_file import load_movements

STATES: Final = ("running", "paused", "editing", "exporting")
TYPED: Final = "# typed at "
_BEHIND_S: Final = 5.5  # what was typed so long ago lies in a draft
#: Tells what is written: steps, a pause, what was typed; its arguments are the state, an own routine and a table.
_DRIVEN: Final = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
import trunktimer.app.window_shell as window_shell
from trunktimer.commands.start import Start
from trunktimer.foundation.places import find_places
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import Wanted
from trunktimer.ui.kit.host import Feature

state, own, table = sys.argv[1:]

def tell(*words):
    print(*words, flush=True)

class Driven(window_shell.WindowShell):
    def __init__(self, *words):
        super().__init__(*words)
        self.memory.keep_greeted()
        self.told = 0
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.window.first_painted.connect(
            lambda: self.made().routines.first_read.connect(lambda items: QTimer.singleShot(0, self.drive))
        )

    def drive(self):
        parts = self.made()
        tell("ready")
        if state == "editing":
            self.window.open(Feature.EDITOR, own)
            self.source = parts.features.made(Feature.EDITOR)._page.source
            self.timer.start(200)
        elif state == "exporting":
            request = ExportRequest(grain="steps", wanted=Wanted(), columns=(), excel=False, path=table)
            parts.make_export().start(request, lambda done, all: tell("progress", done), lambda *end: tell("end"))
        else:
            self.timer.start(20)

    def look(self):
        if state == "editing":
            tell("typed", now := f"{time.time():.1f}")
            self.source.setPlainText(f"{self.source.toPlainText()}\\n# typed at {now}")
            return
        controller = self.window.controller
        session = controller.session
        if session is None:
            return
        if session.index > self.told:
            self.told = session.index
            self.made().history.when_written(lambda index=self.told: tell("step", index))
        if state == "paused" and self.told > 4:
            controller.pause()
            self.made().history.when_written(lambda: tell("paused"))
            self.timer.stop()

window_shell.WindowShell = Driven
plays = state in ("running", "paused")
start = Start(player="silence", answers=True, speed=20.0) if plays else None
sys.exit(window_shell.run_window(find_places(), Path(own) if plays else None, start))
"""


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    into, out = os.pipe()
    words = ["Xvfb", "-displayfd", str(out), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=(out,), stderr=subprocess.DEVNULL) as server:
        os.close(out)
        with os.fdopen(into) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        try:
            yield
        finally:
            server.terminate()


def run(runs: int, chance: random.Random) -> str:
    """Start a window so often; gives a line of what was found. Raises `AssertionError` where something was lost."""
    places = find_places()
    places.own_routines.mkdir(parents=True, exist_ok=True)
    places.config.mkdir(parents=True, exist_ok=True)
    (places.config / "preferences.toml").write_text('player = "silence"\n', encoding="utf-8")
    own = places.own_routines / "mine.toml"
    text = (places.routines / "demo.toml").read_text(encoding="utf-8")
    folder = HistoryFolder(places.history)
    with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
        many = ((a_session(number), [a_step(seq) for seq in range(60)]) for number in range(1, 1_500))
        history.add(many)
        before = history.count(Wanted())
    steps = drafts = parts_left = 0
    for number in range(runs):
        state = STATES[number % len(STATES)]
        own.write_text(text, encoding="utf-8")
        table = places.state / "table.csv"
        words = [sys.executable, "-c", _DRIVEN, state, str(own), str(table)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as window:
            assert window.stdout is not None
            assert window.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, {"editing": 9.0, "exporting": 0.6}.get(state, 1.5)))
            ended_s = time.time()
            window.send_signal(signal.SIGKILL if chance.random() < 0.8 else signal.SIGTERM)
            told = window.stdout.read().splitlines()
        parts_left += len(list(places.state.glob(".table.csv.*.part")))
        keep_in_order(places)
        assert not list(places.state.glob(".*.part")), "half an export was left"
        if state == "editing":
            found = find_drafts(places.own_routines, places.state)
            typed = [line for draft in found for line in draft.text.splitlines() if line.startswith(TYPED)]
            moments = [float(line.removeprefix(TYPED)) for line in typed]
            long_ago = [float(line.split()[1]) for line in told if line.startswith("typed")]
            long_ago = [moment for moment in long_ago if moment < ended_s - _BEHIND_S]
            drafts += bool(moments)
            assert own.read_text(encoding="utf-8") == text, "the file itself was changed"
            assert max(moments, default=0) >= max(long_ago, default=0), "what was typed is not offered"
            for draft in places.own_routines.glob(".*.draft"):
                draft.unlink()
        if state == "exporting" and table.exists():
            assert "end" in told or window.returncode != -signal.SIGKILL or table.stat().st_size > 0
            table.unlink()
        if state in ("running", "paused"):
            reported = max([int(line.split()[1]) for line in told if line.startswith("step")], default=0)
            steps += reported
            _check_session(reported)
        with contextlib.closing(open_history(folder, clock.file_stamp())) as history:
            assert history.faults() == []
            assert not list(folder.path.glob("history-log-*"))
            assert history.count(Wanted()) == before
    return (
        f"{runs} windows killed or ended while {', '.join(STATES)}: {steps} steps reported written, none lost; "
        f"{drafts} drafts offered again; {parts_left} half exports taken away"
    )


def _check_session(reported: int) -> None:
    """What was reported stands in the history, is offered again, and is taken away for the next run."""
    movements, _ = load_movements(find_places().movement_folders)
    writer = terminal_history.TerminalHistory(find_places())
    try:
        offers = writer.offers(movements)
    finally:
        writer.close()
    with contextlib.closing(open_history(HistoryFolder(find_places().history), clock.file_stamp())) as history:
        newest = offers[0].record if offers else history.sessions(Wanted(), most=1)[0]
        fresh = bool(offers) or newest.routine_key == "mine"
        if reported > 1:
            assert fresh, "no session is there"
            rows = history.steps(newest.uid)
            assert len(rows) >= reported, f"{len(rows)} rows, {reported} steps were reported"
            assert sum(row.actual_ms for row in rows) == newest.active_ms
            assert not offers or offers[0].session is not None, offers[0].why_not
        if offers:
            history.discard(newest.uid)
        elif fresh:
            history.delete([newest.uid], 1)
            history.purge()
