"""What the plots of the history show, as plain values: numbers, and the same in words. Draws nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from trunktimer.core.effects import Outcome
from trunktimer.core.past import WeekFigures, monday_of
from trunktimer.core.record import MOST_PAIN, SetRecord
from trunktimer.core.stats import MovementSeries, day_text

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600)
_MOST_STEPS: Final = 5  # between 0 and the top of a plot
_MOST_ROWS: Final = 14  # of movements side by side; the table has them all
_BROKEN_AT: Final = 2  # so many times the longest planned set: a longer bar is broken
_MINUTES_FROM_MS: Final = 180_000  # what is less than this at its most is told in seconds
_MINUTE_MS: Final = 60_000


class Shape(Enum):
    """How the values of a layer are drawn."""

    BACK = auto()  # a wide pale bar with an edge: what was planned
    BAR = auto()
    RANGE = auto()  # a box from `low` to the value
    DASHES_RINGS = auto()  # a line with dashes, and rings on it
    LINE_SQUARES = auto()
    DOTS_TRIANGLES = auto()
    LINE_DISCS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Values of one kind, one for each place; `None` where there is nothing. `role` names a colour of the theme."""

    name: str
    shape: Shape
    role: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it has no value at all."""
        return all(value is None for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A plot: places (weeks, movements or sets), what is drawn at each, and each in words.

    `lying` bars grow to the right, with the names of the places on the left and `ends` on the right. Weeks have
    `first_week` in place of names. `ticks` are the marks of the axis of values from 0 to `top`; `unit` names it.
    `head` and `rows` are the table with the same numbers. `empty` says why there is nothing to be seen.
    """

    title: str
    unit: str
    layers: tuple[Layer, ...] = ()
    top: float = 1.0
    ticks: tuple[float, ...] = (0.0,)
    first_week: int | None = None
    places: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    summary: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = ""

    @property
    def lying(self) -> bool:
        """Whether the bars lie."""
        return self.first_week is None

    @property
    def length(self) -> int:
        """How many places there are along the axis."""
        return len(self.told)


# ---- words


def time_text(ms: float) -> str:
    """A time as a person says it: `45 s`, `2 min 5 s`; from ten minutes on to the minute: `12 min`, `1 h 5 min`."""
    seconds = round(ms / 1000)
    if seconds >= 600:
        seconds = round(seconds / 60) * 60
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    pieces = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    if seconds or not pieces:
        pieces.append(f"{seconds} s")
    return " ".join(pieces)


