"""Format 1 for ever: what it meant is what it means. The witnesses are of the compiler that knew nothing else."""

import pytest

from tests.routine.toml.format_1 import WITNESSES, movements, witness_line

KNOWN = movements()
LINES = WITNESSES.read_text(encoding="utf-8").splitlines()


def test_there_are_five_hundred_witnesses() -> None:
    assert len(LINES) == 500


@pytest.mark.parametrize("part", range(20))
def test_a_made_up_routine_of_format_1_compiles_as_it_always_did(part: int) -> None:
    lines = LINES[part::20]
    assert [witness_line(int(line.split()[0]), KNOWN) for line in lines] == lines
