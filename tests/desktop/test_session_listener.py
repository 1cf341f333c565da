"""The window's session and the desktop together: sleep pauses it, and what the desktop cannot do is said."""

import os
import select
from pathlib import Path

from jeepney import DBusAddress, new_signal  # type: ignore[import-untyped]

from tests.desktop.private_bus import PATIENCE_S, Program, Service, needs_bus, private_bus
from tests.desktop.window_script import WINDOW

MANAGER = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
FAULT = "The screen may go dark during this session: the desktop has no way to keep it on."


def environment(address: str) -> dict[str, str]:
    return {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}


@needs_bus
def test_a_sleep_pauses_the_session_and_is_held_up_until_that_is_written(tmp_path: Path) -> None:
    with (
        private_bus(tmp_path) as address,
        Service(address, "org.freedesktop.login1") as logind,
        Program(WINDOW, {**environment(address), "WAKEPY_FAKE_SUCCESS": "1"}) as window,
    ):
        window.wait_for("ready")
        window.obey("open")
        window.obey("space")
        call = logind.next_call("Inhibit")
        read_end, write_end = os.pipe()
        logind.answer(call, "h", write_end)
        os.close(write_end)
        window.obey("pass 2")
        logind.connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (True,)))
        window.wait_for("interrupted")
        assert not select.select([read_end], [], [], 0)[0]  # still held
        window.obey("written")
        assert select.select([read_end], [], [], PATIENCE_S)[0] and os.read(read_end, 1) == b""
        os.close(read_end)
        window.obey("sleep 60000")
        logind.connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (False,)))
        window.wait_for("slept 60000")
        window.tell("space")
        window.wait_for("running")
        logind.next_call("Inhibit")  # held again while it runs
        assert window.end() == 0


@needs_bus
def test_that_the_screen_may_go_dark_is_said_while_the_session_lasts(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, Program(WINDOW, environment(address)) as window:
        window.wait_for("ready")
        window.obey("open")
        window.tell("space")
        window.wait_for(FAULT)
        window.tell("space")
        assert "no fault" not in window.wait_for("paused")
        window.tell("end")
        window.wait_for("no fault")
        assert window.end() == 0


@needs_bus
def test_the_screen_is_kept_on_only_while_the_session_runs(tmp_path: Path) -> None:
    with (
        private_bus(tmp_path) as address,
        Service(address, "org.freedesktop.ScreenSaver") as saver,
        Program(WINDOW, environment(address)) as window,
    ):
        window.wait_for("ready")
        window.obey("open")
        for cookie in (1, 2):
            window.tell("space")  # starts, and later goes on
            saver.answer(saver.next_call("Inhibit"), "u", cookie)
            window.tell("space")  # pauses
            saver.answer(saver.next_call("UnInhibit"))
        assert window.end() == 0
