"""The sound test, opened from the window."""

from trunktimer.foundation.translation import tr
from trunktimer.ui.kit.host import Host
from trunktimer.ui.kit.services import Services
from trunktimer.ui.run.sound_check import SoundCheck


class SoundCheckFeature:
    """Hears each kind of sound through the player of the window."""

    def __init__(self, host: Host, services: Services) -> None:
        self._host = host
        self._sound = services.sound

    def open(self, what: str = "") -> None:
        """Play all kinds in turn, until the dialog is closed."""
        status = self._sound.status()
        if self._host.preferences.muted or self._host.preferences.volume == 0:
            status = tr("The sound is off in TrunkTimer; M turns it on while a routine is followed.")
        check = SoundCheck(status, self._host.window())
        check.play_requested.connect(self._sound.play_one)
        check.exec()
        self._sound.hush()
        check.deleteLater()
