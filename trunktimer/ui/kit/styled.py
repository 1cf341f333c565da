"""Style sheets that follow the look."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.style_sheet import wear
from trunktimer.ui.kit.theme import Theme


class _Sheet(QObject):
    """Belongs to the widget, so that it ends with it."""

    def __init__(self, widget: QWidget, sheet: Callable[[Theme], str]) -> None:
        super().__init__(widget)
        self._widget, self._sheet = widget, sheet
        self._take_look()
        LOOK.changed.connect(self._take_look)

    def _take_look(self) -> None:
        wear(self._widget, self._sheet(LOOK.theme))


def keep_styled(widget: QWidget, sheet: Callable[[Theme], str]) -> None:
    """Give `widget` the style sheet that `sheet` makes of a theme, now and whenever the look changes."""
    _Sheet(widget, sheet)
