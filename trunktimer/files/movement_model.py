"""What a movement file may say, key by key, as a pydantic model. The figure's poses are kept unread here."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from trunktimer.core.errors import Path
from trunktimer.core.movement import Movement
from trunktimer.files.routine_model import PHASE_KEYS, PhaseModel, written_keys
from trunktimer.files.text_file import shown
from trunktimer.files.values import Cue, Format, Lines, Name, Prose, SidesWord, Things, nearest


class MovementModel(BaseModel):
    """A movement of TrunkTimer: one a file; the file's name is its key."""

    model_config = ConfigDict(extra="forbid", title="Movement")

    format: Format = Field(description="The format of this file: 1.", examples=[1])
    name: Name = Field(description="What the movement is called: 40 characters at most.", examples=["Bridge"])
    position: Cue = Field(
        description="Where it starts, to be read from the floor: 28 characters at most.",
        examples=["On your back, feet flat"],
    )
    start: Prose = Field(default="", description="The start position in full.", examples=["On your back, feet flat"])
    watch: Lines = Field(default=(), description="What to watch for, two or three short lines.", examples=[["Chin in"]])
    equipment: Things = Field(default=(), description="What is needed, thing by thing.", examples=[["mat"]])
    sides: SidesWord | None = Field(
        default=None, description="How it is done on both sides, where it has sides.", examples=["one-then-other"]
    )
    cue: Cue | None = Field(
        default=None, description="The line shown where a phase has none of its own.", examples=["Squeeze, hips up"]
    )
    phase: list[PhaseModel] | None = Field(
        default=None,
        description="The usual phases of one rep, in order, each with its cue and breath.",
        min_length=1,
        max_length=100,
        examples=[[{"do": "raise", "time": "2 s", "breath": "out", "cue": "Press the feet down"}]],
    )

    def to_core(self, key: str) -> Movement:
        """The movement as core knows it, under its key."""
        return Movement(
            key=key,
            name=self.name,
            position=self.position,
            start=self.start,
            watch=self.watch,
            equipment=self.equipment,
            sides=self.sides,
            cue=self.cue,
            phase=tuple(phase.to_core() for phase in self.phase or ()),
        )


MOVEMENT_KEYS: Final = written_keys(MovementModel)


def unknown_key(key: str, table: Path) -> str:
    """What to say of a key that the table at `table` does not know."""
    known = MOVEMENT_KEYS if not table else PHASE_KEYS
    return f'unknown key "{shown(key, 40)}"{nearest(key, sorted(known))}'


#: For each key that is needed, or is not a single value: what to write.
WANTED: Final = {
    "format": "format = 1",
    "name": 'name = "Bridge"',
    "position": 'position = "On your back, feet flat"',
    "phase": 'phase = [{ do = "raise", time = "2 s" }]',
    "do": 'do = "raise"',
    "time": 'time = "2 s"',
}
