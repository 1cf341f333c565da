"""The library in the whole window: what it leads to, and what becomes of files."""

from typing import cast

from pytestqt.qtbot import QtBot

from tests.app.conftest import Begin
from trunktimer.app.application import Application
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.library.library_item import LibraryItem


def item_of(parts: Application, key: str) -> LibraryItem:
    return next(item for item in parts.window.library.items() if item.key == key)


def test_a_number_that_is_touched_is_open_in_the_editor(qtbot: QtBot, begin: Begin) -> None:
    parts = begin()
    library = parts.window.library
    library.choose(item_of(parts, "demo").path)
    assert library.detail.cards is not None
    chip = library.detail.cards.rows[0].chip("hold")
    assert chip is not None
    chip.click()
    page = parts.window.findChild(EditorPage)
    assert page is not None and parts.window.is_shown(page)
    assert page.cards.stepper is not None and page.cards.stepper.isVisible()
    assert page.cards.card((0,)) is not None
    feature = cast("EditorFeature", parts.features.made(Feature.EDITOR))
    assert feature.model.chosen == (0,)
    page.cards.stepper.close()


def test_what_can_be_made_harder_and_what_has_an_original_is_known(begin: Begin) -> None:
    parts = begin()
    own = parts.places.own_routines
    own.mkdir(parents=True, exist_ok=True)
    plain = 'format = 2\nname = "Plain"\n[[block]]\nname = "Walk"\nduration = "20 s"\n'
    for name in ("demo.toml", "plain.toml"):
        (own / name).write_text(plain, encoding="utf-8")
        parts.routines.show_written(str(own / name))
    assert [(item_of(parts, key).has_ranges, item_of(parts, key).has_original) for key in ("demo", "plain")] == [
        (False, True),
        (False, False),
    ]
    bundled = item_of(parts, "strengthen-lower-back")
    assert (bundled.has_ranges, bundled.has_original) == (True, False)


def test_a_duplicate_is_ones_own_and_chosen(begin: Begin) -> None:
    parts = begin()
    library = parts.window.library
    before = len(library.items())
    library.action_requested.emit(item_of(parts, "demo"), "duplicate")
    assert len(library.items()) == before + 1
    assert library.chosen_name() == "Demo (copy)" and item_of(parts, library.chosen_key()).own
