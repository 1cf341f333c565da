"""`trunktimer history` and `stats`: the history as text and as JSON, which `docs/history.md` describes."""

import json
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Final, TextIO

from rich.cells import cell_len, set_cell_size

from trunktimer.foundation.durations import MINUTE_MS, Fineness, format_duration
from trunktimer.foundation.moments import day_token, format_hour, moment_token
from trunktimer.foundation.translation import DateStyle, format_date, format_number, later, tr, trc, trn, written
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.columns import SESSION_COLUMNS
from trunktimer.history.reader import FIRST_DAY, HistoryReader, Wanted, WeekFigures, monday_of, week_of, weekday_of
from trunktimer.history.stats import Streak, filled_weeks, streak
from trunktimer.history.summary import MovementSummary, format_sessions, movements_of
from trunktimer.session.record import SessionRecord
from trunktimer.session.wording import format_ending

FORMAT: Final = 1  # of the JSON
MOST: Final = 20  # lines of the history
WEEKS: Final = 12
GOOD: Final = 0

_JSON_FIRST: Final = ("uid", "started", "ended", "zone")
_NAME_CELLS: Final = 36  # a longer name is cut, so that a line stays a line
_BAR_CELLS: Final = 20
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_SOME_MONDAY: Final = date(2024, 1, 1)
_NOTHING_YET: Final = later("There are no sessions yet. Each one that you follow will be listed here.")


def show_history(
    past: HistoryReader, out: TextIO, *, wanted: Wanted | None = None, format: str = "text", most: int = MOST
) -> int:
    """Write the newest `most` sessions to `out`, as "text" or "json"; gives the exit code.

    Raises `TrunkTimerError` where the history cannot be read.
    """
    wanted = wanted or Wanted()
    count = past.count(wanted)
    records = past.sessions(wanted, most=most)
    if format == "json":
        _dump({"format": FORMAT, "count": count, "sessions": [_session_data(record) for record in records]}, out)
        return GOOD
    if not records:
        others = past.count(Wanted())
        print(
            trn("Your only session does not fit.", "None of your {n} sessions fits.", others)
            if others
            else tr(_NOTHING_YET),
            file=out,
        )
        return GOOD
    head = (
        *(trc("column", "date"), trc("column", "time"), trc("column", "routine"), trc("column", "level")),
        *(trc("column", "minutes"), trc("column", "outcome"), trc("column", "pain"), trc("column", "effort"), ""),
    )
    _print_table([head, *(_session_row(record) for record in records)], out, right={3, 4, 7})
    if count > len(records):
        told = trn(
            "The newest {shown} of {n} session; --most {n} shows all.",
            "The newest {shown} of {n} sessions; --most {n} shows all.",
            count,
            shown=len(records),
        )
        print(f"\n{told}", file=out)
    return GOOD


def show_stats(
    past: HistoryReader,
    out: TextIO,
    *,
    today: int,
    rest_days: Collection[int] = (),
    format: str = "text",
    weeks: int = WEEKS,
) -> int:
    """Write streak, the last `weeks` weeks and the movements in them to `out`, as "text" or "json".

    `rest_days` are weekdays, 0 (Monday) to 6. Gives the exit code. Raises `TrunkTimerError` where the history cannot
    be read.
    """
    this_week = week_of(today)
    days = past.days(FIRST_DAY, today)
    row = streak([figure.day for figure in days], rest_days, today)
    rows = filled_weeks(past.weeks(this_week - weeks + 1, this_week), this_week - weeks + 1, this_week)
    movements = movements_of(
        past.movement_weeks(this_week - weeks + 1, this_week), {figures.week: figures.sessions for figures in rows}
    )
    if format == "json":
        data = {
            "format": FORMAT,
            "today": day_token(today),
            "rest_days": sorted(set(rest_days)),
            "streak": row._asdict(),
            "weeks": [_week_data(figures) for figures in rows],
            "movements": [_movement_data(movement) for movement in movements],
        }
        _dump(data, out)
        return GOOD
    if not days:
        is_rehearsed = past.count(Wanted(until_day=today)) > 0
        print(tr("There are rehearsals only, which do not count.") if is_rehearsed else tr(_NOTHING_YET), file=out)
        return GOOD
    print(*_format_streak(row, rest_days, today), sep="\n", file=out)
    print(tr("This week: {figures}", figures=_format_week(rows[-1])), file=out)
    print(f"\n{tr('Weeks from Monday')}", file=out)
    most_ms = max(figures.active_ms for figures in rows)
    columns = (trc("column", "minutes"), trc("column", "sessions"), trc("column", "pain"), trc("column", "effort"))
    head = ("", "", *columns)
    _print_table([head, *(_week_row(figures, most_ms) for figures in rows)], out, right={2, 3, 5}, indent=2)
    if movements:
        title = trn("Time under tension in this week", "Time under tension in these {n} weeks", weeks)
        print(f"\n{title}", file=out)
        lines = [
            (_format_name(one.name), one.work_text, tr("held {times}", times=one.hold_text) if one.hold_text else "")
            for one in movements
        ]
        _print_table(lines, out, right={1}, indent=2)
    return GOOD


