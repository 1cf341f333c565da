"""`trunktimer export` and `trunktimer import-history`, as a person meets them."""

import argparse
import csv
import io
import locale
import re
from pathlib import Path
from typing import Any

import pytest

from tests.past import BRIDGES, MORNING, TODAY, FakeHistory, a_session, some_past
from trunktimer.commands.history_files import export_history, import_history, locale_decimal_point
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.moments import day_token
from trunktimer.history.columns import Grain
from trunktimer.history.csv.export import column_names
from trunktimer.history.reader import Wanted


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def words(grain: str = "sessions", **changes: Any) -> argparse.Namespace:
    usual = {"since": None, "until": None, "routine": None, "columns": None, "excel": False, "output": None}
    return argparse.Namespace(grain=grain, **(usual | changes))


def export(past: FakeHistory, arguments: argparse.Namespace, **more: Any) -> tuple[list[list[str]], str]:
    """The rows on standard output, the first line too, and what standard error said."""
    out, err = io.StringIO(newline=""), io.StringIO()
    assert export_history(arguments, past, out=out, err=err, **more) == 0
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""))), err.getvalue()


@pytest.mark.parametrize("grain", Grain)
def test_each_grain_goes_to_standard_output_and_its_size_is_said(grain: Grain) -> None:
    past = some_past(TODAY)
    rows, said = export(past, words(grain.value))
    assert tuple(rows[0]) == column_names(grain)
    count = past.count(Wanted())
    size = f"{len(rows) - 1} {grain}" if grain is Grain.SESSIONS else f"{len(rows) - 1} {grain} of {count} sessions"
    assert said == f"{size} written to standard output.\n"


def test_the_window_is_days_and_a_routine() -> None:
    past = some_past(TODAY)
    rows, _ = export(past, words(since=day_token(TODAY - 30), until=day_token(TODAY - 10), routine=MORNING))
    wanted = Wanted(since_day=TODAY - 30, until_day=TODAY - 10, routine_key=MORNING)
    assert [row[0] for row in rows[1:]] == [record.uid for record in past.all_sessions(wanted)] != []


def test_both_days_of_the_window_are_included() -> None:
    past = FakeHistory((a_session(ago), []) for ago in range(5))
    rows, _ = export(past, words(since=day_token(TODAY - 3), until=day_token(TODAY - 1), columns="started"))
    assert [row[0][:10] for row in rows[1:]] == [day_token(TODAY - ago) for ago in (3, 2, 1)]


def test_columns_are_named_with_commas_between() -> None:
    rows, _ = export(FakeHistory([(a_session(1), [])]), words(columns="active_s, uid"))
    assert rows == [["active_s", "uid"], ["598.5", f"{1:032x}"]]


