"""The menu of looks and sounds that hangs on the library page. It changes nothing itself."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import SETTINGS, Preferences
from trunktimer.preferences.settings import Choice, Slider


class LookMenu(QMenu):
    """`change_requested` carries the new `Preferences`. Its entries are called as the table of settings has them."""

    change_requested = Signal(object)
    mute_requested = Signal()
    keys_requested = Signal()
    sound_check_requested = Signal()
    preferences_requested = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._actions: list[tuple[str, object, QAction]] = []  # each is checked at its value of a preference
        for name in ("theme", "viewing_distance_m", "voice"):
            self._add_choices(name)
        self.addAction(tr("Sound test (Ctrl+T)")).triggered.connect(self.sound_check_requested)
        self._add("muted", True, tr(SETTINGS["muted"].label), self).triggered.connect(self.mute_requested)
        calm = self._add("reduced_motion", True, tr(SETTINGS["reduced_motion"].label), self)
        calm.triggered.connect(lambda on: self._ask("reduced_motion", on))
        self.addSeparator()
        self.addAction(tr("Preferences… (Ctrl+,)")).triggered.connect(self.preferences_requested)
        self.addAction(tr("Keys (F1)")).triggered.connect(self.keys_requested)
        self.show_preferences(preferences)

    def _add_choices(self, name: str) -> None:
        entry = SETTINGS[name]
        assert isinstance(entry.control, Choice | Slider)
        menu = self.addMenu(tr(entry.label))
        group = QActionGroup(menu)
        for value, text in entry.control.choices().items():
            action = self._add(name, value, text, menu)
            action.triggered.connect(lambda _checked=False, value=value: self._ask(name, value))
            group.addAction(action)

    def _add(self, name: str, value: object, text: str, menu: QMenu) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        self._actions.append((name, value, action))
        return action

    def _ask(self, name: str, value: object) -> None:
        change: dict[str, Any] = {name: value}
        self.change_requested.emit(replace(self._preferences, **change))

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now, wherever it was changed."""
        self._preferences = preferences
        for name, value, action in self._actions:
            action.setChecked(getattr(preferences, name) == value)
