"""Measuring windows: a display of their own, and what each says about itself. Needs Xvfb."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCREEN = (1280, 800)
#: A routine of one long hold.
HOLD_FILE = str(ROOT / "benches" / "hold.toml")


@contextmanager
def display() -> Iterator[str]:
    """The name of an Xvfb display, such as `:5`, that lives as long as the block."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def figures_of(module: str, seconds: int, shown_on: str, *words: str) -> dict[str, Any]:
    """What a window module prints of itself as JSON after so many seconds. Raises `CalledProcessError`."""
    environment = {**os.environ, "DISPLAY": shown_on, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", module, "--seconds", str(seconds), *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
