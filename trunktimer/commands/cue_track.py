"""`trunktimer render` and `trunktimer sounds`: the cue track of a routine as a WAV, and the kinds of sound."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from trunktimer.commands.player import hear
from trunktimer.foundation.durations import clock_text
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import number_text, tr, trc
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.routine.timeline import Timeline
from trunktimer.session.cues import TELLS
from trunktimer.session.says import Says
from trunktimer.sound.choice import open_player
from trunktimer.sound.output import output_fault
from trunktimer.sound.render import render
from trunktimer.sound.sound_set import SoundSet

_NAMES_S: Final = 20.0  # how long the system's voice may take for names that no voice knows


def render_track(arguments: argparse.Namespace, places: Places, timeline: Timeline) -> int:
    """Write the track and say how long it is. Raises `TrunkTimerError`."""
    path = Path(arguments.output)
    if path.suffix.lower() != ".wav":
        raise TrunkTimerError(tr("{file} cannot be written; name a file that ends in .wav.", file=path))
    preferences = read_preferences(places.config)
    says = preferences.voice if preferences.voice is not Says.NOTHING else Says.CHANGES
    preferences = replace(preferences, voice=says if arguments.voice else Says.NOTHING)
    sounds = SoundSet(places.own_sounds, places.voices, voice_language(preferences))
    print(*sounds.faults, sep="\n", end="\n" if sounds.faults else "", file=sys.stderr)
    if arguments.voice:
        sounds.learn(timeline)
        sounds.wait(_NAMES_S)
    length_ms = render(
        timeline,
        path,
        sounds.bank(preferences).samples,
        gate_ms=round(arguments.gate * 1000),
        voice=sounds.voice(preferences),
        progress=_show_progress if sys.stderr.isatty() else lambda share: None,
    )
    level = tr("level {level} %", level=timeline.level)
    print(f"{path}: {timeline.name}, {clock_text(length_ms)}, {level}")
    return 0


def _show_progress(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(f"\r{round(share * 100)} %", end=end, file=sys.stderr, flush=True)


def list_sounds(arguments: argparse.Namespace, places: Places) -> int:
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
            loud = "" if volume == 1.0 else f" ({_loudness(volume)})"
            print(f"{kind:12} {tr(told)}{own}{loud}", flush=True)
            if player is not None:
                hear(player, kind)
    finally:
        if player is not None:
            player.close()
    return 0


def _loudness(volume: float) -> str:
    return trc("sound", "off") if volume == 0 else f"{number_text(volume * 100)}%"
