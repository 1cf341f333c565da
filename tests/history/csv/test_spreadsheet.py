"""What a spreadsheet saved is read as what was exported; what could be two things is not."""

import csv
import io
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.csv.test_export import FORMS, WithSteps, histories, save
from tests.past import a_session, a_step
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import COLUMNS, CellType, Column, Grain
from trunktimer.history.csv.cells import CsvForm, read_boolean, read_seconds, read_time, read_whole
from trunktimer.history.csv.reading import check_history, read_history
from trunktimer.history.csv.spreadsheet import decimal_of, moment_of, plain_name, plain_number

TWO: Final = [(a_session(1), [a_step(0), a_step(1)]), (a_session(2), [a_step(0)])]
BOOLEANS: Final = ("true false", "TRUE FALSE", "WAHR FALSCH", "VRAI FAUX", "VERDADERO FALSO", "1 0")


@dataclass(frozen=True)
class Spreadsheet:
    """A program that opens an export and saves it again in its own way."""

    separator: str
    decimal: str
    group: str
    coding: str
    line_end: str
    quoting: Literal[0, 1]
    booleans: str
    name: Callable[[str], str]
    words: Callable[[str], str]
    moment: Callable[[str], str]
    zeros: str
    blanks: str
    sep_line: bool
    empty_rows: int
    empty_columns: int
    cut_ends: bool
    order: int

    def cell(self, column: Column, cell: str) -> str:
        """A cell of a column, which is not empty, as it writes it."""
        match column.type:
            case CellType.TEXT:
                return self.words(cell) if column.name in ("uid", "session_uid") else cell
            case CellType.WORD:
                return self.words(cell)
            case CellType.BOOLEAN:
                return self.booleans.split()[cell != "true"]
            case CellType.TIME:
                return self.moment(cell)
            case _ if "e" in cell:
                return cell.replace(".", self.decimal)
            case _:
                whole, _, decimals = cell.partition(".")
                grouped = f"{int(whole):,}".replace(",", self.group) if whole.lstrip("-") != "0" else whole
                decimals = decimals.rstrip("0") + (self.zeros if not decimals.strip("0") or self.zeros else "")
                return grouped + (self.decimal + decimals if decimals else "")

    def save(self, path: Path, grain: Grain, form: CsvForm) -> None:
        """Open the export, and save it."""
        text = path.read_bytes().decode("utf-8-sig")
        names, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=form.separator, strict=True)
        columns = {column.name: column for column in COLUMNS[grain]}
        for row in rows:
            for at, (name, cell) in enumerate(zip(names, row, strict=True)):
                is_number = columns[name].type in (CellType.WHOLE, CellType.NUMBER)
                plain = cell.replace(",", ".") if is_number else cell
                if plain:
                    row[at] = self.cell(columns[name], plain)
                    if is_number or columns[name].type in (CellType.WORD, CellType.TIME):
                        row[at] = self.blanks + row[at] + self.blanks
        kept = [
            at
            for at, name in enumerate(names)
            if columns[name].needed or any(row[at] for row in rows) or at % 2  # an empty column may have been deleted
        ]
        kept = kept[self.order % len(kept) :] + kept[: self.order % len(kept)]
        table = [[self.name(names[at]) for at in kept], *([row[at] for at in kept] for row in rows)]
        blank = [""] * len(kept)
        table = [*([blank] * self.empty_rows), *table, *([blank] * self.empty_rows)]
        lines = [f"sep={self.separator}"] if self.sep_line else []
        for row in table:
            cells = row + [""] * self.empty_columns
            while self.cut_ends and len(cells) > 1 and not cells[-1]:
                cells.pop()
            line = io.StringIO(newline="")
            csv.writer(line, delimiter=self.separator, quoting=self.quoting, lineterminator="\r\n").writerow(cells)
            lines.append(line.getvalue().removesuffix("\r\n"))
        path.write_bytes((self.line_end.join(lines) + self.line_end).encode(self.coding))


def day_first(cell: str) -> str:
    return f"{cell[8:10]}.{cell[5:7]}.{cell[:4]} {cell[11:]}"


def slashed(cell: str) -> str:
    return cell.replace("T", " ").replace("-", "/", 2)


def spaced(name: str) -> str:
    return string.capwords(name.replace("_", " "))


