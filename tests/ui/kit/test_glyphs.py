"""Every phase sign and every icon has a shape of its own, within its square."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from trunktimer.session.display import Glyph
from trunktimer.ui.kit.glyphs import centred, glyph_path, placed
from trunktimer.ui.kit.icons import Icon, icon_shape


@pytest.mark.parametrize("glyph", list(Glyph))
def test_a_glyph_is_as_high_as_capitals_at_most(glyph: Glyph) -> None:
    box = glyph_path(glyph).boundingRect()
    assert not box.isEmpty()
    assert box.left() >= -0.02 and box.top() >= -0.02 and box.bottom() <= 1.02 and box.right() <= 1.3


def test_no_two_glyphs_look_alike() -> None:
    for one, other in combinations(Glyph, 2):
        assert glyph_path(one) != glyph_path(other)


def test_up_points_up_and_down_points_down() -> None:
    near_top, near_foot = QPointF(0.15, 0.1), QPointF(0.15, 0.9)
    assert not glyph_path(Glyph.UP).contains(near_top) and glyph_path(Glyph.UP).contains(near_foot)
    assert glyph_path(Glyph.DOWN).contains(near_top) and not glyph_path(Glyph.DOWN).contains(near_foot)


def test_rest_is_hollow_and_work_is_not() -> None:
    assert not glyph_path(Glyph.REST).contains(QPointF(0.4, 0.5))
    assert glyph_path(Glyph.WORK).contains(QPointF(0.36, 0.5))


def test_a_sign_is_put_where_it_belongs() -> None:
    box = placed(glyph_path(Glyph.UP), 10, 20, 50).boundingRect()
    assert (box.left(), box.top(), box.height()) == (10, 20, 50)
    middle = centred(glyph_path(Glyph.PAUSED), QPointF(7, 9), 30).boundingRect().center()
    assert (round(middle.x(), 6), round(middle.y(), 6)) == (7, 9)


@pytest.mark.parametrize("icon", list(Icon))
def test_an_icon_stays_in_its_square(icon: Icon) -> None:
    whole = QPainterPath()
    for path in icon_shape(icon):
        whole.addPath(path)
    box = whole.boundingRect()
    assert not box.isEmpty()
    assert box.left() >= -0.02 and box.top() >= -0.02 and box.right() <= 1.02 and box.bottom() <= 1.02


def test_no_two_icons_look_alike() -> None:
    for one, other in combinations(Icon, 2):
        assert icon_shape(one) != icon_shape(other)
