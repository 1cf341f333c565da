"""Where players take the samples of a cue from: a person's own sound, the synthesised one, or a spoken word."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Final

from trunktimer.session.cues import SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound import sounds

#: More words than any routine says; so a window that stays open for weeks does not gather them all.
_MOST_KEPT: Final = 256


class Bank:
    """The samples of every cue, each kind at its own volume. Safe to read from several threads."""

    def __init__(
        self,
        own: Mapping[SoundKind, array[int]] | None = None,
        volumes: Mapping[SoundKind, float] | None = None,
        voice: Callable[[str], array[int] | None] | None = None,
    ) -> None:
        """`own` replaces synthesised sounds; `volumes` are 0..1, and 0 switches a kind off.

        `voice` gives a word as 16-bit mono samples at `RATE_HZ`, or `None` if it cannot say it; it may be called
        from any thread. Raises `ValueError` for a volume beyond 0..1.
        """
        self._own = dict(own or {})
        self._volumes = dict(volumes or {})
        self._voice = voice
        self._made: dict[tuple[SoundKind, str], array[int]] = {}
        for kind, volume in self._volumes.items():
            if not 0.0 <= volume <= 1.0:
                raise ValueError(f"the volume of {kind} must be 0 to 1")

    def samples(self, cue: SoundCue) -> array[int]:
        """A cue as 16-bit mono samples at `RATE_HZ`; empty if its kind is off, or nobody can say its word.

        What is given is kept and given again: it is for reading only.
        """
        volume = self._volumes.get(cue.kind, 1.0)
        if volume == 0.0:
            return array("h")
        key = (cue.kind, cue.said if cue.kind is SoundKind.VOICE else "")
        made = self._made.get(key)
        if made is not None:
            return made
        # Not locked: two threads may both make it, alike. A lock would let the one that plays wait for the other.
        full = self._full(cue)
        if full is None:  # not kept: a voice may learn a word
            return array("h")
        made = full if volume == 1.0 else array("h", (round(value * volume) for value in full))
        if len(self._made) >= _MOST_KEPT:
            self._made.clear()
        return self._made.setdefault(key, made)

    def _full(self, cue: SoundCue) -> array[int] | None:
        """The samples of a cue at full volume; `None` for a word that nobody can say."""
        if cue.kind is SoundKind.VOICE:
            return self._voice(cue.said) if self._voice is not None else None
        own = self._own.get(cue.kind)
        return sounds.samples(cue.kind) if own is None else own
