"""One window a person: what a second start hands over, and that no first one can block it."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.checkout import ROOT
from trunktimer.desktop.meeting_place import may_be_taken, socket_name
from trunktimer.desktop.one_instance import OneInstance, Request, decoded, hand_over

SECOND = """
import sys; sys.path[:0] = [{root!r}]
from trunktimer.desktop.one_instance import Request, hand_over
print(hand_over({name!r}, Request(file="/a/b.toml", command="play", level=30, first=4)))
"""


@pytest.fixture
def name(tmp_path: Path) -> str:
    return socket_name(tmp_path, {})


@pytest.fixture
def first(qapp: object, name: str) -> Iterator[OneInstance]:
    made = OneInstance(name)
    assert made.listen()
    yield made
    made.close()


def second(name: str) -> "subprocess.Popen[str]":
    script = SECOND.format(root=str(ROOT), name=name)
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


def test_a_second_start_hands_over_what_it_was_asked_for(qtbot: QtBot, first: OneInstance, name: str) -> None:
    with qtbot.waitSignal(first.asked, timeout=10_000) as asked:
        process = second(name)
    assert asked.args == [Request(file="/a/b.toml", command="play", level=30, first=4)]
    assert process.communicate(timeout=10)[0] == "True\n"


def test_where_nobody_listens_nothing_is_handed_over(qapp: object, name: str) -> None:
    assert not may_be_taken(name)
    assert not hand_over(name, Request())


def test_there_is_one_first(first: OneInstance, name: str) -> None:
    assert may_be_taken(name)
    assert not OneInstance(name).listen()


def test_a_first_one_that_crashed_does_not_block(qapp: object, name: str) -> None:
    script = (
        f"import sys, os; sys.path[:0] = [{str(ROOT)!r}]\n"
        "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([])\n"
        "from trunktimer.desktop.one_instance import OneInstance\n"
        f"first = OneInstance({name!r}); print(first.listen(), flush=True); os._exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n" and Path(name).exists()
    assert not may_be_taken(name)
    assert not hand_over(name, Request())
    now_first = OneInstance(name)
    assert now_first.listen()
    now_first.close()


def test_a_first_one_that_hangs_does_not_block(first: OneInstance, name: str) -> None:
    assert not hand_over(name, Request(), answer_ms=50)  # its event loop does not run here


def dribble(there: socket.socket) -> None:
    """Answer byte by byte, for as long as it is listened to."""
    try:
        while True:
            there.sendall(b"h")
            time.sleep(0.02)
    except OSError:
        return


def say_much(there: socket.socket) -> None:
    try:
        while True:
            there.sendall(b"heard\n" * 10_000)
    except OSError:
        return


def hang_up(there: socket.socket) -> None:
    there.close()


def say_nothing(there: socket.socket) -> None:
    """Only listen."""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has another kind of server")
@pytest.mark.parametrize("answer", [dribble, say_much, hang_up, say_nothing, None])
def test_no_stranger_who_listens_holds_a_second_start(
    qapp: object, tmp_path: Path, answer: Callable[[socket.socket], None] | None
) -> None:
    place = tmp_path / "there"
    met: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen(1)

        def serve() -> None:
            there = server.accept()[0]
            met.append(there)
            assert answer is not None
            answer(there)

        if answer is not None:
            threading.Thread(target=serve, daemon=True).start()
        began_s = time.monotonic()
        assert not hand_over(str(place), Request(file="/a/b.toml"), answer_ms=300)
        assert time.monotonic() - began_s < 3
    for there in met:
        there.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file")
def test_what_lies_in_its_place_or_is_another_persons_is_no_first_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "there"
    place.write_text("left behind")
    assert not may_be_taken(str(place))
    place.unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen(1)
        assert may_be_taken(str(place))
        monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
        assert not may_be_taken(str(place))


def test_nonsense_that_is_sent_is_hung_up_on_and_a_second_start_still_heard(
    qtbot: QtBot, first: OneInstance, name: str
) -> None:
    told: list[object] = []
    first.asked.connect(told.append)
    for line in [*NASTY, b"x" * 1_000_000]:
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(name)
            stranger.setblocking(False)
            stranger.send((line + b"\n")[:200_000])

            def hung_up(stranger: socket.socket = stranger) -> bool:
                try:
                    return stranger.recv(10) == b""
                except BlockingIOError:
                    return False
                except ConnectionResetError:
                    return True

            qtbot.waitUntil(hung_up, timeout=5_000)
    assert told == []
    with qtbot.waitSignal(first.asked, timeout=10_000):
        process = second(name)
    assert process.communicate(timeout=10)[0] == "True\n"


def test_only_the_person_can_reach_it(first: OneInstance, name: str) -> None:
    assert Path(name).stat().st_mode & 0o077 == 0


def test_another_screen_or_folder_is_another_first_one(tmp_path: Path) -> None:
    places = [(tmp_path, {}), (tmp_path / "x", {}), (tmp_path, {"DISPLAY": ":1"}), (tmp_path, {"WAYLAND_DISPLAY": "w"})]
    assert len({socket_name(folder, environment) for folder, environment in places}) == len(places)
    assert socket_name(tmp_path, {"XDG_RUNTIME_DIR": "/run/user/1"}).startswith("/run/user/1/trunktimer-")


FILES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.just("/a/\udcff.toml")
STEPS, LEVELS = st.integers(0, 10**9), st.none() | st.integers(0, 100)


@given(FILES, STEPS, LEVELS, st.sampled_from(["show", "edit", "play"]), FILES)
def test_a_request_is_read_back(file: str, first: int, level: int | None, command: str, token: str) -> None:
    request = Request(file=file, command=command, level=level, first=first, token=token)
    assert decoded(request.encoded()) == request
    assert request.encoded().count(b"\n") == 1


def asked(**values: object) -> bytes:
    return json.dumps({**asdict(Request()), **values}).encode()


NASTY = [
    b"[" * 15_000,
    b'{"file":' * 1_500,
    asked(file="/a\0b.toml"),
    asked(file="/a\ud800.toml"),
    asked(token="\udfff"),
    asked(level=True),
    asked(level=101),
    asked(first=-1),
    asked(first=10**4000),
    asked(first=1.5),
    asked(first=float("nan")),
    asked(file=["/a.toml"]),
    asked(command=None),
    b'{"file": ""' + b" " * 15_000 + b"}",
    b"\xff\xfe",
]


@given(
    st.binary(max_size=80)
    | st.sampled_from([b"3", b"{}", b'{"file": 1, "command": "show"}', b'{"command": "go"}', *NASTY])
)
def test_nonsense_is_no_request(line: bytes) -> None:
    assert decoded(line) is None
