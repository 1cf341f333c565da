"""The window's sound: a player, what it plays, and what is wrong with it. Which sound falls when is not known here."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.preferences.preferences import Preferences
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Effect
from trunktimer.session.session import Session
from trunktimer.session.session_recorder import BrokenOff
from trunktimer.sound.cue_player import CuePlayer, play_one
from trunktimer.sound.output import output_fault
from trunktimer.sound.player import Player
from trunktimer.ui.kit.chain_timer import ChainTimer

if TYPE_CHECKING:  # behind the door of the thread that opens
    from trunktimer.sound.sound_set import SoundSet

_WATCH_MS: Final = 1_000
LOOK_AGAIN_MS: Final = 1_200  # with the time that opening takes, heard within two seconds


class SoundService(QObject):
    """The player, opened in a thread of its own: a device can take its time, and the window must not.

    Where there is no device it looks again, so that one that comes later is heard. `clock_ms` reads the session's
    clock; `to_ns` turns such a reading into monotonic nanoseconds. `may_have_changed` tells once a second, from the
    opening of a session to its end, that the sound may have been lost or come back.
    """

    opened = Signal(object)
    muted_outside = Signal(str)
    may_have_changed = Signal()
    _broke = Signal()  # from the thread that opens

    def __init__(self, clock_ms: Callable[[], int], to_ns: Callable[[int], int], speed: float, places: Places) -> None:
        super().__init__()
        self._clock_ms = clock_ms
        self._to_ns = to_ns
        self._speed = speed
        self._places = places
        self._player: Player | None = None
        self._cue_player: CuePlayer | None = None
        self._set: SoundSet | None = None
        self._set_for = self._language = ""
        self._timeline: Timeline | None = None
        self._closed = False
        self._name: str | None = None
        self._again = ChainTimer(self._look_again, self)
        self._broke.connect(self.try_again)
        self._over = True
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look)

    def open(self, name: str | None, language: str) -> None:
        """Open a player by name (or the best there is); `opened` tells when it is there, or why it is not."""
        self._name, self._language = name, language
        self._again.stop()
        threading.Thread(target=self._open, args=(name, language), daemon=True, name="open player").start()

    def _open(self, name: str | None, language: str) -> None:
        try:
            self._open_player(name, language)
        except Exception:  # the bug is told where all are; a device is looked for all the same
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._broke.emit()
            raise

    def _open_player(self, name: str | None, language: str) -> None:
        from trunktimer.sound import choice, sound_set  # by this thread: players take a tenth of a second

        if self._set is None or self._set_for != language:
            self._set, self._set_for = (
                sound_set.SoundSet(self._places.own_sounds, self._places.voices, language),
                language,
            )
        try:
            player = choice.open_player(name)
        except TrunkTimerError as error:
            with contextlib.suppress(RuntimeError):  # the window is gone
                self.opened.emit(error)
            return
        if self._closed:
            player.close()
            return
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.opened.emit(player)
        if player.status().audible:
            self._look_outside()

    def _look_again(self) -> None:
        self.open(self._name, self._language)  # which tells when it has none

    def take(self, player: "Player", preferences: Preferences) -> None:
        """Play through `player` from now on, and close the one before."""
        if self._player is not None:  # giving a device back takes its time
            threading.Thread(target=self._player.close, name="close player").start()
        if player.name == "silence" and self._name != "silence":  # the others try again by themselves
            self.try_again()
        self._player = player
        self._cue_player = CuePlayer(player, self._to_ns, self._speed)
        self.set_preferences(preferences)
        if self._timeline is not None and self._set is not None:
            self._set.learn(self._timeline)

    def try_again(self) -> None:
        """Look for a device again in a while."""
        self._again.start(LOOK_AGAIN_MS)

    def set_preferences(self, preferences: Preferences) -> None:
        """Take loudness, sounds and voice."""
        if self._player is None or self._cue_player is None or self._set is None:
            return
        self._player.set_volume(preferences.volume)
        self._player.set_muted(preferences.muted)
        self._player.set_sounds(self._set.bank(preferences).samples)
        self._cue_player.set_voice(self._set.voice(preferences))

    def faults(self) -> list[str]:
        """The sentences for own sounds that were refused."""
        return self._set.faults if self._set is not None else []

    def on_open(self, session: "Session", origin: "str | BrokenOff") -> None:
        """Have names that no voice knows made ready, and look whether the computer's own sound is on."""
        self._timeline = session.timeline
        self._over = False
        self._watch.start()
        if self._set is not None:
            self._set.learn(session.timeline)
        if self._player is not None and self._player.status().audible:
            threading.Thread(target=self._look_outside, daemon=True, name="look at output").start()

    def _look_outside(self) -> None:
        fault = output_fault()
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.muted_outside.emit(fault)

    def wake(self) -> None:
        """Have a sleeping loudspeaker wake up before something is to be heard."""
        if self._player is not None:
            self._player.wake()

    def play_one(self, kind: str) -> None:
        """Play one sound now, for a test of the sound."""
        if self._player is not None:
            play_one(self._player, kind, self._to_ns(self._clock_ms()))

    def hush(self) -> None:
        """End what `play_one` began."""
        if self._player is not None:
            self._player.halt()

    def status(self) -> str:
        """Through what sounds are heard, or why not."""
        return self._player.status().sentence if self._player is not None else tr("The sound is being opened.")

    def on_effects(self, session: "Session", effects: "Sequence[Effect]") -> None:
        """Place or halt sounds, as `CuePlayer.on_effects` does."""
        self._over = session.is_over
        if self._cue_player is not None:
            self._cue_player.on_effects(session, effects)

    def _look(self) -> None:
        if self._over:
            self._watch.stop()
        self.may_have_changed.emit()

    def fault(self) -> str:
        """Why nothing is heard, where the player knows; empty if all is well or nothing is to be heard."""
        if self._player is None or self._name == "silence":
            return ""
        status = self._player.status()
        return "" if status.audible else tr("No sound: {reason}", reason=status.sentence)

    def close(self) -> None:
        """Give the device back, and look for no other."""
        self._closed = True
        self._again.stop()
        self._watch.stop()
        if self._player is not None:
            self._player.close()
        self._player = self._cue_player = None
