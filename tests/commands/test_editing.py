"""Routine files are made and changed from the terminal, and nothing that was not meant is touched."""

import argparse
import difflib
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library import MOVEMENTS
from trunktimer.commands import editing
from trunktimer.commands.editing import parse_path, typed_value
from trunktimer.foundation.durations import NO_PAUSE
from trunktimer.foundation.errors import FileFaults, TrunkTimerError, path_text
from trunktimer.foundation.errors import Path as Where
from trunktimer.foundation.places import Places, find_places
from trunktimer.foundation.text_file import read_text
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Count
from trunktimer.routine.toml.canonical import canonical
from trunktimer.routine.toml.draft_file import save_routine
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.toml.templates import TEMPLATES

#: A bundled routine, but not quite in canonical form.
SAMPLE = (
    (find_places().routines / "strengthen-lower-back.toml").read_text(encoding="utf-8").replace("format  =", "format =")
)
BREATHE = '  { do = "breathe", time = "3 s", breath = "in",  cue = "Breathe in deeply" },'


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(editing, "read_movements", lambda places: MOVEMENTS)  # read once
    own = tmp_path / "own"
    return replace(
        find_places(), own_routines=own / "own_routines", own_movements=own / "own_movements", state=own / "state"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of a bundled routine, with line ends of another system."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    return path


def new(places: Places, template: str | None, output: Path | None = None, name: str | None = None) -> int:
    words = argparse.Namespace(template=template, output=output and str(output), name=name, list=False)
    return editing.new(words, places)


def change(places: Places, file: Path, path: str, value: str | None = None, unset: bool = False) -> int:
    return editing.change(argparse.Namespace(file=str(file), path=path, value=value, unset=unset), places)


def lay_out(places: Places, *files: Path, check: bool = False, upgrade: bool = False) -> int:
    words = argparse.Namespace(files=[str(file) for file in files], check=check, upgrade=upgrade)
    return editing.lay_out(words, places)


def changes(path: Path) -> list[str]:
    """How a file differs from the sample; its mark and line ends must be there still."""
    content = path.read_bytes().decode()
    assert content.startswith("\ufeff")
    assert content.count("\n") == content.count("\r\n")
    rows = difflib.ndiff(SAMPLE.split("\n"), content[1:].replace("\r\n", "\n").split("\n"))
    return [row for row in rows if row[0] in "+-"]


# ---- new


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_a_new_routine_is_written_from_a_template(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str], template: str
) -> None:
    path = tmp_path / "folder" / "new.toml"
    assert new(places, template, path, "My own") == 0
    assert parse_routine(path.read_text(encoding="utf-8"), "", MOVEMENTS).name == "My own"
    assert capsys.readouterr().out.startswith(f'{path}: "My own".')
    assert lay_out(places, path, check=True) == 0


def test_a_file_that_is_there_is_not_overwritten(places: Places, tmp_path: Path, file: Path) -> None:
    dangling = tmp_path / "link.toml"
    dangling.symlink_to("nowhere.toml")
    for path in (file, dangling, tmp_path):
        with pytest.raises(TrunkTimerError, match="is there already"):
            new(places, "emom", path)
    assert changes(file) == []
    assert not (tmp_path / "nowhere.toml").exists()


