"""From the start of the program to the first content in its window, against a bare PySide6 ring in the same run.

`python -m benches.start [--runs N]`. Needs Xvfb and libX11. Both commands are started in turn under one Xvfb;
the screen is read until it holds something other than one colour. Medians and their ratio are printed.
"""

import argparse
import ctypes
import ctypes.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1280, 800
ROWS = range(20, HEIGHT, 40)
ENOUGH_PIXELS = 32
PLANES = 0xFFFFFFFF
Z_PIXMAP = 2


class Screen:
    """The root window of an X display, read row by row."""

    def __init__(self, display: str) -> None:
        name = ctypes.util.find_library("X11")
        if name is None:
            raise SystemExit("libX11 is not installed")
        x11 = ctypes.CDLL(name)
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XGetImage.restype = ctypes.c_void_p
        x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2]
        x11.XGetImage.argtypes += [ctypes.c_ulong, ctypes.c_int]
        x11.XGetPixel.restype = ctypes.c_ulong
        x11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        x11.XDestroyImage.argtypes = [ctypes.c_void_p]
        self._x11 = x11
        self._display = x11.XOpenDisplay(display.encode())
        if not self._display:
            raise SystemExit(f"no X display {display}")
        self._root = x11.XDefaultRootWindow(self._display)

    def content_pixels(self) -> int:
        """How many of the sampled pixels are not of the commonest colour."""
        seen: Counter[int] = Counter()
        for row in ROWS:
            image = self._x11.XGetImage(self._display, self._root, 0, row, WIDTH, 1, PLANES, Z_PIXMAP)
            seen.update(self._x11.XGetPixel(image, x, 0) for x in range(0, WIDTH, 8))
            self._x11.XDestroyImage(image)
        return sum(seen.values()) - max(seen.values())


def first_content_ms(command: list[str], screen: Screen, environment: dict[str, str]) -> float:
    """Milliseconds from exec to the first content; the program is ended afterwards."""
    before = time.perf_counter()
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while screen.content_pixels() < ENOUGH_PIXELS:
            if program.poll() is not None or time.perf_counter() - before > 20:
                raise SystemExit(f"{' '.join(command)} showed nothing")
        return (time.perf_counter() - before) * 1000
    finally:
        program.kill()
        program.wait()
        while screen.content_pixels() >= ENOUGH_PIXELS:
            time.sleep(0.02)


def main() -> None:
    """Start both in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told, tempfile.TemporaryDirectory() as home:
            display = f":{told.readline().strip()}"
            environment = {**os.environ, "DISPLAY": display, "HOME": home, "QT_QPA_PLATFORM": "xcb"}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            screen = Screen(display)
            commands = {
                "bare PySide6 ring": [sys.executable, "-m", "benches.plain_ring"],
                "TrunkTimer": [sys.executable, "-m", "trunktimer"],
            }
            times: dict[str, list[float]] = {name: [] for name in commands}
            for turn in range(runs + 1):
                for name, command in commands.items():
                    taken_ms = first_content_ms(command, screen, environment)
                    if turn:  # the first of each warms the disk cache
                        times[name].append(taken_ms)
    finally:
        server.terminate()
        server.wait()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name}: median {median:.0f} ms of {runs} ({min(times[name]):.0f} to {max(times[name]):.0f})")
    bare, ours = medians.values()
    print(f"start to first content: {ours / bare:.2f} × bare (goal: 1.25)")


if __name__ == "__main__":
    main()
