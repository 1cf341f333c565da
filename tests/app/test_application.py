"""The window's shell, put together for real on Qt's offscreen platform."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.app.conftest import PATIENCE_MS, Begin
from tests.checkout import ROOT
from tests.windows import places_in
from trunktimer.app import routine_files, sound_service
from trunktimer.app.application import Application
from trunktimer.commands.start import Start
from trunktimer.foundation.errors import FileFaults
from trunktimer.routine.addition import Addition, Amount
from trunktimer.routine.toml.draft_file import save_draft
from trunktimer.routine.toml.templates import template_text
from trunktimer.session.cues import SoundCue
from trunktimer.session.effects import Phase
from trunktimer.session.says import Says
from trunktimer.sound import choice
from trunktimer.sound.player import PlayerStatus
from trunktimer.sound.silent_player import Silence
from trunktimer.ui.kit.bug_window import BugWindow
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.movements.movements_page import MovementsPage

HEAVY = (
    "babel",
    "numpy",
    "pyqtgraph",
    "sqlite3",
    "pydantic",
    "tomlkit",
    "PySide6.QtMultimedia",
    "miniaudio",
    "simpleaudio",
)


def python(script: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}
    environment |= {"XDG_CONFIG_HOME": str(home / "c"), "XDG_DATA_HOME": str(home / "d"), "XDG_STATE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def demo_of(parts: Application) -> str:
    return next(item.path for item in parts.window.library.items() if item.key == "demo")


# ---- in an interpreter of its own, since it is about what was imported


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    script = f"""
import sys
import trunktimer.app.window_shell as shell
class Looking(shell.WindowShell):
    def begin(self):
        print([name for name in {HEAVY!r} if name in sys.modules])
        shell.QApplication.quit()
shell.WindowShell = Looking
from trunktimer.app.cli import main
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_two_threads_may_import_at_once(tmp_path: Path) -> None:
    """PySide's own import statement does not bear it; that of the window does."""
    script = """
import builtins
import trunktimer.ui
assert "feature" not in repr(builtins.__import__), builtins.__import__
import trunktimer.ui.main_window, trunktimer.ui.figure.figure_picture, PySide6.QtSvg
assert "feature" not in repr(builtins.__import__), builtins.__import__
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal: its count says nothing")
def test_a_void_call_leaves_none_alone(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    thing.setObjectName("x")
assert abs(sys.getrefcount(None) - before) < 100, (before, sys.getrefcount(None))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_program_follows_a_routine_to_its_end(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
import trunktimer.app.application as app
from trunktimer.app.cli import main
from trunktimer.session.effects import Phase
class Following(app.Application):
    def begin(self):
        super().begin()
        self.window.controller.phase_changed.connect(self.look)
    def look(self, phase):
        if phase is Phase.FINISHED:
            print("finished", len(self.window.library.items()))
            app.QApplication.quit()
app.Application = Following
QTimer.singleShot(40000, lambda: app.QApplication.exit(9))
sys.exit(main(["play", "demo", "--speed", "500", "--mute", "--keys", "none"]))
"""
    done = python(script, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "finished 6"), done.stderr


# ---- in this one


def test_the_window_lists_the_routines_and_follows_one_to_its_end(qtbot: QtBot, begin: Begin) -> None:
    path = ROOT / "routines" / "demo.toml"
    parts = begin(path, Start(speed=500, answers=True, recorded=False))
    assert len(parts.window.library.items()) == 6
    assert parts.window.is_following
    session = parts.window.controller.session
    assert session is not None and session.timeline.name == "Demo"
    phases: list[Phase] = [session.phase]
    parts.window.controller.phase_changed.connect(phases.append)
    qtbot.waitUntil(lambda: phases[-1] is Phase.FINISHED, timeout=PATIENCE_MS)


def test_without_a_word_the_last_routine_is_chosen_and_nothing_begins(begin: Begin) -> None:
    parts = begin()
    assert parts.window.library.isVisible() and not parts.window.is_following
    assert parts.window.library.chosen_key() == "strengthen-lower-back"


def test_a_movement_is_added_and_the_library_shows_it(begin: Begin, tmp_path: Path) -> None:
    parts = begin()
    library = parts.window.library
    seen = []
    for path, name in ((demo_of(parts), ""), (None, "Evening")):
        written = parts.routines.add(Addition(movement="squat", path=path, name=name, amount=Amount(reps=7)))
        item = next(item for item in library.items() if item.path == written)
        seen.append((library.chosen_name(), len(library.items()), item.own, item.movements[-1].amount))
    assert seen == [("Demo", 6, True, "7 reps"), ("Evening", 7, True, "7 reps")]
    with pytest.raises(FileFaults, match="there is no such file or folder"):
        parts.routines.add(Addition(movement="squat", path="/gone.toml", name="", amount=Amount(reps=7)))
    assert sorted(path.name for path in (tmp_path / "routines").glob("*.toml")) == ["demo.toml", "evening.toml"]


