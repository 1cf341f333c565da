"""The history as CSV: what is written can be read by others and comes back as it was; every fault has its line."""

import csv
import io
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library import MOVEMENTS
from tests.past import TODAY, a_session, a_step, some_past
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.moments import moment_token
from trunktimer.foundation.places import find_places
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import COLUMNS, Grain
from trunktimer.history.csv.cells import (
    PLAIN,
    CsvForm,
    excel_form,
    read_seconds,
    read_time,
    seconds_cell,
    text_cell,
)
from trunktimer.history.csv.export import (
    Cancelled,
    column_names,
    export_file,
    write_sessions,
    write_sets,
    write_steps,
)
from trunktimer.history.csv.reading import check_history, read_history
from trunktimer.history.reader import Wanted
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import StepKind
from trunktimer.routine.toml.routine_file import read_routine
from trunktimer.session.effects import Outcome, StepsSkipped
from trunktimer.session.record import Ending, Feedback, SessionRecord, Sleep, StepRecord, sets_of
from trunktimer.session.recording import Bookmark, Recording, resumed

WithSteps = tuple[SessionRecord, Sequence[StepRecord]]
FORMS: Final = (PLAIN, excel_form("."), excel_form(","))
PAST: Final = [(record, list(steps)) for record, steps in some_past(TODAY).all_steps(Wanted())]
AWKWARD: Final = ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'", "''=1", "'x")


def save(folder: Path, records: Sequence[WithSteps], form: CsvForm = PLAIN) -> tuple[Path, Path]:
    """Write sessions and steps into two files."""
    sessions, steps = folder / "sessions.csv", folder / "steps.csv"
    export_file(sessions, lambda out: write_sessions((record for record, _ in records), out, form=form))
    export_file(steps, lambda out: write_steps(records, out, form=form))
    return sessions, steps


def text_of(write: Callable[..., int], records: Sequence[Any], **options: Any) -> str:
    out = io.StringIO(newline="")
    write(records, out, **options)
    return out.getvalue()


# ---- there and back

signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(signs, max_size=12) | st.builds(
    lambda first, rest: first + rest, st.sampled_from((*AWKWARD, '"', ",", ";", "\r\n", "1/3", "2.1", "\ufeff")),
    st.text(signs, max_size=5),
)  # fmt: skip
times_ms = st.integers(0, 10**8) | st.integers(0, 10**15 - 1)
walls = st.builds(WallTime, st.integers(-(10**12), 10**13), st.integers(-1439, 1439))
uids = st.integers(0, 16**32 - 1).map(lambda number: f"{number:032x}") | st.sampled_from(("0" * 32, "1e5".zfill(32)))
pains = st.none() | st.integers(0, 10)
sessions = st.builds(
    SessionRecord,
    uid=uids,
    routine_key=texts,
    routine_name=texts,
    routine_hash=texts,
    level=st.integers(0, 100),
    started=walls,
    ended=st.none() | walls,
    zone=texts,
    speed=st.sampled_from((1.0, 10.0, 0.1)) | st.floats(1e-6, 1e6),
    ending=st.sampled_from((Ending.FINISHED, Ending.STOPPED, Ending.UNFINISHED)),
    planned_ms=times_ms,
    active_ms=times_ms,
    paused_ms=times_ms,
    slept_ms=times_ms,
    drift_ms=st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
    steps=st.integers(0, 10**15 - 1),
    work_steps=st.integers(0, 9),
    short_steps=st.integers(0, 9),
    sleeps=st.lists(st.builds(Sleep, at_ms=times_ms, slept_ms=times_ms), max_size=3).map(tuple),
    feedback=st.builds(
        Feedback, effort=st.none() | st.integers(1, 10), pain_before=pains, pain_after=pains, note=texts
    ),
)
counts = st.integers(0, 10**15 - 1) | st.integers(0, 12)
step_rows = st.builds(
    StepRecord,
    seq=st.just(0),
    load=texts,
    breaths=counts,
    counted_reps=st.none() | counts,
    counted_ms=st.none() | times_ms,
    index=counts,
    kind=st.sampled_from(StepKind),
    block=st.sampled_from(("", "1", "2.1", "2.10", "12.3.4")),
    rounds=st.sampled_from(("", "1/3", "1/3 2/2")),
    movement=texts,
    name=texts,
    phase=texts,
    side=st.sampled_from(("", "left", "right")),
    set=counts,
    sets=counts,
    rep=counts,
    reps=counts,
    planned_ms=times_ms,
    min_ms=st.none() | times_ms,
    actual_ms=times_ms,
    ended_ms=times_ms,
    outcome=st.sampled_from(Outcome),
    again=st.booleans(),
)


