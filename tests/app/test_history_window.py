"""The history in the window: recorded, asked about, gone on with, shown, exported. Started for real, offscreen."""

import contextlib
import sqlite3
from pathlib import Path

from tests.app.test_application import python

OPENING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import trunktimer.app.application as app
from trunktimer.app.cli import main
from trunktimer.session.effects import Phase
from trunktimer.session.record import Feedback
from trunktimer.session.transitions import Action
from trunktimer.ui.history.feedback_dialog import FeedbackDialog
from trunktimer.ui.history.resume_dialog import ResumeAnswer, ResumeDialog
QTimer.singleShot(40000, lambda: QApplication.exit(9))
def when_shelved(then):
    old = app._App._show_routines
    def shelve(self, items):
        old(self, items)
        QTimer.singleShot(0, lambda: then(self))
    app._App._show_routines = shelve
def wait_for(true, then):
    if true():
        then()
    else:
        QTimer.singleShot(10, lambda: wait_for(true, then))
"""


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    database = next(home.rglob("history.sqlite3"))
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def test_a_session_is_kept_and_what_is_said_of_it_too(tmp_path: Path) -> None:
    script = f"""{OPENING}
from pathlib import Path
from trunktimer.history.reader import Wanted
FeedbackDialog.exec = lambda self: FeedbackDialog.DialogCode.Accepted
FeedbackDialog.feedback = lambda self: Feedback(effort=6, pain_before=2, pain_after=1, note="=good")
def begin(parts):
    parts.window.controller.phase_changed.connect(lambda phase: phase is Phase.FINISHED and QTimer.singleShot(0, leave))
    def leave():
        parts.window._leave()  # as Esc does: nothing is asked of a session that is over
        past = parts._history_service.past
        wait_for(lambda: any(one.feedback.effort for one in past().sessions(Wanted())), look)
    def look():
        parts.window.history_requested.emit()
        page = parts._history_feature.page
        assert parts.window._stack.currentWidget() is page
        uid = parts._history_service.past().sessions(Wanted())[0].uid
        count = lambda: parts._history_service.past().count(Wanted())
        page.delete_requested.emit([uid])
        wait_for(lambda: count() == 0, lambda: (
            page.restore_requested.emit([uid]), wait_for(lambda: count() == 1, summary)))
    def summary():
        day = parts._history_service.today()
        parts._history_feature.write_summary(Path("summary.pdf").absolute(), day - 30, "")
        export()
    def export():
        from trunktimer.ui.history.export_dialog import ExportRequest
        path = str(Path("sets.csv").absolute())
        command = ExportRequest(grain="sets", wanted=Wanted(), columns=(), excel=False, path=path)
        parts._export(command)
        parts._exporter.ended.connect(lambda sentence, good: (print(sentence, good), QApplication.quit()))
