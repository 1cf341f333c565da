"""How plots look, and that pyqtgraph comes late and leaves the hook for bugs alone."""

import subprocess
import sys

import pytest

from tests.checkout import ROOT
from tests.plots import LAST, THEMES, a_movement, a_set, a_week, series
from trunktimer.session.effects import Outcome
from trunktimer.ui.history.movement_graphs import held_graph, tension_graph
from trunktimer.ui.history.set_graph import sets_graph
from trunktimer.ui.history.week_graphs import minutes_graph, pain_graph
from trunktimer.ui.kit.plot_look import colour_of
from trunktimer.ui.kit.theme import Theme


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name.value)
def test_every_layer_has_a_colour_in_every_theme(theme: Theme) -> None:
    graphs = [
        minutes_graph([a_week(LAST)], LAST - 11, LAST),
        pain_graph([a_week(LAST)], LAST - 11, LAST),
        held_graph(series([a_movement(LAST)])),
        tension_graph(series([a_movement(LAST)])),
        sets_graph([a_set(outcome=outcome) for outcome in Outcome]),
    ]
    for graph in graphs:
        for layer in graph.layers:
            assert colour_of(theme, layer.role) != theme.colour("background")


# ---- what is loaded when


def _run(script: str) -> str:
    root = ROOT
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_pyqtgraph_and_numpy_are_not_loaded_at_the_start() -> None:
    script = "import trunktimer.app.window_shell, trunktimer.app.application, trunktimer.ui.history.history_feature\n"
    assert _run(script + "print({'pyqtgraph', 'numpy'} & set(sys.modules))") == "set()"


@pytest.mark.parametrize("room", ["plots", "plot_sets"])
def test_the_hook_for_bugs_stays_ours(room: str) -> None:
    script = (
        "import threading\n"
        "def ours(*bug): pass\n"
        "sys.excepthook = ours\n"
        "before = threading.excepthook\n"
        f"import trunktimer.ui.history.{room}\n"
        "print(sys.excepthook is ours, threading.excepthook is before)"
    )
    assert _run(script) == "True True"
