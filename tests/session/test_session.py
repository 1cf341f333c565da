"""What may be asked of a session."""

from tests.builders import HOLDS, routine
from tests.replay import play
from trunktimer.routine.compile import compile_routine
from trunktimer.session.session import new_session

HOLDING = compile_routine(routine(HOLDS), {}, 100)


def test_a_session_is_under_way_from_its_start_to_its_end() -> None:
    assert not new_session(HOLDING).is_under_way
    scripts = ("0 start", "0 start\n10 pause", "0 start\n10 sleep", "0 start\n10 stop")
    assert [play(HOLDING, script)[0].is_under_way for script in scripts] == [True, True, True, False]
