"""A real client of the accessibility bus goes through a session in the real program, on a screen in memory."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import PySide6
import pytest

from tests.checkout import ROOT

CLIENT: Final = Path(__file__).with_name("follow_session.py")
SYSTEM_PYTHON: Final = "/usr/bin/python3"  # pyatspi is a part of the desktop; no index has it
PATIENCE_S: Final = 40.0  # it takes six seconds, where nothing else is done
ROUTINE: Final = """format = 1
name = "Reader"
rest_between_blocks = "none"

[[block]]
movement = "bridge"
lead_in = "60 s"
raise = "60 s"
hold = "60 s"
lower = "60 s"
reps = 1

[[block]]
name = "Own"
lead_in = "60 s"
phase = [{ do = "raise", time = "60 s" }]
reps = 2
pace = "own"

[[block]]
name = "Last"
lead_in = "60 s"
phase = [{ do = "lower", time = "60 s" }]
reps = 1
"""


def missing() -> str:
    """What is not there of that which the test needs; empty if all is."""
    if sys.platform != "linux":
        return "the accessibility bus of Linux desktops"
    lacks = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
    launchers = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
    if not any(launcher.exists() for launcher in launchers):
        lacks.append("at-spi2-core")
    if not Path(SYSTEM_PYTHON).exists() or _fails([SYSTEM_PYTHON, "-c", "import pyatspi"]):
        lacks.append("python3-pyatspi")
    plugin = Path(str(PySide6.__file__)).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if plugin.exists() and shutil.which("ldd") is not None:
        told = subprocess.run(["ldd", plugin], capture_output=True, text=True, check=False).stdout
        lacks += [line.split()[0] for line in told.splitlines() if "not found" in line]
    return ", ".join(lacks)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


@contextmanager
def server(*command: str, environment: dict[str, str], tell: Callable[[int], str]) -> Iterator[str]:
    """A program that says on a pipe where it is found; ends with the context, and what it has started with it."""
    ours, its = os.pipe()
    process = subprocess.Popen(
        [*command, tell(its)], env=environment, pass_fds=[its], stderr=subprocess.DEVNULL, start_new_session=True
    )
    os.close(its)
    try:
        with os.fdopen(ours, encoding="ascii") as pipe:
            yield pipe.readline().strip()
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


@contextmanager
def desktop(home: Path) -> Iterator[dict[str, str]]:
    """The environment of programs on a desktop of the test's own."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    folders = {"HOME": home, "XDG_CONFIG_HOME": home / "c", "XDG_DATA_HOME": home / "d", "XDG_STATE_HOME": home / "s"}
    # Sockets have short names only, which the folders of tests may not leave room for.
    with tempfile.TemporaryDirectory(prefix="tt") as short, ExitStack() as stack:
        environment |= {key: str(path) for key, path in folders.items()} | {"XDG_RUNTIME_DIR": short}
        environment |= {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "WAKEPY_FAKE_SUCCESS": "1"}
        screen = server(
            *("Xvfb", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-displayfd"),
            environment=environment,
            tell=str,
        )
        environment["DISPLAY"] = f":{stack.enter_context(screen)}"
        bus = server(
            *("dbus-daemon", "--session", "--nofork", "--nopidfile"),
            environment=environment,
            tell=lambda pipe: f"--print-address={pipe}",
        )
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(bus)
        yield environment


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the client did and was told, in order; all tests look at the same session."""
    if lacks := missing():
        pytest.skip(f"not found: {lacks}; CI installs it")
    home = tmp_path_factory.mktemp("home")
    routines, config = home / "d" / "trunktimer" / "routines", home / "c" / "trunktimer"
    routines.mkdir(parents=True)
    config.mkdir(parents=True)
    (routines / "reader.toml").write_text(ROUTINE, encoding="utf-8")
    (config / "preferences.toml").write_text('player = "silence"\n', encoding="utf-8")
    with desktop(home) as environment:
        window = [sys.executable, "-W", "error", "-X", "faulthandler", "-m", "trunktimer"]
        with subprocess.Popen(window, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as program:
            try:
                client = subprocess.run(
                    [SYSTEM_PYTHON, str(CLIENT)],
                    env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
                )  # fmt: skip
                assert program.poll() is None, program.communicate()
            finally:
                program.send_signal(signal.SIGKILL)
    assert client.returncode == 0, (client.stdout, client.stderr)
    return [json.loads(line) for line in client.stdout.splitlines()]


def of(facts: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["what"] == what]


def test_a_whole_session_goes_by_accessible_actions_alone(facts: list[dict[str, Any]]) -> None:
    words = [fact["word"] for fact in of(facts, "phase")]
    assert words == [
        *("Get ready", "Up", "Hold", "Paused", "Hold"),
        *("Get ready", "Up", "Your pace", "Up", "Down", "Do them?", "Done"),
    ]
    pressed = [fact["name"] for fact in of(facts, "pressed")]
    assert pressed[:2] == ["Skip", "Start"] and pressed[-2:] == ["End the session", "Leave it"]
    assert {"Pause", "Go on", "Done", "Next step", "Next block"} <= set(pressed)
    assert facts[-1] == {"what": "left"}


def test_the_ring_is_read_in_seconds_and_stands_still_in_a_pause(facts: list[dict[str, Any]]) -> None:
    ((running, paused),) = (fact["seen"] for fact in of(facts, "ring"))
    assert running[0] == "Hold" and paused[0] == "Paused"
    assert running[2] == paused[2] == 60 and 50 < paused[1] < running[1] <= 60


def test_each_change_is_announced_once_and_politely(facts: list[dict[str, Any]]) -> None:
    announced = of(facts, "announced")
    assert {fact["politeness"] for fact in announced} == {1}  # 2 would interrupt
    texts = [fact["text"] for fact in announced]
    begins = [
        *("Bridge, Get ready, 60 seconds, ", "Up, 60 seconds, ", "Hold, 60 seconds, ", "Paused, ", "Hold, 5"),
        *("Own, Get ready, 60 seconds", "Up, 60 seconds", "Your pace, Space when the rep is done", "Up, 60 seconds"),
        *("Last, Down, 60 seconds", "Skipped before, Do them?, Bridge", "Well done, Done"),
    ]
    said = [text for text in texts if not text.startswith(("No sound", "The screen may"))]
    assert len(said) == len(begins), said
    assert [text for text, begin in zip(said, begins, strict=True) if not text.startswith(begin)] == []
    assert not any(one == other for one, other in pairwise(texts))


def test_the_value_is_told_once_a_second_at_most(facts: list[dict[str, Any]]) -> None:
    # A new step, or a step that is left, has a new value as well.
    pressed = len(of(facts, "pressed")) + len(of(facts, "phase"))
    at = [fact["at_s"] for fact in of(facts, "value")]
    assert 2 <= len(at) <= (at[-1] - at[0]) + pressed


def test_the_strip_is_gone_through_and_pressed(facts: list[dict[str, Any]]) -> None:
    assert [fact["told"] for fact in of(facts, "strip")] == ["Own"]
    assert "Down" in [fact["word"] for fact in of(facts, "phase")]  # the block that was pressed
