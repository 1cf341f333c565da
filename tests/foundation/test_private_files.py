"""What nobody else is to read, whatever the umask, and what a killed program left half written."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkout import ROOT
from trunktimer.foundation.private_files import (
    clean_half_written,
    make_private,
    make_private_file,
    make_private_folder,
    noted,
)
from trunktimer.foundation.text_file import write_file, write_text

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a profile is private there")
_KILLED = """
import os, signal, sys
from pathlib import Path
from trunktimer.foundation.text_file import write_file

def write(file):
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)

write_file(Path(sys.argv[1]), write, notes=Path(sys.argv[2]))
"""


@pytest.fixture(autouse=True, params=[0, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_for_the_person_alone(tmp_path: Path) -> None:
    folder, file = tmp_path / "folder", tmp_path / "folder" / "file"
    make_private_folder(folder)
    make_private_file(file)
    assert (mode(folder), mode(file)) == (0o700, 0o600)


def test_what_others_could_read_is_corrected_and_nothing_else(tmp_path: Path) -> None:
    folder, file, sealed, link = (tmp_path / name for name in ("folder", "file", "sealed", "link"))
    folder.mkdir(mode=0o777)
    for path, rights in ((file, 0o664), (sealed, 0o400)):
        path.touch()
        path.chmod(rights)
    link.symlink_to(file)
    make_private(link)
    assert mode(file) == 0o664
    for path in (folder, file, sealed, tmp_path / "gone"):
        make_private(path)
    assert (mode(file), mode(sealed), mode(folder) & 0o077) == (0o600, 0o400, 0)
    make_private_folder(folder)
    make_private_file(file)


def test_what_is_half_written_is_read_by_nobody_else(tmp_path: Path, umask: int) -> None:
    path, seen = tmp_path / "table.csv", []

    def write(file: object) -> None:
        (part,) = tmp_path.glob(".*.part")
        seen.append(mode(part))

    write_file(path, write)
    assert seen == [0o600]
    assert mode(path) == 0o666 & ~umask  # for others too, as what a person makes elsewhere
    path.chmod(0o640)
    write_text(path, "again")
    assert mode(path) == 0o640
    write_text(path, "for me", private=True)
    assert mode(path) == 0o600


def test_what_a_kill_left_half_written_is_taken_away_at_the_next_start(tmp_path: Path) -> None:
    home, state = tmp_path / "home", tmp_path / "state"
    home.mkdir()
    words = [sys.executable, "-c", _KILLED, str(home / "table.csv"), str(state)]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    (part,) = home.iterdir()
    assert mode(part) == 0o600
    clean_half_written(state)
    assert list(home.iterdir()) == list(state.iterdir()) == []


def test_what_is_being_written_is_left_alone(tmp_path: Path) -> None:
    part, state = tmp_path / ".a.part", tmp_path / "state"
    part.touch()
    with noted(state, part):
        clean_half_written(state)
        assert part.exists()
    assert list(state.iterdir()) == []


@pytest.mark.parametrize("said", [b"", b"relative.part", b"/etc/passwd", b"\xff.part"])
def test_a_note_that_says_anything_else_takes_nothing_away(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "half-written-0").write_bytes(said)
    clean_half_written(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert Path("/etc/passwd").exists()


def test_a_folder_that_takes_no_notes_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    write_file(tmp_path / "table.csv", lambda file: file.write(b"whole"), notes=tmp_path / "state")
    assert (tmp_path / "table.csv").read_bytes() == b"whole"
