"""One window a person: what a second start hands over, and that no first one can block it."""

import subprocess
import sys
from collections.abc import Iterator
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


def test_only_the_person_can_reach_it(first: OneInstance, name: str) -> None:
    assert Path(name).stat().st_mode & 0o077 == 0


def test_another_screen_or_folder_is_another_first_one(tmp_path: Path) -> None:
    places = [(tmp_path, {}), (tmp_path / "x", {}), (tmp_path, {"DISPLAY": ":1"}), (tmp_path, {"WAYLAND_DISPLAY": "w"})]
    assert len({socket_name(folder, environment) for folder, environment in places}) == len(places)
    assert socket_name(tmp_path, {"XDG_RUNTIME_DIR": "/run/user/1"}).startswith("/run/user/1/trunktimer-")


@given(st.text(), st.integers(), st.none() | st.integers(), st.sampled_from(["show", "edit", "play"]), st.text())
def test_a_request_is_read_back(file: str, first: int, level: int | None, command: str, token: str) -> None:
    request = Request(file=file, command=command, level=level, first=first, token=token)
    assert decoded(request.encoded()) == request
    assert request.encoded().count(b"\n") == 1


@given(st.binary(max_size=80) | st.sampled_from([b"3", b"{}", b'{"file": 1, "command": "show"}', b'{"command": "go"}']))
def test_nonsense_is_no_request(line: bytes) -> None:
    assert decoded(line) is None
