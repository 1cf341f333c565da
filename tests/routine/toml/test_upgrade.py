"""A file in format 1 is written in format 2 with the same timeline, and with its comments."""

import pytest

from tests.library import MOVEMENTS
from tests.routine.toml.format_1 import LEVELS, WITNESSES, movements, routine_text
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.canonical import canonical
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.upgrade import is_beyond_its_format, upgraded

NUMBERS = [int(line.split()[0]) for line in WITNESSES.read_text(encoding="utf-8").splitlines()]
BUNDLED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(find_places().routines.glob("*.toml"))}
OLD = 'format = 1\nname = "T"\n'


def assert_same(text: str, known: dict[str, Movement]) -> str:
    new = upgraded(text, "it.toml", known)
    old_routine, new_routine = parse_routine(text, "it.toml", known), parse_routine(new, "it.toml", known)
    assert new_routine.format == 2
    for level in LEVELS:
        old, made = compile_routine(old_routine, known, level), compile_routine(new_routine, known, level)
        assert (made.steps, made.blocks, made.set_spans) == (old.steps, old.blocks, old.set_spans)
    assert upgraded(new, "it.toml", known) == new
    return new


@pytest.mark.parametrize("part", range(10))
def test_made_up_routines_keep_their_timelines(part: int) -> None:
    known = movements()
    for number in NUMBERS[part::50]:
        assert_same(routine_text(number), known)


@pytest.mark.parametrize("key", BUNDLED)
def test_bundled_routines_keep_their_timelines_and_comments(key: str) -> None:
    new = assert_same(BUNDLED[key].replace("format  = 2", "format  = 1"), MOVEMENTS)
    comments = [line.partition("#")[2] for line in BUNDLED[key].splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in new.splitlines() if "#" in line] == comments
    assert canonical(new)


@pytest.mark.parametrize(
    ("block", "rows"),
    [
        ('movement = "bird-dog"\nreps = 2\nhold = "6 s"', ['raise = "none"', 'lower = "none"']),
        ('movement = "bridge"\nreps = 2\nraise = 1\nhold = 2\nlower = 3', []),
        ('movement = "squat"\nreps = 2\nraise = 1\nlower = 3', ["phase = ["]),  # up before down
        ('movement = "clamshell"\nreps = 2\nraise = 1', ["phase = ["]),  # it was called raise, not open
        ('movement = "trunk-lift"\nreps = 2\nraise = 1\nlower = 1', ["phase = ["]),  # it braces first
        ('name = "A"\nreps = 2\nhold = 1', []),
        ('name = "A"\nsets = 2\nhold = 1\nrest_between_sets = "0:30-0:45"', ['"0:30-0:45 rising"']),
    ],
)
def test_what_is_written_is_what_format_1_meant(block: str, rows: list[str]) -> None:
    new = assert_same(f"{OLD}[[block]]\n{block}\n", MOVEMENTS)
    assert all(row in " ".join(new.split()) for row in rows), new
    assert new.count("none") == sum("none" in row for row in rows)


def test_a_file_that_says_more_than_its_format_knows_is_told_from_one_with_faults() -> None:
    block = '[[block]]\nmovement = "bridge"\nreps = 2\n'
    assert is_beyond_its_format(f'{OLD}{block}tempo = "3-1-2-0"\n')
    assert not is_beyond_its_format(f"{OLD}{block}")
    assert not is_beyond_its_format(f'{OLD}{block}tempo = "fast"\n')
    assert not is_beyond_its_format(f'{OLD.replace("1", "2")}{block}tempo = "3-1-2-0"\n')


def test_a_comment_behind_a_phase_stays_where_the_phases_are_written_out() -> None:
    text = f'{OLD}[[block]]\nmovement = "squat"\nreps = 2\nraise = 1   # as my therapist said\nlower = 3\n'
    assert "# raise: as my therapist said\n" in assert_same(text, MOVEMENTS)
