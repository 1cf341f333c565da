"""The menu of looks and sounds that hangs on the library page. It changes nothing itself."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from trunktimer.core.preferences import Preferences, Says, ThemeChoice

_DISTANCES_M: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
_THEMES: Final = {
    ThemeChoice.AUTO: "As the desktop",
    ThemeChoice.DARK: "Dark",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.CONTRAST: "High contrast",
}
_SAYS: Final = {
    Says.NOTHING: "Says nothing",
    Says.CHANGES: "Says what comes",
    Says.COUNTS: "Counts too",
    Says.EVERYTHING: "Says everything",
}
_LANGUAGES: Final = {"": "As the desktop", "en": "English", "de": "Deutsch"}
_PLAYERS: Final = {
    "": "Best there is",
    "simpleaudio": "simpleaudio",
    "miniaudio": "miniaudio",
    "silence": "Silence",
}


class LookMenu(QMenu):
    """`asked` carries the name of a preference and its new value."""

    asked = Signal(str, object)
    mute_asked = Signal()
    keys_asked = Signal()
    sound_test_asked = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        distances = {metres: f"{metres:g} m" for metres in _DISTANCES_M}
        self._add_choices("Colours", "theme", _THEMES, preferences.theme)
        self._add_choices("Viewing distance", "viewing_distance_m", distances, preferences.viewing_distance_m)
        self._add_choices("Sound player", "player", _PLAYERS, preferences.player)
        self._add_choices("Voice", "voice", _SAYS, preferences.voice)
        self._add_choices("Language", "language", _LANGUAGES, preferences.language)
        counts = {seconds: f"every {seconds} s" for seconds in (5, 10, 15, 30)}
        self._add_choices("Count the seconds of a hold", "count_every_s", counts, preferences.count_every_s)
        self.addAction("Sound test (Ctrl+T)").triggered.connect(self.sound_test_asked)
        self.muted = self.addAction("Sound off")
        self.muted.setCheckable(True)
        self.muted.setChecked(preferences.muted)
        self.muted.triggered.connect(self.mute_asked)
        calm = self.addAction("Less motion")
        calm.setCheckable(True)
        calm.setChecked(preferences.reduced_motion)
        calm.toggled.connect(lambda on: self.asked.emit("reduced_motion", on))
        self.addSeparator()
        self.addAction("Keys (F1)").triggered.connect(self.keys_asked)

    def _add_choices(self, title: str, preference: str, choices: Mapping[Any, str], chosen: object) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked=False, value=value: self.asked.emit(preference, value))
            group.addAction(action)
