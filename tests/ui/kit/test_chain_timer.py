"""What is done again and again goes on after a bug, and every such timer of the window is of this one kind."""

import ast
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, routine
from tests.checkout import ROOT
from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from trunktimer.app import sound_service
from trunktimer.app.sound_service import SoundService
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.session.runner import SessionRunner
from trunktimer.session.transitions import Action
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.kit.chain_timer import AFTER_BUG_MS, ChainTimer
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.run_page import RunPage

#: Single-shot timers that are set by what a person does, and by nothing that they do themselves.
ONCE = {
    "ui/kit/chain_timer.py", "ui/kit/debounce.py", "ui/kit/messages.py", "ui/history/session_detail.py",
    "ui/library/routine_rows.py",
}  # fmt: skip


class Bug(BaseException):
    """One that nothing catches by accident, as a Ctrl+C was."""


def broken(*_: object) -> Any:
    raise Bug


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def timers(part: QObject) -> list[ChainTimer]:
    return part.findChildren(ChainTimer)


def test_it_is_set_anew_by_what_is_given(qtbot: QtBot, parent: QWidget) -> None:
    waits: list[float | None] = [1, 0.4, None]
    timer = ChainTimer(lambda: waits.pop(0), parent)
    timer.run()
    qtbot.waitUntil(lambda: not waits)
    assert not timer.isActive()


def the_session(parent: QWidget, qtbot: QtBot) -> ChainTimer:
    clock = HandClock()
    read: list[Callable[[], int]] = [clock]
    controller = Controller(SessionRunner(lambda: read[-1]()))
    controller.setParent(parent)
    controller.open(compile_routine(routine(HOLDS), {}, 50))
    controller.act(Action.START)
    read.append(broken)
    return timers(controller)[0]


def the_figure(parent: QWidget, qtbot: QtBot) -> ChainTimer:
    player = FigurePlayer(parent)
    player.show_movement(next(one for one in MOVEMENTS.values() if one.drawing))
    parent.show()
    player.play()
    player.view.show_stage = broken  # type: ignore[method-assign, assignment]
    return timers(player)[0]


def the_controls(parent: QWidget, qtbot: QtBot) -> ChainTimer:
    page = RunPage(parent)
    page.controls.underMouse = broken  # type: ignore[method-assign]
    return page.controls_timer


def the_device(parent: QWidget, qtbot: QtBot) -> ChainTimer:
    service = SoundService(HandClock(), lambda at_ms: at_ms, 1.0, find_places())
    service.setParent(parent)
    service.open = broken  # type: ignore[method-assign, assignment]
    return timers(service)[0]


@pytest.mark.parametrize("chain", [the_session, the_figure, the_controls, the_device])
def test_every_chain_goes_on_after_a_bug(
    qtbot: QtBot, parent: QWidget, chain: Callable[[QWidget, QtBot], ChainTimer]
) -> None:
    timer = chain(parent, qtbot)
    timer.stop()
    with pytest.raises(Bug):
        timer.run()
    assert timer.isActive() and timer.interval() == AFTER_BUG_MS
    timer.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_device_is_looked_for_after_a_bug_of_the_thread(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    service = SoundService(HandClock(), lambda at_ms: at_ms, 1.0, find_places())
    opened: list[str | None] = []

    def fails(name: str | None) -> None:
        opened.append(name)
        raise ZeroDivisionError

    monkeypatch.setattr(sound_service, "LOOK_AGAIN_MS", 1)
    monkeypatch.setattr("trunktimer.sound.choice.open_player", fails)
    service.open("miniaudio", "en")
    qtbot.waitUntil(lambda: len(opened) > 2)
    service.close()
    # Until the last of them has ended, too: what it raises would be told of a later test.
    qtbot.waitUntil(lambda: "open player" not in {thread.name for thread in threading.enumerate()})


def test_no_other_timer_is_set_by_what_it_does_itself() -> None:
    found = set()
    for path in (ROOT / "trunktimer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if called == "setSingleShot" or (isinstance(node, ast.keyword) and node.arg == "singleShot"):
                found.add(path.relative_to(ROOT / "trunktimer").as_posix())
    assert found == ONCE