def numbered(rows: list[StepRecord]) -> list[StepRecord]:
    return [row._replace(seq=seq) for seq, row in enumerate(rows)]


histories = st.lists(
    st.tuples(sessions, st.lists(step_rows, max_size=4).map(numbered)), max_size=4, unique_by=lambda pair: pair[0].uid
)


@settings(max_examples=40)
@given(histories, st.sampled_from(FORMS))
def test_export_import_export_is_identical(
    tmp_path_factory: pytest.TempPathFactory, history: list[WithSteps], form: CsvForm
) -> None:
    folder = tmp_path_factory.mktemp("law")
    paths = save(folder, history, form)
    before = [path.read_bytes() for path in paths]
    again = list(read_history(paths))
    assert sorted(again, key=lambda pair: pair[0].uid) == sorted(history, key=lambda pair: pair[0].uid)
    order = {record.uid: at for at, (record, _) in enumerate(history)}
    again.sort(key=lambda pair: order[pair[0].uid])
    assert [path.read_bytes() for path in save(folder, again, form)] == before


@pytest.mark.parametrize("form", FORMS)
def test_half_a_year_comes_back_in_its_order_whichever_file_is_named_first(tmp_path: Path, form: CsvForm) -> None:
    one, other = save(tmp_path, PAST, form)
    assert list(read_history([one, other])) == PAST
    assert list(read_history([other, one])) == PAST


def test_steps_in_another_order_than_sessions_find_their_session(tmp_path: Path) -> None:
    sessions_file, _ = save(tmp_path, PAST)
    steps_file = tmp_path / "back.csv"
    export_file(steps_file, lambda out: write_steps(PAST[::-1], out))
    again = list(read_history([sessions_file, steps_file]))
    assert sorted(again, key=lambda pair: pair[0].started) == PAST


def test_a_history_may_come_in_many_files_and_partly_without_steps(tmp_path: Path) -> None:
    paths: list[Path] = []
    for at, part in enumerate((PAST[:20], PAST[20:])):
        (tmp_path / str(at)).mkdir()
        paths += save(tmp_path / str(at), part)
    found = check_history(paths[:3])
    assert (found.sessions, found.steps) == (len(PAST), sum(len(steps) for _, steps in PAST[:20]))
    assert list(found.records()) == PAST[:20] + [(record, []) for record, _ in PAST[20:]]
    assert list(read_history(paths)) == PAST


def test_columns_in_another_order_come_back_as_they_were(tmp_path: Path) -> None:
    sessions_file, steps_file = tmp_path / "a.csv", tmp_path / "b.csv"
    names, step_names = column_names(Grain.SESSIONS)[::-1], column_names(Grain.STEPS)[::-1]
    export_file(sessions_file, lambda out: write_sessions((record for record, _ in PAST), out, columns=names))
    export_file(steps_file, lambda out: write_steps(PAST, out, columns=step_names))
    assert list(read_history([sessions_file, steps_file])) == PAST


def test_optional_columns_may_be_left_out_and_count_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    optional = {"ended", "zone", "drift_s", "sleeps", "effort_rpe", "pain_before", "pain_after", "note"}
    names = [name for name in column_names(Grain.SESSIONS) if name not in optional]
    record = a_session(1, feedback=Feedback(effort=3, note="x"), sleeps=(Sleep(at_ms=1, slept_ms=2),))
    export_file(path, lambda out: write_sessions([record], out, columns=names))
    bare = replace(record, ended=None, zone="", drift_ms=None, sleeps=(), feedback=Feedback())
    assert list(read_history([path])) == [(bare, [])]


