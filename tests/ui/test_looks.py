"""Every page takes the colours of the theme, also when it is chosen after the page was made."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from tests.ui.test_main_window import ITEMS, timeline_of
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.ui.editor.block_form import BlockForm
from trunktimer.ui.editor.movement_choice import MovementChoice
from trunktimer.ui.editor.new_dialog import NewDialog
from trunktimer.ui.editor.routine_form import RoutineForm
from trunktimer.ui.editor.source_view import SourceView
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import DARK, LIGHT, theme_for
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.movements.add_dialog import AddDialog
from trunktimer.ui.movements.movements_page import MovementsPage
from trunktimer.ui.run.controller import Controller

THEMES = [ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.CONTRAST]


@pytest.mark.parametrize("first", THEMES)
@pytest.mark.parametrize("then", THEMES)
def test_the_background_of_both_pages_is_that_of_the_theme(qtbot: QtBot, first: ThemeChoice, then: ThemeChoice) -> None:
    controller = Controller(HandClock(), lambda session, effects: None)
    window = MainWindow(Preferences(theme=first), timeline_of, lambda: controller)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.library.show_items(ITEMS)
    window.show()
    for theme in (first, then):
        window._change(theme=theme)
        wanted = QColor(theme_for(theme.value).background).name()
        assert window.library.grab().toImage().pixelColor(3, 3).name() == wanted
        window.follow("/hold.toml", 0, start=False)
        controls = window.run.controls
        window.run.show_controls()
        effect = controls.graphicsEffect()
        assert effect is not None
        effect.setEnabled(False)  # fully there, not fading in
        page = window.run.grab().toImage()
        corner = controls.geometry().topLeft()
        assert page.pixelColor(corner.x() + 2, corner.y() + 2).name() == wanted
        assert page.pixelColor(3, 3).name() == wanted
        assert page.pixelColor(page.width() - 3, page.height() - 3).name() == wanted
        controller.close()
        window._back_to_library()


@pytest.mark.parametrize(
    "make",
    [
        MovementsPage,
        lambda: AddDialog(MOVEMENTS["squat"], []),
        lambda: MovementChoice(MOVEMENTS),
        NewDialog,
        BlockForm,
        RoutineForm,
        SourceView,
    ],
)
def test_what_keeps_a_style_sheet_has_that_of_the_look_then_and_now(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert DARK.surface in widget.styleSheet() and LIGHT.surface not in widget.styleSheet()
    LOOK.change(theme=LIGHT)
    assert LIGHT.surface in widget.styleSheet() and DARK.surface not in widget.styleSheet()
