"""How the window is to be started."""

from dataclasses import dataclass

from trunktimer.routine.level_range import USUAL_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How `trunktimer play` wants its routine followed."""

    level: int = USUAL_LEVEL
    speed: float = 1.0
    first: int = 0
    muted: bool = False
    player: str | None = None
    answers: bool = False
    recorded: bool = True
    edits: bool = False  # opens the editor instead
