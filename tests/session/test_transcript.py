"""A timeline for other programs."""

from tests.builders import HOLDS, MOVEMENTS, count, routine
from trunktimer.foundation.durations import Span
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Load
from trunktimer.routine.timing import Breaths, OpenEnd
from trunktimer.session.transcript import timeline_data, timeline_lines


def test_the_data_say_which_format_they_have() -> None:
    made = compile_routine(routine(HOLDS), MOVEMENTS, 100)
    data = timeline_data(made)
    assert (data["format"], data["name"], data["level"], data["total_ms"]) == (1, "Test", 100, 141_000)


def test_what_a_wait_aims_at_breaths_load_and_what_may_be_left_out_are_told() -> None:
    minute, breaths = Span(60_000, 60_000), Breaths(5, 5)
    blocks = (
        Block(name="A", hold=OpenEnd(Span(40_000, 40_000), minute), load=Load("red band"), optional=True),
        Block(name="B", duration=breaths, sets=count(2), rest_between_sets=OpenEnd(Span(30_000, 30_000))),
        Block(name="C", hold=OpenEnd(breaths), rest=OpenEnd(), reps=(count(2),)),
    )
    made = compile_routine(routine(*blocks), {}, 0)
    lines = timeline_lines(made)
    for line, told in (
        (0, ("GET READY", "red band", "may be left out")),
        (1, ("HOLD", "40 s or more, at most 1 min", "red band")),
        (3, ("WORK", "5 breaths")),
        (4, ("REST", "30 s or more")),
        (7, ("HOLD", "5 breaths or more")),
        (8, ("REST", "as needed")),
    ):
        assert all(piece in lines[line] for piece in told), lines[line]
    data = timeline_data(made)["steps"]
    assert isinstance(data, list)
    assert [(step["gate"], step["aim_ms"], step["limit_ms"]) for step in data[1:2]] == [("count-up", 40_000, 60_000)]
    assert (data[3]["breaths"], data[4]["least_ms"], data[1]["load"], data[0]["optional"]) == (
        5,
        30_000,
        "red band",
        True,
    )
