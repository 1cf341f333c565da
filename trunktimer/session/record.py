"""What is remembered of a session, as plain values. How it comes about is in `recording`; where it is kept, in `store`.

Times of the session's own clock are integer milliseconds since its start. Moments of the wall clock carry their offset.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome

WORKS: Final = (StepKind.WORK, StepKind.GATE)  # in which a person works: no rest, no lead-in, no change of sides
MOST_PAIN: Final = 10  # the numeric rating scale, 0 to 10
LEAST_EFFORT, MOST_EFFORT = 1, 10  # the CR10 scale of session RPE (Foster 2001)
NOTE_LENGTH: Final = 2_000
FALSE_START_MS: Final = 120_000  # less than this, and than a tenth of what was planned, was only begun
FALSE_START_PART: Final = 10


class Ending(StrEnum):
    """How a session stands or ended."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"  # the program ended in the middle of it, and what was done was kept


def is_false_start(active_ms: int, planned_ms: int) -> bool:
    """Whether a session was only begun: under two minutes, and under a tenth of what was planned."""
    return active_ms < FALSE_START_MS and active_ms * FALSE_START_PART < planned_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleep:
    """The computer slept: at which moment of the session, and for how long."""

    at_ms: int
    slept_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a person says after a session; `None` and an empty note mean that nothing was said.

    `effort` is 1..10 (RPE), `pain_before` and `pain_after` are 0..10. Raises `ValueError` for anything else.
    """

    effort: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.effort is not None and not LEAST_EFFORT <= self.effort <= MOST_EFFORT:
            raise ValueError("effort must be 1 to 10")
        for pain in (self.pain_before, self.pain_after):
            if pain is not None and not 0 <= pain <= MOST_PAIN:
                raise ValueError("pain must be 0 to 10")
        if len(self.note) > NOTE_LENGTH:
            raise ValueError(f"a note has {NOTE_LENGTH} characters at most")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One session. `uid` is 32 hexadecimal digits and never changes, wherever the record goes.

    `zone` is the name of the time zone (or empty). `drift_ms` is how much further the wall clock went than the time
    that the session accounts for; `None` while it runs. `work_steps` of `steps` are work or a rep that waits;
    `short_steps` of them were not done as planned (skipped, let go early, interrupted). `speed` is 1, but for
    rehearsals.
    """

    uid: str
    routine_key: str
    routine_name: str
    routine_hash: str
    level: int
    started: WallTime
    ended: WallTime | None = None
    zone: str = ""
    speed: float = 1.0
    ending: Ending = Ending.RUNNING
    planned_ms: int = 0
    active_ms: int = 0
    paused_ms: int = 0
    slept_ms: int = 0
    drift_ms: int | None = None
    steps: int = 0
    work_steps: int = 0
    short_steps: int = 0
    sleeps: tuple[Sleep, ...] = ()
    feedback: Feedback = field(default_factory=Feedback)

    @property
    def is_complete(self) -> bool:
        """Whether it was done to its end with every step as planned at its level."""
        return self.ending is Ending.FINISHED and self.short_steps == 0


class StepRecord(NamedTuple):
    """One step as it was done; a step begun anew has a row for each time.

    `seq` counts the rows of a session from 0, `index` is the step's place on the timeline. `block` is the place of its
    block in the file ("2.1", from 1), `rounds` those of the groups around it ("1/3 2/2").
    `movement` is a key, empty if there is none; `side` is "left", "right" or empty; `set` and `rep` count from 1, and
    are 0 where they mean nothing. `min_ms` is the least of a range.
    `ended_ms` is since the start of the session. `again` tells a block that was skipped and offered again at the end.

    Attributes:
        planned_ms: the time at the session's level; of a gate what it aims at, or takes at least, or 0.
        load: with what it was done, as the routine says it; `breaths` how many breaths were aimed at, 0 for none.
        counted_reps: how many reps a person said it were, at the gate that asks for it.
        counted_ms: what was held of a time that counts up, without the way to the key; `actual_ms` has it.
        optional: the block may be left out; `left_out`: it was, and that is not held against anybody.
    """

    seq: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a step
    kind: StepKind
    block: str
    rounds: str
    movement: str
    name: str
    phase: str
    side: str
    set: int
    sets: int
    rep: int
    reps: int
    planned_ms: int
    min_ms: int | None
    actual_ms: int
    ended_ms: int
    outcome: Outcome
    again: bool
    load: str = ""
    breaths: int = 0
    counted_reps: int | None = None
    counted_ms: int | None = None
    optional: bool = False
    left_out: bool = False

    @property
    def is_work(self) -> bool:
        """Whether a person works in it."""
        return self.kind in WORKS

    @property
    def is_passed_over(self) -> bool:
        """Whether nothing was done of it this time, so that what was done of it before still counts."""
        return self.outcome is Outcome.SKIPPED and not self.actual_ms

    @property
    def is_hold(self) -> bool:
        """Whether a position is held in it."""
        return self.kind is StepKind.WORK and self.phase == HOLD


