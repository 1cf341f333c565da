"""A style sheet follows the look for as long as its widget lives."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.styled import keep_styled
from trunktimer.ui.kit.theme import DARK, LIGHT, Theme


def test_a_sheet_is_made_at_once_and_anew_with_each_change(qtbot: QtBot) -> None:
    made: list[Theme] = []

    def sheet(theme: Theme) -> str:
        made.append(theme)
        return f"color: {theme.text};"

    label = QLabel()
    keep_styled(label, sheet)
    assert label.styleSheet() == f"color: {DARK.text};"
    LOOK.change(theme=LIGHT)
    assert label.styleSheet() == f"color: {LIGHT.text};"
    with qtbot.waitSignal(label.destroyed):
        label.deleteLater()
    LOOK.change(theme=DARK)
    assert made == [DARK, LIGHT]
