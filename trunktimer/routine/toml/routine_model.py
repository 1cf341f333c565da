"""What a routine file may say, key by key, as pydantic models. Their meaning together is checked in core."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from trunktimer.foundation.errors import Path
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import Block, MovementPhase, Routine
from trunktimer.routine.toml.values import (
    Amount,
    Amounts,
    Bpm,
    BreathWord,
    Cue,
    Format,
    Key,
    Name,
    PaceWord,
    Pause,
    Prose,
    SidesWord,
    SideWord,
    Things,
    Time,
    Whole,
    Word,
    nearest,
)


class PhaseModel(BaseModel):
    """One phase of a repetition."""

    model_config = ConfigDict(extra="forbid", title="Phase")

    do: Word = Field(
        description=later("The word for this phase, shown in large letters: raise, hold, lower, or one of your own."),
        examples=["raise", "hold", "lower", "round"],
    )
    time: Time = Field(description=later("How long the phase takes."), examples=["3 s"])
    role: Word | None = Field(
        default=None,
        description=later("Which key of a block reaches it: raise, hold, lower or pause; its own word if left out."),
        examples=["raise"],
    )
    breath: BreathWord | None = Field(
        default=None, description=later("What the breath does in this phase."), examples=["out"]
    )
    cue: Cue | None = Field(
        default=None,
        description=later("The line shown in this phase: 28 characters at most."),
        examples=["Round your back up"],
    )

    def to_core(self) -> MovementPhase:
        """The phase as core knows it."""
        return MovementPhase(do=self.do, time=self.time, role=self.role or "", breath=self.breath, cue=self.cue)


class _Pauses(BaseModel):
    """The keys that a routine and a block share: a block's win over those of the routine."""

    model_config = ConfigDict(extra="forbid")

    lead_in: Pause | None = Field(
        default=None,
        description=later('Time to get into position before a block; 10 s where nothing is written, "none" for none.'),
        examples=["10 s"],
    )
    rest: Pause | None = Field(
        default=None,
        description=later("Rest between reps. Alone in a block (with a name at most), it is a plain rest."),
        examples=["4 s"],
    )
    rest_between_sets: Pause | None = Field(
        default=None, description=later("Rest between sets; 1 min where nothing is written."), examples=["1 min"]
    )
    rest_between_blocks: Pause | None = Field(
        default=None,
        description=later("Rest between the blocks of the routine, or between those of a group."),
        examples=["30 s"],
    )
    rest_between_rounds: Pause | None = Field(
        default=None, description=later("Rest between the rounds of a group."), examples=["1 min"]
    )
    switch: Pause | None = Field(
        default=None, description=later("Time to change sides; 5 s where nothing is written."), examples=["10 s"]
    )
    first_side: SideWord | None = Field(
        default=None, description=later("The side that goes first; left where nothing is written."), examples=["left"]
    )
    pace: PaceWord | None = Field(
        default=None,
        description=later('Who says when the next rep begins: "timed" is the clock, "own" waits for "done".'),
        examples=["own"],
    )


class BlockModel(_Pauses):
    """One part of the routine: reps, a time, pulses, a plain rest, or a group of blocks."""

    model_config = ConfigDict(extra="forbid", title="Block")

    movement: Key | None = Field(
        default=None,
        description=later(
            "A movement of the library, by its key: gives the figure, the start position, the usual cues."
        ),
        examples=["bridge"],
    )
    name: Name | None = Field(
        default=None,
        description=later("What the block is called; the movement's name where nothing is written."),
        examples=["Bridge"],
    )
    cue: Cue | None = Field(
        default=None,
        description=later("The line to read from the floor while doing it: 28 characters at most."),
        examples=["Squeeze, hips up"],
    )
    raise_: Time | None = Field(
        default=None, alias="raise", description=later("Time to come up in each rep."), examples=["2 s"]
    )
    hold: Time | None = Field(
        default=None,
        description=later("Time to hold in each rep; a range aims at a value in it by the level of the session."),
        examples=["10-15 s"],
    )
    lower: Time | None = Field(default=None, description=later("Time to come down in each rep."), examples=["2 s"])
    phase: list[PhaseModel] | None = Field(
        default=None,
        description=later("The phases of one rep, in order, where raise, hold and lower do not fit."),
        min_length=1,
        max_length=100,
        examples=[[{"do": "round", "time": "3 s", "breath": "out", "cue": "Round your back up"}]],
    )
    reps: Amounts | None = Field(
        default=None,
        description=later("Repetitions, on each side; a list is a pyramid, one number a set."),
        examples=[10, "3-5", [8, 6, 4]],
    )
    pulses: Amounts | None = Field(
        default=None,
        description=later("Small pulses on the beat of `bpm`; a list is a pyramid, one number a set."),
        examples=[10],
    )
    bpm: Bpm | None = Field(
        default=None,
        description=later("Beats a minute of the metronome, for `pulses` or for a rhythm of a `duration`."),
        examples=[60, "170-180"],
    )
    accent_every: Whole | None = Field(
        default=None, description=later("Makes every second, third, fourth … beat louder."), examples=[4]
    )
    duration: Time | None = Field(
        default=None,
        description=later("A time to work; with a tempo, as many whole reps as fit into it."),
        examples=["90 s"],
    )
    sets: Amount | None = Field(default=None, description=later("How many sets."), examples=[3])
    sides: SidesWord | None = Field(
        default=None,
        description=later("Done on both sides: all sets on one and then on the other, or in turn by set or by rep."),
        examples=["one-then-other"],
    )
    repeat: Amount | None = Field(
        default=None, description=later("Rounds of a group: how often the blocks in it are gone through."), examples=[3]
    )
    block: "list[BlockModel] | None" = Field(default=None, description=later("The blocks of a group."))

    def to_core(self) -> Block:
        """The block as core knows it."""
        return Block(
            movement=self.movement,
            name=self.name,
            cue=self.cue,
            raise_=self.raise_,
            hold=self.hold,
            lower=self.lower,
            phase=None if self.phase is None else tuple(phase.to_core() for phase in self.phase),
            reps=self.reps,
            pulses=self.pulses,
            bpm=self.bpm,
            accent_every=self.accent_every,
            duration=self.duration,
            sets=self.sets,
            pace=self.pace,
            sides=self.sides,
            first_side=self.first_side,
            lead_in=self.lead_in,
            rest=self.rest,
            rest_between_sets=self.rest_between_sets,
            rest_between_blocks=self.rest_between_blocks,
            rest_between_rounds=self.rest_between_rounds,
            switch=self.switch,
            repeat=self.repeat,
            blocks=None if self.block is None else tuple(block.to_core() for block in self.block),
        )


