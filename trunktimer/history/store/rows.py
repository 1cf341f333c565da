"""Records to rows of the tables and back. Asks no questions of its own: it runs no statement but for parts."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SessionRecord, Sleep, StepRecord

#: The columns of a session that the record itself fills, in the order of `session_values`.
SESSION_COLUMNS: Final = (
    "uid",
    "routine_key",
    "routine_name",
    "routine_hash",
    "level",
    "speed",
    "started_ms",
    "started_offset_min",
    "ended_ms",
    "ended_offset_min",
    "zone",
    "day",
    "ending",
    "planned_ms",
    "active_ms",
    "paused_ms",
    "slept_ms",
    "drift_ms",
    "steps",
    "work_steps",
    "short_steps",
    "sleeps",
)
FEEDBACK_COLUMNS: Final = ("effort", "pain_before", "pain_after", "note")
STEP_COLUMNS: Final = "seq, part_id, place, rounds, set_number, rep, actual_ms, ended_ms, outcome, again"
_KINDS: Final = {kind.value: kind for kind in StepKind}
_OUTCOMES: Final = {outcome.value: outcome for outcome in Outcome}
_NO_LEAST: Final = -1

_PartKey = tuple[str, str, str, str, str, str, int, int, int, int]


def session_values(record: SessionRecord) -> tuple[object, ...]:
    """The values of `SESSION_COLUMNS`."""
    ended = record.ended
    return (
        record.uid,
        record.routine_key,
        record.routine_name,
        record.routine_hash,
        record.level,
        record.speed,
        record.started.utc_ms,
        record.started.offset_min,
        None if ended is None else ended.utc_ms,
        None if ended is None else ended.offset_min,
        record.zone,
        record.started.day,
        record.ending.value,
        record.planned_ms,
        record.active_ms,
        record.paused_ms,
        record.slept_ms,
        record.drift_ms,
        record.steps,
        record.work_steps,
        record.short_steps,
        json.dumps([(sleep.at_ms, sleep.slept_ms) for sleep in record.sleeps]) if record.sleeps else "",
    )


def feedback_values(feedback: Feedback) -> tuple[object, ...]:
    """The values of `FEEDBACK_COLUMNS`."""
    return (feedback.effort, feedback.pain_before, feedback.pain_after, feedback.note)


def session_record(row: Sequence[Any]) -> SessionRecord:
    """A record from the values of `SESSION_COLUMNS` and `FEEDBACK_COLUMNS`."""
    (uid, key, name, text_hash, level, speed, started_ms, started_offset, ended_ms, ended_offset, zone, _day) = row[:12]
    ending, planned_ms, active_ms, paused_ms, slept_ms, drift_ms, steps, work_steps, short_steps, sleeps = row[12:22]
    effort, pain_before, pain_after, note = row[22:26]
    return SessionRecord(
        uid=uid,
        routine_key=key,
        routine_name=name,
        routine_hash=text_hash,
        level=level,
        speed=speed,
        started=WallTime(started_ms, started_offset),
        ended=None if ended_ms is None else WallTime(ended_ms, ended_offset),
        zone=zone,
        ending=Ending(ending),
        planned_ms=planned_ms,
        active_ms=active_ms,
        paused_ms=paused_ms,
        slept_ms=slept_ms,
        drift_ms=drift_ms,
        steps=steps,
        work_steps=work_steps,
        short_steps=short_steps,
        sleeps=tuple(Sleep(at_ms=at, slept_ms=slept) for at, slept in json.loads(sleeps)) if sleeps else (),
        feedback=Feedback(effort=effort, pain_before=pain_before, pain_after=pain_after, note=note),
    )


class Parts:
    """What steps have in common, by key and by number. `forget` after a transaction that was rolled back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[_PartKey, int] = {}
        self._keys: dict[int, _PartKey] = {}

    def forget(self) -> None:
        """Know nothing any more."""
        self._ids.clear()
        self._keys.clear()

    def step_values(self, session_id: int, rows: Iterable[StepRecord]) -> list[tuple[object, ...]]:
        """The values of the table `step`, in its order; parts that are new are written."""
        values: list[tuple[object, ...]] = []
        for row in rows:
            (seq, place, kind, block, rounds, movement, name, phase, side, number, sets, rep, reps) = row[:13]
            (planned_ms, min_ms, actual_ms, ended_ms, outcome, again) = row[13:]
            least_ms = _NO_LEAST if min_ms is None else min_ms
            key = (kind.value, block, movement, name, phase, side, sets, reps, planned_ms, least_ms)
            part = self._ids.get(key) or self._write(key)
            values.append(
                (session_id, seq, part, place, rounds, number, rep, actual_ms, ended_ms, outcome.value, int(again))
            )
        return values

    def step_records(self, rows: Iterable[Sequence[Any]]) -> list[StepRecord]:
        """Records from the values of `STEP_COLUMNS`."""
        records = []
        known = self._keys
        for seq, part, place, rounds, number, rep, actual_ms, ended_ms, outcome, again in rows:
            key = known.get(part) or self._read(part)
            kind, block, movement, name, phase, side, sets, reps, planned_ms, least_ms = key
            records.append(
                StepRecord(
                    seq,
                    place,
                    _KINDS[kind],
                    block,
                    rounds,
                    movement,
                    name,
                    phase,
                    side,
                    number,
                    sets,
                    rep,
                    reps,
                    planned_ms,
                    None if least_ms == _NO_LEAST else least_ms,
                    actual_ms,
                    ended_ms,
                    _OUTCOMES[outcome],
                    bool(again),
                )
            )
        return records

    def _write(self, key: _PartKey) -> int:
        columns = "kind, block, movement, name, phase, side, sets, reps, planned_ms, min_ms"
        self._connection.execute(f"INSERT OR IGNORE INTO part ({columns}) VALUES (?,?,?,?,?,?,?,?,?,?)", key)
        found = self._connection.execute(
            "SELECT id FROM part WHERE (kind, block, movement, name, phase, side, sets, reps, planned_ms, min_ms)"
            " = (?,?,?,?,?,?,?,?,?,?)",
            key,
        ).fetchone()
        number: int = found[0]
        self._ids[key] = number
        return number

    def _read(self, number: int) -> _PartKey:
        key: _PartKey = self._connection.execute(
            "SELECT kind, block, movement, name, phase, side, sets, reps, planned_ms, min_ms FROM part WHERE id = ?",
            (number,),
        ).fetchone()
        self._keys[number] = key
        return key
