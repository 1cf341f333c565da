"""What plots over the weeks show of all that was done: minutes, pain and effort."""

from collections.abc import Iterable

from trunktimer.foundation.durations import MINUTE_MS, Fineness, format_duration
from trunktimer.foundation.translation import format_number, tr, trn
from trunktimer.history.reader import WeekFigures
from trunktimer.session.record import MOST_PAIN
from trunktimer.ui.history.graph import Graph, Layer, scale_of
from trunktimer.ui.history.week_marks import monday_name, week_names
from trunktimer.ui.kit.plot_shape import Shape


def minutes_graph(rows: Iterable[WeekFigures], since_week: int, until_week: int) -> Graph:
    """Minutes a week, with what was planned behind them."""
    title = tr("Minutes a week")
    found = {row.week: row for row in rows if since_week <= row.week <= until_week}
    if not found:
        return Graph(title=title, unit="minutes", empty=tr("Nothing was done in these weeks."))
    weeks = range(since_week, until_week + 1)
    active = tuple(found[week].active_ms / MINUTE_MS if week in found else None for week in weeks)
    planned = tuple(found[week].planned_ms / MINUTE_MS if week in found else None for week in weeks)
    top, ticks = scale_of(max(max(row.active_ms, row.planned_ms) for row in found.values()) / MINUTE_MS)
    told, table = [], []
    for week, name in zip(weeks, week_names(weeks), strict=True):
        row = found.get(week)
        if row is None:
            told.append(tr("{week}: nothing", week=name))
            none = format_duration(0, Fineness.MINUTES)
            table.append((monday_name(week), none, "0", "0", none))
            continue
        told.append(_week_told(name, row))
        table.append(
            (
                monday_name(week),
                format_duration(row.active_ms, Fineness.MINUTES),
                str(row.sessions),
                str(row.complete),
                format_duration(row.planned_ms, Fineness.MINUTES),
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
            time=format_duration(all_ms, Fineness.SECONDS),
            found=len(found),
            weeks=len(weeks),
        ),
        head=(tr("Week of"), tr("Done"), tr("Sessions"), tr("Done to the end"), tr("Planned")),
        rows=tuple(table),
    )


def _week_told(week: str, row: WeekFigures) -> str:
    done, planned = format_duration(row.active_ms, Fineness.MINUTES), format_duration(row.planned_ms, Fineness.MINUTES)
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
    for week_name, (before, after, effort) in zip(week_names(weeks), values, strict=True):
        words = [] if before is None else [tr("pain before {pain}", pain=_format_mean(before))]
        if after is not None:
            pain = _format_mean(after)
            # Translators: follows "pain before 3"
            words.append(tr("pain after {pain}", pain=pain) if before is None else tr("after {pain}", pain=pain))
        words += [] if effort is None else [tr("effort {effort}", effort=_format_mean(effort))]
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
            (monday_name(week), *("–" if value is None else format_number(value, 1) for value in three))
            for week, three in zip(weeks, values, strict=True)
        ),
    )


def _format_mean(value: float) -> str:
    """A number with a tenth where it has one: `3`, `3.5`."""
    return format_number(value, 0 if f"{value:.1f}".endswith(".0") else 1)
