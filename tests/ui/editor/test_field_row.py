"""A row of a form."""

import pytest

from trunktimer.ui.editor.field_row import sentence


@pytest.mark.parametrize(
    ("what", "told"), [("it is too long", "It is too long."), ("", ""), ("did you mean it?", "Did you mean it?")]
)
def test_a_fault_is_a_sentence(what: str, told: str) -> None:
    assert sentence(what) == told
