"""Plays evenly spaced ticks through a named player: `python -m benches.sound_beeps miniaudio --count 60`.

The moments at which each should be heard (monotonic seconds) are appended to the file named by
`MEASURE_SCHEDULE`, if it is set, so that a recorder can compare. `--stall gil` holds the interpreter for
100 ms each second; `--stall gui` lets a window under the same player stall (needs a display).
"""

import argparse
import os
import time
from pathlib import Path

from trunktimer.audio.choice import open_player
from trunktimer.core.cues import SoundCue, SoundKind

LEAD_MS = 1_500


def hold_the_interpreter(seconds: float) -> None:
    """Keep the interpreter lock without a pause: one operation in C that takes about so long."""
    before = time.perf_counter()
    sum(range(200_000))
    each_s = (time.perf_counter() - before) / 200_000
    sum(range(round(seconds / each_s)))


def main() -> None:
    """Play and leave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("player")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--interval-ms", type=int, default=501)
    parser.add_argument("--stall", choices=("none", "gil"), default="none")
    words = parser.parse_args()
    player = open_player(words.player)
    offsets = [LEAD_MS + at * words.interval_ms for at in range(words.count)]
    at_ns = time.monotonic_ns()
    player.play((SoundCue(offset, SoundKind.TICK) for offset in offsets), position_ms=0, at_ns=at_ns)
    schedule = os.environ.get("MEASURE_SCHEDULE")
    if schedule:
        lines = [f"{at_ns / 1e9 + offset / 1000:.6f}" for offset in offsets]
        Path(schedule).write_text("\n".join(lines) + "\n", encoding="utf-8")
    end = at_ns / 1e9 + offsets[-1] / 1000 + 0.6
    while time.monotonic() < end:
        if words.stall == "gil":
            hold_the_interpreter(0.1)
            time.sleep(0.9)
        else:
            time.sleep(0.05)
    print(player.status().sentence)
    player.close()


if __name__ == "__main__":
    main()
