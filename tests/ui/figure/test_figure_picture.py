"""Pictures of figures as files, and golden ones. `python tests/ui/figure/test_figure_picture.py` paints those anew."""

import os
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from tests.checkout import TESTS
from trunktimer.figure.body import Side
from trunktimer.figure.figure import Figure, Moment, ease
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import find_places
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import Breath
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.ui.figure.figure_arrow import frame_for
from trunktimer.ui.figure.figure_paint import paint_scene
from trunktimer.ui.figure.figure_picture import CELL, SIZE, breath_of, moment_of, save_picture, save_sheet, sheet
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme

Pixels = npt.NDArray[np.int16]

MOVEMENTS, _ = load_movements([find_places().movement_folders[1]])
GOLDEN: Final = TESTS / "golden" / "figures"
WIDTH, HEIGHT = 230, 130
#: Movement, phase, share of its time, side, theme.
PICTURES: Final[dict[str, tuple[str, str, float, Side | None, Theme]]] = {
    "bridge-hold-dark": ("bridge", "hold", 1.0, None, DARK),
    "donkey-kick-half-way-left-light": ("donkey-kick", "raise", 0.5, Side.LEFT, LIGHT),
    "lateral-leg-lift-hold-contrast": ("lateral-leg-lift", "hold", 1.0, None, CONTRAST),
    "knee-rolls-left-dark": ("knee-rolls", "roll-left", 1.0, None, DARK),
    "squat-half-way-light": ("squat", "lower", 0.5, None, LIGHT),
}
# Versions of Qt smooth edges a little differently: that is a shade in many pixels, and much in none.
MEAN_OFF: Final = 1.0
MUCH: Final = 60
SHARE_OFF_BY_MUCH: Final = 0.003
SVG: Final = "{http://www.w3.org/2000/svg}"


def drawn(key: str) -> tuple[Movement, Figure]:
    movement = MOVEMENTS[key]
    figure = movement.figure()
    assert figure is not None
    return movement, figure


def painted(figure: Figure, moment: Moment, theme: Theme) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_scene(painter, theme, figure, moment, QRectF(0, 0, WIDTH, HEIGHT))
    painter.end()
    return image


def picture(name: str) -> QImage:
    """A picture as it should stand in its golden file."""
    key, phase, at, side, theme = PICTURES[name]
    movement, figure = drawn(key)
    return painted(figure, moment_of(movement, figure, phase, at, side), theme)


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def colours(image: QImage) -> set[tuple[int, int, int]]:
    packed = np.unique(pixels(image).astype(np.int32) @ np.array([65_536, 256, 1], np.int32))
    return {(number >> 16, number >> 8 & 255, number & 255) for number in packed.tolist()}


def pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, 2::-1].astype(np.int16)


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures show the same, but for the smoothing of edges."""
    if one.size() != other.size():
        return False
    off = np.abs(pixels(one) - pixels(other))
    return bool(off.mean() <= MEAN_OFF and (off.max(axis=2) > MUCH).mean() <= SHARE_OFF_BY_MUCH)


# ---- golden pictures


@pytest.mark.parametrize("name", PICTURES)
def test_a_figure_looks_like_its_golden_picture(name: str) -> None:
    golden = QImage(str(GOLDEN / f"{name}.png"))
    assert golden.size() == QSize(WIDTH, HEIGHT)
    assert alike(picture(name), golden)


def test_each_golden_picture_is_one_of_these() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_other_smoothing_looks_alike(name: str) -> None:
    """The comparison itself: painted four times as large and made smaller, every edge has other shades."""
    key, phase, at, side, theme = PICTURES[name]
    movement, figure = drawn(key)
    moment = moment_of(movement, figure, phase, at, side)
    large = QImage(4 * WIDTH, 4 * HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(large)
    painter.scale(4, 4)
    paint_scene(painter, theme, figure, moment, QRectF(0, 0, WIDTH, HEIGHT))
    painter.end()
    smooth = large.scaled(
        WIDTH, HEIGHT, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    assert not np.array_equal(pixels(smooth), pixels(picture(name)))
    assert alike(smooth, picture(name))


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("limb", ["arm_near", "leg_near", "head"])
def test_a_limb_moved_by_three_pixels_does_not_look_alike(name: str, limb: str) -> None:
    """The comparison itself."""
    key, phase, at, side, theme = PICTURES[name]
    movement, figure = drawn(key)
    moment = moment_of(movement, figure, phase, at, side)
    by = 3 / frame_for(figure, QRectF(0, 0, WIDTH, HEIGHT), mirrored=moment.mirrored).scale
    ends = {
        "arm_near": ("elbow_near", "hand_near", "finger_near"),
        "leg_near": ("knee_near", "ankle_near", "foot_near"),
        "head": ("head",),
    }[limb]
    joints = {joint: (x, y + by * (joint in ends), z) for joint, (x, y, z) in moment.joints.items()}
    moved = Moment(joints, moment.pose, moment.start, moment.end, moment.share, moment.mirrored, moment.swapped)
    assert not alike(painted(figure, moved, theme), picture(name))


def test_another_colour_does_not_look_alike() -> None:
    movement, figure = drawn("bridge")
    moment = moment_of(movement, figure, "hold", 1.0, None)
    weaker = Moment(moment.joints, moment.pose._replace(effort=0.0), moment.start, moment.end, 1.0, False, False)
    assert alike(painted(figure, moment, DARK), picture("bridge-hold-dark"))
    assert not alike(painted(figure, weaker, DARK), picture("bridge-hold-dark"))
    assert not alike(painted(figure, moment, CONTRAST), picture("bridge-hold-dark"))


# ---- moments


def test_the_moment_of_a_picture_is_the_peak_unless_a_phase_is_named() -> None:
    movement, figure = drawn("bridge")
    peak = moment_of(movement, figure, None, 1.0, None)
    assert (peak.end, peak.share, peak.joints) == ("up", 1.0, figure.between("up", "up", 1.0).joints)
    start = moment_of(movement, figure, None, 0.0, None)
    assert start.joints == figure.between("down", "down", 1.0).joints and not start.is_moving


def test_a_phase_begins_where_it_usually_does_and_is_eased() -> None:
    movement, figure = drawn("bridge")
    lower = moment_of(movement, figure, "lower", 0.25, None)
    assert (lower.start, lower.end, lower.share) == ("up", "down", ease(0.25))
    held = moment_of(movement, figure, "hold", 0.0, None)
    assert held.start == held.end == "up" and not held.is_moving
    turn = moment_of(*drawn("cat-stretch"), "sag", 0.5, None)
    assert (turn.start, turn.end) == ("cat", "cow")


def test_a_side_is_mirrored_or_changes_limbs_as_in_a_session() -> None:
    kick, kick_figure = drawn("donkey-kick")
    dog, dog_figure = drawn("bird-dog")
    assert dog_figure.is_even
    for movement, figure, how in ((kick, kick_figure, (True, False)), (dog, dog_figure, (False, True))):
        phase = movement.phase[0].do
        shown = moment_of(movement, figure, phase, 1.0, figure.shown_side)
        assert shown == moment_of(movement, figure, phase, 1.0, None)
        other = moment_of(movement, figure, phase, 1.0, figure.shown_side.other)
        assert (other.mirrored, other.swapped) == how


def test_an_unknown_phase_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(TrunkTimerError) as refused:
        moment_of(*drawn("bridge"), "wiggle", 0.5, None)
    assert str(refused.value) == 'there is no phase "wiggle" here; there are: raise, hold, lower'


def test_the_breath_of_a_phase() -> None:
    movement, _ = drawn("bridge")
    assert [breath_of(movement, phase) for phase in ("raise", "hold", "lower", "wiggle", None)] == [
        Breath.OUT, None, Breath.IN, None, None,
    ]  # fmt: skip


# ---- files


def test_a_png_is_twice_as_fine_and_shows_the_figure(tmp_path: Path) -> None:
    movement, figure = drawn("bridge")
    path = tmp_path / "it.png"
    save_picture(figure, moment_of(movement, figure, None, 1.0, None), LIGHT, path)
    image = QImage(str(path))
    assert image.size() == SIZE * 2
    assert image.pixelColor(3, 3) == QColor(LIGHT.background)
    found = colours(image)
    for role in ("figure_near", "figure_trunk", "figure_hair", "muscle", "mat", "figure_ghost"):
        assert rgb(LIGHT.colour(role)) in found, role


def test_a_breath_and_the_arrow_of_what_comes_are_in_the_picture(tmp_path: Path) -> None:
    movement, figure = drawn("bridge")
    for name, at, breath, wanted in (
        ("start", 0.0, None, {"figure_arrow"}),
        ("way", 0.5, Breath.OUT, {"figure_arrow", "figure_breath"}),
        ("end", 1.0, None, set()),
    ):
        path = tmp_path / f"{name}.png"
        save_picture(figure, moment_of(movement, figure, "raise", at, None), DARK, path, breath)
        found = colours(QImage(str(path)))
        roles = {role for role in ("figure_arrow", "figure_breath") if rgb(DARK.colour(role)) in found}
        assert roles == wanted


def test_an_svg_is_made_of_paths_and_has_no_text(tmp_path: Path) -> None:
    movement, figure = drawn("squat")
    path = tmp_path / "it.SVG"
    save_picture(figure, moment_of(movement, figure, "lower", 0.5, None), DARK, path, Breath.IN)
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == f"0 0 {SIZE.width()} {SIZE.height()}"
    assert len(list(root.iter(f"{SVG}path"))) > 15
    assert list(root.iter(f"{SVG}text")) == []
    fills = {element.get("fill") for element in root.iter()}
    assert {DARK.figure_near, DARK.figure_trunk, DARK.figure_far} <= fills


@pytest.mark.parametrize("name", ["it.png", "it.svg"])
def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    movement, figure = drawn("bridge")
    path = tmp_path / "no-such-folder" / name
    with pytest.raises(TrunkTimerError, match="cannot be written") as told:
        save_picture(figure, moment_of(movement, figure, None, 1.0, None), DARK, path)
    assert str(path) in str(told.value)


def test_a_sheet_has_a_row_for_each_movement(tmp_path: Path, fonts: int) -> None:
    some = [MOVEMENTS[key] for key in ("bridge", "donkey-kick", "knee-rolls")]
    image = sheet(some, LIGHT)
    row = image.height() // 3
    assert image.width() == 4 * CELL.width() and image.height() == 3 * row and CELL.height() < row < CELL.height() + 40
    near = np.array(rgb(LIGHT.colour("figure_near")))
    seen = (pixels(image) == near).all(axis=2)
    for at in range(3):
        for column in range(4):
            cell = seen[at * row : (at + 1) * row, column * CELL.width() : (column + 1) * CELL.width()]
            assert cell.sum() > 500, (at, column)
    path = tmp_path / "sheet.png"
    save_sheet(some, LIGHT, path)
    assert np.array_equal(pixels(QImage(str(path))), pixels(image))
    with pytest.raises(TrunkTimerError, match="cannot be written"):
        save_sheet(some, LIGHT, tmp_path / "no-such-folder" / "sheet.png")


def test_a_sheet_can_be_small_and_empty() -> None:
    cell = QSize(120, 70)
    assert sheet([MOVEMENTS["squat"]], DARK, cell).width() == 480
    assert sheet([], DARK, cell).size() == QSize(480, 96)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    GOLDEN.mkdir(exist_ok=True)
    for each in PICTURES:
        picture(each).save(str(GOLDEN / f"{each}.png"))
