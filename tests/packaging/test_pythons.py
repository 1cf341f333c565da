"""Which Pythons the tests are run on, and what is asked of the index on which systems."""

import importlib
import runpy
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT

PYTHONS: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "pythons.py"))
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
NEEDED: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


def found(monkeypatch: pytest.MonkeyPatch, newer: tuple[str, ...], debians: Path) -> tuple[list[Any], list[str]]:
    find = PYTHONS["find_runs"]
    monkeypatch.setitem(find.__globals__, "NEWER", newer)
    monkeypatch.setitem(find.__globals__, "DEBIANS", debians)
    runs, missing = find()
    return runs, missing


def pyenv_with(folder: Path, version: str) -> Path:
    """A folder as pyenv has it, with this interpreter under the name of a version."""
    interpreter = folder / "versions" / f"{version}.7" / "bin" / f"python{version}"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    return interpreter


def test_a_python_of_pyenv_is_found_and_one_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    interpreter = pyenv_with(tmp_path, HERE)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    runs, missing = found(monkeypatch, (HERE, "3.99"), tmp_path / "none")
    assert [(run.name, run.python, run.resolution) for run in runs] == [(HERE, interpreter, "highest")]
    assert runs[0].place == ROOT / f".venv-{HERE}"
    assert missing == [
        f"{tmp_path / 'none'} is not Python 3.11 here: the lowest versions were not tested.",
        "Python 3.99 is not installed here: it was not tested.",
    ]


def test_a_name_behind_which_another_python_stands_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pyenv_with(tmp_path, "3.99")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert found(monkeypatch, ("3.99",), tmp_path)[0] == []


def test_the_lowest_versions_are_those_of_python_3_11(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runs, missing = found(monkeypatch, (), Path(sys.executable))
    if sys.version_info[:2] == (3, 11):
        assert [(run.name, run.resolution) for run in runs] == [("lowest", "lowest-direct")]
    else:
        assert (runs, len(missing)) == ([], 1)


def run_all(monkeypatch: pytest.MonkeyPatch, passes: bool) -> int:
    main = PYTHONS["main"]
    run = PYTHONS["Run"]("3.99", Path(sys.executable), "highest")
    for name, value in {
        "find_runs": lambda: ([run], ["Python 3.98 is not installed here."]),
        "find_uv": lambda: Path("uv"),
        "prepare": lambda run, uv: None,
        "test": lambda run, everything: passes,
    }.items():
        monkeypatch.setitem(main.__globals__, name, value)
    return int(main([]))


def test_one_that_fails_fails_all_and_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_all(monkeypatch, passes=True) == 0
    assert "passed" in capsys.readouterr().out
    assert run_all(monkeypatch, passes=False) == 1
    told = capsys.readouterr().out
    assert "FAILED" in told and "Python 3.98 is not installed here." in told


@pytest.mark.parametrize(
    ("system", "machine", "python", "is_asked_for"),
    [
        ("Linux", "x86_64", "3.11", True),
        ("Linux", "aarch64", "3.11", False),
        ("Windows", "AMD64", "3.14", True),
        ("Windows", "ARM64", "3.13", False),
        ("Darwin", "arm64", "3.14", True),
        ("Darwin", "arm64", "3.15", False),
        ("Linux", "x86_64", "3.15", False),
    ],
)
def test_miniaudio_is_asked_for_where_there_is_a_build_of_it(
    system: str, machine: str, python: str, is_asked_for: bool
) -> None:
    requirements: Any = importlib.import_module("packaging.requirements")
    (needed,) = [line for line in map(requirements.Requirement, NEEDED) if line.name == "miniaudio"]
    there = {"platform_system": system, "platform_machine": machine, "python_version": python}
    assert needed.marker.evaluate(there) is is_asked_for


@pytest.mark.parametrize(
    ("release", "is_good"), [("6.8.2.1", False), ("6.8.3", True), ("6.11.3", True), ("6.12.0", False)]
)
def test_releases_of_qt_that_fail_are_not_taken(release: str, is_good: bool) -> None:
    requirements: Any = importlib.import_module("packaging.requirements")
    (needed,) = [line for line in map(requirements.Requirement, NEEDED) if line.name.startswith("PySide6")]
    assert needed.specifier.contains(release) is is_good
