"""A message bus of a test's own, with nobody on it but who the test brings; and a service played by the test."""

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_call, new_method_return  # type: ignore[import-untyped]
from jeepney.bus_messages import MatchRule, message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

from tests.checkout import ROOT

PATIENCE_S: Final = 15.0
_MISSING: Final = [name for name in ("dbus-daemon", "playerctl") if shutil.which(name) is None]
needs_bus: Final = pytest.mark.skipif(
    bool(_MISSING), reason=f"{', '.join(_MISSING)} not found, which CI installs; no test installs a message bus"
)
_CONFIG: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """The address of a bus that lives as long as the context."""
    config = folder / "bus.conf"
    config.write_text(_CONFIG, encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        try:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class Service:
    """What a desktop offers, played by the test: takes calls one by one and answers them."""

    def __init__(self, address: str, name: str = "") -> None:
        self.connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        if name:
            self.connection.send_and_get_reply(message_bus.RequestName(name), timeout=PATIENCE_S)

    def next_call(self, member: str) -> Message:
        """The next call of `member`; others are answered by an error."""
        while True:
            message = self.connection.receive(timeout=PATIENCE_S)
            if message.header.message_type is not MessageType.method_call:
                continue
            if message.header.fields[HeaderFields.member] == member:
                return message
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def answer(self, call: Message, signature: str | None = None, *values: Any) -> None:
        """Answer a call."""
        self.connection.send(new_method_return(call, signature, values))

    def listen(self, **rule: str) -> None:
        """Have signals sent here."""
        wanted = MatchRule(type="signal", **rule)
        self.connection.send_and_get_reply(message_bus.AddMatch(wanted), timeout=PATIENCE_S)

    def signals(self, until: str) -> list[Message]:
        """The signals that came before the bus answered a question asked now; `until` is whom it is asked about.

        The bus keeps the order of what one program sends, so what that program sent before is all there.
        """
        ping = new_method_call(DBusAddress("/", bus_name=until, interface="org.freedesktop.DBus.Peer"), "Ping")
        serial = next(self.connection.outgoing_serial)
        self.connection.send(ping, serial=serial)
        found: list[Message] = []
        while True:
            message = self.connection.receive(timeout=PATIENCE_S)
            if message.header.fields.get(HeaderFields.reply_serial) == serial:
                return found
            if message.header.message_type is MessageType.signal:
                found.append(message)

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


class Program:
    """A script of the test in a process of its own: lines go in, lines come out."""

    def __init__(self, script: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())
        self._lines.put("")

    def wait_for(self, wanted: str) -> list[str]:
        """The lines up to `wanted`, without it; fails if the program ends before."""
        before: list[str] = []
        while (line := self._lines.get(timeout=PATIENCE_S)) != wanted:
            assert line, f"the program ended before it said {wanted!r}, after {before}"
            before.append(line)
        return before

    def tell(self, line: str) -> None:
        """Give it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def obey(self, line: str) -> list[str]:
        """Give it a line and wait until it says that it is done; gives what it said meanwhile."""
        self.tell(line)
        return self.wait_for("done")

    def end(self) -> int:
        """Close its input and wait for its end; gives the exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(PATIENCE_S)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()
        self._reader.join(PATIENCE_S)