def half_days(cell: str) -> str:
    hour = int(cell[11:13])
    return f"{cell[:10]} {hour % 12 or 12}{cell[13:23]} {'PM' if hour > 11 else 'AM'} {cell[23:]}"


signs: Final = st.sampled_from(
    [(";", ",", group) for group in ("", ".", " ", "\u00a0", "\u202f")]
    + [(",", ".", group) for group in ("", ",", "'", "’")]
    + [("\t", decimal, group) for decimal in ".," for group in ("", "\u202f", "’")]
    + [("|", ".", "")]
)
spreadsheets = st.builds(
    lambda signs, **more: Spreadsheet(*signs, **more),
    signs,
    coding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
    line_end=st.sampled_from(("\r\n", "\n", "\r")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    booleans=st.sampled_from(BOOLEANS),
    name=st.sampled_from((str, str.upper, spaced, " {} ".format)),
    words=st.sampled_from((str, str.upper, str.capitalize)),
    moment=st.sampled_from(
        (str, day_first, half_days, slashed, lambda cell: cell[:26] + cell[27:])
    ),
    zeros=st.sampled_from(("", "0", "000")),
    blanks=st.sampled_from(("", " ", "\u00a0")),
    sep_line=st.booleans(),
    empty_rows=st.integers(0, 2),
    empty_columns=st.integers(0, 2),
    cut_ends=st.booleans(),
    order=st.integers(0, 30),
)  # fmt: skip


@settings(max_examples=150)
@given(histories, st.sampled_from(FORMS), spreadsheets, spreadsheets)
def test_whatever_a_spreadsheet_does_the_same_records_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    history: list[WithSteps],
    form: CsvForm,
    one: Spreadsheet,
    other: Spreadsheet,
) -> None:
    paths = save(tmp_path_factory.mktemp("sheet"), history, form)
    one.save(paths[0], Grain.SESSIONS, form)
    other.save(paths[1], Grain.STEPS, form)
    assert sorted(read_history(paths), key=lambda pair: pair[0].uid) == sorted(history, key=lambda pair: pair[0].uid)


