"""How the window was left is there at the next start; what is not understood is as for the first."""

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.window_state import FILE_NAME, WindowState


def made(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(700, 500)
    return window


def split_in_two(qtbot: QtBot) -> QSplitter:
    split = QSplitter()
    qtbot.addWidget(split)
    split.resize(400, 100)
    split.addWidget(QWidget())
    split.addWidget(QWidget())
    return split


def test_size_place_splitter_and_routine_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    before, after = made(qtbot), made(qtbot)
    before.setGeometry(40, 50, 620, 410)
    split, other = split_in_two(qtbot), split_in_two(qtbot)
    split.setSizes([100, 300])
    state = WindowState(tmp_path / "new")
    assert not state.restore(after)
    state.keep(before)
    state.keep_split(split, "editor")
    state.keep_routine("/a ü/b.toml")
    state.write()
    state = WindowState(tmp_path / "new")
    assert state.restore(after)
    assert after.geometry() == QRect(40, 50, 620, 410)
    state.restore_split(other, "editor")
    assert other.saveState() == split.saveState()
    assert state.routine == "/a ü/b.toml"


def test_a_window_that_was_on_a_screen_that_is_gone_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    before, after = made(qtbot), made(qtbot)
    before.setGeometry(9_000, 7_000, 620, 410)
    state = WindowState(tmp_path)
    state.keep(before)
    state.restore(after)
    assert after.screen().availableGeometry().contains(after.geometry().center())


def test_a_file_that_is_not_understood_is_as_none(qtbot: QtBot, tmp_path: Path) -> None:
    window = made(qtbot)
    for content in (b"\xff\x00nonsense", b"[window]\ngeometry=3\n[library]\nroutine=@ByteArray(x)\n"):
        (tmp_path / FILE_NAME).write_bytes(content)
        state = WindowState(tmp_path)
        assert not state.restore(window)
        assert state.routine == ""
    assert (window.width(), window.height()) == (700, 500)
