"""The player where there is no sound. It says why; what the sounds would tell is on the screen all the same."""

from collections.abc import Iterable

from trunktimer.session.cues import SoundCue
from trunktimer.sound.player import PlayerStatus, SamplesOf


class Silence:
    """Plays nothing."""

    name = "silence"

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        """Play nothing."""

    def wake(self) -> None:
        """Nothing sleeps."""

    def halt(self) -> None:
        """Nothing sounds."""

    def set_volume(self, volume: float) -> None:
        """There is nothing to be louder."""

    def set_muted(self, muted: bool) -> None:
        """There is nothing to mute."""

    def set_sounds(self, samples_of: SamplesOf) -> None:
        """There is nothing to sound."""

    def status(self) -> PlayerStatus:
        """Not audible, and why."""
        return PlayerStatus(name=self.name, audible=False, sentence=self._reason)

    def close(self) -> None:
        """There is nothing to give back."""
