"""A program as the system sees it: a real start, what is on the screen, CPU and frames. Needs Linux and X11.

Nothing is asked of the program, so any one can be measured. Its processes are known by a word in their environment.
"""

import ctypes
import ctypes.util
import os
import select
import signal
import subprocess
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benches.windows import ROOT, SCREEN

ENOUGH_PIXELS = 32
_ROWS = range(20, SCREEN[1], 40)
_PLANES = 0xFFFFFFFF
_Z_PIXMAP = 2
_NON_EMPTY = 3  # XDamageReportNonEmpty
_EVENT_BYTES = 192
_ONE_FRAME_S = 0.004  # what is damaged within it belongs together
_GIVE_UP_S = 20
_MARK = "TRUNKTIMER_BENCH"
_SCHEDULED_CPU = 2  # the kind of clock that counts what a process has run


def _library(name: str) -> ctypes.CDLL:
    found = ctypes.util.find_library(name)
    if found is None:
        raise SystemExit(f"lib{name} is not installed")
    return ctypes.CDLL(found)


class Screen:
    """The root window of an X display: read row by row, and told of what is painted."""

    def __init__(self, display: str) -> None:
        x11, damage = self._x11, self._damage = _library("X11"), _library("Xdamage")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XGetImage.restype = ctypes.c_void_p
        x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2]
        x11.XGetImage.argtypes += [ctypes.c_ulong, ctypes.c_int]
        x11.XGetPixel.restype = ctypes.c_ulong
        x11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        x11.XDestroyImage.argtypes = [ctypes.c_void_p]
        x11.XPending.argtypes = [ctypes.c_void_p]
        x11.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        x11.XConnectionNumber.argtypes = [ctypes.c_void_p]
        damage.XDamageQueryExtension.argtypes = [ctypes.c_void_p] * 3
        damage.XDamageCreate.restype = ctypes.c_ulong
        damage.XDamageCreate.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int]
        damage.XDamageSubtract.argtypes = [ctypes.c_void_p, *[ctypes.c_ulong] * 3]
        damage.XDamageDestroy.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._display = x11.XOpenDisplay(display.encode())
        if not self._display:
            raise SystemExit(f"no X display {display}")
        self._root = x11.XDefaultRootWindow(self._display)

    def content_pixels(self) -> int:
        """How many of the sampled pixels are not of the commonest colour."""
        seen = self._sample()
        return sum(seen.values()) - max(seen.values())

    def shows(self, colour: str) -> bool:
        """Whether a colour, written `#rrggbb`, is there in more than a fine line."""
        return self._sample()[int(colour.removeprefix("#"), 16)] >= ENOUGH_PIXELS

    def _sample(self) -> Counter[int]:
        seen: Counter[int] = Counter()
        for row in _ROWS:
            image = self._x11.XGetImage(self._display, self._root, 0, row, SCREEN[0], 1, _PLANES, _Z_PIXMAP)
            seen.update(self._x11.XGetPixel(image, x, 0) for x in range(0, SCREEN[0], 8))
            self._x11.XDestroyImage(image)
        return seen

    def frames(self, seconds: float) -> int:
        """How often something was painted in so many seconds, which it waits."""
        base, fault = ctypes.c_int(), ctypes.c_int()
        if not self._damage.XDamageQueryExtension(self._display, ctypes.byref(base), ctypes.byref(fault)):
            raise SystemExit("the X server tells of no damage")
        watch = self._damage.XDamageCreate(self._display, self._root, _NON_EMPTY)
        event = ctypes.create_string_buffer(_EVENT_BYTES)
        frames, last = 0, 0.0
        end = time.monotonic() + seconds
        while (left_s := end - time.monotonic()) > 0:
            if not self._x11.XPending(self._display):
                select.select([self._x11.XConnectionNumber(self._display)], [], [], left_s)
                continue
            self._x11.XNextEvent(self._display, event)
            if ctypes.cast(event, ctypes.POINTER(ctypes.c_int))[0] == base.value:
                self._damage.XDamageSubtract(self._display, watch, 0, 0)
                now = time.monotonic()
                frames += now - last > _ONE_FRAME_S
                last = now
        self._damage.XDamageDestroy(self._display, watch)
        return frames


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took: CPU of all its processes in percent of one core, times it woke and painted a second."""

    cpu_percent: float
    wakes_per_s: float
    frames_per_s: float


class Program:
    """A program that was started by `started`."""

    def __init__(self, process: "subprocess.Popen[bytes]", mark: str, screen: Screen, began: float) -> None:
        self._process, self._screen, self._began = process, screen, began
        self._mark = mark.encode()

    def wait_for_content(self) -> float:
        """Milliseconds from its start to the first content on the screen."""
        return self._wait_until(lambda: self._screen.content_pixels() >= ENOUGH_PIXELS)

    def wait_for_colour(self, colour: str) -> float:
        """Milliseconds from its start to the first sight of a colour, written `#rrggbb`."""
        return self._wait_until(lambda: self._screen.shows(colour))

    def _wait_until(self, seen: Callable[[], bool]) -> float:
        while not seen():
            if self._process.poll() is not None or time.monotonic() - self._began > _GIVE_UP_S:
                raise SystemExit(f"{self._process.args!r} showed nothing")
        return (time.monotonic() - self._began) * 1000

    def cost(self, seconds: float) -> Cost:
        """What it takes in the next so many seconds."""
        cpu_ns, wakes, began = self._cpu_ns(), self._wakes(), time.monotonic()
        frames = self._screen.frames(seconds)
        span_s = time.monotonic() - began
        return Cost(
            cpu_percent=100 * (self._cpu_ns() - cpu_ns) / 1e9 / span_s,
            wakes_per_s=(self._wakes() - wakes) / span_s,
            frames_per_s=frames / span_s,
        )

    def end(self) -> None:
        """End all its processes, and wait until the screen is empty."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        while self._screen.content_pixels() >= ENOUGH_PIXELS:
            time.sleep(0.02)

    def _processes(self) -> list[int]:
        return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and self._owns(folder)]

    def _owns(self, folder: Path) -> bool:
        try:
            return self._mark in (folder / "environ").read_bytes()
        except OSError:  # another person's, or gone
            return False

    def _cpu_ns(self) -> int:
        return sum(time.clock_gettime_ns((~pid << 3) | _SCHEDULED_CPU) for pid in self._processes())

    def _wakes(self) -> int:
        """How often its threads went to sleep of themselves: as often they were woken."""
        wakes = 0
        for pid in self._processes():
            for status in Path(f"/proc/{pid}/task").glob("*/status"):
                lines = status.read_text(encoding="utf-8").splitlines()
                wakes += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))
        return wakes


@contextmanager
def started(command: list[str], screen: Screen, display: str, caches: str) -> Iterator[Program]:
    """Start a command as for a person who never had it: a new home, but warm `caches`. It is ended with the block."""
    mark = f"{_MARK}={uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        environment |= {"DISPLAY": display, "HOME": home, "QT_QPA_PLATFORM": "xcb", "XDG_CACHE_HOME": caches}
        environment |= dict([mark.split("=")])
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # without .pyc files every start is slow
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        program = Program(process, mark, screen, began)
        try:
            yield program
        finally:
            program.end()
