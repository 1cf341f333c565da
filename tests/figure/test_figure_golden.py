"""Golden joints: every pose of every bundled movement. `python tests/figure/test_figure_golden.py` writes them anew."""

from difflib import unified_diff
from itertools import chain
from math import floor
from typing import Final

from tests.checkout import TESTS
from trunktimer.figure.body import Point
from trunktimer.figure.figure import Figure
from trunktimer.foundation.places import find_places
from trunktimer.routine.toml.movement_file import load_movements

GOLDEN: Final = TESTS / "golden" / "joints.txt"
PARTS: Final = {
    "trunk": ("hip", "belly", "mid_back", "shoulder", "head"),
    **{
        f"arm_{side}": tuple(f"{name}_{side}" for name in ("shoulder", "elbow", "hand", "finger"))
        for side in ("near", "far")
    },
    **{f"leg_{side}": tuple(f"{name}_{side}" for name in ("hip", "knee", "ankle", "foot")) for side in ("near", "far")},
}


def millimetres(point: Point) -> str:
    """A joint on the page. What lies half way between two millimetres goes up, on every machine."""
    return " ".join(str(floor(metres * 1000 + 0.5 + 1e-6)) for metres in point)


def joint_lines(key: str, figure: Figure) -> list[str]:
    """For each pose a line for each part of the body, which says by itself where it belongs."""
    lines = []
    for pose in figure.drawing.poses:
        joints = figure.between(pose, pose, 0.0).joints
        for part, names in PARTS.items():
            places = ", ".join(f"{name.removesuffix(part[3:])} {millimetres(joints[name])}" for name in names)
            lines.append(f"{key} / {pose} / {part}: {places}")
    return lines


def golden_lines() -> list[str]:
    """All bundled movements as they should stand in the golden file."""
    movements, _ = load_movements([find_places().movement_folders[1]])
    lines = ["The joints of each pose: x (right), y (up) and z (toward the viewer) in whole millimetres."]
    for key, movement in sorted(movements.items()):
        figure = movement.figure()
        if figure is not None:
            lines += ["", *joint_lines(key, figure)]
    return lines


def test_every_joint_of_a_pose_is_in_its_lines() -> None:
    movements, _ = load_movements([find_places().movement_folders[1]])
    figure = movements["bridge"].figure()
    assert figure is not None
    assert set(chain.from_iterable(PARTS.values())) == set(figure.between("up", "up", 0.0).joints)


def test_every_pose_is_where_it_was() -> None:
    written = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = list(unified_diff(written, golden_lines(), "golden/joints.txt", "as it is now", lineterm="", n=0))
    if changed:
        raise AssertionError("\n".join(["joints have moved; look, then write the file anew:", *changed]))


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(golden_lines()) + "\n", encoding="utf-8")