# ---- each by itself


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",0,,,,,\r\n", ",0\r\n"),  # the last cells are empty and left out
        (",0,,,,,\r\n", ",0,,,,,,\r\n"),  # a separator too many
        (",0,,,,,\r\n", ",0,,,,,,,,\r\n,,,,,,,\r\n"),  # a row of separators only
        (",0,,,,,\r\n", ",0,,,,,\r\n\r\n\r\n"),
        ("uid,", "sep=,\r\nuid,"),
        ("uid,", '"sep=,",,,\r\n\r\nuid,'),
        ("note\r\n", "note,,,\r\n"),
        ("uid,routine_key", '"UID","Routine key"'),
        ("uid,routine_key", "\ufeffUid, ROUTINE-KEY "),
        (f"{1:032x}", f" {1:032X} "),
        (",50,1.0,", ",50.0,1,"),
        (",50,1.0,", ',"50,00","1,00",'),
        (",50,1.0,", ",'50,1.000,"),
        (",598.5,", ',"598,5",'),
        (",598.5,", ",598.500,"),
        (",598.5,", ",5.985E+02,"),
        (",598.5,", ",\u00a0598.5 ,"),
        ("finished", "Finished"),
        ("finished", " FINISHED "),
        ("2026-11-20T18:00:00.123+01:00", "20.11.2026 18:00:00.123 +01:00"),
        ("2026-11-20T18:00:00.123+01:00", "2026-11-20 18:00:00.123+01"),
        ("2026-11-20T18:00:00.123+01:00", "2026-11-20T17:00:00.123Z"),
        ("2026-11-20T18:00:00.123+01:00", '"20/11/2026 18:00:00,123+0100"'),
        ("2026-11-20T18:00:00.123+01:00", "11/20/2026 6:00:00.123 PM +01:00"),
        ("2026-11-20T18:00:00.123+01:00", "2026-11-20 18:00:00.123"),  # Europe/Berlin stands in the row
    ],
)
def test_a_damage_that_loses_nothing_is_read(tmp_path: Path, old: str, new: str) -> None:
    record = a_session(1)
    path, _ = save(tmp_path, [(record, [])])
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    ((found, _),) = read_history([path])
    assert WallTime(found.started.utc_ms, record.started.offset_min) == record.started
    assert found.ended == record.ended or "Z" in new
    assert (found.uid, found.level, found.speed, found.ending) == (record.uid, 50, 1.0, record.ending)
    assert (found.active_ms, found.feedback) == (598_500, record.feedback)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2026-11-20T18:", "11/10/2026 18:", "may be one of two days; write it as 2026-11-21T18:05:03.120+01:00"),
        ("2026-11-20T18:", "31/31/2026 18:", "is no day of the calendar"),
        ("2026-11-20T18:", "2026-11-20 24:", "is no time of the clock"),
        ("2026-11-20T18:", "2026-11-20 13 PM ", "is no time"),
        ("2026-11-20T18:00:00.123+01:00", "46346.75", "is no time"),
        ("2026-11-20T18:00:00.123+01:00", "2026-10-25 02:30:00", "does not say by how much the clock was ahead of UTC"),
        ("2026-11-20T18:00:00.123+01:00", "2026-03-29 02:30:00", "does not say by how much the clock was ahead of UTC"),
        (",598.5,", ",5.98.5,", "is no number of seconds"),
        (",598.5,", ",1e99,", "is no number of seconds"),
        (",50,1.0,", ",50.5,1.0,", 'level_percent: "50.5" is no whole number; write digits only, such as 12'),
        (",50,1.0,", f",50,{'9' * 400},", "is no number; write one such as 1.0"),
        (",50,1.0,", ",50,-1.0,", 'speed: "-1.0" is no speed; write a number above 0'),
        ("zone,", ",", "a column has no name; take it out of the file"),
    ],
)
def test_what_is_lost_or_could_be_two_things_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path, _ = save(tmp_path, [(a_session(1), [])])
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(FileFaults, match=r"sessions\.csv:2") as raised:
        read_history([path])
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("4.0", "", "4.0"),
        ("1.234,5", "", "1234.5"),
        ("1,234.5", "", "1234.5"),
        ("1 234 567,25", "", "1234567.25"),
        ("1’234.5", "", "1234.5"),
        ("1.234.567", "", "1234567.0"),
        ("1.234", "", "1.234"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234.0"),
        ("12,500", ".", "12500.0"),
        ("0,125", ".", "0.125"),
        ("−1,5", ",", "-1.5"),
        ("1.5e-06", ".", "1.5e-06"),
        ("1.23.456", "", ""),
        ("1,234,567,5", "", ""),
        ("12 s", "", ""),
        ("", "", ""),
    ],
)
def test_numbers_of_all_countries(cell: str, decimal: str, number: str) -> None:
    assert plain_number(cell, decimal) == number


def test_the_decimal_mark_is_that_of_the_numbers_which_leave_no_doubt() -> None:
    assert decimal_of(["1.234", "5", "finished", ""]) == ""
    assert decimal_of(["1.234", "12,5"]) == ","
    assert decimal_of(["1,234.5"]) == "."
    assert decimal_of(["0.125"]) == "."
    assert decimal_of(["1.234.567"]) == ","


def test_thousands_are_told_from_decimals_by_the_other_numbers_of_the_file(tmp_path: Path) -> None:
    record = a_session(1, planned_ms=1_800_000, active_ms=598_500, steps=1_234)
    path, _ = save(tmp_path, [(record, [])])
    text = path.read_text(encoding="utf-8")
    for separator, planned, steps, active in ((",", '"1,800"', '"1,234"', "598.5"), (";", "1.800", "1.234", "598,5")):
        cells = [
            {"1800.0": planned, "1234": steps, "598.5": active}.get(
                cell, cell.replace(".", "," if separator == ";" else ".")
            )
            if "T" not in cell
            else cell
            for cell in text.strip().splitlines()[1].split(",")
        ]
        path.write_text(text.splitlines()[0].replace(",", separator) + "\n" + separator.join(cells), encoding="utf-8")
        ((found, _),) = read_history([path])
        assert found == record


@pytest.mark.parametrize("words", BOOLEANS)
def test_true_and_false_in_the_language_of_the_spreadsheet(words: str) -> None:
    assert [read_boolean(word) for word in words.split()] == [True, False]


def test_names_of_columns_may_have_capitals_blanks_and_quotes() -> None:
    assert {plain_name(name) for name in ("session_uid", "Session UID", " SESSION-UID\r\n", "\ufeff'session uid'")} == {
        "session_uid"
    }


