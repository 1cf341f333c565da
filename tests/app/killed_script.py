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
from trunktimer.app.application import Application, Start

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def break_off(items):
    hurry(parts, hand, lambda session: session.index >= 13)
    parts.history.when_written(kill)

application = QApplication([])
hand = HandClock()
start = Start(player="silence", answers=True)
parts = Application(places_in(Path(sys.argv[1])), ROOT / "routines" / "demo.toml", start, session_clock(hand))
parts.routines.first_read.connect(break_off)
parts.window.first_painted.connect(parts.begin)
parts.window.show()
application.exec()
"""
