"""What a player is. How each plays is in `stream`, `tape` and `silence`; which one is taken, in `choice`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from trunktimer.foundation.translation import later
from trunktimer.session.cues import SoundCue

#: How long a sound server may take to answer, in seconds.
ANSWER_S: Final = 2.0
#: What a player says of one that hangs. The player goes on trying, and nobody waits for it.
NO_ANSWER: Final = later("The sound server does not answer; it is tried again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerStatus:
    """Whether a player can be heard, and a sentence that says through what, or why not."""

    name: str
    audible: bool
    sentence: str


#: Gives the 16-bit mono samples of a cue at `sounds.RATE_HZ`; none at all where it is off.
SamplesOf = Callable[[SoundCue], "array[int]"]


class Player(Protocol):
    """Plays sound cues at their moments. All methods may be called from any thread and return at once."""

    name: str

    def play(self, cues: Iterable[SoundCue], *, position_ms: int, at_ns: int, speed: float = 1.0) -> None:
        """Replace all that lies ahead.

        The cue at the offset o is heard at the monotonic time `at_ns` + (o - `position_ms`) / `speed`. Cues
        come in order and are taken one by one, as their time comes near. One that is too late is left out.
        """
        ...

    def wake(self) -> None:
        """Have the device run for some seconds with a noise that nobody hears.

        A wireless loudspeaker that sleeps swallows the first second of sound: this is that second.
        """
        ...

    def halt(self) -> None:
        """Silence, and nothing ahead."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the master volume, 0..1."""
        ...

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute at once, also what sounds now."""
        ...

    def set_sounds(self, samples_of: SamplesOf) -> None:
        """Take samples from here from now on, for what is not sounding yet."""
        ...

    def status(self) -> PlayerStatus:
        """What is heard through what."""
        ...

    def close(self) -> None:
        """Give the device back. Closing twice is once."""
        ...
