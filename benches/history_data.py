"""A very long history to measure with: made once, with the tables of the program and with figures as it writes them.

Nothing is measured here.
"""

import contextlib
import random
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from typing import NamedTuple

from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import monday_of, week_of
from trunktimer.history.store.history_store import HistoryStore
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.rows import (
    PUT_PARTS,
    PUT_STEPS,
    SESSION_SQL,
    marks_of,
    names_of,
    part_values,
    step_values,
    values_of,
)
from trunktimer.history.store.schema import MIGRATIONS, migrate
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import Ending, Feedback, SessionRecord, StepRecord

TODAY = 20_778  # 2026-11-21
YEARS = 30
TEXT = "format = 1\n" + "# as long as a routine's file is\n" * 60
_SEED = 5
_VARIANTS = 300  # of each routine: so many different sessions there are, before pauses
_FIRST_DAY = TODAY - round(YEARS * 365.25)
_HOURS = (7 * 3_600_000, 22 * 3_600_000)


class _Exercise(NamedTuple):
    movement: str
    name: str
    sides: tuple[str, ...]
    sets: int
    reps: int
    hold_ms: tuple[int, int]  # the range


_ROUTINES = {
    "strengthen-lower-back": (
        _Exercise("bird-dog", "Bird dog", ("left", "right"), 2, 4, (8_000, 12_000)),
        _Exercise("bridge", "Bridge", ("",), 3, 6, (4_000, 8_000)),
        _Exercise("side-plank", "Side plank", ("left", "right"), 2, 2, (15_000, 30_000)),
    ),
    "morning-ten-minutes": (
        _Exercise("cat-cow", "Cat and cow", ("",), 2, 8, (1_500, 1_500)),
        _Exercise("dead-bug", "Dead bug", ("left", "right"), 2, 5, (3_000, 5_000)),
        _Exercise("", "Knees to the chest, slowly", ("",), 2, 4, (10_000, 20_000)),
    ),
    "core-for-runners": (
        _Exercise("plank", "Plank", ("",), 3, 1, (20_000, 60_000)),
        _Exercise("single-leg-bridge", "Single-leg bridge", ("left", "right"), 3, 5, (3_000, 6_000)),
        _Exercise("bird-dog", "Bird dog", ("left", "right"), 2, 4, (6_000, 9_000)),
    ),
}
KEYS = tuple(_ROUTINES)


def session_steps(key: str, level: int, ending: Ending, steps: int, chance: random.Random) -> list[StepRecord]:
    """The steps of a session as it may have been: some holds are let go early, few steps are skipped."""
    rows: list[StepRecord] = []
    ended_ms = 0
    for row in islice(_planned(key, level), steps):
        outcome, actual_ms, luck = Outcome.DONE, row.planned_ms, chance.random()
        if ending is not Ending.FINISHED and row.seq == steps - 1:
            outcome, actual_ms = Outcome.INTERRUPTED, chance.randrange(row.planned_ms + 1)
        elif row.min_ms is not None and row.min_ms < row.planned_ms and luck < 0.15:
            outcome, actual_ms = Outcome.RELEASED, chance.randint(row.min_ms, row.planned_ms)
        elif luck > 0.99:
            outcome, actual_ms = Outcome.SKIPPED, 0
        ended_ms += actual_ms
        rows.append(row._replace(outcome=outcome, actual_ms=actual_ms, ended_ms=ended_ms))
    return rows