@pytest.mark.parametrize("text", AWKWARD)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    for form in FORMS:
        out = text_of(write_sessions, [a_session(1, routine_name=text)], form=form, columns=("uid", "routine_name"))
        (row,) = list(csv.reader(io.StringIO(out, newline=""), delimiter=form.separator))[1:]
        assert row[1] == "'" + text


@pytest.mark.parametrize("text", ["2.1", "1/3 2/2", "12", "1e5", "3-4", "17:30", "50 %"])
def test_for_excel_a_text_like_a_number_or_a_date_begins_with_an_apostrophe(text: str) -> None:
    assert text_cell(text) == text
    assert text_cell(text, FORMS[1]) == "'" + text


def test_nul_is_written_as_its_picture(tmp_path: Path) -> None:
    record = a_session(1, feedback=Feedback(note="a\0b"))
    paths = save(tmp_path, [(record, [])])
    assert b"\0" not in paths[0].read_bytes()
    assert [found.feedback.note for found, _ in read_history(paths)] == ["a␀b"]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(FORMS))
def test_seconds_are_exact_to_the_millisecond(time_ms: int, form: CsvForm) -> None:
    cell = seconds_cell(time_ms, form).strip('"')
    assert "e" not in cell and len(cell.replace(",", ".").split(".")[1]) <= 3
    assert read_seconds(cell) == time_ms


@given(walls)
def test_times_are_exact_to_the_millisecond(wall: WallTime) -> None:
    assert read_time(moment_token(wall)) == wall


def test_a_time_on_the_wall_is_written_with_its_offset() -> None:
    assert moment_token(WallTime(1_795_280_703_120, 60)) == "2026-11-21T18:05:03.120+01:00"
    assert moment_token(WallTime(1_795_280_703_120, -210)) == "2026-11-21T13:35:03.120-03:30"
    assert moment_token(WallTime(-1, 0)) == "1969-12-31T23:59:59.999+00:00"
    assert read_time("2026-11-21T17:05:03Z") == WallTime(1_795_280_703_000, 0)


# ---- read by others


NASTY: Final = [
    (
        a_session(n, routine_name=f'{text}, "so"; and\r\nso', feedback=Feedback(note=text, pain_after=n % 11)),
        [a_step(0, name=text), a_step(1, min_ms=None, kind=StepKind.REST, actual_ms=n, again=True, block="2.10")],
    )
    for n, text in enumerate((*AWKWARD, "Brücke 🌉", "", " room at the ends ", '"', "a\nb"))
]


def guarded(text: str) -> str:
    """What others see of a text."""
    return "'" + text if text.startswith(tuple("=+-@\t\r\n＝＋－＠'")) else text


@pytest.mark.parametrize("form", FORMS)
def test_python_reads_every_cell(form: CsvForm) -> None:
    out = text_of(write_steps, NASTY + PAST[:3], form=form).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out, newline=""), delimiter=form.separator, strict=True))
    wanted = [(record, step) for record, steps in NASTY + PAST[:3] for step in steps]
    assert len(rows) == len(wanted)
    for row, (record, step) in zip(rows, wanted, strict=True):
        assert row["session_uid"].removeprefix("'") == record.uid
        assert row["name"] == guarded(step.name)
        assert float(row["actual_s"].replace(",", ".")) == step.actual_ms / 1000
        assert (row["kind"], row["outcome"], row["side"]) == (step.kind, step.outcome, step.side)
        assert [int(row[name]) for name in ("seq", "index", "set", "sets", "rep", "reps")] == [
            step.seq, step.index, step.set, step.sets, step.rep, step.reps,
        ]  # fmt: skip
        assert row["again"] == str(step.again).lower()