when_shelved(begin)
import os
os.chdir({str(tmp_path)!r})
sys.exit(main(["play", "demo", "--speed", "400", "--record", "--mute", "--keys", "none"]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"16 sets of 1 session written to {tmp_path / 'sets.csv'}. True"
    assert rows(tmp_path, "SELECT ending, short_steps, effort, pain_before, pain_after, note, speed FROM session") == [
        ("finished", 0, 6, 2, 1, "=good", 400.0)
    ]
    assert rows(tmp_path, "SELECT COUNT(*) FROM step") == [(69,)]
    assert (tmp_path / "sets.csv").read_text(encoding="utf-8").count("\n") == 17
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_a_session_that_broke_off_is_gone_on_with(tmp_path: Path) -> None:
    broken = f"""{OPENING}
import os, signal
def begin(parts):
    controller = parts.window.controller
    now_ms, ahead = parts._clock.now_ms, [0]
    controller._runner._clock_ms = lambda: now_ms() + ahead[0]
    def hurry():
        ahead[0] += 2000
        controller.tick()
        if controller.session.index < 13:
            QTimer.singleShot(0, hurry)
        else:  # behind what is being written
            parts._history_service._submit(lambda writer: os.kill(os.getpid(), signal.SIGKILL))
    hurry()
when_shelved(begin)
sys.exit(main(["play", "demo", "--mute", "--keys", "none"]))
"""
    assert python(broken, tmp_path).returncode == -9
    assert rows(tmp_path, "SELECT ending FROM session") == [("running",)]
    ((kept,),) = rows(tmp_path, "SELECT COUNT(*) FROM step")
    assert isinstance(kept, int)
    assert kept >= 12
    script = f"""{OPENING}
ResumeDialog.exec = lambda self: 0
ResumeDialog.answer = lambda self: ResumeAnswer.GO_ON
FeedbackDialog.exec = lambda self: 0
def begin(parts):
    controller = parts.window.controller
    controller._runner._answers = True
    def found():
        print(controller.session.phase, controller.session.index)
        controller.phase_changed.connect(lambda phase: phase is Phase.FINISHED and QApplication.quit())
        clock = parts._clock
        ahead = [0]
        now_ms = clock.now_ms
        controller._runner._clock_ms = lambda: now_ms() + ahead[0]
        controller.act(Action.RESUME)
        def hurry():  # two seconds with each look, as no test waits for two minutes
            ahead[0] += 2000
            controller.tick()
            if not controller.session.is_over:
                QTimer.singleShot(0, hurry)
        hurry()
    wait_for(lambda: controller.session is not None and controller.session.phase is Phase.PAUSED, found)
when_shelved(begin)
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["paused", str(kept)]
    assert rows(tmp_path, "SELECT ending, bookmark, owner FROM session") == [("finished", "", "")]
    assert rows(tmp_path, "SELECT COUNT(*), COUNT(DISTINCT place), MAX(seq) FROM step") == [(69, 69, 68)]


def test_a_rehearsal_is_not_kept_unless_it_is_asked_for(tmp_path: Path) -> None:
    script = f"""{OPENING}
def begin(parts):
    parts.window.controller.phase_changed.connect(lambda phase: phase is Phase.FINISHED and QApplication.quit())
when_shelved(begin)
sys.exit(main(["play", "demo", "--speed", "500", "--mute", "--keys", "none"]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "SELECT COUNT(*) FROM session") == [(0,)]


def test_a_history_that_cannot_be_written_is_told_and_the_session_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "d" / "trunktimer"
    folder.mkdir(parents=True)
    (folder / "history").write_text("a file where a folder should be", encoding="utf-8")
    script = f"""{OPENING}
def begin(parts):
    window = parts.window
    window.controller.phase_changed.connect(lambda phase: phase is Phase.FINISHED and QTimer.singleShot(0, end))
    def end():
        wait_for(lambda: parts._history_fault, lambda: (print(window._standing), QApplication.quit()))
when_shelved(begin)
sys.exit(main(["play", "demo", "--speed", "500", "--record", "--mute", "--keys", "none"]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The history cannot be written (File exists: ")
    assert done.stdout.strip().endswith("This session is kept in memory, and writing it down is tried again.")
    assert (folder / "history").read_text(encoding="utf-8") == "a file where a folder should be"


def test_another_level_is_proposed_and_not_again_once_it_was_answered(tmp_path: Path) -> None:
    script = f"""{OPENING}
sys.path.insert(0, ".")
from dataclasses import replace
from tests.past import a_session
from trunktimer.session.record import WallTime
def begin(parts):
    library = parts.window.library
    day = parts._history_service.today()
    sessions = [
        replace(a_session(), uid=f"{{n:032x}}", routine_key=library.chosen_key(), level=50, short_steps=0,
                started=WallTime((day - n) * 86_400_000), speed=1.0, feedback=Feedback(pain_after=1))
        for n in (1, 2, 3)]
    def take():
        print(library.detail.reason.text())
        library.detail.take.click()
        print(library.level(), library.detail.proposal.isVisible())
        wait_for(lambda: parts._history_service.advice(library.chosen_key())[0] is None, QApplication.quit)
    parts._history_service._change(lambda history: history.add((one, ()) for one in sessions))
    wait_for(lambda: library.detail.proposal is not None and library.detail.proposal.isVisible(), take)
when_shelved(begin)
sys.exit(main([]))
"""
    done = python(script, tmp_path)
    assert done.returncode == 0, done.stderr
    reason, after = done.stdout.strip().splitlines()
    assert "50 %" in reason or "three" in reason.casefold(), reason
    assert after == "60 False"
