"""What of the history is exported, and how its progress is shown."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCalendarWidget, QLabel, QStyleOptionComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.reader import RoutineCount, Wanted
from trunktimer.ui.history.export_dialog import ExportDialog
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme

TODAY = 20_778  # 2026-11-21
ROUTINES = [RoutineCount("back", "Lower back", 1_204), RoutineCount("nameless", "", 1)]
COLUMNS = {
    "sessions": ("session", "started_at", "routine"),
    "sets": ("session", "set", "side", "held_s"),
    "steps": ("session", "seq", "kind"),
}


class Chooser:
    """Stands for the dialog that asks for a path."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.names: list[str] = []

    def __call__(self, parent: QWidget, name: str) -> str:
        """Note the proposed name, and give the answer."""
        self.names.append(name)
        return self.answer


def dialog(
    qtbot: QtBot, chooser: Chooser | None = None, theme: Theme = DARK, parent: QWidget | None = None
) -> ExportDialog:
    LOOK.change(theme=theme)
    made = ExportDialog(ROUTINES, COLUMNS, TODAY, parent, ask_path=chooser or Chooser("/tmp/out.csv"))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def commands_of(made: ExportDialog) -> list[ExportRequest]:
    heard: list[ExportRequest] = []
    made.export_requested.connect(heard.append)
    return heard


def choose_period(made: ExportDialog, name: str) -> None:
    at = made.choices.period.findText(name)
    assert at >= 0
    made.choices.period.setCurrentIndex(at)


def uncheck(made: ExportDialog, row: int) -> None:
    made.columns.list.item(row).setCheckState(Qt.CheckState.Unchecked)


def test_everything_is_exported_unless_something_is_chosen(qtbot: QtBot) -> None:
    chooser = Chooser("/home/me/all.csv")
    made = dialog(qtbot, chooser)
    heard = commands_of(made)
    made.export.click()
    assert heard == [
        ExportRequest(
            grain="sessions", wanted=Wanted(), columns=COLUMNS["sessions"], excel=False, path="/home/me/all.csv"
        )
    ]
    assert chooser.names == ["trunktimer-sessions-2026-11-21.csv"]


def test_all_choices_are_in_the_wish(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    heard = commands_of(made)
    made.choices.grain_buttons["sets"].click()
    choose_period(made, "From day to day")
    made.choices.since.setDate(QDate(2026, 1, 2))
    made.choices.until.setDate(QDate(2026, 3, 4))
    made.choices.routine.setCurrentIndex(1)
    uncheck(made, 1)
    made.choices.excel.click()
    made.export.click()
    wanted = Wanted(since_day=20_455, until_day=20_516, routine_key="back")
    assert heard == [
        ExportRequest(
            grain="sets", wanted=wanted, columns=("session", "side", "held_s"), excel=True, path="/tmp/out.csv"
        )
    ]


def test_no_path_means_no_export(qtbot: QtBot) -> None:
    made = dialog(qtbot, Chooser(""))
    heard = commands_of(made)
    made.export.click()
    assert heard == [] and made.export.isVisible() and not made.bar.isVisible()


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("The last 7 days", TODAY - 6),
        ("The last 4 weeks", TODAY - 27),
        ("The last 12 weeks", TODAY - 83),
        ("The last 365 days", TODAY - 364),
    ],
)
def test_a_period_ends_today_and_holds_as_many_days_as_it_says(qtbot: QtBot, name: str, since: int) -> None:
    made = dialog(qtbot)
    choose_period(made, name)
    assert made.choices.wanted() == Wanted(since_day=since, until_day=TODAY)
    assert made.choices.until.date() == QDate(2026, 11, 21)
    assert made.choices.since.isVisible() and not made.choices.since.isEnabled()


