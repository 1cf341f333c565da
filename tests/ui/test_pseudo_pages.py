"""The pages in a language whose texts are bracketed and 40 % longer: all is translated, and nothing is cut.

All data (names, cues, the file's name) is written in Greek, so that a Latin letter outside the brackets is a text that
nobody translates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.ui.pseudo import PSEUDO, cut_off, in_pseudo, texts_of, untranslated
from tests.windows import FakeServices, a_window
from trunktimer.foundation.durations import Span
from trunktimer.foundation.places import find_places
from trunktimer.foundation.translation import use_language
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.routine import MovementPhase
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.session.effects import Phase
from trunktimer.session.runner import SessionRunner
from trunktimer.session.transitions import Action
from trunktimer.session.view import display
from trunktimer.session.wording import block_amounts
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.kit.fit_label import FitLabel
from trunktimer.ui.library.library_item import LibraryItem
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.announcer import Announcer
from trunktimer.ui.run.controller import Controller
from trunktimer.ui.run.sound_check import SoundCheck

# The offscreen platform says so whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise")

BUNDLED = find_places()
BRIDGE = Movement(
    key="bridge",
    name="Γέφυρα",
    position="Ανάσκελα",
    phase=(
        MovementPhase(do="raise", time=Span(2_000, 2_000), cue="Λεκάνη πάνω"),
        MovementPhase(do="hold", time=Span(10_000, 15_000), cue="Σφίξε"),
        MovementPhase(do="lower", time=Span(2_000, 2_000), cue="Αργά κάτω"),
    ),
)
MOVEMENTS = {"bridge": BRIDGE}
ROUTINE = """format = 1
name = "Πρωί"
summary = "Τρεις ασκήσεις"
safety = "Σταμάτα αν πονά"
equipment = ["Στρώμα"]
lead_in = "5 s"
rest = "3 s"
first_side = "right"

[[block]]
movement = "bridge"
hold = "10-15 s"
reps = 2
sets = 2

[[block]]
name = "Δικό μου"
pace = "own"
reps = 2
sides = "alternate-reps"

[[block]]
name = "Ομάδα"
repeat = "2-3"

[[block.block]]
name = "Παλμοί"
pulses = 10
bpm = 60

[[block.block]]
name = "Φάσεις"
reps = 2
phase = [{ do = "xyzzy", time = "2 s", breath = "in" }, { do = "xyzzy", time = "3 s", cue = "Γύρνα" }]

[[block]]
name = "Παύση"
rest = "20 s"

