"""The drawn state diagram is that of the table."""

import runpy

from tests.checkout import ROOT


def test_the_diagram_is_fresh() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "docs" / "states.py"))["states_text"]()
    written = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
    assert written == made, "run: python packaging/docs/states.py"
