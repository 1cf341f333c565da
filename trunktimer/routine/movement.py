"""A movement of the library: its name, where it starts, how it is done, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trunktimer.figure.figure import Drawing, Figure
from trunktimer.routine.level import span_at
from trunktimer.routine.level_range import USUAL_LEVEL
from trunktimer.routine.routine import MovementPhase, Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement that routines name by its key.

    `position` is the start position in at most 28 characters (read in the lead-in, from the floor); `start`
    is the same in full. `phase` gives the default tempo, and for each phase its cue and breath. `limb` is what
    a side means ("leg": the left leg). `both` says that both sides may also work at once. `also` has other names by
    language (by `""` where the file names none). `muscles` work and `stretch` are stretched, in the words of `muscles`.
    """

    key: str
    name: str
    position: str
    start: str = ""
    watch: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    sides: Sides | None = None
    both: bool = False
    cue: str | None = None
    phase: tuple[MovementPhase, ...] = ()
    limb: str | None = None
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    muscles: tuple[str, ...] = ()
    stretch: tuple[str, ...] = ()
    drawing: Drawing | None = None
    _figures: list[Figure] = field(default_factory=list, init=False, repr=False, compare=False)

    def in_role(self, role: str) -> tuple[MovementPhase, ...]:
        """The phases that a block reaches by `role`, in order; several where a rep goes that way more than once."""
        return tuple(phase for phase in self.phase if phase.role == role)

    def figure(self) -> Figure | None:
        """The figure that does this movement, always the same one; `None` where the file has no poses."""
        if self.drawing is None:
            return None
        if not self._figures:
            tempo = tuple((phase.do, span_at(phase.time, USUAL_LEVEL)) for phase in self.phase)
            self._figures.append(Figure(self.drawing, tempo))
        return self._figures[0]