[[block]]
name = "Ρυθμός"
duration = "1 min"
bpm = 60
accent_every = 2
sides = "one-then-other"
"""
#: Latin letters that stay: the program, those who play sounds, languages by their own names, a phase of the file.
_NAMES = (
    "TrunkTimer",
    "simpleaudio",
    "miniaudio",
    "Deutsch",
    "English",
    "Español",
    "Français",
    "xyzzy",
    "Xyzzy",
    "XYZZY",
)
_KEY = re.compile(r"\b(?:Ctrl\+|Shift\+|Alt\+)*(?:[A-Z]|F\d{1,2})\b")
_AMOUNT = re.compile(r"\d+(?:[.,:-]\d+)*\s*(?:min|ms|s|m|h)\b")


# ---- what is shown


def is_foreign(text: str) -> bool:
    """Whether there is a Latin letter that neither the catalogue nor the data brought in."""
    left = untranslated(text, _NAMES)
    return re.search("[A-Za-z]", _KEY.sub("", _AMOUNT.sub("", left))) is not None


def menu_texts(actions: Sequence[QAction]) -> Iterator[str]:
    """What a menu shows, and its menus in turn."""
    for action in actions:
        yield from (action.text(), action.toolTip())
        menu = QMenu.menuInAction(action)  # `action.menu()` of PySide6 6.8 takes it along when the action goes
        if menu is not None:
            yield from menu_texts(menu.actions())


def expect_translated(root: QWidget) -> None:
    """Every text that is shown there, or told to a screen reader, comes from the catalogue."""
    texts = texts_of(root) + [("action", text) for text in menu_texts(root.actions())]
    assert [found for found in texts if is_foreign(found[1])] == []
    assert any("⟦" in text for _, text in texts)


def expect_room(root: QWidget) -> None:
    """No label, button or choice there is cut, or lies below the edge where nobody can scroll to it."""
    QApplication.processEvents()  # what was told lately is laid out
    assert cut_off(root) == []
    parts = [part for part in root.findChildren(QWidget) if part.isVisibleTo(root)]
    assert [box.currentText() for box in parts if isinstance(box, QComboBox) and _is_cut(box)] == []
    assert [label.rows for label in parts if isinstance(label, FitLabel) and _is_elided(label)] == []
    words = [part for part in parts if isinstance(part, QLabel | QAbstractButton) and part.text()]
    assert [part.text() for part in words if _is_below(part, root)] == []


def _is_cut(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    which = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, which, box)
    return not box.toolTip() and box.fontMetrics().horizontalAdvance(box.currentText()) > room.width()


def _is_elided(label: FitLabel) -> bool:
    return not label.toolTip() and any("…" in row and row not in label.text() for row in label.rows)


def _is_below(widget: QWidget, root: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None and not isinstance(around.parentWidget(), QAbstractScrollArea):
        if widget.mapTo(around, widget.rect().bottomLeft()).y() > around.height():
            return True
        around = None if around is root else around.parentWidget()
    return False


# ---- the window


@pytest.fixture(autouse=True)
def pseudo(english: None) -> None:
    """All texts are those of the pseudo language; `english` takes it back."""
    use_language(PSEUDO)


def timeline_of(path: str, level: int) -> Timeline:
    return compile_routine(parse_routine(ROUTINE, "πρωί.toml", MOVEMENTS), MOVEMENTS, level)


class Place:
    """One window for all tests, since each style sheet is slow; what a test needs of it is set anew for each."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.folder = folder
        self.file = folder / "πρωί.toml"
        self.controller = Controller(SessionRunner(self.clock))
        self.window = a_window(timeline_of, self.controller)
        self.window.resize(800, 600)
        self.window.show()
        self.window.complete()
        self.window.library.set_movements(MOVEMENTS)
        timeline = timeline_of("", 50)
        self.good = LibraryItem(
            key="α", path="α", own=True, name="Πρωί", summary="Τρεις ασκήσεις", safety="Σταμάτα αν πονά",
            equipment=("Στρώμα",), total_ms=timeline.total_ms, gated=True, movements=block_amounts(timeline),
            routine=parse_routine(ROUTINE, "πρωί.toml", MOVEMENTS), has_ranges=True,
        )  # fmt: skip
        self.bad = LibraryItem(key="β", path="β", own=True, name="Λάθος", faults=("1:2: λάθος", "3:4: λάθος"))
        services = FakeServices(folder)
        services.places = replace(services.places, own_routines=folder)
        services.routines.movements = MOVEMENTS
        self.feature = EditorFeature(self.window, services)


