"""Writing loses nothing."""

import os
import stat
from pathlib import Path

import pytest

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.text_file import NO_BREAK_BLANKS, flush_folder, read_text, shown, write_text


def test_a_file_is_replaced_whole_with_its_permissions_through_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    write_text(link, "new\n")
    assert (real.read_text(encoding="utf-8"), link.is_symlink()) == ("new\n", True)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir() if path not in (real, link)] == []


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old", encoding="utf-8")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(TrunkTimerError):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


def test_the_content_is_flushed_before_the_renaming_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old", encoding="utf-8")
    flushed: list[tuple[str, str]] = []

    def flush(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        flushed.append((kind, path.read_text(encoding="utf-8")))

    monkeypatch.setattr(os, "fsync", flush)
    write_text(path, "new")
    assert flushed == ([("file", "old")] if os.name == "nt" else [("file", "old"), ("folder", "new")])


@pytest.mark.skipif(os.name == "nt", reason="no folder is opened there")
def test_a_flushed_folder_is_closed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    flush_folder(tmp_path)
    (descriptor,) = flushed
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_a_file_that_is_write_protected_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda target, mode: (target, mode) != (path, os.W_OK))  # as root may do anything
    with pytest.raises(TrunkTimerError, match="the file is write-protected"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfold")
    assert read_text(path) == "old"
    write_text(path, "new")
    assert path.read_bytes() == b"\xef\xbb\xbfnew"


def test_what_is_shown_fits_a_line() -> None:
    assert shown("a\x1b[2Jb\n") == "a\\x1b[2Jb\\n"
    assert len(shown("x" * 500, 10)) == 10


def test_blanks_that_french_sets_before_marks_are_left_where_they_are_asked_for() -> None:
    assert shown("quoi\u202f?\x1b", kept=NO_BREAK_BLANKS) == "quoi\u202f?\\x1b"
    assert shown("hold\u202f") == "hold\\u202f"
