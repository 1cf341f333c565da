"""What a movement file may say, key by key, as a pydantic model. How a figure is drawn from it is not here."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from trunktimer.figure.figure import Drawing, Figure
from trunktimer.figure.figure_check import check_figure
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.movement import Movement
from trunktimer.routine.toml.figure_model import (
    Anchor,
    Ends,
    Muscles,
    MusclesOn,
    PhaseWays,
    PoseModel,
    PropWord,
    Tracked,
    ViewWord,
    Way,
    Works,
    figure_faults,
    poses_of,
)
from trunktimer.routine.toml.routine_model import PhaseModel, written_keys
from trunktimer.routine.toml.values import Also, Cue, Flag, Format, InTurn, Limb, Lines, Name, Prose, Things, nearest


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
    sides: InTurn | None = Field(
        default=None,
        description="How it is usually done on both sides; left out for a movement without sides.",
        examples=["one-then-other"],
    )
    both: Flag = Field(
        default=False, description="Whether it may also be done with both sides at once.", examples=[True]
    )
    cue: Cue | None = Field(
        default=None,
        description="The line shown where a phase has none of its own.",
        examples=["Squeeze, hips up"],
    )
    phase: list[PhaseModel] = Field(
        default_factory=list,
        description="The usual phases of one rep, in the movement's own order, each with its role.",
        max_length=100,
        examples=[[{"do": "open", "role": "raise", "time": "2 s", "breath": "out", "cue": "Knee up"}]],
    )
    limb: Limb | None = Field(
        default=None, description="What the side means, in one word shown behind it: LEFT leg.", examples=["leg"]
    )
    also: Also = Field(
        default_factory=dict,
        description="Other names: a list, or a list for each language by its code.",
        examples=[{"en": ["glute bridge"], "de": ["Brücke"]}],
    )
    muscles: Muscles = Field(default=(), description="The muscles that work.", examples=[["glutes", "hamstrings"]])
    stretch: Muscles = Field(default=(), description="The muscles that are stretched.", examples=[["lower_back"]])
    view: ViewWord | None = Field(
        default=None, description="From where the figure is seen: side, front or top.", examples=["side"]
    )
    anchor: Anchor | None = Field(
        default=None,
        description='The joint that rests on the floor and never slides; "lowest": what is lowest touches the floor.',
        examples=["shoulder"],
    )
    plant: Ends = Field(
        default=(),
        description="Hands and feet that stay where the first pose puts them; elbow or knee is solved.",
        examples=[["foot_near", "foot_far"]],
    )
    track: Tracked = Field(default=(), description="The joint, or joints, whose way the arrow shows.", examples=["hip"])
    works: Works = Field(
        default="near", description="Which limb of the drawing the side means: near or far.", examples=["near"]
    )
    muscles_on: MusclesOn = Field(
        default="near", description="On which limb muscles are coloured: near, far or both.", examples=["far"]
    )
    head_over: bool = Field(default=False, description="Whether the head is drawn over the arms.")
    prop: PropWord | None = Field(
        default=None, description="A thing that is drawn: chair, wall or band.", examples=["chair"]
    )
    prop_at: Tracked = Field(
        default=(),
        description="Where it is: the joint that sits or that touches the wall, or the joints between which a band is.",
        examples=[["hand_near", "foot_near"]],
    )
    poses: dict[str, PoseModel] = Field(
        default_factory=dict, description="Poses of the figure, the start first. A later pose lists only what changes."
    )
    phases: PhaseWays = Field(
        default_factory=dict,
        description="For each phase, the pose at its end, or the poses that it goes through.",
        examples=[{"raise": "up", "hold": "up", "lower": "down"}],
    )
    beat: Way = Field(
        default=(),
        description="On a metronome: the poses of successive beats, over and over.",
        examples=[["left", "right"]],
    )

    def faults(self, *, posed: bool = True) -> list[Fault]:
        """What does not fit together, though each value is good; with `posed`, also what no body could do."""
        faults = figure_faults(self.poses, self.phases, self.beat, self.view, self.anchor, self.prop, self.prop_at)
        if faults or not self.poses or not posed:
            return faults
        return check_figure(Figure(self._drawing()))

    def _drawing(self) -> Drawing:
        assert self.view is not None and self.anchor is not None, "faults() has told"
        return Drawing(
            view=self.view,
            anchor=self.anchor,
            poses=poses_of(self.poses, self.view),
            phases=dict(self.phases),
            beat=self.beat,
            plant=self.plant,
            muscles=self.muscles,
            stretch=self.stretch,
            track=self.track,
            works=self.works,
            muscles_on=self.muscles_on,
            head_over=self.head_over,
            on_mat="mat" in self.equipment,
            prop=self.prop,
            prop_at=self.prop_at,
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
            both=self.both,
            cue=self.cue,
            phase=tuple(phase.to_core() for phase in self.phase),
            limb=self.limb,
            also=self.also,
            muscles=self.muscles,
            stretch=self.stretch,
            drawing=self._drawing() if self.poses else None,
        )


PHASE_KEYS: Final = written_keys(PhaseModel)
MOVEMENT_KEYS: Final = written_keys(MovementModel)
_POSE_KEYS: Final = written_keys(PoseModel)

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
    "prop": 'prop = "chair"',
    "prop_at": 'prop_at = "hip"',
    "both": "both = true",
    "also": '[also] and names below it, such as en = ["glute bridge"]',
    "beat": 'beat = ["left", "right"]',
    "poses": later("[poses.down] and angles below it, such as neck = 4"),
    "phases": later('[phases] and poses below it, such as raise = "up"'),
}


#: Tables whose keys are names that a person makes up.
OWN_NAMES: Final = frozenset({"poses", "phases"})
_STAND_IN: Final[dict[str, object]] = {
    "format": 1,
    "name": "–",
    "position": "–",
    "view": "side",
    "anchor": "lowest",
    "prop": "chair",
    "spine": [0, 0, 0],
    "neck": 0,
    "gaze": 0,
    "arm_near": [0, 0, 0],
    "leg_near": [0, 0, 0],
}


def without_faults(data: Mapping[str, object], faults: Iterable[Fault]) -> dict[str, object]:
    """The content of a file with stand-ins for what is at fault, so that the rest can be judged."""
    mended = deepcopy(dict(data))
    for fault in faults:
        depth = 3 if fault.path[:1] == ("poses",) else 2 if fault.path[:1] == ("phases",) else 1
        *around, last = fault.path[:depth] or ("",)
        table: object = mended
        for part in around:
            table = table.get(part) if isinstance(table, dict) else None
        if not isinstance(table, dict):
            continue
        if last in _STAND_IN and tuple(around) != ("poses",):
            table[last] = _STAND_IN[str(last)]
        elif tuple(around) == ("poses",):
            table[last] = {}
        else:
            table.pop(last, None)
    return mended


def unknown_key(key: str, table: Path, value: object = None) -> str:
    """What to say of a key that the table at `table` does not know."""
    here = PHASE_KEYS if table[:1] == ("phase",) else _POSE_KEYS if table[:1] == ("poses",) else MOVEMENT_KEYS
    return tr('unknown key "{key}"', key=shown(key, 40)) + nearest(key, sorted(here))
