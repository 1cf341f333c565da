"""The history in the window: recorded, asked about, gone on with, shown, exported. On Qt's offscreen platform."""

import contextlib
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.app.conftest import PATIENCE_MS, Begin, hurry, session_clock
from tests.app.killed_script import KILLED
from tests.app.test_application import python
from tests.checkout import ROOT
from tests.hand_clock import HandClock
from tests.past import a_session, a_step
from tests.windows import places_in
from trunktimer.app.application import Application
from trunktimer.app.history_service import HistoryService
from trunktimer.commands.start import Start
from trunktimer.desktop.one_instance import Request, decoded
from trunktimer.foundation.clock import Clock, today
from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import Wanted
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.session.bests import Feat
from trunktimer.session.effects import Phase
from trunktimer.session.record import Feedback, SessionRecord
from trunktimer.session.transitions import Action
from trunktimer.ui.history.export_dialog import ExportDialog
from trunktimer.ui.history.feedback_dialog import FeedbackDialog
from trunktimer.ui.history.history_feature import HistoryFeature
from trunktimer.ui.history.resume_dialog import ResumeAnswer, ResumeDialog
from trunktimer.ui.kit.host import Feature

DEMO = ROOT / "routines" / "demo.toml"


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(HistoryFolder(places_in(home).history).database)) as connection:
        return connection.execute(question).fetchall()


def follow_to_the_end(parts: Application, hand: HandClock) -> None:
    hurry(parts, hand, lambda session: session.is_over)
    assert parts.window.following.session is not None
    assert parts.window.following.session.phase is Phase.FINISHED


def wait_until_written(qtbot: QtBot, parts: Application) -> None:
    written = threading.Event()
    parts.history.when_written(written.set)
    qtbot.waitUntil(written.is_set, timeout=PATIENCE_MS)


def sessions(parts: Application) -> list[SessionRecord]:
    return parts.history.past().sessions(Wanted())


def history_of(parts: Application) -> HistoryFeature:
    """The history, shown."""
    parts.window.open(Feature.HISTORY)
    feature = parts.features.made(Feature.HISTORY)
    assert isinstance(feature, HistoryFeature)
    return feature


def answer_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FeedbackDialog, "exec", lambda dialog: FeedbackDialog.DialogCode.Rejected)


