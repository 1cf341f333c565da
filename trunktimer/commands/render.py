"""`trunktimer render`: the cue track of a routine as a WAV."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from trunktimer.commands.routine_timeline import format_level, read_timeline
from trunktimer.foundation.durations import format_clock
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.session.says import Says
from trunktimer.sound.render import render
from trunktimer.sound.sound_set import SoundSet

_NAMES_S: Final = 20.0  # how long the system's voice may take for names that no voice knows


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Write the track and say how long it is. Raises `TrunkTimerError`."""
    timeline = read_timeline(arguments.routine, places, arguments.level)
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
    print(f"{path}: {timeline.name}, {format_clock(length_ms)}, {format_level(timeline)}")
    return 0


def _show_progress(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(f"\r{round(share * 100)} %", end=end, file=sys.stderr, flush=True)
