"""CPU while a hold of 90 seconds counts down, against a ring that is painted as a whole 60 times a second.

`python -m benches.hold [--seconds N] [--runs N]`. Needs Xvfb, libX11 and libXdamage. The program is really started with
`python -m trunktimer play`, sound and record as they come; both are measured from outside, in turn, under one Xvfb.
"""

import argparse
import statistics
import sys
import tempfile
import time

from benches.outside import Cost, Screen, started
from benches.windows import HOLD_FILE, display

_WARM_S = 6.0  # until the first look, the lead-in and the raise are over
_HOLD_S = 90


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--runs", type=int, default=3)
    words = parser.parse_args()
    if _WARM_S + words.seconds > _HOLD_S - 5:
        parser.error("the hold is over before that")
    commands = {
        "full repaint at 60 fps": [sys.executable, "-m", "benches.plain_ring", "--seconds", "600"],
        "trunktimer play, in a 90 s hold": [sys.executable, "-m", "trunktimer", "play", HOLD_FILE],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    with display() as shown_on, tempfile.TemporaryDirectory() as caches:
        screen = Screen(shown_on)
        for _ in range(words.runs):
            for name, command in commands.items():
                with started(command, screen, shown_on, caches) as program:
                    program.wait_for_content()
                    time.sleep(_WARM_S)
                    costs[name].append(program.cost(words.seconds))
    medians = {name: statistics.median(cost.cpu_percent for cost in taken) for name, taken in costs.items()}
    for name, taken in costs.items():
        wakes = statistics.median(cost.wakes_per_s for cost in taken)
        frames = statistics.median(cost.frames_per_s for cost in taken)
        each = ", ".join(f"{cost.cpu_percent:.2f}" for cost in taken)
        print(f"{name}: {medians[name]:.2f} % of a core ({each}), {frames:.1f} frames and {wakes:.0f} wakes a second")
    plain, ours = medians.values()
    print(f"CPU in a hold: {ours / plain:.2f} × full repaint (goal: 0.20)")


if __name__ == "__main__":
    main()
