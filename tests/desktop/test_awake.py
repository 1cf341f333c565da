"""The screen stays on between two calls, against a real bus with a screen saver that the test plays."""

import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.private_bus import PATIENCE_S, Service, needs_bus, private_bus
from trunktimer.desktop.awake import Awake

FAULT = "The screen may go dark during this session: the desktop has no way to keep it on."


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def told() -> "queue.Queue[str]":
    return queue.Queue()


@pytest.fixture
def awake(told: "queue.Queue[str]") -> Iterator[Awake]:
    awake = Awake(told.put)
    yield awake
    awake.close()


@needs_bus
def test_the_screen_is_kept_on_and_let_go_as_often_as_asked(bus: str, awake: Awake, told: "queue.Queue[str]") -> None:
    with Service(bus, "org.freedesktop.ScreenSaver") as saver:
        for cookie in (17, 18):
            awake.keep()
            call = saver.next_call("Inhibit")
            assert call.body == ("TrunkTimer", "A session is running.")
            saver.answer(call, "u", cookie)
            assert told.get(timeout=PATIENCE_S) == ""
            awake.release()
            call = saver.next_call("UnInhibit")
            assert call.body == (cookie,)
            saver.answer(call)


@needs_bus
def test_where_the_desktop_cannot_it_is_said(bus: str, awake: Awake, told: "queue.Queue[str]") -> None:
    awake.keep()
    assert told.get(timeout=PATIENCE_S) == FAULT


def test_without_a_bus_it_is_said(awake: Awake, told: "queue.Queue[str]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    awake.keep()
    assert told.get(timeout=PATIENCE_S) == FAULT


def test_without_wakepy_it_is_said(awake: Awake, told: "queue.Queue[str]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wakepy", None)
    monkeypatch.delitem(sys.modules, "trunktimer.desktop.screen_hold", raising=False)
    awake.keep()
    assert "wakepy is not installed" in told.get(timeout=PATIENCE_S)


@needs_bus
def test_a_desktop_that_never_answers_holds_nobody_up_and_what_is_over_is_not_told(
    bus: str, awake: Awake, told: "queue.Queue[str]"
) -> None:
    with Service(bus, "org.freedesktop.ScreenSaver") as saver:
        awake.keep()
        call = saver.next_call("Inhibit")  # here a call that waited for the answer would hang
        awake.release()
        saver.answer(call, "u", 5)
        saver.answer(saver.next_call("UnInhibit"))
        assert told.empty()


@needs_bus
def test_a_desktop_that_goes_while_it_keeps_the_screen_on_is_no_bug(
    bus: str, awake: Awake, told: "queue.Queue[str]"
) -> None:
    with Service(bus, "org.freedesktop.ScreenSaver") as saver:
        awake.keep()
        saver.answer(saver.next_call("Inhibit"), "u", 5)
        assert told.get(timeout=PATIENCE_S) == ""
    awake.close()  # nobody is there to take it back
    assert "keep screen on" not in [thread.name for thread in threading.enumerate()]


def test_no_thread_is_begun_before_a_session_runs_and_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    before = threading.active_count()
    said: queue.Queue[str] = queue.Queue()
    awake = Awake(said.put)
    awake.release()
    assert threading.active_count() == before
    awake.keep()
    assert said.get(timeout=PATIENCE_S) == ""
    awake.close()
    assert threading.active_count() == before
    awake.keep()
    assert threading.active_count() == before
