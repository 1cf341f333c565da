"""Whatever stands in a file: a sentence with its line, and never anything else."""

import re
import time
from random import Random

import pytest

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.errors import FileFaults
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.toml.canonical import canonical
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.routine_hints import BLOCK_KEYS, DEFAULTS_KEYS, PROGRAM_KEYS, ROUTINE_KEYS

DOCS = (ROOT / "docs" / "routine-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
HEAD = 'format = 2\nname = "T"\n'
BLOCK = '[[block]]\nmovement = "bridge"\n'
BAD = [
    *("0", "-1", "true", "[]", "{}", '""', '"nonsense"', "1e400", "nan", "-0.0", "2026-01-01", "07:30:00"),
    *("99999999999999999999", '"99999999999 s"', '"-5 s"', '"5-"', '"5 s-3 s"', "[0]", '["x"]', "[[1]]", "[1, {}]"),
    *('"0 breaths"', '"9-2 breaths"', '"99999 breaths"', '"+"', '"s+"', '"0 s+"', '"max 0 s"', '"60 s+ max 10 s"'),
    *(
        '"3-1-2"',
        '"0-0-0-0"',
        '"9999-1-1-1"',
        '"3-x-1-0"',
        "{ left = 0, right = 1 }",
        "{ left = 1 }",
        "{ up = 1, down = 2 }",
    ),
    *(
        '"\\u0000"',
        '"\\u202e"',
        f'"{"x" * 5000}"',
        "'''a\nb'''",
        "[5, 5, 5]",
        "[true, false]",
        '"31:99-32:00"',
        '"mon-noday"',
    ),
]


def told(text: str) -> list[str]:
    """The faults of a text, each of them one line with its place; none if it can be compiled."""
    before = time.monotonic()
    try:
        compile_routine(parse_routine(text, "t.toml", MOVEMENTS), MOVEMENTS)
        faults = []
    except FileFaults as found:
        faults = [str(fault) for fault in found.faults]
        assert faults
    assert time.monotonic() - before < 2
    for fault in faults:
        assert re.match(r"t\.toml:\d+: ", fault) and "\n" not in fault and len(fault) < 700, fault
    return faults


@pytest.mark.parametrize("key", sorted(BLOCK_KEYS - {"block"}))
def test_a_bad_value_in_a_block_is_told(key: str) -> None:
    for value in BAD:
        told(f"{HEAD}{BLOCK}{key} = {value}\n")
        told(f"{HEAD}{BLOCK}reps = 3\nsets = 2\n{key} = {value}\n")


@pytest.mark.parametrize("key", sorted(ROUTINE_KEYS - {"block", "format"}))
def test_a_bad_value_at_the_top_is_told(key: str) -> None:
    for value in BAD:
        told(f"format = 2\n{key} = {value}\n{BLOCK}reps = 3\n")


@pytest.mark.parametrize("key", sorted(DEFAULTS_KEYS))
def test_a_bad_value_in_the_defaults_is_told(key: str) -> None:
    for value in BAD:
        told(f"{HEAD}[defaults]\n{key} = {value}\n{BLOCK}reps = 3\n")


@pytest.mark.parametrize("key", sorted(PROGRAM_KEYS))
def test_a_bad_value_in_the_program_is_told(key: str) -> None:
    for value in BAD:
        told(f"{HEAD}[program]\n{key} = {value}\n{BLOCK}reps = 3\n")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('tempo = "3-x-1-0"', "holds an X"),
        ('tempo = "0-1-2-0"', "in no time"),
        ('tempo = "3-1-2-0"\nhold = "5 s"', '"tempo" says the time of "hold" as well'),
        ('hold = "max"\nreps = 5', "write sets = 5"),
        ('hold = "as needed"', 'of work say "max"'),
        ('rest = "max"\nreps = 3', 'of a rest say "as needed"'),
        ('reps = "max"\nhold = "5 s"', "at your own speed"),
        ('duration = "max"\nraise = "2 s"', "has no tempo"),
        ('duration = "60 s"\nhold = "max"', "the duration ends the work"),
        ('hold = ["1 s", "2 s"]\nreps = [1, 2, 3]', "hold has 2 values and reps has 3"),
        ("reps = [8, 6]\nsets = 3", "reps gives 2 sets"),
        (
            'reps = 10\nload = ["1 kg", "2 kg"]\nrest_between_sets = ["1 s", "2 s", "3 s"]',
            "rest_between_sets has 3 values",
        ),
        ("sets = { left = 2, right = 1 }\nreps = 3", "need sides"),
        ('sides = "left"\nsets = { left = 2, right = 1 }\nreps = 3', "names both"),
        ('sides = "left"\nfirst_side = "right"\nreps = 3', "where one side is done"),
        ('sides = ["left", "alternate-reps"]\nreps = 3', "a list is not known here"),
        ('every = "1 min"\nreps = 15', "add sets = 10"),
        (
            'every = "1 min"\nreps = 15\nsets = 10\npace = "timed"',
            "too short for the work in it, which takes 2 min 15 s",
        ),
        ('every = "1 min"\nreps = 5\nsets = 10\nrest_between_sets = "5 s"', "leave this out"),
        ('raise = "none"\nhold = "none"\nlower = "none"\nreps = 3', "nothing left to do"),
        ("load = 4\nreps = 3", 'load = "4 kg"'),
        ("breath_beats = [5, 5]\nreps = 3", "add bpm and pulses"),
        ('optional = "yes"\nreps = 3', "neither true nor false"),
    ],
)
def test_what_contradicts_itself_is_told_with_what_would_be_right(rows: str, said: str) -> None:
    faults = told(f"{HEAD}{BLOCK}{rows}\n")
    assert len(faults) == 1 and said in faults[0], faults


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('every = "2 h"', 'between = "8:00-20:00"'),
        ('between = "8-20"', 'every = "2 h"'),
        ('every = "2 h"\nbetween = "8-20"\ntimes_per_day = 3', "keep either every or times_per_day"),
        ('every = "13 h"\nbetween = "8-20"', "longer than the hours"),
        ('days = "mon"\ndays_per_week = 3', "keep either days or days_per_week"),
        ("weeks = 6\nuntil = 2026-03-03", "keep either weeks or until"),
        ("from = 2026-03-03\nuntil = 2026-03-02", "ends before it begins"),
        ("from = 2026-03-03T10:00:00", "is no date"),
        ("times_per_day = 25", "24 is the most"),
        ("days_per_week = 8", "7 is the most"),
    ],
)
def test_a_program_that_contradicts_itself_is_told(rows: str, said: str) -> None:
    faults = told(f"{HEAD}[program]\n{rows}\n{BLOCK}reps = 3\n")
    assert len(faults) == 1 and said in faults[0], faults


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("frequency = 3", "[program], such as times_per_day = 3"),
        ("times_per_week = 3", "days_per_week = 3"),
        ("times_per_day = 3", "belongs in [program]"),
        ('weight = "4 kg"', 'load = "4 kg"'),
        ("rounds = 3", "repeat = 3"),
        ('notes = "x"', "note ="),
        ('side = "left"', 'sides = "left"'),
        ("max = true", 'reps = "max"'),
        ("amrap = true", 'reps = "max"'),
        ("breaths = 5", 'hold = "5 breaths"'),
        ("emom = true", 'every = "1 min"'),
        ('rest_between_reps = "3 s"', 'write rest = "3 s"'),
        ('Hold = "3 s"', 'did you mean "hold"'),
        ('rest-between-sets = "3 s"', 'did you mean "rest_between_sets"'),
        ('holt = "3 s"', 'did you mean "hold"'),
        ('reps = "3 x 10"', "write 3 at sets and 10 at reps"),
    ],
)
def test_what_people_write_is_answered_with_where_it_goes(row: str, said: str) -> None:
    (fault,) = told(f"{HEAD}{BLOCK}hold = 5\n{row}\n") if not row.startswith("hold") else told(f"{HEAD}{BLOCK}{row}\n")
    assert said in fault


