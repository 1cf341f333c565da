"""Words for people, beside the ones that a display shows."""

from trunktimer.figure.body import Side
from trunktimer.session.wording import phase_name, side_name, side_word


def test_a_phase_of_a_tempo_is_named_as_files_name_it() -> None:
    assert [phase_name(phase) for phase in ("raise", "hold", "lower", "tip-left")] == [
        "raise", "hold", "lower", "tip left",
    ]  # fmt: skip


def test_no_side_has_no_word() -> None:
    assert (side_word(None), side_word(None, "leg"), side_name(None)) == ("", "", "")
    assert (side_word(Side.LEFT), side_word(Side.RIGHT, "leg"), side_name(Side.LEFT)) == ("LEFT", "RIGHT leg", "left")
