"""When the set-up installs anew, and when it leaves all alone."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT

SET_UP: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "set_up.py"))
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
RUN, TEST = SET_UP["Stage"].RUN, SET_UP["Stage"].TEST


def mark(text: str, stage: Any, place: Path = ROOT) -> str:
    return str(SET_UP["fingerprint"](SET_UP["read_requirements"](text), place, stage))


def test_other_requirements_or_another_place_are_installed_anew() -> None:
    assert mark(TEXT, RUN) == mark(TEXT, RUN)
    assert mark(TEXT, RUN) != mark(TEXT.replace('"rich>=13.7"', '"rich>=13.8"'), RUN)
    assert mark(TEXT, RUN) != mark(TEXT, RUN, ROOT / "moved")


def test_tools_for_tests_do_not_concern_the_program() -> None:
    changed = TEXT.replace('"ruff>=0.6"', '"ruff>=0.7"')
    assert changed != TEXT
    assert mark(TEXT, RUN) == mark(changed, RUN)
    assert mark(TEXT, TEST) != mark(changed, TEST)
    assert mark(TEXT, TEST) == mark(TEXT.replace("line-length = 120", "line-length = 100"), TEST)


def install_tools(monkeypatch: pytest.MonkeyPatch, notes: Path, pip: Any) -> None:
    """Run the set-up's step for the test tools on made-up notes, with a made-up pip."""
    install = SET_UP["install_test_tools"]
    monkeypatch.setitem(install.__globals__, "NOTES", notes)
    monkeypatch.setitem(install.__globals__, "pip_install", pip)
    (notes / "installed-run").write_text("as it was", "utf-8")
    install(SET_UP["read_requirements"](TEXT), "as it was")


def test_tools_that_cannot_be_had_leave_the_program_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SET_UP["SetUpFault"], match="no route to host"):
        install_tools(monkeypatch, tmp_path, lambda *what: "no route to host")
    assert (tmp_path / "installed-run").read_text("utf-8") == "as it was"


def test_an_interrupted_installation_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*what: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_tools(monkeypatch, tmp_path, interrupted)
    assert not (tmp_path / "installed-run").exists()