def test_lines_end_with_cr_lf_and_the_first_names_the_columns() -> None:
    out = text_of(write_sessions, [a_session(1)])
    head, row, rest = out.split("\r\n")
    assert head.split(",") == list(column_names(Grain.SESSIONS)) and row and not rest
    assert "\n" not in out.replace("\r\n", "")


_DUCK_TYPES: Final = {
    "text": "VARCHAR",
    "word": "VARCHAR",
    "whole number": "BIGINT",
    "number": "DECIMAL(18, 3)",
    "true or false": "BOOLEAN",
    "time": "TIMESTAMPTZ",
}


def duck_table(path: Path, grain: Grain, ask: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers about a file, read with the types of `docs/csv.md`."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed; it proves that others read the CSV")
    types = ", ".join(f"'{column.name}': '{_DUCK_TYPES[column.type]}'" for column in COLUMNS[grain])
    with duckdb.connect() as connection:
        source = f"read_csv('{path}', header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{types}}})"
        rows: list[tuple[Any, ...]] = connection.sql(ask.format(source)).fetchall()
        return rows


def test_duckdb_reads_sessions_with_types_and_values(tmp_path: Path) -> None:
    records = [*NASTY, *PAST]
    path, _ = save(tmp_path, records)
    rows = duck_table(
        path,
        Grain.SESSIONS,
        "SELECT uid, routine_name, level_percent, epoch_ms(started), epoch_ms(ended), active_s * 1000, drift_s * 1000,"
        " steps, pain_after, note FROM {}",
    )
    assert rows == [
        (
            record.uid,
            guarded(record.routine_name),
            record.level,
            record.started.utc_ms,
            record.ended and record.ended.utc_ms,
            record.active_ms,
            record.drift_ms,
            record.steps,
            record.feedback.pain_after,
            guarded(record.feedback.note) or None,
        )
        for record, _ in records
    ]


