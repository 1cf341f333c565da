"""What the run page costs while the figure moves: raised for two seconds, lowered for two.

Run it under a display (`xvfb-run -a python -m benches.moving`); it prints one line of JSON: CPU in percent of one
core, wake-ups and frames of the figure a second, and how long the frames took. Its anchor is `plain_ring.py`.
"""

import argparse
import json
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from trunktimer.foundation.durations import Span
from trunktimer.foundation.places import find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Count, Routine
from trunktimer.routine.toml.movement_file import load_movements
from trunktimer.session.session import new_session
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle
from trunktimer.ui.figure.figure_view import FigureView
from trunktimer.ui.kit.fonts import load_fonts
from trunktimer.ui.kit.theme import DARK, apply_theme
from trunktimer.ui.run.run_page import RunPage

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
PHASE = Span(2_000, 2_000)
WARM_S = 2


class Watched(FigureView):
    """The figure's widget, with a watch on its painting."""

    took_ms: list[float]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint, and note how long it took."""
        began = time.perf_counter()
        super().paintEvent(event)
        self.took_ms.append((time.perf_counter() - began) * 1000)


class Driver:
    """Walks through the session on the real clock and wakes when the page says that it will look different."""

    def __init__(self, page: RunPage, key: str) -> None:
        self.page = page
        movements, _ = load_movements(find_places().movement_folders[1:])
        page.set_figures({key: figure for key, movement in movements.items() if (figure := movement.figure())})
        block = Block(movement=key, raise_=PHASE, lower=PHASE, reps=(Count(1_000, 1_000),), sides=None)
        timeline = compile_routine(Routine(name="Bench", lead_in=Span(0, 0), blocks=(block,)), movements)
        self.began = time.monotonic()
        self.session, _ = handle(new_session(timeline), Action.START, 0)
        self.wakes = 0
        self.frames_ms: list[float] = []
        self.timer = QTimer(page, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.wake)

    def wake(self) -> None:
        """Show the present moment, painting included."""
        now_ms = int((time.monotonic() - self.began) * 1000)
        began = time.perf_counter()
        self.wakes += 1
        self.session, _ = handle(self.session, Action.TICK, now_ms)
        self.page.show_display(display(self.session, now_ms))
        self.timer.start(self.page.wake_interval_ms())  # as the controller does: before anything is painted
        QApplication.sendPostedEvents()  # paints what has been asked for
        self.frames_ms.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """Show the page for some seconds and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure")
    parser.add_argument("--movement", default="bridge", help="which movement")
    arguments = parser.parse_args()

    application = QApplication([])
    application.setStyle("Fusion")
    load_fonts(FONTS)
    apply_theme(application, DARK)
    page = RunPage()
    page.figure.__class__ = Watched
    page.figure.took_ms = []  # type: ignore[attr-defined]
    page.resize(1280, 800)
    driver = Driver(page, arguments.movement)
    page.show()
    driver.wake()
    marks: list[tuple[float, float, int, int]] = []

    def take() -> None:
        marks.append((time.monotonic(), time.process_time(), driver.wakes, len(page.figure.took_ms)))  # type: ignore[attr-defined]
        if len(marks) == 1:
            driver.frames_ms.clear()

    def finish() -> None:
        take()
        application.quit()

    QTimer.singleShot(WARM_S * 1000, take)
    QTimer.singleShot(int((WARM_S + arguments.seconds) * 1000), finish)
    application.exec()
    (wall, cpu, wakes, frames), (wall_end, cpu_end, wakes_end, frames_end) = marks
    span_s = wall_end - wall
    slowest = sorted(driver.frames_ms)
    figures = {
        "window": f"run page, figure moving: {arguments.movement}",
        "cpu_percent": round(100 * (cpu_end - cpu) / span_s, 2),
        "wakes_per_s": round((wakes_end - wakes) / span_s, 1),
        "figure_frames_per_s": round((frames_end - frames) / span_s, 1),
        "frame_ms_median": round(slowest[len(slowest) // 2], 2),
        "frame_ms_p99": round(slowest[int(len(slowest) * 0.99)], 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
