"""Plays evenly spaced ticks through a named player: `python -m benches.sound_beeps miniaudio --count 60`.

The moments at which each should be heard (monotonic seconds) are appended to the file named by
`MEASURE_SCHEDULE`, if it is set, so that a recorder can compare. `--stall gil` holds the interpreter for
100 ms each second; `--stall gui` animates a window at 60 frames a second that stands still for 100 ms each
second. It is offscreen unless `QT_QPA_PLATFORM` says otherwise.
"""

import argparse
import os
import time
from pathlib import Path

from trunktimer.session.cues import SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.choice import open_player

LEAD_MS = 1_500
STALL_S = 0.1
STALLS = ("none", "gil", "gui")


def hold_the_interpreter(seconds: float) -> None:
    """Keep the interpreter lock without a pause: one operation in C that takes about so long."""
    before = time.perf_counter()
    sum(range(200_000))
    each_s = (time.perf_counter() - before) / 200_000
    sum(range(round(seconds / each_s)))


def stall_a_window(until_s: float) -> None:
    """Animate a window at 60 frames a second up to the monotonic moment `until_s`; it stalls each second."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt, QTimer  # only here: sound alone needs no window
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Turning(QWidget):
        """A pie that turns once in ten seconds."""

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.GlobalColor.darkGreen)
            painter.drawPie(self.rect(), round(time.monotonic() * 36 * 16) % 5_760, 5_000)
            painter.end()

    app = QApplication([])
    window = Turning()
    window.resize(480, 480)
    window.show()
    frames, stalls = QTimer(window), QTimer(window)
    frames.setTimerType(Qt.TimerType.PreciseTimer)
    frames.timeout.connect(window.update)
    frames.start(1000 // 60)
    stalls.timeout.connect(lambda: time.sleep(STALL_S))
    stalls.start(1000)
    QTimer.singleShot(max(0, round((until_s - time.monotonic()) * 1000)), app.quit)
    app.exec()


def main() -> None:
    """Play and leave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("player")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--interval-ms", type=int, default=501)
    parser.add_argument("--stall", choices=STALLS, default="none")
    words = parser.parse_args()
    player = open_player(words.player)
    offsets = [LEAD_MS + at * words.interval_ms for at in range(words.count)]
    at_ns = time.monotonic_ns()
    player.play((SoundCue(offset, SoundKind.TICK) for offset in offsets), position_ms=0, at_ns=at_ns)
    schedule = os.environ.get("MEASURE_SCHEDULE")
    if schedule:
        lines = [f"{at_ns / 1e9 + offset / 1000:.6f}" for offset in offsets]
        Path(schedule).write_text("\n".join(lines) + "\n", encoding="utf-8")
    end = at_ns / 1e9 + offsets[-1] / 1000 + 0.6
    if words.stall == "gui":
        stall_a_window(end)
    while time.monotonic() < end:
        if words.stall == "gil":
            hold_the_interpreter(STALL_S)
            time.sleep(1 - STALL_S)
        else:
            time.sleep(0.05)
    print(player.status().sentence)
    player.close()


if __name__ == "__main__":
    main()