def _planned(key: str, level: int) -> Iterator[StepRecord]:
    """The steps of a routine that begins anew when it is over."""
    seqs = count()
    for place, one in cycle(enumerate(_ROUTINES[key])):
        least_ms, most_ms = one.hold_ms
        hold_ms = (least_ms + (most_ms - least_ms) * level // 100) // 500 * 500
        range_ms = None if least_ms == most_ms else least_ms
        work, rest = StepKind.WORK, StepKind.REST
        blank = StepRecord(
            seq=0,
            index=0,
            kind=StepKind.LEAD_IN,
            block=str(place + 1),
            rounds="1/2" if key == "core-for-runners" else "",
            movement=one.movement,
            name=one.name,
            phase="",
            side="",
            set=0,
            sets=one.sets,
            rep=0,
            reps=one.reps,
            planned_ms=5_000,
            min_ms=None,
            actual_ms=0,
            ended_ms=0,
            outcome=Outcome.DONE,
            again=False,
        )
        yield _numbered(blank, seqs)
        for number in range(1, one.sets + 1):
            for side in one.sides:
                for rep in range(1, one.reps + 1):
                    phases = ((work, "raise", 2_000, None), (work, "hold", hold_ms, range_ms))
                    for kind, phase, planned_ms, min_ms in (
                        *phases,
                        (work, "lower", 2_000, None),
                        (rest, "", 3_000, None),
                    ):
                        step = blank._replace(kind=kind, phase=phase, side=side, set=number, rep=rep)
                        yield _numbered(step._replace(planned_ms=planned_ms, min_ms=min_ms), seqs)
                if side == "left":
                    yield _numbered(blank._replace(kind=StepKind.SWITCH, set=number), seqs)
            yield _numbered(blank._replace(kind=rest, set=number, planned_ms=20_000), seqs)


def _numbered(row: StepRecord, seqs: Iterator[int]) -> StepRecord:
    seq = next(seqs)
    return row._replace(seq=seq, index=seq)


def a_session(number: int, day: int, key: str, level: int, ending: Ending, rows: list[StepRecord]) -> SessionRecord:
    """A session of a day, with these steps; what is said about it depends on its number alone."""
    chance = random.Random(number)
    started_ms = day * DAY_MS + chance.randrange(*_HOURS)
    offset_min = 120 if 90 < day % 365 < 300 else 60
    works = [row for row in rows if row.is_work]
    active_ms = rows[-1].ended_ms if rows else 0
    paused_ms = chance.randrange(90_000) if chance.random() < 0.3 else 0
    said = chance.random() < 0.6
    return SessionRecord(
        uid=f"{number:08x}{chance.getrandbits(96):024x}",
        routine_key=key,
        routine_name=key.replace("-", " ").capitalize(),
        routine_hash=f"{KEYS.index(key) + 1:064x}",
        level=level,
        started=WallTime(started_ms, offset_min),
        ended=WallTime(started_ms + active_ms + paused_ms + 40, offset_min),
        zone="Europe/Berlin",
        speed=4.0 if chance.random() < 0.01 else 1.0,
        ending=ending,
        planned_ms=sum(row.planned_ms for row in rows),
        active_ms=active_ms,
        paused_ms=paused_ms,
        drift_ms=None if ending is Ending.UNFINISHED else chance.randrange(60),
        steps=len(rows),
        work_steps=len(works),
        short_steps=sum(row.outcome is not Outcome.DONE for row in works),
        feedback=Feedback(
            effort=chance.randint(3, 8) if said else None,
            pain_before=chance.randint(0, 5) if said else None,
            pain_after=chance.randint(0, 4) if said else None,
            note="Easier than the last time; the left side, though…" if chance.random() < 0.1 else "",
        ),
    )


def big_history(folder: Path, sessions: int, steps: int, tell: Callable[[str], object] = print) -> HistoryFolder:
    """The folder of a history of so many sessions with so many steps each; it is made if it is not there yet."""
    tables = zlib.crc32(repr(MIGRATIONS).encode())  # of other tables another history is made
    wanted = HistoryFolder(folder / f"{sessions}-sessions-of-{steps}-steps-{tables:08x}")
    if wanted.database.exists():
        tell(f"history: {wanted.path} is used (delete it to have it made anew)")
        return wanted
    tell(
        f"history: {sessions:,} sessions with {steps:,} steps each are made in {wanted.path} and kept for the next time"
    )
    wanted.make()
    part = wanted.path / "history.part"
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        migrate(connection, str(part), lambda old: None)
        history = HistoryStore(connection, str(part))
        connection.execute("BEGIN")
        for number, key in enumerate(KEYS):
            text = f"{TEXT}# {key}\n"
            connection.execute("INSERT INTO routine_text (hash, text) VALUES (?, ?)", (f"{number + 1:064x}", text))
        _fill(connection, history, sessions, steps)
        for week in range(week_of(_FIRST_DAY), week_of(TODAY) + 1):
            history._reckon_week(week)
        connection.execute("COMMIT")
        _check(connection, history, sessions)
    part.rename(wanted.database)
    return wanted


def _fill(connection: sqlite3.Connection, history: HistoryStore, sessions: int, steps: int) -> None:
    """Sessions, with steps copied inside SQLite from a few hundred that were made in full.

    A pause moves all that comes after it, so that hardly two sessions end their steps at the same moments.
    """
    chance = random.Random(_SEED)
    connection.execute("CREATE TEMP TABLE sample AS SELECT * FROM step WHERE 0")
    connection.execute("CREATE INDEX temp.sample_by_number ON sample (session_id, seq)")
    samples: list[tuple[str, int, Ending, list[StepRecord]]] = []
    first_with: dict[int, int] = {}
    endings = (Ending.FINISHED,) * 17 + (Ending.STOPPED,) * 2 + (Ending.UNFINISHED,)
    for number in range(_VARIANTS * len(KEYS)):
        key, level = KEYS[number % len(KEYS)], chance.choice((0, 25, 40, 50, 60, 75, 100))
        ending = chance.choice(endings)
        rows = session_steps(key, level, ending, steps, chance)
        samples.append((key, level, ending, rows))
        connection.executemany(PUT_PARTS, part_values(rows))
        connection.executemany(PUT_STEPS.replace("INTO step", "INTO temp.sample"), step_values(number, rows))
    insert = f"INSERT INTO session (id, {names_of(SESSION_SQL)}) VALUES (?, {marks_of(SESSION_SQL)})"
    for number in range(1, sessions + 1):
        sample = chance.randrange(len(samples))
        day = _FIRST_DAY + (number - 1) * (TODAY - _FIRST_DAY) // max(1, sessions - 1)
        record = a_session(number, day, *samples[sample])
        connection.execute(insert, (number, *values_of(SESSION_SQL, record)))
        connection.execute(
            "INSERT INTO step SELECT ?, seq, part_id, place, rounds, set_number, rep, actual_ms,"
            " ended_ms + iif(seq >= ?, ?, 0), outcome, again FROM temp.sample WHERE session_id = ? ORDER BY seq",
            (number, chance.randrange(max(1, steps)), record.paused_ms, sample),
        )
        if sample in first_with:
            connection.execute(
                "INSERT INTO tally SELECT ?, movement, name, reps, work_ms, holds, hold_planned_ms, hold_min_ms,"
                " held_ms FROM tally WHERE session_id = ?",
                (number, first_with[sample]),
            )
        else:
            first_with[sample] = number
            history._reckon(number)


def _check(connection: sqlite3.Connection, history: HistoryStore, sessions: int) -> None:
    """See whether the figures are those that the program would have written. Raises `AssertionError`."""
    chance = random.Random(_SEED)
    for number in chance.sample(range(1, sessions + 1), min(50, sessions)):
        ask = "SELECT * FROM tally WHERE session_id = ? ORDER BY movement, name"
        before = connection.execute(ask, (number,)).fetchall()
        history._reckon(number)
        assert before, f"session {number} has no figures"
        assert before == connection.execute(ask, (number,)).fetchall(), f"the figures of session {number} are wrong"
    for week in chance.sample(range(week_of(_FIRST_DAY), week_of(TODAY) + 1), 20):
        ask = "SELECT movement, name, sessions, held_ms FROM week_tally WHERE week = ? ORDER BY movement, name"
        summed = connection.execute(
            "SELECT movement, name, COUNT(*), SUM(held_ms) FROM tally JOIN session ON session.id = session_id"
            " WHERE speed = 1 AND day BETWEEN ? AND ? GROUP BY movement, name ORDER BY movement, name",
            (monday_of(week), monday_of(week) + 6),
        ).fetchall()
        assert connection.execute(ask, (week,)).fetchall() == summed, f"the figures of week {week} are wrong"
