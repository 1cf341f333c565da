"""The index of keys is that of the models, and each of its examples is read."""

import runpy
from typing import Any

import pytest

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.routine.toml.routine_file import parse_routine

INDEX: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "docs" / "format_index.py"))
TEXT = (ROOT / "docs" / "routine-format.md").read_text(encoding="utf-8")
HEAD = 'format = 2\nname = "It"\n'
#: What a key needs beside it, and what it takes the place of.
BESIDE = {
    "first_side": 'sides = "one-then-other"\nreps = 3\n',
    "switch": 'sides = "one-then-other"\nreps = 3\n',
    "sets": 'sides = "one-then-other"\nreps = 3\n',
    "pulses": "bpm = 60\n",
    "bpm": 'duration = "30 s"\n',
    "accent_every": 'duration = "30 s"\nbpm = 60\n',
    "breath_beats": "pulses = 10\nbpm = 60\n",
    "every": "sets = 3\nreps = 10\n",
    "name": "hold = 3\n",
    "phase": "reps = 3\n",
    "reps": "",
    "hold": "",
    "duration": "",
    "movement": "reps = 3\n",
}
BESIDE_IN_PROGRAM = {"every": 'between = "8:00-20:00"\n', "between": 'every = "2 h"\n'}
GROUPED = ("repeat", "rest_between_blocks", "rest_between_rounds")


def routine_with(table: str, key: str, value: str) -> str:
    """A routine with one key in one table."""
    entry = f"{key} = {value}\n"
    block = '[[block]]\nmovement = "bridge"\nreps = 3\n'
    match table:
        case "top":
            lines = [line for line in HEAD.splitlines(keepends=True) if not line.startswith(key)]
            return "".join(lines) + entry + block
        case "`[defaults]`":
            return f"{HEAD}[defaults]\n{entry}{block}"
        case "`[program]`":
            return f"{HEAD}[program]\n{entry}{BESIDE_IN_PROGRAM.get(key, '')}{block}"
        case "phase":
            said = {"do": 'do = "raise"', "time": 'time = "2 s"'} | {key: entry.strip()}
            return f'{HEAD}[[block]]\nmovement = "bridge"\nreps = 3\nphase = [{{ {", ".join(said.values())} }}]\n'
    if key in GROUPED:
        return f"{HEAD}[[block]]\n{entry}{block.replace('[[block]]', '[[block.block]]')}"
    what = "" if key in ("movement", "name") else 'movement = "bridge"\n'
    return f"{HEAD}[[block]]\n{what}{BESIDE.get(key, 'reps = 3' + chr(10))}{entry}"


CASES = [
    (table, key, INDEX["example_token"](key, example))
    for key, tables in INDEX["keys"]().items()
    for table, field in tables.items()
    for example in field.examples or []
]


def test_the_index_is_fresh() -> None:
    assert INDEX["with_index"](TEXT) == TEXT, "run: python packaging/docs/format_index.py"


def test_every_key_has_an_example() -> None:
    shown = {(table, key) for table, key, _ in CASES}
    tables = {"block", "defaults", "program"}
    assert {(table, key) for key, at in INDEX["keys"]().items() for table in at if key not in tables} == shown


@pytest.mark.parametrize(("table", "key", "value"), CASES)
def test_every_example_is_read(table: str, key: str, value: str) -> None:
    parse_routine(routine_with(table, key, value), "it.toml", MOVEMENTS)
