"""The picture of the house is drawn from the imports as they are."""

import runpy
from typing import Any

from tests.checkout import ROOT
from tests.test_order import ORDER, modules, own_imports, room_of

HOUSE: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "docs" / "house.py"))
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_is_fresh() -> None:
    assert HOUSE["with_house"](TEXT) == TEXT, "run: python packaging/docs/house.py"


def test_its_rooms_and_arrows_are_those_that_the_order_binds() -> None:
    rooms = HOUSE["rooms_in_order"](TEXT)
    assert rooms == [room for step in ORDER for room in step]
    arrows = {(room_of(module), room_of(name)) for module, path in modules().items() for name in own_imports(path)}
    assert HOUSE["arrows_between"](rooms) == {pair for pair in arrows if None not in pair and pair[0] != pair[1]}


def test_what_follows_from_other_arrows_is_left_out_and_nothing_else() -> None:
    arrows = {("c", "b"), ("b", "a"), ("c", "a"), ("d", "c"), ("d", "a"), ("d", "e")}
    assert HOUSE["without_detours"](arrows) == {("c", "b"), ("b", "a"), ("d", "c"), ("d", "e")}
