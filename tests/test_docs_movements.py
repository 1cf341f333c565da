"""docs/movements.md is what the movement files say, and each of its pictures shows the figure as it is."""

import runpy
from typing import Final

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.checkout import ROOT
from tests.library import MOVEMENTS

PAGE: Final = runpy.run_path(str(ROOT / "packaging" / "docs" / "movements.py"))
MADE_BY: Final = "run: python packaging/docs/movements.py"
#: Few colours and other versions of Qt change the shade of many pixels a little; a limb elsewhere is much in some.
MUCH, SHARE_OFF_BY_MUCH = 60, 0.004
MOST_BYTES: Final = 12_000


def test_the_page_is_fresh_and_has_every_movement() -> None:
    made = PAGE["movements_text"](MOVEMENTS)
    assert PAGE["TARGET"].read_text(encoding="utf-8") == made, MADE_BY
    for key, movement in MOVEMENTS.items():
        assert f"`{key}`" in made and f"### {movement.name}\n" in made
        assert all(name in made for names in movement.also.values() for name in names)


def test_each_movement_has_a_small_picture_and_there_is_no_other() -> None:
    sizes = {path.stem: path.stat().st_size for path in PAGE["PICTURES"].iterdir()}
    assert set(sizes) == set(MOVEMENTS), MADE_BY
    assert {key: size for key, size in sizes.items() if size > MOST_BYTES} == {}


def shades(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, :3].astype(np.int16)


def off(one: QImage, other: QImage) -> float:
    """The share of pixels that are of quite another shade."""
    return float((np.abs(shades(one) - shades(other)).max(axis=2) > MUCH).mean())


@pytest.mark.parametrize("key", sorted(MOVEMENTS))
def test_each_picture_shows_the_figure_as_it_is(qapp: object, key: str) -> None:
    kept = QImage(str(PAGE["PICTURES"] / f"{key}.png"))
    made = PAGE["picture"](MOVEMENTS[key])
    assert kept.size() == made.size()
    assert off(kept, made) <= SHARE_OFF_BY_MUCH, MADE_BY


def test_a_picture_of_another_movement_is_told_apart(qapp: object) -> None:
    kept = QImage(str(PAGE["PICTURES"] / "single-knee-to-chest.png"))
    assert off(kept, PAGE["picture"](MOVEMENTS["knees-to-chest"])) > SHARE_OFF_BY_MUCH
