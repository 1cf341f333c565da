"""Where the page of preferences, the sheet of keys and the window come together. It writes no file."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.host import Host
from trunktimer.ui.preferences.keys_dialog import KeysDialog
from trunktimer.ui.preferences.preferences_page import PreferencesPage


class PreferencesFeature(QObject):
    """`hear_requested` carries a kind of sound; `file_wanted` asks that the file be written, before `open_file`."""

    hear_requested = Signal(str)
    file_wanted = Signal()

    def __init__(self, window: Host) -> None:
        super().__init__(window.window())
        self._window = window
        page = self.page = PreferencesPage(window.preferences)
        page.change_requested.connect(window.change)
        page.hear_requested.connect(self.hear_requested)
        page.keys_requested.connect(self.teach_keys)
        page.sound_check_requested.connect(window.sound_check_requested)
        page.file_requested.connect(self.file_wanted)
        page.back_requested.connect(window.show_library)
        window.preferences_changed.connect(page.set_preferences)
        window.window().installEventFilter(self)
        page.set_window_size(window.window().size())

    def show(self, sound_status: str, file: Path) -> None:
        """Go to the page."""
        self.page.set_sound_status(sound_status)
        self.page.set_file(str(file))
        self.page.set_preferences(self._window.preferences)
        self.page.set_message("")
        self._window.show_page(self.page, tr("Preferences"))
        self.page.focus_first()

    def show_sound_status(self, text: str) -> None:
        """Say through what sounds are heard, or why not."""
        self.page.set_sound_status(text)

    def teach_keys(self) -> None:
        """Open the sheet of keys."""
        dialog = KeysDialog(self._window.preferences.keys, self._window.window())
        dialog.keys_changed.connect(lambda keys: self._window.change(replace(self._window.preferences, keys=keys)))
        dialog.exec()
        dialog.deleteLater()

    def open_file(self, file: Path) -> None:
        """Open the file of preferences with the program that the desktop has for texts."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.page.set_message(tr("No program opened the file. It lies here: {file}", file=file))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sample is as large as the run page of the window would be."""
        if event.type() == QEvent.Type.Resize and watched is self._window.window():
            self.page.set_window_size(self._window.window().size())
        return super().eventFilter(watched, event)
