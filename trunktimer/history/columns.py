"""Every column of the history, once: of sessions, steps and sets. A field that a record gets is one entry more here.

From these tables come the SQL tables and their values (`store`), the cells of the CSV (`csv`), the JSON of
`trunktimer history`, and the tables of `docs/csv.md`. How each kind of value is written stands there, once a kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from trunktimer.figure.body import Side
from trunktimer.foundation.translation import later, tr
from trunktimer.routine.timeline import StepKind
from trunktimer.session.effects import Outcome
from trunktimer.session.record import (
    LEAST_EFFORT,
    MOST_EFFORT,
    MOST_PAIN,
    NOTE_LENGTH,
    Ending,
    Feedback,
    SessionRecord,
)


class Grain(StrEnum):
    """What a row of a CSV file is."""

    SESSIONS = "sessions"
    SETS = "sets"
    STEPS = "steps"


class CellType(StrEnum):
    """What stands in a column of the CSV."""

    TEXT = "text"
    WORD = "word"
    WHOLE = "whole number"
    NUMBER = "number"
    BOOLEAN = "true or false"
    TIME = "time"


class Kind(StrEnum):
    """What a value is in the record."""

    TEXT = "text"
    WORD = "word"  # one of a few
    WHOLE = "whole number"
    NUMBER = "number"
    BOOLEAN = "true or false"
    TIME = "time"  # a `WallTime`
    MS = "ms"  # a time span: milliseconds, and seconds in the CSV
    SLEEPS = "sleeps"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        field: where the value stands in the record, such as `feedback.effort`.
        kind: what it is.
        means: its sentence in `docs/csv.md`.
        key: its name in SQL and JSON; that of the field if nothing is said.
        name: its name in the CSV; that of the field if nothing is said, with its unit.
        words: of a word, what it may be in the CSV.
        least, most: of a whole number, a time span or the length of a text, both included; `None` for no limit.
        unit: of a number that is no time span.
        rule, pattern: what a text must be, in words that go through `tr`, and as a regular expression. One with a
            pattern is a code, in which capitals and blanks at its ends mean nothing.
        empty: whether there may be no value. A text without a pattern may always be empty.
        absent: the cell that a file without this column counts as, and older tables; `None` if import needs it.
        sql, json: whether it is kept in the tables and shown in JSON.
        derived: whether it follows from other fields: then it is not in the CSV, and nothing reads it.
        part: whether reps share it, in the table `part`. Only columns of the first tables can be shared.
        since: the version of the tables that has it; a migration adds it to older ones.
        of_session: whether it is a copy out of the session, so that a file can be looked at by itself.
    """

    field: str
    kind: Kind
    means: str = ""
    key: str = ""
    name: str = ""
    words: tuple[str, ...] = ()
    least: int | None = 0
    most: int | None = None
    unit: str = ""
    rule: str = ""
    pattern: str = ""
    empty: bool = False
    absent: str | None = None
    sql: bool = True
    json: bool = True
    derived: bool = False
    part: bool = False
    since: int = 1
    of_session: bool = False

    def __post_init__(self) -> None:
        own = self.field.rpartition(".")[2]
        is_span = self.kind is Kind.MS
        object.__setattr__(self, "key", self.key or own)
        object.__setattr__(self, "name", self.name or (own.removesuffix("_ms") + "_s" if is_span else own))
        object.__setattr__(self, "unit", "s" if is_span else self.unit)

    @property
    def type(self) -> CellType:
        """What stands in the CSV."""
        return CellType({Kind.MS: CellType.NUMBER, Kind.SLEEPS: CellType.TEXT}.get(self.kind, self.kind))

    @property
    def needed(self) -> bool:
        """Whether import cannot do without it."""
        return self.absent is None

    @property
    def may_be_empty(self) -> bool:
        """Whether a cell may have nothing in it."""
        return self.empty or (self.kind is Kind.TEXT and not self.pattern)

    @property
    def range(self) -> str:
        """Which values there may be, in words."""
        if self.kind is Kind.BOOLEAN:
            said = "`true`, `false`"
        elif self.words:
            said = ", ".join(f"`{word}`" for word in self.words)
        elif self.most is not None and not self.rule:
            said = tr("{least} to {most}", least=self.least, most=self.most)
        elif self.kind in (Kind.WHOLE, Kind.MS) and self.least is not None:
            said = tr("{least} or more", least=self.least)
        else:
            said = tr(self.rule, most=self.most) if self.rule else tr("any")
        # Translators: what may stand in a column, such as "0 to 10, or empty".
        return tr("{values}, or empty", values=said) if self.empty else said