def test_duckdb_reads_steps_and_sets_with_types_and_values(tmp_path: Path) -> None:
    records = [*NASTY, *PAST]
    _, path = save(tmp_path, records)
    rows = duck_table(
        path,
        Grain.STEPS,
        'SELECT session_uid, seq, "index", kind, block, name, side, "set", planned_s * 1000, min_s * 1000,'
        " actual_s * 1000, outcome, again FROM {}",
    )
    assert rows == [
        (
            record.uid, step.seq, step.index, step.kind, step.block, guarded(step.name) or None, step.side or None,
            step.set, step.planned_ms, step.min_ms, step.actual_ms, step.outcome, step.again,
        )
        for record, steps in records
        for step in steps
    ]  # fmt: skip
    sets_file = tmp_path / "sets.csv"
    export_file(sets_file, lambda out: write_sets(records, out))
    asked = "SELECT session_uid, name, side, reps_planned, reps, held_s * 1000, hold_min_s * 1000, pain_after FROM {}"
    assert duck_table(sets_file, Grain.SETS, asked) == [
        (
            record.uid, guarded(one.name) or None, one.side or None, one.reps_planned, one.reps, one.held_ms,
            one.hold_min_ms, record.feedback.pain_after,
        )
        for record, steps in records
        for one in sets_of(steps)
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="the command sqlite3 is not installed")
def test_sqlite_imports_steps_with_types_and_values(tmp_path: Path) -> None:
    records = [*NASTY, *PAST]
    _, path = save(tmp_path, records)
    script = (
        "CREATE TABLE step (session_uid TEXT, session_started TEXT, routine_key TEXT, seq INTEGER, place INTEGER,"
        " kind TEXT, block TEXT, rounds TEXT, movement TEXT, name TEXT, phase TEXT, side TEXT, number INTEGER,"
        " sets INTEGER, rep INTEGER, reps INTEGER, planned_s REAL, min_s REAL, actual_s REAL, ended_s REAL,"
        " outcome TEXT, again TEXT, load TEXT, breaths INTEGER, counted_reps INTEGER, count_up_s REAL, optional TEXT,"
        f" left_out TEXT);\n.mode csv\n.import --skip 1 {path} step\n"
        "SELECT COUNT(*), group_concat(DISTINCT typeof(seq) || typeof(actual_s)), SUM(actual_s) FROM step;\n"
        "SELECT quote(name), quote(block), actual_s, again, min_s = '' FROM step;\n"
    )
    done = subprocess.run(["sqlite3", ":memory:"], input=script.encode(), capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr == b""
    answers = csv.reader(io.StringIO(done.stdout.decode(), newline=""))
    steps = [step for _, steps in records for step in steps]
    count, types, total = next(answers)
    assert (int(count), types) == (len(steps), "integerreal")
    assert float(total) == pytest.approx(sum(step.actual_ms for step in steps) / 1000)
    assert list(answers) == [
        [
            "'" + guarded(step.name).replace("'", "''") + "'",
            f"'{step.block}'",
            repr(step.actual_ms / 1000),
            str(step.again).lower(),
            str(int(step.min_ms is None)),
        ]
        for step in steps
    ]


# ---- a choice of columns, progress, cancelling


def test_chosen_columns_come_in_the_order_in_which_they_are_named() -> None:
    out = text_of(write_steps, [(a_session(1), [a_step(0)])], columns=("actual_s", "seq", "name"))
    assert out == "actual_s,seq,name\r\n12.5,0,Bridge\r\n"


def test_one_empty_column_still_has_a_row_for_each_session() -> None:
    out = text_of(write_sessions, [a_session(1), a_session(2)], columns=("note",))
    assert list(csv.reader(io.StringIO(out, newline=""))) == [["note"], [""], [""]]


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(TrunkTimerError, match=r'Sets have no column "seq"; there are: session_uid, .*pain_after'):
        text_of(write_sets, [], columns=("seq",))
    with pytest.raises(TrunkTimerError, match='"seq" is named twice'):
        text_of(write_steps, [], columns=("seq", "seq"))


def test_sets_have_what_was_planned_and_what_was_done() -> None:
    record = a_session(1, feedback=Feedback(pain_before=3, pain_after=2))
    steps = [
        a_step(0, side="left", rep=1, actual_ms=11_250, outcome=Outcome.RELEASED),
        a_step(1, side="left", rep=2, actual_ms=4_000, outcome=Outcome.SKIPPED),
    ]
    (row,) = csv.DictReader(io.StringIO(text_of(write_sets, [(record, steps)]), newline=""))
    assert (row["side"], row["reps"], row["reps_planned"], row["outcome"]) == ("left", "1", "2", "skipped")
    assert (row["planned_s"], row["held_s"], row["hold_min_s"]) == ("25.0", "15.25", "20.0")
    assert (row["pain_before"], row["pain_after"]) == ("3", "2")


def test_rows_are_taken_and_told_little_by_little() -> None:
    taken = 0

    def records() -> Iterator[SessionRecord]:
        nonlocal taken
        for number in range(5_000):
            taken += 1
            yield a_session(number)

    lead: list[int] = []
    told: list[int] = []

    def tell(rows: int) -> None:
        told.append(rows)
        lead.append(taken - rows)

    assert write_sessions(records(), io.StringIO(newline=""), told=tell) == 5_000
    assert told[-1] == 5_000 and len(told) > 2 and max(lead) == 0


def test_cancelling_leaves_what_stood_there_and_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("before", encoding="utf-8")
    many = [(record, steps) for record, steps in PAST * 3]
    rows = 0

    def told(done: int) -> None:
        nonlocal rows
        rows = done

    with pytest.raises(Cancelled):
        export_file(path, lambda out: write_steps(many, out, told=told, cancelled=lambda: rows > 2_000))
    assert rows > 2_000
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_in_the_middle_leaves_no_half_file(tmp_path: Path) -> None:
    def broken(out: TextIO) -> int:
        out.write("half")
        out.flush()
        raise OSError(28, "No space left on device")

    with pytest.raises(TrunkTimerError, match="could not be saved: no space left on device"):
        export_file(tmp_path / "steps.csv", broken)
    assert not list(tmp_path.iterdir())


def test_a_bug_while_writing_stays_loud_and_leaves_no_half_file(tmp_path: Path) -> None:
    def bug(out: TextIO) -> int:
        out.write("half")
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        export_file(tmp_path / "steps.csv", bug)
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_with_its_permissions_and_through_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "real.csv", tmp_path / "link.csv"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    assert export_file(link, lambda out: write_sessions([a_session(1)], out)) == 1
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes().count(b"\r\n") == 2


def test_an_export_is_flushed_before_the_renaming_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    flushed: list[tuple[str, str]] = []

    def flush(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        flushed.append((kind, path.read_text(encoding="utf-8")))

    monkeypatch.setattr(os, "fsync", flush)
    export_file(path, lambda out: out.write("new"))
    assert flushed == ([("file", "old")] if os.name == "nt" else [("file", "old"), ("folder", "new")])


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrunkTimerError, match="is not a plain file"):
        export_file(tmp_path, lambda out: 0)
    with pytest.raises(TrunkTimerError, match="no such file or folder"):
        export_file(tmp_path / "none" / "a.csv", lambda out: 0)
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    with pytest.raises(TrunkTimerError, match="could not be saved"):
        export_file(circle, lambda out: 0)


# ---- files with faults

TWO: Final = [(a_session(1), [a_step(0), a_step(1)]), (a_session(2), [a_step(0)])]
SECOND: Final = f"{2:032x}"


def faults_of(paths: Sequence[Path]) -> list[str]:
    with pytest.raises(FileFaults) as raised:
        read_history(paths)
    return [str(fault).removeprefix(f"{paths[0].parent}/") for fault in raised.value.faults]


def test_a_wrong_cell_is_told_with_line_column_and_what_would_be_right(tmp_path: Path) -> None:
    paths = save(tmp_path, TWO)
    text = paths[0].read_text(encoding="utf-8")
    paths[0].write_text(text.replace(",50,1.0,", ",500,fast,").replace("finished", "ended"), encoding="utf-8")
    found = faults_of(paths)
    assert found[:3] == [
        'sessions.csv:2: level_percent: "500" is out of range; write 0 to 100',
        'sessions.csv:2: speed: "fast" is no number; write one such as 1.0',
        'sessions.csv:2: ending: "ended" is not right here; write finished, stopped, unfinished',
    ]
    assert [fault.split(":")[1] for fault in found if fault.startswith("sessions.csv")] == list("222333")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",598.5,", ",598.5001,", 'active_s: "598.5001" is no number of seconds; write one such as 12.5, with three'),
        (",598.5,", ",-1.0,", 'active_s: "-1.0" is out of range; write 0 or more'),
        (",598.5,", ",,", "active_s: this is empty; write one such as 12.5, with three decimals at most"),
        ("2026-11-20T", "20.11.26 ", "is no time; write it as 2026-11-21T18:05:03.120+01:00"),
        ("2026-11-20T", "2026-02-30T", 'started: "2026-02-30T18:00:00.123+01:00" is no day of the calendar'),
        ("T18:00:", "T25:00:", "is no time of the clock"),
        ("finished", "running", 'ending: "running" is not right here'),
        (f"{1:032x}", "1E+31", 'uid: "1E+31" is not right here; write 32 hexadecimal digits'),
        (",0,,,,,\r\n", ",0,soon,,,,\r\n", 'sleeps: "soon" are no sleeps; write them as 40.0+1800.0'),
        (",0,,,,,\r\n", ",0,,11,,,\r\n", 'effort_rpe: "11" is out of range; write 1 to 10'),
        (",0,,,,,\r\n", f",0,,,,,{'x' * 2_001}\r\n", "2000 characters at most"),
        (",0,,,,,\r\n", ",0,,,,,a\0b\r\n", "there is a NUL in it"),
        (",0,,,,,\r\n", "\r\n", "this row has 17 cells for 23 columns"),
        (",0,,,,,\r\n", ',0,,,,,"x\r\n', "the quotes do not match from here on"),
    ],
)
def test_faults_of_a_session_are_sentences(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path, _ = save(tmp_path, [(a_session(1), [])])
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    (found, *_) = faults_of([path])
    assert found.startswith("sessions.csv:2: ") and fault in found


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (",work,", ",rest!,", ['2: kind: "rest!" is not right here; write lead-in, work, rest, switch, gate']),
        (",1,1,work", ",3,1,work", ["3: seq: this is 3, but 1 is next; a session's steps stand together, in order,"]),
        (f"{2:032x}", f"{3:032x}", ["4: session_uid: this session is not in the files; name the file of the sessions"]),
        (f"{2:032x}", f"{1:032x}", ["4: seq: this is 0, but 2 is next"]),
        (",done,false,", ",done,no,", ['2: again: "no" is neither true nor false']),
        (",12.5,10.0,12.5,25.0", ",12.5,10.0,12;5,25.0", ['3: actual_s: "12;5" is no number of seconds']),
    ],
)
def test_faults_of_steps_are_told_once(tmp_path: Path, old: str, new: str, faults: list[str]) -> None:
    paths = save(tmp_path, TWO)
    text = paths[1].read_bytes().decode()
    assert old in text
    paths[1].write_bytes(text.replace(old, new, 1).encode())
    found = faults_of(paths)
    assert len(found) == len(faults), found
    assert all(one.startswith(f"steps.csv:{fault}") for one, fault in zip(found, faults, strict=True)), found


