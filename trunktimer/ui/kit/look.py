"""The look of the program: theme, motion and size of texts, as one object that tells when it changes.

There is one look for all windows, as there is one palette of the application. Painted widgets read it when they paint;
a widget that keeps something made from it (a style sheet, a pixmap) makes it anew when `changed` is told.
"""

from typing import Final

from PySide6.QtCore import QObject, Signal

from trunktimer.ui.kit.theme import DARK, Theme


class Look(QObject):
    """Theme, reduced motion and text scale.

    `changed` tells that at least one of them is another; it comes after all of a `change` are in place.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = DARK
        self._reduced_motion = False
        self._text_scale = 1.0

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self._theme

    @property
    def reduced_motion(self) -> bool:
        """Whether figures stand still and nothing glides."""
        return self._reduced_motion

    @property
    def text_scale(self) -> float:
        """How large texts of the interface are, 1.0 as they were designed; the run page follows the distance."""
        return self._text_scale

    def change(
        self, *, theme: Theme | None = None, reduced_motion: bool | None = None, text_scale: float | None = None
    ) -> None:
        """Take what is given, and tell it once if anything is new."""
        before = self._theme, self._reduced_motion, self._text_scale
        self._theme = self._theme if theme is None else theme
        self._reduced_motion = self._reduced_motion if reduced_motion is None else reduced_motion
        self._text_scale = self._text_scale if text_scale is None else text_scale
        if (self._theme, self._reduced_motion, self._text_scale) != before:
            self.changed.emit()


#: That of this program.
LOOK: Final = Look()
