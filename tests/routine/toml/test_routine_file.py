"""Routine files: all faults with their lines, whatever the file holds, quickly and in little memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import MOVEMENTS
from tests.checkout import ROOT
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.places import Folder, find_places
from trunktimer.routine.toml.routine_file import find_routines, parse_routine, read_routine, routine_files

HEAD = 'format = 1\nname = "Test"\n'
GOOD = HEAD + '[[block]]\nmovement = "bridge"\nhold = "10-15 s"\n'


def faults(text: str) -> list[str]:
    """What is told of a text."""
    with pytest.raises(FileFaults) as found:
        parse_routine(text, "t.toml", MOVEMENTS)
    return [str(fault) for fault in found.value.faults]


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    text = (
        'format = 1\nname = "Test"\nlead_inn = "5 s"\n\n[[block]]\nmovement = "brigde"\nholt = "5 s"\nhold = "0 s"\n'
        '\n[[block]]\nname = "B"\ncue = "A cue that is far too long to be read from the floor"\nhold = "15-10 s"\n'
        'reps = -3\n[[block]]\nname = "C"\nreps = 10000000\nhold = 1\n'
    )
    told = faults(text)
    assert told[0].startswith('t.toml:3: lead_inn: unknown key "lead_inn"; did you mean "lead_in"?')
    lines = [int(fault.split(":")[1]) for fault in told]
    assert lines == sorted(lines)
    assert {3, 7, 8, 12, 13, 14} <= set(lines)
    assert any('did you mean "hold"?' in fault for fault in told)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "empty"),
        ("name = 3\n", 1, "format"),
        (HEAD, 1, "block"),
        (HEAD + "[block]\nname = 1\n", 3, "two brackets"),
        (HEAD + '[[block]]\nname = "A"\nhold = [{}]\n', 5, "time"),
        (HEAD + '[[block]]\nname = "A"\nhold = "5 s"\nhold = "6 s"\n', 6, ""),
        (HEAD + '[[block]]\nname = "A\nhold = "5 s"\n', 4, ""),
        (HEAD + '[[block]]\nmovement = "bridge"\nreps = "x"\n', 5, "3-5"),
        (HEAD + '[[block]]\nname = "A"\nhold = "5 s"\nsides = "each"\n', 6, "one-then-other"),
        (HEAD + '[[block]]\nrepeat = 2\n[[block.block]]\nname = "A"\n', 5, "says nothing to do"),
        ("format = 3\n" + 'name = "Test"\nnew = 1\n', 1, "newer"),
        (HEAD + '[[block]]\nname = "A\\u001b[2J"\nhold = 1\n', 4, ""),
    ],
)
def test_a_fault_has_its_line_and_says_what_would_be_right(text: str, line: int, what: str) -> None:
    told = faults(text)
    assert any(fault.startswith(f"t.toml:{line}:") and what in fault for fault in told), told
    assert all("\x1b" not in fault for fault in told)


DEEP = {
    "tables": "[" + ".".join(["a"] * 1000) + "]\n",
    "arrays": "a = " + "[" * 1000 + "]" * 1000,
    "inline": "a = " + "{a=" * 1000 + "1" + "}" * 1000,
    "blocks": HEAD + "".join(f"[[{'.'.join(['block'] * n)}]]\n" for n in range(1, 60)),
    "brackets": "[" * 1_000_000,
    "strings": '"' * 1_000_000,
    "comment": "#" * 1_000_000,
    "number": "a = " + "9" * 100_000,
    "blocks without end": HEAD + "[[block]]\n" * 80_000,
    "nul": "format = 1\0",
}


@pytest.mark.parametrize("name", list(DEEP))
def test_monsters_are_refused_calmly(name: str) -> None:
    assert faults(DEEP[name])


def test_files_that_are_none(tmp_path: Path) -> None:
    binary, latin, large = tmp_path / "b.toml", tmp_path / "l.toml", tmp_path / "big.toml"
    binary.write_bytes(bytes(range(256)) * 8)
    latin.write_bytes('name = "Rücken"'.encode("latin-1"))
    large.write_bytes(b"#" * 10_000_000)
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    fifo = tmp_path / "fifo.toml"
    os.mkfifo(fifo)
    for path, what in (
        (binary, ""), (latin, "UTF-8"), (large, "1 MiB"), (tmp_path, "folder"), (loop, ""), (fifo, ""),
        (tmp_path / "none.toml", "no such file"), (Path("/dev/zero"), ""),
    ):  # fmt: skip
        with pytest.raises(FileFaults) as found:
            read_routine(path, {})
        assert len(found.value.faults) == 1
        assert what in str(found.value), path


#: Checks a file and tells exit code, peak of memory and time. The memory that `getrusage` tells of a child is at least
#: that of its parent, here the test runner; the kernel's own figure is not.
CHECK = """
import re, resource, sys
from trunktimer.app.cli import main
code = main(["check", sys.argv[1]])
peak_kb = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status", encoding="ascii").read())[1]
print(code, peak_kb, resource.getrusage(resource.RUSAGE_SELF).ru_utime)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_bad_input_is_refused_within_a_second_and_200_mb(tmp_path: Path) -> None:
    large = tmp_path / "many.toml"
    large.write_text(HEAD + '[[block]]\nname = "A"\nhold = "5 s"\n' * 28_000, encoding="utf-8")
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"[" * 10_000_000)
    for path in (large, huge):
        done = subprocess.run(
            [sys.executable, "-c", CHECK, str(path)],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        code, peak_kb, used_s = done.stdout.splitlines()[-1].split()
        assert code in ("0", "1"), done.stderr
        assert "Traceback" not in done.stderr
        assert int(peak_kb) < 200_000
        assert float(used_s) < 15, "no monster may take more than moments"


def test_crlf_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_routine(path, MOVEMENTS).name == "Test"


def test_broken_files_are_listed_and_own_ones_win(tmp_path: Path) -> None:
    own, bundled = tmp_path / "own", tmp_path / "bundled"
    own.mkdir()
    bundled.mkdir()
    (own / "a.trunk.toml").write_text(GOOD.replace("Test", "Mine"), encoding="utf-8")
    (bundled / "a.toml").write_text(GOOD, encoding="utf-8")
    (bundled / "b.toml").write_text("x", encoding="utf-8")
    (bundled / "notes.txt").write_text("x", encoding="utf-8")
    folders = [Folder(path=own, own=True), Folder(path=bundled, own=False), Folder(path=tmp_path / "no", own=True)]
    entries = {entry.key: entry for entry in find_routines(folders, MOVEMENTS)}
    assert set(entries) == {"a", "b"}
    assert entries["a"].own and entries["a"].routine is not None and entries["a"].routine.name == "Mine"
    assert entries["b"].routine is None and entries["b"].faults


def test_the_bundled_routines_are_found_by_key() -> None:
    assert {"strengthen-lower-back", "lower-back-class", "trunk-lift", "core-for-runners", "demo"} <= set(
        routine_files(find_places().routines)
    )
