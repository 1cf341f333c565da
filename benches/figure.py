"""CPU of the run page while its figure moves, against a ring that is painted as a whole 60 times a second.

`python -m benches.figure [--seconds N] [MOVEMENT …]`. Needs Xvfb. The anchor is measured before each movement.
"""

import argparse

from benches.windows import display, figures_of

USUAL = ("bridge", "donkey-kick", "squat")


def main() -> None:
    """Measure each movement and print its ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("movements", nargs="*", default=USUAL)
    words = parser.parse_args()
    with display() as shown_on:
        for key in words.movements:
            plain = figures_of("benches.plain_ring", words.seconds, shown_on)["cpu_percent"]
            ours = figures_of("benches.moving", words.seconds, shown_on, "--movement", key)
            cpu = ours["cpu_percent"]
            print(
                f"{key}: CPU {cpu:.2f} % of a core, {cpu / plain:.2f} × full repaint (goal: 1.00);"
                f" {ours['wakes_per_s']:.0f} frames a second, {ours['frame_ms_median']:.1f} ms each,"
                f" p99 {ours['frame_ms_p99']:.1f} ms (goal: 12)"
            )


if __name__ == "__main__":
    main()
