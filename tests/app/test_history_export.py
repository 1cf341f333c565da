"""An export that is under way when the program ends leaves nothing behind."""

import threading
from pathlib import Path
from typing import TextIO

import pytest
from pytestqt.qtbot import QtBot

from tests.history.csv.test_export import save
from tests.past import a_session, a_step
from tests.windows import places_in
from trunktimer.app import history_export
from trunktimer.app.history_export import HistoryExporter
from trunktimer.history.csv.export import Cancelled, Told
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.csv.reading import HistoryFiles
from trunktimer.history.reader import Wanted


def test_what_is_half_written_goes_at_the_end(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    stopped: list[bool] = []

    def endless(past: object, request: object, form: object, told: Told, out: TextIO) -> int:
        while True:
            out.write("x")
            begun.set()
            try:
                told(1)
            except Cancelled:
                stopped.append(True)
                raise

    monkeypatch.setattr(history_export, "write_history", endless)
    exporter = HistoryExporter(places_in(tmp_path), lambda: "now")
    request = ExportRequest(path=str(tmp_path / "all.csv"), grain="sessions", columns=(), excel=False, wanted=Wanted())
    exporter.start(request, lambda done, total: None, lambda sentence, good: None)
    assert begun.wait(20)
    exporter.close()
    assert stopped == [True]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_what_another_computer_exported_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    exporter = HistoryExporter(places_in(tmp_path), lambda: "now")
    (tmp_path / "files").mkdir()
    paths = [str(path) for path in save(tmp_path / "files", [(a_session(1), [a_step(0)]), (a_session(2), [])])]
    told: list[tuple[str, bool]] = []
    found: list[HistoryFiles | str] = []

    def take(files: HistoryFiles | str) -> None:
        found.append(files)
        if isinstance(files, HistoryFiles):
            exporter.take(files, lambda sentence, good: told.append((sentence, good)))

    exporter.check(paths, take)
    qtbot.waitUntil(lambda: told == [("2 sessions added.", True)])
    exporter.close()
    exporter.check([str(tmp_path)], take)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert "this is a folder; a file is wanted" in str(found[1])
    exporter.close()


@pytest.mark.parametrize(("decimal", "begin"), [(",", b"\xef\xbb\xbfuid;"), (".", b"\xef\xbb\xbfuid,")])
def test_a_spreadsheet_gets_the_marks_that_were_chosen(
    qtbot: QtBot, tmp_path: Path, decimal: str, begin: bytes
) -> None:
    exporter = HistoryExporter(places_in(tmp_path), lambda: "now")
    path, told = tmp_path / "all.csv", list[bool]()
    request = ExportRequest(path=str(path), grain="sessions", columns=(), excel=True, wanted=Wanted(), decimal=decimal)
    exporter.start(request, lambda done, total: None, lambda sentence, good: told.append(good))
    qtbot.waitUntil(lambda: told == [True])
    assert path.read_bytes().startswith(begin)
    exporter.close()
