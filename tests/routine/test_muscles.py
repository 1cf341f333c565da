"""The words for muscles."""

import re

import pytest

from tests.checkout import ROOT
from trunktimer.routine.muscles import Muscle

FORMAT = ROOT / "docs" / "movement-format.md"


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_can_be_said(muscle: Muscle) -> None:
    """As people say it: words with blanks between them, small letters, none of a file's marks."""
    assert re.fullmatch(r"[a-z]+( [a-z]+)*", muscle.spoken)


def test_no_two_muscles_are_said_alike() -> None:
    assert len({muscle.spoken for muscle in Muscle}) == len(Muscle)


def test_the_document_names_all_and_no_others() -> None:
    found = re.search(r"^Muscles: (.*?)\n\n", FORMAT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    assert re.findall(r"`(\w+)`", found[1]) == [str(muscle) for muscle in Muscle]
