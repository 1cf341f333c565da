"""The window's sound follows the sessions that are opened: it is looked after from their opening to their end."""

from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, routine
from tests.hand_clock import HandClock
from trunktimer.app.sound_service import SoundService
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.session.runner import SessionRunner
from trunktimer.session.transitions import Action


def test_sound_is_looked_after_from_the_opening_of_a_session_until_it_is_over(qtbot: QtBot) -> None:
    clock = HandClock()
    service = SoundService(clock, lambda at_ms: at_ms * 1_000_000, 1.0, find_places())
    looks: list[int] = []
    service.may_have_changed.connect(lambda: looks.append(clock()))
    runner = SessionRunner(clock, listeners=(service,))
    assert not service._watch.isActive()
    runner.open(compile_routine(routine(HOLDS), {}, 0))
    for action in (Action.START, Action.TICK, Action.PAUSE):
        runner.act(action)
        service._watch.timeout.emit()
        assert service._watch.isActive()
    runner.act(Action.STOP)
    service._watch.timeout.emit()  # what was lost is shown, or taken back, a last time
    assert len(looks) == 4
    assert not service._watch.isActive()
    service.close()
