"""The command line as others run it: words in, lines and exit codes out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from trunktimer import __version__
from trunktimer.app.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is seen or touched."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_every_bundled_routine_is_listed_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--format", "json")
    listed = {row["key"]: row for row in json.loads(out)["routines"]}
    assert code == 0
    assert len(listed) >= 6
    assert all(row["total_ms"] > 0 and not row["faults"] for row in listed.values())
    assert "strengthen-lower-back" in run(capsys, "list")[1]


def test_a_timeline_is_shown_as_text_and_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "show", "strengthen-lower-back", "--level", "100", "--format", "json")[1])
    assert data["format"] == 1
    hold = next(step for step in data["steps"] if step["phase"] == "hold")
    assert (hold["movement"], hold["min_ms"], hold["end_ms"] - hold["start_ms"]) == ("bridge", 10_000, 15_000)
    assert {"index", "kind", "side", "set", "sets", "rep", "reps", "cue", "next"} <= set(hold)
    assert "may release from 10 s" in run(capsys, "show", "strengthen-lower-back")[1]


@pytest.mark.parametrize("key", ["strengthen-lower-back", "lower-back-class", "trunk-lift", "core-for-runners", "demo"])
def test_a_routine_is_played_to_its_end(capsys: pytest.CaptureFixture[str], key: str) -> None:
    words = ("play", key, "--terminal", "--speed", "10000", "--mute", "--keys", "none")
    code, out, _ = run(capsys, *words)
    assert (code, out.splitlines()[-1]) == (0, "Finished.")


def test_faults_of_files_are_lines_and_exit_code_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('format = 1\nname = "B"\n[[block]]\nname = "x"\nholt = 3\nreps = 0\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", str(bad))
    assert code == 1
    assert out.startswith(f'{bad}:5: block.1.holt: unknown key "holt"; did you mean "hold"?')
    good = str(ROOT / "routines" / "demo.toml")
    assert run(capsys, "check", good)[0] == 0
    assert run(capsys, "check", good, str(bad))[0] == 1
    code, _, err = run(capsys, "play", str(bad), "--terminal")
    assert (code, "block.1.holt" in err) == (1, True)


def test_what_is_surely_not_meant_is_a_line_too_and_no_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "odd.toml"
    file.write_text('format = 2\nname = "B"\n[[block]]\nname = "x"\nhold = 3\nreps = 10\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", str(file))
    assert code == 0
    assert out.splitlines()[0].startswith(f"{file}:6: block.1.reps: the reps follow each other")
    assert out.splitlines()[-1] == f'{file}: good, "B"'


def test_check_knows_a_movement_from_a_routine(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bridge = ROOT / "assets" / "movements" / "bridge.toml"
    assert run(capsys, "check", str(bridge))[:2] == (0, f'{bridge}: good, the movement "Bridge"\n')
    broken = tmp_path / "mine.toml"
    broken.write_text(bridge.read_text(encoding="utf-8").replace("neck", "nekc", 1), encoding="utf-8")
    code, out, _ = run(capsys, "check", str(broken))
    assert code == 1 and 'did you mean "neck"?' in out and out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "strengthen"), 1, "did you mean"),
        (("show", "zzzzz"), 1, "there are:"),
        (("show", "no/such.toml"), 1, "no such file"),
        (("show", "demo", "--level", "101"), 2, "0 to 100"),
        (("show", "demo", "--level", "x"), 2, "0 to 100"),
        (("play", "demo", "--terminal", "--speed", "0"), 2, "no speed"),
        (("play", "demo", "--terminal", "--speed", "x"), 2, "no speed"),
        (("play", "demo", "--terminal", "--mute", "--from", "5000"), 2, "has the steps 0 to"),
        (("play", "demo", "--player", "drum"), 2, "invalid choice"),
        (("play",), 2, "ROUTINE"),
        (("--nonsense",), 2, "--help"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, said: str
) -> None:
    left, _, err = run(capsys, *words)
    assert (left, said in err, "Traceback" in err) == (code, True, False), err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[1].strip() == f"trunktimer {__version__}"
    for command in ("play", "list", "show", "check", "doctor"):
        code, out, _ = run(capsys, command, "--help")
        assert code == 0
        assert "example:\n  trunktimer" in out


def test_the_doctor_finds_that_the_main_job_can_run(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "doctor")
    assert (code, out.splitlines()[-1]) == (0, "The main job can run.")
    assert f"TrunkTimer {__version__}" in out


def test_an_own_routine_wins_over_a_bundled_one(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    own = home / "xdg_data_home" / "trunktimer" / "routines"
    own.mkdir(parents=True)
    (own / "demo.toml").write_text('format = 1\nname = "Mine"\n[[block]]\nname = "A"\nhold = 5\n', encoding="utf-8")
    (own / "bad.toml").write_text("x = ", encoding="utf-8")
    out = run(capsys, "list")[1]
    assert "Mine  (own)" in out
    assert "cannot be used" in out


def test_without_pyside_and_without_a_terminal_it_plays(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from trunktimer.app.cli import main\n"
        "sys.exit(main(['play', 'demo', '--terminal', '--speed', '10000', '--mute', '--keys', 'none']))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Finished."), done.stderr


def test_without_a_display_the_default_routine_is_followed_here() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    program = subprocess.Popen(
        [sys.executable, "-u", "-m", "trunktimer"], cwd=ROOT, env=environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    lines = [program.stdout.readline() for _ in range(3)]
    program.terminate()
    _, err = program.communicate(timeout=20)
    assert lines[0].startswith("There is no display")
    assert lines[1].startswith("Strengthen the lower back")
    assert "GET READY" in lines[2]
    assert (program.returncode, "Traceback" in err) == (130, False)


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m trunktimer show strengthen-lower-back | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_what_was_done_is_listed_exported_and_read_back(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["history"]) == 0
    assert capsys.readouterr().out.startswith("There are no sessions yet.")
    play = ["play", "demo", "--terminal", "--mute", "--keys", "none", "--speed", "2000"]
    assert main(play) == 0  # a rehearsal
    assert main([*play, "--record"]) == 0
    capsys.readouterr()
    assert main(["history", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["sessions"][0]["routine_key"]) == (1, "demo")
    assert main(["stats"]) == 0
    assert main(["doctor"]) == 0
    assert "1 session, sound" in capsys.readouterr().out
    for grain in ("sessions", "steps"):
        assert main(["export", grain, "-o", str(home / f"{grain}.csv")]) == 0
    assert capsys.readouterr().err == (
        f"1 session written to {home / 'sessions.csv'}.\n69 steps of 1 session written to {home / 'steps.csv'}.\n"
    )
    files = [str(home / "sessions.csv"), str(home / "steps.csv")]
    assert main(["import-history", *files]) == 0
    assert capsys.readouterr().err == "No sessions added, 1 known already and left as it is.\n"
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    assert main(["import-history", *files]) == 0
    assert capsys.readouterr().err == "1 session added.\n"
    for grain in ("sessions", "steps"):
        assert main(["export", grain, "-o", str(home / "again.csv")]) == 0
        assert (home / "again.csv").read_bytes() == (home / f"{grain}.csv").read_bytes()


def test_a_terminal_session_that_broke_off_is_kept_or_forgotten(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["resume"]) == 1
    assert capsys.readouterr().err == "No session broke off: there is nothing to go on with.\n"
    words = ["play", "demo", "--terminal", "--mute", "--keys", "none", "--speed", "20", "--record"]
    for answer, done in (("--keep", "kept as an unfinished session"), ("--discard", "forgotten")):
        player = subprocess.Popen(
            [sys.executable, "-m", "trunktimer", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert player.stdout is not None
        for _ in range(5):  # the heading and four steps
            player.stdout.readline()
        player.kill()
        player.communicate()
        assert main(["resume", "--list"]) == 0
        assert capsys.readouterr().out.startswith("Demo: 0:")
        assert main(["resume", answer]) == 0
        assert capsys.readouterr().out.endswith(f"is {done}.\n")
    assert main(["history", "--format", "json"]) == 0
    assert [one["ending"] for one in json.loads(capsys.readouterr().out)["sessions"]] == ["unfinished"]


PRINTING = (
    ("list",),
    ("show", "demo", "--format", "json"),
    ("check", "routines/demo.toml"),
    ("history",),
    ("stats", "--format", "json"),
    ("export", "sessions"),
    ("export", "--help"),
    ("--version",),
)


@pytest.mark.parametrize("words", PRINTING)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_what_cannot_be_printed_is_a_sentence_and_exit_code_1(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # as `head` does when it has enough
    with Path("/dev/full").open("wb") as full, os.fdopen(writer, "wb") as pipe:
        programs = [
            subprocess.Popen(
                [sys.executable, "-m", "trunktimer", *words], cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True
            )
            for out in (full, pipe)
        ]
        told = [(program.communicate()[1], program.returncode) for program in programs]
    full_up = "trunktimer: not everything could be written to standard output: No space left on device\n"
    gone = "trunktimer: Who was to read it went away before all was written.\n" if "sessions" in words else ""
    assert told == [(full_up, 1), (gone, 1)]


def test_a_standard_output_that_is_closed_is_a_sentence_and_exit_code_1() -> None:
    words = [sys.executable, "-c", "import os, sys; os.close(1); os.execv(sys.executable, sys.argv[1:])"]
    words += [sys.executable, "-m", "trunktimer", "list"]
    done = subprocess.run(words, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "trunktimer: not everything could be written to standard output: Bad file descriptor\n",
    )
