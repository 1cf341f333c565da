"""What an editor keeps on the disk is never lost, and another program's work neither."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checkout import ROOT
from trunktimer.foundation.errors import FileFaults, TrunkTimerError
from trunktimer.foundation.places import Places, find_places
from trunktimer.foundation.text_file import read_text, write_text
from trunktimer.routine.toml import draft_file
from trunktimer.routine.toml.draft_file import (
    NO_FILE,
    ChangedMeanwhile,
    FileState,
    draft_path,
    drop_draft,
    find_draft,
    find_drafts,
    has_changed,
    is_bundled,
    own_copy_path,
    own_copy_text,
    save_draft,
    save_routine,
    state_of,
    text_digest,
)
from trunktimer.routine.toml.routine_file import routine_files


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A routine's file in a folder of its own."""
    folder = tmp_path / "routines"
    folder.mkdir()
    (folder / "a.toml").write_bytes(b"old\n")
    return folder / "a.toml"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The folder that takes what fits nowhere else; it is not there yet."""
    return tmp_path / "state"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    (bundled / "demo.toml").write_bytes(b"#:schema ../x.json\nformat = 1\n")
    return replace(find_places(), routines=bundled, own_routines=tmp_path / "own", state=tmp_path / "state")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def locked(folder: Path) -> Callable[[object, int], bool]:
    """An `os.access` to which that folder is write-protected (the superuser may write everywhere)."""
    return lambda asked, mode: not (Path(str(asked)) == folder and mode == os.W_OK)


# ---- drafts


@pytest.mark.parametrize(
    "text", ["", "new", "new\n", "a\r\nb\n\r\n", "\ufeffx", "#:draft {}\n", "é\u2028\x00", "x" * 3_000_000]
)
def test_a_draft_lies_hidden_beside_its_file_and_says_exactly_what_was_kept(path: Path, text: str) -> None:
    based_on = state_of(path).digest
    assert save_draft(path, text, based_on) == draft_path(path) == path.with_name(".a.toml.draft")
    found = find_draft(path)
    assert found is not None
    assert (found.path, found.text, found.based_on, found.changed) == (path, text, based_on, False)
    assert (path.read_bytes(), names(path.parent)) == (b"old\n", [".a.toml.draft", "a.toml"])
    assert list(routine_files(path.parent)) == ["a"]
    drop_draft(path)
    drop_draft(path)
    assert (find_draft(path), names(path.parent)) == (None, ["a.toml"])


def test_the_last_draft_wins(path: Path, state: Path) -> None:
    for text in ("one", "two", "three"):
        save_draft(path, text, None, state)
    found = find_draft(path, state)
    assert found is not None and found.text == "three"
    assert names(path.parent) == [".a.toml.draft", "a.toml"]


@pytest.mark.parametrize("now", [b"other", b"", None])
def test_a_draft_tells_that_the_file_was_changed_since(path: Path, now: bytes | None) -> None:
    save_draft(path, "new", state_of(path).digest)
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    found = find_draft(path)
    assert found is not None and found.changed


def test_a_file_that_was_only_touched_has_not_changed_since(path: Path) -> None:
    save_draft(path, "new", state_of(path).digest)
    os.utime(path, ns=(1, 1))
    found = find_draft(path)
    assert found is not None and not found.changed


def test_a_draft_of_what_was_never_saved_is_found(path: Path, state: Path) -> None:
    new = path.with_name("b.toml")
    save_draft(new, "text", None, state)
    found = find_draft(new, state)
    assert found is not None and (found.based_on, found.changed) == (None, False)
    new.write_text("somebody's", encoding="utf-8")
    found = find_draft(new, state)
    assert found is not None and found.changed


def test_a_draft_that_says_what_the_file_says_is_not_offered(path: Path) -> None:
    save_draft(path, "old\n", None)  # the program ended between saving and clearing away
    assert find_draft(path) is None
    path.write_bytes(b"\xef\xbb\xbfold\n")
    assert find_draft(path) is None


@pytest.mark.parametrize("content", [b"", b"not ours", b"\xff\xfe", draft_file._HEAD.encode() + b"[]\nx"])
def test_what_is_no_draft_is_not_offered(path: Path, content: bytes) -> None:
    draft_path(path).write_bytes(content)
    assert find_draft(path) is None
    draft_path(path).unlink()
    draft_path(path).mkdir()
    assert find_draft(path) is None


def test_a_folder_that_cannot_be_written_has_its_drafts_elsewhere(
    path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = path.parent.parent / "a.toml"  # of the same name
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", locked(path.parent))
        place = save_draft(path, "new", None, state)
        assert (place, place.parent) == (draft_path(path, state), state / "drafts")
        assert names(path.parent) == ["a.toml"]
    assert draft_path(twin, state) != place
    found = find_draft(path, state)
    assert found is not None and found.text == "new"
    assert find_draft(twin, state) is None
    # As soon as it can be written, the draft moves.
    assert save_draft(path, "newer", None, state) == path.with_name(".a.toml.draft")
    assert names(state / "drafts") == []
    drop_draft(path, state)
    assert find_draft(path, state) is None


def test_of_two_drafts_the_newer_is_offered(path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = save_draft(path, "beside", None, state)
    kept = beside.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", locked(path.parent))
        elsewhere = save_draft(path, "elsewhere", None, state)
    assert not beside.exists()
    beside.write_bytes(kept)  # as where it cannot be removed
    for newer, older in ((beside, elsewhere), (elsewhere, beside)):
        os.utime(older, ns=(10, 10))
        os.utime(newer, ns=(20, 20))
        found = find_draft(path, state)
        assert found is not None and found.text == ("beside" if newer == beside else "elsewhere")
    drop_draft(path, state)
    assert (beside.exists(), elsewhere.exists()) == (False, False)


def test_a_draft_that_cannot_be_written_beside_its_file_is_written_elsewhere(
    path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(place: Path, text: str, *, private: bool) -> None:
        if place.parent == path.parent:
            raise TrunkTimerError("No space left.")
        write_text(place, text, private=private)

    monkeypatch.setattr(draft_file, "write_text", full)
    assert save_draft(path, "new", None, state).parent == state / "drafts"
    found = find_draft(path, state)
    assert found is not None and found.text == "new"
    with pytest.raises(TrunkTimerError, match="No space left"):
        save_draft(path, "new", None)
    state.rename(state.with_name("gone"))
    state.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="cannot be made"):
        save_draft(path, "new", None, state)


def test_a_name_too_long_for_a_draft_beside_it_has_one_elsewhere(path: Path, state: Path) -> None:
    long = path.with_name("é" * 124 + ".toml")  # 253 bytes
    long.write_text("old", encoding="utf-8")
    assert save_draft(long, "new", None, state) == draft_path(long, state)
    assert draft_path(long, state).parent == state / "drafts"
    found = find_draft(long, state)
    assert found is not None and found.text == "new"


def test_all_names_of_a_file_share_one_draft(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    save_draft(link, "new", state_of(link).digest)
    found = find_draft(path)
    assert found is not None and (found.text, found.changed) == ("new", False)
    assert names(tmp_path) == ["link.toml", "routines"]
    drop_draft(path)
    assert find_draft(link) is None


def test_nobody_else_reads_a_draft_whoever_may_read_its_file(path: Path) -> None:
    path.chmod(0o440)
    for _ in range(2):
        place = save_draft(path, "new", None)
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_all_drafts_of_a_folder_are_found(path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = path.parent
    save_draft(path, "changed", None, state)
    save_draft(folder / "never-saved.toml", "new", None, state)
    save_draft(folder.parent / "of-another-folder.toml", "new", None, state)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda asked, mode: False)
        save_draft(folder / "b.toml", "locked", None, state)
        save_draft(folder.parent / "c.toml", "locked", None, state)
    (folder / ".x.draft").write_text("not ours", encoding="utf-8")
    found = {draft.path.name: draft.text for draft in find_drafts(folder, state)}
    assert found == {"a.toml": "changed", "b.toml": "locked", "never-saved.toml": "new"}
    assert find_drafts(folder / "no" / "such", state) == []
    assert [draft.path.name for draft in find_drafts(folder)] == ["a.toml", "never-saved.toml"]


# ---- other programs


def test_a_file_that_nobody_touched_has_not_changed_and_is_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = state_of(path)

    def read(path: Path) -> FileState:
        raise AssertionError("it was read")

    monkeypatch.setattr(draft_file, "state_of", read)
    assert not has_changed(path, state)


def _other_text(path: Path) -> None:
    path.write_bytes(b"new\n")


def _other_text_unseen(path: Path) -> None:
    """As many bytes at the same time, in the same file."""
    was = path.stat()
    path.write_bytes(b"new\n")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def _longer(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _replaced(path: Path) -> None:
    path.with_name("x").write_bytes(b"new\n")
    path.with_name("x").replace(path)


def _turned_into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _turned_into_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _turned_into_a_link(path: Path) -> None:
    path.unlink()
    path.with_name("x").write_bytes(b"new\n")
    path.symlink_to("x")


def _turned_into_a_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


CHANGES = [
    _other_text, _other_text_unseen, _longer, _replaced, Path.unlink, _turned_into_a_folder, _turned_into_a_pipe,
    _turned_into_a_link, _turned_into_a_circle,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_by_another_program_is_noticed_and_nothing_of_it_overwritten(
    path: Path, change: Callable[[Path], None]
) -> None:
    state = state_of(path)
    change(path)
    assert has_changed(path, state)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ChangedMeanwhile, match="nothing was saved") as found:
        save_routine(path, "mine\n", state)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert found.value.text == (None if before is None else before.decode())
    assert not [name for name in names(path.parent) if name.endswith(".part")]


def _touched(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def _replaced_by_the_same(path: Path) -> None:
    path.with_name("x").write_bytes(path.read_bytes())
    path.with_name("x").replace(path)


def _moved_behind_a_link(path: Path) -> None:
    path.rename(path.with_name("x"))
    path.symlink_to("x")


def _given_a_mark(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


@pytest.mark.parametrize("change", [_touched, _replaced_by_the_same, _moved_behind_a_link, _given_a_mark])
def test_a_file_that_says_the_same_has_not_changed(path: Path, change: Callable[[Path], None]) -> None:
    state = state_of(path)
    change(path)
    assert not has_changed(path, state)
    assert not has_changed(path, save_routine(path, "mine\n", state))


def test_a_file_that_can_no_longer_be_read_has_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(path)
    _touched(path)

    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert has_changed(path, state)
    with pytest.raises(FileFaults, match="permission denied"):
        state_of(path)


def test_either_version_can_be_kept_after_a_clash(path: Path) -> None:
    state = state_of(path)
    path.write_bytes(b"theirs\r\n")
    with pytest.raises(ChangedMeanwhile) as found:
        save_routine(path, "mine\n", state)
    assert (found.value.text, found.value.state) == ("theirs\r\n", state_of(path))
    state = save_routine(path, "mine\n", found.value.state)
    assert path.read_bytes() == b"mine\n"
    path.unlink()
    with pytest.raises(ChangedMeanwhile, match="was removed") as found:
        save_routine(path, "mine again\n", state)
    assert found.value.state == NO_FILE
    save_routine(path, "mine again\n", found.value.state)
    assert path.read_bytes() == b"mine again\n"


def test_what_appeared_where_a_file_was_to_be_made_is_not_overwritten(path: Path) -> None:
    with pytest.raises(ChangedMeanwhile) as found:
        save_routine(path, "mine", NO_FILE)
    assert (found.value.text, path.read_bytes()) == ("old\n", b"old\n")


def test_who_writes_right_after_a_save_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(place: Path, text: str) -> None:
        write_text(place, text)
        place.write_bytes(b"theirs")

    monkeypatch.setattr(draft_file, "write_text", overtaken)
    state = save_routine(path, "mine", state_of(path))
    assert (state.digest, has_changed(path, state)) == (text_digest("mine"), True)


# ---- saving


def test_a_save_keeps_permissions_link_and_byte_order_mark_and_writes_line_ends_as_they_are(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfold\r\n")
    path.chmod(0o604)
    link = path.with_name("link.toml")
    link.symlink_to(path)
    state = state_of(link)
    assert state.digest == text_digest(read_text(link))
    for text in ("one\r\n", "two\n"):
        state = save_routine(link, text, state)
        assert not has_changed(link, state)
        assert path.read_bytes() == b"\xef\xbb\xbf" + text.encode()
    assert (link.is_symlink(), stat.S_IMODE(path.stat().st_mode)) == (True, 0o604)
    assert names(path.parent) == ["a.toml", "link.toml"]


def test_a_new_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.toml"
    assert state_of(path) == NO_FILE
    state = save_routine(path, "new", NO_FILE)
    assert (path.read_text(encoding="utf-8"), has_changed(path, state)) == ("new", False)
    with pytest.raises(TrunkTimerError, match="cannot be made"):
        save_routine(path / "b.toml", "new", NO_FILE)


def test_a_save_that_fails_leaves_file_and_draft(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(path)
    save_draft(path, "new", state.digest)

    def fail(self: Path, target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(TrunkTimerError, match="read-only file system"):
        save_routine(path, "new", state)
    found = find_draft(path)
    assert found is not None and found.text == "new"
    assert (has_changed(path, state), names(path.parent)) == (False, [".a.toml.draft", "a.toml"])


@pytest.mark.parametrize("what", ["save_routine(path, 'newer', state_of(path))", "save_draft(path, 'newer', None)"])
def test_a_program_that_is_killed_between_writing_and_renaming_loses_nothing(path: Path, what: str) -> None:
    save_draft(path, "new", state_of(path).digest)
    script = (
        "import os\nfrom pathlib import Path\nfrom trunktimer.routine.toml.draft_file import *\n"
        f"path = Path({str(path)!r})\nPath.replace = lambda self, target: os._exit(9)\n{what}\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    found = find_draft(path)
    assert found is not None and (found.text, found.changed) == ("new", False)
    assert path.read_bytes() == b"old\n"
    assert list(routine_files(path.parent)) == ["a"]
    assert [draft.path for draft in find_drafts(path.parent)] == [path]


# ---- copies of one's own


def test_a_bundled_routine_is_saved_as_a_copy_in_the_own_folder(places: Places) -> None:
    source = places.routines / "demo.toml"
    assert is_bundled(source, places)
    copy = own_copy_path(source, places)
    assert copy == places.own_routines / "demo.toml"  # it takes the place of the bundled one
    save_routine(copy, own_copy_text(read_text(source)), NO_FILE)
    assert copy.read_text(encoding="utf-8") == "format = 1\n"
    assert (is_bundled(copy, places), own_copy_path(copy, places)) == (False, copy)
    assert own_copy_path(source, places) == places.own_routines / "demo-2.toml"
    assert source.read_bytes().startswith(b"#:schema")


def test_a_link_to_a_bundled_routine_is_bundled_too(places: Places, tmp_path: Path) -> None:
    link = tmp_path / "mine.toml"
    link.symlink_to(places.routines / "demo.toml")
    assert own_copy_path(link, places) == places.own_routines / "mine.toml"
