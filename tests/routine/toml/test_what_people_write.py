"""What people write on the way to a routine: it is read, or answered with what would be right, and led nowhere else."""

import pytest

from tests.library import MOVEMENTS
from trunktimer.foundation.errors import FileFaults
from trunktimer.routine.doubts import doubts_of
from trunktimer.routine.routine import Count, MostReps, Routine
from trunktimer.routine.timing import OpenEnd
from trunktimer.routine.toml.routine_file import parse_routine

HEAD = 'format = 2\nname = "T"\n'
BLOCK = '[[block]]\nmovement = "bridge"\n'


def written(text: str) -> Routine:
    return parse_routine(text, "t.toml", MOVEMENTS)


def answer(text: str) -> str:
    """All that is said of a text, without the places."""
    with pytest.raises(FileFaults) as found:
        written(text)
    return "\n".join(fault.what for fault in found.value.faults)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('weight = "5 kg"', 'write load = "5 kg"'),
        ("weight = 5", 'write load = "4 kg"'),
        ('resistance = "red band"', 'write load = "red band"'),
        ('side = "right"', 'write sides = "right"'),
        ("metronome = 90", "write bpm = 90"),
        ("up = 3", "write raise = 3"),
        ('pause_top = "1 s"', 'write hold = "1 s"'),
        ("times = 12", "write reps = 12"),
        ("left = 3", "write sets = { left = 3, right = 2 }"),
        ('rest_after_set = "40 s"', 'write rest_between_sets = "40 s"'),
        ('rest_between_exercises = "20 s"', 'write rest_between_blocks = "20 s"'),
        ('rest_between_circuits = "2 min"', 'write rest_between_rounds = "2 min"'),
        ('rest_between_sides = "8 s"', 'write switch = "8 s"'),
        ('get_ready = "15 s"', 'write lead_in = "15 s"'),
        ('distance = "5 km"', 'write note = "5 km"'),
        ("pain = 3", "asked after the session"),
        ("rounds = 4", "of one exercise write sets = 3; of several: a [[block]] with repeat = 4"),
        # values that mean something else under the right key are not taken over
        ("breaths = 5", 'write hold = "5 breaths"'),
        ("minutes = 2", 'write duration = "60 s"'),
        ("max = 30", 'write reps = "max"'),
        ("emom = 10", 'write every = "1 min"'),
        ('sides = "left leg"', 'write sides = "left"'),
        ('sides = "R"', 'write sides = "right"'),
        ('sides = "each side"', '"one-then-other"'),
        ('sides = "alternating"', '"alternate-reps" to change with each rep'),
        ('sides = "weak"', "name the side"),
        ('optional = "if it hurts"', "optional = true, and when in a note"),
        ("optional = yes", "write optional = true, in small letters"),
        ("optional = True", "write optional = true, in small letters"),
        ('hold = "forever"', '"forever" is not a time; write "30 s", "10-15 s", "5 breaths", "max" or "40 s+"'),
        ('hold = "a few seconds"', '"a few seconds" is not a time'),
        ('rest = "a while"', '"as needed" or "30 s+"; for no pause write "none"'),
        ('reps = "3 sets of 10"', "write 3 at sets and 10 at reps"),
        ("reps = 3 x 10", "write 3 at sets and 10 at reps"),
        ('reps = "10 each side"', "write reps = 10"),
        ('reps = "8-12/side"', 'write reps = "8-12"'),
        ('reps = "10-8-6"', "[10, 8, 6]"),
        ('reps = "[10, 8]"', "[10, 8]"),
        ("reps = 10, 8, 6", "in brackets: reps = [10, 8, 6]"),
        ("hold = “30 s”", 'straight ones here: hold = "30 s"'),
        ('movement_cue = "x"', 'unknown key "movement_cue"'),
    ],
)
def test_in_a_block(row: str, said: str) -> None:
    reps = "" if row.startswith("reps") else "reps = 3\n"
    said_of = answer(f"{HEAD}{BLOCK}{reps}{row}\n")
    assert said in said_of and "\n" not in said_of
    assert "did you mean" not in said_of


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('duration = "6 weeks"', 'write weeks = "6 weeks"'),
        ("months = 2", "write weeks = 6"),
        ('frequency = "3 x a day"', 'write times_per_day = "3 x a day"'),
        ("times_per_week = 2", "write days_per_week = 2"),
        ('days = "daily"', "leave days out"),
        ('every = "2 hours while awake"', 'write every = "2 h" and between = "8:00-20:00"'),
        ('weeks = "4-6"', "write the most, such as 6"),
        ('days_per_week = "every other day"', '"every other day" is not a whole number'),
        ('times_per_day = "3 x a week"', '"3 x a week" is not a whole number'),
    ],
)
def test_in_a_program(rows: str, said: str) -> None:
    assert said in answer(f"{HEAD}[program]\n{rows}\n{BLOCK}reps = 3\n")


