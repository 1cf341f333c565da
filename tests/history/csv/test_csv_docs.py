"""What `docs/csv.md` shows is true: its tables are those of the program, and its rows what the program writes."""

import io
import re
from pathlib import Path
from typing import Final

import pytest

from tests.checkout import ROOT
from tests.past import a_session, a_step
from trunktimer.commands.cli_parser import COMMANDS
from trunktimer.foundation.moments import moment_token
from trunktimer.history.columns import COLUMNS, CellType, Grain
from trunktimer.history.csv.cells import RUNNING_SIGNS, excel_form, read_sleeps, read_time, sleeps_text
from trunktimer.history.csv.export import write_sessions, write_sets, write_steps
from trunktimer.history.csv.reading import read_history
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Feedback, Sleep

DOCS: Final = (ROOT / "docs" / "csv.md").read_text(encoding="utf-8")
SESSION: Final = a_session(
    1,
    uid="7c1f0e5b9a3d4c62a8e0b1d2f3a4c5e6",
    routine_hash="5d41402abc4b2a76b9719d911017c592",
    slept_ms=1_800_000,
    steps=3,
    work_steps=2,
    short_steps=1,
    sleeps=(Sleep(at_ms=40_000, slept_ms=1_800_000),),
    feedback=Feedback(effort=4, pain_before=3, pain_after=2, note='=SUM(A1) is no formula here, "really"'),
)
_LEAD_IN: Final = {"kind": StepKind.LEAD_IN, "phase": "lead-in", "set": 0, "rep": 0}
STEPS: Final = [
    a_step(0, **_LEAD_IN, planned_ms=5_000, min_ms=None, actual_ms=5_000, ended_ms=5_000),
    a_step(1, actual_ms=11_250, outcome=Outcome.RELEASED, ended_ms=16_250),
    a_step(2, rep=2, ended_ms=28_750),
]


def section(grain: Grain) -> str:
    found = re.search(rf"^## {grain.value.capitalize()}\n(.*?)(?=^## |\Z)", DOCS, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def example(grain: Grain) -> str:
    found = re.findall(r"```csv\n(.*?)```", section(grain), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("grain", Grain)
def test_tables_say_name_type_unit_range_need_and_meaning_of_every_column(grain: Grain) -> None:
    lines = [line.strip("|").split("|") for line in section(grain).splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line] for line in lines]
    assert head == ["column", "type", "unit", "range", *(["import"] if grain is not Grain.SETS else []), "meaning"]
    assert rows == [
        [
            f"`{column.name}`",
            column.type.value,
            column.unit,
            column.range,
            *(["needed" if column.needed else ""] if grain is not Grain.SETS else []),
            column.means,
        ]
        for column in COLUMNS[grain]
    ]


@pytest.mark.parametrize("grain", Grain)
def test_example_rows_are_what_is_written(grain: Grain) -> None:
    out = io.StringIO(newline="")
    match grain:
        case Grain.SESSIONS:
            write_sessions([SESSION], out)
        case Grain.SETS:
            write_sets([(SESSION, STEPS)], out)
        case Grain.STEPS:
            write_steps([(SESSION, STEPS)], out)
    assert example(grain) == out.getvalue().replace("\r\n", "\n")


def test_example_rows_can_be_imported(tmp_path: Path) -> None:
    paths = [tmp_path / "sessions.csv", tmp_path / "steps.csv"]
    for path, grain in zip(paths, (Grain.SESSIONS, Grain.STEPS), strict=True):
        path.write_text(example(grain), encoding="utf-8")
    assert list(read_history(paths)) == [(SESSION, STEPS)]


def test_names_of_columns_are_small_letters_and_times_have_their_unit() -> None:
    for columns in COLUMNS.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch("[a-z]+(_[a-z]+)*", name) for name in names)
        assert all((column.unit == "s") == column.name.endswith("_s") for column in columns)


def test_signs_that_are_guarded_are_named() -> None:
    names = {"\t": "tab", "\r": "CR", "\n": "LF"}
    (said,) = re.findall(r"those that begin with (`=`.*?);", DOCS, re.DOTALL)
    for sign in RUNNING_SIGNS:
        assert names.get(sign, f"`{sign}`") in said


def test_the_time_and_the_sleeps_shown_are_in_the_form_that_is_written() -> None:
    (time,) = set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d\d:\d\d(?=`)", DOCS))
    assert moment_token(read_time(time)) == time
    (sleeps,) = re.findall(r"`([\d.]+\+[\d.]+ [\d.+ ]+)`", DOCS)
    assert sleeps_text(read_sleeps(sleeps)) == sleeps and len(read_sleeps(sleeps)) == 2


def test_types_are_those_of_the_tables() -> None:
    assert {column.type for columns in COLUMNS.values() for column in columns} == set(CellType)


def test_the_form_for_excel_is_as_the_page_says() -> None:
    comma, point = excel_form(","), excel_form(".")
    assert (comma.separator, comma.decimal, point.separator, point.decimal) == (";", ",", ",", ".")
    assert "where numbers have a decimal comma, cells are parted by semicolons" in " ".join(DOCS.split())


def test_commands_shown_are_there() -> None:
    assert (
        set(re.findall(r"^    trunktimer ([\w-]+)", DOCS, re.MULTILINE))
        == {"export", "import-history"}
        <= set(COMMANDS)
    )
