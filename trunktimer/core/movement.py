"""A movement of the library: its name, where it starts, how it is done. The figure's poses are not here."""

from dataclasses import dataclass

from trunktimer.core.routine import MovementPhase, Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement that routines name by its key.

    `position` is the start position in at most 28 characters (read in the lead-in, from the floor); `start`
    is the same in full. `phase` gives the default tempo, and for each phase its cue and breath.
    """

    key: str
    name: str
    position: str
    start: str = ""
    watch: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    sides: Sides | None = None
    cue: str | None = None
    phase: tuple[MovementPhase, ...] = ()
