"""The first start: sound, distance, safety, keys, and then the demo, each of which can be skipped."""

from dataclasses import replace

from trunktimer.session.sound_kind import SoundKind
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.services import Services
from trunktimer.ui.library.welcome_dialog import WelcomeDialog


class WelcomeFeature:
    """Opened once for each person, with the path of the demo."""

    def __init__(self, host: Host, services: Services) -> None:
        self._host = host
        self._services = services
        self._dialog: WelcomeDialog | None = None
        services.sound.status_changed.connect(self._show_status)

    def open(self, what: str) -> None:
        """Show the pages; the routine at the path `what` is made ready after them."""
        host, sound = self._host, self._services.sound
        dialog = self._dialog = WelcomeDialog(
            sound_status=sound.status(),
            distance_m=host.preferences.viewing_distance_m,
            safety=self._services.routines.safety_of(what),
            keys=host.key_table,
            parent=host.window(),
        )
        dialog.hear_requested.connect(lambda: sound.play_one(SoundKind.START))
        dialog.distance_requested.connect(
            lambda metres: host.change(replace(host.preferences, viewing_distance_m=metres))
        )
        dialog.accepted.connect(lambda: host.follow(what, host.level(), start=False))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _show_status(self, status: str) -> None:
        if self._dialog is not None:
            self._dialog.set_sound_status(status)

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