def counted(number: int, word: str) -> str:
    """`1 session`, `3 sessions`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def month_of(week: int) -> tuple[int, int, int]:
    """Year, month (1..12) and day of the month on which a week begins."""
    year, month, day = day_text(monday_of(week)).split("-")
    return int(year), int(month), int(day)


def week_ticks(first: int, weeks: int, room_px: float, label_px: float) -> list[tuple[int, str]]:
    """The weeks (counted from `first`) that are named under a plot, with their names.

    Days (`2 Nov`) while each second week has room for one; months where there is less, a year with each January.
    """
    each_px = room_px / max(1, weeks)
    for step in (1, 2):
        if each_px * step >= label_px + 10:
            return [(at, _day_name(first + at)) for at in range((weeks - 1) % step, weeks, step)]
    begins = [at for at in range(weeks) if month_of(first + at)[2] <= 7]
    year_px = label_px * 1.6
    gap_px = each_px * 52 / 12
    step = next((step for step in (1, 2, 3, 6) if gap_px * step >= label_px * 0.6 + year_px / 2 + 10), 12)
    named = []
    for at in begins:
        year, month, _ = month_of(first + at)
        if (month - 1) % step == 0:
            named.append((at, f"Jan {year}" if month == 1 else _MONTHS[month - 1]))
    return named


def _day_name(week: int) -> str:
    _, month, day = month_of(week)
    return f"{day} {_MONTHS[month - 1]}"


def _monday_name(week: int) -> str:
    return f"{_day_name(week)} {month_of(week)[0]}"


def _week_names(weeks: Sequence[int]) -> list[str]:
    """`Week of 2 Nov`; with the year where it is not that of the last week."""
    year_now = month_of(weeks[-1])[0]
    return [f"Week of {_day_name(week) if month_of(week)[0] == year_now else _monday_name(week)}" for week in weeks]


def _scale(most: float) -> tuple[float, tuple[float, ...]]:
    """The top of an axis that holds `most`, and its marks."""
    step = next((step for step in _STEPS if most <= step * _MOST_STEPS), None) or most / _MOST_STEPS
    marks = max(1, -int(-most // step))
    return marks * step, tuple(step * mark for mark in range(marks + 1))


def _time_unit(most_ms: float) -> tuple[str, int]:
    return ("minutes", _MINUTE_MS) if most_ms >= _MINUTES_FROM_MS else ("seconds", 1_000)


# ---- weeks


def minutes_graph(rows: Iterable[WeekFigures], since_week: int, until_week: int) -> Graph:
    """Minutes a week, with what was planned behind them."""
    title = "Minutes a week"
    found = {row.week: row for row in rows if since_week <= row.week <= until_week}
    if not found:
        return Graph(title=title, unit="minutes", empty="Nothing was done in these weeks.")
    weeks = range(since_week, until_week + 1)
    active = tuple(found[week].active_ms / _MINUTE_MS if week in found else None for week in weeks)
    planned = tuple(found[week].planned_ms / _MINUTE_MS if week in found else None for week in weeks)
    top, ticks = _scale(max(max(row.active_ms, row.planned_ms) for row in found.values()) / _MINUTE_MS)
    told, table = [], []
    for week, name in zip(weeks, _week_names(weeks), strict=True):
        row = found.get(week)
        if row is None:
            told.append(f"{name}: nothing")
            table.append((_monday_name(week), "0 min", "0", "0", "0 min"))
            continue
        short = "" if row.complete == row.sessions else f", {row.complete} done to the end"
        told.append(
            f"{name}: {_minutes(row.active_ms)} in {counted(row.sessions, 'session')}{short};"
            f" {_minutes(row.planned_ms)} planned"
        )
        table.append(
            (
                _monday_name(week),
                _minutes(row.active_ms),
                str(row.sessions),
                str(row.complete),
                _minutes(row.planned_ms),
            )
        )
    all_ms = sum(row.active_ms for row in found.values())
    sessions = sum(row.sessions for row in found.values())
    return Graph(
        title=title,
        unit="minutes",
        layers=(
            Layer(name="Planned", shape=Shape.BACK, role="edge", values=planned),
            Layer(name="Done", shape=Shape.BAR, role="move", values=active),
        ),
        top=top,
        ticks=ticks,
        first_week=since_week,
        told=tuple(told),
        summary=f"{time_text(all_ms)} in {counted(sessions, 'session')}, in {len(found)} of {len(weeks)} weeks",
        head=("Week of", "Done", "Sessions", "Done to the end", "Planned"),
        rows=tuple(table),
    )


def _minutes(ms: float) -> str:
    return f"{round(ms / _MINUTE_MS)} min" if ms >= _MINUTE_MS else time_text(ms)


def pain_graph(rows: Iterable[WeekFigures], since_week: int, until_week: int) -> Graph:
    """Pain before and after, and effort: the means of each week, on a scale from 0 to 10."""
    title = "Pain and effort"
    said = {
        row.week: (row.pain_before, row.pain_after, row.effort)
        for row in rows
        if since_week <= row.week <= until_week
        and not (row.pain_before is None and row.pain_after is None and row.effort is None)
    }
    if not said:
        return Graph(
            title=title,
            unit="0 to 10",
            empty="Nothing was said of pain or effort in these weeks. It can be told after each session.",
        )
    weeks = range(since_week, until_week + 1)
    values = [said.get(week, (None, None, None)) for week in weeks]
    told = []
    for week_name, (before, after, effort) in zip(_week_names(weeks), values, strict=True):
        words = [
            f"{name} {value:.1f}".removesuffix(".0")
            for name, value in (("pain before", before), ("after", after), ("effort", effort))
            if value is not None
        ]
        if before is None and after is not None:
            words[0] = f"pain {words[0]}"
        told.append(f"{week_name}: {', '.join(words) or 'nothing was said'}")
    return Graph(
        title=title,
        unit="0 to 10",
        layers=(
            Layer(
                name="Effort", shape=Shape.DOTS_TRIANGLES, role="rest", values=tuple(effort for _, _, effort in values)
            ),
            Layer(
                name="Pain before",
                shape=Shape.DASHES_RINGS,
                role="hold",
                values=tuple(before for before, _, _ in values),
            ),
            Layer(
                name="Pain after", shape=Shape.LINE_SQUARES, role="move", values=tuple(after for _, after, _ in values)
            ),
        ),
        top=float(MOST_PAIN),
        ticks=tuple(float(mark) for mark in range(0, MOST_PAIN + 1, 2)),
        first_week=since_week,
        told=tuple(told),
        summary=f"Told in {len(said)} of {len(weeks)} weeks",
        head=("Week of", "Pain before", "Pain after", "Effort"),
        rows=tuple(
            (_monday_name(week), *("–" if value is None else f"{value:.1f}" for value in three))
            for week, three in zip(weeks, values, strict=True)
        ),
    )


# ---- movements


def tension_totals(movements: Sequence[MovementSeries]) -> Graph:
    """The time under tension of each movement in the whole period, the longest first."""
    title = "Time under tension"
    sums = sorted(((sum(one.work_ms), one.name) for one in movements), key=lambda pair: (-pair[0], pair[1].casefold()))
    sums = [pair for pair in sums if pair[0] > 0]
    if not sums:
        return Graph(title=title, unit="minutes", empty="Nothing was done in these weeks.")
    all_ms = sum(ms for ms, _ in sums)
    shown = sums if len(sums) <= _MOST_ROWS else sums[: _MOST_ROWS - 1]
    others = len(sums) - len(shown)
    if others:
        shown = [*shown, (sum(ms for ms, _ in sums[len(shown) :]), f"{others} others")]
    unit, unit_ms = _time_unit(shown[0][0])
    top, ticks = _scale(max(ms for ms, _ in shown) / unit_ms)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name="Under tension",
                shape=Shape.BAR,
                role="hold",
                values=tuple(ms / unit_ms for ms, _ in shown),
            ),
        ),
        top=top,
        ticks=ticks,
        places=tuple(name for _, name in shown),
        ends=tuple(time_text(ms) for ms, _ in shown),
        told=tuple(f"{name}: {time_text(ms)} under tension, {_share(ms, all_ms)} of all" for ms, name in shown),
        summary=f"{time_text(all_ms)} under tension, {counted(len(sums), 'movement')}",
        head=("Movement", "Under tension", "Share"),
        rows=tuple((name, time_text(ms), _share(ms, all_ms)) for ms, name in sums),
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if part * 200 >= whole else "less than 1%"


def tension_graph(one: MovementSeries) -> Graph:
    """The time under tension of one movement, week by week."""
    title = f"Time under tension: {one.name}"
    done = [ms for ms in one.work_ms if ms > 0]
    if not done:
        return Graph(title=title, unit="minutes", empty=f"{one.name} was not done in these weeks.")
    unit, unit_ms = _time_unit(max(done))
    top, ticks = _scale(max(done) / unit_ms)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name="Under tension",
                shape=Shape.BAR,
                role="hold",
                values=tuple(ms / unit_ms if ms else None for ms in one.work_ms),
            ),
        ),
        top=top,
        ticks=ticks,
        first_week=one.weeks[0],
        told=tuple(
            f"{name}: {time_text(ms) if ms else 'nothing'}"
            for name, ms in zip(_week_names(one.weeks), one.work_ms, strict=True)
        ),
        summary=f"{time_text(sum(done))} under tension, in {len(done)} of {len(one.weeks)} weeks",
        head=("Week of", "Under tension"),
        rows=tuple((_monday_name(week), time_text(ms)) for week, ms in zip(one.weeks, one.work_ms, strict=True)),
    )


def held_graph(one: MovementSeries) -> Graph:
    """The mean hold of one movement against the target and the least of its range, week by week."""
    title = f"Held against target: {one.name}"
    held, target, least = (
        tuple(None if ms is None else ms / 1000 for ms in three) for three in (one.held_ms, one.target_ms, one.least_ms)
    )
    means = [value for value in held if value is not None]
    if not means:
        return Graph(title=title, unit="seconds a hold", empty=f"{one.name} was not held in these weeks.")
    top, ticks = _scale(max(value for value in (*held, *target) if value is not None))
    told, table = [], []
    for week, name, *three in zip(one.weeks, _week_names(one.weeks), held, target, least, strict=True):
        words = [_seconds(value) for value in three]
        table.append((_monday_name(week), *words))
        goal = f"target {words[1]}" + (f", least {words[2]}" if words[1] != words[2] else "")
        told.append(f"{name}: not held" if three[0] is None else f"{name}: held {words[0]} in the mean; {goal}")
    return Graph(
        title=title,
        unit="seconds a hold",
        layers=(
            Layer(
                name="Target" if least == target else "From least to target",
                shape=Shape.RANGE,
                role="edge",
                values=target,
                low=least,
            ),
            Layer(name="Held (mean)", shape=Shape.LINE_DISCS, role="hold", values=held),
        ),
        top=top,
        ticks=ticks,
        first_week=one.weeks[0],
        told=tuple(told),
        summary=f"Held in {len(means)} of {len(one.weeks)} weeks; the last time {_seconds(means[-1])}",
        head=("Week of", "Held (mean)", "Target", "Least"),
        rows=tuple(table),
    )


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0") + " s"


# ---- one session

_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.DONE: "",
    Outcome.RELEASED: "let go early",
    Outcome.RESTARTED: "begun anew",
    Outcome.LEFT: "left",
    Outcome.SKIPPED: "skipped",
    Outcome.INTERRUPTED: "broken off",
}


def sets_graph(sets: Sequence[SetRecord]) -> Graph:
    """The sets of one session, planned against actual."""
    title = "Planned and done"
    if not sets:
        return Graph(title=title, unit="seconds", empty="No set of this session was recorded.")
    longest_ms = max(one.planned_ms for one in sets)
    most_ms = max(one.actual_ms for one in sets)
    shown_ms = max(longest_ms, min(most_ms, longest_ms * _BROKEN_AT) if longest_ms else most_ms, 1_000)
    unit, unit_ms = _time_unit(shown_ms)
    top, ticks = _scale(shown_ms / unit_ms)
    kinds = (
        ("As planned", "done", (Outcome.DONE,)),
        ("Let go early", "hold", (Outcome.RELEASED,)),
        ("Cut short", "danger", (Outcome.RESTARTED, Outcome.LEFT, Outcome.SKIPPED, Outcome.INTERRUPTED)),
    )
    done = tuple(
        Layer(
            name=name,
            shape=Shape.BAR,
            role=role,
            values=tuple(min(one.actual_ms / unit_ms, top) if one.outcome in outcomes else None for one in sets),
        )
        for name, role, outcomes in kinds
    )
    good = sum(one.outcome is Outcome.DONE for one in sets)
    planned_ms, actual_ms = sum(one.planned_ms for one in sets), sum(one.actual_ms for one in sets)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name="Planned",
                shape=Shape.BACK,
                role="edge",
                values=tuple(one.planned_ms / unit_ms for one in sets),
            ),
            *(layer for layer in done if not layer.is_empty),
        ),
        top=top,
        ticks=ticks,
        places=tuple(_set_name(one) for one in sets),
        ends=tuple(("» " if one.actual_ms / unit_ms > top else "") + _set_end(one) for one in sets),
        told=tuple(_set_told(one) for one in sets),
        summary=f"{counted(len(sets), 'set')}, {good} as planned: {time_text(actual_ms)} of work,"
        f" {time_text(planned_ms)} planned",
        head=("Set", "Done", "Planned", "Reps", "Held", "Outcome"),
        rows=tuple(
            (
                _set_name(one),
                time_text(one.actual_ms),
                time_text(one.planned_ms) if one.planned_ms else "own pace",
                f"{one.reps} of {one.reps_planned}" if one.reps_planned else "–",
                f"{time_text(one.held_ms)} of {time_text(one.hold_planned_ms)}" if one.holds else "–",
                _OUTCOMES[one.outcome] or "done",
            )
            for one in sets
        ),
    )


def _set_name(one: SetRecord) -> str:
    side = {"left": " L", "right": " R"}.get(one.side, "")
    number = f" {one.set}/{one.sets}" if one.sets > 1 else ""
    rounds = f" · round {one.rounds}" if one.rounds else ""
    return f"{one.name}{side}{number}{rounds}{' · again' if one.again else ''}"


def _set_end(one: SetRecord) -> str:
    word = _OUTCOMES[one.outcome]
    time = time_text(one.actual_ms)
    return f"{time}, {word}" if word else time


def _set_told(one: SetRecord) -> str:
    words = [one.name]
    words += [one.side] if one.side else []
    words += [f"set {one.set} of {one.sets}"] if one.sets > 1 else []
    words += [f"round {one.rounds.replace('/', ' of ')}"] if one.rounds else []
    words += ["again"] if one.again else []
    planned = f"of {time_text(one.planned_ms)} planned" if one.planned_ms else "at one's own pace"
    said = [f"{time_text(one.actual_ms)} {planned}"]
    said += [f"{one.reps} of {one.reps_planned} reps"] if one.reps_planned else []
    said += [f"held {time_text(one.held_ms)} of {time_text(one.hold_planned_ms)}"] if one.holds else []
    said += [_OUTCOMES[one.outcome]] if _OUTCOMES[one.outcome] else []
    return f"{', '.join(words)}: {'; '.join(said)}"
