"""`trunktimer sounds`: the kinds of sound, listed or heard."""

import argparse
import sys
import time
from typing import Final

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import format_number, tr, trc
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.session.cues import TELLS
from trunktimer.sound.choice import open_player
from trunktimer.sound.cue_player import play_one
from trunktimer.sound.output import output_fault
from trunktimer.sound.player import Player
from trunktimer.sound.sound_set import SoundSet

_HEARD_S: Final = 1.8


def run(arguments: argparse.Namespace, places: Places) -> int:
    """List the kinds of sound; with `--play`, let each be heard. Raises `TrunkTimerError`."""
    preferences = read_preferences(places.config)
    sounds = SoundSet(places.own_sounds, places.voices, voice_language(preferences))
    print(*sounds.faults, sep="\n", end="\n" if sounds.faults else "", file=sys.stderr)
    player = open_player(arguments.player) if arguments.play else None
    try:
        if player is not None:
            status = player.status()
            if not status.audible:
                raise TrunkTimerError(tr("No sound: {reason}", reason=status.sentence))
            print(*filter(None, (status.sentence, output_fault())), sep="\n", file=sys.stderr)
            player.set_volume(preferences.volume)
            player.set_sounds(sounds.bank(preferences).samples)
        for kind, told in TELLS.items():
            volume = preferences.sounds.get(kind, 1.0)
            own = f" ({tr('your own')})" if kind in sounds.own else ""
            loud = "" if volume == 1.0 else f" ({_format_volume(volume)})"
            print(f"{kind:12} {tr(told)}{own}{loud}", flush=True)
            if player is not None:
                _hear(player, kind)
    finally:
        if player is not None:
            player.close()
    return 0


def _format_volume(volume: float) -> str:
    return trc("sound", "off") if volume == 0 else f"{format_number(volume * 100)}%"


def _hear(player: Player, kind: str) -> None:
    """Play one kind of sound, and wait until it is over."""
    play_one(player, kind, time.monotonic_ns())
    time.sleep(_HEARD_S)
