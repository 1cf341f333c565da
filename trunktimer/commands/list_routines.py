"""`trunktimer list`: the bundled and own routines."""

import argparse
import json

from trunktimer.commands.movements import read_movements
from trunktimer.foundation.durations import format_duration
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr, trc, written
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.toml.routine_file import find_routines


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""

    movements = read_movements(places)
    rows = []
    for entry in find_routines(places.routine_folders, movements):
        row: dict[str, object] = {"key": entry.key, "path": str(entry.path), "own": entry.own}
        if entry.routine is not None:
            timeline = compile_routine(entry.routine, movements)
            blocks = {block.path for block in timeline.blocks}
            row |= {"name": entry.routine.name, "summary": entry.routine.summary}
            row |= {"total_ms": timeline.total_ms, "blocks": len(blocks), "steps": len(timeline)}
        row["faults"] = [str(fault) for fault in entry.faults]
        rows.append(row)
    if arguments.format == "json":
        print(json.dumps({"format": 1, "routines": rows}, ensure_ascii=False, indent=1))
        return 0
    width = max((len(str(row["key"])) for row in rows), default=0)
    lines: list[tuple[object, str, object]] = []
    for row in rows:
        faults = row["faults"]
        if isinstance(row.get("total_ms"), int):
            minutes = format_duration(-(-int(str(row["total_ms"])) // 1000) * 1000)
            own = f"  ({trc('routine', 'own')})" if row["own"] else ""
            lines.append((row["key"], minutes, f"{written(str(row['name']))}{own}"))
        elif isinstance(faults, list):
            lines.append((row["key"], tr("cannot be used"), faults[0]))
    second = max([13, *(len(middle) for _, middle, _ in lines)])
    for key, middle, last in lines:
        print(f"{key:<{width}}  {middle:>{second}}  {last}")
    return 0
