"""What is legal and surely not meant is told, and nothing else."""

import pytest

from tests.library import MOVEMENTS
from trunktimer.foundation.places import find_places
from trunktimer.routine.doubts import doubts_of
from trunktimer.routine.toml.routine_file import parse_routine


def doubts(blocks: str) -> list[str]:
    routine = parse_routine(f'format = 2\nname = "T"\n{blocks}\n', "t.toml", MOVEMENTS)
    return [".".join(map(str, doubt.path)) + ": " + doubt.what for doubt in doubts_of(routine, MOVEMENTS)]


@pytest.mark.parametrize(
    ("block", "where", "said"),
    [
        ('name = "A"\nhold = "5 s"\nreps = 10', "block.0.reps", 'write rest = "3 s"'),
        ('movement = "bird-dog"\nhold = 6\nraise = "none"\nlower = "none"\nreps = 3', "block.0", "between the sides"),
        ('movement = "clamshell"\nreps = 3\nswitch = "none"', "block.0.switch", 'switch = "5 s"'),
        ('movement = "front-plank"\nhold = "5-6 min"', "block.0.hold", "6 min"),
        ('name = "A"\nduration = "91 min"', "", "1 h 31 min"),
        ('name = "A"\nhold = "95 min+"', "", "1 h 35 min"),
    ],
)
def test_what_is_surely_not_meant_is_told(block: str, where: str, said: str) -> None:
    (told,) = doubts(f"[[block]]\n{block}")
    assert told.startswith(f"{where}: ") and said in told


@pytest.mark.parametrize(
    "block",
    [
        'name = "A"\nhold = "5 s"\nreps = 10\nrest = "2 s"',
        'name = "A"\nhold = "5 s"\nreps = 10\npace = "own"',
        'name = "A"\nhold = "5 s"\nsets = 3',
        'name = "A"\nraise = 1\nlower = 1\nreps = 10',
        'movement = "bird-dog"\nhold = "6 s"\nreps = 8',
        'movement = "jog-in-place"\nreps = 8',
        'movement = "front-plank"\nhold = "5 min"',
        'movement = "squat"\nreps = 15\nsets = 10\nevery = "1 min"',
    ],
)
def test_what_may_well_be_meant_is_not(block: str) -> None:
    assert doubts(f"[[block]]\n{block}") == []


def test_blocks_in_groups_are_judged_with_what_holds_in_them() -> None:
    group = '[[block]]\nrepeat = 2\nrest = "3 s"\n[[block.block]]\nname = "A"\nhold = 1\nreps = 3\n'
    assert doubts(group) == []
    assert doubts(group.replace('rest = "3 s"\n', "")) == [
        'block.0.block.0.reps: the reps follow each other with no time between them; is that meant? write rest = "3 s"'
    ]


@pytest.mark.parametrize("path", sorted(find_places().routines.glob("*.toml")), ids=lambda path: path.stem)
def test_nothing_is_doubted_in_a_bundled_routine(path) -> None:  # type: ignore[no-untyped-def]
    routine = parse_routine(path.read_text(encoding="utf-8"), path.name, MOVEMENTS)
    assert doubts_of(routine, MOVEMENTS) == []
