"""The sound test: all kinds in turn, or the one that is chosen."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from trunktimer.session.cues import TELLS
from trunktimer.session.sound_kind import SoundKind
from trunktimer.ui.run.sound_check import SoundCheck


@pytest.fixture
def test(qtbot: QtBot) -> SoundCheck:
    made = SoundCheck("miniaudio on the default device")
    qtbot.addWidget(made)
    return made


def test_it_begins_at_once_and_plays_each_kind_once(test: SoundCheck) -> None:
    heard: list[str] = []
    test.play_requested.connect(heard.append)
    test.show()
    for _ in range(30):
        test._timer.timeout.emit()
    assert heard == list(SoundKind) == list(TELLS)
    assert not test._timer.isActive()
    assert test.status.text() == "miniaudio on the default device"


def test_a_chosen_one_is_played_and_the_round_stops(qtbot: QtBot, test: SoundCheck) -> None:
    test.show()
    heard: list[str] = []
    test.play_requested.connect(heard.append)
    qtbot.keyClick(test.list, Qt.Key.Key_Down)
    qtbot.keyClick(test.list, Qt.Key.Key_Return)
    assert heard == ["start"] and not test._timer.isActive()
    qtbot.keyClick(test, Qt.Key.Key_Space)
    assert heard == ["start", "start"]
    test.again.click()
    assert heard[-1] == "get-ready" and test._timer.isActive()


def test_nothing_plays_once_it_is_closed(test: SoundCheck) -> None:
    test.show()
    test.reject()
    assert not test._timer.isActive()
