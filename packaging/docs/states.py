"""Draws `docs/states.md` from the one table of transitions: `python packaging/docs/states.py`."""

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from trunktimer.session.effects import Phase  # noqa: E402  # the checkout's own package, wherever it lies
from trunktimer.session.transitions import TRANSITIONS  # noqa: E402

TARGET = ROOT / "docs" / "states.md"


def states_text() -> str:
    """The page: a diagram of the changes of phase, and the table of what is allowed where."""
    arrows: dict[tuple[Phase, Phase], list[str]] = defaultdict(list)
    allowed: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    for (phase, action), goals in TRANSITIONS.items():
        allowed[phase].append(action.value)
        for goal in sorted(goals):
            if goal is not phase:
                arrows[phase, goal].append(action.value)
    lines = [
        "# The phases of a session",
        "",
        "Drawn from `TRANSITIONS` in `trunktimer/session/transitions.py` by `python packaging/docs/states.py`;",
        "a test says whether it is fresh. An action that is not listed for a phase does nothing there.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> ready",
    ]
    lines += [f"    {old} --> {new}: {', '.join(names)}" for (old, new), names in arrows.items()]
    lines += ["    finished --> [*]", "    stopped --> [*]", "```", "", "| phase | allowed actions |", "|---|---|"]
    lines += [f"| {phase} | {', '.join(names) or 'none: the session is over'} |" for phase, names in allowed.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(states_text(), encoding="utf-8")
