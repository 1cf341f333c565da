"""The menu of looks and sounds that hangs on the library page. It changes nothing itself."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from trunktimer.foundation.translation import number_text, tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.ui.kit.preference_words import SAYS, THEMES

_DISTANCES_M: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


class LookMenu(QMenu):
    """`asked` carries the name of a preference and its new value."""

    asked = Signal(str, object)
    mute_requested = Signal()
    keys_requested = Signal()
    sound_check_requested = Signal()
    preferences_requested = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[str, dict[object, QAction]] = {}
        distances = {metres: _metres(metres) for metres in _DISTANCES_M}
        self._add_choices(tr("Colours"), "theme", _shown(THEMES), preferences.theme)
        self._add_choices(tr("Viewing distance"), "viewing_distance_m", distances, preferences.viewing_distance_m)
        self._add_choices(tr("Voice"), "voice", _shown(SAYS), preferences.voice)
        self.addAction(tr("Sound test (Ctrl+T)")).triggered.connect(self.sound_check_requested)
        self.muted = self.addAction(tr("Sound off"))
        self.muted.setCheckable(True)
        self.muted.setChecked(preferences.muted)
        self.muted.triggered.connect(self.mute_requested)
        calm = self._calm = self.addAction(tr("Less motion"))
        calm.setCheckable(True)
        calm.setChecked(preferences.reduced_motion)
        calm.triggered.connect(lambda on: self.asked.emit("reduced_motion", on))
        self.addSeparator()
        self.addAction(tr("Preferences… (Ctrl+,)")).triggered.connect(self.preferences_requested)
        self.addAction(tr("Keys (F1)")).triggered.connect(self.keys_requested)

    def _add_choices(self, title: str, preference: str, choices: Mapping[Any, str], chosen: object) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked=False, value=value: self.asked.emit(preference, value))
            group.addAction(action)
            self._choices.setdefault(preference, {})[value] = action

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now, wherever it was changed."""
        for preference, actions in self._choices.items():
            chosen = getattr(preferences, preference)
            for value, action in actions.items():
                action.setChecked(value == chosen)
        self.muted.setChecked(preferences.muted)
        self._calm.setChecked(preferences.reduced_motion)


def _shown(choices: Mapping[Any, str]) -> dict[Any, str]:
    """The words of a table in the language in use."""
    return {value: tr(text) for value, text in choices.items()}


def _metres(metres: float) -> str:
    digits = 0 if metres.is_integer() else 1
    return tr("{metres} m", metres=number_text(metres, digits))
