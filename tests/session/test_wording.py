"""Words for people, beside the ones that a display shows."""

import pytest

from trunktimer.figure.body import Side
from trunktimer.session.effects import GapNoticed
from trunktimer.session.wording import gap_text, phase_name, side_name, side_word


def test_a_phase_of_a_tempo_is_named_as_files_name_it() -> None:
    assert [phase_name(phase) for phase in ("raise", "hold", "lower", "tip-left")] == [
        "raise", "hold", "lower", "tip left",
    ]  # fmt: skip


def test_no_side_has_no_word() -> None:
    assert (side_word(None), side_word(None, "leg"), side_name(None)) == ("", "", "")
    assert (side_word(Side.LEFT), side_word(Side.RIGHT, "leg"), side_name(Side.LEFT)) == ("LEFT", "RIGHT leg", "left")


@pytest.mark.parametrize(
    ("gap_ms", "told"), [(1, "1 s"), (999, "1 s"), (61_900, "1 min 1 s"), (119_999, "1 min 59 s"), (725_000, "12 min")]
)
def test_a_gap_is_told_by_its_cause_and_never_as_nothing(gap_ms: int, told: str) -> None:
    assert gap_text(GapNoticed(gap_ms=gap_ms, at_ms=0)) == f"Paused: the computer slept for {told}."
    stopped = GapNoticed(gap_ms=gap_ms, at_ms=0, asleep=False)
    assert gap_text(stopped) == f"Paused: TrunkTimer stood still for {told}."
