"""What the run page costs while a hold of 90 seconds counts down, woken only when its rim moves by a pixel.

Run it under a display (`xvfb-run -a python -m benches.ring`); it prints one line of JSON: milliseconds to the
first paint (with `--since`), CPU in percent of one core, wake-ups a second. Its anchor is `plain_ring.py`.
"""

import argparse
import json
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from trunktimer.session.display import Display, Glyph, Segment, SegmentState, Tone
from trunktimer.ui.kit.fonts import load_fonts
from trunktimer.ui.kit.theme import DARK, apply_theme
from trunktimer.ui.run.run_page import RunPage

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
HOLD_MS = 90_000
WARM_S = 2
SETS = 15


def display_at(left_ms: int) -> Display:
    """What the page shows when `left_ms` of the hold is left; a hold that has ended begins anew."""
    left_ms = left_ms % HOLD_MS or HOLD_MS
    # As in the program, a block of the strip fills in 200 steps.
    done = round(1 - left_ms / HOLD_MS, 2)
    states = [SegmentState.DONE] * 3 + [SegmentState.CURRENT] + [SegmentState.AHEAD] * (SETS - 4)
    return Display(
        title="Front plank",
        side="",
        counts=("set 1/3",),
        word="HOLD",
        glyph=Glyph.HOLD,
        tone=Tone.HOLD,
        digits=str(-(-left_ms // 1000)),
        remaining_ms=left_ms,
        planned_ms=HOLD_MS,
        fraction_left=left_ms / HOLD_MS,
        min_fraction=None,
        cue="Long neck, breathe",
        breath=None,
        next="Next: 60 s rest, then set 2/3",
        next_is_news=False,
        hint="",
        pulse_s=0,
        moving=True,
        index=3,
        stage=None,
        phase="hold",
        left_ms=left_ms,
        total_ms=SETS * HOLD_MS,
        segments=tuple(
            Segment(
                first=at,
                weight_ms=HOLD_MS,
                tone=Tone.HOLD,
                state=state,
                done=done if state is SegmentState.CURRENT else 0.0,
                label="Front plank",
                starts_block=False,
            )
            for at, state in enumerate(states)
        ),
    )


class Driver:
    """Shows the hold on a page and wakes when the page says that it will look different."""

    def __init__(self, page: RunPage) -> None:
        self.page = page
        self.began = time.monotonic()
        self.wakes = 0
        self.timer = QTimer(page, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.wake)

    def wake(self) -> None:
        """Show the present moment."""
        self.wakes += 1
        self.page.show_display(display_at(HOLD_MS - int((time.monotonic() - self.began) * 1000)))
        self.timer.start(self.page.wake_interval_ms())


def main() -> None:
    """Show the page for some seconds and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure")
    parser.add_argument("--since", type=int, default=0, help="time.monotonic_ns() at which this was started")
    arguments = parser.parse_args()

    application = QApplication([])
    application.setStyle("Fusion")
    load_fonts(FONTS)
    apply_theme(application, DARK)
    page = RunPage()
    page.resize(1280, 800)
    driver = Driver(page)
    driver.wake()
    page.show()
    first_paint_ns: list[int] = []
    # Events come in order: this one is behind the first paint.
    QTimer.singleShot(0, lambda: first_paint_ns.append(time.monotonic_ns()))
    marks: list[tuple[float, float, int]] = []

    def take() -> None:
        marks.append((time.monotonic(), time.process_time(), driver.wakes))

    def finish() -> None:
        take()
        application.quit()

    QTimer.singleShot(WARM_S * 1000, take)
    QTimer.singleShot(int((WARM_S + arguments.seconds) * 1000), finish)
    application.exec()
    (wall, cpu, wakes), (wall_end, cpu_end, wakes_end) = marks
    figures = {
        "window": "run page, woken by the rim",
        "first_paint_ms": round((first_paint_ns[0] - arguments.since) / 1e6, 1) if arguments.since else None,
        "cpu_percent": round(100 * (cpu_end - cpu) / (wall_end - wall), 2),
        "wakes_per_s": round((wakes_end - wakes) / (wall_end - wall), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