HOLD: Final = "hold"  # the phase's name
COUNT: Final = "count"  # that of the gate that asks how many reps it were


class SetRecord(NamedTuple):
    """One set of one block on one side, planned against actual.

    `planned_ms` and `actual_ms` are the time of work (rests left out); what was done twice counts twice in `actual_ms`,
    and so does the wait of a rep that is done at one's own pace.
    `held_ms` is the time in all `holds` as last done, of `hold_planned_ms`, of which `hold_min_ms` was the least.
    `reps` of `reps_planned` were done to their end; where it was asked how many, those that were said, of those that
    are wanted at least. `outcome` is the worst of its steps. `breaths` is the most of a step, `counted_ms` the longest
    time that counted up.
    """

    block: str
    rounds: str
    movement: str
    name: str
    side: str
    set: int
    sets: int
    again: bool
    reps_planned: int
    reps: int
    planned_ms: int
    actual_ms: int
    holds: int
    hold_planned_ms: int
    hold_min_ms: int
    held_ms: int
    outcome: Outcome
    load: str = ""
    breaths: int = 0
    counted_reps: int | None = None
    counted_ms: int | None = None
    optional: bool = False
    left_out: bool = False


#: From good to bad; that of a set is the last of these that any of its steps has.
_WORSE: Final = (
    Outcome.DONE,
    Outcome.RELEASED,
    Outcome.RESTARTED,
    Outcome.LEFT,
    Outcome.SKIPPED,
    Outcome.INTERRUPTED,
)


def sets_of(steps: Iterable[StepRecord]) -> list[SetRecord]:
    """The sets of a session, in the order in which they were begun. `steps` are all rows of it, by `seq`."""
    groups: dict[tuple[object, ...], list[StepRecord]] = {}
    for step in steps:
        if step.is_work:
            key = (step.again, step.block, step.rounds, step.side, step.set)
            groups.setdefault(key, []).append(step)
    return [_set_of(rows) for rows in groups.values()]


def _set_of(rows: Sequence[StepRecord]) -> SetRecord:
    last: dict[int, StepRecord] = {}
    for row in rows:  # a step begun anew counts as it was done the last time
        if row.index not in last or not row.is_passed_over:
            last[row.index] = row
    final = list(last.values())
    first = final[0]
    planned, done = _reps(final)
    holds = [row for row in final if row.is_hold]
    return SetRecord(
        block=first.block,
        rounds=first.rounds,
        movement=first.movement,
        name=first.name,
        side=first.side,
        set=first.set,
        sets=first.sets,
        again=first.again,
        reps_planned=planned,
        reps=done,
        planned_ms=sum(row.planned_ms for row in final),
        actual_ms=sum(row.actual_ms for row in rows),
        holds=len(holds),
        hold_planned_ms=sum(row.planned_ms for row in holds),
        hold_min_ms=sum(row.planned_ms if row.min_ms is None else row.min_ms for row in holds),
        held_ms=sum(row.actual_ms for row in holds),
        outcome=max((row.outcome for row in final), key=_WORSE.index),
        load=first.load,
        breaths=max(row.breaths for row in final),
        counted_reps=max((row.counted_reps for row in final if row.counted_reps is not None), default=None),
        counted_ms=max((row.counted_ms for row in final if row.counted_ms is not None), default=None),
        optional=first.optional,
        left_out=any(row.left_out for row in final),
    )


def _reps(rows: Sequence[StepRecord]) -> tuple[int, int]:
    """How many reps were planned, and how many were done to their end."""
    good: dict[int, bool] = {}
    asked = next((row for row in rows if row.phase == COUNT), None)
    if asked is not None:
        counted = asked.counted_reps or 0
        return (asked.reps if asked.reps > 1 else counted), counted
    planned = done = 0
    for row in rows:
        if row.phase == "pulse":  # one step holds all of them
            planned += row.reps
            done += row.reps * row.actual_ms // row.planned_ms if row.planned_ms else 0
        elif row.phase == "work" and not row.planned_ms and row.reps > 1:  # and so does a set at one's own speed
            planned += row.reps
            done += row.reps if row.outcome is Outcome.DONE else 0
        elif row.rep:
            whole = row.outcome in (Outcome.DONE, Outcome.RELEASED)
            good[row.rep] = good.get(row.rep, True) and whole
    return planned + len(good), min(planned, done) + sum(good.values())
