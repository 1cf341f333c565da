"""The files of the editor: what is saved, kept as a draft, taken over from others, and asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.editor.editing import ROUTINE, page_of, saved
from tests.windows import FakeServices
from trunktimer.foundation.places import Places
from trunktimer.routine.toml.draft_file import find_draft, save_draft, state_of
from trunktimer.ui.editor import edited_file, editor_feature
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.main_window import MainWindow


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


@pytest.fixture
def quick(window: MainWindow, services: FakeServices, at_close: list[Callable[[], object]]) -> EditorFeature:
    """An editor that keeps drafts at once."""
    made = EditorFeature(window, services, autosave_ms=1)
    at_close.append(made.close)
    return made


def test_the_draft_is_kept_beside_the_file_while_one_edits(qtbot: QtBot, quick: EditorFeature, file: Path) -> None:
    quick.edit(file)
    quick.model.change(("name",), "Half done")
    qtbot.waitUntil(lambda: (found := find_draft(file)) is not None and "Half done" in found.text)
    assert file.read_text(encoding="utf-8") == ROUTINE


def test_a_draft_is_kept_while_one_types_without_a_pause(
    qtbot: QtBot, window: MainWindow, services: FakeServices, file: Path, at_close: list[Callable[[], object]]
) -> None:
    feature = EditorFeature(window, services, autosave_ms=3_600_000, longest_ms=1)
    at_close.append(feature.close)
    feature.edit(file)
    feature.model.change(("name",), "Half done")
    qtbot.waitUntil(lambda: (found := find_draft(file)) is not None and "Half done" in found.text)


@pytest.mark.parametrize("made", [True, False])
def test_the_draft_of_a_new_routine_is_offered_again_where_its_folder_takes_no_file(
    feature: EditorFeature, places: Places, made: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if made:
        places.own_routines.mkdir(parents=True, exist_ok=True)
        (places.own_routines / ".breathing-one.toml.draft").mkdir()  # as one that cannot be written, for root too
    else:
        places.own_routines.parent.mkdir(parents=True, exist_ok=True)
        places.own_routines.write_text("no folder", encoding="utf-8")
    assert feature.create("breathing", "Breathing one")
    feature.keep()
    assert len(list((places.state / "drafts").glob("*.draft"))) == 1
    feature.close()
    asked: list[str] = []

    def ask(parent: object, title: str, text: str, choices: tuple[str, ...]) -> int:
        asked.append(text)
        return 0

    monkeypatch.setattr(editor_feature, "ask_choice", ask)
    feature.offer_lost()
    assert len(asked) == 1 and "breathing-one" in asked[0]
    assert "Breathing one" in feature.model.draft.text


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
    monkeypatch.setattr(edited_file, "save_draft", full)
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


def test_a_draft_goes_when_all_is_undone(qtbot: QtBot, quick: EditorFeature, file: Path, places: Places) -> None:
    quick.edit(file)
    quick.model.change(("name",), "Half done")
    qtbot.waitUntil(lambda: find_draft(file, places.state) is not None)
    quick.model.stack.undo()
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
