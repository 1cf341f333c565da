"""Numbers and widgets for tests of the plots. A whole history is `past`'s."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.past import TODAY, some_past
from trunktimer.history.reader import MovementWeek, WeekFigures, week_of
from trunktimer.history.stats import MovementSeries, by_movement
from trunktimer.session.effects import Outcome
from trunktimer.session.record import SetRecord
from trunktimer.ui.history.plot_sets import SessionPlot
from trunktimer.ui.history.plots import HistoryPlots
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT

THEMES: Final = [DARK, LIGHT, CONTRAST]
LAST: Final = week_of(TODAY)  # begins on 2026-11-16
MINUTES, TENSION, HELD, PAIN = range(4)  # the kinds, as they are offered


def a_week(week: int, **changes: Any) -> WeekFigures:
    """A week with three sessions, about all of which something was said."""
    usual = WeekFigures(week, 3, 3, 45 * 60_000, 34 * 60_000, 5.0, 4.0, 2.5)
    return usual._replace(**changes)


def a_movement(week: int, key: str = "bridge", name: str = "Bridge", **changes: Any) -> MovementWeek:
    """A week of a movement with 20 holds, 12.5 s each in the mean."""
    usual = MovementWeek(week, key, name, 2, 20, 300_000, 20, 300_000, 200_000, 250_000)
    return usual._replace(**changes)


def a_set(**changes: Any) -> SetRecord:
    """A set of ten bridges, done as planned."""
    usual = SetRecord(
        block="1",
        rounds="",
        movement="bridge",
        name="Bridge",
        side="left",
        set=1,
        sets=3,
        again=False,
        reps_planned=10,
        reps=10,
        planned_ms=45_000,
        actual_ms=45_000,
        holds=10,
        hold_planned_ms=30_000,
        hold_min_ms=20_000,
        held_ms=30_000,
        outcome=Outcome.DONE,
    )
    return usual._replace(**changes)


def series(rows: Iterable[MovementWeek], weeks: int = 12) -> MovementSeries:
    """The weeks up to `LAST` of the one movement in `rows`."""
    (one,) = by_movement(list(rows), LAST - weeks + 1, LAST)
    return one


def history_plots(qtbot: QtBot) -> HistoryPlots:
    """The plots of a whole history, shown in a window of 900 × 560 pixels, dark."""
    plots = HistoryPlots()
    qtbot.addWidget(plots)
    plots.resize(900, 560)
    plots.set_past(some_past(TODAY), TODAY)
    plots.show()
    qtbot.waitExposed(plots)
    return plots


def session_plot(qtbot: QtBot, sets: Sequence[SetRecord]) -> SessionPlot:
    """The plot of a session, shown, light."""
    LOOK.change(theme=LIGHT)
    plot = SessionPlot()
    qtbot.addWidget(plot)
    plot.resize(700, 320)
    plot.show_sets(sets)
    plot.show()
    qtbot.waitExposed(plot)
    setattr(qtbot, "session_plot", plot)  # noqa: B010  # it lives as long as what is still to be painted
    return plot


def colours(image: QImage) -> set[str]:
    """Every colour in a picture, as #rrggbb."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return {f"#{pixel:06x}" for pixel in np.unique(pixels).tolist()}