def test_steps_of_a_session_that_stand_apart_are_refused(tmp_path: Path) -> None:
    sessions_file, _ = save(tmp_path, TWO)
    steps_file = tmp_path / "apart.csv"
    apart = [(TWO[0][0], [a_step(0)]), TWO[1], (TWO[0][0], [a_step(1)])]
    export_file(steps_file, lambda out: write_steps(apart, out))
    (found,) = faults_of([sessions_file, steps_file])
    assert found.startswith("apart.csv:4: session_uid: steps of this session stand in ")
    assert found.endswith("apart.csv:2 already; keep them together")


def test_steps_without_their_sessions_and_sets_are_refused_with_a_sentence(tmp_path: Path) -> None:
    _, steps_file = save(tmp_path, TWO)
    assert faults_of([steps_file]) == [
        "steps.csv:1: these are steps without their sessions; name the file of the sessions as well"
    ]
    sets_file = tmp_path / "sets.csv"
    export_file(sets_file, lambda out: write_sets(TWO, out))
    assert faults_of([sets_file]) == [
        "sets.csv:1: these are sets, which are reckoned from steps; import sessions and steps instead"
    ]


def test_a_session_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [TWO[0], TWO[1], TWO[0]])
    (found,) = faults_of([path])
    assert found.startswith("sessions.csv:4: this session stands in ") and "sessions.csv:2 as well" in found


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the first line is empty"),
        (b"a,b\r\n1,2\r\n", "this is no history"),
        (b"PK\x03\x04\xff\xfe", "this text is not in UTF-8"),
        (b"uid,note,extra\r\n", 'there is no column "extra" in sessions; take it out of the file'),
        (b"uid,note,note\r\n", 'the column "note" stands there twice'),
        (b"uid;note\r\n", 'without "routine_key", "routine_name", '),
        (b'"uid,note\r\n', "the quotes do not match"),
    ],
)
def test_a_first_line_that_is_not_right_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert fault in faults_of([path])[0]


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    assert "this is a folder" in faults_of([tmp_path])[0]
    assert "there is no such file or folder" in faults_of([tmp_path / "none.csv"])[0]