def test_own_movements_are_read_anew_when_their_page_is_opened(qtbot: QtBot, begin: Begin) -> None:
    parts = begin()
    own, window, library = parts.places.own_movements, parts.window, parts.window.library
    assert "mine" not in parts.routines.movements
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('format = 1\nname = "Mine"\nposition = "Sit"\n', encoding="utf-8")
    window.open(Feature.MOVEMENTS)
    qtbot.waitUntil(lambda: "mine" in parts.routines.movements, timeout=PATIENCE_MS)
    (own / "bad.toml").write_text("format = 1", encoding="utf-8")
    window.show_library()
    window.open(Feature.MOVEMENTS)
    qtbot.waitUntil(lambda: "Own movements" in [item.name for item in library.items()], timeout=PATIENCE_MS)
    (own / "bad.toml").unlink()
    library.read_again_requested.emit("")
    qtbot.waitUntil(lambda: "Own movements" not in [item.name for item in library.items()], timeout=PATIENCE_MS)
    page = window.findChild(MovementsPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.list.count() == len(parts.routines.movements), timeout=PATIENCE_MS)


def test_a_bug_while_reading_is_told_and_nobody_waits_for_ever(
    qtbot: QtBot, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = begin()

    def broken(folders: object) -> object:
        raise RuntimeError("a bug")

    monkeypatch.setattr(routine_files, "load_movements", broken)
    with qtbot.waitSignal(parts.routines.failed, timeout=PATIENCE_MS):
        parts.routines.read_all()
    qtbot.waitUntil(lambda: parts.window.findChild(BugWindow) is not None, timeout=PATIENCE_MS)
    told = parts.window.findChild(BugWindow)
    assert told is not None and told.text.toPlainText().splitlines()[-1] == "RuntimeError: a bug"
    assert "a bug" in next(tmp_path.rglob("trunktimer.log")).read_text(encoding="utf-8")
    assert "a bug" in capsys.readouterr().err


def test_a_new_routine_whose_draft_was_kept_elsewhere_is_offered(
    qtbot: QtBot, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = places_in(tmp_path)
    new = places.own_routines / "new.toml"
    new.with_name(".new.toml.draft").mkdir(parents=True)  # so that none can be written beside it
    kept = save_draft(new, template_text("tabata", "Brand new"), None, places.state)
    assert kept.parent == places.state / "drafts"
    asked: list[str] = []

    def ask(parent: object, title: str, text: str, choices: object) -> int:
        asked.append(text)
        return 1

    monkeypatch.setattr("trunktimer.ui.editor.editor_feature.ask_choice", ask)
    begin()
    qtbot.waitUntil(lambda: asked == ["The new routine new was not saved the last time."], timeout=PATIENCE_MS)


# ---- sound


class Heard(Silence):
    """A player that could be heard; it keeps what it is asked for."""

    name = "heard"

    def __init__(self, asked: list[object]) -> None:
        super().__init__("")
        self.asked = asked

    def status(self) -> PlayerStatus:
        return PlayerStatus(name="heard", audible=True, sentence="a device")

    def set_sounds(self, samples_of: object) -> None:
        self.asked.append("sounds")

    def wake(self) -> None:
        self.asked.append("wake")

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        self.asked.append(("play", any(cue.kind == "voice" for cue in cues)))


def test_a_sound_device_that_comes_later_is_found(qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str | None] = []

    def open_player(name: str | None = None) -> Silence:
        opened.append(name)
        return Heard([]) if len(opened) > 2 else Silence("There is no device.")

    monkeypatch.setattr(choice, "open_player", open_player)
    monkeypatch.setattr(sound_service, "LOOK_AGAIN_MS", 20)
    faults: list[str] = []
    parts = begin(start=Start(player="heard"), before=lambda parts: parts.sound.fault_changed.connect(faults.append))
    qtbot.waitUntil(lambda: faults == ["No sound: There is no device.", ""], timeout=PATIENCE_MS)
    assert parts.window.standing_message == ""
    assert len(opened) == 3


def test_voice_and_sounds_follow_the_preferences(qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(choice, "open_player", lambda name=None: Heard(asked))
    parts = begin()
    qtbot.waitUntil(lambda: "sounds" in asked, timeout=PATIENCE_MS)
    window = parts.window
    window.library.choose(demo_of(parts))
    assert asked[-1] == "wake"
    asked.clear()
    window.follow(demo_of(parts), 50)
    for says in (Says.NOTHING, Says.EVERYTHING):
        window.change(replace(window.preferences, voice=says))
    spoken = [one for one in asked if one != "wake"]
    assert spoken == [("play", True), "sounds", ("play", False), "sounds", ("play", True)]
