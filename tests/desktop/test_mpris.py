"""The media controls on a real session bus: playerctl drives a real controller in a process of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeepney import HeaderFields, Message  # type: ignore[import-untyped]

from tests.desktop.private_bus import PATIENCE_S, Program, Service, needs_bus, private_bus
from tests.desktop.window_script import WINDOW

NAME = "org.mpris.MediaPlayer2.trunktimer"


class Desktop:
    """playerctl, and the window that it drives."""

    def __init__(self, environment: dict[str, str], window: Program) -> None:
        self._environment = environment
        self.window = window

    def ask(self, *words: str) -> str:
        """What playerctl answers; fails if it does."""
        command = ["playerctl", "--player=trunktimer", *words]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.strip()

    def position_s(self) -> int:
        """Whole seconds: playerctl adds the microseconds that it takes itself."""
        return int(float(self.ask("position")))

    def title(self) -> str:
        return self.ask("metadata", "xesam:title")


@contextmanager
def desktop(address: str) -> Iterator[Desktop]:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
    environment["WAKEPY_FAKE_SUCCESS"] = "1"
    with Program(WINDOW, environment) as window:
        window.wait_for("ready")
        yield Desktop(environment, window)
        assert window.end() == 0


def changed(signal: Message) -> set[str]:
    assert signal.header.fields[HeaderFields.signature] == "sa{sv}as"
    return set(signal.body[1])


@needs_bus
def test_playerctl_leads_through_a_session(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, desktop(address) as there:
        assert there.ask("status") == "Stopped"
        there.window.obey("open")
        there.ask("play-pause")
        assert there.window.wait_for("running") == []
        assert (there.ask("status"), there.title()) == ("Playing", "Hold – GET READY")
        there.window.obey("pass 6")
        assert there.position_s() == 6
        assert there.title() == "Hold – UP"
        there.ask("pause")
        assert there.window.wait_for("paused") == []
        assert there.ask("status") == "Paused"
        there.ask("next")
        assert there.title() == "Hold – PAUSED"
        assert there.position_s() == 7
        there.ask("play")
        assert there.window.wait_for("running") == []
        assert there.title() == "Hold – HOLD"
        there.ask("position", "10+")  # playerctl asks for a move, not for a place
        assert there.position_s() == 17
        there.ask("previous")
        there.ask("previous")  # twice quickly: the step before
        assert there.position_s() == 7
        there.ask("position", "18.5")  # a place: the beginning of the step that it lies in
        assert there.position_s() == 17
        there.ask("stop")  # ends nothing
        assert there.window.wait_for("paused") == []
        there.window.obey("end")
        assert there.ask("status") == "Stopped"


@needs_bus
def test_what_is_shown_says_routine_program_and_length(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, desktop(address) as there:
        there.window.obey("open")
        shown = there.ask("metadata", "--format", "{{artist}}|{{album}}|{{mpris:length}}|{{mpris:trackid}}|{{title}}")
        assert shown == "Test|TrunkTimer|121000000|'/org/trunktimer/session/1'|Hold – READY"


@needs_bus
def test_what_changes_is_told_once_and_a_paused_session_is_silent(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, Service(address) as listener, desktop(address) as there:
        listener.listen(path="/org/mpris/MediaPlayer2")
        there.window.obey("open")
        (opened,) = listener.signals(NAME)
        assert changed(opened) == {"CanPlay", "Metadata"}
        there.ask("play")
        there.window.wait_for("running")
        told = listener.signals(NAME)
        assert [changed(one) for one in told] == [
            {"PlaybackStatus", "Metadata", "CanPause", "CanGoNext", "CanGoPrevious", "CanSeek"}
        ]
        there.window.obey("pass 4")
        assert listener.signals(NAME) == []
        there.window.obey("pass 1")
        assert [changed(one) for one in listener.signals(NAME)] == [{"Metadata"}]
        there.ask("position", "10+")
        there.ask("pause")
        there.window.wait_for("paused")
        members = [one.header.fields[HeaderFields.member] for one in listener.signals(NAME)]
        assert members == ["PropertiesChanged", "Seeked", "PropertiesChanged"]
        there.window.obey("pass 50")
        assert listener.signals(NAME) == []
        there.ask("position", "40")  # into the long rest
        listener.signals(NAME)
        there.ask("position", "10+")  # within it: nothing changes but the position
        assert [one.header.fields[HeaderFields.member] for one in listener.signals(NAME)] == ["Seeked"]


@needs_bus
def test_a_second_window_has_a_name_of_its_own(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, desktop(address), desktop(address) as second:
        names = set(second.ask("--list-all").splitlines())
        assert len(names) == 2 and "trunktimer" in names
        assert any(name.startswith("trunktimer.instance") for name in names)


@needs_bus
def test_without_a_bus_it_is_simply_not_there(tmp_path: Path) -> None:
    with desktop(f"unix:path={tmp_path}/nobody") as there:
        assert there.window.obey("open") == []
