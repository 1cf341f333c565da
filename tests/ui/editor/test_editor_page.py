"""The editor as a person uses it: by keys and mouse, from the list to a saved file and the start of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.editor.editing import BUNDLED, ROUTINE, page_of
from tests.windows import FakeServices
from trunktimer.foundation.durations import Span
from trunktimer.foundation.places import Places
from trunktimer.routine.toml.draft_file import find_draft
from trunktimer.ui.editor.count_edit import CountEdit
from trunktimer.ui.editor.duration_edit import DurationEdit
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.editor_page import EditorPage
from trunktimer.ui.editor.text_edits import ProseEdit
from trunktimer.ui.main_window import MainWindow


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


def test_a_hold_is_changed_an_edge_is_dragged_both_undone_saved_and_started(
    qtbot: QtBot, window: MainWindow, feature: EditorFeature, services: FakeServices, file: Path
) -> None:
    assert feature.edit(file)
    page = page_of(feature)
    assert window._stack.currentWidget() is page
    page.more_action.setChecked(True)
    page.timeline_action.setChecked(True)
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
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert 'lead_in = "5 s"        # enough for me' in feature.model.draft.text
    assert 'hold = "12 s"          # as my therapist said' in feature.model.draft.text
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert feature.model.draft.text == ROUTINE
    assert feature.model.is_saved
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert file.read_text(encoding="utf-8") == ROUTINE.replace('"10-15 s"       #', '"12 s"          #')
    assert feature.model.is_saved
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert services.routines.started == [(str(file), 0)]


def test_blocks_are_copied_as_text_and_pasted_into_another_routine(
    qtbot: QtBot, feature: EditorFeature, file: Path, places: Places
) -> None:
    feature.edit(file)
    page = page_of(feature)
    qtbot.keyClick(page.cards.cards()[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("[[block]]")
    assert 'movement = "bridge"' in text
    assert feature.create("breathing", "Calm")
    qtbot.keyClick(page.cards.cards()[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    routine = feature.model.draft.routine
    assert routine is not None
    assert "bridge" in [block.movement for block in routine.blocks]
    pasted = page.cards.card(feature.model.chosen)
    assert pasted is not None
    qtbot.keyClick(pasted, Qt.Key.Key_Delete)
    assert feature.model.draft.routine is not None
    assert "bridge" not in [block.movement for block in feature.model.draft.routine.blocks]


def test_faults_stand_at_their_field_and_in_a_list_and_nothing_starts(
    qtbot: QtBot, feature: EditorFeature, file: Path, places: Places
) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.more_action.setChecked(True)
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


def test_cards_timeline_and_form_show_the_same_block(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.timeline.block_chosen.emit((1,))
    assert feature.model.chosen == (1,)
    assert [card.is_chosen for card in page.cards.cards()] == [False, True]
    page.routine_action.trigger()
    assert page.forms.currentWidget() is page.routine_form


def test_a_rehearsal_runs_and_stops(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.rehearse_action.setChecked(True)
    page.timeline_action.setChecked(True)
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
    page_of(feature).timeline_action.setChecked(True)
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
    page.more_action.setChecked(True)
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


def test_typing_in_the_text_keeps_line_ends_and_spaces_and_is_undone_by_the_same_key(
    qtbot: QtBot, feature: EditorFeature, file: Path
) -> None:
    text = ROUTINE.replace("Mine", "Mi\u00a0ne").replace("\n", "\r\n")
    file.write_bytes(text.encode())
    feature.edit(file)
    page = page_of(feature)
    page.text_action.setChecked(True)
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
    feature.model.choose((1,))
    page.text_action.setChecked(True)
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
    feature.model.choose((1,))
    step = page.timeline.chosen_step()
    assert step
    page.timeline.play.click()
    assert services.routines.started == [(str(file), step)]


def test_prose_is_undone_by_the_editors_own_undo(qtbot: QtBot, feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)
    page.routine_action.trigger()
    prose = page.routine_form.findChildren(ProseEdit)[0]
    prose.setFocus()
    qtbot.keyClicks(prose, "Good for me")
    assert "Good for me" in feature.model.draft.text
    qtbot.keyClick(prose, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert feature.model.draft.text == ROUTINE
    qtbot.keyClick(prose, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Good for me" in feature.model.draft.text
    feature.model.stack.undo()


def test_a_message_moves_nothing(feature: EditorFeature, file: Path) -> None:
    feature.edit(file)
    page = page_of(feature)

    def places() -> list[QRect]:
        QApplication.processEvents()
        return [part.geometry() for part in page.findChildren(QWidget) if part is not page.message]

    before = places()
    for text in ("Saved.", "It could not be saved. " * 30, ""):
        page.set_message(text)
        assert places() == before and page.message.isVisible() == bool(text)
