"""A preview stands still until it is told to move, moves only where it is seen, and tells its phases."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.session.rehearsal import START_MS, rehearsal_of
from trunktimer.ui.figure import figure_player
from trunktimer.ui.figure.figure_player import FigurePlayer
from trunktimer.ui.figure.figure_view import FRAME_MS
from trunktimer.ui.kit.look import LOOK


class Watch:
    """Stands in for the clock of a player: shows what a test sets."""

    def __init__(self) -> None:
        self.ms = 0
        self.starts = 0

    def start(self) -> None:
        self.starts += 1
        self.ms = 0

    def elapsed(self) -> int:
        return self.ms

    def isValid(self) -> bool:  # noqa: N802  (Qt's name)
        return self.starts > 0


Frame = Callable[[int], None]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(figure_player, "QElapsedTimer", lambda: made)
    return made


@pytest.fixture
def player(qtbot: QtBot, watch: Watch) -> FigurePlayer:
    widget = FigurePlayer()
    qtbot.addWidget(widget)
    widget.resize(460, 260)
    widget.show_movement(MOVEMENTS["bridge"])
    return widget


@pytest.fixture
def frame(player: FigurePlayer, watch: Watch) -> Frame:
    """The timer's tick at a time of the watch."""

    def tick(ms: int) -> None:
        watch.ms = ms
        timer_of(player).timeout.emit()

    return tick


def timer_of(player: FigurePlayer) -> QTimer:
    (timer,) = player.findChildren(QTimer)
    return timer


def test_it_stands_at_the_start_until_told(player: FigurePlayer, frame: Frame) -> None:
    player.show()
    assert not player.playing and not timer_of(player).isActive()
    for ms in (0, START_MS + 1_000, 5_000):
        frame(ms)
        moment = player.view.moment
        assert moment is not None and not moment.is_moving and moment.start == moment.end == "down"


def test_it_plays_the_movement_over_and_over(player: FigurePlayer, frame: Frame) -> None:
    player.show()
    player.play()
    shares = []
    for ms in (START_MS + 500, START_MS + 1_000, START_MS + 1_500):
        frame(ms)
        moment = player.view.moment
        assert moment is not None and moment.is_moving and moment.end == "up"
        shares.append(moment.share)
    assert shares == sorted(set(shares))
    for ms in range(0, 60_000, 500):
        frame(ms)
        stage, _ = rehearsal_of(MOVEMENTS["bridge"], ms)
        assert player.view.knows(stage)


def test_stopping_goes_back_to_the_start(player: FigurePlayer, frame: Frame, watch: Watch) -> None:
    player.show()
    player.play()
    frame(START_MS + 1_000)
    starts = watch.starts
    player.play()  # it does already: nothing begins anew
    assert watch.starts == starts
    player.play(False)
    assert not player.playing and not timer_of(player).isActive()
    assert player.view.moment is not None and not player.view.moment.is_moving
    player.play()
    assert watch.ms == 0


def test_the_timer_runs_only_while_it_is_shown_and_plays(player: FigurePlayer) -> None:
    timer = timer_of(player)
    player.play()
    assert not timer.isActive()
    player.show()
    assert timer.isActive()
    player.hide()
    assert player.playing and not timer.isActive()
    player.show()
    assert timer.isActive()
    player.play(False)
    assert not timer.isActive()
    player.hide()
    player.show()
    assert not timer.isActive()


def test_it_looks_again_seldom_while_nothing_moves(player: FigurePlayer, frame: Frame) -> None:
    player.show()
    player.play()
    frame(START_MS + 1_000)
    assert timer_of(player).interval() == FRAME_MS
    frame(START_MS + 3_000)  # in the hold
    assert timer_of(player).interval() > 4 * FRAME_MS
    LOOK.change(reduced_motion=True)
    frame(START_MS + 1_000)
    assert timer_of(player).interval() > 4 * FRAME_MS


def test_the_phases_are_told_once_each_in_their_words(player: FigurePlayer, frame: Frame) -> None:
    told: list[str] = []
    player.phase_changed.connect(told.append)
    player.show()
    player.play()
    for ms in range(0, START_MS + 9_000, FRAME_MS):
        frame(ms)
    assert told == ["raise", "hold", "lower", "raise", "hold"]


def test_another_movement_begins_at_its_start(player: FigurePlayer, frame: Frame, watch: Watch) -> None:
    told: list[str] = []
    player.show()
    player.play()
    frame(START_MS + 1_000)
    player.phase_changed.connect(told.append)
    player.show_movement(MOVEMENTS["cat-stretch"])
    assert watch.ms == 0 and told == ["lead-in"]
    frame(START_MS + 4_000)
    assert told == ["lead-in", "sag"]
    assert player.view.moment is not None and player.view.moment.end == "cow"


@pytest.mark.parametrize("key", ["donkey-kick", "bird-dog"])
def test_sides_come_in_turn(player: FigurePlayer, frame: Frame, key: str) -> None:
    def sides() -> set[bool]:
        seen = set()
        for ms in range(0, 40_000, 100):
            frame(ms)
            moment = player.view.moment
            assert moment is not None
            seen.add(moment.mirrored or moment.swapped)
        return seen

    player.show_movement(MOVEMENTS[key])
    player.show()
    player.play()
    assert sides() == {False, True}


def test_without_a_movement_it_shows_nothing(player: FigurePlayer) -> None:
    player.show()
    player.play()
    player.show_movement(None)
    assert player.view.moment is None
    player.show_movement(MOVEMENTS["squat"])
    assert player.view.moment is not None


def test_reduced_motion_reaches_the_figure(player: FigurePlayer, frame: Frame) -> None:
    player.show()
    player.play()
    frame(START_MS + 1_000)
    assert player.view.wake_interval_ms() == FRAME_MS
    LOOK.change(reduced_motion=True)
    assert player.view.wake_interval_ms() is None
