"""The history in a window: its page, and how often what was done is read for it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.history.csv.test_export import save
from tests.past import a_session
from tests.ui.test_main_window import timeline_of
from tests.windows import FakeServices, a_window
from trunktimer.foundation.errors import FileFaults
from trunktimer.history.csv.reading import check_history
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.history.history_feature import HistoryFeature
from trunktimer.ui.run.controller import Controller


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def feature(qtbot: QtBot, services: FakeServices) -> HistoryFeature:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.show()
    made = HistoryFeature(window, services)
    made.open()
    return made


def test_the_history_is_read_once_at_each_visit(qtbot: QtBot) -> None:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.show()
    services = FakeServices()
    feature = HistoryFeature(window, services)
    reads = []
    for _ in range(3):
        feature.open()
        assert feature.page is not None and window.is_shown(feature.page)
        window.show_library()
        reads.append(services.history.reads)
    assert reads == [1, 2, 3]


def choose_files(
    feature: HistoryFeature, services: FakeServices, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person chooses files, and they are examined."""
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *more: (names, ""))
    assert feature.page is not None
    feature.page.import_requested.emit()
    asked, told = services.export.checked
    assert (asked, feature.page.message.text()) == (names, "The files are being read …")
    try:
        told(check_history(paths, skip_bad=True))
    except FileFaults as faults:
        told(str(faults))


def test_sound_files_are_added_without_a_question(
    tmp_path: Path, feature: HistoryFeature, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_files(feature, services, list(save(tmp_path, [(a_session(1), [])])), monkeypatch)
    assert [found.sessions for found in services.export.taken] == [1]
    assert feature.page is not None
    services.export.ended("1 session added.", True)
    assert feature.page.message.text() == "1 session added."


@pytest.mark.parametrize("wanted", [True, False])
def test_rows_with_faults_are_named_and_the_others_are_added_if_that_is_wanted(
    tmp_path: Path, feature: HistoryFeature, services: FakeServices, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    path, _ = save(tmp_path, [(a_session(number), []) for number in range(12)])
    path.write_bytes(path.read_bytes().replace(b",50,1.0,", b",x,1.0,", 10))
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.text())
        next(button for button in box.buttons() if (button.text() == "Add all other rows") is wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    choose_files(feature, services, [path], monkeypatch)
    head, _, first, *_, last = said[0].splitlines()
    assert head == "10 rows have faults and cannot be added:"
    assert first.endswith('sessions.csv:2: level_percent: "x" is no whole number; write digits only, such as 12')
    assert last == "… and 2 more"
    assert [found.sessions for found in services.export.taken] == ([2] if wanted else [])


def test_files_that_are_no_history_are_told(
    tmp_path: Path, feature: HistoryFeature, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n", encoding="utf-8")
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    choose_files(feature, services, [path], monkeypatch)
    assert said == [
        f"Nothing was added, as these files cannot be read:\n\n{path}:1: this is no history: the first line names no "
        "column of sessions or steps"
    ]
    assert services.export.taken == []


def test_a_page_that_is_left_open_over_midnight_turns_to_the_new_day(qtbot: QtBot) -> None:
    controller = Controller(SessionRunner(HandClock()))
    window = a_window(timeline_of, controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.show()
    services = FakeServices()
    feature = HistoryFeature(window, services)
    feature.open()
    page = feature.page
    assert page is not None
    before = services.history.reads
    feature.midnight.timeout.emit()
    assert services.history.reads == before  # the same day: nothing is read
    services.history.day += 1
    feature.midnight.timeout.emit()
    assert services.history.reads == before + 1
    feature.midnight.timeout.emit()
    assert services.history.reads == before + 1
    assert feature.midnight.isActive()
    window.show_library()
    services.history.day += 1
    feature.midnight.timeout.emit()
    assert services.history.reads == before + 1 and not feature.midnight.isActive()
