"""How a session becomes a record: effects in, steps and totals out. Where they are kept is not known here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from trunktimer.foundation.translation import as_written
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.timeline import Gate, Step, Timeline
from trunktimer.session.ahead import Range
from trunktimer.session.effects import (
    BlocksOffered,
    Effect,
    GapNoticed,
    Outcome,
    Phase,
    PhaseChanged,
    StepEntered,
    StepLeft,
    StepsSkipped,
)
from trunktimer.session.minutes import Waits, waited_ms
from trunktimer.session.record import WORKS, Ending, SessionRecord, Sleep, StepRecord
from trunktimer.session.session import GAP_MS, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """Where a session stands, so that it can be gone on with: the present step and what is still to be walked."""

    index: int
    ahead: tuple[Range, ...]
    skipped: tuple[int, ...] = ()
    offering: bool = False
    taken_up: tuple[int, ...] = ()
    waits: Waits = ()

    def text(self) -> str:
        """As one line of JSON."""
        return json.dumps({one.name: getattr(self, one.name) for one in fields(self)})


def bookmark_of(session: Session) -> Bookmark:
    """The place of a session."""
    return Bookmark(
        index=session.index,
        ahead=session.ahead,
        skipped=session.skipped,
        offering=session.offering,
        taken_up=session.taken_up,
        waits=session.waits,
    )


def read_bookmark(text: str) -> Bookmark | None:
    """What `Bookmark.text` wrote; `None` for anything else."""
    try:
        values = json.loads(text)
        ahead = tuple((int(first), int(last)) for first, last in values["ahead"])
        return Bookmark(
            index=int(values["index"]),
            ahead=ahead,
            skipped=tuple(map(int, values["skipped"])),
            offering=bool(values["offering"]),
            taken_up=tuple(map(int, values.get("taken_up", ()))),  # older bookmarks know of none
            waits=tuple((int(at), int(held_ms)) for at, held_ms in values.get("waits", ())),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def resumed(timeline: Timeline, place: Bookmark, now_ms: int, *, gap_ms: int = GAP_MS) -> Session | None:
    """A paused session at the beginning of the step in which it broke off; `None` if the timeline has no such place."""
    count = len(timeline)
    if place.offering:
        sound = place.index == count and not place.ahead and bool(place.skipped)
    else:
        sound = bool(place.ahead) and place.ahead[0][0] <= place.index < place.ahead[0][1]
    inside = all(0 <= first < last <= count for first, last in place.ahead) and all(
        0 <= at < count for at in (*place.skipped, *place.taken_up)
    )
    if not (sound and inside):
        return None
    taken_up = set(place.taken_up)
    if place.ahead != ((0, count),):  # older bookmarks show by this alone that what is ahead was taken up
        blocks = (timeline.block_at(last - 1) for _, last in place.ahead)
        taken_up |= {block.first for block in blocks if block is not None}
    position_ms = timeline.total_ms
    if not place.offering:
        step = timeline.steps[place.index]
        spent_ms = 0 if step.part.every_ms is None else waited_ms(timeline, place.waits, step.index)
        position_ms = min(step.start_ms + spent_ms, step.end_ms)
    return Session(
        timeline=timeline,
        phase=Phase.PAUSED,
        index=place.index,
        position_ms=position_ms,
        waits=place.waits,
        anchor_ms=now_ms,
        seen_ms=now_ms,
        ahead=place.ahead,
        skipped=place.skipped,
        offering=place.offering,
        taken_up=tuple(sorted(taken_up)),
        gap_ms=gap_ms,
    )


class Recording:
    """The record of one session while it comes about.

    `begun` is the record as it was when the session began (or was gone on with), `rows` what was done of it before,
    `now_ms` the reading of the session's clock at this moment.
    """

    def __init__(
        self, begun: SessionRecord, timeline: Timeline, now_ms: int, *, rows: Iterable[StepRecord] = ()
    ) -> None:
        self._begun = begun
        self._timeline = timeline
        self._zero_ms = now_ms - begun.active_ms - begun.paused_ms - begun.slept_ms
        self._since_ms = now_ms
        self._offering = False
        self._phase = Phase.READY
        self._active_ms, self._paused_ms, self._slept_ms = begun.active_ms, begun.paused_ms, begun.slept_ms
        self._in_step_ms = 0  # active time that no row has yet
        self._again = False
        self._sleeps = begun.sleeps
        self._ending = Ending.RUNNING
        self._works = sum(step.kind in WORKS for step in timeline)
        self._full: set[int] = set()
        self._left_out: set[int] = set()
        self._seq = 0
        self._offered = False
        self._ahead: tuple[Range, ...] = ((0, len(timeline)),)
        for row in rows:
            self._seq = row.seq + 1
            self._offered = self._offered or row.again
            self._note(row)

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self._ending is not Ending.RUNNING

    @property
    def is_worth_keeping(self) -> bool:
        """Whether any work was begun: a session that was ended during its first lead-in is not remembered."""
        return self._worked

    _worked = False

    def go_on(self, session: Session, now: WallTime) -> None:
        """The session is gone on with after the program had ended: the time between counts as a sleep."""
        last = self._begun.ended or self._begun.started
        slept_ms = max(0, round((now.utc_ms - last.utc_ms) * self._begun.speed))
        self._sleeps += (Sleep(at_ms=self._since_ms - self._zero_ms, slept_ms=slept_ms),)
        self._slept_ms += slept_ms
        self._zero_ms -= slept_ms
        self._phase, self._offering = session.phase, session.offering
        self._ahead = session.ahead
        self._offered = self._offered or session.ahead != ((0, len(self._timeline)),)

    @property
    def since_ms(self) -> int:
        """The reading of the session's clock at which something happened last."""
        return self._since_ms

    def take(self, session: Session, effects: Iterable[Effect]) -> list[StepRecord]:
        """Take what `handle` told, with the session after it; gives the steps that ended."""
        rows: list[StepRecord] = []
        is_whole = self._ahead == ((0, len(self._timeline)),)
        again = self._again = self._offered and (not is_whole or len(self._timeline.blocks) == 1)
        for effect in effects:
            match effect:
                case PhaseChanged(new=new, at_ms=at_ms):
                    self._pass(at_ms)
                    self._phase = new
                    if new in (Phase.FINISHED, Phase.STOPPED):
                        self._ending = Ending.FINISHED if new is Phase.FINISHED else Ending.STOPPED
                case GapNoticed(gap_ms=gap_ms, at_ms=at_ms):
                    self._pass(at_ms)
                    self._sleeps += (Sleep(at_ms=self._since_ms - self._zero_ms, slept_ms=gap_ms),)
                    self._slept_ms += gap_ms
                    self._since_ms += gap_ms
                case BlocksOffered():
                    self._offered = self._offering = True
                case StepLeft(index=index, outcome=outcome, held_ms=held_ms, due_ms=due_ms):
                    self._pass(due_ms)
                    row = self._row(self._timeline.steps[index], outcome, held_ms, due_ms, again, effect)
                    rows.append(row)
                case StepEntered(due_ms=due_ms):
                    self._pass(due_ms)
                    self._offering = False
                case StepsSkipped(first=first, last=last):
                    for step in self._timeline.steps[first:last]:
                        rows.append(self._row(step, Outcome.SKIPPED, 0, self._since_ms, again))
                case _:
                    pass
        self._ahead = session.ahead
        return rows

    def begun_row(self, session: Session) -> StepRecord | None:
        """The present step where time was spent in it: interrupted, until a row of the same `seq` says more.

        With it, what is written adds up to the active time whatever ends the program, in the middle of a hold too.
        """
        if self.is_over or session.step is None or not self._in_step_ms:
            return None
        return self._made(session.step, Outcome.INTERRUPTED, self._in_step_ms, self._since_ms, self._again)

    def record(self, now_ms: int, now: WallTime) -> SessionRecord:
        """The record as it is at this moment: `now_ms` by the session's clock, `now` on the wall."""
        active_ms, paused_ms = self._active_ms, self._paused_ms
        passed_ms = max(0, now_ms - self._since_ms)
        if self._counts():
            active_ms += passed_ms
        elif not self.is_over:
            paused_ms += passed_ms
        accounted_ms = active_ms + paused_ms + self._slept_ms
        wall_ms = round((now.utc_ms - self._begun.started.utc_ms) * self._begun.speed)
        over_ms = max(0, now_ms - self._since_ms) if self.is_over else 0
        return replace(
            self._begun,
            ended=now,
            ending=self._ending,
            active_ms=active_ms,
            paused_ms=paused_ms,
            slept_ms=self._slept_ms,
            drift_ms=wall_ms - accounted_ms - over_ms if self.is_over else None,
            steps=len(self._timeline),
            work_steps=self._works,
            short_steps=self._works - len(self._full | self._left_out),
            sleeps=self._sleeps,
        )

    def _counts(self) -> bool:
        return self._phase in (Phase.RUNNING, Phase.WAITING) and not self._offering

    def _pass(self, at_ms: int) -> None:
        passed_ms = max(0, at_ms - self._since_ms)
        if self._counts():
            self._active_ms += passed_ms
            self._in_step_ms += passed_ms
        elif self._phase is not Phase.READY:
            self._paused_ms += passed_ms
        self._since_ms = max(at_ms, self._since_ms)

    def _row(
        self, step: Step, outcome: Outcome, held_ms: int, due_ms: int, again: bool, left: StepLeft | None = None
    ) -> StepRecord:
        row = self._made(step, outcome, held_ms, due_ms, again)
        if left is not None and (left.counted_ms is not None or left.reps is not None):
            row = row._replace(counted_ms=left.counted_ms, counted_reps=left.reps)
        self._seq += 1
        self._in_step_ms = 0
        self._note(row)
        return row

    def _made(self, step: Step, outcome: Outcome, held_ms: int, due_ms: int, again: bool) -> StepRecord:
        part = step.part
        return StepRecord(
            seq=self._seq,
            index=step.index,
            kind=step.kind,
            block=".".join(str(at + 1) for at in part.path),
            rounds=" ".join(f"{at}/{of}" for at, of in step.rounds),
            movement=part.movement or "",
            name=as_written(part.name),
            phase=part.phase,
            side=part.side.value if part.side else "",
            set=step.set,
            sets=part.sets,
            rep=step.rep,
            reps=part.reps,
            planned_ms=part.expected_ms,
            min_ms=0 if part.gate is Gate.COUNT_UP else part.min_ms,
            actual_ms=held_ms,
            ended_ms=max(0, due_ms - self._zero_ms),
            outcome=outcome,
            again=again,
            load="" if part.load is None else part.load.text,
            breaths=part.breaths,
            optional=part.optional,
            left_out=part.optional and outcome is Outcome.SKIPPED,
        )

    def _note(self, row: StepRecord) -> None:
        if not row.is_work or (row.is_passed_over and not row.left_out):
            return
        if row.left_out:
            self._left_out.add(row.index)
        else:
            self._left_out.discard(row.index)
        if row.is_passed_over:
            return
        self._worked = self._worked or row.actual_ms > 0
        # A hold moved forward is cut short; one that counts up is as long as it was.
        is_long = row.actual_ms >= row.planned_ms or row.counted_ms is not None
        if row.outcome is Outcome.DONE and is_long:
            self._full.add(row.index)
        else:
            self._full.discard(row.index)
