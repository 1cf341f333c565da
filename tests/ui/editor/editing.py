"""A routine that is edited, for the tests of the editor."""

from pathlib import Path

from tests.library import MOVEMENTS
from trunktimer.foundation.places import find_places
from trunktimer.routine.routine import Routine
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.ui.editor.editor_feature import EditorFeature
from trunktimer.ui.editor.editor_page import EditorPage

BUNDLED = find_places()
ROUTINE = """# A sheet that somebody wrote.
format = 1
name = "Mine"
lead_in = "5 s"        # enough for me

[[block]]              # the good one
movement = "bridge"
raise = "2 s"
hold = "10-15 s"       # as my therapist said
lower = "2 s"
reps = 3
sets = 2

[[block]]
movement = "cat-stretch"
reps = 4
"""


def page_of(feature: EditorFeature) -> EditorPage:
    assert feature._page is not None
    return feature._page


def saved(path: Path) -> Routine:
    return parse_routine(path.read_text(encoding="utf-8"), path.name, MOVEMENTS)
