"""The window as a person uses it: by keys, from the list to the end of a session and back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.builders import HOLDS, OWN, routine
from tests.hand_clock import HandClock
from tests.windows import OpenedFeatures, a_window
from trunktimer.preferences.preferences import Preferences, ThemeChoice
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Phase
from trunktimer.session.runner import SessionRunner
from trunktimer.session.session import Session
from trunktimer.session.transitions import Action
from trunktimer.session.wording import BlockAmount
from trunktimer.ui.kit.host import Feature
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.library.library_page import LibraryPage
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.floor_panel import Panel

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
    controller = Controller(SessionRunner(clock))
    made = a_window(timeline_of, controller)
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


def panel_of(window: MainWindow) -> tuple[Phase | None, Panel]:
    assert window.run.panel.isVisible()
    return phase_of(window), window.run.panel.panel


def test_escape_pauses_and_then_asks(qtbot: QtBot, window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    assert panel_of(window) == (Phase.PAUSED, Panel.PAUSED)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    assert panel_of(window) == (Phase.PAUSED, Panel.END)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)  # back to the pause: Esc never ends a session
    assert panel_of(window) == (Phase.PAUSED, Panel.PAUSED)
    qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    qtbot.keyClick(window.run, Qt.Key.Key_Space)
    assert phase_of(window) is Phase.RUNNING and not window.run.panel.isVisible()
    qtbot.keyClick(window.run, Qt.Key.Key_Return)  # only on the panel that asks does Enter end it
    assert phase_of(window) is Phase.RUNNING
    for _ in range(2):
        qtbot.keyClick(window.run, Qt.Key.Key_Escape)
    qtbot.keyClick(window.run, Qt.Key.Key_Return)
    assert phase_of(window) is None
    assert window.library.isVisible()


def test_the_targets_of_the_panels_do_what_they_say(qtbot: QtBot, window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    window.run.pause_requested.emit()
    go_on, following, end = window.run.panel.targets
    before = window.controller.session
    following.click()
    after = window.controller.session
    assert before is not None and after is not None and after.index == before.index + 1
    assert phase_of(window) is Phase.PAUSED
    go_on.click()
    assert phase_of(window) is Phase.RUNNING
    window.run.pause_requested.emit()
    end.click()
    assert panel_of(window) == (Phase.PAUSED, Panel.END)
    end.click()
    assert phase_of(window) is None and window.library.isVisible()


def test_the_clock_stands_while_the_keys_are_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    qtbot.keyClick(window.run, Qt.Key.Key_F1)
    assert panel_of(window) == (Phase.PAUSED, Panel.KEYS)
    qtbot.keyClick(window.run, Qt.Key.Key_Space)
    assert phase_of(window) is Phase.RUNNING and not window.run.panel.isVisible()


def test_title_and_task_bar_say_the_phase_and_the_time_left(qtbot: QtBot, window: MainWindow, clock: HandClock) -> None:
    window.follow("/hold.toml", 0)
    first = window.windowTitle()
    assert " left" in first or "last minute" in first
    window.controller.set_watched(False)  # minimised: nothing is drawn, and the task bar goes on
    window.controller.act(Action.SKIP_STEP)
    assert window.windowTitle() != first
    window.controller.set_watched(True)
    window.controller.close()
    window.show_library()
    assert window.windowTitle() == "TrunkTimer"


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
    window.library.detail.again.click()
    assert asked == ["/bad.toml"]


@pytest.mark.parametrize("theme", list(ThemeChoice))
def test_themes_can_be_chosen(window: MainWindow, theme: ThemeChoice) -> None:
    told: list[Preferences] = []
    window.preferences_changed.connect(told.append)
    window.change(replace(window.preferences, theme=theme))
    assert told[-1].theme is theme


def test_messages_are_shown_where_they_are_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.set_standing_message("No sound: none")
    assert window.library.message.text() == "No sound: none"
    window.follow("/hold.toml", 0)
    window.tell("Volume 50 %")
    assert window.run.message.text() == "Volume 50 %"


def test_closing_asks_while_a_session_runs_and_closes_once_it_is_ended(window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    assert not window.close()
    assert panel_of(window) == (Phase.PAUSED, Panel.END)
    window.run.panel.targets[0].click()
    assert phase_of(window) is Phase.RUNNING and window.isVisible()
    assert not window.close()
    window.run.panel.targets[2].click()
    assert phase_of(window) is None and not window.isVisible()


def test_who_goes_on_and_ends_later_does_not_close_the_window(window: MainWindow) -> None:
    window.follow("/hold.toml", 0)
    assert not window.close()
    window.run.panel.targets[0].click()
    window.run.stop_requested.emit()
    window.run.panel.targets[2].click()
    assert phase_of(window) is None and window.isVisible() and window.library.isVisible()


# ---- features


@pytest.mark.parametrize(
    ("text", "feature", "what"),
    [
        ("Movements", Feature.MOVEMENTS, ""),
        ("History", Feature.HISTORY, ""),
        ("Edit", Feature.EDITOR, "/hold.toml"),
        ("New routine", Feature.EDITOR, ""),
        ("Preferences", Feature.PREFERENCES, ""),
        ("Sound test", Feature.SOUND_CHECK, ""),
    ],
)
def test_each_shortcut_opens_its_part_of_the_window(
    qtbot: QtBot, clock: HandClock, text: str, feature: Feature, what: str
) -> None:
    opened, controller = OpenedFeatures(), Controller(SessionRunner(clock))
    window = a_window(timeline_of, controller, open_feature=opened)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.library.show_items(ITEMS, "/hold.toml")
    window.show()
    action = next(action for action in window.actions() if action.text() == text)
    action.trigger()
    assert opened == [(feature, what)]
    window.follow("/hold.toml", 0)
    action.trigger()
    assert len(opened) == 1  # nobody is taken from a session


def test_the_sound_can_be_tried_in_a_pause(qtbot: QtBot, clock: HandClock) -> None:
    opened, controller = OpenedFeatures(), Controller(SessionRunner(clock))
    window = a_window(timeline_of, controller, open_feature=opened)
    qtbot.addWidget(window, before_close_func=lambda _: controller.close())
    window.follow("/hold.toml", 0)
    controller.pause()
    window.open(Feature.SOUND_CHECK)
    assert opened == [(Feature.SOUND_CHECK, "")]


def test_what_is_said_is_seen_on_the_page_of_a_feature_too(qtbot: QtBot, window: MainWindow) -> None:
    page = LibraryPage()
    window.show_page(page, "Movements", page.set_message)
    assert window.windowTitle() == "Movements – TrunkTimer"
    window.tell("Squat was added")
    assert page.message.isVisible() and page.message.text() == "Squat was added"


def test_the_keys_leave_no_window_behind(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda box: 0)
    for _ in range(3):
        window.following.show_keys()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not window.findChildren(QDialog)


def test_the_window_stays_open_as_long_as_a_feature_says_no(window: MainWindow) -> None:
    answers = [False, True]
    window.ask_before_closing(lambda: answers.pop(0))
    assert not window.close()
    assert window.close()


def test_what_is_said_goes_and_what_holds_comes_back(window: MainWindow) -> None:
    window.set_standing_message("No sound: none")
    window.tell("Squat was added")
    assert window.library.message.text() == "Squat was added"
    timer = next(timer for timer in window.findChildren(QTimer) if timer.isActive() and timer.interval() == 12_000)
    timer.timeout.emit()
    assert window.library.message.text() == "No sound: none"
