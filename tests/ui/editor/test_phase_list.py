"""The phases of a block in its form: what is told when they are changed, added, moved and taken out."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.editor.test_block_form import PHASES, Bench
from trunktimer.foundation.durations import Span


def test_phases_are_changed_one_by_one(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"reps": 3, "phase": PHASES})
    assert not {"raise", "hold", "lower"} & bench.shown()
    first, second = bench.form.phases.phases
    assert first.breath.currentText() == "Out" and first.cue.text() == "Round your back up"
    first.time.setFocus()
    qtbot.keyClick(first.time, Qt.Key.Key_Up)
    second.cue.setFocus()
    qtbot.keyClicks(second.cue, "B")
    second.breath.setFocus()
    qtbot.keyClick(second.breath, Qt.Key.Key_Down)
    first.cue.setFocus()
    first.cue.selectAll()
    qtbot.keyClick(first.cue, Qt.Key.Key_Delete)
    first.do.setFocus()
    assert bench.told == [
        (("block", 0, "phase", 0, "time"), Span(4_000, 4_000)),
        (("block", 0, "phase", 1, "cue"), "B"),
        (("block", 0, "phase", 1, "breath"), "in"),
        (("block", 0, "phase", 0, "cue"),),
    ]


def test_phases_are_added_moved_and_taken_out(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"reps": 3, "phase": PHASES})
    bench.form.phases.phases[0].down.click()
    bench.form.phases.more.click()
    bench.form.phases.phases[1].out.click()
    key = ("block", 0, "phase")
    assert bench.told == [
        (key, [PHASES[1], PHASES[0]]),
        (key, [*PHASES, {"do": "hold", "time": "2 s"}]),
        ((*key, 1),),
    ]
    bench.show({"reps": 3, "phase": PHASES[:1]})
    assert len(bench.form.phases.phases) == 1
    bench.form.phases.phases[0].out.click()
    assert bench.told[-1] == (key,)


def test_phases_of_your_own_begin_with_what_is_there(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"movement": "bridge", "raise": "2 s", "lower": 3, "reps": 3})
    bench.form.phases.more.click()
    gone = [("block", 0, "raise"), ("block", 0, "lower")]
    phases = [{"do": "raise", "time": "2 s"}, {"do": "lower", "time": 3}]
    assert bench.told == [(gone, {("block", 0, "phase"): phases})]  # all at once: one step of undo


def test_a_fault_in_a_phase_says_in_which_one(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"reps": 3, "phase": [PHASES[0], {"do": "sag", "time": "3 x"}]})
    assert bench.form.rows["phase"].note.text().startswith('Phase 2: "3 x" is not a time')
    bench.show({"reps": 3, "phase": 4})
    assert "no list of phases" in bench.form.rows["phase"].note.text()
