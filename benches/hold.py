"""CPU while a hold of 90 seconds counts down, against a ring that is painted as a whole 60 times a second.

`python -m benches.hold [--seconds N]`. Needs Xvfb. Both windows run one after the other under one Xvfb.
"""

import argparse

from benches.windows import display, figures_of


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args().seconds
    with display() as shown_on:
        plain = figures_of("benches.plain_ring", seconds, shown_on)["cpu_percent"]
        ours = figures_of("benches.ring", seconds, shown_on)["cpu_percent"]
    print(f"full repaint at 60 fps: {plain:.2f} % of a core; run page in a 90 s hold: {ours:.2f} %")
    print(f"CPU in a hold: {ours / plain:.2f} × full repaint (goal: 0.20)")


if __name__ == "__main__":
    main()
