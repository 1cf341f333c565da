"""The calendar shows a year of days, tells them apart, and is walked by keyboard and by mouse."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.past import TODAY
from trunktimer.history.reader import DayFigures, monday_of, week_of
from trunktimer.history.stats import HEAT_WEEKS, HEAT_WORDS
from trunktimer.ui.history.heat_map import HeatLegend, HeatMap, level_colours
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme

FIRST = monday_of(week_of(TODAY) - HEAT_WEEKS + 1)
DAYS = [
    DayFigures(TODAY - 9, 1, 5 * 60_000),
    DayFigures(TODAY - 8, 1, 15 * 60_000),
    DayFigures(TODAY - 2, 2, 25 * 60_000),
    DayFigures(TODAY - 1, 2, 45 * 60_000),
]


@pytest.fixture
def calendar(qtbot: QtBot) -> HeatMap:
    made = HeatMap()
    qtbot.addWidget(made)
    made.show_days(DAYS, TODAY)
    made.show()
    return made


def lightness(colour: QColor) -> float:
    """CIE L*, 0 to 100: equal steps look equally far apart."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    shine = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * shine ** (1 / 3) - 16 if shine > 0.008856 else 903.3 * shine


def colour_of(calendar: HeatMap, day: int) -> str:
    return calendar.grab().toImage().pixelColor(calendar.day_rect(day).center()).name()


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=lambda theme: theme.name)
def test_the_levels_can_be_told_apart_in_each_theme(theme: Theme) -> None:
    colours = level_colours(theme)
    assert len(colours) == len(HEAT_WORDS)
    steps = [lightness(one) - lightness(other) for one, other in pairwise([QColor(theme.background), *colours])]
    assert abs(steps[0]) >= 6 and abs(steps[1]) >= 20  # nothing done, something done
    assert len({step > 0 for step in steps}) == 1


def test_the_levels_are_told_by_their_size_as_well(qtbot: QtBot) -> None:
    legend = HeatLegend()
    qtbot.addWidget(legend)
    LOOK.change(theme=LIGHT)
    image = legend.grab().toImage()
    names = [image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())]
    sizes = [names.count(colour.name()) for colour in level_colours(LIGHT)[1:]]
    assert all(other > 1.3 * one for one, other in pairwise(sizes)), sizes


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_each_day_has_the_colour_of_its_minutes(calendar: HeatMap, theme: Theme) -> None:
    LOOK.change(theme=theme)
    colours = [colour.name() for colour in level_colours(theme)]
    days = (FIRST, TODAY - 9, TODAY - 8, TODAY - 2, TODAY - 1)
    assert [colour_of(calendar, day) for day in days] == colours


def is_marked(calendar: HeatMap, day: int, colour: str) -> bool:
    """Whether there is a line of a colour just above a day."""
    image, place = calendar.grab().toImage(), calendar.day_rect(day)
    return any(image.pixelColor(place.center().x(), place.top() - up).name() == colour for up in range(3))


def test_today_is_marked(calendar: HeatMap) -> None:
    calendar.clearFocus()
    assert is_marked(calendar, TODAY, DARK.text)
    calendar.show_days(DAYS, TODAY + 1)
    assert is_marked(calendar, TODAY + 1, DARK.text) and not is_marked(calendar, TODAY, DARK.text)


def test_days_to_come_are_no_days(calendar: HeatMap) -> None:
    assert calendar.day_at(calendar.day_rect(TODAY).center()) == TODAY
    assert calendar.day_at(calendar.day_rect(TODAY + 1).center()) is None
    assert calendar.day_at(calendar.day_rect(FIRST).center()) == FIRST
    assert calendar.day_at(QPoint(2, 2)) is None


@pytest.mark.parametrize("width", [400, 452, 744, 927, 2000])
def test_all_days_lie_inside_and_not_over_each_other_at_any_width(calendar: HeatMap, width: int) -> None:
    calendar.fit(width)
    assert calendar.width() <= width
    places = [calendar.day_rect(day) for day in range(FIRST, TODAY + 1)]
    assert all(calendar.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in pairwise(places))
    for day in (FIRST, TODAY - 100, TODAY):
        assert calendar.day_at(calendar.day_rect(day).center()) == day