@pytest.fixture(scope="module")
def place(qapp: QApplication, fonts: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with in_pseudo():
        made = Place(tmp_path_factory.mktemp("place"))
    yield made
    made.controller.close()
    made.feature.model.set_saved()
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def clock(place: Place) -> HandClock:
    return place.clock


@pytest.fixture
def window(place: Place) -> MainWindow:
    place.controller.close()
    place.window.resize(800, 600)
    place.window.show_library()
    place.window.set_standing_message("")
    place.window.library.show_proposal("", None)
    place.window.library.set_message("")
    place.window.library.set_level(50)
    place.window.library.show_items([place.good, place.bad], "α")
    return place.window


@pytest.fixture
def editor(place: Place, window: MainWindow) -> EditorPage:
    place.file.write_text(ROUTINE, encoding="utf-8")
    place.feature.model.set_saved()
    assert place.feature.edit(place.file)
    page = place.feature._page
    assert page is not None
    page.text_action.setChecked(False)
    page.more_action.setChecked(True)
    return page


# ---- the library page and what hangs on it


def test_the_library_page_is_translated_and_has_room(window: MainWindow) -> None:
    library = window.library
    window.resize(1280, 800)  # here all buttons are seen
    expect_translated(window)
    expect_room(window)
    window.resize(800, 600)
    expect_translated(window)
    expect_room(window)
    for level in (0, 100):
        library.set_level(level)
        expect_translated(library)
        expect_room(library)
    library.show_proposal("", None)
    library.choose("β")
    expect_translated(library)
    expect_room(library)


def test_a_page_without_routines_is_translated(window: MainWindow) -> None:
    window.library.show_items([])
    expect_translated(window.library)
    window.library.show_failure()
    expect_translated(window.library)


def test_a_proposal_of_another_level_is_translated_and_has_room(window: MainWindow) -> None:
    window.library.show_proposal("Επειδή", 60)
    expect_translated(window.library)
    expect_room(window.library)


def test_the_menu_is_translated(window: MainWindow) -> None:
    menu = window.library.look_button.menu()
    texts = list(menu_texts(menu.actions()))
    assert len(texts) > 40
    assert [text for text in texts if is_foreign(text)] == []


def test_the_list_of_keys_is_translated(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(box: QDialog) -> int:
        expect_translated(box)
        seen.extend(text for _, text in texts_of(box))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    window.following.show_keys()
    assert sum(text.count("⟦") for text in seen) > 20


def test_the_panels_of_a_session_are_translated_and_have_room(window: MainWindow) -> None:
    window.follow("α", 50)
    run = window.following
    for _, show in ((1, run.controller.pause), (2, run.ask_end), (3, run.show_keys)):
        show()
        words = window.run.panel.words
        assert all("⟦" in word for word in words) and not any(map(is_foreign, words))
        expect_translated(window)
        expect_room(window.run)


def test_what_the_window_says_of_sounds_is_translated(window: MainWindow) -> None:
    run = window.following
    for say in (run.mute, lambda: run.set_volume(0.5), run.mute, lambda: run.set_volume(1.0)):
        say()
        assert "⟦" in window.library.message.text() and not is_foreign(window.library.message.text())
    expect_room(window.library)


def test_the_sound_check_is_translated(qtbot: QtBot) -> None:
    dialog = SoundCheck("Ήχος")
    qtbot.addWidget(dialog)
    expect_translated(dialog)


# ---- the run page


def test_the_run_page_is_translated_and_has_room_in_every_step(window: MainWindow, clock: HandClock) -> None:
    assert window.follow("α", 50)
    run, controller = window.run, window.controller
    run.show_controls()
    words: set[str] = set()
    for _ in range(200):
        session = controller.session
        assert session is not None
        run.show_controls()
        expect_translated(window)
        expect_room(run)
        words.add(run.ring._state.word)
        assert not any(map(is_foreign, (run.ring._state.word, *(segment.label for segment in run.strip._segments))))
        if session.is_over:
            break
        if session.phase is Phase.WAITING:
            controller.act(Action.SKIP_BLOCK if session.offering else Action.DONE)
        elif session.step is not None and clock.now_ms % 2:
            controller.act(Action.SKIP_STEP)
        else:
            clock.pass_ms(1_501)
            controller.tick()
    assert controller.session is not None and controller.session.is_over
    assert len(words) >= 8, words


def test_a_pause_and_the_message_of_a_sleep_are_translated(window: MainWindow, clock: HandClock) -> None:
    window.follow("α", 50)
    window.controller.pause()
    expect_translated(window)
    expect_room(window.run)
    window.controller.act(Action.RESUME)
    clock.pass_ms(600_000)
    window.controller.tick()
    assert "⟦" in window.run.message.text()
    expect_translated(window)
    expect_room(window.run)


def test_what_a_screen_reader_is_told_is_translated(window: MainWindow, clock: HandClock) -> None:
    window.follow("α", 50)
    told_of: list[str] = []
    announcer = Announcer()
    for _ in range(60):
        session = window.controller.session
        assert session is not None
        told_of.append(announcer.news(display(session, clock.now_ms)))
        clock.pass_ms(1_000)
        window.controller.tick()
    assert len(set(told_of)) > 5 and not any(map(is_foreign, told_of))


# ---- the editor


BLOCKS = [(), (0,), (1,), (2,), (2, 0), (2, 1), (3,), (4,)]


def test_the_editor_is_translated_and_has_room_at_every_block(window: MainWindow, editor: EditorPage) -> None:
    for path in BLOCKS:
        editor._model.choose(path)
        assert editor._model.chosen == path
        expect_translated(window)
        expect_room(editor)


def test_every_form_of_work_is_translated(editor: EditorPage) -> None:
    form = editor.block_form
    editor._model.choose((0,))
    for at in range(form.work.count()):
        form.work.setCurrentIndex(at)
        form._ask_form()
        expect_translated(form)
        expect_room(form)


def test_the_help_of_each_field_is_translated_and_not_cut(window: MainWindow, editor: EditorPage) -> None:
    for path, form in (((), editor.routine_form), ((0,), editor.block_form)):
        editor._model.choose(path)
        for key, row in form.rows.items():
            form._show_help(None, row.widget)
            assert "⟦" in form.help.toolTip() and not is_foreign(form.help.toolTip()), key
            assert form.help.heightForWidth(form.help.width()) <= form.help.height(), key
            assert form.help.text() == form.help.toolTip() or form.help.text().endswith("…"), key


def test_faults_are_translated_and_have_room(window: MainWindow, editor: EditorPage) -> None:
    text = ROUTINE.replace('rest = "20 s"', 'rest = "-1"').replace("sets = 2", "sets = 0")
    editor._model.type_source(text)
    assert editor.faults.count() >= 2
    for path in ((0,), (3,)):
        editor._model.choose(path)
        expect_translated(window)
        expect_room(editor)


def test_what_is_wrong_while_somebody_types_is_translated(editor: EditorPage) -> None:
    editor._model.choose((0,))
    form = editor.block_form
    for key, text in (("lead_in", "α"), ("hold", "15-10 s"), ("reps", "α"), ("sets", "1 2"), ("cue", "β" * 40)):
        widget = form.rows[key].widget
        assert isinstance(widget, QLineEdit)
        widget.setText(text)
        form.rows[key].editor.commit()
        assert form.rows[key].editor.fault
        expect_translated(form)


def test_undo_says_in_the_language_what_it_undoes(editor: EditorPage) -> None:
    model = editor._model
    model.choose((0,))
    model.change(("block", 0, "reps"), 5)
    model.duplicate((0,))
    model.move((0,), (), 2)
    editor.cards.add_rest()
    assert model.stack.count() >= 3
    while model.stack.canUndo():
        assert "⟦" in editor.undo.toolTip()
        assert model.stack.undoText().startswith("⟦") and not is_foreign(editor.undo.toolTip())
        model.stack.undo()
        assert not is_foreign(editor.redo.toolTip())


def test_the_text_side_is_translated_and_has_room(window: MainWindow, editor: EditorPage) -> None:
    editor.text_action.setChecked(True)
    expect_translated(window)
    expect_room(editor)


def test_the_timeline_says_the_chosen_step_in_the_language(editor: EditorPage) -> None:
    for step in range(8):
        editor.timeline._choose(step)
        texts = [editor.timeline.told.text(), editor.timeline.sums.text(), editor.timeline.plot.accessibleDescription()]
        assert not any(map(is_foreign, texts)), texts


# ---- that these tests would see it


def test_a_text_that_nobody_translates_is_seen(qtbot: QtBot) -> None:
    label, button = QLabel("Πρωί · Level 3"), QPushButton("⟦Start~~⟧")
    for widget in (label, button):
        qtbot.addWidget(widget)
    assert is_foreign(label.text()) and not is_foreign(button.text())
    assert not any(map(is_foreign, ("12 s", "1:30", "Ctrl+S", "F11", "⟦Next: ⟦up~⟧ 3 s~~⟧ · Πρωί", "TrunkTimer")))
    button.setToolTip("Begin now")
    with pytest.raises(AssertionError):
        expect_translated(button)


def test_a_button_without_room_is_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 100)
    button = QPushButton("⟦A button with far too many words~~~~~~⟧", page)
    button.setGeometry(0, 0, 60, 30)
    page.show()
    with pytest.raises(AssertionError):
        expect_room(page)
    button.setText("⟦A~⟧")
    button.adjustSize()
    expect_room(page)
    button.move(190, 0)
    with pytest.raises(AssertionError):
        expect_room(page)
