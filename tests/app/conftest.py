"""The window's shell, put together in this process, with a person's folders in the folder of the test."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import clean_away, fonts, look_as_it_was  # noqa: F401 - fixtures of every test of a window
from tests.windows import places_in
from trunktimer.app.application import Application
from trunktimer.commands.start import Start
from trunktimer.foundation.clock import Clock

Begin = Callable[..., Application]
PATIENCE_MS = 20_000


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Shows a window as `run_window` does, silent unless a player is preferred; gives it once its list was read."""
    hooks = sys.excepthook, threading.excepthook
    made: list[Application] = []
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
        parts = Application(places, path, start, clock)
        made.append(parts)
        parts.memory.keep_greeted()
        before(parts)
        parts.window.first_painted.connect(parts.begin)
        with qtbot.waitSignal(parts.routines.first_read, timeout=PATIENCE_MS):
            parts.window.show()
        return parts

    yield run
    for parts in made:
        parts.window.controller.close()
        parts.window.close()
        parts.end()
        parts.window.deleteLater()
        parts.deleteLater()
    sys.excepthook, threading.excepthook = hooks
    gc.unfreeze()
