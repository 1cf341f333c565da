"""A timeline for other programs."""

from tests.builders import HOLDS, MOVEMENTS, routine
from trunktimer.routine.compile import compile_routine
from trunktimer.session.transcript import timeline_data


def test_the_data_say_which_format_they_have() -> None:
    made = compile_routine(routine(HOLDS), MOVEMENTS, 100)
    data = timeline_data(made)
    assert (data["format"], data["name"], data["level"], data["total_ms"]) == (1, "Test", 100, 141_000)
