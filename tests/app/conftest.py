"""The window's shell, put together in this process, with a person's folders in the folder of the test."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.ui.conftest import clean_away, fonts, look_as_it_was  # noqa: F401 - fixtures of every test of a window
from tests.windows import places_in
from trunktimer.app.application import Application
from trunktimer.app.window_shell import WindowShell
from trunktimer.commands.start import Start
from trunktimer.foundation.clock import Clock
from trunktimer.session.session import Session

Begin = Callable[..., Application]
PATIENCE_MS = 20_000


def session_clock(hand: HandClock, speed: float = 1.0) -> Clock:
    """The clock of sessions at a speed; its reading is that of `hand`, and it never slept."""
    return Clock(speed, monotonic_ns=lambda: round(hand.now_ms * 1_000_000 / speed), slept_ns=lambda: 0)


def hurry(parts: Application, hand: HandClock, until: Callable[[Session], bool]) -> None:
    """Let the session go on, a second with each look, as no test waits for two minutes."""
    controller = parts.window.controller
    assert controller.session is not None
    while not until(controller.session):
        assert controller.session.goes_on
        hand.pass_ms(1_000)
        controller.tick()


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Shows a window as `run_window` does, silent unless a player is preferred; gives it once its list was read."""
    hooks = sys.excepthook, threading.excepthook
    made: list[WindowShell] = []
    places = places_in(tmp_path)
    places.config.mkdir(parents=True, exist_ok=True)
    silent = places.config / "preferences.toml"
    if not silent.exists():
        silent.write_text('player = "silence"\n', encoding="utf-8")

    def run(
        path: Path | None = None,
        start: Start | None = None,
        *,
        clock: Clock | None = None,
        before: Callable[[Application], object] = lambda parts: None,
    ) -> Application:
        shell = WindowShell(places, path, start, clock)
        made.append(shell)
        shell.memory.keep_greeted()
        parts = shell.made()
        before(parts)
        with qtbot.waitSignal(parts.routines.first_read, timeout=PATIENCE_MS):
            parts.window.show()
        return parts

    yield run
    for shell in made:
        shell.window.close_unasked()
        shell.end()
        shell.window.deleteLater()
        shell.made().deleteLater()
    sys.excepthook, threading.excepthook = hooks
    gc.unfreeze()
