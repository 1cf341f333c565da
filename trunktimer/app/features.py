"""The parts of the window, each imported and made when it is first opened: this is the one place for that."""

from importlib import import_module
from typing import Final, Protocol

from trunktimer.ui.kit.host import Feature, Host
from trunktimer.ui.kit.services import Services

#: Where each is found: a class that is made of a `Host` and the `Services`.
FEATURES: Final = {
    Feature.EDITOR: "trunktimer.ui.editor.editor_feature:EditorFeature",
    Feature.HISTORY: "trunktimer.ui.history.history_feature:HistoryFeature",
    Feature.MOVEMENTS: "trunktimer.ui.movements.movements_feature:MovementsFeature",
    Feature.PREFERENCES: "trunktimer.ui.preferences.preferences_feature:PreferencesFeature",
    Feature.SOUND_CHECK: "trunktimer.ui.run.sound_check_feature:SoundCheckFeature",
    Feature.WELCOME: "trunktimer.ui.library.welcome_feature:WelcomeFeature",
}


class Opened(Protocol):
    """What every part can."""

    def open(self, what: str) -> None:
        """Show it, or `what` in it."""
        ...


class Features:
    """Those that were made so far, for one window."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._made: dict[Feature, Opened] = {}

    def open(self, host: Host, feature: Feature, what: str = "") -> None:
        """Open one in `host`, to show `what`."""
        self.make(host, feature).open(what)

    def make(self, host: Host, feature: Feature) -> Opened:
        """One that can be talked to; made if it was not opened yet."""
        if feature not in self._made:
            module, _, name = FEATURES[feature].partition(":")
            self._made[feature] = getattr(import_module(module), name)(host, self._services)
        return self._made[feature]

    def made(self, feature: Feature) -> Opened | None:
        """One that was opened before; `None` if it was not."""
        return self._made.get(feature)