def test_arrows_go_over_the_days_and_each_is_told(qtbot: QtBot, calendar: HeatMap) -> None:
    assert calendar.accessibleDescription() == "Sat 21 Nov 2026: no session"
    for key, said in (
        (Qt.Key.Key_Up, "Fri 20 Nov 2026: 2 sessions, 45 min"),
        (Qt.Key.Key_Left, "Fri 13 Nov 2026: 1 session, 15 min"),
        (Qt.Key.Key_Up, "Thu 12 Nov 2026: 1 session, 5 min"),
        (Qt.Key.Key_Right, "Thu 19 Nov 2026: 2 sessions, 25 min"),
        (Qt.Key.Key_Down, "Fri 20 Nov 2026: 2 sessions, 45 min"),
        (Qt.Key.Key_PageUp, "Fri 23 Oct 2026: no session"),
        (Qt.Key.Key_Home, "Mon 17 Nov 2025: no session"),
        (Qt.Key.Key_Left, "Mon 17 Nov 2025: no session"),
        (Qt.Key.Key_End, "Sat 21 Nov 2026: no session"),
        (Qt.Key.Key_Right, "Sat 21 Nov 2026: no session"),
    ):
        qtbot.keyClick(calendar, key)
        assert calendar.accessibleDescription() == said


def test_enter_asks_for_the_day_and_other_keys_go_on(qtbot: QtBot, calendar: HeatMap) -> None:
    qtbot.keyClick(calendar, Qt.Key.Key_Up)
    with qtbot.waitSignal(calendar.day_requested) as told:
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert told.args == [TODAY - 1]
    with qtbot.assertNotEmitted(calendar.day_requested):
        qtbot.keyClick(calendar, Qt.Key.Key_Escape)


def test_a_click_asks_for_the_day_under_the_mouse(qtbot: QtBot, calendar: HeatMap) -> None:
    with qtbot.waitSignal(calendar.day_requested) as told:
        qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=calendar.day_rect(TODAY - 8).center())
    assert told.args == [TODAY - 8]
    with qtbot.assertNotEmitted(calendar.day_requested):
        qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=calendar.day_rect(TODAY + 1).center())
        qtbot.mouseClick(calendar, Qt.MouseButton.RightButton, pos=calendar.day_rect(TODAY - 8).center())


def test_the_day_under_the_mouse_is_told_and_then_forgotten(qtbot: QtBot, calendar: HeatMap) -> None:
    calendar.clearFocus()
    told: list[str] = []
    calendar.day_pointed.connect(told.append)
    qtbot.mouseMove(calendar, calendar.day_rect(TODAY - 1).center())
    qtbot.mouseMove(calendar, QPoint(1, 1))
    assert told == ["Fri 20 Nov 2026: 2 sessions, 45 min", ""]


def test_the_day_that_a_list_is_narrowed_to_is_marked_and_told(calendar: HeatMap) -> None:
    calendar.clearFocus()
    calendar.set_wanted(TODAY - 8)
    assert is_marked(calendar, TODAY - 8, DARK.focus)
    assert calendar.words() == "Fri 13 Nov 2026: 1 session, 15 min"
    calendar.set_wanted(None)
    assert calendar.words() == ""


def test_the_legend_shows_the_colours_in_order_and_says_what_they_mean(qtbot: QtBot) -> None:
    legend = HeatLegend()
    qtbot.addWidget(legend)
    LOOK.change(theme=LIGHT)
    image = legend.grab().toImage()
    row = [image.pixelColor(x, legend.height() // 2).name() for x in range(legend.width())]
    places = [row.index(colour.name()) for colour in level_colours(LIGHT)]
    assert places == sorted(places)
    assert all(words in legend.accessibleName() for words in HEAT_WORDS)
