"""A text in the editor: as much of it as can be read, whatever is wrong with it."""

from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.errors import FileFault
from trunktimer.routine.toml.draft import block_key, block_of, fault_path, read_draft

ROUTINES = ROOT / "routines"
TEXT = """format = 1
name = "Two"
lead_in = "5 s"

[[block]]
movement = "bridge"
hold = "10-15 s"
reps = 3

[[block]]
repeat = 2
[[block.block]]
name = "Inner"
hold = "5 s"
reps = 2
"""


@pytest.mark.parametrize("path", sorted(ROUTINES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_routine_is_read_without_faults(path: Path) -> None:
    draft = read_draft(path.read_text(encoding="utf-8"), path.name, MOVEMENTS, 50)
    assert draft.faults == ()
    assert draft.routine is not None
    assert draft.timeline is not None
    assert draft.data["name"] == draft.routine.name


def test_a_value_at_fault_leaves_the_blocks_as_they_are() -> None:
    draft = read_draft(TEXT.replace('"10-15 s"', '"soon"'), "two.toml", MOVEMENTS, 50)
    assert [(fault.line, fault.where) for fault in draft.faults] == [(7, "block.1.hold")]
    assert draft.timeline is None
    assert draft.routine is not None
    assert len(draft.routine.blocks) == 2
    assert draft.routine.blocks[0].hold is None
    assert draft.table(("block", 0))["hold"] == "soon"


def test_an_unknown_key_and_one_that_is_missing_are_told_and_the_blocks_stay() -> None:
    draft = read_draft(TEXT.replace('name = "Two"', 'nam = "Two"'), "two.toml", MOVEMENTS, 50)
    assert {fault.where for fault in draft.faults} >= {"nam"}
    assert draft.routine is not None
    assert len(draft.routine.blocks) == 2


def test_a_line_that_is_no_toml_is_told_and_the_rest_is_shown() -> None:
    draft = read_draft(TEXT.replace('hold = "5 s"', 'hold = "5 s'), "two.toml", MOVEMENTS, 50)
    assert [fault.line for fault in draft.faults] == [14]
    assert draft.routine is not None
    assert draft.routine.blocks[1].blocks is not None


def test_a_text_that_cannot_be_read_at_all_has_faults_and_no_routine() -> None:
    draft = read_draft("[[block\n" * 3, "two.toml", MOVEMENTS, 50)
    assert draft.faults
    assert draft.routine is None
    assert draft.table(("block", 0)) == {}


def test_places_of_faults_are_key_paths_and_know_their_block() -> None:
    def path(where: str) -> tuple[str | int, ...]:
        return fault_path(FileFault(file="x", line=1, where=where, what="what"))

    assert path("block.2.block.1.hold") == ("block", 1, "block", 0, "hold")
    assert path("") == ()
    assert path("a strange place …") == ()
    assert block_of(path("block.2.block.1.hold")) == (1, 0)
    assert block_of(("name",)) == ()
    assert block_key((1, 0)) == ("block", 1, "block", 0)
