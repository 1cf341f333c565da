"""Between the window and its sound: why nothing is heard is told, and what was lost is looked for again."""

from PySide6.QtCore import QObject, Signal

from trunktimer.app.sound_service import SoundService
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences import Preferences
from trunktimer.sound.player import Player


class SoundController(QObject):
    """Follows the player of a `SoundService` and what a person prefers.

    `fault_changed` carries why nothing is heard (the player's reason first, then the computer's), or nothing;
    `status_changed` what `status` says now, `told` a sentence for once; `player_changed` tells that what is ahead must
    be placed anew.
    """

    fault_changed = Signal(str)
    status_changed = Signal(str)
    told = Signal(str)
    player_changed = Signal()

    def __init__(self, sound: SoundService, preferences: Preferences, *, muted: bool) -> None:
        super().__init__()
        self._sound = sound
        self._preferences = preferences
        self._muted = muted  # for this start, by a word on the command line
        self._refused = self._outside = self._fault = self._status = ""
        self._told_of_sounds = False
        sound.opened.connect(self._opened)
        sound.muted_outside.connect(self._muted_outside)
        sound.may_have_changed.connect(self._tell_fault)

    def open(self, player: str = "") -> None:
        """Open the player of this name, or the one that is preferred, or the best there is."""
        wanted = "silence" if self._muted else player or self._preferences.player or None
        self._sound.open(wanted, voice_language(self._preferences))

    def status(self) -> str:
        """Through what sounds are heard, or why not."""
        return self._refused or self._outside or self._sound.status()

    def play_one(self, kind: str) -> None:
        """Play one kind of sound now, whatever was heard."""
        self._sound.hush()
        self._sound.play_one(kind)

    def hush(self) -> None:
        """End what `play_one` began."""
        self._sound.hush()

    def take_preferences(self, preferences: Preferences) -> None:
        """Follow what a person prefers; another player is opened, another voice speaks from here on."""
        before, self._preferences = self._preferences, preferences
        self._sound.set_preferences(preferences)
        if (preferences.player, preferences.language) != (before.player, before.language):
            self._sound.open(preferences.player or None, voice_language(preferences))
        elif (preferences.voice, preferences.count_every_s) != (before.voice, before.count_every_s):
            self.player_changed.emit()

    def _opened(self, outcome: Player | TrunkTimerError) -> None:
        if isinstance(outcome, TrunkTimerError):
            self._sound.try_again()
            self._refused = str(outcome)
            self._tell_fault()
            return
        self._refused = ""
        self._sound.take(outcome, self._preferences)
        self._tell_fault()
        self.player_changed.emit()
        if self._sound.faults() and not self._told_of_sounds:
            self._told_of_sounds = True
            self.told.emit(" ".join(self._sound.faults()))

    def _muted_outside(self, sentence: str) -> None:
        self._outside = sentence
        self._tell_fault()

    def _tell_fault(self) -> None:
        fault = "" if self._muted else self._refused or self._sound.fault() or self._outside
        if fault != self._fault:
            self._fault = fault
            self.fault_changed.emit(fault)
        if self.status() != self._status:
            self._status = self.status()
            self.status_changed.emit(self._status)
