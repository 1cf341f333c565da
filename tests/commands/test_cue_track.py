"""`trunktimer render` and `trunktimer sounds`, as a person types them."""

import wave
from pathlib import Path

import pytest

from trunktimer.app.cli import main
from trunktimer.session.sound_kind import SoundKind


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def seconds_of(path: Path) -> float:
    with wave.open(str(path)) as file:
        return int(file.getnframes()) / int(file.getframerate())


def test_a_routine_becomes_a_wave_with_pauses_for_what_waits(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, _ = run(capsys, "render", "demo", "-o", "demo.wav", "--gate", "0")
    assert code == 0 and out.startswith("demo.wav: Demo, ")
    plain = seconds_of(home / "demo.wav")
    assert run(capsys, "render", "demo", "-o", "longer.wav", "--gate", "20")[0] == 0
    assert (seconds_of(home / "longer.wav") - plain) % 20 == 0 and seconds_of(home / "longer.wav") > plain
    assert run(capsys, "render", "demo", "-o", "spoken.wav", "--gate", "0", "--voice")[0] == 0
    assert seconds_of(home / "spoken.wav") == plain
    assert (home / "spoken.wav").read_bytes() != (home / "demo.wav").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("render", "demo", "-o", "demo.mp3"), 1, "ends in .wav"),
        (("render", "demo", "-o", "none/demo.wav"), 1, "cannot be written"),
        (("render", "nothing", "-o", "x.wav"), 1, "there is no routine"),
        (("render", "demo"), 2, "-o"),
        (("render", "demo", "-o", "x.wav", "--gate", "-1"), 2, "0 to 600"),
        (("render", "demo", "-o", "x.wav", "--gate", "soon"), 2, "number of seconds"),
        (("sounds", "--play", "--player", "silence"), 1, "No sound"),
    ],
)
def test_what_cannot_be_done_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, said: str
) -> None:
    left, _, err = run(capsys, *words)
    assert (left, said in err, "Traceback" in err) == (code, True, False), err


def test_all_kinds_are_listed_with_what_a_person_has_changed(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    config = home / "XDG_CONFIG_HOME" / "trunktimer"
    config.mkdir(parents=True)
    (config / "preferences.toml").write_text("[sounds]\ntick = 0\nhold = 0.5\n", encoding="utf-8")
    own = home / "XDG_DATA_HOME" / "trunktimer" / "sounds"
    own.mkdir(parents=True)
    (own / "rest.wav").write_text("no sound", encoding="utf-8")
    code, out, err = run(capsys, "sounds")
    assert code == 0
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert list(lines) == list(SoundKind)
    assert lines["tick"].endswith("(off)") and lines["hold"].endswith("(50%)")
    assert "rest.wav" in err
