"""A program that follows the demo in a window and is killed behind its twelfth step, with all of it written."""

from typing import Final

#: Its one argument is the folder of the person, as in `begin`.
KILLED: Final = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.app.conftest import hurry, session_clock
from tests.checkout import ROOT
from tests.hand_clock import HandClock
from tests.windows import places_in
from trunktimer.commands.start import Start
from trunktimer.app.window_shell import WindowShell

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def break_off(items):
    hurry(parts, hand, lambda session: session.index >= 13)
    parts.history.when_written(kill)

application = QApplication([])
hand = HandClock()
start = Start(player="silence", answers=True)
shell = WindowShell(places_in(Path(sys.argv[1])), ROOT / "routines" / "demo.toml", start, session_clock(hand))
parts = shell.made()
parts.routines.first_read.connect(break_off)
shell.window.show()
application.exec()
"""
