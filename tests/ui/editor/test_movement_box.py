"""The movement of a block in its form: found by its name, or told as it stands."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.editor.test_block_form import BRIDGE, Bench


@pytest.mark.parametrize(
    ("typed", "told"), [("Cat stretch", "cat-stretch"), ("cat STRETCH", "cat-stretch"), ("squat", "squat"), ("x", "x")]
)
def test_a_movement_is_found_by_its_name_or_told_as_it_stands(qtbot: QtBot, typed: str, told: str) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    assert bench.form.movement.currentText() == "Bridge"
    bench.form.movement.setEditText(typed)
    bench.form.movement.commit()
    bench.form.movement.commit()
    assert bench.told == [(("block", 0, "movement"), told)]


def test_no_movement_is_a_name_of_its_own(qtbot: QtBot) -> None:
    bench = Bench(qtbot, dict(BRIDGE))
    assert bench.line("name").placeholderText() == "Bridge"
    bench.form.movement.setEditText("")
    bench.form.movement.commit()
    assert bench.told == [(("block", 0, "movement"),)]
    bench.show({"movement": "unheard-of"})
    assert bench.form.movement.currentText() == "unheard-of"
