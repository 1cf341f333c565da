"""The table of columns: it agrees with the tables of the database, and a line more in it goes the whole way."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.checkout import ROOT
from tests.past import a_session, a_step
from trunktimer.history.columns import (
    COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    STEP_COLUMNS,
    Column,
    Grain,
    Kind,
    session_of,
)
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.rows import OWN_SQL, PART_SQL, SESSION_SQL, SqlColumn
from trunktimer.history.store.schema import migrate
from trunktimer.session.record import SetRecord, StepRecord

#: What each table has beside the columns of records.
_BESIDE: Final = {
    "session": {"id", "owner", "bookmark", "deleted_ms"},
    "part": {"id"},
    "step": {"session_id", "part_id"},
}


@pytest.mark.parametrize(("table", "columns"), [("session", SESSION_SQL), ("part", PART_SQL), ("step", OWN_SQL)])
def test_the_tables_have_the_columns_with_their_types(table: str, columns: tuple[SqlColumn, ...]) -> None:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, "history", lambda old: None)
        found = connection.execute(f"SELECT name, type, [notnull] FROM pragma_table_info('{table}')").fetchall()
    there = {name: type + (" NOT NULL" if is_never_null else "") for name, type, is_never_null in found}
    assert {name: type for name, type in there.items() if name not in _BESIDE[table]} == {
        column.name: column.type for column in columns
    }


def test_every_field_of_a_step_and_of_a_set_has_its_column() -> None:
    for record, columns in ((StepRecord, STEP_COLUMNS), (SetRecord, SET_COLUMNS)):
        assert sorted(column.field for column in columns if not column.of_session) == sorted(record._fields)


def test_the_columns_of_a_session_are_all_it_takes_to_make_one() -> None:
    record = a_session()
    values = {
        "feedback.note": record.feedback.note,
        **{name: getattr(record, name) for name in record.__slots__ if name != "feedback"},
    }
    assert session_of(values) == record
    assert {column.field for column in SESSION_COLUMNS if not column.derived} >= set(values)


def test_a_time_span_is_in_seconds_in_the_csv_and_says_so_in_its_name() -> None:
    span, number = Column("spent_ms", Kind.MS), Column("load", Kind.NUMBER, unit="kg")
    assert (span.key, span.name, span.unit) == ("spent_ms", "spent_s", "s")
    assert (number.key, number.name, number.unit) == ("load", "load", "kg")


def test_what_the_page_cannot_say_is_not_in_the_csv() -> None:
    assert all(column.means for grain in Grain for column in COLUMNS[grain])


#: A line more for a record, and for its table. Older tables and older files do not have it.
_FIELDS: Final = {
    "class SessionRecord:": '    speed: float = 1.0\n    load: str = "none"\n    is_counted: bool = False\n',
    "class StepRecord(NamedTuple):": "    left_out: bool = False\n    pain: int | None = None\n",
}
_MORE: Final = {
    "SESSION_COLUMNS: Final = (": (
        '    Column("load", Kind.TEXT, "what was held", absent="none", since=3),\n'
        '    Column("is_counted", Kind.BOOLEAN, "whether it counts", absent="false", since=3),\n'
    ),
    "STEP_COLUMNS: Final = (": '    Column("pain", Kind.WHOLE, "pain", most=10, empty=True, absent="", since=3),\n',
}
_TRY: Final = """
import io, json, sys
from dataclasses import replace
from pathlib import Path
from tests.past import FakeHistory, a_session, a_step
from trunktimer.commands.history_text import show_history
from trunktimer.history.csv.export import export_file, write_sessions, write_steps
from trunktimer.history.csv.reading import read_history
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder

old, folder = Path(sys.argv[1]), Path(sys.argv[2])
record, steps = a_session(1, load="5 kg, red", is_counted=True), [a_step(0, pain=3), a_step(1)]
history = open_history(HistoryFolder(old), "now")  # written without the columns
(before, old_steps), = history.all_steps(Wanted())
assert (before.load, before.is_counted, old_steps[0].pain) == ("none", False, None), before
history.add([(record, steps)])
assert (history.session(record.uid), history.steps(record.uid)) == (record, steps)
files = [folder / "sessions.csv", folder / "steps.csv"]
export_file(files[0], lambda out: write_sessions([record], out))
export_file(files[1], lambda out: write_steps([(record, steps)], out))
assert "load,is_counted" in files[0].read_text() and '"5 kg, red",true' in files[0].read_text()
assert list(read_history(files)) == [(record, steps)]
names = files[0].read_text().splitlines()[0].removesuffix(",load,is_counted").split(",")
export_file(files[0], lambda out: write_sessions([record], out, columns=names))
assert list(read_history(files)) == [(replace(record, load="none", is_counted=False), steps)]
out = io.StringIO()
show_history(FakeHistory([(record, steps)]), out, format="json")
(shown,) = json.loads(out.getvalue())["sessions"]
assert (shown["load"], shown["is_counted"]) == ("5 kg, red", True)
"""


def test_a_column_more_is_a_line_more_and_goes_the_whole_way(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    with contextlib.closing(open_history(HistoryFolder(old), "before")) as history:
        history.add([(a_session(2), [a_step()])])
    for package in ("trunktimer", "tests"):
        shutil.copytree(ROOT / package, new / package, ignore=shutil.ignore_patterns("__pycache__", "golden"))
    for assets in ("assets", "routines"):
        (new / assets).symlink_to(ROOT / assets)
    record = new / "trunktimer" / "session" / "record.py"
    text = record.read_text(encoding="utf-8")
    for head, lines in _FIELDS.items():
        first = lines.splitlines(keepends=True)[0]
        begin, found, rest = text.partition(head)
        assert found and first in rest
        text = begin + found + rest.replace(first, lines, 1)
    record.write_text(text, encoding="utf-8")
    columns = new / "trunktimer" / "history" / "columns.py"
    text = columns.read_text(encoding="utf-8")
    for head, lines in _MORE.items():
        begin, found, rest = text.partition(head)
        assert found
        text = begin + found + rest.replace("\n)\n", f"\n{lines})\n", 1)
    columns.write_text(text, encoding="utf-8")
    words = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(new)!r})\n{_TRY}", str(old), str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=new)
    assert done.returncode == 0, done.stderr
