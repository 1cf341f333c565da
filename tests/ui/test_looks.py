"""Every page takes the colours of the theme, also when it is chosen after the page was made."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.ui.test_main_window import ITEMS, timeline_of
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.ui.kit.theme import theme_for
from trunktimer.ui.main_window import MainWindow
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
        window.change(replace(window.preferences, theme=theme))
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
