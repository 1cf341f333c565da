"""A window with an editor in it, and a file of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from tests.ui.editor.editing import BUNDLED, ROUTINE
from trunktimer.foundation.places import Places
from trunktimer.preferences.preferences import Preferences
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import read_routine
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(
        assets=BUNDLED.assets,
        routines=BUNDLED.routines,
        own_routines=tmp_path / "routines",
        own_movements=tmp_path / "movements",
        own_sounds=tmp_path / "sounds",
        history=tmp_path / "history",
        config=tmp_path / "config",
        state=tmp_path / "state",
        cache=tmp_path / "cache",
    )


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    def timeline_of(path: str, level: int) -> Timeline | None:
        return compile_routine(read_routine(Path(path), MOVEMENTS), MOVEMENTS, level)

    controller = Controller(HandClock(), lambda session, effects: None)
    made = MainWindow(Preferences(), timeline_of, lambda: controller)
    qtbot.addWidget(made, before_close_func=lambda _: controller.close())
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def feature(window: MainWindow, places: Places) -> Iterator[EditorFeature]:
    made = EditorFeature(window, places, lambda: MOVEMENTS)
    yield made
    made.close()  # it watches a file that goes with the test


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path
