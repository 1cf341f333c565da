"""The manual page and the completions, made anew from the parser of the command line."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT
from trunktimer import __version__
from trunktimer.commands.cli_parser import COMMANDS

SCRIPT = ROOT / "packaging" / "docs" / "manual.py"
MANUAL: dict[str, Any] = runpy.run_path(str(SCRIPT))


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    """The script sets the environment of its own process, which here is that of all tests."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All four files, made by the command of `make dist` for a person whose language is not English."""
    target = tmp_path_factory.mktemp("docs")
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "LANGUAGE": "de", "SOURCE_DATE_EPOCH": "1790000000"}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(target)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return target


def run(*command: str | Path) -> str:
    """What a checker printed, as output or as complaint; the test is skipped where there is no such checker."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_manual_page_is_sound_and_complete(folder: Path) -> None:
    text = run("groff", "-ww", "-man", "-Tutf8", "-P-cbou", folder / "trunktimer.1")
    for command in COMMANDS:
        assert re.search(rf"^ +trunktimer {command}\b", text, re.M), command
    assert f"TrunkTimer {__version__}" in text and "2026-09-21" in text and "@" not in text


def test_the_manual_page_names_every_option_once_for_each_command(folder: Path) -> None:
    page = (folder / "trunktimer.1").read_text("utf-8")
    sections = page.split("\n.SS ")[1:]
    commands = dict(MANUAL["commands_of"](MANUAL["english_parser"]()))
    assert len(sections) == len(commands) >= len(COMMANDS)
    for section, (name, parser) in zip(sections, commands.items(), strict=True):
        for action in parser._actions:
            for option in action.option_strings:
                written = f"\\fB{MANUAL['roff'](option)}\\fR"
                assert section.count(written) == (0 if action.dest == "help" else 1), (name, option)


@pytest.mark.parametrize(("shell", "name"), MANUAL["COMPLETIONS"].items())
def test_completions_are_sound_and_know_every_command(folder: Path, shell: str, name: str) -> None:
    text = (folder / name).read_text("utf-8")
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", text), command
    assert "--terminal" in text or "-l terminal" in text
    run(shell, "-n", folder / name)


def test_bash_completes_a_command_and_the_values_of_an_option(folder: Path) -> None:
    asking = (
        'source "$1"; COMP_WORDS=(trunktimer "${@:2}"); COMP_CWORD=$(($# - 1)); '
        '_shtab_trunktimer; echo "${COMPREPLY[@]}"'
    )
    assert run("bash", "-c", asking, "-", folder / "trunktimer.bash", "docto").split() == ["doctor"]
    found = run("bash", "-c", asking, "-", folder / "trunktimer.bash", "figure", "--theme", "")
    assert found.split() == ["dark", "light", "contrast"]


def test_text_that_roff_would_take_for_an_order_is_only_text() -> None:
    assert MANUAL["roff"](".toml\nor -o a\\b") == "\\&.toml or \\-o a\\eb"
