"""What a routine file may say, key by key, as pydantic models. Their meaning together is checked in core."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from trunktimer.foundation.durations import Span
from trunktimer.foundation.errors import Fault, Path
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.routine import Block, Count, MostReps, MovementPhase, Pace, Program, Routine, Sides
from trunktimer.routine.timing import Breaths, OpenEnd, Rising, Timing
from trunktimer.routine.toml.program_values import Between, Date, Days, DaysAWeek, Every, TimesADay, Weeks
from trunktimer.routine.toml.sheet_values import (
    Bpms,
    BreathBeats,
    Hold,
    Loads,
    Note,
    Optional,
    Plain,
    Pulses,
    Reps,
    Rest,
    Rests,
    RoutineFormat,
    Sets,
    SidesText,
    TempoText,
    Way,
    Work,
)
from trunktimer.routine.toml.values import (
    Amount,
    BreathWord,
    Cue,
    Key,
    Name,
    PaceWord,
    Prose,
    SideWord,
    Things,
    Time,
    Whole,
    Word,
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


class _Passed(BaseModel):
    """The keys that a routine, a group and a block share: what stands nearer wins."""

    model_config = ConfigDict(extra="forbid")

    lead_in: Rest | None = Field(
        default=None,
        description=later('Time to get into position before a block; 10 s where nothing is written, "none" for none.'),
        examples=["10 s"],
    )
    rest: Rest | None = Field(
        default=None,
        description=later("Rest between reps. Alone in a block (with a name at most), it is a plain rest."),
        examples=["4 s", "as needed"],
    )
    rest_between_sets: Rests | None = Field(
        default=None,
        description=later(
            "Rest between sets; 1 min where nothing is written. A range: the shorter the higher the level."
        ),
        examples=["1 min", "30-45 s", "as needed", "30 s+", ["30 s", "1 min"]],
    )
    rest_between_blocks: Rest | None = Field(
        default=None,
        description=later("Rest between the blocks of the routine, or between those of a group."),
        examples=["30 s"],
    )
    rest_between_rounds: Rest | None = Field(
        default=None, description=later("Rest between the rounds of a group."), examples=["1 min"]
    )
    switch: Rest | None = Field(
        default=None, description=later("Time to change sides; 5 s where nothing is written."), examples=["10 s"]
    )
    first_side: SideWord | None = Field(
        default=None, description=later("The side that goes first; left where nothing is written."), examples=["left"]
    )
    pace: PaceWord | None = Field(
        default=None,
        description=later(
            'Who says when the next rep begins: the clock ("timed"), or "done" after a rep ("own") or a set ("set").'
        ),
        examples=["own", "set"],
    )


class _Worked(_Passed):
    """The keys that a block and the defaults of a routine or group share."""

    raise_: Way | None = Field(
        default=None,
        alias="raise",
        description=later("Time of the working way in each rep, whatever the movement calls it."),
        examples=["2 s"],
    )
    hold: Hold | None = Field(
        default=None,
        description=later(
            "Time to hold in each rep: a time or a range, breaths, or until you say done; a list has one a set."
        ),
        examples=["10-15 s", "5 breaths", "max", "40 s+", "none", ["15 s", "30 s"]],
    )
    lower: Way | None = Field(
        default=None, description=later("Time of the way back in each rep."), examples=["2 s", "none"]
    )
    pause: Way | None = Field(
        default=None, description=later("Time to pause where a rep begins, before the next one."), examples=["1 s"]
    )
    tempo: TempoText | None = Field(
        default=None,
        description=later("Seconds of lowering, pause low, raising, pause high, in the movement's own order."),
        examples=["3-1-2-0"],
    )
    reps: Reps | None = Field(
        default=None,
        description=later(
            'Repetitions, on each side; "max" for as many as you can; a list is a pyramid, one number a set.'
        ),
        examples=[10, "3-5", "max", [8, 6, 4]],
    )
    duration: Work | None = Field(
        default=None,
        description=later("A time to work; with a tempo, as many whole reps as fit into it; a list has one a set."),
        examples=["90 s", "6 breaths", "max 2 min"],
    )
    sets: Sets | None = Field(
        default=None,
        description=later("How many sets; they may differ from side to side."),
        examples=[3, {"left": 3, "right": 2}],
    )
    sides: SidesText | None = Field(
        default=None,
        description=later(
            "On one side only, both at once, or all sets on one and then on the other, or in turn by set or by rep."
        ),
        examples=["left", "one-then-other"],
    )
    load: Loads | None = Field(
        default=None,
        description=later("With what: a text, or a number and its unit; a list has one a set."),
        examples=["red band", "4 kg", ["4 kg", "6 kg"]],
    )

    def _passed(self, rest: "_Resting") -> dict[str, Any]:
        """The values that are called the same in core."""
        return {
            "raise_": self.raise_,
            "hold": self.hold,
            "lower": self.lower,
            "pause": self.pause,
            "tempo": self.tempo,
            "reps": self.reps,
            "duration": self.duration,
            "sets": self.sets,
            "sides": self.sides,
            "load": self.load,
            **_rests_of(self, rest),
        }


class DefaultsModel(_Worked):
    """What holds in the blocks of a routine, or of a group, where they say nothing."""

    model_config = ConfigDict(extra="forbid", title="Defaults")

    def to_core(self) -> Block:
        """The defaults as core knows them."""
        return Block(**self._passed(_as_written))


class BlockModel(_Worked):
    """One part of the routine: reps, a time, pulses, a plain rest, or a group of blocks."""

    model_config = ConfigDict(extra="forbid", title="Block")

    movement: Key | None = Field(
        default=None,
        description=later(
            "A movement of the library, by its key: gives the figure, the start position, the usual phases and cues."
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
    note: Note | None = Field(
        default=None,
        description=later("What to know beside the cue, for the card and the print: 500 characters at most."),
        examples=["Ball between the knees if it is too easy."],
    )
    phase: list[PhaseModel] | None = Field(
        default=None,
        description=later("The phases of one rep, in order, in place of those of the movement."),
        min_length=1,
        max_length=100,
        examples=[[{"do": "round", "time": "3 s", "breath": "out", "cue": "Round your back up"}]],
    )
    pulses: Pulses | None = Field(
        default=None,
        description=later("Small pulses on the beat of `bpm`; a list is a pyramid, one number a set."),
        examples=[10],
    )
    bpm: Bpms | None = Field(
        default=None,
        description=later("Beats a minute of the metronome, for `pulses` or for a rhythm of a `duration`."),
        examples=[60, "170-180", [60, 70]],
    )
    accent_every: Whole | None = Field(
        default=None, description=later("Makes every second, third, fourth … beat louder."), examples=[4]
    )
    breath_beats: BreathBeats | None = Field(
        default=None,
        description=later("On the metronome: so many beats to breathe in, and so many to breathe out."),
        examples=[[5, 5]],
    )
    every: Plain | None = Field(
        default=None,
        description=later(
            "Each set (of a group: each round) begins so long after the one before; what is left is rest."
        ),
        examples=["1 min"],
    )
    optional: Optional | None = Field(default=None, description=later("Whether it may be left out."), examples=[True])
    repeat: Amount | None = Field(
        default=None, description=later("Rounds of a group: how often the blocks in it are gone through."), examples=[3]
    )
    defaults: DefaultsModel | None = Field(
        default=None, description=later("What holds in the blocks of a group where they say nothing.")
    )
    block: "list[BlockModel] | None" = Field(default=None, description=later("The blocks of a group."))

    def to_core(self, file_format: int) -> Block:
        """The block as core knows it, from what a file of this format means."""
        is_old = file_format == 1
        return Block(
            movement=self.movement,
            name=self.name,
            cue=self.cue,
            note=self.note,
            phase=None if self.phase is None else tuple(phase.to_core() for phase in self.phase),
            alone=is_old and not (self.raise_ is self.hold is self.lower is None),
            pulses=self.pulses,
            bpm=self.bpm,
            accent_every=self.accent_every,
            breath_beats=self.breath_beats,
            every=self.every,
            optional=self.optional,
            repeat=self.repeat,
            defaults=None if self.defaults is None else self.defaults.to_core(),
            blocks=None if self.block is None else tuple(block.to_core(file_format) for block in self.block),
            **self._passed(_rising if is_old else _as_written),
        )


class ProgramModel(BaseModel):
    """How often the routine is prescribed."""

    model_config = ConfigDict(extra="forbid", title="Program")

    times_per_day: TimesADay | None = Field(
        default=None, description=later("How often on a day; once where nothing is written."), examples=[3, "2-3"]
    )
    every: Every | None = Field(
        default=None, description=later("In place of it: so often, between two times of day."), examples=["2 h"]
    )
    between: Between | None = Field(
        default=None, description=later("The first and the last time of day for `every`."), examples=["8:00-20:00"]
    )
    days: Days | None = Field(
        default=None,
        description=later("On which days; every day where nothing is written."),
        examples=[["mon", "wed", "fri"]],
    )
    days_per_week: DaysAWeek | None = Field(
        default=None, description=later("In place of them: on how many days of a week."), examples=[4, "3-4"]
    )
    from_: Date | None = Field(
        default=None,
        alias="from",
        description=later("The first day; that of the first session where nothing is written."),
        examples=["2026-03-03"],
    )
    weeks: Weeks | None = Field(default=None, description=later("For how many weeks."), examples=[6])
    until: Date | None = Field(
        default=None, description=later("In place of it: the last day."), examples=["2026-04-14"]
    )

    def to_core(self) -> Program:
        """The program as core knows it."""
        return Program(**{name: getattr(self, name) for name in type(self).model_fields})


class RoutineModel(_Passed):
    """A routine of TrunkTimer: one a file."""

    model_config = ConfigDict(extra="forbid", title="Routine")

    format: RoutineFormat = Field(
        description=later("The format of this file: 2. Files in format 1 keep their meaning."), examples=[2]
    )
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
    breath: Plain | None = Field(
        default=None,
        description=later("How long one breath is, in and out, where times are counted in breaths."),
        examples=["5 s"],
    )
    program: ProgramModel | None = Field(default=None, description=later("How often the routine is prescribed."))
    defaults: DefaultsModel | None = Field(
        default=None, description=later("What holds in all blocks where they say nothing.")
    )
    block: list[BlockModel] = Field(description=later("The parts of the routine, in order."), min_length=1)

    def to_core(self) -> Routine:
        """The routine as core knows it, from what a file of its format means."""
        return Routine(
            name=self.name,
            format=self.format,
            summary=self.summary,
            safety=self.safety,
            equipment=self.equipment,
            breath=self.breath,
            program=None if self.program is None else self.program.to_core(),
            defaults=None if self.defaults is None else self.defaults.to_core(),
            blocks=tuple(block.to_core(self.format) for block in self.block),
            **_rests_of(self, _rising if self.format == 1 else _as_written),
        )


# ---- what an older format meant, and what it did not know

_Resting = Callable[[Timing], Timing]
_RESTS: Final = ("lead_in", "rest", "rest_between_sets", "rest_between_blocks", "rest_between_rounds", "switch")


def _as_written(time: Timing) -> Timing:
    return time


def _rising(time: Timing) -> Timing:
    """A range of rest as format 1 meant it: longer with the level, as all ranges."""
    return Rising(time.low_ms, time.high_ms) if isinstance(time, Span) and time.is_range else time


def _rests_of(model: _Passed, resting: _Resting) -> dict[str, Any]:
    said: dict[str, Any] = {"first_side": model.first_side, "pace": model.pace}
    for key in _RESTS:
        written = getattr(model, key)
        if isinstance(written, tuple):
            said[key] = tuple(map(resting, written))
        else:
            said[key] = None if written is None else resting(written)
    return said


#: The keys that format 1 does not have, by the table in which they stand.
NEW_AT_TOP: Final = frozenset({"breath", "program", "defaults"})
NEW_IN_BLOCKS: Final = frozenset({"pause", "tempo", "load", "note", "breath_beats", "every", "optional", "defaults"})


def newer_faults(model: RoutineModel) -> Iterator[Fault]:
    """What a file in format 1 says that only format 2 knows."""
    for key in sorted(NEW_AT_TOP & model.model_fields_set):
        yield _newer((key,), tr('"{key}" is a key of format 2', key=key))
    yield from _newer_rests(model, ())
    yield from newer_block_faults(model.block, ())


def newer_block_faults(blocks: list[BlockModel], around: Path) -> Iterator[Fault]:
    """The same of blocks; `around` is the path of the group that holds them."""
    for at, block in enumerate(blocks):
        path = (*around, "block", at)
        for key in sorted(NEW_IN_BLOCKS & block.model_fields_set):
            yield _newer((*path, key), tr('"{key}" is a key of format 2', key=key))
        yield from _newer_rests(block, path)
        told = tr("this value is one of format 2")
        if block.pace is Pace.SET:
            yield _newer((*path, "pace"), told)
        for key, name in (("raise", "raise_"), ("hold", "hold"), ("lower", "lower"), ("duration", "duration")):
            value = getattr(block, name)
            if value is not None and (not isinstance(value, Span) or not value.high_ms):
                yield _newer((*path, key), told)
        if isinstance(block.bpm, tuple):
            yield _newer((*path, "bpm"), told)
        if any(isinstance(reps, MostReps) for reps in block.reps or ()):
            yield _newer((*path, "reps"), told)
        if block.sets is not None and not isinstance(block.sets, Count):
            yield _newer((*path, "sets"), told)
        if block.sides in (Sides.LEFT, Sides.RIGHT, Sides.BOTH):
            yield _newer((*path, "sides"), told)
        yield from newer_block_faults(block.block or [], path)


def _newer_rests(model: _Passed, path: Path) -> Iterator[Fault]:
    if model.pace is Pace.SET and not path:
        yield _newer(("pace",), tr("this value is one of format 2"))
    for key in _RESTS:
        value = getattr(model, key)
        if isinstance(value, Breaths | OpenEnd | Rising | tuple):
            yield _newer((*path, key), tr("this value is one of format 2"))


def _newer(path: Path, what: str) -> Fault:
    return Fault(path=path, what=tr("{what}; write format = 2 at the top of the file", what=what))


def written_keys(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a table as they are written in a file."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())