# ---- sessions


def _session_row(record: SessionRecord) -> tuple[str, ...]:
    said = record.feedback
    return (
        day_token(record.started.day),
        format_hour(record.started),
        _format_name(written(record.routine_name) or record.routine_key),
        f"{record.level} %",
        tr(
            "{done} of {planned}",
            done=format_number(record.active_ms / MINUTE_MS),
            planned=format_number(record.planned_ms / MINUTE_MS),
        ),
        format_ending(record),
        _format_change(said.pain_before, said.pain_after, 0),
        "" if said.effort is None else str(said.effort),
        "" if record.speed == 1 else f"[{tr('rehearsal')}]",
    )


def _session_data(record: SessionRecord) -> dict[str, object]:
    columns = [column for column in SESSION_COLUMNS if column.json]
    columns.sort(key=lambda column: column.key not in _JSON_FIRST)
    return {column.key: _json_value(attrgetter(column.field)(record)) for column in columns}


def _json_value(value: object) -> object:
    return moment_token(value) if isinstance(value, WallTime) else value


# ---- figures


def _format_streak(row: Streak, rest_days: Collection[int], today: int) -> list[str]:
    days = row.days
    if not days:
        now = tr("Streak: none now.")
    elif row.done_today:
        now = trn("Streak: {n} day, today is done.", "Streak: {n} days, today is done.", days)
    elif weekday_of(today) in rest_days:
        now = trn("Streak: {n} day, today is a rest day.", "Streak: {n} days, today is a rest day.", days)
    else:
        now = trn("Streak: {n} day, today is still to come.", "Streak: {n} days, today is still to come.", days)
    lines = [now + " " + trn("The longest was {n} day.", "The longest was {n} days.", row.longest)]
    if rest_days:
        names = [format_date(_SOME_MONDAY + timedelta(days=day), DateStyle.WEEKDAY) for day in sorted(set(rest_days))]
        lines.append(tr("Rest days: {days}", days=", ".join(names)))
    return lines


def _format_week(figures: WeekFigures) -> str:
    if not figures.sessions:
        return tr("no session yet")
    return f"{format_sessions(figures.sessions)}, {format_duration(figures.active_ms, Fineness.MINUTES)}"


def _week_row(figures: WeekFigures, most_ms: int) -> tuple[str, ...]:
    return (
        day_token(monday_of(figures.week)),
        _format_bar(figures.active_ms, most_ms),
        format_duration(figures.active_ms, Fineness.MINUTES),
        str(figures.sessions or ""),
        _format_change(figures.pain_before, figures.pain_after, 1),
        "" if figures.effort is None else format_number(figures.effort, 1),
    )


def _week_data(figures: WeekFigures) -> dict[str, object]:
    return {
        "monday": day_token(monday_of(figures.week)),
        "sessions": figures.sessions,
        "finished": figures.complete,
        "planned_ms": figures.planned_ms,
        "active_ms": figures.active_ms,
        "effort": _rounded(figures.effort, 2),
        "pain_before": _rounded(figures.pain_before, 2),
        "pain_after": _rounded(figures.pain_after, 2),
    }


def _movement_data(one: MovementSummary) -> dict[str, object]:
    return {
        "movement": one.movement,
        "name": one.name,
        "sessions": one.sessions,
        "reps": one.reps,
        "work_ms": one.work_ms,
        "holds": one.holds,
        "held_ms": _rounded(one.held_ms, 0),
        "target_ms": _rounded(one.target_ms, 0),
        "least_ms": _rounded(one.least_ms, 0),
    }


def _format_bar(value: int, most: int) -> str:
    """A bar of eighths of a cell; whatever is more than nothing shows at least one."""
    eighths = max(1, round(value / most * _BAR_CELLS * 8)) if value > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


# ---- text


def _format_change(before: float | None, after: float | None, digits: int) -> str:
    if before is None and after is None:
        return ""
    return " → ".join("–" if pain is None else format_number(pain, digits) for pain in (before, after))


def _rounded(value: float | None, places: int) -> float | None:
    if value is None:
        return None
    return round(value, places) if places else round(value)


def _format_name(text: str) -> str:
    """`text` without what a terminal would obey or that would end the line, and not too wide."""
    safe = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    safe = "".join(sign for sign in safe if not ("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"))
    if cell_len(safe) <= _NAME_CELLS:
        return safe
    return set_cell_size(safe, _NAME_CELLS - 1).rstrip() + "…"


def _print_table(rows: Sequence[Sequence[str]], out: TextIO, right: Collection[int] = (), indent: int = 0) -> None:
    """Columns as wide as what a terminal shows of them, which for East Asian letters is two cells each."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells: Iterable[str] = (
            " " * (width - cell_len(text)) + text if at in right else text + " " * (width - cell_len(text))
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        print((" " * indent + "  ".join(cells)).rstrip(), file=out)


def _dump(data: object, out: TextIO) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1), file=out)
