"""A window with an editor in it, and a file of one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from tests.ui.editor.editing import ROUTINE
from tests.windows import FakeServices, a_window, places_in
from trunktimer.foundation.places import Places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import read_routine
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_in(tmp_path)


@pytest.fixture
def at_close() -> list[Callable[[], object]]:
    """What is done before the window closes, so that it asks nothing."""
    return []


@pytest.fixture
def window(qtbot: QtBot, at_close: list[Callable[[], object]]) -> MainWindow:
    def timeline_of(path: str, level: int) -> Timeline | None:
        return compile_routine(read_routine(Path(path), MOVEMENTS), MOVEMENTS, level)

    controller = Controller(SessionRunner(HandClock()))
    made = a_window(timeline_of, controller)

    def close_all(_: QWidget) -> None:
        for close in (controller.close, *at_close):
            close()

    qtbot.addWidget(made, before_close_func=close_all)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    return FakeServices(tmp_path)


@pytest.fixture
def feature(window: MainWindow, services: FakeServices, at_close: list[Callable[[], object]]) -> EditorFeature:
    made = EditorFeature(window, services)
    at_close.append(made.close)  # it watches a file that goes with the test
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path
