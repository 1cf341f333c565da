"""The window that follows a movement file: each save is seen, a fault is told in place, the last good figure stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from trunktimer.foundation.places import find_places
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.movement_file import read_movement
from trunktimer.ui.figure.watch_window import WatchWindow

# The offscreen platform says so of each window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Save = Callable[[Path, str], None]
BUNDLED = find_places().movement_folders[1].path
BRIDGE = (BUNDLED / "bridge.toml").read_text(encoding="utf-8")
SQUAT = (BUNDLED / "squat.toml").read_text(encoding="utf-8")
BROKEN = BRIDGE.replace('view     = "side"', 'view     = "below"').replace('anchor   = "shoulder"', 'anchor   = "tail"')
NO_POSES = 'format = 1\nname = "Plain"\nposition = "Stand"\nphase = [{ do = "hold", time = "5 s" }]\n'


def line_of(text: str, start: str) -> int:
    (number,) = (number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))
    return number


def replace_file(path: Path, text: str) -> None:
    """As editors do it: another file takes the place of the first."""
    other = path.with_name(".it.toml.new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def write_in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "it.toml"
    file.write_text(BRIDGE, encoding="utf-8")
    return file


def opened(qtbot: QtBot, path: Path) -> WatchWindow:
    window = WatchWindow(path, read_movement)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> WatchWindow:
    return opened(qtbot, path)


def shows(window: WatchWindow, name: str) -> Callable[[], bool]:
    return lambda: window.title.text().startswith(name)


def poses(window: WatchWindow) -> set[str]:
    """The poses that are shown."""
    moment = window.player.view.moment
    return {moment.start, moment.end} if moment is not None else set()


def test_it_shows_the_movement_and_plays_it(window: WatchWindow, path: Path) -> None:
    assert window.windowTitle() == "it.toml – TrunkTimer"
    assert window.title.text() == "Bridge"
    assert not window.faults.isVisible()
    assert poses(window) == {"down"}
    assert window.player.playing


def test_the_phase_stands_beside_the_name(window: WatchWindow) -> None:
    window.player.phase_changed.emit("roll-left")
    assert window.title.text() == "Bridge   roll left"
    window.player.phase_changed.emit("")
    assert window.title.text() == "Bridge"


@pytest.mark.parametrize("save", [write_in_place, replace_file])
def test_it_follows_every_save(window: WatchWindow, path: Path, qtbot: QtBot, save: Save) -> None:
    for text, name, pose in ((SQUAT, "Squat", "stand"), (BRIDGE, "Bridge", "down"), (SQUAT, "Squat", "stand")):
        save(path, text)
        qtbot.waitUntil(shows(window, name))
        assert pose in poses(window)
        assert not window.faults.isVisible()


def test_both_ways_of_saving_may_follow_each_other(window: WatchWindow, path: Path, qtbot: QtBot) -> None:
    for save, text, name in (
        (replace_file, SQUAT, "Squat"),
        (write_in_place, BRIDGE, "Bridge"),
        (write_in_place, SQUAT, "Squat"),
        (replace_file, BRIDGE, "Bridge"),
    ):
        save(path, text)
        qtbot.waitUntil(shows(window, name))


@pytest.mark.parametrize("save", [write_in_place, replace_file])
def test_faults_stand_with_their_lines_and_the_last_good_figure_stays(
    window: WatchWindow, path: Path, qtbot: QtBot, save: Save
) -> None:
    save(path, BROKEN)
    qtbot.waitUntil(window.faults.isVisible)
    told = window.faults.text().splitlines()
    assert [line.partition(":")[0] for line in told] == [
        f"Line {line_of(BROKEN, 'view')}",
        f"Line {line_of(BROKEN, 'anchor')}",
    ]
    assert "view" in told[0] and "anchor" in told[1]
    assert window.title.text().startswith("Bridge")
    assert poses(window) <= {"down", "up"} and poses(window)
    save(path, SQUAT)
    qtbot.waitUntil(shows(window, "Squat"))
    assert not window.faults.isVisible() and window.faults.text() == ""


def test_a_file_that_is_broken_from_the_start_shows_its_faults(path: Path, qtbot: QtBot) -> None:
    write_in_place(path, BROKEN)
    window = opened(qtbot, path)
    assert window.faults.isVisible() and window.faults.text().count("Line ") == 2
    assert poses(window) == set()
    write_in_place(path, BRIDGE)
    qtbot.waitUntil(lambda: "down" in poses(window))
    assert window.title.text().startswith("Bridge") and not window.faults.isVisible()


def test_a_missing_file_is_told_and_seen_when_it_comes(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "it.toml"
    window = opened(qtbot, path)
    assert window.faults.isVisible() and "there is no such file" in window.faults.text()
    assert poses(window) == set()
    write_in_place(path, SQUAT)
    qtbot.waitUntil(shows(window, "Squat"))
    assert not window.faults.isVisible()


def test_a_file_that_goes_away_is_told_and_its_figure_stays(window: WatchWindow, path: Path, qtbot: QtBot) -> None:
    path.unlink()
    qtbot.waitUntil(window.faults.isVisible)
    assert window.title.text().startswith("Bridge") and poses(window)
    write_in_place(path, SQUAT)
    qtbot.waitUntil(shows(window, "Squat"))
    write_in_place(path, BRIDGE)
    qtbot.waitUntil(shows(window, "Bridge"))


def test_a_movement_without_poses_says_where_to_read_on(window: WatchWindow, path: Path, qtbot: QtBot) -> None:
    write_in_place(path, NO_POSES)
    qtbot.waitUntil(shows(window, "Plain"))
    assert "docs/movement-format.md" in window.faults.text() and window.faults.isVisible()
    assert poses(window) == set()


def test_the_same_file_is_not_read_again(path: Path, qtbot: QtBot) -> None:
    reads: list[Path] = []

    def read(path: Path) -> Movement:
        reads.append(path)
        return read_movement(path)

    window = WatchWindow(path, read)
    qtbot.addWidget(window)
    for _ in range(5):
        window.read_again()
    assert reads == [path]


def test_the_files_beside_it_do_not_matter(window: WatchWindow, path: Path, qtbot: QtBot) -> None:
    write_in_place(path.with_name("other.toml"), BROKEN)
    replace_file(path, SQUAT)
    qtbot.waitUntil(shows(window, "Squat"))
    assert not window.faults.isVisible()


def test_space_stops_and_plays(window: WatchWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "up" in poses(window))
    playing = []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Space):
        qtbot.keyClick(window, key)
        playing.append(window.player.playing)
        if not playing[-1]:
            assert poses(window) == {"down"}
    assert playing == [False, False, True]
    qtbot.waitUntil(lambda: "up" in poses(window))
