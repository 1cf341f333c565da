"""The editor's timeline with 10,000 steps: panned for three seconds, beside an empty plot that is panned likewise.

`python -m benches.timeline [--seconds N] [--steps N]`. Needs Xvfb. Each frame is asked for as soon as the one before it
is painted. The plot without anything on it says what pyqtgraph and this computer take for a frame by themselves.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benches.windows import display, figures_of

FONTS: Final = Path(__file__).parents[1] / "assets" / "fonts"
GOAL_FRAMES: Final = 30
GOAL_TAKE_MS: Final = 10
WIDTH_PX, HEIGHT_PX = 1200, 260
#: How much of the routine is seen at once while it is panned.
SHARES: Final = (0.9, 0.1, 0.003)
TAKEN: Final = 40


def measure(steps: int, seconds: float) -> dict[str, float]:
    """Show both windows, one after the other, and say what they took."""
    import pyqtgraph as pg
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    from trunktimer.foundation.durations import Span
    from trunktimer.routine.compile import compile_routine
    from trunktimer.routine.retiming import edge_of
    from trunktimer.routine.routine import Block, Count, Routine, Sides
    from trunktimer.ui.editor.plot_reach import Reach
    from trunktimer.ui.editor.plot_timeline import EditorTimeline
    from trunktimer.ui.kit.fonts import load_fonts
    from trunktimer.ui.kit.theme import DARK, apply_theme

    application = QApplication([])
    application.setStyle("Fusion")
    load_fonts(FONTS)
    apply_theme(application, DARK)

    def some(number: int) -> Block:
        times = {key: Span(ms, ms) for key, ms in (("raise_", 2_000), ("lower", 2_000), ("rest", 3_000))}
        hold = Span(10_000 + number % 5 * 1_000, 10_000 + number % 5 * 1_000)
        counts = {"reps": (Count(10, 10),), "sets": Count(3, 3)}
        return Block(name=f"Block {number}", hold=hold, sides=Sides.ONE_THEN_OTHER, **times, **counts)  # type: ignore[arg-type]

    each = len(compile_routine(Routine(name="One", blocks=(some(0),)), {}))
    routine = Routine(name="Bench", blocks=tuple(some(number) for number in range(-(-steps // each))))
    timeline = compile_routine(routine, {})
    figures: dict[str, float] = {"steps": len(timeline)}

    def settle(window: QWidget) -> None:
        window.resize(WIDTH_PX, HEIGHT_PX)
        window.show()
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            application.processEvents()

    class Painted(QObject):
        """Counts the frames that a view has really been asked to paint."""

        frames = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
            """Count, and leave the event as it is."""
            self.frames += event.type() == QEvent.Type.Paint
            return False

    def panned(show: Callable[[float], None], view: QWidget, span_s: float) -> list[float]:
        """Go to and fro (0 to 1) for so long; milliseconds for each frame."""
        painted = Painted()
        view.installEventFilter(painted)
        began = time.perf_counter()
        ends = [began]
        while ends[-1] - began < span_s:
            way = (ends[-1] - began) / span_s * 2
            before = painted.frames
            show(way if way <= 1 else 2 - way)
            while painted.frames == before:
                application.processEvents()
            ends.append(time.perf_counter())
        view.removeEventFilter(painted)
        return [(end - start) * 1000 for start, end in pairwise(ends)]

    empty = pg.PlotWidget()
    settle(empty)
    whole = float(timeline.total_ms)
    seen = whole * SHARES[1]

    def show_empty(way: float) -> None:
        empty.setXRange(way * (whole - seen), way * (whole - seen) + seen, padding=0)

    figures |= _told("empty", panned(show_empty, empty.viewport(), seconds))
    empty.close()

    editor = EditorTimeline()
    settle(editor)
    editor.show_timeline(timeline, lambda index: edge_of(routine, {}, timeline, index))
    settle(editor)

    def take() -> float:
        began = time.perf_counter()
        editor.show_timeline(timeline, lambda index: edge_of(routine, {}, timeline, index))
        editor.plot.viewport().repaint()
        return (time.perf_counter() - began) * 1000

    taken = [take() for _ in range(TAKEN)]
    figures |= {"take_ms": statistics.median(taken), "take_ms_p95": sorted(taken)[int(len(taken) * 0.95)]}
    for share in SHARES:

        def show(way: float, seen: float = whole * share) -> None:
            editor.plot.show_reach(Reach(whole, way * (whole - seen), seen))

        figures |= _told(f"seen_{share}", panned(show, editor.plot.viewport(), seconds))
    return figures


def _told(name: str, frames_ms: Sequence[float]) -> dict[str, float]:
    frames = sorted(frames_ms)
    return {
        f"{name}_frames_per_s": 1000 * len(frames) / sum(frames),
        f"{name}_ms_median": statistics.median(frames),
        f"{name}_ms_p99": frames[int(len(frames) * 0.99)],
    }


def main() -> int:
    """Measure under a display of its own and print the figures; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3, help="how long each is panned")
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument(
        "--shown", action="store_true", help=argparse.SUPPRESS
    )  # by itself, on the display that is there
    words = parser.parse_args()
    if words.shown:
        print(json.dumps(measure(words.steps, words.seconds)))
        return 0
    with display() as shown_on:
        figures = figures_of("benches.timeline", words.seconds, shown_on, "--shown", "--steps", str(words.steps))
    empty = figures["empty_ms_median"]
    print(f"an empty plot: {figures['empty_frames_per_s']:.0f} frames a second, {empty:.1f} ms each")
    missed = False
    for share in SHARES:
        name = f"seen_{share}"
        rate, median_ms, p99_ms = (figures[f"{name}_{key}"] for key in ("frames_per_s", "ms_median", "ms_p99"))
        missed |= rate < GOAL_FRAMES
        print(
            f"{figures['steps']:,} steps, {100 * share:g} % seen: {rate:.0f} frames a second (goal: {GOAL_FRAMES}),"
            f" {median_ms:.1f} ms each, p99 {p99_ms:.1f} ms, {median_ms / empty:.2f} × the empty plot"
        )
    missed |= figures["take_ms"] > GOAL_TAKE_MS
    print(
        f"taken and drawn anew: {figures['take_ms']:.1f} ms (goal: {GOAL_TAKE_MS}),"
        f" p95 {figures['take_ms_p95']:.1f} ms, {figures['take_ms'] / empty:.2f} × a frame of the empty plot"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