_UID: Final = Column(
    "uid",
    Kind.TEXT,
    "names the session for good; the same wherever it goes",
    rule=later("32 hexadecimal digits"),
    pattern="[0-9a-f]{32}",
)
_ROUTINE_KEY: Final = Column("routine_key", Kind.TEXT, "the routine's key: its file without `.toml`")
_LEVEL: Final = Column(
    "level", Kind.WHOLE, "where in its ranges the routine was done", name="level_percent", most=100, unit="%"
)
_STARTED: Final = Column("started", Kind.TIME, "when it began")
_PAIN_BEFORE: Final = Column(
    "feedback.pain_before", Kind.WHOLE, "pain before the session (0: none)", most=MOST_PAIN, empty=True, absent=""
)
_PAIN_AFTER: Final = Column(
    "feedback.pain_after", Kind.WHOLE, "pain after the session", most=MOST_PAIN, empty=True, absent=""
)

SESSION_COLUMNS: Final = (
    _UID,
    _ROUTINE_KEY,
    Column("routine_name", Kind.TEXT, "the routine's name on that day"),
    Column("routine_hash", Kind.TEXT, "fingerprint of the routine's file as it was"),
    _LEVEL,
    Column("speed", Kind.NUMBER, "1.0, or how many times as fast as the clock a rehearsal was", rule=later("above 0")),
    _STARTED,
    Column("ended", Kind.TIME, "when it ended", empty=True, absent=""),
    Column("zone", Kind.TEXT, "name of the time zone, such as `Europe/Berlin`", absent=""),
    Column("started.day", Kind.WHOLE, json=False, derived=True),  # for figures, which ask by the day on the wall
    Column(
        "ending",
        Kind.WORD,
        "to its end; stopped by the person; broken off by the end of the program",
        words=(Ending.FINISHED, Ending.STOPPED, Ending.UNFINISHED),
    ),
    Column("is_complete", Kind.BOOLEAN, key="complete", sql=False, derived=True),
    Column("planned_ms", Kind.MS, "time that the routine takes at its level"),
    Column("active_ms", Kind.MS, "time that ran, in steps and at gates"),
    Column("paused_ms", Kind.MS, "time in pauses"),
    Column("slept_ms", Kind.MS, "time in which the computer slept or the program was stopped"),
    Column(
        "drift_ms",
        Kind.MS,
        "by how much the clock on the wall went further than the time accounted for",
        least=None,
        empty=True,
        absent="",
    ),
    Column("steps", Kind.WHOLE, "how many steps the routine has at its level"),
    Column("work_steps", Kind.WHOLE, "how many of `steps` are work, or a rep that waits for the person"),
    Column("short_steps", Kind.WHOLE, "how many of `work_steps` were not done as planned; 0 in a session in full"),
    Column(
        "sleeps",
        Kind.SLEEPS,
        "each sleep: when in the session, and for how long, in seconds with a point. `40.0+1800.0 95.25+60.0` are two",
        rule=later("moment+length with spaces between"),
        empty=True,
        absent="",
        json=False,
    ),
    Column(
        "feedback.effort",
        Kind.WHOLE,
        "how hard it was (session RPE)",
        name="effort_rpe",
        least=LEAST_EFFORT,
        most=MOST_EFFORT,
        empty=True,
        absent="",
    ),
    _PAIN_BEFORE,
    _PAIN_AFTER,
    Column(
        "feedback.note",
        Kind.TEXT,
        "what the person wrote",
        rule=later("{most} characters at most"),
        most=NOTE_LENGTH,
        empty=True,
        absent="",
    ),
)

_BLOCK: Final = Column(
    "block",
    Kind.TEXT,
    "place of the block in the routine; `2.1` is the first in the second group",
    rule=later("whole numbers from 1 with points between"),
    pattern=r"([1-9][0-9]*(\.[1-9][0-9]*)*)?",
    empty=True,
    part=True,
)
_ROUNDS: Final = Column(
    "rounds",
    Kind.TEXT,
    "round of each group around the block; `1/3 2/2` is the first of three, and in it the second of two",
    rule=later("round/rounds with spaces between"),
    pattern=r"([1-9][0-9]*/[1-9][0-9]*( [1-9][0-9]*/[1-9][0-9]*)*)?",
    empty=True,
    absent="",
)
_MOVEMENT: Final = Column("movement", Kind.TEXT, "the movement's key", absent="", part=True)
_NAME: Final = Column("name", Kind.TEXT, "the movement's or block's name", absent="", part=True)
_SIDE: Final = Column(
    "side",
    Kind.WORD,
    "the side that works",
    words=(Side.LEFT.value, Side.RIGHT.value),
    empty=True,
    absent="",
    part=True,
)
_SET: Final = Column("set", Kind.WHOLE, "which set, from 1; 0 outside sets", key="set_number")
_SETS: Final = Column("sets", Kind.WHOLE, "of how many", part=True)
_OUTCOME: Final = Column("outcome", Kind.WORD, "the worst of its steps", words=tuple(Outcome))
_AGAIN: Final = Column("again", Kind.BOOLEAN, "whether the block was skipped first and offered again at the end")
_LOAD: Final = Column("load", Kind.TEXT, "with what, as the routine says it: `4 kg`, `red band`", absent="", since=2)
_BREATHS: Final = Column("breaths", Kind.WHOLE, "how many breaths were aimed at; 0 for none", absent="0", since=2)
_COUNTED_REPS: Final = Column(
    "counted_reps", Kind.WHOLE, "how many reps the person said it were", empty=True, absent="", since=2
)
_COUNTED: Final = Column(
    "counted_ms",
    Kind.MS,
    "what was held of a time that counts up, without the way to the key",
    name="count_up_s",
    empty=True,
    absent="",
    since=2,
)
_OPTIONAL: Final = Column("optional", Kind.BOOLEAN, "whether the block may be left out", absent="false", since=2)
_LEFT_OUT: Final = Column("left_out", Kind.BOOLEAN, "whether it was", absent="false", since=2)
_OF_FORMAT_2: Final = (_LOAD, _BREATHS, _COUNTED_REPS, _COUNTED, _OPTIONAL, _LEFT_OUT)

