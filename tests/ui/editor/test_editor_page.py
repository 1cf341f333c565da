"""The editor as a person uses it: by keys and mouse, from the list to a saved file and the start of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.hand_clock import HandClock
from tests.library import MOVEMENTS
from tests.windows import FakeServices, a_window
from trunktimer.foundation.durations import Span
from trunktimer.foundation.places import Places, find_places
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.draft_file import find_draft, save_draft, state_of
from trunktimer.routine.toml.routine_file import parse_routine, read_routine
from trunktimer.session.runner import SessionRunner
from trunktimer.ui.editor import editor_feature as editor_feature
from trunktimer.ui.editor.count_edit import CountEdit
from trunktimer.ui.editor.duration_edit import DurationEdit
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.editor.routine_form import ProseEdit
from trunktimer.ui.main_window import MainWindow
from trunktimer.ui.run.controller import Controller

BUNDLED = find_places()
ROUTINE = """# A sheet that somebody wrote.
format = 1
name = "Mine"
lead_in = "5 s"        # enough for me

[[block]]              # the good one
movement = "bridge"
raise = "2 s"
hold = "10-15 s"       # as my therapist said
lower = "2 s"
reps = 3
sets = 2

[[block]]
movement = "cat-stretch"
reps = 4
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(
        assets=BUNDLED.assets,
        routines=BUNDLED.routines,
        own_routines=tmp_path / "routines",
        own_movements=tmp_path / "movements",
        own_sounds=tmp_path / "sounds",
        history=tmp_path / "history",
        config=tmp_path / "config",
        state=tmp_path / "state",
        cache=tmp_path / "cache",
    )


@pytest.fixture
def at_close() -> list[Callable[[], object]]:
    """What is done before the window closes, so that it asks nothing."""
    return []


@pytest.fixture
def window(qtbot: QtBot, at_close: list[Callable[[], object]]) -> MainWindow:
    def timeline_of(path: str, level: int) -> Timeline | None:
        return compile_routine(read_routine(Path(path), MOVEMENTS), MOVEMENTS, level)

    controller = Controller(SessionRunner(HandClock()))
    made = a_window(timeline_of, controller)

    def close_all(_: QWidget) -> None:
        for close in (controller.close, *at_close):
            close()

    qtbot.addWidget(made, before_close_func=close_all)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def services(places: Places) -> FakeServices:
    made = FakeServices()
    made.places = places
    return made


@pytest.fixture
def feature(window: MainWindow, services: FakeServices, at_close: list[Callable[[], object]]) -> EditorFeature:
    made = EditorFeature(window, services)
    at_close.append(made.close)  # it watches a file that goes with the test
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(ROUTINE, encoding="utf-8")
    return path


def page_of(feature: EditorFeature) -> EditorPage:
    assert feature._page is not None
    return feature._page


def field(page: EditorPage, name: str) -> QLineEdit:
    """The field of the chosen block with this accessible name (or one that begins with it)."""
    found = [
        edit
        for edit in page.block_form.findChildren(QLineEdit)
        if edit.isVisible() and edit.accessibleName().casefold().startswith(name.casefold())
    ]
    assert found, [edit.accessibleName() for edit in page.block_form.findChildren(QLineEdit)]
    return found[0]


