"""The window's shell, started for real on Qt's offscreen platform."""

import os
import subprocess
import sys
from pathlib import Path

from tests.checkout import ROOT

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


def python(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}
    environment |= {"XDG_CONFIG_HOME": str(home / "c"), "XDG_DATA_HOME": str(home / "d"), "XDG_STATE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    script = f"""
import sys
import trunktimer.app.application as app
def begin(self):
    print([name for name in {HEAVY!r} if name in sys.modules])
    app.QApplication.quit()
app._App.begin = begin
from trunktimer.app.cli import main
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_the_window_lists_the_routines_and_follows_one_to_its_end(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from trunktimer.session.effects import Phase
import trunktimer.app.application as app
from trunktimer.app.cli import main
parts = []
old = app._App.__init__
def init(self, *words):
    old(self, *words)
    parts.append(self)
    self.window.complete()
    self.window.controller.phase_changed.connect(ended)
def ended(phase):
    if phase is Phase.FINISHED:
        print("finished", len(parts[0].window.library._items))
        QApplication.quit()
app._App.__init__ = init
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main(["play", "demo", "--speed", "500", "--mute", "--keys", "none"]))
"""
    done = python(script, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "finished 6"), done.stderr


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


def test_a_movement_is_added_and_the_library_shows_it(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
from trunktimer.app.cli import main
from trunktimer.routine.addition import Addition, Amount
old = app._App._show_routines
def shelve(self, items):
    old(self, items)
    library = self.window.library
    demo = next(item.path for item in library.items() if item.key == "demo")
    for path, name in ((demo, ""), (None, "Evening")):
        self._made_movements_feature().add(
            Addition(movement="squat", path=path, name=name, amount=Amount(reps=7)))
        print(library.chosen_name(), len(library.items()), library._chosen().own, library._chosen().movements[-1])
    self._made_movements_feature().add(Addition(movement="squat", path="/gone.toml", name="", amount=Amount(reps=7)))
    print(library.message.text())
    QApplication.quit()
app._App._show_routines = shelve
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Demo 6 True BlockAmount(name='Squat', amount='7 reps', movement='squat')",
        "Evening 7 True BlockAmount(name='Squat', amount='7 reps', movement='squat')",
        "/gone.toml:1: the file cannot be read: there is no such file or folder",
    ]
    assert sorted(path.name for path in tmp_path.rglob("routines/*.toml")) == ["demo.toml", "evening.toml"]


def test_own_movements_are_read_anew_when_their_page_is_opened(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
from trunktimer.app.cli import main
from trunktimer.foundation.places import find_places
old = app._App._show_routines
seen = []
own = find_places().own_movements
def shelve(self, items):
    old(self, items)
    window = self.window
    mine = sorted(set(self._routine_library.movements) & {"mine"})
    seen.append(mine + [item.name for item in items if not item.path])
    if len(seen) == 1:
        own.mkdir(parents=True)
        (own / "mine.toml").write_text('format = 1\\nname = "Mine"\\nposition = "Sit"\\n')
        window.movements_requested.emit()
    elif len(seen) == 2:
        (own / "bad.toml").write_text("format = 1")
        window._back_to_library()
        window.movements_requested.emit()
    elif len(seen) == 3:
        (own / "bad.toml").unlink()
        window.library.read_again_requested.emit("")
    else:
        print(seen, self._movements_feature.page.list.count())
        QApplication.quit()
app._App._show_routines = shelve
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[[], ['mine'], ['mine', 'Own movements'], ['mine']] 32"


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


def test_a_bug_while_reading_is_told_and_nobody_waits_for_ever(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
import trunktimer.routine.toml.movement_file as movement_file
from trunktimer.app.cli import main
def broken(folders):
    raise RuntimeError("a bug")
movement_file.load_movements = broken
parts = []
old = app._App.__init__
def init(self, *words):
    old(self, *words)
    self._routine_library.failed.connect(lambda: QTimer.singleShot(200, told))
    parts.append(self)
def told():
    library = parts[0].window.library
    print(library._name.text())
    print(parts[0]._desktop._bugs.text.toPlainText().splitlines()[-1])
    QApplication.quit()
app._App.__init__ = init
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    name, told = done.stdout.splitlines()
    assert name == "The routines could not be read"
    assert told == "RuntimeError: a bug"
    assert "a bug" in next(tmp_path.rglob("trunktimer.log")).read_text(encoding="utf-8")


def test_a_sound_device_that_comes_later_is_found(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
import trunktimer.sound.choice as choice
from trunktimer.sound.player import PlayerStatus
from trunktimer.sound.silent_player import Silence
from trunktimer.app.cli import main
class Heard(Silence):
    name = "heard"
    def status(self):
        return PlayerStatus(name="heard", audible=True, sentence="a device")
asked = []
def open_player(name=None):
    asked.append(name)
    return Heard("") if len(asked) > 2 else Silence("There is no device.")
choice.open_player = open_player
import trunktimer.app.sound_service as loudspeaker
loudspeaker.LOOK_AGAIN_MS = 20
told = []
parts = []
old = app._App._player_opened
def opened(self, outcome):
    old(self, outcome)
    told.append(self.window._standing)
    if len(told) == 3:
        QTimer.singleShot(200, lambda: (print(told, len(asked)), QApplication.quit()))
app._App._player_opened = opened
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    silent = "No sound: There is no device."
    assert done.stdout.strip() == f"{[silent, silent, '']} 3"


def test_voice_and_sounds_follow_the_preferences(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
import trunktimer.sound.choice as choice
from trunktimer.sound.silent_player import Silence
from trunktimer.app.cli import main
from trunktimer.preferences.preferences import Says
taken = []
class Score(Silence):
    def set_sounds(self, samples_of):
        taken.append("sounds")
    def wake(self):
        taken.append("wake")
    def play(self, cues, **moment):
        taken.append(("play", sorted({cue.kind for cue in cues if cue.kind == "voice"})))
choice.open_player = lambda name=None: Score("silent")
old = app._App._show_routines
def shelve(self, items):
    old(self, items)
    QTimer.singleShot(300, lambda: go(self))
def go(self):
    window = self.window
    demo = next(item.path for item in window.library.items() if item.key == "demo")
    window.library.choose(demo)
    taken.clear()
    window.follow(demo, 50)
    window._change(voice=Says.NOTHING)
    window._change(voice=Says.EVERYTHING)
    print(taken)
    window.controller.close()
    QApplication.quit()
app._App._show_routines = shelve
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(
        [("play", ["voice"]), "sounds", ("play", []), "sounds", ("play", ["voice"])]
    ).replace("'voice'", "<SoundKind.VOICE: 'voice'>")
