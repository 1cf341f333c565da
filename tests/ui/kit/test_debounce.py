"""A pause is waited for, but not for ever."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from trunktimer.ui.kit.debounce import Debounce


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def wait(qtbot: QtBot, clock: HandClock) -> Iterator[Debounce]:
    parent = QObject()
    yield Debounce(3_000, 4_000, parent, now_ms=clock)
    parent.deleteLater()


def test_it_waits_for_the_pause_and_at_the_latest_for_the_longest_time(wait: Debounce, clock: HandClock) -> None:
    waits = []
    for _ in range(6):
        wait.touch()
        waits.append(clock.now_ms + wait.interval())
        clock.pass_ms(700)
    assert waits == [3_000, 3_700, 4_000, 4_000, 4_000, 4_000]


def test_the_longest_time_begins_anew_after_each_end(wait: Debounce, clock: HandClock, qtbot: QtBot) -> None:
    ends: list[int] = []
    wait.timeout.connect(lambda: ends.append(clock.now_ms))
    wait.touch()
    wait.flush()
    clock.pass_ms(10_000)
    wait.touch()
    assert (wait.interval(), ends) == (3_000, [0])
    clock.pass_ms(4_500)  # the machine was busy
    with qtbot.waitSignal(wait.timeout):
        wait.touch()


def test_nothing_is_flushed_where_nothing_came(wait: Debounce) -> None:
    ends: list[None] = []
    wait.timeout.connect(lambda: ends.append(None))
    wait.flush()
    assert ends == []
