"""The history for commands: what could not be written before is read in, a strange log is told; also by `doctor`."""

import argparse
import contextlib
import shutil
from pathlib import Path

import pytest

from tests.past import a_session, a_step
from tests.windows import places_in
from trunktimer.commands import doctor, import_history
from trunktimer.commands.past import open_past
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder

STRANGE = "Beside the history lay the log of another history"


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A home in which a history was put back by hand over the log of another one."""
    for name, number in (("old", 1), ("new", 2)):
        with contextlib.closing(open_history(HistoryFolder(tmp_path / name), "now")) as history:
            history.add([(a_session(number), [a_step()])])
            shutil.copytree(tmp_path / name, tmp_path / f"{name}-killed")
    home = tmp_path / "home"
    shutil.copytree(tmp_path / "new-killed", home / "history")
    shutil.copyfile(tmp_path / "old" / "history.sqlite3", home / "history" / "history.sqlite3")
    return home


def test_a_command_that_reads_tells_of_a_strange_log(strange: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(open_past(places_in(strange))) as past:
        assert [one.uid for one in past.sessions(Wanted())] == [a_session(1).uid]
    assert capsys.readouterr().err.startswith(STRANGE)


def test_a_command_that_adds_tells_of_it_too(
    strange: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_history, "import_history", lambda arguments, history: 0)
    assert import_history.run(argparse.Namespace(), places_in(strange)) == 0
    assert capsys.readouterr().err.startswith(STRANGE)


def test_the_doctor_tells_of_it_too(strange: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doctor.run(argparse.Namespace(), places_in(strange))
    out = capsys.readouterr().out
    assert "1 session, sound" in out and STRANGE in out
