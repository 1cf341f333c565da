"""From the start of the program to the first content in its window, against a bare PySide6 ring in the same run.

`python -m benches.start [--runs N]`. Needs Xvfb, libX11 and libXdamage. The library and `trunktimer play FILE` are
started in turn with the anchor under one Xvfb; the screen is read until it holds something other than one colour, and
where a routine is followed, until the countdown is seen. Medians and ratios are printed.
"""

import argparse
import statistics
import sys
import tempfile

from benches.outside import Screen, started
from benches.windows import HOLD_FILE, display
from trunktimer.ui.kit.theme import DARK

_GOAL = 1.25
_BARE, _PLAY = "bare PySide6 ring", "trunktimer play FILE"
_COUNTDOWN = f"{_PLAY}, until the countdown"


def main() -> None:
    """Start all in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    commands = {
        _BARE: [sys.executable, "-m", "benches.plain_ring", "--seconds", "600"],
        "trunktimer": [sys.executable, "-m", "trunktimer"],
        _PLAY: [sys.executable, "-m", "trunktimer", "play", HOLD_FILE],
    }
    times: dict[str, list[float]] = {name: [] for name in (*commands, _COUNTDOWN)}
    with display() as shown_on, tempfile.TemporaryDirectory() as caches:
        screen = Screen(shown_on)
        for turn in range(runs + 1):
            for name, command in commands.items():
                with started(command, screen, shown_on, caches) as program:
                    taken_ms = {name: program.wait_for_content()}
                    if name == _PLAY:
                        taken_ms[_COUNTDOWN] = program.wait_for_colour(DARK.accents.ready)
                if turn:  # the first of each warms the disk cache
                    for what, each_ms in taken_ms.items():
                        times[what].append(each_ms)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    bare = medians[_BARE]
    for name, median in medians.items():
        taken = times[name]
        ratio = "" if name == _BARE else f", {median / bare:.2f} × bare"
        goal = f" (goal: {_GOAL})" if name not in (_BARE, _COUNTDOWN) else ""
        print(f"{name}: median {median:.0f} ms of {runs} ({min(taken):.0f} to {max(taken):.0f}){ratio}{goal}")


if __name__ == "__main__":
    main()
