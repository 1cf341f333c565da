"""What is done with whole routines, and taken back."""

from pathlib import Path

import pytest

from tests.windows import places_in
from trunktimer.app.routine_upkeep import RoutineUpkeep
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.ui.library.library_item import LibraryItem

TEXT = 'format = 2\nname = "Mine"  # as on the sheet\n\n[[block]]\nmovement = "bridge"\nreps = 8\n'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = places_in(tmp_path)
    found.own_routines.mkdir(parents=True)
    return found


@pytest.fixture
def mine(places: Places) -> LibraryItem:
    path = places.own_routines / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    return LibraryItem(key="mine", path=str(path), own=True, name="Mine")


def upkeep_of(places: Places, told: list[str], *, has_bin: bool) -> RoutineUpkeep:
    def to_bin(path: str) -> bool:
        if has_bin:
            Path(path).unlink()
        return has_bin

    return RoutineUpkeep(places, told.append, to_bin)


def test_a_new_name_changes_that_line_only_and_is_taken_back(places: Places, mine: LibraryItem) -> None:
    told: list[str] = []
    upkeep = upkeep_of(places, told, has_bin=True)
    assert "Monday" in upkeep.rename(mine, "Monday")
    assert Path(mine.path).read_text("utf-8") == TEXT.replace('"Mine"  #', '"Monday" #')
    upkeep.undo()
    assert Path(mine.path).read_text("utf-8") == TEXT
    assert told == [mine.path, mine.path]


def test_a_file_that_was_changed_meanwhile_is_not_taken_back(places: Places, mine: LibraryItem) -> None:
    upkeep = upkeep_of(places, [], has_bin=True)
    upkeep.rename(mine, "Monday")
    Path(mine.path).write_text(TEXT + "# more\n", encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="changed meanwhile"):
        upkeep.undo()
    assert Path(mine.path).read_text("utf-8") == TEXT + "# more\n"


@pytest.mark.parametrize("has_bin", [True, False])
def test_what_is_deleted_comes_back_to_the_byte(places: Places, mine: LibraryItem, has_bin: bool) -> None:
    upkeep = upkeep_of(places, [], has_bin=has_bin)
    told = upkeep.delete(mine)
    assert not Path(mine.path).exists()
    kept = [path.read_text("utf-8") for path in (places.state / "deleted").glob("*.toml")]
    assert kept == ([] if has_bin else [TEXT])
    assert ("bin" in told) == has_bin
    upkeep.undo()
    assert Path(mine.path).read_text("utf-8") == TEXT
    upkeep.undo()  # once


def test_what_came_meanwhile_is_not_overwritten(places: Places, mine: LibraryItem) -> None:
    told: list[str] = []
    upkeep = upkeep_of(places, told, has_bin=True)
    upkeep.delete(mine)
    Path(mine.path).write_text("another", encoding="utf-8")
    upkeep.undo()
    assert Path(mine.path).read_text("utf-8") == "another"
    assert Path(told[-1]).read_text("utf-8") == TEXT and told[-1] != mine.path


def test_a_bundled_routine_is_duplicated_as_ones_own(places: Places) -> None:
    told: list[str] = []
    upkeep = upkeep_of(places, told, has_bin=True)
    path = places.routines / "demo.toml"
    upkeep.duplicate(LibraryItem(key="demo", path=str(path), own=False, name="Demo" * 10))
    made = Path(told[-1])
    assert made.parent == places.own_routines
    assert f'= "{("Demo" * 10)[:33]} (copy)"' in made.read_text("utf-8")
    upkeep.undo()
    assert not made.exists() and path.exists()


def test_the_original_comes_back_when_its_copy_goes(places: Places, mine: LibraryItem) -> None:
    upkeep = upkeep_of(places, [], has_bin=True)
    copy = LibraryItem(key="mine", path=mine.path, own=True, name="Mine", has_original=True)
    assert "as it came" in upkeep.delete(copy)