def test_templates_are_listed_and_asked_for(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert editing.new(argparse.Namespace(template=None, output=None, name=None, list=True), places) == 0
    assert [row.split()[0] for row in capsys.readouterr().out.splitlines()] == list(TEMPLATES)
    with pytest.raises(TrunkTimerError, match="Name a template: empty"):
        new(places, None)
    with pytest.raises(TrunkTimerError, match=r"-o my-emom\.toml"):
        new(places, "emom")
    with pytest.raises(TrunkTimerError, match='mean "emom"'):
        new(places, "emomm")


# ---- set


@pytest.mark.parametrize(
    ("path", "value", "rows", "said"),
    [
        ("block.1.hold", "12 s", ['- hold     = "10-15 s"', '+ hold     = "12 s"'], '"10-15 s" -> "12 s"'),
        ("block.1.hold", "12", ['- hold     = "10-15 s"', '+ hold     = "12 s"'], '"10-15 s" -> "12 s"'),
        ("block.1.reps", "3-5", ["- reps     = 15", '+ reps     = "3-5"'], '15 -> "3-5"'),
        ("block.1.sets", " 2 ", ["- sets     = 3", "+ sets     = 2"], "3 -> 2"),
        ("block.1.cue", "Up", ['+ cue      = "Up"'], 'not written -> "Up"'),
        ("block.3.switch", "none", ['- switch   = "10 s"', '+ switch   = "none"'], '"10 s" -> "none"'),
        ("block.3.lead_in", "90", ['+ lead_in  = "1 min 30 s"'], 'not written -> "1 min 30 s"'),
        ("block.2.phase.1.time", "4 s", [f"- {BREATHE}", f"+ {BREATHE.replace('3 s', '4 s')}"], '"3 s" -> "4 s"'),
        ("name", "12", ['- name    = "Strengthen the lower back"', '+ name    = "12"'], '-> "12"'),
        ("equipment", "mat, a chair", ['- equipment = ["mat"]', '+ equipment = ["mat", "a chair"]'], "chair"),
        ("block.5.sets", "1", ["- sets     = 3", "+ sets     = 1"], "3 -> 1"),
    ],
)
def test_one_value_is_changed_and_every_other_line_stays(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str], path: str, value: str, rows: list[str], said: str
) -> None:
    assert change(places, file, path, value) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{path}: ") and said in told, told
    assert [row.split("  #")[0].rstrip() for row in changes(file)] == rows
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_pyramid_is_typed_as_a_list(places: Places, file: Path) -> None:
    assert change(places, file, "block.1.sets", unset=True) == 0
    for typed in ("8, 6,4", "[8, 6, 4]"):
        assert change(places, file, "block.1.reps", typed) == 0
        assert "+ reps     = [8, 6, 4]" in changes(file)
    assert change(places, file, "block.1.reps.2", "5-6") == 0
    assert '+ reps     = [8, "5-6", 4]' in changes(file)


def test_a_key_is_taken_out(places: Places, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert change(places, file, "block.1.rest_between_sets", unset=True) == 0
    assert changes(file) == ['- rest_between_sets = "1 min"']
    assert capsys.readouterr().out == 'block.1.rest_between_sets: "1 min" -> not written\n'
    with pytest.raises(TrunkTimerError, match="There is no block"):
        change(places, file, "block.1.rest_between_sets", unset=True)


def test_the_value_that_is_there_already_writes_nothing(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inode = file.stat().st_ino  # each writing makes a file of its own
    assert change(places, file, "block.1.hold", "10-15 s") == 0
    assert capsys.readouterr().out == 'block.1.hold: "10-15 s", as before\n'
    assert (file.stat().st_ino, changes(file)) == (inode, [])


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("block.1.hold", "a while", 'block.1.hold: "a while" is not a time'),
        ("block.1.hold", "0", "more than 0 s"),
        ("block.1.holt", "3 s", 'did you mean "hold"'),
        ("block.1.movement", "brigde", 'did you mean "bridge"'),
        ("block.1.reps", "many", "whole number"),
        ("block.1.switch", "none", "needs sides"),
        ("name", "x" * 41, "40 is the most"),
        ("format", "3", "newer TrunkTimer"),
    ],
)
def test_a_change_that_makes_the_file_faulty_is_refused_with_the_faults(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str], path: str, value: str, said: str
) -> None:
    with pytest.raises(TrunkTimerError, match="was left as it is"):
        change(places, file, path, value)
    told = capsys.readouterr()
    assert (told.out, said in told.err) == ("", True), told.err
    assert told.err.startswith(f"{file}:")
    assert changes(file) == []