def test_text_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [(a_session(1), []), (a_session(2, zone="Bar"), [])])
    path.write_bytes(path.read_bytes().replace(b"Bar", b"B\xe4r"))
    assert faults_of([path]) == ["sessions.csv:3: this text is not in UTF-8; save the file as UTF-8"]


def test_a_file_full_of_faults_is_given_up_on(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [(a_session(n), []) for n in range(500)])
    path.write_text(path.read_text(encoding="utf-8").replace(",50,1.0,", ",x,1.0,"), encoding="utf-8")
    found = faults_of([path])
    assert len(found) == 51 and "there are more faults below" in found[-1]


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    paths = save(tmp_path, TWO)
    for path, word in zip(paths, (",50,1.0,", ",work,"), strict=True):
        path.write_text(path.read_text(encoding="utf-8").replace(word, ",x,1.0,"[: len(word)], 1), encoding="utf-8")
    assert {fault.split(":")[0] for fault in faults_of(paths)} == {"sessions.csv", "steps.csv"}


def test_a_spreadsheet_may_have_saved_it_again(tmp_path: Path) -> None:
    """In its own way: BOM, semicolons, decimal commas, LF, TRUE, zeros at the end left out or added, all quoted."""
    paths = save(tmp_path, TWO, excel_form(","))
    for path in paths:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
        rows = [[{"12,5": "12,500", "false": "FALSE", "1,0": "1"}.get(cell, cell) for cell in row] for row in rows]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    assert list(read_history(paths)) == TWO