def test_a_session_is_kept_and_what_is_said_of_it_too(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Feedback(effort=6, pain_before=2, pain_after=1, note="=good")
    monkeypatch.setattr(FeedbackDialog, "exec", lambda dialog: FeedbackDialog.DialogCode.Accepted)
    monkeypatch.setattr(FeedbackDialog, "feedback", lambda dialog: said)
    parts = begin(DEMO, Start(speed=400, answers=True), clock=session_clock(hand, 400))
    follow_to_the_end(parts, hand)
    parts.window.following.leave()  # as Esc does: nothing is asked of a session that is over
    qtbot.waitUntil(lambda: [one.feedback for one in sessions(parts)] == [said], timeout=PATIENCE_MS)
    assert rows(tmp_path, "SELECT ending, short_steps, effort, pain_before, pain_after, note, speed FROM session") == [
        ("finished", 0, 6, 2, 1, "=good", 400.0)
    ]
    assert rows(tmp_path, "SELECT COUNT(*) FROM step") == [(69,)]


def keep_one(qtbot: QtBot, begin: Begin, hand: HandClock, monkeypatch: pytest.MonkeyPatch) -> Application:
    """The demo was followed, and nothing was said of it."""
    answer_nothing(monkeypatch)
    parts = begin(DEMO, Start(speed=400, answers=True), clock=session_clock(hand, 400))
    follow_to_the_end(parts, hand)
    parts.window.following.leave()
    wait_until_written(qtbot, parts)
    return parts


def test_a_session_is_deleted_and_brought_back(
    qtbot: QtBot, begin: Begin, hand: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = keep_one(qtbot, begin, hand, monkeypatch)
    page = history_of(parts).page
    assert page is not None and parts.window.is_shown(page)
    (kept,) = sessions(parts)
    page.delete_requested.emit([kept.uid])
    qtbot.waitUntil(lambda: sessions(parts) == [], timeout=PATIENCE_MS)
    page.restore_requested.emit([kept.uid])
    qtbot.waitUntil(lambda: sessions(parts) == [kept], timeout=PATIENCE_MS)


# Qt warns where nothing was connected yet, which is so at the first export of a window.
def test_sessions_are_exported_and_summed_up(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, summary = tmp_path / "sets.csv", tmp_path / "summary.pdf"
    told: list[str] = []

    def export(dialog: ExportDialog) -> int:
        request = ExportRequest(grain="sets", wanted=Wanted(), columns=(), excel=False, path=str(table))
        dialog.export_requested.emit(request)
        qtbot.waitUntil(lambda: "written" in dialog.status.text(), timeout=PATIENCE_MS)
        told.append(dialog.status.text())
        return 0

    monkeypatch.setattr(ExportDialog, "exec", export)
    feature = history_of(keep_one(qtbot, begin, hand, monkeypatch))
    assert feature.page is not None
    feature.page.export_requested.emit()
    assert told == [f"16 sets of 1 session written to {table}."]
    assert table.read_text(encoding="utf-8").count("\n") == 17
    feature.write_summary(summary, today() - 30, "")
    assert feature.page.message.text() == f"The summary was saved as {summary}."
    assert summary.read_bytes().startswith(b"%PDF")


def test_a_session_that_broke_off_is_gone_on_with(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = python(KILLED, tmp_path, str(tmp_path))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert rows(tmp_path, "SELECT ending FROM session") == [("running",)]
    ((kept,),) = rows(tmp_path, "SELECT COUNT(*) FROM step")
    assert kept == 13
    answer_nothing(monkeypatch)
    monkeypatch.setattr(ResumeDialog, "exec", lambda dialog: 0)
    monkeypatch.setattr(ResumeDialog, "answer", lambda dialog: ResumeAnswer.GO_ON)
    parts = begin(start=Start(answers=True), clock=session_clock(hand))
    qtbot.waitUntil(lambda: parts.window.is_following, timeout=PATIENCE_MS)
    session = parts.window.controller.session
    assert session is not None and (session.phase, session.index) == (Phase.PAUSED, kept)
    parts.window.controller.act(Action.RESUME)
    follow_to_the_end(parts, hand)
    wait_until_written(qtbot, parts)
    assert rows(tmp_path, "SELECT ending, bookmark, owner FROM session") == [("finished", "", "")]
    assert rows(tmp_path, "SELECT COUNT(*), COUNT(DISTINCT place), MAX(seq) FROM step") == [(69, 69, 68)]


def test_a_session_is_not_kept_where_that_is_not_wanted(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path
) -> None:
    parts = begin(DEMO, Start(speed=500, answers=True, recorded=False), clock=session_clock(hand, 500))
    follow_to_the_end(parts, hand)
    wait_until_written(qtbot, parts)
    assert rows(tmp_path, "SELECT COUNT(*) FROM session") == [(0,)]


def test_a_history_that_cannot_be_written_is_told_and_the_session_goes_on(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path
) -> None:
    places_in(tmp_path).history.write_text("a file where a folder should be", encoding="utf-8")
    parts = begin(DEMO, Start(speed=500, answers=True), clock=session_clock(hand, 500))
    follow_to_the_end(parts, hand)
    # Before the first step is to be written there is only the file to be told of.
    qtbot.waitUntil(lambda: "is kept in" in parts.window.standing_message, timeout=PATIENCE_MS)
    told = parts.window.standing_message
    assert told.startswith("The history cannot be written (File exists: ")
    (spool,) = places_in(tmp_path).state.glob("trunktimer-waits-*.sqlite3")
    assert told.endswith(f"This session is kept in {spool} meanwhile, and writing it down is tried again.")
    assert places_in(tmp_path).history.read_text(encoding="utf-8") == "a file where a folder should be"


def test_another_level_is_proposed_and_not_again_once_it_was_answered(
    qtbot: QtBot, begin: Begin, tmp_path: Path
) -> None:
    folder = HistoryFolder(places_in(tmp_path).history)
    done_in_full = [
        replace(
            a_session(number, started=WallTime((today() - number) * DAY_MS), level=50, feedback=Feedback(pain_after=1)),
            short_steps=0,
        )
        for number in (1, 2, 3)
    ]
    with contextlib.closing(open_history(folder, "before")) as history:
        history.add((session, ()) for session in done_in_full)
    parts = begin()
    library = parts.window.library
    detail = library.detail
    assert library.level() == 50
    assert detail.proposal is not None and detail.proposal.isVisible()
    assert detail.reason.text().startswith("The last three sessions were done in full at level 50 %")
    detail.take.click()
    assert library.level() == 60
    assert not detail.proposal.isVisible()
    qtbot.waitUntil(lambda: parts.history.past().is_answered(done_in_full[0].uid), timeout=PATIENCE_MS)
    library.choose(next(item.path for item in library.items() if item.key == "demo"))
    library.choose(next(item.path for item in library.items() if item.key == done_in_full[0].routine_key))
    assert not detail.proposal.isVisible()


@contextlib.contextmanager
def held(home: Path) -> Iterator[None]:
    """Another program holds the history."""
    database = HistoryFolder(places_in(home).history).database
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def answer_with(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Click on an answer of any question; gives what was asked."""
    asked: list[str] = []

    def click(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        next(button for button in box.buttons() if button.text() == answer).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click)
    return asked


def test_a_window_with_unwritten_work_asks_before_it_closes_and_loses_nothing(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_nothing(monkeypatch)
    parts = begin(DEMO, Start(speed=400, answers=True), clock=session_clock(hand, 400))
    wait_until_written(qtbot, parts)
    with held(tmp_path):
        follow_to_the_end(parts, hand)
        qtbot.waitUntil(lambda: parts.window.standing_message != "", timeout=PATIENCE_MS)
        asked = answer_with(monkeypatch, "Keep open")
        assert not parts.window.close()
        assert asked[-1].startswith("What you did last could not be written to the history yet. It ")
        qtbot.waitUntil(lambda: parts.history.unwritten()[1] is not None, timeout=PATIENCE_MS)
        (spool,) = places_in(tmp_path).state.glob("trunktimer-waits-*.sqlite3")
        assert str(spool) in parts.window.standing_message
        parts.take_over(Request(file=str(DEMO), command="show"))  # another start: nothing is closed by that
        assert len(asked) == 1
        asked = answer_with(monkeypatch, "Close all the same")
        assert parts.window.close()
        assert len(asked) == 1
        parts.history.close()
        assert not parts.history.is_lost
    again = begin()
    qtbot.waitUntil(lambda: [one.is_complete for one in sessions(again)] == [True], timeout=PATIENCE_MS)
    assert rows(tmp_path, "SELECT COUNT(*) FROM step") == [(69,)]


def test_a_window_whose_work_is_written_closes_without_a_question(
    qtbot: QtBot, begin: Begin, hand: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = keep_one(qtbot, begin, hand, monkeypatch)
    asked = answer_with(monkeypatch, "Keep open")
    assert parts.window.close()
    assert asked == []


def test_a_file_whose_name_is_no_unicode_is_chosen_followed_and_kept(
    qtbot: QtBot, begin: Begin, hand: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_nothing(monkeypatch)
    odd = tmp_path / os.fsdecode(b"caf\xe9.toml")
    try:
        odd.write_bytes(DEMO.read_bytes())
    except OSError:
        pytest.skip("this file system knows no such names")
    parts = begin(odd, Start(speed=400, answers=True), clock=session_clock(hand, 400))
    follow_to_the_end(parts, hand)
    parts.window.following.leave()
    qtbot.waitUntil(lambda: [one.routine_key for one in sessions(parts)] == ["caf?"], timeout=PATIENCE_MS)
    assert parts.history.advice(parts.window.library.chosen_key(), None, 3) == (None, "")
    asked = decoded(Request(file=str(odd), command="show").encoded())
    assert asked is not None and asked.file == str(odd)
    parts.take_over(asked)
    parts.take_over(Request(file="/nowhere/\ud800.toml"))
    qtbot.wait(50)  # a bug in a slot would be told


def test_the_best_so_far_is_told_at_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    places = places_in(tmp_path)
    with contextlib.closing(open_history(HistoryFolder(places.history), "now")) as history:
        history.add([(a_session(), [a_step(planned_ms=0, min_ms=0, actual_ms=61_000, counted_ms=61_000)])])
    service = HistoryService(places, Clock())
    with qtbot.waitSignal(service.bests_found, timeout=PATIENCE_MS) as found:
        service.begin({})
    service.close()
    assert found.args == [{Feat("bridge", "", "hold"): 61_000}]
