"""CPU while a hold of 90 seconds counts down, against a ring that is painted as a whole 60 times a second.

`python -m benches.hold [--seconds N]`. Needs Xvfb. Both windows run one after the other under one Xvfb.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cpu_percent(module: str, seconds: int, display: str) -> float:
    """The CPU time of one window in percent of a core, after its start has settled."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", module, "--seconds", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    return float(figures["cpu_percent"])


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args().seconds
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
            plain = cpu_percent("benches.plain_ring", seconds, display)
            ours = cpu_percent("benches.ring", seconds, display)
    finally:
        server.terminate()
        server.wait()
    print(f"full repaint at 60 fps: {plain:.2f} % of a core; run page in a 90 s hold: {ours:.2f} %")
    print(f"CPU in a hold: {ours / plain:.2f} × full repaint (goal: 0.20)")


if __name__ == "__main__":
    main()
