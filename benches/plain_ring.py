"""The anchor of the ring's figures: a bare PySide6 window that paints a ring as a whole 60 times a second.

Nothing of the program is imported here. Run it under a display (`xvfb-run -a python -m benches.plain_ring`);
it prints one line of JSON: milliseconds to the first paint (with `--since`), CPU in percent of one core.
"""

import argparse
import json
import time

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

HOLD_S = 90
FRAME_MS = 16
WARM_S = 2


class PlainRing(QWidget):
    """A ring and the seconds in it, painted as a whole each time."""

    def __init__(self) -> None:
        super().__init__()
        self.began = time.monotonic()
        self.first_paint_ns = 0
        self.paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint everything."""
        left_s = max(0.0, HOLD_S - (time.monotonic() - self.began))
        side = min(self.width(), self.height()) * 0.8
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("#11161c"))
        painter.setPen(QPen(QColor("#24303c"), side / 14))
        painter.drawEllipse(box)
        painter.setPen(QPen(QColor("#e69f00"), side / 14, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, int(360 * 16 * left_s / HOLD_S))
        font = QFont()
        font.setPixelSize(int(side / 3))
        painter.setFont(font)
        painter.setPen(QColor("#eef2f5"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(-int(-left_s // 1)))
        painter.end()
        self.paints += 1
        self.first_paint_ns = self.first_paint_ns or time.monotonic_ns()


def main() -> None:
    """Show the window for some seconds and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure")
    parser.add_argument("--since", type=int, default=0, help="time.monotonic_ns() at which this was started")
    arguments = parser.parse_args()

    application = QApplication([])
    window = PlainRing()
    window.resize(1280, 800)
    window.show()
    timer = QTimer(window, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(window.update)
    timer.start()
    marks: list[tuple[float, float, int]] = []

    def take() -> None:
        marks.append((time.monotonic(), time.process_time(), window.paints))

    def finish() -> None:
        take()
        application.quit()

    QTimer.singleShot(WARM_S * 1000, take)
    QTimer.singleShot(int((WARM_S + arguments.seconds) * 1000), finish)
    application.exec()
    (wall, cpu, paints), (wall_end, cpu_end, paints_end) = marks
    figures = {
        "window": "plain ring, painted as a whole",
        "first_paint_ms": round((window.first_paint_ns - arguments.since) / 1e6, 1) if arguments.since else None,
        "cpu_percent": round(100 * (cpu_end - cpu) / (wall_end - wall), 2),
        "paints_per_s": round((paints_end - paints) / (wall_end - wall), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
