"""Whether the computer's own output can be heard, where the system tells: muted, or turned down to nothing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

from trunktimer.foundation.translation import tr

_LONGEST_S: Final = 2.0
Run = Callable[[Sequence[str]], str]


def _run(command: Sequence[str]) -> str:
    """What a program says; nothing if it is not there, fails, or takes too long."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_LONGEST_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def output_fault(platform: str = sys.platform, run: Run = _run) -> str:
    """Why nothing would be heard though a player plays, as a sentence; empty if all is well or nobody can tell.

    Asks PulseAudio's or PipeWire's own programs on Linux, and AppleScript on macOS. Takes up to some seconds, so it
    is for a thread. Windows is not asked: what it offers needs a library of its own.
    """
    if platform == "darwin":
        said = run(("osascript", "-e", "get volume settings"))
        volume, muted = re.search(r"output volume:(\d+)", said), "output muted:true" in said
        return _sentence(muted, int(volume[1]) if volume else None)
    if not platform.startswith("linux"):
        return ""
    muted_said = run(("pactl", "get-sink-mute", "@DEFAULT_SINK@"))
    if muted_said:
        said = run(("pactl", "get-sink-volume", "@DEFAULT_SINK@"))
        volumes = [int(percent) for percent in re.findall(r"(\d+)%", said)]
        return _sentence("yes" in muted_said, max(volumes) if volumes else None)
    said = run(("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"))
    share = re.search(r"Volume: (\d+(?:\.\d+)?)", said)
    return _sentence("[MUTED]" in said, round(float(share[1]) * 100) if share else None)


def _sentence(muted: bool, percent: int | None) -> str:
    if muted:
        return tr("The computer's sound is muted; nothing will be heard.")
    if percent == 0:
        return tr("The computer's volume is at zero; nothing will be heard.")
    return ""
