"""A history in memory for tests, with short ways to make sessions. Keeps nothing: that is the subject of `store`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from trunktimer.foundation.durations import DAY_MS, MINUTE_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import (
    Attempt,
    DayFigures,
    MovementWeek,
    RoutineCount,
    Wanted,
    WeekFigures,
    monday_of,
    week_of,
)
from trunktimer.routine.timeline import StepKind
from trunktimer.session.bests import Feat
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SessionRecord, Sleep, StepRecord, sets_of

BRIDGES: Final = "strengthen-lower-back"
MORNING: Final = "morning-ten-minutes"
NAMES: Final = {BRIDGES: "Strengthen the lower back", MORNING: "Ten minutes in the morning"}
TODAY: Final = 20_778  # 2026-11-21, a Saturday

Told = Callable[[int], object]


def a_session(number: int = 0, **changes: Any) -> SessionRecord:
    """A session without steps, done to its end; each `number` has a uid of its own and a day of its own."""
    started = WallTime((TODAY - number) * DAY_MS + 17 * 3_600_000 + 123, 60)
    usual = SessionRecord(
        uid=f"{number:032x}",
        routine_key=BRIDGES,
        routine_name=NAMES[BRIDGES],
        routine_hash=f"{7:064x}",
        level=50,
        started=started,
        ended=WallTime(started.utc_ms + 620_040, 60),
        zone="Europe/Berlin",
        ending=Ending.FINISHED,
        planned_ms=600_000,
        active_ms=598_500,
        paused_ms=21_500,
        drift_ms=40,
        steps=0,
    )
    return replace(usual, **changes)


def a_step(seq: int = 0, **changes: Any) -> StepRecord:
    """A hold of the bridge, 12.5 s planned and done; its place on the timeline is its `seq`."""
    usual = StepRecord(
        seq=seq,
        index=seq,
        kind=StepKind.WORK,
        block="1",
        rounds="",
        movement="bridge",
        name="Bridge",
        phase="hold",
        side="",
        set=1,
        sets=2,
        rep=1,
        reps=5,
        planned_ms=12_500,
        min_ms=10_000,
        actual_ms=12_500,
        ended_ms=(seq + 1) * 12_500,
        outcome=Outcome.DONE,
        again=False,
    )
    return usual._replace(**changes)


class FakeHistory:
    """A history in memory. Implements `HistoryReader` and `HistoryChanges`; `records` are sessions with their steps."""

    def __init__(self, records: Iterable[tuple[SessionRecord, Sequence[StepRecord]]] = ()) -> None:
        self._sessions: dict[str, SessionRecord] = {}
        self._steps: dict[str, tuple[StepRecord, ...]] = {}
        self._deleted: set[str] = set()
        self.texts: dict[str, str] = {}  # by the hash of a routine
        self.add(records)

    # ---- HistoryReader

    def count(self, wanted: Wanted) -> int:
        """See `HistoryReader.count`."""
        return len(self._wanted(wanted))

    def sessions(self, wanted: Wanted, *, first: int = 0, most: int = 200) -> list[SessionRecord]:
        """See `HistoryReader.sessions`."""
        return self._wanted(wanted)[::-1][first : first + most]

    def session(self, uid: str) -> SessionRecord | None:
        """See `HistoryReader.session`."""
        return None if uid in self._deleted else self._sessions.get(uid)

    def steps(self, uid: str) -> tuple[StepRecord, ...]:
        """See `HistoryReader.steps`."""
        return self._steps.get(uid, ())

    def text(self, uid: str) -> str:
        """See `HistoryReader.text`."""
        record = self._sessions.get(uid)
        return self.texts.get(record.routine_hash, "") if record else ""

    def routines(self) -> list[RoutineCount]:
        """See `HistoryReader.routines`."""
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for record in self._wanted(Wanted()):
            names[record.routine_key] = record.routine_name
            counts[record.routine_key] = counts.get(record.routine_key, 0) + 1
        return [
            RoutineCount(key, names[key], times)
            for key, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def days(self, since_day: int, until_day: int) -> list[DayFigures]:
        """See `HistoryReader.days`."""
        days: dict[int, list[int]] = {}
        for record in self._counted(since_day, until_day):
            days.setdefault(record.started.day, []).append(record.active_ms)
        return [DayFigures(day, len(times), sum(times)) for day, times in sorted(days.items())]

    def weeks(self, since_week: int, until_week: int) -> list[WeekFigures]:
        """See `HistoryReader.weeks`."""
        weeks: dict[int, list[SessionRecord]] = {}
        for record in self._counted(monday_of(since_week), monday_of(until_week) + 6):
            weeks.setdefault(week_of(record.started.day), []).append(record)
        return [
            WeekFigures(
                week=week,
                sessions=len(records),
                complete=sum(record.ending is Ending.FINISHED for record in records),
                planned_ms=sum(record.planned_ms for record in records),
                active_ms=sum(record.active_ms for record in records),
                effort=_mean(record.feedback.effort for record in records),
                pain_before=_mean(record.feedback.pain_before for record in records),
                pain_after=_mean(record.feedback.pain_after for record in records),
            )
            for week, records in sorted(weeks.items())
        ]

    def movement_weeks(self, since_week: int, until_week: int) -> list[MovementWeek]:
        """See `HistoryReader.movement_weeks`."""
        sums: dict[tuple[int, str, str], list[int]] = {}
        for record in self._counted(monday_of(since_week), monday_of(until_week) + 6):
            seen = set()
            for one in sets_of(self._steps[record.uid]):
                key = (week_of(record.started.day), one.movement, one.name)
                values = (one.reps, one.actual_ms, one.holds, one.hold_planned_ms, one.hold_min_ms, one.held_ms)
                row = sums.setdefault(key, [0] * 7)
                for at, value in enumerate((int(key not in seen), *values)):
                    row[at] += value
                seen.add(key)
        return [MovementWeek(*key, *row) for key, row in sorted(sums.items())]

    def bests(self) -> dict[Feat, int]:
        """See `HistoryReader.bests`."""
        bests: dict[Feat, int] = {}
        for record in self._wanted(Wanted()):
            for step in self.steps(record.uid):
                most = step.counted_ms if step.counted_reps is None else step.counted_reps
                if not most or record.speed != 1:
                    continue
                work = self.steps(record.uid)[step.seq - 1]
                time_ms = 0 if step.counted_reps is None or work.counted_ms is not None else work.planned_ms
                feat = Feat(step.movement or step.name, step.side, step.phase, time_ms)
                bests[feat] = max(most, bests.get(feat, 0))
        return bests

    def last_sessions(self, routine_key: str, most: int, until_ms: int | None = None) -> list[SessionRecord]:
        """See `HistoryReader.last_sessions`."""
        records = reversed(self._wanted(Wanted(routine_key=routine_key)))
        begun = (record for record in records if until_ms is None or record.started.utc_ms <= until_ms)
        return [record for record in begun if record.speed == 1][:most]

    def attempts(self, routine_key: str, since_day: int, until_day: int) -> list[Attempt]:
        """See `HistoryReader.attempts`."""
        wanted = Wanted(routine_key=routine_key, since_day=since_day, until_day=until_day)
        return [
            Attempt(record.uid, record.started, record.active_ms, record.planned_ms)
            for record in self._wanted(wanted)
            if record.speed == 1
        ]

    def first_attempt(self, routine_key: str) -> Attempt | None:
        """See `HistoryReader.first_attempt`."""
        return next((one for one in self.attempts(routine_key, -(10**6), 10**6) if not one.is_false_start), None)

    def all_sessions(self, wanted: Wanted) -> Iterator[SessionRecord]:
        """See `HistoryReader.all_sessions`."""
        yield from self._wanted(wanted)

    def all_steps(self, wanted: Wanted) -> Iterator[tuple[SessionRecord, Sequence[StepRecord]]]:
        """See `HistoryReader.all_steps`."""
        for record in self._wanted(wanted):
            yield record, self._steps[record.uid]

    # ---- HistoryChanges

    def say(self, uid: str, feedback: Feedback) -> None:
        """See `HistoryChanges.say`."""
        self._sessions[uid] = replace(self._sessions[uid], feedback=feedback)

    def delete(self, uids: Iterable[str], at_ms: int) -> None:
        """See `HistoryChanges.delete`."""
        self._deleted.update(uids)

    def restore(self, uids: Iterable[str]) -> None:
        """See `HistoryChanges.restore`."""
        self._deleted.difference_update(uids)

    def add(
        self, records: Iterable[tuple[SessionRecord, Sequence[StepRecord]]], told: Told = lambda done: None
    ) -> tuple[int, int]:
        """See `HistoryChanges.add`. `told` is called with the number of sessions looked at so far."""
        added = known = 0
        for record, rows in records:
            if record.uid in self._sessions and record.uid not in self._deleted:
                known += 1
            else:
                self._deleted.discard(record.uid)
                if record.uid not in self._sessions:
                    self._sessions[record.uid], self._steps[record.uid] = record, tuple(rows)
                added += 1
            told(added + known)
        return added, known

    # ---- what fits

    def _wanted(self, wanted: Wanted) -> list[SessionRecord]:
        """The oldest first."""
        text = wanted.text.strip().casefold()
        return sorted(
            (
                record
                for record in self._sessions.values()
                if record.uid not in self._deleted
                and record.ending is not Ending.RUNNING
                and (wanted.since_day is None or record.started.day >= wanted.since_day)
                and (wanted.until_day is None or record.started.day <= wanted.until_day)
                and wanted.routine_key in ("", record.routine_key)
                and text in f"{record.routine_name} {record.feedback.note}".casefold()
            ),
            key=lambda record: record.started.utc_ms,
        )

    def _counted(self, since_day: int, until_day: int) -> list[SessionRecord]:
        wanted = Wanted(since_day=since_day, until_day=until_day)
        return [record for record in self._wanted(wanted) if record.speed == 1]


def _mean(values: Iterable[int | None]) -> float | None:
    said = [value for value in values if value is not None]
    return sum(said) / len(said) if said else None


# ---- a plausible half-year


def some_past(today: int) -> FakeHistory:
    """About sixty sessions of two routines in the 26 weeks up to `today` (a day counted from 1970-01-01).

    Bridges are held longer and pain goes down over the weeks. There is one note, one unfinished session, one in
    which the computer slept, and one rehearsal at ten times the speed.
    """
    return FakeHistory(_some_sessions(today))


def _some_sessions(today: int) -> Iterator[tuple[SessionRecord, list[StepRecord]]]:
    number = 0
    for ago in range(26 * 7 - 1, -1, -3):
        if ago % 14 == 13:  # now and then a day is left out
            continue
        yield _one(number, today - ago, 1 - ago / (26 * 7))
        number += 1


def _one(number: int, day: int, progress: float) -> tuple[SessionRecord, list[StepRecord]]:
    key = MORNING if number % 4 == 3 else BRIDGES
    level = min(100, 30 + 10 * int(progress * 5))
    rows = _rows_of(level, progress, number, short=key == MORNING)
    unfinished = number == 20
    if unfinished:
        rows = rows[: len(rows) // 2]
    active_ms = rows[-1].ended_ms
    slept = (Sleep(at_ms=40_000, slept_ms=1_800_000),) if number == 31 else ()
    slept_ms = sum(sleep.slept_ms for sleep in slept)
    speed = 10.0 if number == 40 else 1.0
    work = [row for row in rows if row.is_work]
    started = WallTime(day * DAY_MS + (17 * 60 + number * 7 % 90) * MINUTE_MS + number * 37 % 1_000, 60)
    pain = max(0, round(5 - 4 * progress) - number % 2)
    record = a_session(
        number + 1,
        routine_key=key,
        routine_name=NAMES[key],
        routine_hash=f"{len(key):064x}",
        level=level,
        started=started,
        ended=WallTime(started.utc_ms + int((active_ms + slept_ms) / speed) + 12, 60),
        ending=Ending.UNFINISHED if unfinished else Ending.FINISHED,
        speed=speed,
        planned_ms=sum(row.planned_ms for row in rows),
        active_ms=active_ms,
        paused_ms=0,
        slept_ms=slept_ms,
        drift_ms=None if unfinished else 12,
        steps=len(rows) * (2 if unfinished else 1),
        work_steps=len(work) * (2 if unfinished else 1),
        short_steps=sum(row.outcome is not Outcome.DONE for row in work) + (len(work) if unfinished else 0),
        sleeps=slept,
        feedback=Feedback(
            effort=None if number % 5 == 4 else 3 + number % 4,
            pain_before=pain,
            pain_after=None if unfinished else max(0, pain - 1),
            note="Left hip was stiff, better after the kicks." if number == 50 else "",
        ),
    )
    return record, rows


def _rows_of(level: int, progress: float, number: int, *, short: bool) -> list[StepRecord]:
    rows: list[StepRecord] = []
    ended_ms = 0

    def put(actual_ms: int, outcome: Outcome = Outcome.DONE, **what: Any) -> None:
        nonlocal ended_ms
        ended_ms += actual_ms
        rows.append(a_step(len(rows), actual_ms=actual_ms, outcome=outcome, ended_ms=ended_ms, **what))

    put(5_000, kind=StepKind.LEAD_IN, phase="lead-in", planned_ms=5_000, min_ms=None, set=0, rep=0)
    planned_ms = 10_000 + 50 * level
    able_ms = 10_000 + round(5_600 * progress)  # what can be held, which grows over the weeks
    sets, reps = (1, 3) if short else (2, 5)
    for at in range(1, sets + 1):
        for rep in range(1, reps + 1):
            place: dict[str, Any] = {"set": at, "sets": sets, "rep": rep, "reps": reps}
            put(2_000, phase="raise", planned_ms=2_000, min_ms=None, **place)
            held_ms = min(planned_ms, max(10_000, able_ms + 500 * ((number + rep) % 3) - 500 * at))
            outcome = Outcome.DONE if held_ms == planned_ms else Outcome.RELEASED
            put(held_ms, outcome, planned_ms=planned_ms, **place)
            put(2_000, phase="lower", planned_ms=2_000, min_ms=None, **place)
        rest: dict[str, Any] = {"set": at, "sets": sets, "rep": 0, "reps": reps}
        put(20_000, kind=StepKind.REST, phase="rest", planned_ms=20_000, min_ms=None, **rest)
    kick: dict[str, Any] = {"block": "2", "movement": "donkey-kick", "name": "Donkey kick", "min_ms": None}
    for side in ("left", "right"):
        for rep in range(1, 7):
            skipped = number % 9 == 8 and side == "right" and rep > 4
            for phase in ("raise", "lower"):
                put(
                    0 if skipped else 2_000,
                    Outcome.SKIPPED if skipped else Outcome.DONE,
                    **kick,
                    phase=phase,
                    side=side,
                    planned_ms=2_000,
                    set=1,
                    sets=1,
                    rep=rep,
                    reps=6,
                )
        if side == "left":
            switch: dict[str, Any] = {"kind": StepKind.SWITCH, "phase": "switch", "planned_ms": 5_000}
            put(5_000, **kick, **switch, side="right", set=1, sets=1, rep=0, reps=6)
    return rows
