"""The log of bugs: what is in it, what is not, and that it stays small."""

import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkout import ROOT
from trunktimer.foundation import bug_file
from trunktimer.foundation.bug_log import BugLog, bug_text, catch_bugs, is_private
from trunktimer.history.store.rows import session_record

NOTE = "my left hip, again"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[BugLog]:
    made = BugLog(tmp_path / "state" / "trunktimer.log")
    yield made
    made.close()


def bug(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_a_bug_is_written_with_its_place_and_the_versions(log: BugLog) -> None:
    text, kept, times = log.write(bug("seven is no colour"))
    assert (kept, times) == (True, 1)
    assert "ValueError: seven is no colour" in text and "test_bug_log.py" in text
    written = log.path.read_text(encoding="utf-8")
    assert text in written and "TrunkTimer " in written and "Python 3" in written


def test_causes_are_told_from_the_first_on() -> None:
    try:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise RuntimeError("second") from error
    except RuntimeError as error:
        text = bug_text(error)
    assert text.index("KeyError: 'first'") < text.index("which was the cause of") < text.index("RuntimeError: second")


def test_what_a_person_noted_is_not_in_it(log: BugLog) -> None:
    with pytest.raises(Exception) as caught:
        session_record((NOTE,) * 22)
    assert is_private(caught.value)
    text, _, _ = log.write(caught.value)
    assert "left out" in text and NOTE not in text and "rows.py" in text
    assert NOTE not in log.path.read_text(encoding="utf-8")


def test_a_private_cause_stays_private_in_another_bug() -> None:
    def session_row() -> None:
        session_record((NOTE, 4))

    try:
        try:
            session_row()
        except Exception as error:
            raise RuntimeError("the page could not be shown") from error
    except RuntimeError as error:
        text = bug_text(error)
    assert "RuntimeError: the page could not be shown" in text or "left out" in text
    assert NOTE not in text


def test_a_bug_that_comes_again_and_again_is_written_at_the_first_the_tenth_and_so_on(log: BugLog) -> None:
    for _ in range(25):
        log.write(bug("thirty times a second"))
    assert log.path.read_text(encoding="utf-8").count("ValueError: thirty times a second") == 2


def test_a_large_log_is_begun_anew_and_two_old_ones_are_kept(log: BugLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bug_file, "LARGEST_BYTES", 4_000)
    log.watch_for_crashes()
    for number in range(40):
        log.write(bug(f"number {number}"))
    names = sorted(path.name for path in log.path.parent.iterdir())
    assert names == ["trunktimer.log", "trunktimer.log.1", "trunktimer.log.2"]
    assert all(path.stat().st_size <= 4_000 for path in log.path.parent.iterdir())
    assert "number 39" in log.path.read_text(encoding="utf-8")
    assert faulthandler.is_enabled()


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    text, kept, _ = BugLog(tmp_path / "file" / "trunktimer.log").write(bug("x"))
    assert "ValueError: x" in text and not kept


def test_bugs_of_threads_are_found_too(
    log: BugLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    found: list[tuple[str, str, bool, int]] = []
    catch_bugs(log, lambda *told: found.append(told))

    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [(kind, kept, times) for kind, _, kept, times in found] == [("ValueError", True, 1)]
    assert "ValueError: in a thread" in capsys.readouterr().err


def test_a_crash_leaves_its_stacks_in_the_log(tmp_path: Path) -> None:
    script = (
        f"import sys, faulthandler; sys.path[:0] = [{str(ROOT)!r}]\n"
        "from pathlib import Path; from trunktimer.foundation.bug_log import BugLog\n"
        f"BugLog(Path({str(tmp_path / 'trunktimer.log')!r})).watch_for_crashes()\n"
        "def in_foreign_code(): faulthandler._sigsegv()\n"
        "in_foreign_code()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode != 0
    written = (tmp_path / "trunktimer.log").read_text(encoding="utf-8")
    assert "Segmentation fault" in written and "in_foreign_code" in written


@pytest.mark.parametrize(
    ("place", "private"),
    [
        *((path, True) for path in ("history/reader.py", "history/store/rows.py", "ui/history/feedback_dialog.py")),
        *((path, True) for path in ("session/record.py", "session/session_recorder.py", "program/progress.py")),
        *((path, True) for path in ("commands/history_text.py", "commands/terminal_history.py")),
        *((path, False) for path in ("ui/run/run_page.py", "routine/check.py", "sound/track.py")),
    ],
)
def test_what_passed_a_room_of_the_history_is_private(place: str, private: bool) -> None:
    assert (ROOT / "trunktimer" / place).is_file()
    with pytest.raises(ValueError) as caught:
        exec(compile(f"raise ValueError({NOTE!r})", str(ROOT / "trunktimer" / place), "exec"))
    assert is_private(caught.value) is private
    assert (NOTE in bug_text(caught.value)) is not private


def test_a_folder_above_the_program_makes_nothing_private() -> None:
    with pytest.raises(ValueError) as caught:
        exec(compile("raise ValueError", "/home/history/elsewhere/page.py", "exec"))
    assert not is_private(caught.value)
