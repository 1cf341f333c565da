"""From the start of the program to the first content in its window, against a bare PySide6 ring in the same run.

`python -m benches.start [--runs N]`. Needs Xvfb, libX11 and libXdamage. The library and `trunktimer play FILE` are
started in turn with the anchor under one Xvfb; the screen is read until it holds something other than one colour.
Medians and ratios are printed.
"""

import argparse
import statistics
import sys
import tempfile

from benches.outside import Screen, started
from benches.windows import HOLD_FILE, display

_GOAL = 1.25


def main() -> None:
    """Start all in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    commands = {
        "bare PySide6 ring": [sys.executable, "-m", "benches.plain_ring", "--seconds", "600"],
        "trunktimer": [sys.executable, "-m", "trunktimer"],
        "trunktimer play FILE": [sys.executable, "-m", "trunktimer", "play", HOLD_FILE],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    with display() as shown_on, tempfile.TemporaryDirectory() as caches:
        screen = Screen(shown_on)
        for turn in range(runs + 1):
            for name, command in commands.items():
                with started(command, screen, shown_on, caches) as program:
                    taken_ms = program.wait_for_content()
                if turn:  # the first of each warms the disk cache
                    times[name].append(taken_ms)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    bare = medians["bare PySide6 ring"]
    for name, median in medians.items():
        taken = times[name]
        goal = "" if median == bare else f", {median / bare:.2f} × bare (goal: {_GOAL})"
        print(f"{name}: median {median:.0f} ms of {runs} ({min(taken):.0f} to {max(taken):.0f}){goal}")


if __name__ == "__main__":
    main()
