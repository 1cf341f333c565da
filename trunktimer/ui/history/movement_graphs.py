"""What plots show of movements: their time under tension, and how long they were held."""

from collections.abc import Sequence
from typing import Final

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.translation import tr, trn, written
from trunktimer.history.stats import MovementSeries
from trunktimer.ui.history.graph import NONE, Graph, Layer, scale_of, time_unit
from trunktimer.ui.history.week_marks import monday_name, week_names
from trunktimer.ui.kit.plot_shape import Shape

_MOST_ROWS: Final = 14  # of movements side by side; the table has them all


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
    unit, unit_ms = time_unit(shown[0][0])
    top, ticks = scale_of(max(ms for ms, _ in shown) / unit_ms)
    return Graph(
        title=title,
        unit=unit,
        layers=(
            Layer(
                name=tr("Under tension"), shape=Shape.BAR, role="hold", values=tuple(ms / unit_ms for ms, _ in shown)
            ),
        ),
        top=top,
        ticks=ticks,
        places=tuple(name for _, name in shown),
        ends=tuple(format_duration(ms, Fineness.SECONDS) for ms, _ in shown),
        told=tuple(
            tr(
                "{movement}: {time} under tension, {share} of all",
                movement=name,
                time=format_duration(ms, Fineness.SECONDS),
                share=_share(ms, all_ms),
            )
            for ms, name in shown
        ),
        summary=trn(
            "{time} under tension, {n} movement",
            "{time} under tension, {n} movements",
            len(sums),
            time=format_duration(all_ms, Fineness.SECONDS),
        ),
        head=(tr("Movement"), tr("Under tension"), tr("Share")),
        rows=tuple((name, format_duration(ms, Fineness.SECONDS), _share(ms, all_ms)) for ms, name in sums),
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
    unit, unit_ms = time_unit(max(done))
    top, ticks = scale_of(max(done) / unit_ms)
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
            tr("{week}: {said}", week=name, said=format_duration(ms, Fineness.SECONDS))
            if ms
            else tr("{week}: nothing", week=name)
            for name, ms in zip(week_names(one.weeks), one.work_ms, strict=True)
        ),
        summary=tr(
            "{time} under tension, in {count} of {weeks} weeks",
            time=format_duration(sum(done), Fineness.SECONDS),
            count=len(done),
            weeks=len(one.weeks),
        ),
        head=(tr("Week of"), tr("Under tension")),
        rows=tuple(
            (monday_name(week), format_duration(ms, Fineness.SECONDS))
            for week, ms in zip(one.weeks, one.work_ms, strict=True)
        ),
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
    top, ticks = scale_of(max(value for value in (*held, *target) if value is not None))
    told, table = [], []
    for week, name, *three in zip(one.weeks, week_names(one.weeks), held, target, least, strict=True):
        words = [_format_hold(value) for value in three]
        table.append((monday_name(week), *words))
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
            time=_format_hold(means[-1]),
        ),
        head=(tr("Week of"), tr("Held (mean)"), tr("Target"), tr("Least")),
        rows=tuple(table),
    )


def _hold_told(week: str, held: str, target: str, least: str) -> str:
    if held == NONE:
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


def _format_hold(seconds: float | None) -> str:
    return NONE if seconds is None else format_duration(seconds * 1000, Fineness.TENTHS)
