"""`trunktimer today`: what of the program is due on a day, as text and as JSON, which `docs/program.md` describes."""

import argparse
import contextlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Final

from trunktimer.commands.movements import read_movements
from trunktimer.commands.past import history_key, open_past
from trunktimer.foundation.clock import wall_time, wall_time_at
from trunktimer.foundation.durations import DAY_MS, HOUR_MS, MINUTE_MS
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.moments import day_token, format_day
from trunktimer.foundation.places import Folder, Places
from trunktimer.foundation.translation import DateStyle, format_time, tr, written
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import HistoryReader
from trunktimer.preferences.preferences_file import read_preferences
from trunktimer.program.account import account
from trunktimer.program.due import STATE_WORDS, Due, State, due
from trunktimer.program.prescription import program_day
from trunktimer.routine.routine import Routine
from trunktimer.routine.toml.routine_file import find_routines

FORMAT: Final = 1  # of the JSON


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""
    routines = _routines(arguments.routines, places)
    day_ends_at = read_preferences(places.config).day_ends_at
    now = _now(arguments.date, arguments.at, day_ends_at)
    with contextlib.closing(open_past(places)) as past:
        units = due(routines, past, now, day_ends_at)
        day = program_day(now, day_ends_at)
        if arguments.format == "json":
            data = {"format": FORMAT, "date": day_token(day), "units": [_unit_data(one, routines) for one in units]}
            print(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            print(format_day(day, DateStyle.LONG))
            print(*_lines(units, routines), *_accounts(units, routines, past, now, day_ends_at), sep="\n")
    return 0


def _routines(folder: str | None, places: Places) -> Mapping[str, Routine]:
    """Those with a program, by key. Tells the faults of files that cannot be used."""
    if folder is not None and not Path(folder).is_dir():
        raise TrunkTimerError(tr("{name} is no folder; name one with routine files", name=folder))
    folders = places.routine_folders if folder is None else (Folder(path=Path(folder), own=True),)
    routines: dict[str, Routine] = {}
    for entry in find_routines(folders, read_movements(places)):
        if entry.routine is None:
            print(*entry.faults, sep="\n", file=sys.stderr)
        elif entry.routine.program is not None:
            routines[history_key(entry.path)] = entry.routine
    return routines


def _now(day: int | None, at_ms: int | None, day_ends_at: int) -> WallTime:
    """The moment that is asked for. Of a day without a time: now if it is today, else its end or its beginning."""
    now = wall_time()
    today = program_day(now, day_ends_at)
    if at_ms is not None:
        return wall_time_at((now.day if day is None else day) * DAY_MS + at_ms)
    if day is None or day == today:
        return now
    begins_ms = day * DAY_MS + day_ends_at * HOUR_MS
    return wall_time_at(begins_ms if day > today else begins_ms + DAY_MS - 1)


def _unit_data(unit: Due, routines: Mapping[str, Routine]) -> dict[str, object]:
    return {
        "routine": unit.routine,
        "state": str(unit.state),
        "from": _wall_token(unit.from_ms),
        "until": _wall_token(unit.until_ms),
        "done": unit.done,
        "wanted": unit.wanted,
        "session": unit.session or None,
        "name": routines[unit.routine].name,
    }


def _wall_token(on_wall_ms: int | None) -> str | None:
    """A time on the wall as `2026-11-21T18:05`."""
    if on_wall_ms is None:
        return None
    hours, minutes = divmod(on_wall_ms % DAY_MS // MINUTE_MS, 60)
    return f"{day_token(on_wall_ms // DAY_MS)}T{hours:02}:{minutes:02}"


def _lines(units: Sequence[Due], routines: Mapping[str, Routine]) -> list[str]:
    """A line for each unit: how it stands, which routine, and its hours where they matter."""
    if not units:
        return [tr("Nothing is prescribed. In a routine's file [program] says how often, such as times_per_day = 3.")]
    words = {state: tr(word) for state, word in STATE_WORDS.items()}
    width = max(len(words[unit.state]) for unit in units)
    rows = []
    for unit in units:
        hours = _format_hours(unit)
        name = written(routines[unit.routine].name)
        rows.append(f"  {words[unit.state]:<{width}}  {name}{', ' if hours else ''}{hours}")
    return rows


def _format_hours(unit: Due) -> str:
    if unit.from_ms is None or unit.until_ms is None:
        return ""
    since, until = (format_time(time(*divmod(at % DAY_MS // MINUTE_MS, 60))) for at in (unit.from_ms, unit.until_ms))
    match unit.state:
        case State.LATER:
            return tr("from {time}", time=since)
        case State.OVERDUE:
            # Translators: what is overdue, since a time of day.
            return tr("since {time}", time=until)
        case _:
            return ""


def _accounts(
    units: Sequence[Due], routines: Mapping[str, Routine], past: HistoryReader, now: WallTime, day_ends_at: int
) -> list[str]:
    """A line for each routine: what was done of what was prescribed until now."""
    lines = []
    for key in dict.fromkeys(unit.routine for unit in units):
        routine = routines[key]
        found = account(key, routine.program, past, now, day_ends_at, 0)
        # Translators: {account} is such as "20 of 24 prescribed (83 %)".
        lines.append(tr("{routine}: {account}", routine=written(routine.name), account=found.text))
    return ["", *lines] if lines else []
