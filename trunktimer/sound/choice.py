"""Which player is taken: what is installed, in what order, and why not. Nothing is imported to find out."""

import importlib.metadata
import sys
from collections.abc import Callable
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import tr
from trunktimer.sound.player import Player
from trunktimer.sound.silent_player import Silence
from trunktimer.sound.simpleaudio_player import SimpleaudioPlayer

SIMPLEAUDIO: Final = "simpleaudio"
MINIAUDIO: Final = "miniaudio"
SILENCE: Final = "silence"
#: In the order of preference.
PLAYERS: Final = (SIMPLEAUDIO, MINIAUDIO, SILENCE)
_SOUND_BUILD: Final = "simpleaudio-patched"


def _installed(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def why_not(name: str, *, asked: bool, version_of: Callable[[str], str | None] = _installed) -> str:
    """Why a player cannot be taken, as a sentence; empty if it can. Nothing is imported for this.

    simpleaudio 1.0.4 frees memory without the interpreter lock: it crashes on Python 3.12 and later, and is
    taken on 3.11 only when it was asked for by name. The fork simpleaudio-patched mends this.
    """
    if name == SIMPLEAUDIO:
        if version_of(_SOUND_BUILD):
            return ""
        if version_of("simpleaudio") is None:
            return tr('simpleaudio is not installed; install it with: pip install "trunktimer[simpleaudio]"')
        if sys.version_info >= (3, 12):
            return tr(
                "This build of simpleaudio crashes on Python 3.12 and later; install simpleaudio-patched instead."
            )
        return "" if asked else tr("This build of simpleaudio is only used when it is asked for by name.")
    if name == MINIAUDIO and version_of("miniaudio") is None:
        return tr("miniaudio is not installed.")
    return ""


def open_player(name: str | None = None) -> Player:
    """The player called `name`, or the first of `PLAYERS` that can be had; silence says why it is silent.

    Raises `TrunkTimerError` if a player that was asked for by name cannot be had.
    """
    if name is not None and name not in PLAYERS:
        raise TrunkTimerError(
            tr('There is no player "{name}"; there are: {known}.', name=name, known=", ".join(PLAYERS))
        )
    if name == SILENCE:
        return Silence(tr("Silence was asked for."))
    reasons = []
    for candidate in PLAYERS[:-1] if name is None else (name,):
        reason = why_not(candidate, asked=name is not None)
        if not reason:
            try:
                return _open(candidate)
            except (ImportError, OSError) as error:
                reason = tr("{candidate} cannot be loaded: {error}.", candidate=candidate, error=error)
            except TrunkTimerError as error:
                reason = str(error)
        if name is not None:
            raise TrunkTimerError(reason)
        reasons.append(reason)
    return Silence(reasons[-1])  # that of the player that is always there


def _open(name: str) -> Player:
    if name == SIMPLEAUDIO:
        return SimpleaudioPlayer()
    from trunktimer.sound.miniaudio_player import MiniaudioPlayer

    return MiniaudioPlayer()