class RoutineModel(_Pauses):
    """A routine of TrunkTimer: one a file."""

    model_config = ConfigDict(extra="forbid", title="Routine")

    format: Format = Field(description=later("The format of this file: 1."), examples=[1])
    name: Name = Field(
        description=later("What the routine is called: 40 characters at most."), examples=["Strengthen the lower back"]
    )
    summary: Prose = Field(
        default="", description=later("What it is, in a sentence."), examples=["Five floor movements"]
    )
    safety: Prose = Field(
        default="",
        description=later("What to mind, shown before the start."),
        examples=["Stop at once if a movement makes pain worse."],
    )
    equipment: Things = Field(default=(), description=later("What is needed, thing by thing."), examples=[["mat"]])
    block: list[BlockModel] = Field(description=later("The parts of the routine, in order."), min_length=1)

    def to_core(self) -> Routine:
        """The routine as core knows it."""
        return Routine(
            name=self.name,
            summary=self.summary,
            safety=self.safety,
            equipment=self.equipment,
            lead_in=self.lead_in,
            rest=self.rest,
            rest_between_sets=self.rest_between_sets,
            rest_between_blocks=self.rest_between_blocks,
            rest_between_rounds=self.rest_between_rounds,
            switch=self.switch,
            first_side=self.first_side,
            pace=self.pace,
            blocks=tuple(block.to_core() for block in self.block),
        )


def written_keys(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a table as they are written in a file."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())


ROUTINE_KEYS: Final = written_keys(RoutineModel)
BLOCK_KEYS: Final = written_keys(BlockModel)
PHASE_KEYS: Final = written_keys(PhaseModel)


def keys_at(table: Path) -> frozenset[str]:
    """The keys that the table at `table` may have."""
    words = [part for part in table if isinstance(part, str)]
    if not words:
        return ROUTINE_KEYS
    return PHASE_KEYS if words[-1] == "phase" else BLOCK_KEYS


def unknown_key(key: str, table: Path) -> str:
    """What to say of a key that the table at `table` does not know."""
    here = keys_at(table)
    if here is not ROUTINE_KEYS and key in ROUTINE_KEYS:
        if here is PHASE_KEYS:
            return tr('unknown key "{key}" in a phase; it belongs above the first [[block]]', key=key)
        return tr('unknown key "{key}" in a block; it belongs above the first [[block]]', key=key)
    if here is not BLOCK_KEYS and key in BLOCK_KEYS:
        if here is ROUTINE_KEYS:
            return tr('unknown key "{key}" at the top; it belongs in a [[block]]', key=key)
        return tr('unknown key "{key}" in a phase; it belongs in a [[block]]', key=key)
    if here is BLOCK_KEYS and key in PHASE_KEYS:
        return tr(
            'unknown key "{key}" in a block; it belongs in a phase, such as {example}', key=key, example=WANTED["phase"]
        )
    return tr('unknown key "{key}"', key=shown(key, 40)) + nearest(key, sorted(here))


#: For each key that is needed, or is not a single value: what to write.
WANTED: Final = {
    "format": "format = 1",
    "name": 'name = "Strengthen the lower back"',
    "block": later("[[block]] with two brackets, and its keys below it"),
    "phase": 'phase = [{ do = "raise", time = "2 s" }]',
    "do": 'do = "raise"',
    "time": 'time = "2 s"',
}