#: Those of the session are not read by import: it has them from the session, which it finds by its `uid`.
STEP_COLUMNS: Final = (
    replace(_UID, name="session_uid", means="the session's `uid`", of_session=True),
    replace(
        _STARTED,
        name="session_started",
        means="a copy of the session's `started`; import does not read it",
        absent="",
        of_session=True,
    ),
    replace(_ROUTINE_KEY, means="a copy of the session's; import does not read it", absent="", of_session=True),
    Column("seq", Kind.WHOLE, "number of the row in its session, from 0"),
    Column(
        "index",
        Kind.WHOLE,
        "place of the step on the routine's timeline; a step begun anew has the same again",
        key="place",
    ),
    Column("kind", Kind.WORD, "what the step is; `gate` waits for the person", words=tuple(StepKind), part=True),
    _BLOCK,
    _ROUNDS,
    _MOVEMENT,
    _NAME,
    Column("phase", Kind.TEXT, "such as `raise`, `hold`, `lower`", absent="", part=True),
    _SIDE,
    _SET,
    _SETS,
    Column("rep", Kind.WHOLE, "which rep, from 1; 0 where there is none"),
    Column("reps", Kind.WHOLE, "of how many", part=True),
    Column("planned_ms", Kind.MS, "planned time; of a gate what it aims at, or takes at least, or 0.0", part=True),
    Column("min_ms", Kind.MS, "least time of a range", empty=True, absent="", part=True),
    Column("actual_ms", Kind.MS, "time really spent in it, pauses left out"),
    Column("ended_ms", Kind.MS, "when the step ended, from the start of the session"),
    replace(_OUTCOME, means="how it ended; `released` is let go after the least, `left` is for an earlier step"),
    _AGAIN,
    *_OF_FORMAT_2,
)

#: Sets are reckoned from steps: they are written to CSV, and neither kept nor read.
SET_COLUMNS: Final = (
    replace(_UID, name="session_uid", means="the session's `uid`", of_session=True),
    replace(_STARTED, name="session_started", means="a copy of the session's `started`", of_session=True),
    replace(_ROUTINE_KEY, means="a copy of the session's", of_session=True),
    replace(_LEVEL, means="of the session", of_session=True),
    _BLOCK,
    _ROUNDS,
    _MOVEMENT,
    _NAME,
    _SIDE,
    _SET,
    _SETS,
    _AGAIN,
    Column("reps_planned", Kind.WHOLE, "reps planned"),
    Column("reps", Kind.WHOLE, "reps done to their end"),
    Column("planned_ms", Kind.MS, "planned time of work, rests left out"),
    Column("actual_ms", Kind.MS, "time of work; what was done twice counts twice"),
    Column("holds", Kind.WHOLE, "how many steps are holds"),
    Column("hold_planned_ms", Kind.MS, "planned time in all holds"),
    Column("hold_min_ms", Kind.MS, "the least of that: a range counts with its lower end"),
    Column("held_ms", Kind.MS, "time in all holds, as last done"),
    _OUTCOME,
    replace(_PAIN_BEFORE, means="of the session", of_session=True),
    replace(_PAIN_AFTER, means="of the session", of_session=True),
    _LOAD,
    replace(_BREATHS, means="the most breaths that were aimed at; 0 for none"),
    _COUNTED_REPS,
    replace(_COUNTED, means="the longest that was held of a time that counts up, without the way to the key"),
    _OPTIONAL,
    replace(_LEFT_OUT, means="whether any of it was"),
)

#: Those of each CSV file.
COLUMNS: Final[Mapping[Grain, tuple[Column, ...]]] = {
    Grain.SESSIONS: tuple(column for column in SESSION_COLUMNS if not column.derived),
    Grain.SETS: SET_COLUMNS,
    Grain.STEPS: STEP_COLUMNS,
}


def session_of(values: Mapping[str, Any]) -> SessionRecord:
    """The record of a session from values by their field; those that are missing are as the record has them."""
    own: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for field, value in values.items():
        group, _, name = field.rpartition(".")
        (said if group else own)[name] = value
    return SessionRecord(**own, feedback=Feedback(**said))
