"""A moment of a movement: which phase it is in, how far, on which side. Knows no poses and no timeline."""

from dataclasses import dataclass
from typing import Final

from trunktimer.figure.body import Side

#: Phases in which a posture is kept within a rep.
HOLDS: Final = frozenset({"hold", "pause"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the figure is to show.

    `before` is the phase that has just ended, `None` at the start position; `crossed` is the one that has just ended
    on the other side. `kept` is the phase that led to where `before` was kept, if that was a hold or a pause. `beats`
    counts the beats since the step began where a metronome leads, with its fraction. `alternates` says that the sides
    change with each rep. `coming` says that this is the start position of what comes next.
    """

    movement: str
    side: Side | None = None
    before: str | None = None
    kept: str | None = None
    crossed: str | None = None
    phase: str = "lead-in"
    into_ms: int = 0
    duration_ms: int = 0
    beats: float | None = None
    alternates: bool = False
    coming: bool = False
