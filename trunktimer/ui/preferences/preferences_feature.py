"""Where the page of preferences, the sheet of keys and the window come together. It writes no file."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.host import Feature, Host
from trunktimer.ui.kit.services import Services
from trunktimer.ui.preferences.keys_dialog import KeysDialog
from trunktimer.ui.preferences.preferences_page import PreferencesPage


class PreferencesFeature(QObject):
    """The page of preferences, made when it is first opened."""

    def __init__(self, host: Host, services: Services) -> None:
        super().__init__(host.window())
        self._host = host
        self._services = services
        page = self.page = PreferencesPage(host.preferences)
        page.change_requested.connect(host.change)
        page.hear_requested.connect(services.sound.play_one)
        page.keys_requested.connect(self.teach_keys)
        page.sound_check_requested.connect(lambda: host.open(Feature.SOUND_CHECK))
        page.file_requested.connect(self._open_file)
        page.back_requested.connect(host.show_library)
        host.preferences_changed.connect(page.set_preferences)
        services.sound.status_changed.connect(page.set_sound_status)
        host.window().installEventFilter(self)
        page.set_window_size(host.window().size())

    def open(self, what: str = "") -> None:
        """Go to the page."""
        self.page.set_sound_status(self._services.sound.status())
        self.page.set_file(str(self._services.preferences_file))
        self.page.set_preferences(self._host.preferences)
        self.page.set_message("")
        self._host.show_page(self.page, tr("Preferences"))
        self.page.focus_first()

    def teach_keys(self) -> None:
        """Open the dialog of keys."""
        dialog = KeysDialog(self._host.preferences.keys, self._host.window())
        dialog.keys_changed.connect(lambda keys: self._host.change(replace(self._host.preferences, keys=keys)))
        dialog.exec()
        dialog.deleteLater()

    def _open_file(self) -> None:
        """Open the file of preferences with the program that the desktop has for texts."""
        file = self._services.preferences_file
        self._services.write_preferences()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.page.set_message(tr("No program opened the file. It lies here: {file}", file=file))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sample is as large as the run page of the window would be."""
        if event.type() == QEvent.Type.Resize and watched is self._host.window():
            self.page.set_window_size(self._host.window().size())
        return super().eventFilter(watched, event)
