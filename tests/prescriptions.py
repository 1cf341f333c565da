"""The routines of docs/prescriptions.md by the name of their section, each with its timelines."""

import re
from typing import Final

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Routine
from trunktimer.routine.timeline import Timeline
from trunktimer.routine.toml.routine_file import parse_routine

_PAGE = (ROOT / "docs" / "prescriptions.md").read_text(encoding="utf-8")
#: What stands under each heading.
SECTIONS: Final = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", _PAGE, re.DOTALL | re.MULTILINE))
TEXTS: Final = {name: "".join(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)) for name, text in SECTIONS.items()}


def prescription(name: str) -> Routine:
    """The routine of a section."""
    return parse_routine(TEXTS[name], f"{name}.toml", MOVEMENTS)


def prescribed(name: str, level: int) -> Timeline:
    """Its timeline at a level."""
    return compile_routine(prescription(name), MOVEMENTS, level)
