"""What is asked before a movement is added to a routine."""

import pytest
from pytestqt.qtbot import QtBot

from tests.library import MOVEMENTS
from trunktimer.routine.addition import Addition, Amount
from trunktimer.ui.kit.services import Target
from trunktimer.ui.movements.add_dialog import AddDialog

TARGETS = [
    Target(path="/bundled/a.toml", name="A bundled one", own=False),
    Target(path="/own/z.toml", name="Zebra", own=True),
    Target(path="/own/b.toml", name="Bear", own=True),
]


def dialog(qtbot: QtBot, movement: str = "squat", chosen: str = "") -> AddDialog:
    made = AddDialog(MOVEMENTS[movement], TARGETS, chosen)
    qtbot.addWidget(made)
    made.show()
    return made


def test_own_routines_come_first_then_copies_then_a_new_one(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    texts = [made.routines.itemText(at) for at in range(made.routines.count())]
    assert texts == ["Bear", "Zebra", "A bundled one – as a copy", "A new routine…"]
    assert not made.name.isVisible()


def test_the_one_that_was_added_to_last_is_offered_again(qtbot: QtBot) -> None:
    assert dialog(qtbot, chosen="/own/z.toml").routines.currentText() == "Zebra"
    assert dialog(qtbot, chosen="/gone.toml").routines.currentText() == "Bear"


def test_reps_and_sets_are_asked_for(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.reps.setValue(12)
    made.sets.setValue(3)
    wanted = Addition(movement="squat", path="/own/b.toml", name="Bear", amount=Amount(reps=12, sets=3))
    assert made.addition() == wanted
    assert not made.seconds.isVisible()


def test_a_rhythm_is_asked_for_in_seconds(qtbot: QtBot) -> None:
    made = dialog(qtbot, "march-in-place")
    made.seconds.setValue(90)
    assert made.addition().amount == Amount(duration_ms=90_000, bpm=100)
    assert made.seconds.isVisible() and not made.reps.isVisible()


def test_a_new_routine_needs_a_name(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.routines.setCurrentIndex(made.routines.count() - 1)
    assert made.name.isVisible() and made.accept_button.isEnabled()
    assert (made.addition().path, made.addition().name) == (None, "My routine")
    made.name.setText("   ")
    assert not made.accept_button.isEnabled()
    made.name.setText(" Evening ")
    assert made.addition().name == "Evening" and made.accept_button.isEnabled()


@pytest.mark.parametrize("key", sorted(MOVEMENTS))
def test_every_movement_can_be_asked_about(qtbot: QtBot, key: str) -> None:
    amount = dialog(qtbot, key).addition().amount
    assert (amount.reps is None) != (amount.duration_ms is None)
