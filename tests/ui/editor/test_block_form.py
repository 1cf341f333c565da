"""The form of a block: which fields there are, what is told of edits, and that the keyboard stays where it is."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.routine.toml.edit import change_value, remove_value
from trunktimer.ui.editor.block_form import BlockForm
from trunktimer.ui.editor.form_fields import WorkForm, foreign_keys, work_form

ROUTINES = sorted((ROOT / "routines").glob("*.toml"))
PHASES: list[dict[str, Any]] = [
    {"do": "round", "time": "3 s", "breath": "out", "cue": "Round your back up"},
    {"do": "sag", "time": "3 s"},
]
Told = list[tuple[Any, ...]]


class Bench:
    """A form with a block in it, and what the form asked for."""

    def __init__(self, qtbot: QtBot, written: dict[str, Any], path: tuple[int, ...] = (0,)) -> None:
        self.qtbot, self.written, self.path = qtbot, written, path
        self.form = BlockForm()
        qtbot.addWidget(self.form)
        self.form.resize(420, 900)
        self.show()
        with qtbot.waitActive(self.form):
            self.form.show()
            self.form.activateWindow()
        self.told: Told = []
        self.form.value_requested.connect(lambda path, value: self.told.append((path, value)))
        self.form.remove_requested.connect(lambda path: self.told.append((path,)))
        self.form.rewrite_requested.connect(lambda gone, changes: self.told.append((gone, changes)))

    def show(self, written: dict[str, Any] | None = None, faults: dict[str, str] | None = None) -> None:
        self.written = self.written if written is None else written
        inherited = {"lead_in": "10 s, from the routine"}
        self.form.show_block(None, self.path, self.written, inherited, MOVEMENTS, faults or {})

    def shown(self) -> set[str]:
        return {key for key, row in self.form.rows.items() if row.isVisibleTo(self.form)}

    def line(self, key: str) -> QLineEdit:
        widget = self.form.rows[key].widget
        assert isinstance(widget, QLineEdit)
        return widget

    def type(self, key: str, text: str) -> None:
        self.form.focus_field(key)
        self.line(key).selectAll()
        self.qtbot.keyClicks(self.line(key), text)

    def ask(self, form: WorkForm) -> None:
        self.form.work.setCurrentIndex(self.form.work.findData(form.name))
        self.form.work.activated.emit(self.form.work.currentIndex())


BRIDGE = {"movement": "bridge", "raise": "2 s", "hold": "10-15 s", "lower": "2 s", "rest": "4 s", "reps": 15, "sets": 3}


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (BRIDGE, WorkForm.REPS),
        ({"movement": "superman", "hold": "30 s"}, WorkForm.HOLD),
        ({"movement": "donkey-kick", "duration": "90 s", "raise": "1 s"}, WorkForm.TIMED),
        ({"pulses": 10, "bpm": 60}, WorkForm.PULSES),
        ({"duration": "2 min", "bpm": 60}, WorkForm.RHYTHM),
        ({"rest": "20 s", "name": "Breathe"}, WorkForm.REST),
        ({"repeat": 3, "block": [{}]}, WorkForm.GROUP),
        ({}, WorkForm.REPS),
    ],
)
def test_the_form_of_work_is_seen_from_the_keys(qtbot: QtBot, written: dict[str, Any], form: WorkForm) -> None:
    bench = Bench(qtbot, written)
    assert work_form(written) is bench.form.form is form
    assert bench.form.work.currentText() == form.value
    assert written.keys() - {"block"} <= bench.shown()
    assert bench.form.misfits() == [] and bench.form.note.isHidden()


def _blocks(table: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = table.get("block", [])
    return [*blocks, *(inner for block in blocks for inner in _blocks(block))]


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_blocks_of_the_bundled_routines_fit_and_show_all_that_is_written(qtbot: QtBot, path: Path) -> None:
    bench = Bench(qtbot, {})
    for at, written in enumerate(_blocks(tomllib.loads(path.read_text(encoding="utf-8")))):
        bench.path = (at,)
        bench.show(written)
        assert foreign_keys(work_form(written), written) == []
        assert written.keys() - {"block"} <= bench.shown()
        assert not any(row.editor.fault for row in bench.form.rows.values())
    assert bench.told == []


def test_what_does_not_fit_is_hidden_until_it_is_written(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"movement": "bridge", "duration": "90 s"})
    assert not {"reps", "bpm", "repeat", "switch", "rest_between_sets", "pace"} & bench.shown()
    bench.show({"movement": "bridge", "duration": "90 s", "reps": 3, "sets": 2, "sides": "one-then-other"})
    assert {"reps", "switch", "first_side", "rest_between_sets"} <= bench.shown()
    bench.show({"sides": "alternate-reps", "reps": 3, "hold": "1 s"})
    assert "switch" not in bench.shown()


def test_another_form_of_work_shows_its_fields_and_offers_to_take_out_the_rest(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    bench.ask(WorkForm.TIMED)
    assert "duration" in bench.shown() and "reps" in bench.shown()
    assert bench.told == []
    assert bench.form.note.text() == "Reps does not fit this form of work."
    bench.show()  # for another reason: what was asked for stays
    assert bench.form.work.currentText() == WorkForm.TIMED.value
    bench.form.clear.click()
    assert bench.told == [([("block", 0, "reps")], {})]
    bench.type("duration", "9")
    assert bench.told[-1] == (("block", 0, "duration"), Span(9_000, 9_000))
    bench.show({"movement": "bridge", "duration": "9 s"})
    assert bench.form.work.currentText() == WorkForm.TIMED.value
    assert bench.form.note.isHidden()


def test_what_was_asked_for_is_forgotten_with_another_block_or_another_form(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    bench.ask(WorkForm.TIMED)
    bench.show({"name": "Pulses", "pulses": 10, "bpm": 60})
    assert bench.form.work.currentText() == WorkForm.PULSES.value
    bench.show(dict(BRIDGE))
    bench.ask(WorkForm.TIMED)
    bench.path = (1,)
    bench.show()
    assert bench.form.work.currentText() == WorkForm.REPS.value


def test_a_group_stays_one_while_there_are_blocks_in_it(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"repeat": 3, "block": [{"hold": "3 s"}]})
    assert not bench.form.work.isEnabled()
    bench.show({"repeat": 3})
    assert bench.form.work.isEnabled() and "needs blocks" in bench.form.note.text()


def test_keys_that_nobody_knows_can_be_taken_out(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {**BRIDGE, "colour": "red"})
    bench.show(faults={"colour": 'unknown key "colour"'})
    assert bench.form.top.text() == 'Unknown key "colour".'
    bench.form.clear.click()
    assert bench.told == [([("block", 0, "colour")], {})]


def test_typing_tells_each_value_and_the_keyboard_stays(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE), path=(2, 1))
    text = "[[block]]\n[[block]]\n[[block]]\n[[block.block]]\n[[block.block]]\nhold = '10-15 s'  # a range\n"
    at = ("block", 2, "block", 1, "hold")

    def edit(path: tuple[str | int, ...], value: object) -> None:
        nonlocal text
        text = change_value(text, path, value)
        bench.show(tomllib.loads(text)["block"][2]["block"][1])

    bench.form.value_requested.connect(edit)
    bench.type("hold", "12")
    assert [told[0] for told in bench.told] == [at, at]
    assert QApplication.focusWidget() is bench.line("hold") and bench.line("hold").text() == "12"
    assert "hold = '12 s'" in text and "# a range" in text
    bench.form.focus_field("cue")
    assert bench.line("hold").text() == "12 s"


def test_a_text_that_is_no_value_is_written_as_it_stands_when_it_is_left(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    bench.type("hold", "x")
    assert bench.told == [] and not bench.form.rows["hold"].note.isHidden()
    bench.form.commit()
    assert bench.told == [(("block", 0, "hold"), "x")]
    bench.show({**BRIDGE, "hold": "x"}, {"hold": '"x" is not a time'})
    assert '"x" is not a time' in bench.form.rows["hold"].note.text()


def test_an_emptied_field_is_taken_out_when_it_is_left(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    bench.form.focus_field("rest")
    bench.line("rest").selectAll()
    qtbot.keyClick(bench.line("rest"), Qt.Key.Key_Backspace)
    assert bench.told == []
    qtbot.keyClick(bench.line("rest"), Qt.Key.Key_Tab)
    assert bench.told == [(("block", 0, "rest"),)]


def test_a_cue_counts_its_characters_and_says_when_there_are_too_many(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {**BRIDGE, "cue": "Squeeze, hips up"})
    cue: Any = bench.form.rows["cue"].editor
    assert cue.format_count() == "16/28"
    bench.type("cue", "a" * 29)
    assert cue.format_count() == "29/28"
    assert "28 is the most" in bench.form.rows["cue"].note.text()
    assert bench.told[-1][1] == "a" * 28


def test_what_the_movement_brings_is_shown_as_inherited(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"movement": "bridge", "reps": 3})
    assert bench.line("hold").placeholderText().endswith(", from the movement")
    bench.show({"movement": "bridge", "reps": 3, "raise": "1 s"})
    assert bench.line("hold").placeholderText() == "none"  # a tempo of its own takes the place of that
    assert bench.line("lead_in").placeholderText() == "10 s, from the routine"


def test_tab_goes_through_the_fields_as_they_stand(qtbot: QtBot) -> None:
    bench = Bench(qtbot, {"reps": 3, "phase": PHASES})
    bench.form.focus_field("reps")
    seen = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen[:5] == ["Reps", "Phase 1, word", "Phase 1, time", "Phase 1, breath", "Phase 1, cue"]
    assert seen[5:] == ["Move phase 1 down", "Take phase 1 out", "Phase 2, word"]


# ---- the whole


def test_every_field_has_a_name_and_its_label(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    assert bench.form.work.accessibleName() == "Form of work"
    for row in bench.form.rows.values():
        assert row.widget.accessibleName() == row.label.text() and row.label.buddy() is row.widget


@pytest.mark.parametrize("width", [360, 560])
def test_nothing_is_wider_than_the_form(qtbot: QtBot, width: int) -> None:
    bench = Bench(qtbot, {**BRIDGE, "sides": "one-then-other", "phase": PHASES})
    bench.form.resize(width, 900)
    QApplication.processEvents()  # the layout is made anew
    assert bench.form.width() == width
    for key in bench.shown():
        row = bench.form.rows[key]
        assert row.minimumSizeHint().width() <= row.width() <= width, key
    cue = bench.form.rows["cue"]
    assert (cue.label.y() < cue.widget.y() - 10) is (width == 360)  # above its field where there is little room


def test_every_value_that_the_form_asks_for_can_be_written(qtbot: QtBot) -> None:
    text = 'format = 1\nname = "x"\n[[block]]\nmovement = "bridge"\nreps = 3\n'
    bench = Bench(qtbot, {"movement": "bridge", "reps": 3})
    for key, typed in (("cue", "Up"), ("raise", "2"), ("hold", "10-15"), ("sets", "2-3"), ("lead_in", "none")):
        bench.type(key, typed)
    bench.type("reps", "8 6 4")
    for path, *value in bench.told:
        text = change_value(text, path, value[0]) if value else remove_value(text, path)
    written = tomllib.loads(text)["block"][0]
    assert written == {
        "movement": "bridge",
        "reps": [8, 6, 4],
        "cue": "Up",
        "raise": "2 s",
        "hold": "10-15 s",
        "sets": "2-3",
        "lead_in": "none",
    }
    with pytest.raises(TrunkTimerError):
        remove_value(text, ("block", 0, "rest"))