def test_a_program_reads_what_is_plain() -> None:
    rows = 'times_per_day = "3 x"\nweeks = "6 weeks"\ndays = "Mon, Wed and Fri"\n'.replace(" and", ",")
    program = written(f"{HEAD}[program]\n{rows}{BLOCK}reps = 3\n").program
    assert program is not None and (program.times_per_day, program.weeks) == (Count(3, 3), 6)
    rows = 'every = "2 h"\nbetween = "8 am - 12 pm"\n'
    program = written(f"{HEAD}[program]\n{rows}{BLOCK}reps = 3\n").program
    assert program is not None and program.between == (480, 720)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('description = "x"\n' + BLOCK + "reps = 3\n", 'write summary = "'),
        ("times = 3\n" + BLOCK + "reps = 3\n", "such as times_per_day = 3"),
        ('[[exercise]]\nmovement = "bridge"\nreps = 3\n', "write [[block]]"),
        ("[[block]]\nsets = 3\n[[block.block]]\nmovement = 'bridge'\nreps = 3\n", "write repeat = 3"),
        ('[[block]]\nmovement = "rest"\nduration = "1 min"\n', 'nothing but its time: rest = "1 min"'),
    ],
)
def test_around_the_blocks(text: str, said: str) -> None:
    assert said in answer(HEAD + text)


@pytest.mark.parametrize(
    ("row", "reps"),
    [
        ('reps = "10 reps"', Count(10, 10)),
        ('reps = "8-12 x"', Count(8, 12)),
        ('reps = "to failure"', MostReps()),
        ('reps = "at least 10"', MostReps(Count(10, 10))),
        ('reps = ">= 10"', MostReps(Count(10, 10))),
        ('reps = "10 or more"', MostReps(Count(10, 10))),
    ],
)
def test_reps_that_are_plain_are_read(row: str, reps: Count | MostReps) -> None:
    assert written(f"{HEAD}{BLOCK}{row}\n").blocks[0].reps == (reps,)


@pytest.mark.parametrize(
    ("row", "ms"), [("~10 s", 10_000), ("approx. 10 s", 10_000), ("ca. 10 s", 10_000), ("1 1/2 min", 90_000)]
)
def test_times_that_are_plain_are_read(row: str, ms: int) -> None:
    hold = written(f'{HEAD}{BLOCK}reps = 3\nhold = "{row}"\n').blocks[0].hold
    assert (hold.low_ms, hold.high_ms) == (ms, ms)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "aim_ms"),
    [("until recovered", None), ("at least 30 s, then as needed", 30_000), ("30 s then as needed", 30_000)],
)
def test_rests_that_are_plain_are_read(row: str, aim_ms: int | None) -> None:
    rest = written(f'{HEAD}{BLOCK}reps = 3\nsets = 2\nrest_between_sets = "{row}"\n').blocks[0].rest_between_sets
    assert isinstance(rest, OpenEnd) and (rest.aim.low_ms if rest.aim else None) == aim_ms  # type: ignore[union-attr]


def test_a_rest_between_sets_of_a_group_whose_blocks_have_none_is_doubted() -> None:
    group = '[[block]]\nrepeat = 3\nrest_between_sets = "1 min"\n[[block.block]]\nmovement = "bridge"\nreps = 3\n'
    (doubt,) = doubts_of(written(HEAD + group), MOVEMENTS)
    assert "write rest_between_rounds" in doubt.what and doubt.path == ("block", 0, "rest_between_sets")
    assert doubts_of(written(f"{HEAD}{group}sets = 2\n"), MOVEMENTS) == []