def test_a_file_is_written_and_named(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    rows, said = export(FakeHistory([(a_session(1), [])]), words(output=str(path)))
    assert rows == [] and said == f"1 session written to {path}.\n"
    assert path.read_bytes().startswith(b"uid,routine_key,")


def test_where_no_session_fits_that_is_said() -> None:
    rows, said = export(some_past(TODAY), words("steps", since=day_token(TODAY + 1), output="-"))
    assert len(rows) == 1
    assert said == "No session fits; only the names of the columns were written to standard output.\n"


def test_excel_has_a_byte_order_mark_and_the_signs_of_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    export(FakeHistory([(a_session(1), [])]), words(output=str(path), excel=True), decimal_point=",")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfuid;routine_key;") and b";598,5;" in path.read_bytes()
    export(FakeHistory([(a_session(1), [])]), words(output=str(path), excel=True), decimal_point=".")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfuid,routine_key,") and b",598.5," in path.read_bytes()


def test_standard_output_is_utf_8_with_cr_lf_whatever_the_locale(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="ascii", newline="\n")
    monkeypatch.setattr("sys.stdout", out)
    export_history(words(columns="routine_name"), FakeHistory([(a_session(1, routine_name="Brücke"), [])]))
    assert capfdbinary.readouterr().out == "routine_name\r\nBrücke\r\n".encode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"since": "yesterday"}, '--since: "yesterday" is no day; write it as 2026-11-21'),
        ({"until": "2026-02-30"}, '--until: "2026-02-30" is no day of the calendar'),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "2026-11-02 is later than 2026-11-01; --since comes first"),
        ({"columns": "uid,pain"}, 'Sessions have no column "pain"; there are: uid, '),
        ({"columns": ","}, "--columns names no column; leave it out"),
        ({"routine": "strengthen-lower"}, f'no routine "strengthen-lower"; did you mean "{BRIDGES}"?'),
        ({"routine": "zzz"}, f'no routine "zzz"; there are: {MORNING}, {BRIDGES}.'),
    ],
)
def test_what_cannot_be_exported_is_refused_with_a_sentence(
    tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    path = tmp_path / "history.csv"
    with pytest.raises(TrunkTimerError) as raised:
        export_history(words(output=str(path), **changes), some_past(TODAY), err=io.StringIO())
    assert sentence in str(raised.value)
    assert not path.exists()


def test_on_a_terminal_there_is_a_bar_and_it_goes_away(tmp_path: Path) -> None:
    err = Terminal()
    export_history(words("steps", output=str(tmp_path / "a.csv")), some_past(TODAY), err=err)
    assert "Exporting" in err.getvalue() and "100%" in err.getvalue()
    assert err.getvalue().splitlines()[-1].endswith("a.csv.")


def test_rows_on_a_terminal_are_not_mixed_with_a_bar() -> None:
    err = Terminal()
    export_history(words(), some_past(TODAY), out=Terminal(newline=""), err=err)
    assert "Exporting" not in err.getvalue()


def export_both(folder: Path, past: FakeHistory) -> list[str]:
    files = [str(folder / "sessions.csv"), str(folder / "steps.csv")]
    for grain, file in zip(("sessions", "steps"), files, strict=True):
        export(past, words(grain, output=file))
    return files


def import_(files: list[str], history: FakeHistory) -> str:
    err = io.StringIO()
    assert import_history(argparse.Namespace(files=files), history, err=err) == 0
    return err.getvalue()


def test_a_history_goes_to_another_computer_and_is_never_doubled(tmp_path: Path) -> None:
    past, other = some_past(TODAY), FakeHistory()
    files = export_both(tmp_path, past)
    count = past.count(Wanted())
    assert import_(files, other) == f"{count} sessions added.\n"
    assert list(other.all_steps(Wanted())) == list(past.all_steps(Wanted()))
    assert import_(files, other) == f"No sessions added, {count} known already and left as they are.\n"
    assert list(other.all_steps(Wanted())) == list(past.all_steps(Wanted()))
    uid = next(other.all_sessions(Wanted())).uid
    fewer = FakeHistory(pair for pair in past.all_steps(Wanted()) if pair[0].uid != uid)
    assert import_(files, fewer) == f"1 session added, {count - 1} known already and left as they are.\n"


def test_sessions_without_steps_are_added_and_that_is_said(tmp_path: Path) -> None:
    files = export_both(tmp_path, FakeHistory([(a_session(1), [])]))
    assert import_(files[:1], FakeHistory()) == (
        "1 session added.\nThere were no steps with them, so they count in no figures of sets and movements.\n"
    )


def test_nothing_is_added_from_files_of_which_one_has_a_fault(tmp_path: Path) -> None:
    past, other = some_past(TODAY), FakeHistory()
    files = export_both(tmp_path, past)
    steps = Path(files[1])
    steps.write_bytes(steps.read_bytes() + b"x\r\n")
    with pytest.raises(FileFaults, match="this row has 1 cell for 28 columns"):
        import_(files, other)
    assert other.count(Wanted()) == 0


def test_rows_with_faults_are_named_and_left_out_where_that_is_wanted(tmp_path: Path) -> None:
    past, other, err = some_past(TODAY), FakeHistory(), io.StringIO()
    files = export_both(tmp_path, past)
    sessions = Path(files[0])
    sessions.write_bytes(sessions.read_bytes().replace(b",50,1.0,", b",fifty,1.0,", 1))
    assert import_history(argparse.Namespace(files=files, skip_bad=True), other, err=err) == 0
    count = past.count(Wanted()) - 1
    fault, said = err.getvalue().splitlines()
    assert re.fullmatch(
        r".*sessions\.csv:\d+: level_percent: \"fifty\" is no whole number; write digits only, such as 12", fault
    )
    assert said == f"{count} sessions added, 1 row with a fault left out."
    assert other.count(Wanted()) == count


def test_importing_has_bars_on_a_terminal(tmp_path: Path) -> None:
    err = Terminal()
    files = export_both(tmp_path, some_past(TODAY))
    import_history(argparse.Namespace(files=files), FakeHistory(), err=err)
    assert "Checking" in err.getvalue() and "Importing" in err.getvalue()


@pytest.mark.parametrize(
    ("name", "mark"), [("de_DE.UTF-8", ","), ("fr_CA@x", ","), ("es_MX.utf8", "."), ("de_CH", "."), ("q", ".")]
)
def test_a_locale_that_is_not_generated_has_its_decimal_mark_all_the_same(
    monkeypatch: pytest.MonkeyPatch, name: str, mark: str
) -> None:
    def not_there(category: int, wanted: str | None = None) -> str:
        if wanted == "":
            raise locale.Error("unsupported locale setting")
        return "C"

    monkeypatch.setattr(locale, "setlocale", not_there)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_NUMERIC", name)
    assert locale_decimal_point() == mark


def test_asking_for_the_decimal_point_leaves_the_locale_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    before = locale.setlocale(locale.LC_ALL)
    monkeypatch.setenv("LC_ALL", "C")
    assert locale_decimal_point() == "."
    monkeypatch.setenv("LC_ALL", "xx_XX.there-is-none")
    assert locale_decimal_point() == "."
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": ","})
    monkeypatch.setenv("LC_ALL", "C")
    assert locale_decimal_point() == ","
    assert locale.setlocale(locale.LC_ALL) == before
