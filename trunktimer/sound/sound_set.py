"""All that a session may sound like: own sounds, a voice, names of a person's own. Where folders lie is handed in."""

from __future__ import annotations

import locale
import threading
from array import array
from itertools import islice
from pathlib import Path
from typing import Final

from trunktimer.preferences.preferences import Preferences
from trunktimer.routine.timeline import Timeline
from trunktimer.session.says import Says
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import Voice, words_of
from trunktimer.sound.bank import Bank
from trunktimer.sound.own_sounds import own_sounds
from trunktimer.sound.render import laid_out
from trunktimer.sound.voice import SpokenNames, SystemVoice, VoicePack, languages

_USUAL: Final = "en"
_WARMED: Final = 2_000  # cues


class SoundSet:
    """The sounds of one person in one language.

    `own` are their own sounds, `faults` the sentences for those that were refused.
    """

    def __init__(self, own_folder: Path, voices: Path, language: str = "") -> None:
        self.language = language_for(language, languages(voices))
        self.own, self.faults = own_sounds(own_folder)
        self._pack = VoicePack(voices / self.language)
        spoken = SystemVoice.find()
        self._names = SpokenNames(spoken, self.language) if spoken is not None else None

    def bank(self, preferences: Preferences) -> Bank:
        """What a player takes its samples from."""
        volumes = {SoundKind(name): volume for name, volume in preferences.sounds.items()}
        return Bank(self.own, volumes, self._samples)

    def voice(self, preferences: Preferences) -> Voice | None:
        """How it speaks; `None` if nothing is to be said."""
        if preferences.voice is Says.NOTHING:
            return None
        return Voice(says=preferences.voice, length_ms=self.length_ms, count_every_s=preferences.count_every_s)

    def learn(self, timeline: Timeline) -> None:
        """Make the words of a routine ready in a thread: who plays must not have to wait for them.

        The system's voice, if there is one, says the names that the pack does not know.
        """
        if self._names is not None:
            self._names.want(words_of(timeline, self._pack.length_ms))
        threading.Thread(target=self._warm, args=(timeline,), daemon=True, name="words").start()

    def _warm(self, timeline: Timeline) -> None:
        everything = Voice(says=Says.EVERYTHING, length_ms=self._pack.length_ms)
        ahead = laid_out(timeline, 0, everything)
        # Only the beginning: what comes later is short work by then, and a day's routine would take its time.
        for word in {cue.said for cue in islice(ahead, _WARMED) if cue.said}:
            self._pack.samples(word)

    def wait(self, timeout_s: float) -> bool:
        """Wait until all that was to be learnt is there, or given up; whether it is."""
        return self._names is None or self._names.wait(timeout_s)

    def length_ms(self, word: str) -> int | None:
        """How long a word takes; `None` if nobody can say it, or not yet."""
        known = self._pack.length_ms(word)
        return known if known is not None or self._names is None else self._names.length_ms(word)

    def _samples(self, word: str) -> array[int] | None:
        known = self._pack.samples(word)
        return known if known is not None or self._names is None else self._names.samples(word)


def language_for(wanted: str, there: list[str]) -> str:
    """The language to speak: `wanted`, or else that of the desktop, or else English."""
    desktop = (locale.getlocale()[0] or "")[:2].lower()
    return next((language for language in (wanted, desktop) if language in there), _USUAL)
