"""What a movement file may say, key by key, as a pydantic model. How a figure is drawn from it is not here."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from trunktimer.core.errors import Path
from trunktimer.core.movement import Movement
from trunktimer.files.routine_model import PHASE_KEYS, PhaseModel, written_keys
from trunktimer.files.text_file import shown
from trunktimer.files.values import Cue, Format, Lines, Name, Prose, SidesWord, Things, nearest

_Joints = str | list[str]
_Angles = float | str | list[float]


class MovementModel(BaseModel):
    """A movement of TrunkTimer's library: one a file, named by the file."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Movement")

    format: Format = Field(description="The format of this file: 1.", examples=[1])
    name: Name = Field(description="What the movement is called.", examples=["Bridge"])
    position: Cue = Field(
        description="The start position in a few words, read while getting ready: 28 characters at most.",
        examples=["On your back, feet flat"],
    )
    start: Prose = Field(
        default="",
        description="The start position in full.",
        examples=["Lie on your back with your feet flat on the floor, hip-width apart."],
    )
    watch: Lines = Field(
        default=(),
        description="What to watch for: two or three short lines.",
        examples=[["Shoulders stay down"]],
    )
    equipment: Things = Field(default=(), description="What is needed, thing by thing.", examples=[["mat"]])
    sides: SidesWord | None = Field(
        default=None,
        description="How it is usually done on both sides; left out for a movement without sides.",
        examples=["one-then-other"],
    )
    cue: Cue | None = Field(
        default=None,
        description="The line shown where a phase has none of its own.",
        examples=["Squeeze, hips up"],
    )
    phase: list[PhaseModel] = Field(
        default_factory=list,
        description="The usual phases of one rep, in order.",
        max_length=100,
        examples=[[{"do": "raise", "time": "2 s", "breath": "out", "cue": "Hips up"}]],
    )
    view: str | None = Field(
        default=None, description="From where the figure is seen: side or front.", examples=["side"]
    )
    anchor: str | None = Field(
        default=None, description="The joint of the figure that never moves.", examples=["shoulder"]
    )
    plant: list[str] = Field(
        default_factory=list,
        description="Ends of limbs that stay where the first pose puts them.",
        examples=[["foot_near", "foot_far"]],
    )
    muscles: list[str] = Field(
        default_factory=list, description="The muscles that work.", examples=[["glutes", "hamstrings"]]
    )
    stretch: list[str] = Field(
        default_factory=list, description="The parts that are stretched.", examples=[["lower_back"]]
    )
    track: _Joints | None = Field(
        default=None, description="The joint, or joints, that the arrow follows.", examples=["hip"]
    )
    head_over: bool = Field(default=False, description="Whether the head is drawn over the arms.")
    poses: dict[str, dict[str, _Angles]] = Field(
        default_factory=dict,
        description="Poses of the figure: angles in degrees. A later pose lists only what changes.",
    )
    phases: dict[str, str] = Field(
        default_factory=dict,
        description="For each phase, the pose at its end.",
        examples=[{"raise": "up", "hold": "up", "lower": "down"}],
    )

    def to_core(self, key: str) -> Movement:
        """The movement as core knows it, under `key`."""
        return Movement(
            key=key,
            name=self.name,
            position=self.position,
            start=self.start,
            watch=self.watch,
            equipment=self.equipment,
            sides=self.sides,
            cue=self.cue,
            phase=tuple(phase.to_core() for phase in self.phase),
        )


MOVEMENT_KEYS: Final = written_keys(MovementModel)

#: For each key that is needed, or is not a single value: what to write.
WANTED: Final = {
    "format": "format = 1",
    "name": 'name = "Bridge"',
    "position": 'position = "On your back, feet flat"',
    "phase": 'phase = [{ do = "raise", time = "2 s" }]',
    "do": 'do = "raise"',
    "time": 'time = "2 s"',
    "view": 'view = "side"',
    "anchor": 'anchor = "shoulder"',
    "plant": 'plant = ["foot_near", "foot_far"]',
    "muscles": 'muscles = ["glutes", "hamstrings"]',
    "stretch": 'stretch = ["lower_back"]',
    "track": 'track = "hip"',
    "head_over": "head_over = true",
    "poses": "[poses.down] and angles below it, such as neck = 4",
    "phases": '[phases] and poses below it, such as raise = "up"',
}


def unknown_key(key: str, table: Path) -> str:
    """What to say of a key that the table at `table` does not know."""
    here = PHASE_KEYS if "phase" in table else MOVEMENT_KEYS
    return f'unknown key "{shown(key, 40)}"{nearest(key, sorted(here))}'