def test_a_file_that_was_faulty_may_be_mended_bit_by_bit(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = SAMPLE.replace('"10-15 s"', '"a while"').replace("reps     = 15", "reps     = 0")
    file.write_text(faulty, encoding="utf-8")
    assert change(places, file, "block.1.hold", "9 s") == 0
    told = capsys.readouterr()
    assert (told.out, told.err.count(f"{file}:")) == ('block.1.hold: "a while" -> "9 s"\n', 1)
    assert change(places, file, "block.1.reps", "15") == 0
    assert capsys.readouterr().err == ""
    parse_routine(file.read_text(encoding="utf-8"), "", MOVEMENTS)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("block.0.hold", "1 s", "the first block is block.1"),
        ("block..hold", "1 s", "names no value"),
        ("", "1 s", "names no value"),
        ("block.9.hold", "1 s", "There is no block.9.hold"),
        ("block.1", "1 s", "is a table"),
        ("block.2.phase", "[{ do = 'x' }]", "block.2.phase.1.time"),
        ("block.1.reps", "[8, 6", "is not a list"),
        ("block.1.hold", None, "Give either a value or --unset"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(
    places: Places, file: Path, path: str, value: str | None, said: str
) -> None:
    with pytest.raises(TrunkTimerError, match=said.replace("[", r"\[")):
        change(places, file, path, value)
    with pytest.raises(TrunkTimerError, match="Give either"):
        change(places, file, "name", "x", unset=True)
    assert changes(file) == []


def test_a_file_that_is_not_toml_is_refused_with_its_lines(places: Places, file: Path) -> None:
    file.write_text('format = 1\nname = "A\n', encoding="utf-8")
    with pytest.raises(FileFaults, match=r":2: name: the quote"):
        change(places, file, "format", "1")


def test_a_bundled_routine_is_never_changed(places: Places, tmp_path: Path) -> None:
    bundled = replace(places, routines=tmp_path / "a bundle")
    bundled.routines.mkdir()
    path = bundled.routines / "demo.toml"
    path.write_text(SAMPLE, encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="came with the program") as found:
        change(bundled, path, "block.1.hold", "1 s")
    assert str(found.value).endswith(f"cp '{path}' {bundled.own_routines / 'demo.toml'}")
    assert lay_out(bundled, path) == 1
    assert path.read_text(encoding="utf-8") == SAMPLE


def test_what_another_program_wrote_meanwhile_is_not_overwritten(
    places: Places, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(path: Path, text: str, expected: object) -> object:
        path.write_text("theirs", encoding="utf-8")
        return save_routine(path, text, expected)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "save_routine", overtaken)
    with pytest.raises(TrunkTimerError, match="changed by another program"):
        change(places, file, "block.1.hold", "1 s")
    assert lay_out(places, file) == 1
    assert file.read_text(encoding="utf-8") == "theirs"


def test_movements_of_ones_own_may_be_named(
    places: Places, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    places.own_movements.mkdir(parents=True)
    bridge = (places.movements / "bridge.toml").read_text(encoding="utf-8")
    (places.own_movements / "my-bridge.toml").write_text(bridge, encoding="utf-8")
    (places.own_movements / "broken.toml").write_text("format = ", encoding="utf-8")
    assert change(places, file, "block.1.movement", "my-bridge") == 0
    assert "broken.toml:1" in capsys.readouterr().err


def test_a_path_is_read_as_faults_name_it() -> None:
    path: Where = ("block", 1, "phase", 0, "time")
    assert parse_path(path_text(path)) == path


def test_a_value_is_taken_as_it_was_meant() -> None:
    assert typed_value(("block", 0, "cue"), "12", is_new=True) == "12"
    assert typed_value(("block", 0, "bpm"), "60", is_new=False) == Count(60, 60)
    assert typed_value(("block", 0, "reps"), "8 bis 10, ６", is_new=False) == [Count(8, 10), Count(6, 6)]
    assert typed_value(("block", 0, "rest"), "0", is_new=True) == NO_PAUSE
    assert typed_value(("block", 0, "hold"), "0", is_new=True) == "0"
    assert typed_value(("equipment", 0), "mat, blue", is_new=False) == "mat, blue"
    assert typed_value(("block", 0, "accent_every"), "4,5", is_new=True) == "4,5"


# ---- fmt


def test_files_are_written_in_canonical_form(places: Places, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lay_out(places, file, check=True) == 1
    assert (capsys.readouterr().out, changes(file)) == (f"{file}: not in canonical form\n", [])
    assert lay_out(places, file) == 0
    assert changes(file) != []
    assert file.read_bytes().decode()[1:].replace("\r\n", "\n") == canonical(SAMPLE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert capsys.readouterr().out == f"{file}: written in canonical form\n"
    assert lay_out(places, file) == lay_out(places, file, check=True) == 0
    assert capsys.readouterr().out == f"{file}: in canonical form\n" * 2


def test_one_file_that_cannot_be_laid_out_does_not_stop_the_others(
    places: Places, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, faulty = tmp_path / "broken.toml", tmp_path / "faulty.toml"
    broken.write_text("format=1\nname = \n", encoding="utf-8")
    faulty.write_text("format=9\nreps=0\n", encoding="utf-8")
    bridge = find_places().movements / "bridge.toml"
    assert lay_out(places, broken, tmp_path / "gone.toml", bridge, faulty, file) == 1
    told = capsys.readouterr()
    assert told.out == f"{faulty}: written in canonical form\n{file}: written in canonical form\n"
    assert f"{broken}:2: name: nothing stands after =" in told.err
    assert "gone.toml:1: the file cannot be read" in told.err
    assert f"{bridge} is a movement" in told.err
    assert broken.read_text(encoding="utf-8") == "format=1\nname = \n"
    assert tomllib.loads(faulty.read_text(encoding="utf-8")) == {"format": 9, "reps": 0}


# ---- formats


def test_an_older_format_is_upgraded_on_request_with_the_same_timeline(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = parse_routine(read_text(file), "", MOVEMENTS)
    assert old.format == 1
    assert lay_out(places, file, upgrade=True) == 0
    assert "now in format 2, with the same times" in capsys.readouterr().out
    new = parse_routine(read_text(file), "", MOVEMENTS)
    assert new.format == 2
    assert compile_routine(new, MOVEMENTS, 100).steps == compile_routine(old, MOVEMENTS, 100).steps
    assert lay_out(places, file, upgrade=True) == 0
    assert "in canonical form" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        ("block.1.load", "4 kg", 'load     = "4 kg"'),
        ("block.1.optional", "true", "optional = true"),
        ("block.1.hold", "40 s+", '"40 s+"'),
        ("block.1.sides", "left", 'sides    = "left"'),
        ("block.3.sets", "{ left = 3, right = 2 }", "{left = 3, right = 2}"),
        ("breath", "6 s", 'breath = "6 s"'),
        ("format", "2", "format = 2"),
    ],
)
def test_setting_what_an_older_format_does_not_know_upgrades_the_file_and_says_so(
    places: Places, file: Path, capsys: pytest.CaptureFixture[str], path: str, value: str, written: str
) -> None:
    assert change(places, file, path, value) == 0
    assert "now in format 2, with the same times" in capsys.readouterr().out
    text = read_text(file)
    assert written.replace(" ", "") in text.replace(" ", "")
    assert parse_routine(text, "", MOVEMENTS).format == 2


def test_setting_what_the_format_knows_leaves_it_and_nothing_is_written_back_in_an_older_one(
    places: Places, file: Path
) -> None:
    assert change(places, file, "block.1.hold", "20 s") == 0
    assert parse_routine(read_text(file), "", MOVEMENTS).format == 1
    assert change(places, file, "format", "2") == 0
    with pytest.raises(TrunkTimerError, match="stays in it"):
        change(places, file, "format", "1")
