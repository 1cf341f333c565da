"""Movement files."""

from pathlib import Path

from trunktimer.foundation.places import Folder
from trunktimer.routine.toml.movement_file import load_movements

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
