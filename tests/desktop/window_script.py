"""A window without a page: a real controller and its companion, in a process that obeys lines."""

from typing import Final

# 0 lead-in 5 s · 1 raise 2 · 2 hold 10 · 3 lower 2 · 4..6 the same · 7 rest 60 · 8..13 set 2
WINDOW: Final = """
import sys, threading
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from tests.builders import HOLDS, routine
from tests.hand_clock import HandClock
from trunktimer.session.effects import GapNoticed
from trunktimer.routine.compile import compile_routine
from trunktimer.desktop.session_listener import SessionListener
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.run.controller import Controller

class Input(QObject):
    line = Signal(str)
    def read(self):
        for line in sys.stdin:
            self.line.emit(line.strip())
        self.line.emit("quit")

def say(word):
    print(word, flush=True)

class SleepyClock(HandClock):
    slept_ms = 0

class Teller:
    def on_effects(self, session, effects):
        for effect in effects:
            if isinstance(effect, GapNoticed):
                say(f"slept {effect.gap_ms}")
        session_listener.on_effects(session, effects)

def obey(line):
    word, _, number = line.partition(" ")
    if word == "quit":
        controller.close()
        session_listener.close()
        application.quit()
        return
    if word == "open":
        controller.open(compile_routine(routine(HOLDS), {}, 0))
    if word == "pass":
        for _ in range(int(number)):
            clock.pass_ms(1_000)
            controller.tick()
    if word == "sleep":
        clock.pass_ms(int(number))
        clock.slept_ms += int(number)
    if word == "written":
        waiting.pop()()
    if word == "space":
        controller.press_space()
    if word == "end":
        controller.close()
    say("done")

application = QApplication([])
clock = SleepyClock()
waiting = []
controller = Controller(SessionRunner(clock, lambda: clock.slept_ms, listeners=[Teller()]))
session_listener = SessionListener(controller, clock, when_written=waiting.append)
controller.display_changed.connect(session_listener.follow)
controller.phase_changed.connect(lambda phase: say(phase.value))
session_listener.fault_changed.connect(lambda sentence: say(sentence or "no fault"))
session_listener.raise_requested.connect(lambda: say("raise"))
session_listener.quit_requested.connect(lambda: say("quit"))
controller.set_watched(False)  # nothing is drawn, so the hand clock alone says what happens
source = Input()
source.line.connect(obey)
say("ready")
threading.Thread(target=source.read, daemon=True).start()
application.exec()
"""
