"""The cells of the table of sets."""

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from tests.past import a_step
from trunktimer.session.effects import Outcome
from trunktimer.session.record import SetRecord, StepRecord, sets_of
from trunktimer.ui.history.set_table import HEADS, SetTable, outcome_role, set_cells, set_word
from trunktimer.ui.kit.labels import page_font


def set_of(*steps: StepRecord) -> SetRecord:
    (one,) = sets_of(steps)
    return one


def test_a_set_is_told_planned_against_actual() -> None:
    one = set_of(a_step(0, side="left", rounds="1/3"), a_step(1, side="left", rounds="1/3", rep=2, actual_ms=11_000))
    assert dict(zip(HEADS, set_cells(one), strict=True)) == {
        "Set": ("Bridge", "left · set 1 of 2 · round 1 of 3"),
        "Reps": ("2", "of 2"),
        "Work": ("24 s", "of 25 s"),
        "Held": ("23.5 s", "of 25 s"),
        "How it went": ("done", ""),
    }
    work = set_of(a_step(0, phase="work", rep=0, reps=0, sets=1, planned_ms=0, min_ms=None, again=True))
    assert set_cells(work)[1:] == [("", ""), ("12 s", "own pace"), ("", ""), ("done", "offered again")]


@pytest.mark.parametrize(
    ("outcome", "actual_ms", "word", "role"),
    [
        (Outcome.DONE, 12_500, "done", "text"),
        (Outcome.RELEASED, 11_000, "let go early", "text"),
        (Outcome.DONE, 9_000, "short", "warning"),
        (Outcome.SKIPPED, 0, "skipped", "danger"),
        (Outcome.INTERRUPTED, 4_000, "broken off", "danger"),
        (Outcome.LEFT, 4_000, "left", "danger"),
    ],
)
def test_what_was_short_or_skipped_has_a_word_of_its_own_and_not_a_colour_alone(
    outcome: Outcome, actual_ms: int, word: str, role: str
) -> None:
    one = set_of(a_step(0, outcome=outcome, actual_ms=actual_ms))
    assert (set_word(one), outcome_role(one)) == (word, role)


def test_long_times_are_not_cut_off(qtbot: QtBot) -> None:
    table = SetTable()
    qtbot.addWidget(table)
    table.show_sets([set_of(a_step(0, planned_ms=595_000, actual_ms=594_000))])
    told, planned = table.sets_model.cells[0][2]
    assert (told, planned) == ("9 min 54 s", "of 9 min 55 s")
    assert table.columnWidth(2) >= QFontMetrics(page_font(14)).horizontalAdvance(planned) + 6
    wide = table.columnWidth(2)
    table.show_sets([set_of(a_step(0))])
    assert table.columnWidth(2) < wide