def drag_edge(page: EditorPage, step: int, by_ms: int) -> None:
    """Take hold of the right edge of a step with the mouse and pull it, in two moves."""
    plot, viewport = page.timeline.plot, page.timeline.plot.viewport()
    timeline = page._timeline
    assert timeline is not None
    start_ms = timeline.steps[step].end_ms
    lanes = plot.lanes

    def place(ms: float) -> QPointF:
        at = QPointF(lanes.x_of(ms), lanes.tops()[3] + 12)
        return QPointF(plot.mapFromScene(lanes.mapToScene(at)))

    def mouse(what: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        where = QPointF(viewport.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(viewport, QMouseEvent(what, at, where, button, held, Qt.KeyboardModifier.NoModifier))

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    places = [place(start_ms + by_ms * part / 2) for part in (0, 1, 2)]  # before the scale changes
    mouse(QEvent.Type.MouseButtonPress, places[0], left, left)
    for at in places[1:]:
        mouse(QEvent.Type.MouseMove, at, none, left)
    mouse(QEvent.Type.MouseButtonRelease, places[-1], left, none)


def saved(path: Path) -> Routine:
    return parse_routine(path.read_text(encoding="utf-8"), path.name, MOVEMENTS)


def test_a_hold_is_changed_an_edge_is_dragged_both_undone_saved_and_started(
    qtbot: QtBot, window: MainWindow, feature: EditorFeature, services: FakeServices, file: Path
) -> None:
    assert feature.edit(file)
    page = page_of(feature)
    assert window._stack.currentWidget() is page
    hold = field(page, "hold")
    assert hold.text() == "10-15 s"
    hold.setFocus()
    hold.selectAll()
    qtbot.keyClicks(hold, "12")
    assert feature.model.draft.routine is not None
    assert feature.model.draft.routine.blocks[0].hold == Span(12_000, 12_000)
    assert feature.model.draft.timeline is not None
    drag_edge(page, page.timeline.chosen_step() or 0, by_ms=4_000)
    assert 'lead_in = "9 s"        # enough for me' in feature.model.draft.text
    assert feature.model.stack.count() == 2
    qtbot.keyClick(page.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert 'lead_in = "5 s"        # enough for me' in feature.model.draft.text
    assert 'hold = "12 s"          # as my therapist said' in feature.model.draft.text
    qtbot.keyClick(page.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert feature.model.draft.text == ROUTINE
    assert feature.model.is_saved
    qtbot.keyClick(page.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.tree, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert file.read_text(encoding="utf-8") == ROUTINE.replace('"10-15 s"       #', '"12 s"          #')
    assert feature.model.is_saved
    qtbot.keyClick(page.tree, Qt.Key.Key_F5)
    assert services.routines.started == [(str(file), 0)]


def test_a_bundled_routine_is_edited_as_a_copy_of_ones_own(feature: EditorFeature, places: Places) -> None:
    bundled = places.routines / "demo.toml"
    before = bundled.read_bytes()
    assert feature.edit(bundled)
    feature.model.change(("name",), "My demo")
    assert feature.save()
    assert bundled.read_bytes() == before
    assert saved(places.own_routines / "demo.toml").name == "My demo"


def test_a_new_routine_from_a_template_is_written_when_it_is_saved(feature: EditorFeature, places: Places) -> None:
    assert feature.create("tabata", "Evening")
    assert not feature.model.is_saved
    assert not list(places.own_routines.glob("*.toml"))
    assert feature.save()
    assert saved(places.own_routines / "evening.toml").name == "Evening"


def test_blocks_are_copied_as_text_and_pasted_into_another_routine(
    qtbot: QtBot, feature: EditorFeature, file: Path, places: Places
) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("[[block]]")
    assert 'movement = "bridge"' in text
    assert feature.create("breathing", "Calm")
    qtbot.keyClick(page.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    routine = feature.model.draft.routine
    assert routine is not None
    assert "bridge" in [block.movement for block in routine.blocks]
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    assert feature.model.draft.routine is not None
    assert "bridge" not in [block.movement for block in feature.model.draft.routine.blocks]


def test_faults_stand_at_their_field_and_in_a_list_and_nothing_starts(
    qtbot: QtBot, feature: EditorFeature, file: Path, places: Places
) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.source.setPlainText(ROUTINE.replace('"10-15 s"', '"soon"'))
    page.source.flush()
    assert page.faults.count() == 1
    assert page.faults.item(0).text().startswith("Line 9: block.1.hold: ")
    assert not page.start.isEnabled()
    assert field(page, "hold").text() == "soon"
    assert not feature.save()
    assert file.read_text(encoding="utf-8") == ROUTINE
    qtbot.waitUntil(lambda: find_draft(file, places.state) is not None)
    assert page.message.text() == "It has a fault, so it was kept as a draft. The file is as it was."
    feature.model.stack.undo()
    assert page.faults.count() == 0
    assert page.start.isEnabled()


def test_what_another_program_saves_is_taken_over(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    file.write_text(ROUTINE.replace("Mine", "Theirs"), encoding="utf-8")
    qtbot.waitUntil(lambda: 'name = "Theirs"' in feature.model.draft.text)
    assert feature.model.is_saved
    feature.model.stack.undo()
    assert feature.model.draft.text == ROUTINE


def test_of_two_versions_a_person_keeps_one(
    qtbot: QtBot, feature: EditorFeature, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [1, 0]
    asked: list[str] = []

    def ask(parent: object, title: str, text: str, choices: object) -> int:
        asked.append(title)
        return answers.pop()

    monkeypatch.setattr(editor_feature, "ask_choice", ask)
    feature.edit(file)
    feature.model.change(("name",), "Here")
    file.write_text(ROUTINE.replace("Mine", "There"), encoding="utf-8")
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.waitUntil(lambda: saved(file).name == "Here")  # kept what is here
    feature.model.change(("name",), "Here again")
    file.write_text(ROUTINE.replace("Mine", "There again"), encoding="utf-8")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert feature.model.draft.routine is not None
    assert feature.model.draft.routine.name == "There again"
    assert feature.model.is_saved


def test_a_draft_that_a_crash_left_behind_is_offered(
    feature: EditorFeature, file: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(file, ROUTINE.replace("Mine", "Unsaved"), state_of(file).digest, places.state)
    monkeypatch.setattr(editor_feature, "ask_choice", lambda *words: 0)
    feature.edit(file)
    assert feature.model.draft.routine is not None
    assert feature.model.draft.routine.name == "Unsaved"
    assert not feature.model.is_saved
    assert feature.save()
    assert find_draft(file, places.state) is None


def test_leaving_with_changes_asks(
    qtbot: QtBot, window: MainWindow, feature: EditorFeature, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 1]
    monkeypatch.setattr(editor_feature, "ask_choice", lambda *words: answers.pop(0))
    feature.edit(file)
    feature.model.change(("name",), "Other")
    page = page_of(feature)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window._stack.currentWidget() is page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window._stack.currentWidget() is window.library
    assert file.read_text(encoding="utf-8") == ROUTINE


def test_the_draft_is_kept_beside_the_file_while_one_edits(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature._autosave.setInterval(1)
    feature.edit(file)
    feature.model.change(("name",), "Half done")
    qtbot.waitUntil(lambda: (found := find_draft(file)) is not None and "Half done" in found.text)
    assert file.read_text(encoding="utf-8") == ROUTINE


def test_tree_timeline_and_form_show_the_same_block(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.timeline.block_chosen.emit((1,))
    assert feature.model.chosen == (1,)
    assert page.tree.chosen_path() == (1,)
    page.tree.chosen.emit(())
    assert page.forms.currentWidget() is page.routine_form


def test_a_rehearsal_runs_and_stops(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.rehearse.click()
    assert page.player.is_rehearsing
    seen: list[int] = []
    page.player.position_changed.connect(seen.append)
    qtbot.waitUntil(lambda: len(seen) > 2 and seen[-1] > seen[0])
    playhead = page.timeline.plot._playhead
    assert playhead.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.rehearse.text() == "Rehearse"
    assert not page.rehearse.isChecked()
    assert not playhead.isVisible()


def test_the_playhead_stands_where_the_rehearsal_is_and_stays_in_sight(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    timeline = page_of(feature).timeline
    timeline.show_playhead(0)
    first = timeline.plot._playhead.x()
    timeline.show_playhead(10_000)
    assert timeline.plot._playhead.x() > first
    timeline.zoom(8, 0)
    timeline.show_playhead(60_000)
    reach = timeline.plot.lanes.reach
    assert reach.start_ms <= 60_000 <= reach.end_ms
    timeline.show_playhead(None)
    assert not timeline.plot._playhead.isVisible()


@pytest.mark.parametrize("name", ["demo", "strengthen-lower-back", "lower-back-class"])
def test_a_step_up_in_a_field_changes_its_own_line_only(
    qtbot: QtBot, feature: EditorFeature, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text((BUNDLED.routines / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert feature.edit(path)
    page, model = page_of(feature), feature.model
    text = model.draft.text
    routine = model.draft.routine
    assert routine is not None
    changed = 0
    for at in range(len(routine.blocks)):
        model.choose((at,))
        fields = [row.widget for row in page.block_form.rows.values() if row.isVisible()]
        steppable = [edit for edit in fields if isinstance(edit, DurationEdit | CountEdit) and edit.text()]
        for edit in steppable[at % 2 : at % 2 + 1]:
            edit.setFocus()
            qtbot.keyClick(edit, Qt.Key.Key_Up)
            old, new = text.splitlines(), model.draft.text.splitlines()
            assert len(old) == len(new)
            others = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
            assert len(others) == 1, others
            assert others[0][0].partition("=")[0] == others[0][1].partition("=")[0]
            assert others[0][0].partition("#")[2] == others[0][1].partition("#")[2]
            model.stack.undo()
            assert model.draft.text == text
            changed += 1
    assert changed >= len(routine.blocks) // 2


@pytest.mark.parametrize("name", ["../../evil", "Back / neck: 1", "C:\\x", ".."])
def test_a_new_routine_lies_in_ones_own_folder_whatever_its_name(
    feature: EditorFeature, places: Places, name: str
) -> None:
    assert feature.create("breathing", name)
    assert feature.save()
    (path,) = places.own_routines.glob("*.toml")
    assert saved(path).name == name


def test_a_routine_with_faults_can_be_left_and_is_offered_as_a_draft(
    qtbot: QtBot,
    window: MainWindow,
    feature: EditorFeature,
    file: Path,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def ask(parent: object, title: str, text: str, choices: tuple[str, ...]) -> int:
        asked.append(choices)
        return 0

    monkeypatch.setattr(editor_feature, "ask_choice", ask)
    feature.edit(file)
    feature.model.change(("block", 0, "hold"), "banana")
    qtbot.keyClick(page_of(feature), Qt.Key.Key_F5)
    assert "cannot be started" in page_of(feature).message.text()
    qtbot.keyClick(page_of(feature), Qt.Key.Key_Escape)
    assert asked[-1] == ("Keep the draft", "Discard")
    assert window._stack.currentWidget() is window.library
    assert file.read_text(encoding="utf-8") == ROUTINE
    draft = find_draft(file, places.state)
    assert draft is not None and "banana" in draft.text
    feature.edit(file)
    assert "banana" in feature.model.draft.text and not feature.model.is_saved


def test_a_draft_that_cannot_be_written_is_told_and_not_left(
    feature: EditorFeature, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object) -> None:
        raise OSError("no space left on the device")

    monkeypatch.setattr(editor_feature, "ask_choice", lambda *words: 0)
    monkeypatch.setattr(editor_feature, "save_draft", full)
    feature.edit(file)
    feature.model.change(("block", 0, "hold"), "banana")
    assert not feature.leave()
    assert "no space left" in page_of(feature).message.text()


def test_where_nobody_decides_on_a_draft_it_stays_and_nothing_is_edited(
    window: MainWindow, feature: EditorFeature, file: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(file, ROUTINE.replace("Mine", "Unsaved"), state_of(file).digest, places.state)
    monkeypatch.setattr(editor_feature, "ask_choice", lambda *words: None)
    assert not feature.edit(file)
    assert window._stack.currentWidget() is window.library
    draft = find_draft(file, places.state)
    assert draft is not None and "Unsaved" in draft.text


def test_a_draft_goes_when_all_is_undone(qtbot: QtBot, feature: EditorFeature, file: Path, places: Places) -> None:
    feature._autosave.setInterval(1)
    feature.edit(file)
    feature.model.change(("name",), "Half done")
    qtbot.waitUntil(lambda: find_draft(file, places.state) is not None)
    feature.model.stack.undo()
    qtbot.waitUntil(lambda: find_draft(file, places.state) is None)


def test_a_file_that_was_removed_is_unsaved_work(
    qtbot: QtBot, feature: EditorFeature, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(parent: object, title: str, text: str, choices: object) -> int | None:
        asked.append(title)
        return 1 if len(asked) == 1 else None

    monkeypatch.setattr(editor_feature, "ask_choice", ask)
    feature.edit(file)
    file.unlink()
    qtbot.waitUntil(lambda: asked == ["Two versions"])
    assert not feature.model.is_saved
    assert not feature.leave()
    assert asked[-1] == "Save the changes?"


def test_typing_in_the_text_keeps_line_ends_and_spaces_and_is_undone_by_the_same_key(
    qtbot: QtBot, feature: EditorFeature, file: Path
) -> None:
    text = ROUTINE.replace("Mine", "Mi\u00a0ne").replace("\n", "\r\n")
    file.write_bytes(text.encode())
    feature.edit(file)
    page = page_of(feature)
    page.tabs.setCurrentIndex(1)
    page.source.setFocus()
    qtbot.keyClick(page.source, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.source, "# ")
    page.source.flush()
    assert feature.model.draft.text == "# " + text
    qtbot.keyClick(page.source, Qt.Key.Key_End)
    qtbot.keyClick(page.source, Qt.Key.Key_Return)
    page.source.flush()
    first, rest = text.split("\r\n", 1)
    assert feature.model.draft.text == f"# {first}\r\n\r\n{rest}"
    for _ in range(2):
        qtbot.keyClick(page.source, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert feature.model.draft.text == text
    qtbot.keyClick(page.source, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert feature.model.draft.text == "# " + text


def test_the_text_goes_to_the_chosen_block(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.tabs.setCurrentIndex(1)
    page.tree.chosen.emit((1,))
    line = ROUTINE.splitlines().index('movement = "cat-stretch"')  # counted from 0: the header above it from 1
    assert page.source.textCursor().blockNumber() + 1 == line


def test_the_timeline_says_that_it_is_older_than_the_faults(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    timeline = page_of(feature).timeline
    feature.model.change(("block", 0, "hold"), "banana")
    assert timeline.sums.text().startswith("As it was before the faults: ")
    feature.model.stack.undo()
    assert not timeline.sums.text().startswith("As it was")


def test_the_button_plays_from_the_chosen_step(feature: EditorFeature, services: FakeServices, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.tree.chosen.emit((1,))
    step = page.timeline.chosen_step()
    assert step
    page.timeline.play.click()
    assert services.routines.started == [(str(file), step)]


def test_prose_is_undone_by_the_editors_own_undo(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.tree.chosen.emit(())
    prose = page.routine_form.findChildren(ProseEdit)[0]
    prose.setFocus()
    qtbot.keyClicks(prose, "Good for me")
    assert "Good for me" in feature.model.draft.text
    qtbot.keyClick(prose, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert feature.model.draft.text == ROUTINE
    qtbot.keyClick(prose, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Good for me" in feature.model.draft.text
    feature.model.stack.undo()