@pytest.mark.parametrize("key", ["colour", "xyzzy", "q"])
def test_a_key_that_is_near_to_nothing_gets_no_hint(key: str) -> None:
    (fault,) = told(f"{HEAD}{BLOCK}reps = 3\n{key} = 1\n")
    assert fault.endswith(f'unknown key "{key}"')


@pytest.mark.parametrize(
    "row", ['hold = "to failure"', 'rest_between_sets = "½ min"', 'rest = "nach Bedarf"', 'hold = "5 slow breaths"']
)
def test_what_was_refused_and_is_clear_is_read(row: str) -> None:
    assert told(f"{HEAD}{BLOCK}sets = 2\nraise = 2\n{row}\n") == []


def test_a_file_in_an_older_format_is_told_which_of_its_keys_it_does_not_know() -> None:
    faults = told(f'format = 1\nname = "T"\n{BLOCK}hold = "max"\nload = "4 kg"\nsides = "left"\n')
    assert len(faults) == 3 and all("write format = 2" in fault for fault in faults)
    (fault,) = told(f'format = 3\nname = "T"\nmarvel = true\n{BLOCK}reps = 3\n')
    assert "for a newer TrunkTimer" in fault


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_mutated_files_are_read_or_told(part: int) -> None:
    random = Random(part)
    words = sorted(BLOCK_KEYS | PROGRAM_KEYS | ROUTINE_KEYS)
    for _ in range(100):
        text = random.choice(EXAMPLES)
        for _ in range(random.randint(1, 4)):
            at = random.randrange(len(text) + 1)
            match random.randint(0, 4):
                case 0:
                    text = text[:at] + text[at + random.randint(1, 12) :]
                case 1:
                    text = text[:at] + random.choice('"[]{}=\n#-+0123456789 .,\\') + text[at:]
                case 2:
                    rows = text.splitlines(keepends=True)
                    row = random.choice(rows)
                    text = text.replace(row, row + random.choice(rows), 1)
                case 3:
                    text = re.sub(r"(?<== ).+", lambda found: random.choice([found[0]] * 3 + BAD), text, count=4)
                case _:
                    text += f"{random.choice(words)} = {random.choice(BAD)}\n"
        if not told(text):
            assert not told(canonical(text))
