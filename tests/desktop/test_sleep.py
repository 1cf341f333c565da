"""logind's word of a coming sleep, on a real bus with a logind that the test plays."""

import os
import select
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal  # type: ignore[import-untyped]

from tests.desktop.private_bus import PATIENCE_S, Program, Service, needs_bus, private_bus

MANAGER = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")

WATCHING = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QObject, Signal
from trunktimer.desktop.sleep import SleepWatch

application = QCoreApplication([])

class Input(QObject):
    line = Signal(str)
    def read(self):
        for line in sys.stdin:
            self.line.emit(line.strip())
        self.line.emit("quit")

def say(word):
    print(word, flush=True)

def obey(line):
    if line == "quit":
        watch.close()
        application.quit()
    elif line == "let go":
        watch.let_go()
    else:
        watch.watch(line == "watch")
        say("obeyed")

source = Input()
source.line.connect(obey)
watch = SleepWatch()
watch.about_to_sleep.connect(lambda: say("about to sleep"))
watch.woke.connect(lambda: say("woke"))
say("ready")
threading.Thread(target=source.read, daemon=True).start()
application.exec()
"""


def is_let_go(read_end: int) -> bool:
    """Whether whoever held the other end has closed it, given time."""
    ready, _, _ = select.select([read_end], [], [], PATIENCE_S)
    return bool(ready) and os.read(read_end, 1) == b""


def is_held(read_end: int) -> bool:
    return not select.select([read_end], [], [], 0)[0]


def grant(logind: Service) -> int:
    """Answer the program's wish to be waited for; gives the end of the pipe that tells when it lets go."""
    call = logind.next_call("Inhibit")
    assert (call.body[0], call.body[1], call.body[3]) == ("sleep", "TrunkTimer", "delay")
    assert call.body[2]
    read_end, write_end = os.pipe()
    logind.answer(call, "h", write_end)
    os.close(write_end)
    return read_end


@needs_bus
def test_the_machine_waits_until_the_pause_is_written(tmp_path: Path) -> None:
    with (
        private_bus(tmp_path) as address,
        Service(address, "org.freedesktop.login1") as logind,
        Program(WATCHING, {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}) as program,
    ):
        program.wait_for("ready")
        program.tell("watch")
        held = grant(logind)
        logind.connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (True,)))
        assert program.wait_for("about to sleep") == ["obeyed"]
        assert is_held(held)
        program.tell("let go")
        assert is_let_go(held)
        logind.connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (False,)))
        assert program.wait_for("woke") == []
        program.tell("watch")  # after the sleep it goes on, and asks anew
        again = grant(logind)
        assert is_held(again)
        program.tell("pause")
        assert is_let_go(again)
        assert program.end() == 0
        os.close(held)
        os.close(again)


@needs_bus
@pytest.mark.parametrize("has_bus", [True, False])
def test_without_logind_or_without_a_bus_nothing_happens_and_nothing_is_said(tmp_path: Path, has_bus: bool) -> None:
    with private_bus(tmp_path) as address:
        where = address if has_bus else f"unix:path={tmp_path}/nobody"
        with Program(WATCHING, {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": where}) as program:
            assert program.wait_for("ready") == []
            program.tell("watch")
            assert program.wait_for("obeyed") == []
            program.tell("pause")
            assert program.wait_for("obeyed") == []
            assert program.end() == 0
