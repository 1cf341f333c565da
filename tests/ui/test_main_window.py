"""The window as a person uses it: by keys, from the list to the end of a session and back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, OWN, routine
from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase
from trunktimer.session.session import Session
from trunktimer.session.wording import BlockAmount
from trunktimer.ui.figure.figure_list import FigureItem
from trunktimer.ui.kit.look import LOOK
from trunktimer.ui.kit.theme import LIGHT
from trunktimer.ui.library.library_page import LibraryItem
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.movements.add_dialog import AddDialog
from trunktimer.ui.run.controller import Controller

ITEMS = [
    LibraryItem(
        key="hold", path="/hold.toml", own=False, name="Hold it", summary="Two sets", safety="Stop if it hurts",
        total_ms=143_000, movements=(BlockAmount("Hold", "2 reps × 2 sets", ""),),
    ),
    LibraryItem(key="bad", path="/bad.toml", own=True, name="bad.toml", faults=("bad.toml:3: block.1: no", "x:4: y")),
]  # fmt: skip


def timeline_of(path: str, level: int) -> Timeline | None:
    return compile_routine(routine(HOLDS, OWN), {}, level) if path == "/hold.toml" else None


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def window(qtbot: QtBot, clock: HandClock) -> MainWindow:
    controller = Controller(clock, lambda session, effects: None)
    made = MainWindow(Preferences(), timeline_of, lambda: controller)
    qtbot.addWidget(made, before_close_func=lambda _: controller.close())  # else closing would ask
    made.library.show_items(ITEMS)
    made.show()
    return made


def _at(controller: Controller) -> Session:
    assert controller.session is not None
    return controller.session


def phase_of(window: MainWindow) -> Phase | None:
    session = window.controller.session
    return session.phase if session else None


def test_a_session_by_keys_alone(qtbot: QtBot, window: MainWindow, clock: HandClock) -> None:
    window.library.focus_list()
    qtbot.keyClick(window.library, Qt.Key.Key_Return)
    assert window.run.isVisible()
    assert phase_of(window) is Phase.RUNNING
    qtbot.keyClick(window.run, Qt.Key.Key_Space)
    assert (phase_of(window), window.run.ring.text()) == (Phase.PAUSED, window.run.ring.text())
    qtbot.keyClick(window.run, Qt.Key.Key_Period)
    assert phase_of(window) is Phase.RUNNING
    for _ in range(40):
        if phase_of(window) is Phase.FINISHED:
            break
        qtbot.keyClick(window.run, Qt.Key.Key_PageDown)
    assert phase_of(window) is Phase.FINISHED
    qtbot.keyClick(window.run, Qt.Key.Key_Space)
    assert window.library.isVisible()


def test_escape_pauses_and_then_asks(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.follow("/hold.toml", 0)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    assert phase_of(window) is Phase.PAUSED
    answers = ["Go on", "End the session"]

    def answer(box: QMessageBox) -> int:
        wanted = answers.pop(0)
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    assert phase_of(window) is Phase.PAUSED
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    assert phase_of(window) is None
    assert window.library.isVisible()


def test_every_other_key_does_its_work(qtbot: QtBot, window: MainWindow, clock: HandClock) -> None:
    window.follow("/hold.toml", 100)
    told: list[Preferences] = []
    window.preferences_changed.connect(told.append)
    session = window.controller
    qtbot.keyClick(window.run, Qt.Key.Key_Right)
    qtbot.keyClick(window.run, Qt.Key.Key_Right)
    assert _at(session).index == 2
    qtbot.keyClick(window.run, Qt.Key.Key_Up)
    qtbot.keyClick(window.run, Qt.Key.Key_Return)
    assert _at(session).index == 3
    qtbot.keyClick(window.run, Qt.Key.Key_R)
    assert _at(session).index == 1
    qtbot.keyClick(window.run, Qt.Key.Key_Down)
    assert _at(session).index == 0
    qtbot.keyClick(window.run, Qt.Key.Key_N)
    assert _at(session).skipped == (0,)
    qtbot.keyClick(window.run, Qt.Key.Key_M)
    assert told[-1].muted
    qtbot.keyClick(window.run, Qt.Key.Key_Minus)
    assert told[-1].volume == 0.7
    qtbot.keyClick(window.run, Qt.Key.Key_Plus)
    assert told[-1].volume == 0.8


def test_a_broken_routine_shows_its_faults_and_cannot_be_started(qtbot: QtBot, window: MainWindow) -> None:
    window.library.choose("/bad.toml")
    qtbot.keyClick(window.library, Qt.Key.Key_Return)
    assert phase_of(window) is None
    assert not window.follow("/bad.toml", 0)
    asked: list[str] = []
    window.library.read_again_requested.connect(asked.append)
    window.library._again.click()
    assert asked == ["/bad.toml"]


@pytest.mark.parametrize("theme", list(ThemeChoice))
def test_themes_can_be_chosen(window: MainWindow, theme: ThemeChoice) -> None:
    told: list[Preferences] = []
    window.preferences_changed.connect(told.append)
    window._change(theme=theme)
    assert told[-1].theme is theme


def test_messages_are_shown_where_they_are_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.set_standing_message("No sound: none")
    assert window.library.message.text() == "No sound: none"
    window.follow("/hold.toml", 0)
    window.tell("Volume 50 %")
    assert window.run.message.text() == "Volume 50 %"


def test_closing_asks_while_a_session_runs(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.follow("/hold.toml", 0)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[-1].click())
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: None)
    assert not window.close()
    assert phase_of(window) is Phase.PAUSED


# ---- movements


def test_the_movements_are_a_key_away_and_escape_leads_back(qtbot: QtBot, window: MainWindow) -> None:
    window.set_movements(MOVEMENTS)
    window.library.movements_requested.emit()
    assert window.movements.isVisible() and window.movements.list.count() == len(MOVEMENTS)
    assert window.windowTitle() == "Movements – TrunkTimer"
    qtbot.keyClick(window.movements, Qt.Key.Key_Escape)
    assert window.library.isVisible()
    assert window.windowTitle() == "TrunkTimer"


def test_nobody_is_taken_from_a_session_to_the_movements(window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    window.show_movements()
    assert window.run.isVisible()


def test_a_movement_is_added_as_the_dialog_says(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.set_movements(MOVEMENTS)
    window.show_movements()
    offered: list[str] = []

    def answer(dialog: AddDialog) -> AddDialog.DialogCode:
        offered.extend(dialog.routines.itemText(at) for at in range(dialog.routines.count()))
        dialog.sets.setValue(2)
        return AddDialog.DialogCode.Accepted

    monkeypatch.setattr(AddDialog, "exec", answer)
    window.movements.list.show_items([FigureItem("squat", "Squat", "")])
    with qtbot.waitSignal(window.addition_requested) as told:
        window.movements.detail.add.click()
    assert told.args is not None
    addition = told.args[0]
    assert (addition.movement, addition.path, addition.amount.sets) == ("squat", "/hold.toml", 2)
    assert offered == ["Hold it – as a copy", "A new routine…"]  # the broken one is not offered
    monkeypatch.setattr(AddDialog, "exec", lambda dialog: AddDialog.DialogCode.Rejected)
    with qtbot.assertNotEmitted(window.addition_requested):
        window.movements.detail.add.click()


def test_what_is_said_is_seen_on_the_movements_page_too(window: MainWindow) -> None:
    window.show_movements()
    window.tell("Squat was added")
    assert window.movements.message.isVisible() and window.movements.message.text() == "Squat was added"


def test_themes_and_less_motion_reach_the_movements(window: MainWindow) -> None:
    window.set_movements(MOVEMENTS)
    window.show_movements()
    window._change(theme=ThemeChoice.LIGHT, reduced_motion=True)
    assert LOOK.theme is LIGHT
    assert window.movements.detail.player.view.wake_interval_ms() is None


def test_questions_leave_nothing_behind(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.set_movements(MOVEMENTS)
    window.show_movements()
    monkeypatch.setattr(AddDialog, "exec", lambda dialog: AddDialog.DialogCode.Rejected)
    monkeypatch.setattr(QDialog, "exec", lambda box: 0)
    for _ in range(3):
        window.movements.detail.add.click()
        window.show_keys()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not window.findChildren(QDialog)


def test_what_is_said_goes_and_what_holds_comes_back(window: MainWindow) -> None:
    window.set_standing_message("No sound: none")
    window.tell("Squat was added")
    assert window.library.message.text() == "Squat was added"
    assert window._message_timer.isActive()
    window._message_timer.timeout.emit()
    assert window.library.message.text() == "No sound: none"
