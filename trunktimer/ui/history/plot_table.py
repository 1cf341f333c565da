"""What the plots of the history show, as plain values: numbers, and the same in words. Draws nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from trunktimer.foundation.translation import DateStyle, day_words, later, number_text, tr, trc, trn, written
from trunktimer.history.reader import WeekFigures, monday_of
from trunktimer.history.stats import MovementSeries
from trunktimer.session.effects import Outcome
from trunktimer.session.record import MOST_PAIN, SetRecord
from trunktimer.ui.kit.plot_shape import Shape

_EPOCH: Final = date(1970, 1, 1).toordinal()
_STEPS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600)
_MOST_STEPS: Final = 5  # between 0 and the top of a plot
_MOST_ROWS: Final = 14  # of movements side by side; the table has them all
_BROKEN_AT: Final = 2  # so many times the longest planned set: a longer bar is broken
_MINUTES_FROM_MS: Final = 180_000  # what is less than this at its most is told in seconds
_MINUTE_MS: Final = 60_000
_NONE: Final = "–"
#: What the axis of values is called, by the unit of a graph.
UNITS: Final[Mapping[str, str]] = {
    "minutes": later("Minutes"),
    "seconds": later("Seconds"),
    "seconds a hold": later("Seconds a hold"),
    "0 to 10": later("0 to 10"),
}


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
    `first_week` in place of names. `ticks` are the marks of the axis of values from 0 to `top`; `unit` is the key of
    its name in `UNITS`. `head` and `rows` are the table with the same numbers. `empty` says why there is nothing to
    be seen.
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
    pieces = [tr("{hours} h", hours=hours)] if hours else []
    pieces += [tr("{minutes} min", minutes=minutes)] if minutes else []
    if seconds or not pieces:
        pieces.append(tr("{seconds} s", seconds=seconds))
    return " ".join(pieces)


def unit_words() -> list[str]:
    """The units of times, each of which stays on the line of its number."""
    said = (tr("{hours} h", hours=""), tr("{minutes} min", minutes=""), tr("{seconds} s", seconds=""))
    return [unit.strip() for unit in said]


def _plain(value: float) -> str:
    """A number with a tenth where it has one: `3`, `3.5`."""
    return number_text(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def monday(week: int) -> date:
    """The day on which a week begins."""
    return date.fromordinal(_EPOCH + monday_of(week))


def wide_days() -> list[str]:
    """Days as they stand under a plot, one of each month, to find out how much room they need."""
    return [day_words(date(2026, month, 28), DateStyle.SHORT) for month in range(1, 13)]


def week_ticks(first: int, weeks: int, room_px: float, label_px: float) -> list[tuple[int, str]]:
    """The weeks (counted from `first`) that are named under a plot, with their names.

    Days (`2 Nov`) while each second week has room for one; months where there is less, a year with each January.
    """
    each_px = room_px / max(1, weeks)
    for step in (1, 2):
        if each_px * step >= label_px + 10:
            return [(at, _day_name(first + at)) for at in range((weeks - 1) % step, weeks, step)]
    begins = [at for at in range(weeks) if monday(first + at).day <= 7]
    year_px = label_px * 1.6
    gap_px = each_px * 52 / 12
    step = next((step for step in (1, 2, 3, 6) if gap_px * step >= label_px * 0.6 + year_px / 2 + 10), 12)
    named = []
    for at in begins:
        begin = monday(first + at)
        if (begin.month - 1) % step == 0:
            month = day_words(begin, DateStyle.MONTH)
            named.append((at, tr("{month} {year}", month=month, year=begin.year) if begin.month == 1 else month))
    return named


def _day_name(week: int) -> str:
    return day_words(monday(week), DateStyle.SHORT)


def _monday_name(week: int) -> str:
    # Translators: a day such as "2 Nov", and its year
    return tr("{day} {year}", day=_day_name(week), year=monday(week).year)


def _week_names(weeks: Sequence[int]) -> list[str]:
    """`Week of 2 Nov`; with the year where it is not that of the last week."""
    year_now = monday(weeks[-1]).year
    days = [_day_name(week) if monday(week).year == year_now else _monday_name(week) for week in weeks]
    return [tr("Week of {day}", day=day) for day in days]


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
    title = tr("Minutes a week")
    found = {row.week: row for row in rows if since_week <= row.week <= until_week}
    if not found:
        return Graph(title=title, unit="minutes", empty=tr("Nothing was done in these weeks."))
    weeks = range(since_week, until_week + 1)
    active = tuple(found[week].active_ms / _MINUTE_MS if week in found else None for week in weeks)
    planned = tuple(found[week].planned_ms / _MINUTE_MS if week in found else None for week in weeks)
    top, ticks = _scale(max(max(row.active_ms, row.planned_ms) for row in found.values()) / _MINUTE_MS)
    told, table = [], []
    for week, name in zip(weeks, _week_names(weeks), strict=True):
        row = found.get(week)
        if row is None:
            told.append(tr("{week}: nothing", week=name))
            none = tr("{minutes} min", minutes=0)
            table.append((_monday_name(week), none, "0", "0", none))
            continue
        told.append(_week_told(name, row))
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
            Layer(name=tr("Planned"), shape=Shape.BACK, role="edge", values=planned),
            Layer(name=tr("Done"), shape=Shape.BAR, role="move", values=active),
        ),
        top=top,
        ticks=ticks,
        first_week=since_week,
        told=tuple(told),
        summary=trn(
            "{time} in {n} session, in {found} of {weeks} weeks",
            "{time} in {n} sessions, in {found} of {weeks} weeks",
            sessions,
            time=time_text(all_ms),
            found=len(found),
            weeks=len(weeks),
        ),
        head=(tr("Week of"), tr("Done"), tr("Sessions"), tr("Done to the end"), tr("Planned")),
        rows=tuple(table),
    )


def _week_told(week: str, row: WeekFigures) -> str:
    done, planned = _minutes(row.active_ms), _minutes(row.planned_ms)
    if row.complete == row.sessions:
        return trn(
            "{week}: {done} in {n} session; {planned} planned",
            "{week}: {done} in {n} sessions; {planned} planned",
            row.sessions,
            week=week,
            done=done,
            planned=planned,
        )
    return trn(
        "{week}: {done} in {n} session, {complete} done to the end; {planned} planned",
        "{week}: {done} in {n} sessions, {complete} done to the end; {planned} planned",
        row.sessions,
        week=week,
        done=done,
        complete=row.complete,
        planned=planned,
    )


def _minutes(ms: float) -> str:
    return tr("{minutes} min", minutes=round(ms / _MINUTE_MS)) if ms >= _MINUTE_MS else time_text(ms)


def pain_graph(rows: Iterable[WeekFigures], since_week: int, until_week: int) -> Graph:
    """Pain before and after, and effort: the means of each week, on a scale from 0 to 10."""
    title = tr("Pain and effort")
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
            empty=tr("Nothing was said of pain or effort in these weeks. It can be told after each session."),
        )
    weeks = range(since_week, until_week + 1)
    values = [said.get(week, (None, None, None)) for week in weeks]
    told = []
    for week_name, (before, after, effort) in zip(_week_names(weeks), values, strict=True):
        words = [] if before is None else [tr("pain before {pain}", pain=_plain(before))]
        if after is not None:
            pain = _plain(after)
            # Translators: follows "pain before 3"
            words.append(tr("pain after {pain}", pain=pain) if before is None else tr("after {pain}", pain=pain))
        words += [] if effort is None else [tr("effort {effort}", effort=_plain(effort))]
        if words:
            told.append(tr("{week}: {said}", week=week_name, said=", ".join(words)))
        else:
            told.append(tr("{week}: nothing was said", week=week_name))
    return Graph(
        title=title,
        unit="0 to 10",
        layers=(
            Layer(
                name=tr("Effort"),
                shape=Shape.DOTS_TRIANGLES,
                role="rest",
                values=tuple(effort for _, _, effort in values),
            ),
            Layer(
                name=tr("Pain before"),
                shape=Shape.DASHES_RINGS,
                role="hold",
                values=tuple(before for before, _, _ in values),
            ),
            Layer(
                name=tr("Pain after"),
                shape=Shape.LINE_SQUARES,
                role="move",
                values=tuple(after for _, after, _ in values),
            ),
        ),
        top=float(MOST_PAIN),
        ticks=tuple(float(mark) for mark in range(0, MOST_PAIN + 1, 2)),
        first_week=since_week,
        told=tuple(told),
        summary=tr("Told in {count} of {weeks} weeks", count=len(said), weeks=len(weeks)),
        head=(tr("Week of"), tr("Pain before"), tr("Pain after"), tr("Effort")),
        rows=tuple(
            (_monday_name(week), *("–" if value is None else number_text(value, 1) for value in three))
            for week, three in zip(weeks, values, strict=True)
        ),
    )


# ---- movements


def tension_totals(movements: Sequence[MovementSeries]) -> Graph:
    """The time under tension of each movement in the whole period, the longest first."""
    title = tr("Time under tension")
    sums = sorted(
        ((sum(one.work_ms), written(one.name)) for one in movements), key=lambda pair: (-pair[0], pair[1].casefold())
    )
    sums = [pair for pair in sums if pair[0] > 0]
    if not sums:
        return Graph(title=title, unit="minutes", empty=tr("Nothing was done in these weeks."))
    all_ms = sum(ms for ms, _ in sums)
    shown = sums if len(sums) <= _MOST_ROWS else sums[: _MOST_ROWS - 1]
    others = len(sums) - len(shown)
    if others:
        shown = [*shown, (sum(ms for ms, _ in sums[len(shown) :]), trn("{n} other", "{n} others", others))]
    unit, unit_ms = _time_unit(shown[0][0])
    top, ticks = _scale(max(ms for ms, _ in shown) / unit_ms)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name=tr("Under tension"),
                shape=Shape.BAR,
                role="hold",
                values=tuple(ms / unit_ms for ms, _ in shown),
            ),
        ),
        top=top,
        ticks=ticks,
        places=tuple(name for _, name in shown),
        ends=tuple(time_text(ms) for ms, _ in shown),
        told=tuple(
            tr(
                "{movement}: {time} under tension, {share} of all",
                movement=name,
                time=time_text(ms),
                share=_share(ms, all_ms),
            )
            for ms, name in shown
        ),
        summary=trn(
            "{time} under tension, {n} movement",
            "{time} under tension, {n} movements",
            len(sums),
            time=time_text(all_ms),
        ),
        head=(tr("Movement"), tr("Under tension"), tr("Share")),
        rows=tuple((name, time_text(ms), _share(ms, all_ms)) for ms, name in sums),
    )


def _share(part: int, whole: int) -> str:
    if part * 200 < whole:
        return tr("less than 1%")
    return tr("{percent}%", percent=f"{part / whole:.0%}".removesuffix("%"))


def tension_graph(one: MovementSeries) -> Graph:
    """The time under tension of one movement, week by week."""
    title = tr("Time under tension: {movement}", movement=written(one.name))
    done = [ms for ms in one.work_ms if ms > 0]
    if not done:
        empty = tr("{movement} was not done in these weeks.", movement=written(one.name))
        return Graph(title=title, unit="minutes", empty=empty)
    unit, unit_ms = _time_unit(max(done))
    top, ticks = _scale(max(done) / unit_ms)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name=tr("Under tension"),
                shape=Shape.BAR,
                role="hold",
                values=tuple(ms / unit_ms if ms else None for ms in one.work_ms),
            ),
        ),
        top=top,
        ticks=ticks,
        first_week=one.weeks[0],
        told=tuple(
            tr("{week}: {said}", week=name, said=time_text(ms)) if ms else tr("{week}: nothing", week=name)
            for name, ms in zip(_week_names(one.weeks), one.work_ms, strict=True)
        ),
        summary=tr(
            "{time} under tension, in {count} of {weeks} weeks",
            time=time_text(sum(done)),
            count=len(done),
            weeks=len(one.weeks),
        ),
        head=(tr("Week of"), tr("Under tension")),
        rows=tuple((_monday_name(week), time_text(ms)) for week, ms in zip(one.weeks, one.work_ms, strict=True)),
    )


def held_graph(one: MovementSeries) -> Graph:
    """The mean hold of one movement against the target and the least of its range, week by week."""
    title = tr("Held against target: {movement}", movement=written(one.name))
    held, target, least = (
        tuple(None if ms is None else ms / 1000 for ms in three) for three in (one.held_ms, one.target_ms, one.least_ms)
    )
    means = [value for value in held if value is not None]
    if not means:
        empty = tr("{movement} was not held in these weeks.", movement=written(one.name))
        return Graph(title=title, unit="seconds a hold", empty=empty)
    top, ticks = _scale(max(value for value in (*held, *target) if value is not None))
    told, table = [], []
    for week, name, *three in zip(one.weeks, _week_names(one.weeks), held, target, least, strict=True):
        words = [_seconds(value) for value in three]
        table.append((_monday_name(week), *words))
        told.append(_hold_told(name, *words))
    return Graph(
        title=title,
        unit="seconds a hold",
        layers=(
            Layer(
                name=tr("Target") if least == target else tr("From least to target"),
                shape=Shape.RANGE,
                role="edge",
                values=target,
                low=least,
            ),
            Layer(name=tr("Held (mean)"), shape=Shape.LINE_DISCS, role="hold", values=held),
        ),
        top=top,
        ticks=ticks,
        first_week=one.weeks[0],
        told=tuple(told),
        summary=tr(
            "Held in {count} of {weeks} weeks; the last time {time}",
            count=len(means),
            weeks=len(one.weeks),
            time=_seconds(means[-1]),
        ),
        head=(tr("Week of"), tr("Held (mean)"), tr("Target"), tr("Least")),
        rows=tuple(table),
    )


def _hold_told(week: str, held: str, target: str, least: str) -> str:
    if held == _NONE:
        return tr("{week}: not held", week=week)
    if target == least:
        return tr("{week}: held {held} in the mean; target {target}", week=week, held=held, target=target)
    return tr(
        "{week}: held {held} in the mean; target {target}, least {least}",
        week=week,
        held=held,
        target=target,
        least=least,
    )


def _seconds(value: float | None) -> str:
    return _NONE if value is None else tr("{seconds} s", seconds=_plain(value))


# ---- one session

_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.DONE: "",
    Outcome.RELEASED: later("let go early"),
    Outcome.RESTARTED: later("begun anew"),
    Outcome.LEFT: later("left"),
    Outcome.SKIPPED: later("skipped"),
    Outcome.INTERRUPTED: later("broken off"),
}


_DONE: Final = later("done")


def sets_graph(sets: Sequence[SetRecord]) -> Graph:
    """The sets of one session, planned against actual."""
    title = tr("Planned and done")
    if not sets:
        return Graph(title=title, unit="seconds", empty=tr("No set of this session was recorded."))
    longest_ms = max(one.planned_ms for one in sets)
    most_ms = max(one.actual_ms for one in sets)
    shown_ms = max(longest_ms, min(most_ms, longest_ms * _BROKEN_AT) if longest_ms else most_ms, 1_000)
    unit, unit_ms = _time_unit(shown_ms)
    top, ticks = _scale(shown_ms / unit_ms)
    kinds = (
        (tr("As planned"), "done", (Outcome.DONE,)),
        (tr("Let go early"), "hold", (Outcome.RELEASED,)),
        (tr("Cut short"), "danger", (Outcome.RESTARTED, Outcome.LEFT, Outcome.SKIPPED, Outcome.INTERRUPTED)),
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
                name=tr("Planned"),
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
        summary=trn(
            "{n} set, {good} as planned: {actual} of work, {planned} planned",
            "{n} sets, {good} as planned: {actual} of work, {planned} planned",
            len(sets),
            good=good,
            actual=time_text(actual_ms),
            planned=time_text(planned_ms),
        ),
        head=(tr("Set"), tr("Done"), tr("Planned"), trc("column", "Reps"), tr("Held"), tr("Outcome")),
        rows=tuple(
            (
                _set_name(one),
                time_text(one.actual_ms),
                time_text(one.planned_ms) if one.planned_ms else tr("own pace"),
                tr("{count} of {all}", count=one.reps, all=one.reps_planned) if one.reps_planned else _NONE,
                tr("{count} of {all}", count=time_text(one.held_ms), all=time_text(one.hold_planned_ms))
                if one.holds
                else _NONE,
                tr(_OUTCOMES[one.outcome] or _DONE),
            )
            for one in sets
        ),
    )


def _set_name(one: SetRecord) -> str:
    # Translators: left and right, as short as can be
    side = {"left": trc("side", "L"), "right": trc("side", "R")}.get(one.side, "")
    number = f"{one.set}/{one.sets}" if one.sets > 1 else ""
    name = " ".join(filter(None, (written(one.name), side, number)))
    rounds = tr("round {number}", number=one.rounds) if one.rounds else ""
    return " · ".join(filter(None, (name, rounds, tr("again") if one.again else "")))


def _set_end(one: SetRecord) -> str:
    word = tr(_OUTCOMES[one.outcome])
    time = time_text(one.actual_ms)
    return f"{time}, {word}" if word else time


def _set_told(one: SetRecord) -> str:
    words = [written(one.name)]
    words += [{"left": trc("side", "left"), "right": trc("side", "right")}.get(one.side, one.side)] if one.side else []
    words += [tr("set {number} of {all}", number=one.set, all=one.sets)] if one.sets > 1 else []
    for counted in one.rounds.split():
        number, _, of = counted.partition("/")
        words.append(tr("round {number} of {all}", number=number, all=of))
    words += [tr("again")] if one.again else []
    time, planned = time_text(one.actual_ms), time_text(one.planned_ms)
    if one.planned_ms:
        said = [tr("{time} of {planned} planned", time=time, planned=planned)]
    else:
        said = [tr("{time} at one's own pace", time=time)]
    if one.reps_planned:
        said.append(trn("{count} of {n} reps", "{count} of {n} reps", one.reps_planned, count=one.reps))
    if one.holds:
        held, aim = time_text(one.held_ms), time_text(one.hold_planned_ms)
        said.append(tr("held {held} of {planned}", held=held, planned=aim))
    said += [tr(_OUTCOMES[one.outcome])] if _OUTCOMES[one.outcome] else []
    return tr("{set}: {said}", set=", ".join(words), said="; ".join(said))
