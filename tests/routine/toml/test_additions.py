"""A movement is added to a routine's file, and nothing else in it changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.library import MOVEMENTS
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.places import Places, find_places
from trunktimer.routine.addition import Addition, Amount, usual_amount
from trunktimer.routine.toml.additions import add_movement, block_text, with_block
from trunktimer.routine.toml.routine_file import read_routine

TEN = Amount(reps=10)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return replace(find_places(), own_routines=tmp_path / "own" / "routines")


def addition(path: Path | None, movement: str = "squat", amount: Amount = TEN, name: str = "Mine") -> Addition:
    return Addition(movement=movement, path=str(path) if path else None, name=name, amount=amount)


def test_a_new_routine_is_made_in_the_own_folder(places: Places) -> None:
    path = add_movement(addition(None, name='My "best" ürn'), places, MOVEMENTS)
    assert path == places.own_routines / "my-best-urn.toml"
    routine = read_routine(path, MOVEMENTS)
    assert routine.name == 'My "best" ürn'
    assert [block.movement for block in routine.blocks] == ["squat"]


def test_two_new_routines_of_one_name_are_two_files(places: Places) -> None:
    first, second = (add_movement(addition(None), places, MOVEMENTS) for _ in range(2))
    assert (first.name, second.name) == ("mine.toml", "mine-2.toml")
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")


def test_a_name_without_letters_still_gives_a_file(places: Places) -> None:
    assert add_movement(addition(None, name="???"), places, MOVEMENTS).name == "routine.toml"


def test_what_stands_in_an_own_file_stays_byte_by_byte(places: Places) -> None:
    path = add_movement(addition(None), places, MOVEMENTS)
    before = path.read_text(encoding="utf-8") + "# kept  \n\n"
    path.write_text(before, encoding="utf-8")
    assert add_movement(addition(path, "bridge"), places, MOVEMENTS) == path
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert [block.movement for block in read_routine(path, MOVEMENTS).blocks] == ["squat", "bridge"]


@pytest.mark.parametrize("source", sorted(find_places().routines.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_routine_is_copied_and_never_written_to(places: Places, source: Path) -> None:
    before = source.read_bytes()
    path = add_movement(addition(source), places, MOVEMENTS)
    assert source.read_bytes() == before
    assert path == places.own_routines / source.name  # it takes the place of the bundled one
    was, now = read_routine(source, MOVEMENTS), read_routine(path, MOVEMENTS)
    assert now.blocks[:-1] == was.blocks and now.name == was.name
    assert "#:schema" not in path.read_text(encoding="utf-8")


def test_line_ends_are_those_of_the_file() -> None:
    assert with_block("a = 1\r\n", "[[block]]\nreps = 1") == "a = 1\r\n\r\n[[block]]\r\nreps = 1\r\n"
    assert with_block("a = 1", "[[block]]") == "a = 1\n\n[[block]]\n"


def test_amounts_are_written_as_a_person_writes_them() -> None:
    squat, march = MOVEMENTS["squat"], MOVEMENTS["march-in-place"]
    assert block_text(squat, Amount(reps=8, sets=3)) == '[[block]]\nmovement = "squat"\nreps = 8\nsets = 3'
    text = block_text(march, Amount(duration_ms=90_000, bpm=100))
    assert text == '[[block]]\nmovement = "march-in-place"\nduration = "1 min 30 s"\nbpm = 100'
    plain = block_text(replace(squat, phase=()), Amount(reps=3))
    assert plain == '[[block]]\nmovement = "squat"\nhold = "20 s"\nreps = 3'


@pytest.mark.parametrize("key", sorted(MOVEMENTS))
def test_every_movement_can_be_added_as_it_is_offered(places: Places, key: str) -> None:
    path = add_movement(addition(None, key, usual_amount(MOVEMENTS[key])), places, MOVEMENTS)
    assert read_routine(path, MOVEMENTS).blocks[0].movement == key


def test_what_cannot_be_added_to_is_refused_and_left_alone(places: Places, tmp_path: Path) -> None:
    inline = tmp_path / "inline.toml"
    inline.write_text('format = 1\nname = "A"\nblock = [{ movement = "squat", reps = 2 }]\n', encoding="utf-8")
    before = inline.read_bytes()
    with pytest.raises(TrunkTimerError, match="writes its blocks as one list"):
        add_movement(addition(inline), places, MOVEMENTS)
    assert inline.read_bytes() == before
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\nname = "A"\n[[block]]\nmovement = "sqat"\n', encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="Squat was not added"):
        add_movement(addition(broken), places, MOVEMENTS)
    assert broken.read_text(encoding="utf-8").endswith('"sqat"\n')
    with pytest.raises(FileFaults, match="no such file"):
        add_movement(addition(tmp_path / "gone.toml"), places, MOVEMENTS)


def test_a_folder_that_cannot_be_made_is_told(places: Places, tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way", encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="cannot be made"):
        add_movement(addition(None), places, MOVEMENTS)
