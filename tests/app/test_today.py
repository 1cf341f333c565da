"""`trunktimer today` as others run it."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.program.programs import MONDAY, session
from trunktimer.app.cli import main
from trunktimer.foundation.places import find_places
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder

FILE = """format = 2
name = "{name}"
[program]
{program}
[[block]]
movement = "bridge"
reps = 3
"""
MORE = 'days = ["mon", "wed"]\nfrom = 2026-03-02\nuntil = 2026-04-05'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is seen or touched; their wall is that of Berlin."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return tmp_path


@pytest.fixture
def folder(home: Path) -> Path:
    """Three routines of which two are prescribed: the one with its hours, and the other on some days."""
    made = home / "sheets"
    made.mkdir()
    (made / "a.toml").write_text(
        FILE.format(name="Hourly", program='every = "4 h"\nbetween = "8:00-20:00"\nfrom = 2026-03-02')
    )
    (made / "b.toml").write_text(FILE.format(name="Sheet", program=MORE))
    (made / "c.toml").write_text(FILE.replace("[program]\n", "").format(name="Free", program=""))
    return made


def keep(*records: Any) -> None:
    with contextlib.closing(open_history(HistoryFolder(find_places().history), "now")) as history:
        history.add([(record, []) for record in records])


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(("today", *words))
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_units_of_a_day_are_told_as_data(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    keep(session(1, MONDAY, 8.2), session(2, MONDAY, 8.3, active_ms=5_000))
    words = ("--routines", str(folder), "--date", "2026-03-02", "--at", "17:00", "--format", "json")
    code, out, err = run(capsys, *words)
    data = json.loads(out)
    assert (code, err, data["format"], data["date"]) == (0, "", 1, "2026-03-02")
    assert [(one["routine"], one["state"], one["from"], one["until"], one["done"]) for one in data["units"]] == [
        ("b", "due", "2026-03-02T03:00", "2026-03-03T03:00", 0),
        ("a", "done", "2026-03-02T08:00", "2026-03-02T12:00", 1),
        ("a", "overdue", "2026-03-02T12:00", "2026-03-02T16:00", 0),
        ("a", "due", "2026-03-02T16:00", "2026-03-02T20:00", 0),
        ("a", "later today", "2026-03-02T20:00", "2026-03-03T00:00", 0),
    ]
    assert data["units"][0] == {
        "routine": "b",
        "state": "due",
        "from": "2026-03-02T03:00",
        "until": "2026-03-03T03:00",
        "done": 0,
        "wanted": 1,
        "session": None,
        "name": "Sheet",
    }
    assert data["units"][1]["session"] == session(1, 0).uid


@pytest.mark.parametrize(
    ("day", "state"), (("2026-03-03", "rest day"), ("2026-03-04", "due"), ("2026-04-06", "over"), ("2026-03-01", None))
)
def test_days_without_a_unit_say_why(
    capsys: pytest.CaptureFixture[str], folder: Path, day: str, state: str | None
) -> None:
    words = ("--routines", str(folder), "--date", day, "--at", "9:00", "--format", "json")
    units = json.loads(run(capsys, *words)[1])["units"]
    assert next((one["state"] for one in units if one["routine"] == "b"), None) == state


def test_a_person_reads_lines(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    keep(session(1, MONDAY, 8.2), session(2, MONDAY, 8.3, active_ms=5_000))
    code, out, _ = run(capsys, "--routines", str(folder), "--date", "2026-03-02", "--at", "17:00")
    assert (code, out.splitlines()) == (
        0,
        [
            "Monday, 2 March 2026",
            "  due          Sheet",
            "  done         Hourly",
            "  overdue      Hourly, since 16:00",
            "  due          Hourly",
            "  later today  Hourly, from 20:00",
            "",
            "Sheet: nothing was prescribed so far",
            "Hourly: 1 of 2 prescribed (50 %); 1 false start left out",
        ],
    )


def test_the_night_belongs_to_the_day_before_as_preferences_say(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    words = ("--routines", str(folder), "--date", "2026-03-03", "--at", "3:30", "--format", "json")
    assert json.loads(run(capsys, *words)[1])["date"] == "2026-03-03"
    config = find_places().config
    config.mkdir(parents=True)
    (config / "preferences.toml").write_text("day_ends_at = 4\n")
    assert json.loads(run(capsys, *words)[1])["date"] == "2026-03-02"


def test_a_day_without_a_time_is_told_from_its_end_if_it_is_past(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    def told(day: str) -> list[str]:
        out = run(capsys, "--routines", str(folder), "--date", day, "--format", "json")[1]
        return [one["state"] for one in json.loads(out)["units"] if one["routine"] == "a"]

    assert told("2026-03-03") == ["overdue"] * 4
    assert told("2199-03-03") == ["later today"] * 4


def test_where_nothing_is_prescribed_it_says_how_to(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 0 and out.splitlines()[1].startswith("Nothing is prescribed. In a routine's file [program] says")
    assert json.loads(run(capsys, "--format", "json")[1])["units"] == []


def test_a_file_with_faults_is_told_and_the_others_are_taken(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "d.toml").write_text(FILE.format(name="Odd", program="times_per_day = 0"))
    code, out, err = run(capsys, "--routines", str(folder), "--date", "2026-03-02", "--at", "17:00", "--format", "json")
    assert code == 0 and "d.toml:4: program.times_per_day" in err and len(json.loads(out)["units"]) == 5


@pytest.mark.parametrize(
    ("words", "says"),
    (
        (("--at", "25:00"), '"25:00" is no time of day; write it as 8:30'),
        (("--at", "8"), '"8" is no time of day'),
        (("--at", "8:60"), '"8:60" is no time of day'),
        (("--date", "3 March"), '"3 March" is no day'),
        (("--routines", "/nowhere"), "/nowhere is no folder"),
    ),
)
def test_what_cannot_be_meant_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str) -> None:
    code, _, err = run(capsys, *words)
    assert code != 0 and says in err
