"""What may be asked of the history, and the figures that come back. How they are kept and reckoned is not known here.

Days are counted from 1970-01-01 on the person's own wall; weeks from the Monday before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Protocol

from trunktimer.foundation.wall_time import WallTime
from trunktimer.session.bests import Bests
from trunktimer.session.record import Feedback, SessionRecord, StepRecord, is_false_start

_FIRST_MONDAY: Final = 3  # 1970-01-01 was a Thursday
FIRST_DAY: Final = 1 - date(1970, 1, 1).toordinal()  # of the calendar


def week_of(day: int) -> int:
    """The week (from Monday to Sunday) that holds a day."""
    return (day + _FIRST_MONDAY) // 7


def monday_of(week: int) -> int:
    """The day on which a week begins."""
    return week * 7 - _FIRST_MONDAY


def weekday_of(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day + _FIRST_MONDAY) % 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sessions: from `since_day` to `until_day`, both included; of one routine; with `text` in name or note."""

    since_day: int | None = None
    until_day: int | None = None
    routine_key: str = ""
    text: str = ""


class DayFigures(NamedTuple):
    """A day on which something was done."""

    day: int
    sessions: int
    active_ms: int


class WeekFigures(NamedTuple):
    """A week. `complete` of `sessions` were done to the end; the means are `None` where nobody said anything."""

    week: int
    sessions: int
    complete: int
    planned_ms: int
    active_ms: int
    effort: float | None
    pain_before: float | None
    pain_after: float | None


class MovementWeek(NamedTuple):
    """A movement in a week. `work_ms` is its time under tension; of all `holds`, the sums of target, least and actual.

    `movement` is its key, empty for one that only has a `name`.
    """

    week: int
    movement: str
    name: str
    sessions: int
    reps: int
    work_ms: int
    holds: int
    hold_planned_ms: int
    hold_min_ms: int
    held_ms: int


class RoutineCount(NamedTuple):
    """A routine that occurs in the history, with its newest name."""

    key: str
    name: str
    sessions: int


class Attempt(NamedTuple):
    """What a program has to know of a session to count it."""

    uid: str
    started: WallTime
    active_ms: int
    planned_ms: int

    @property
    def is_false_start(self) -> bool:
        """Whether it was only begun, and so counts for nothing."""
        return is_false_start(self.active_ms, self.planned_ms)


class HistoryReader(Protocol):
    """The history, to be read. Each call may raise `TrunkTimerError` when it cannot be read.

    Deleted sessions and those that run are never among the answers. Rehearsals (`speed` other than 1) are among
    sessions and steps, and in no figures.
    """

    def count(self, wanted: Wanted) -> int:
        """How many sessions there are."""
        ...

    def sessions(self, wanted: Wanted, *, first: int = 0, most: int = 200) -> Sequence[SessionRecord]:
        """The newest first; `most` of them from the `first` on (counted from 0)."""
        ...

    def session(self, uid: str) -> SessionRecord | None:
        """One session; `None` if there is none (or it was deleted)."""
        ...

    def steps(self, uid: str) -> Sequence[StepRecord]:
        """The steps of a session, by `seq`."""
        ...

    def text(self, uid: str) -> str:
        """The copy of the routine's file as it was then; empty if there is none."""
        ...

    def routines(self) -> Sequence[RoutineCount]:
        """The routines that occur, those done most often first."""
        ...

    def days(self, since_day: int, until_day: int) -> Sequence[DayFigures]:
        """The days on which something was done, in order, both ends included."""
        ...

    def weeks(self, since_week: int, until_week: int) -> Sequence[WeekFigures]:
        """The weeks in which something was done, in order, both ends included."""
        ...

    def movement_weeks(self, since_week: int, until_week: int) -> Sequence[MovementWeek]:
        """Movements by week, in order of weeks, both ends included."""
        ...

    def bests(self) -> Bests:
        """The most of each feat so far, rehearsals left out."""
        ...

    def last_sessions(self, routine_key: str, most: int, until_ms: int | None = None) -> Sequence[SessionRecord]:
        """The newest sessions of one routine, rehearsals left out, the newest first.

        Those that begin after `until_ms` (since 1970, in UTC) are not yet.
        """
        ...

    def attempts(self, routine_key: str, since_day: int, until_day: int) -> Sequence[Attempt]:
        """The sessions of one routine, rehearsals left out, the oldest first; both ends included."""
        ...

    def first_attempt(self, routine_key: str) -> Attempt | None:
        """The oldest session of one routine that is neither a rehearsal nor a false start."""
        ...

    def all_sessions(self, wanted: Wanted) -> Iterator[SessionRecord]:
        """All of them, the oldest first, for an export; not read into memory at once."""
        ...

    def all_steps(self, wanted: Wanted) -> Iterator[tuple[SessionRecord, Sequence[StepRecord]]]:
        """The same sessions, each with its steps."""
        ...


class HistoryChanges(Protocol):
    """What may be changed of the history. Each call may raise `TrunkTimerError`."""

    def say(self, uid: str, feedback: Feedback) -> None:
        """Put what a person says of a session in the place of what was said."""
        ...

    def delete(self, uids: Iterable[str], at_ms: int) -> None:
        """Take sessions away; `restore` brings them back until the program ends."""
        ...

    def restore(self, uids: Iterable[str]) -> None:
        """Bring deleted sessions back."""
        ...

    def add(self, records: Iterable[tuple[SessionRecord, Sequence[StepRecord]]]) -> tuple[int, int]:
        """Add sessions with their steps; gives how many were added and how many were known already and left alone."""
        ...