def test_days_are_asked_for_only_where_they_count(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    assert not made.choices.since.isVisible()
    choose_period(made, "From day to day")
    assert made.choices.since.isVisible() and made.choices.since.isEnabled() and made.choices.until.isEnabled()
    choose_period(made, "Everything")
    assert not made.choices.since.isVisible() and made.choices.wanted() == Wanted()


def test_the_file_is_named_after_its_last_day(qtbot: QtBot) -> None:
    chooser = Chooser("")
    made = dialog(qtbot, chooser)
    choose_period(made, "From day to day")
    made.choices.until.setDate(QDate(2026, 11, 3))
    made.choices.grain_buttons["steps"].click()
    made.export.click()
    assert chooser.names == ["trunktimer-steps-2026-11-03.csv"]


def test_one_day_is_a_period_and_less_is_none(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    choose_period(made, "From day to day")
    made.choices.since.setDate(QDate(2026, 11, 20))
    made.choices.until.setDate(QDate(2026, 11, 20))
    assert made.export.isEnabled()
    made.choices.until.setDate(QDate(2026, 11, 19))
    assert not made.export.isEnabled()
    assert made.status.text() == "The first day is after the last one."
    choose_period(made, "Everything")
    assert made.export.isEnabled() and not made.status.isVisible()


def test_at_least_one_column_is_needed(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.columns.none.click()
    assert made.columns.chosen() == () and not made.export.isEnabled()
    assert made.status.text() == "Choose at least one column." and made.status.isVisible()
    made.columns.list.item(2).setCheckState(Qt.CheckState.Checked)
    assert made.columns.chosen() == ("routine",) and made.export.isEnabled()
    made.columns.all.click()
    assert made.columns.chosen() == COLUMNS["sessions"]


def test_a_column_is_checked_by_the_space_bar(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.columns.list.setFocus()
    qtbot.keyClick(made.columns.list, Qt.Key.Key_Down)
    qtbot.keyClick(made.columns.list, Qt.Key.Key_Space)
    assert made.columns.chosen() == ("session", "routine")


def test_each_grain_remembers_its_columns(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    uncheck(made, 0)
    made.choices.grain_buttons["steps"].click()
    assert made.columns.chosen() == COLUMNS["steps"]
    made.choices.grain_buttons["sessions"].click()
    assert made.columns.chosen() == ("started_at", "routine")
    assert made.columns.list.item(0).checkState() == Qt.CheckState.Unchecked


def test_routines_are_told_by_name_and_count(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    texts = [made.choices.routine.itemText(at) for at in range(made.choices.routine.count())]
    assert texts == ["All routines", "Lower back (1,204 sessions)", "nameless (1 session)"]


def test_while_it_is_written_there_is_progress_and_cancel(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.export.click()
    assert made.bar.isVisible() and made.cancel.isVisible()
    assert not made.export.isVisible() and not made.close_button.isVisible()
    assert not made.choices.isEnabled() and not made.columns.isEnabled()
    made.show_progress(37, 100)
    assert made.bar.value() == 370 and made.status.text() == "Writing … 37 %"
    made.show_progress(15_000_000_000, 15_000_000_000)
    assert made.bar.value() == made.bar.maximum()
    made.show_progress(0, 0)
    assert made.bar.value() == 0


def test_in_the_end_it_says_how_it_went_and_can_be_asked_again(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    heard = commands_of(made)
    made.export.click()
    made.show_done("12 sessions were written to out.csv.")
    assert made.status.text() == "12 sessions were written to out.csv." and made.status.isVisible()
    assert not made.bar.isVisible() and made.choices.isEnabled() and made.export.isEnabled()
    assert made.focusWidget() is made.close_button
    made.export.click()
    made.show_failure("The disk is full.")
    assert made.status.text() == "The disk is full." and made.status.objectName() == "faults"
    assert len(heard) == 2


def test_progress_that_comes_late_changes_nothing(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.export.click()
    made.show_done("Done.")
    made.show_progress(1, 2)
    assert made.status.text() == "Done." and not made.bar.isVisible()


def test_cancel_is_asked_once_and_the_sheet_waits_for_the_end(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    asked: list[bool] = []
    made.cancel_requested.connect(lambda: asked.append(True))
    made.export.click()
    made.cancel.click()
    made.reject()
    made.show_progress(1, 2)
    assert asked == [True] and made.isVisible() and not made.cancel.isEnabled()
    assert made.status.text() == "The export is being cancelled …"
    made.show_done("The export was cancelled; no file was written.")
    made.export.click()
    assert made.cancel.isEnabled()


@pytest.mark.parametrize("way", ["esc", "close"])
def test_leaving_while_it_is_written_cancels_and_stays(qtbot: QtBot, way: str) -> None:
    made = dialog(qtbot)
    made.export.click()
    with qtbot.waitSignal(made.cancel_requested):
        if way == "esc":
            qtbot.keyClick(made.cancel, Qt.Key.Key_Escape)
        else:
            made.close()
    assert made.isVisible()
    made.show_done("Cancelled.")
    made.close()
    assert made.isHidden()


def test_every_control_has_a_name_for_a_screen_reader(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    choose_period(made, "From day to day")
    # What is chosen in a drop-down list is its name where a label beside it says what it is about.
    assert (made.choices.period.accessibleName(), made.choices.routine.accessibleName()) == ("Period", "Routine")
    controls = (made.choices.since, made.choices.until, made.columns.list, made.choices.excel, made.bar)
    names = [QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name) for control in controls]
    assert names == [
        *("First day", "Last day", "Columns"),
        *("For a spreadsheet program", "Progress of the export"),
    ]
    assert all(button.accessibleDescription() for button in made.choices.grain_buttons.values())


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=lambda theme: str(theme.name))
def test_a_mark_is_seen_in_every_theme(qtbot: QtBot, theme: Theme) -> None:
    made = dialog(qtbot, theme=theme)
    made.close_button.setFocus()
    seen = []
    for checked in (False, True):
        made.choices.excel.setChecked(checked)
        image = made.choices.excel.grab().toImage()
        middle = image.height() // 2
        row = [image.pixelColor(x, middle).name() for x in range(26)]
        seen.append(row)
        assert theme.accent in row if checked else theme.border in row
    assert theme.on_accent in made_colours(made)
    assert seen[0] != seen[1]


def made_colours(made: ExportDialog) -> set[str]:
    image = made.choices.excel.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(26) for y in range(image.height())}


def test_the_calendar_has_no_colours_of_its_own(qtbot: QtBot) -> None:
    calendar = dialog(qtbot).choices.since.calendarWidget()
    assert isinstance(calendar, QCalendarWidget)
    monday, sunday = (calendar.weekdayTextFormat(day) for day in (Qt.DayOfWeek.Monday, Qt.DayOfWeek.Sunday))
    assert monday == sunday
    arrow = calendar.findChild(QToolButton, "qt_calendar_nextmonth")
    assert arrow is not None and arrow.text() == "›"


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 800)])
def test_no_text_is_cut_off_in_any_window(qtbot: QtBot, width: int, height: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    made = dialog(qtbot, parent=window)
    choose_period(made, "From day to day")
    qtbot.waitExposed(made)
    assert made.width() <= width and made.height() <= height
    for label in made.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in (
        made.columns.all,
        made.columns.none,
        made.export,
        made.close_button,
        *made.choices.grain_buttons.values(),
    ):
        assert button.width() >= button.sizeHint().width(), button.text()


def test_a_long_name_ends_in_dots_and_does_not_widen_the_sheet(qtbot: QtBot) -> None:
    name = "Evening stretches with a name that is really very long indeed"
    long = ExportDialog([RoutineCount("long", name, 3)], COLUMNS, TODAY)
    qtbot.addWidget(long)
    long.choices.routine.setCurrentIndex(1)
    long.show()
    option = QStyleOptionComboBox()
    long.choices.routine.initStyleOption(option)
    shown: str = option.currentText
    assert shown.startswith("Evening stretches") and shown.endswith("…")
    assert long.choices.routine.itemText(1) == f"{name} (3 sessions)"
    assert long.width() == dialog(qtbot).width()


def test_one_routine_can_be_exported_from_all_days(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.choices.routine.setCurrentIndex(1)
    assert made.choices.wanted() == Wanted(routine_key="back")


@pytest.mark.parametrize(("at", "mark"), [(0, ""), (1, "."), (2, ",")])
def test_for_a_spreadsheet_the_marks_of_numbers_and_cells_can_be_chosen(qtbot: QtBot, at: int, mark: str) -> None:
    made = dialog(qtbot)
    heard = commands_of(made)
    assert not made.choices.decimal.isVisible()
    made.choices.excel.click()
    assert made.choices.decimal.isVisible()
    made.choices.decimal.setCurrentIndex(at)
    made.export.click()
    assert [(request.excel, request.decimal) for request in heard] == [(True, mark)]