def test_a_zone_says_what_a_time_leaves_out() -> None:
    assert read_time("21.07.2026 18:05", "Europe/Berlin") == WallTime(1_784_649_900_000, 120)
    assert moment_of("2026-01-21 18:05:03 UTC").isoformat() == "2026-01-21T18:05:03+00:00"
    for zone in ("", "Europe/Nowhere", "../etc", "Europe"):
        with pytest.raises(ValueError, match="does not say by how much"):
            moment_of("21.07.2026 18:05", zone)


def test_numbers_have_as_many_digits_as_can_be_kept() -> None:
    assert read_whole("999999999999999") == 10**15 - 1
    assert read_seconds("999999999999.999") == 10**15 - 1
    for cell in ("1000000000000000", "1E+15"):
        with pytest.raises(ValueError, match="is no whole number"):
            read_whole(cell)


# ---- taking the rows that are sound


def broken(folder: Path, changes: Sequence[tuple[int, str, str]]) -> tuple[Path, Path]:
    """Two sessions with their steps, with a change in the first (0) or the second file each."""
    paths = save(folder, TWO)
    for at, old, new in changes:
        text = paths[at].read_bytes().decode()
        assert old in text
        paths[at].write_bytes(text.replace(old, new, 1).encode())
    return paths


def test_a_session_with_a_fault_is_left_out_with_its_steps_and_told_once(tmp_path: Path) -> None:
    paths = broken(tmp_path, [(0, ",50,1.0,", ",x,1.0,")])
    found = check_history(paths, skip_bad=True)
    assert [str(fault).rpartition("/")[2] for fault in found.faults] == [
        'sessions.csv:2: level_percent: "x" is no whole number; write digits only, such as 12'
    ]
    assert (found.sessions, found.steps, found.bad_rows) == (1, 1, 1)
    assert list(found.records()) == TWO[1:]


def test_a_step_with_a_fault_is_left_out_and_the_others_are_numbered_without_a_gap(tmp_path: Path) -> None:
    steps = [a_step(seq, rep=seq) for seq in range(4)]
    paths = save(tmp_path, [(TWO[0][0], steps), TWO[1]])
    paths[1].write_bytes(paths[1].read_bytes().replace(b",1,1,work", b",1,one,work"))
    found = check_history(paths, skip_bad=True)
    assert (found.steps, found.bad_rows, len(found.faults)) == (4, 1, 1)
    kept = [steps[0], *(step._replace(seq=step.seq - 1) for step in steps[2:])]
    again = list(found.records())
    assert again == [(TWO[0][0], kept), TWO[1]]
    assert list(read_history(save(tmp_path, again))) == again


def test_rows_that_stand_twice_are_taken_once(tmp_path: Path) -> None:
    paths = save(tmp_path, TWO)
    for path in paths:
        head, first, *rest = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([head, first, first, *rest]))
    found = check_history(paths, skip_bad=True)
    assert len(found.faults) == 2 and list(found.records()) == TWO


@pytest.mark.parametrize("changes", [[(0, "uid,", "id,")], [(1, "seq,", "number,")]])
def test_a_file_that_is_none_of_a_history_is_refused_all_the_same(
    tmp_path: Path, changes: Sequence[tuple[int, str, str]]
) -> None:
    with pytest.raises(FileFaults, match="cannot be imported"):
        check_history(broken(tmp_path, changes), skip_bad=True)
    with pytest.raises(FileFaults, match="these are steps without their sessions"):
        check_history([save(tmp_path, TWO)[1]], skip_bad=True)


def test_more_faults_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [(a_session(n), []) for n in range(100)])
    path.write_text(path.read_text(encoding="utf-8").replace(",50,1.0,", ",x,1.0,"), encoding="utf-8")
    found = check_history([path], skip_bad=True)
    assert (found.bad_rows, len(found.faults), found.faults[-1].what) == (100, 51, "there are more faults below")
    assert list(found.records()) == []


def test_rows_before_quotes_that_do_not_match_are_taken(tmp_path: Path) -> None:
    path, _ = save(tmp_path, [(a_session(n), []) for n in range(3)])
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], b'"open', *lines[3:]]))
    assert [record.uid for record, _ in check_history([path], skip_bad=True).records()] == [f"{n:032x}" for n in (0, 1)]
