"""When the set-up installs anew, and when it leaves all alone."""

import runpy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
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
