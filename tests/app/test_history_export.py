"""An export that is under way when the program ends leaves nothing behind."""

import threading
from pathlib import Path
from typing import TextIO

import pytest
from pytestqt.qtbot import QtBot

from tests.windows import places_in
from trunktimer.app import history_export
from trunktimer.app.history_export import HistoryExporter
from trunktimer.history.csv.export import Cancelled, Told
from trunktimer.history.csv.export_request import ExportRequest
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
