"""What was painted in parts looks to the pixel as if it had been painted at once: nothing of before is left behind."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.checkout import ROOT
from tests.library import FIGURES, MOVEMENTS
from tests.ui.displays import hold_at
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Gate
from trunktimer.routine.toml.routine_file import read_routine
from trunktimer.session.asked import Asked
from trunktimer.session.display import Display
from trunktimer.session.session import new_session
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.walk import handle
from trunktimer.ui.run.compact_window import CompactWindow
from trunktimer.ui.run.countdown_ring import CountdownRing
from trunktimer.ui.run.run_page import RunPage

#: Levels of 255: small signs come out of the font's store a little otherwise than they went in. A sliver has forty.
OFF = 12


def on_screen(widget: QWidget) -> npt.NDArray[np.int16]:
    """What can be seen now; `grab` would paint it anew."""
    QApplication.processEvents()
    image = widget.screen().grabWindow(widget.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, :3].astype(np.int16)


def left_behind(widget: QWidget) -> int:
    """By how many levels what is seen differs anywhere from what is seen once all was painted anew."""
    seen = on_screen(widget)
    for part in (widget, *widget.findChildren(QWidget)):
        part.update()
    return int(np.abs(seen - on_screen(widget)).max())


def moments(seed: int, frames: int, most_ms: int) -> Iterator[Display]:
    """A session as it is followed, with steps that are skipped, repeated and gone back to."""
    random = Random(seed)
    timeline = compile_routine(read_routine(ROOT / "routines" / "strengthen-lower-back.toml", MOVEMENTS), MOVEMENTS, 50)
    now_ms = 0
    session, _ = handle(new_session(timeline), Action.START, now_ms)
    for _ in range(frames):
        now_ms += random.randrange(1, most_ms)
        also = random.choice((Action.SKIP_STEP, Action.BACK, Action.REPEAT_REP, Action.DONE, *[Action.TICK] * 30))
        session, _ = handle(session, also, now_ms)
        yield display(session, now_ms)


def shown(qtbot: QtBot, widget: QWidget, size: tuple[int, int]) -> None:
    qtbot.addWidget(widget)
    widget.resize(QSize(*size))
    widget.show()
    qtbot.waitExposed(widget)


@pytest.mark.parametrize("size", [(640, 400), (1366, 768), (1920, 1080)])
def test_a_session_leaves_nothing_behind_on_the_run_page(qtbot: QtBot, size: tuple[int, int]) -> None:
    page = RunPage()
    page.set_figures(FIGURES)
    shown(qtbot, page, size)
    for frame, moment in enumerate(moments(size[0], 60, 400)):
        page.show_display(moment)
        QApplication.processEvents()
        if frame % 6 == 5:
            assert left_behind(page) <= OFF, moment


@pytest.mark.parametrize("size", [(220, 110), (340, 160), (1200, 600)])
def test_a_session_leaves_nothing_behind_in_the_small_window(qtbot: QtBot, size: tuple[int, int]) -> None:
    window = CompactWindow()
    shown(qtbot, window, size)
    for frame, moment in enumerate(moments(size[0], 60, 400)):
        window.show_display(moment)
        QApplication.processEvents()
        if frame % 6 == 5:
            assert left_behind(window) <= OFF, moment


@pytest.mark.parametrize("side", [130, 517, 1460])
@pytest.mark.parametrize(("word", "later"), [("PUSH THE FLOOR AWAY", None), ("MAY LET GO", 0.4)])
def test_a_countdown_leaves_nothing_of_a_round_digit(qtbot: QtBot, side: int, word: str, later: float | None) -> None:
    ring = CountdownRing()
    shown(qtbot, ring, (side, side))
    for left_ms in range(68_900, 700, -2_130):
        ring.show_display(replace(hold_at(left_ms), planned_ms=70_000, word=word, min_fraction=later, pulse_s=0))
        QApplication.processEvents()
        if left_ms % 4 == 0:
            assert left_behind(ring) <= OFF, left_ms


def test_counts_without_a_countdown_leave_nothing_behind(qtbot: QtBot) -> None:
    ring = CountdownRing()
    shown(qtbot, ring, (744, 744))
    for rep in range(1, 16):
        ring.show_display(replace(hold_at(1_000), digits=f"{rep}/15", moving=False, pulse_s=0))
        assert left_behind(ring) <= OFF, rep


def test_what_counts_up_leaves_nothing_behind(qtbot: QtBot) -> None:
    ring = CountdownRing()
    shown(qtbot, ring, (744, 744))
    for held_ms in range(300, 95_000, 2_130):
        asked = Asked(gate=Gate.COUNT_UP, held_ms=held_ms, aim_ms=40_000, best=80_000)
        moment = replace(hold_at(0), planned_ms=0, digits=str(held_ms // 1000), reps=0, pulse_s=0, asked=asked)
        ring.show_display(moment)
        QApplication.processEvents()
        assert left_behind(ring) <= OFF, held_ms
