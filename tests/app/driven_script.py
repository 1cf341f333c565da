"""The program, started as it is, brought into a state by its own parts; then it says so and waits for a signal."""

from typing import Final

#: Its arguments are the folder of the person and the state to be brought about.
DRIVEN: Final = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.window_shell as window_shell
from tests.checkout import ROOT
from tests.windows import places_in
from trunktimer.commands.start import Start
from trunktimer.foundation.first_bugs import catch_first_bugs
from trunktimer.session.effects import Phase
from trunktimer.session.transitions import Action
from trunktimer.ui.kit.host import Feature

places, state = places_in(Path(sys.argv[1])), sys.argv[2]
places.own_routines.mkdir(parents=True, exist_ok=True)
own = places.own_routines / "mine.toml"
if not own.exists():
    own.write_text((ROOT / "routines" / "demo.toml").read_text(encoding="utf-8"), encoding="utf-8")

def ready():
    print("ready", flush=True)

def once_open():  # a dialog, with a loop of its own
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(20, once_open)
        return
    if state == "feedback":
        dialog.note.setPlainText("my back is better")
    ready()

class Driven(window_shell.WindowShell):
    def __init__(self, *words):
        super().__init__(*words)
        self.memory.keep_greeted()
        if state == "early":
            os.kill(os.getpid(), signal.SIGTERM)
        if state == "bug":
            self.window.showEvent = None
            raise RuntimeError("a bug before the first look")
        if state != "early":
            self.window.first_painted.connect(self.watch)

    def watch(self):
        self.made().routines.first_read.connect(lambda items: QTimer.singleShot(0, self.drive))

    def drive(self):
        window, parts = self.window, self.made()
        window.change(replace(window.preferences, volume=0.3))
        if state in ("list", "closing"):
            if state == "closing":  # the history takes its time
                import time
                parts.history.when_written(lambda: time.sleep(5))
            ready()
        elif state == "new":
            parts._editor_feature().create("tabata", "Brand new")
            ready()
        elif state in ("editing", "asked to save", "logged out"):
            window.open(Feature.EDITOR, str(own))
            source = parts.features.made(Feature.EDITOR)._page.source
            source.setPlainText(source.toPlainText() + "# typed a moment ago")
            if state == "editing":
                ready()
            elif state == "logged out":
                QTimer.singleShot(0, lambda: QApplication.instance().commitDataRequest.emit(None))
            else:
                QTimer.singleShot(0, window.close)
                once_open()
        elif state == "dialog":
            window.open(Feature.PREFERENCES)
            QTimer.singleShot(0, parts.features.made(Feature.PREFERENCES).teach_keys)
            once_open()
        elif state == "feedback":
            follow(window, own)
            window.controller.close()  # it is asked how the session was
            once_open()
        else:
            follow(window, own)
            if state == "paused":
                window.controller.pause()
            if state == "gate":
                while window.controller.session.phase is not Phase.WAITING:
                    window.controller.act(Action.SKIP_STEP)
            if state == "asked to end":
                assert not window.close() and window.run.panel.isVisible()
                ready()
            elif state == "small window":
                window.following.show_compact()
                ready()
            else:
                ready()

def follow(window, path):
    window.follow(str(path), 50)
    for _ in range(3):
        window.controller.act(Action.SKIP_STEP)

window_shell.WindowShell = Driven
catch_first_bugs(places.state)
sys.exit(window_shell.run_window(places))
"""
