"""How sessions and sets ended, in words."""

import pytest

from tests.past import a_session
from trunktimer.figure.body import Side
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending
from trunktimer.session.wording import format_ending, format_ending_in_full, format_outcome, side_name


def test_how_it_went_is_a_sentence() -> None:
    assert format_ending_in_full(a_session(work_steps=30)) == "Done to the end, all 30 steps of work as planned."
    assert (
        format_ending_in_full(a_session(work_steps=30, short_steps=1))
        == "Done to the end; 1 of 30 steps of work was skipped or short."
    )
    assert (
        format_ending_in_full(a_session(ending=Ending.STOPPED, work_steps=30, short_steps=12))
        == "Stopped before the end; 12 of 30 steps of work were skipped or short."
    )
    assert format_ending_in_full(a_session(ending=Ending.UNFINISHED)).startswith(
        "The program ended in the middle of it"
    )
    assert "10 times the speed" in format_ending_in_full(a_session(speed=10.0))


@pytest.mark.parametrize("ending", Ending)
def test_every_ending_has_few_words_and_a_sentence(ending: Ending) -> None:
    record = a_session(ending=ending)
    assert 0 < len(format_ending(record).split()) <= 3
    assert format_ending_in_full(record).endswith(".")


def test_every_outcome_has_words_of_its_own() -> None:
    assert len({format_outcome(outcome) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("side", "name"), [(Side.LEFT, "left"), ("right", "right"), (None, ""), ("", ""), ("both", "both")]
)
def test_a_side_is_named_wherever_it_comes_from(side: Side | str | None, name: str) -> None:
    assert side_name(side) == name
