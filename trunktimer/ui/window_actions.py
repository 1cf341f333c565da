"""The window's shortcuts, and the menu that hangs on the library page."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence

from trunktimer.foundation.translation import tr, trc
from trunktimer.ui.kit.host import Feature, Host
from trunktimer.ui.library.library_page import LibraryPage
from trunktimer.ui.library.look_menu import LookMenu


class WindowActions:
    """Most can be done on the library page only. `ask_file`, `mute` and `show_keys` are the window's own."""

    def __init__(
        self,
        host: Host,
        library: LibraryPage,
        *,
        ask_file: Callable[[], None],
        mute: Callable[[], None],
        show_keys: Callable[[], None],
    ) -> None:
        self._host = host
        self._library = library
        menu = LookMenu(host.preferences, host.window())
        menu.change_requested.connect(host.change)
        host.preferences_changed.connect(menu.show_preferences)
        menu.mute_requested.connect(mute)
        menu.keys_requested.connect(show_keys)
        menu.sound_check_requested.connect(lambda: host.open(Feature.SOUND_CHECK))
        menu.preferences_requested.connect(self._open_preferences)
        library.look_button.setMenu(menu)
        keys = QKeySequence.StandardKey
        opened = self._action(trc("menu", "Open"), keys.Open, ask_file)
        movements = self._action(tr("Movements"), "Ctrl+M", lambda: host.open(Feature.MOVEMENTS))
        self._action(tr("Sound test"), "Ctrl+T", lambda: host.open(Feature.SOUND_CHECK))
        history = self._action(tr("History"), "Ctrl+H", lambda: self._from_library(Feature.HISTORY))
        self._action(trc("button", "Edit"), "Ctrl+E", self._edit)
        new = self._action(tr("New routine"), keys.New, lambda: self._from_library(Feature.EDITOR))
        self._action(tr("Preferences"), "Ctrl+,", self._open_preferences)
        first = menu.actions()[0]
        menu.insertActions(first, [new, opened, movements, history])  # a narrow page has no buttons for them
        menu.insertSeparator(first)

    def _action(self, text: str, keys: QKeySequence.StandardKey | str, do: Callable[[], object]) -> QAction:
        action = QAction(text, self._host.window())
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: do())
        self._host.window().addAction(action)
        return action

    def _from_library(self, feature: Feature, what: str = "") -> None:
        if self._host.is_shown(self._library):
            self._host.open(feature, what)

    def _open_preferences(self) -> None:
        if self._host.is_list_shown:
            self._host.open(Feature.PREFERENCES)

    def _edit(self) -> None:
        if self._library.chosen_path():
            self._from_library(Feature.EDITOR, self._library.chosen_path())
