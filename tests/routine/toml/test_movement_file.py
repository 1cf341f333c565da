"""Movement files."""

from pathlib import Path

import pytest

from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import Folder
from trunktimer.routine.toml.movement_file import load_movements, parse_movement

GOOD = 'format = 1\nname = "Mine"\nposition = "On your back"\nphase = [{ do = "hold", time = "5 s" }]\n'


def test_own_movements_win_and_broken_ones_are_told(tmp_path: Path) -> None:
    own, bundled = tmp_path / "own", tmp_path / "bundled"
    own.mkdir()
    bundled.mkdir()
    (own / "bridge.toml").write_text(GOOD, encoding="utf-8")
    (bundled / "bridge.toml").write_text(GOOD.replace("Mine", "Bridge"), encoding="utf-8")
    (bundled / "bad.toml").write_text(GOOD + 'colour = "red"\nposition2 = 1\n', encoding="utf-8")
    folders = [Folder(path=own, own=True), Folder(path=bundled, own=False), Folder(path=tmp_path / "no", own=True)]
    movements, faults = load_movements(folders)
    assert [movement.name for movement in movements.values()] == ["Mine"]
    assert [fault.line for fault in faults] == [5, 6]
    assert 'did you mean "position"?' in faults[1].what


def test_a_file_without_roles_is_read_and_its_words_are_the_roles() -> None:
    movement = parse_movement(GOOD.replace("5 s", '5 s" }, { do = "round", time = "1 s'), "mine.toml", "mine")
    assert [(phase.do, phase.role) for phase in movement.phase] == [("hold", "hold"), ("round", "round")]
    assert (movement.also, movement.both) == ({}, False)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("also = 3", "a list of names is wanted here"),
        ('also = { german = ["Brücke"] }', '"german" is not the code of a language'),
        ("also = { de = [3] }", "number 1: 3 is not a text"),
        ('also = { de = "Brücke" }', "a list of texts is wanted here"),
        ("both = 1", "1 is neither true nor false"),
        ('phase = [{ do = "hold", role = "Up!", time = 3 }]', "not one word in small letters"),
    ],
)
def test_names_and_roles_that_are_none_are_told(row: str, said: str) -> None:
    text = GOOD.replace("phase =", "#") if row.startswith("phase") else GOOD
    with pytest.raises(FileFaults) as faults:
        parse_movement(f"{text}{row}\n", "mine.toml", "mine")
    assert len(faults.value.faults) == 1 and said in faults.value.faults[0].what


def test_names_of_no_language_may_be_a_plain_list() -> None:
    assert parse_movement(GOOD + 'also = ["bow"]\n', "mine.toml", "mine").also == {"": ("bow",)}
