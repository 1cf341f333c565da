"""Carries out the sound effects of a session on a player. What sounds when was decided by the session."""

from collections.abc import Callable, Sequence
from typing import Final

from trunktimer.session.cues import SoundCue
from trunktimer.session.effects import Effect, SoundsHalted, SoundsPlaced
from trunktimer.session.session import Session, session_cues
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import Voice
from trunktimer.sound.player import Player

#: Played faster than this, the sounds would run into one another.
FASTEST_AUDIBLE: Final = 4.0


_SOON_NS: Final = 250_000_000  # enough for every player to be on time


def play_one(player: Player, kind: str, now_ns: int) -> None:
    """Play one kind of sound now, whatever was ahead."""
    cue = SoundCue(0, SoundKind(kind), "hold" if kind == SoundKind.VOICE else "")
    player.play([cue], position_ms=0, at_ns=now_ns + _SOON_NS)


class CuePlayer:
    """Stands between a session and a player.

    `to_ns` turns a session's clock reading in milliseconds into monotonic nanoseconds; `speed` is how much
    faster than the clock the session runs. Above `FASTEST_AUDIBLE` nothing is played.
    """

    def __init__(self, player: Player, to_ns: Callable[[int], int], speed: float = 1.0) -> None:
        self._player = player
        self._to_ns = to_ns
        self._speed = speed
        self._voice: Voice | None = None

    def set_voice(self, voice: Voice | None) -> None:
        """Speak as `voice` says from the next placing on; `None` says nothing."""
        self._voice = voice

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Place or halt sounds as `effects` say; `session` is the one that came with them."""
        if self._speed > FASTEST_AUDIBLE:
            return
        for effect in effects:
            match effect:
                case SoundsPlaced(position_ms=position_ms, at_ms=at_ms):
                    cues = session_cues(session, position_ms, self._voice)
                    at_ns = self._to_ns(at_ms)
                    self._player.play(cues, position_ms=position_ms, at_ns=at_ns, speed=self._speed)
                case SoundsHalted():
                    self._player.halt()
                case _:
                    pass
