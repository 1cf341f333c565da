"""What a clinician sees on one page: figures of a range of days, with their texts. Draws nothing.

Rehearsals are left out. The page is for people: all texts are whole words, with units.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.moments import day_token
from trunktimer.foundation.translation import format_number, later, tr, trn, written
from trunktimer.history.reader import HistoryReader, MovementWeek, Wanted, monday_of, week_of, weekday_of
from trunktimer.history.stats import grouped, newest_of
from trunktimer.session.record import MOST_EFFORT, MOST_PAIN, Ending, SessionRecord, is_false_start, sets_of

MOST_NOTES: Final = 5
MOST_ROUTINES: Final = 4  # whose levels are told; those done most often
NOTE_SHOWN: Final = 280  # characters, so that five notes leave room on the page
PAIN_DAYS: Final = 14  # how long the beginning and the end of a range are, whose pain is compared
LEAST_PAIN_DAYS: Final = 7  # of less than a week a mean says little
NOT_STATED: Final = later("not stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the page: what it is, and what there is to say."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """`done` of `planned`. With a `weekly_goal` (more than 0) both are sessions; else both are planned days.

    Planned days are all days but rest days; on `extra` rest days there was a session all the same.
    """

    done: int
    planned: float
    weekly_goal: int
    extra: int

    @property
    def percent(self) -> int | None:
        """`done` in percent of `planned`; `None` where nothing was planned."""
        return round(100 * self.done / self.planned) if self.planned else None

    @property
    def text(self) -> str:
        """Such as `20 of 24 planned days (83 %)`."""
        if self.percent is None:
            return tr("no days were planned")
        if self.weekly_goal:
            return tr(
                "{done} of {planned} sessions by the weekly goal of {goal} ({percent} %)",
                done=self.done,
                planned=_number(self.planned),
                goal=self.weekly_goal,
                percent=self.percent,
            )
        text = trn(
            "{done} of {n} planned day ({percent} %)",
            "{done} of {n} planned days ({percent} %)",
            round(self.planned),
            done=self.done,
            percent=self.percent,
        )
        if not self.extra:
            return text
        # Translators: {planned} is such as "20 of 24 planned days (83 %)".
        return trn("{planned}, and on {n} rest day", "{planned}, and on {n} rest days", self.extra, planned=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PainCourse:
    """Pain 0 to 10, before or after sessions: means of the first and the last days of the range, and of all.

    `days` is how many days the beginning and the end have, 0 where the range is too short to compare. A mean is
    `None` where nobody stated anything. `worst` is the highest, first stated on `worst_day`; of `stated` sessions.
    """

    days: int
    first: float | None
    last: float | None
    mean: float | None
    worst: int | None
    worst_day: int | None
    stated: int

    @property
    def text(self) -> str:
        """Such as `2.1 on average, first 14 days 3.5, last 14 days 1.0; worst 6 (2026-10-02); stated 12 times`."""
        if self.mean is None or self.worst_day is None:
            return tr(NOT_STATED)
        if self.first is not None and self.last is not None:
            course = trn(
                "{mean} on average, first {n} day {first}, last {n} day {last}",
                "{mean} on average, first {n} days {first}, last {n} days {last}",
                self.days,
                mean=format_number(self.mean, 1),
                first=format_number(self.first, 1),
                last=format_number(self.last, 1),
            )
        else:
            course = tr("{mean} on average", mean=format_number(self.mean, 1))
        # Translators: the worst pain, from 0 to 10, and on which day it was.
        worst = tr("worst {pain} ({day})", pain=self.worst, day=day_token(self.worst_day))
        return "; ".join((course, worst, _stated(self.stated)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineSummary:
    """A routine: its newest name, and its level in its first and its last session of the range."""

    name: str
    sessions: int
    first_level: int
    last_level: int

    @property
    def text(self) -> str:
        """Such as `50 % to 70 % (12 sessions)`, or `50 % (1 session)` where the level is the same."""
        sessions = format_sessions(self.sessions)
        if self.first_level == self.last_level:
            return tr("{level} % ({sessions})", level=self.first_level, sessions=sessions)
        return tr("{first} % to {last} % ({sessions})", first=self.first_level, last=self.last_level, sessions=sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementSummary:
    """A movement: `work_ms` is its time under tension; `held_ms`, `target_ms` and `least_ms` are means of a hold.

    The means are `None` where nothing is held in it.
    """

    movement: str
    name: str
    sessions: int
    reps: int
    work_ms: int
    holds: int
    held_ms: float | None
    target_ms: float | None
    least_ms: float | None

    @property
    def work_text(self) -> str:
        """The time under tension."""
        return format_duration(self.work_ms, Fineness.MINUTES)

    @property
    def hold_text(self) -> str:
        """Such as `12.5 s of 15 s (at least 10 s)`; empty where nothing is held."""
        if self.held_ms is None or self.target_ms is None or self.least_ms is None:
            return ""
        held, target, least = (
            format_duration(ms, Fineness.TENTHS) for ms in (self.held_ms, self.target_ms, self.least_ms)
        )
        if least == target:
            # Translators: how long a position was held, and how long it was to be held.
            return tr("{held} of {target}", held=held, target=target)
        return tr("{held} of {target} (at least {least})", held=held, target=target, least=least)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNote:
    """What a person wrote of a session, on one line and not too long."""

    day: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures from `since_day` to `until_day`, both included.

    `false_starts` are in no other figure but pain and notes. `finished` of `sessions` were done to their end, and
    `complete` of these with every step as planned. `active_ms` is the time in sessions without pauses, rests between
    sets included. `effort` is the mean of 1 to 10.
    """

    since_day: int
    until_day: int
    sessions: int
    false_starts: int
    finished: int
    complete: int
    days: int
    active_ms: int
    first_day: int | None
    last_day: int | None
    adherence: Adherence
    pain_before: PainCourse
    pain_after: PainCourse
    effort: float | None
    effort_stated: int
    routines: tuple[RoutineSummary, ...]
    movements: tuple[MovementSummary, ...]
    notes: tuple[DatedNote, ...]

    @property
    def range_days(self) -> int:
        """How many days the range has."""
        return self.until_day - self.since_day + 1

    @property
    def sessions_a_week(self) -> float:
        """Sessions in seven days of the range."""
        return 7 * self.sessions / self.range_days

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The lines of the page, movements and notes left out."""
        lines = [
            Fact(label=tr("Period"), text=f"{format_days(self.since_day, self.until_day)} ({self._length})"),
            Fact(label=tr("Sessions"), text=self._format_sessions),
        ]
        if self.first_day is not None and self.last_day is not None:
            effort = tr(NOT_STATED)
            if self.effort is not None:
                mean = tr("{mean} on average", mean=format_number(self.effort, 1))
                effort = f"{mean}; {_stated(self.effort_stated)}"
            lines += [
                Fact(label=tr("First and last session"), text=_first_and_last(self.first_day, self.last_day)),
                Fact(
                    label=tr("Time in sessions"),
                    text=tr(
                        "{all} in all, {each} each on average",
                        all=format_duration(self.active_ms, Fineness.MINUTES),
                        each=format_duration(self.active_ms / self.sessions, Fineness.MINUTES),
                    ),
                ),
                # Translators: how much of what was planned was done.
                Fact(label=tr("Adherence"), text=self.adherence.text),
                Fact(label=tr("Level"), text=self._levels_text),
                Fact(label=tr("Pain before (0 to {most})", most=MOST_PAIN), text=self.pain_before.text),
                Fact(label=tr("Pain after (0 to {most})", most=MOST_PAIN), text=self.pain_after.text),
                Fact(label=tr("Effort (1 to {most})", most=MOST_EFFORT), text=effort),
            ]
        return tuple(lines)

    @property
    def _levels_text(self) -> str:
        texts = [f"{routine.name} {routine.text}" for routine in self.routines[:MOST_ROUTINES]]
        others = len(self.routines) - len(texts)
        if others:
            texts.append(trn("and {n} other routine", "and {n} other routines", others))
        return "; ".join(texts)

    @property
    def _length(self) -> str:
        weeks, rest = divmod(self.range_days, 7)
        if weeks and not rest:
            return trn("{n} week", "{n} weeks", weeks)
        return trn("{n} day", "{n} days", self.range_days)

    @property
    def _format_sessions(self) -> str:
        left_out = ""
        if self.false_starts:
            left_out = trn("{n} false start left out", "{n} false starts left out", self.false_starts)
        if not self.sessions:
            return "; ".join(filter(None, (tr("none in this period"), left_out)))
        # Translators: {sessions} sessions, on so many days.
        often = trn(
            "{sessions} on {n} day, {rate} a week",
            "{sessions} on {n} days, {rate} a week",
            self.days,
            sessions=self.sessions,
            rate=format_number(self.sessions_a_week, 1),
        )
        done = tr(
            "{finished} done to the end, {complete} with every step as planned",
            finished=self.finished,
            complete=self.complete,
        )
        return "; ".join(filter(None, (often, done, left_out)))


def summarise(
    past: HistoryReader, since_day: int, until_day: int, rest_days: Collection[int] = (), weekly_goal: int = 0
) -> Summary:
    """The figures of all days from one to the other, both included.

    `rest_days` are weekdays, 0 (Monday) to 6; `weekly_goal` is how many sessions a week a person means to do, 0 for no
    goal. Days to come would count as missed: `until_day` is today at the latest. Raises `ValueError` where the range
    runs backwards, and `TrunkTimerError` where the history cannot be read.
    """
    if until_day < since_day:
        raise ValueError("the range of days runs backwards")
    real = [
        record for record in past.all_sessions(Wanted(since_day=since_day, until_day=until_day)) if record.speed == 1
    ]
    records = [record for record in real if not is_false_start(record.active_ms, record.planned_ms)]
    days = sorted({record.started.day for record in records})
    pain_since = days[0] if days else since_day
    efforts = [record.feedback.effort for record in records if record.feedback.effort is not None]
    finished = [record for record in records if record.ending is Ending.FINISHED]
    return Summary(
        since_day=since_day,
        until_day=until_day,
        sessions=len(records),
        false_starts=len(real) - len(records),
        finished=len(finished),
        complete=sum(record.is_complete for record in finished),
        days=len(days),
        active_ms=sum(record.active_ms for record in records),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        adherence=_adherence(len(records), days, range(since_day, until_day + 1), frozenset(rest_days), weekly_goal),
        pain_before=_pain([(one.started.day, one.feedback.pain_before) for one in real], pain_since, until_day),
        pain_after=_pain([(one.started.day, one.feedback.pain_after) for one in real], pain_since, until_day),
        effort=_mean(efforts),
        effort_stated=len(efforts),
        routines=_routines(records),
        movements=_movements(past, since_day, until_day, records),
        notes=_notes(real),
    )


def movements_of(rows: Iterable[MovementWeek], in_week: Mapping[int, int]) -> tuple[MovementSummary, ...]:
    """The sums of each movement, the one with most work first. `in_week` is how many sessions each week had."""
    found = (_movement(group, in_week) for group in grouped(rows))
    return tuple(sorted(found, key=lambda one: (-one.work_ms, one.name)))


def format_days(since_day: int, until_day: int) -> str:
    """Such as `2026-09-01 to 2026-11-21`; one day where both are the same."""
    since, until = day_token(since_day), day_token(until_day)
    # Translators: two days, such as "2026-09-01 to 2026-11-21".
    return since if since == until else tr("{since} to {until}", since=since, until=until)


def _first_and_last(first_day: int, last_day: int) -> str:
    """The days of two sessions; one day where both are the same."""
    first, last = day_token(first_day), day_token(last_day)
    return first if first == last else tr("{first} and {last}", first=first, last=last)


def _adherence(sessions: int, days: Sequence[int], all_days: range, rests: frozenset[int], goal: int) -> Adherence:
    on_rest_days = sum(weekday_of(day) in rests for day in days)
    if goal > 0:
        return Adherence(done=sessions, planned=goal * len(all_days) / 7, weekly_goal=goal, extra=on_rest_days)
    planned = sum(weekday_of(day) not in rests for day in all_days)
    return Adherence(done=len(days) - on_rest_days, planned=planned, weekly_goal=0, extra=on_rest_days)


def _pain(stated: Iterable[tuple[int, int | None]], since_day: int, until_day: int) -> PainCourse:
    pains = [(day, pain) for day, pain in stated if pain is not None]
    length = min(PAIN_DAYS, (until_day - since_day + 1) // 2)
    length = length if length >= LEAST_PAIN_DAYS else 0
    worst = max((pain for _, pain in pains), default=None)
    return PainCourse(
        days=length,
        first=_mean([pain for day, pain in pains if day < since_day + length]),
        last=_mean([pain for day, pain in pains if day > until_day - length]),
        mean=_mean([pain for _, pain in pains]),
        worst=worst,
        worst_day=next((day for day, pain in pains if pain == worst), None),
        stated=len(pains),
    )


def _routines(oldest_first: Iterable[SessionRecord]) -> tuple[RoutineSummary, ...]:
    groups: dict[str, list[SessionRecord]] = {}
    for record in oldest_first:
        groups.setdefault(record.routine_key, []).append(record)
    rows = [
        RoutineSummary(
            name=written(group[-1].routine_name),
            sessions=len(group),
            first_level=group[0].level,
            last_level=group[-1].level,
        )
        for group in groups.values()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.sessions, row.name)))


def _movements(
    past: HistoryReader, since_day: int, until_day: int, records: Iterable[SessionRecord]
) -> tuple[MovementSummary, ...]:
    """Whole weeks have their sums ready; only what is left over at both ends is counted step by step."""
    first, last = week_of(since_day - 1) + 1, week_of(until_day + 1) - 1
    if first <= last:
        rows = chain(
            _counted(past, since_day, monday_of(first) - 1),
            past.movement_weeks(first, last),
            _counted(past, monday_of(last + 1), until_day),
        )
    else:
        rows = chain(_counted(past, since_day, until_day))
    in_week: dict[int, int] = {}
    for record in records:
        week = week_of(record.started.day)
        in_week[week] = in_week.get(week, 0) + 1
    return movements_of(rows, in_week)


def _counted(past: HistoryReader, since_day: int, until_day: int) -> list[MovementWeek]:
    """A row for each set."""
    if until_day < since_day:
        return []
    rows: list[MovementWeek] = []
    for record, steps in past.all_steps(Wanted(since_day=since_day, until_day=until_day)):
        if record.speed != 1:
            continue
        seen: set[tuple[str, str]] = set()
        for one in sets_of(steps):
            name = (one.movement, one.name)
            rows.append(
                MovementWeek(
                    week=week_of(record.started.day),
                    movement=one.movement,
                    name=written(one.name),
                    sessions=int(name not in seen),
                    reps=one.reps,
                    work_ms=one.actual_ms,
                    holds=one.holds,
                    hold_planned_ms=one.hold_planned_ms,
                    hold_min_ms=one.hold_min_ms,
                    held_ms=one.held_ms,
                )
            )
            seen.add(name)
    return rows


def _movement(rows: Sequence[MovementWeek], in_week: Mapping[int, int]) -> MovementSummary:
    newest = newest_of(rows)
    sessions: dict[int, int] = {}
    for row in rows:
        sessions[row.week] = sessions.get(row.week, 0) + row.sessions
    holds = sum(row.holds for row in rows)
    return MovementSummary(
        movement=newest.movement,
        name=written(newest.name),
        # A session with two names for one movement is in two rows; it still is one session.
        sessions=sum(min(number, in_week.get(week, number)) for week, number in sessions.items()),
        reps=sum(row.reps for row in rows),
        work_ms=sum(row.work_ms for row in rows),
        holds=holds,
        held_ms=sum(row.held_ms for row in rows) / holds if holds else None,
        target_ms=sum(row.hold_planned_ms for row in rows) / holds if holds else None,
        least_ms=sum(row.hold_min_ms for row in rows) / holds if holds else None,
    )


def _notes(oldest_first: Iterable[SessionRecord]) -> tuple[DatedNote, ...]:
    """The newest first."""
    notes = [(one.started.day, _one_line(one.feedback.note)) for one in oldest_first]
    written = [(day, text) for day, text in notes if text]
    return tuple(DatedNote(day=day, text=_short(text)) for day, text in reversed(written[-MOST_NOTES:]))


def _one_line(text: str) -> str:
    """`text` without line breaks and without what cannot be printed."""
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text).split())


def _short(text: str) -> str:
    return text if len(text) <= NOTE_SHOWN else text[: NOTE_SHOWN - 1].rstrip() + "…"


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _number(value: float) -> str:
    """With one place after the decimal mark, or none where it would be a 0."""
    return format_number(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def _stated(times: int) -> str:
    """How often something was said after a session."""
    return trn("stated once", "stated {n} times", times)


def format_sessions(number: int) -> str:
    """`1 session`, `2 sessions`."""
    return trn("{n} session", "{n} sessions", number)