def test_examining_is_told_in_bytes_and_can_be_cancelled(tmp_path: Path) -> None:
    paths = save(tmp_path, [*PAST, (a_session(1_000), [a_step(seq) for seq in range(6_000)])])
    size = sum(path.stat().st_size for path in paths)
    told: list[tuple[int, int]] = []
    check_history(paths, told=lambda done, of: told.append((done, of)))
    assert told[-1] == (size, size) and 0 < told[0][0] < size
    with pytest.raises(Cancelled):
        check_history(paths, cancelled=lambda: True)


def test_a_file_that_changes_after_it_was_examined_ends_the_import(tmp_path: Path) -> None:
    paths = save(tmp_path, TWO)
    found = check_history(paths)
    paths[0].write_bytes(paths[0].read_bytes().split(b"\r\n")[0] + b"\r\n")
    with pytest.raises(FileFaults, match="were changed while they were imported"):
        list(found.records())


@pytest.mark.parametrize("level", [0, 50, 100])
def test_the_steps_of_every_bundled_routine_come_back(tmp_path: Path, level: int) -> None:
    history: list[WithSteps] = []
    for number, path in enumerate(sorted(find_places().routine_folders[1].path.glob("*.toml"))):
        timeline = compile_routine(read_routine(path, MOVEMENTS), MOVEMENTS, level)
        begun = a_session(number)
        session = resumed(timeline, Bookmark(index=0, ahead=((0, len(timeline)),)), 0)
        assert session is not None
        rows = Recording(begun, timeline, 0).take(session, [StepsSkipped(first=0, last=len(timeline))])
        assert len(rows) == len(timeline) > 10
        history.append((begun, rows))
    assert len(history) >= 5
    found = read_history(save(tmp_path, history))
    assert sorted(found, key=lambda pair: pair[0].uid) == history


def test_a_row_with_a_cell_too_many_is_refused(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [(a_session(1), [])])
    path.write_bytes(path.read_bytes().removesuffix(b"\r\n") + b",more\r\n")
    assert faults_of([path]) == ["sessions.csv:2: this row has 24 cells for 23 columns"]


def test_a_row_with_line_ends_in_it_is_told_by_its_first_line(tmp_path: Path) -> None:
    note = Feedback(note="one\ntwo\nthree")
    path, _ = save(tmp_path, [(a_session(1, feedback=note), []), (a_session(2, feedback=note, level=7), [])])
    path.write_bytes(path.read_bytes().replace(b",7,1.0,", b",x,1.0,"))
    assert faults_of([path]) == ['sessions.csv:5: level_percent: "x" is no whole number; write digits only, such as 12']


def test_an_unknown_session_is_told_once_however_many_steps_it_has(tmp_path: Path) -> None:
    paths = save(tmp_path, TWO)
    paths[1].write_bytes(paths[1].read_bytes().replace(f"{1:032x}".encode(), f"{9:032x}".encode()))
    (found,) = faults_of(paths)
    assert found.startswith("steps.csv:2: session_uid: this session is not in the files")
