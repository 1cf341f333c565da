"""`trunktimer show`: the steps of a routine."""

import argparse
import json

from trunktimer.commands.routine_timeline import format_level, format_steps, read_timeline
from trunktimer.foundation.durations import format_clock
from trunktimer.foundation.places import Places
from trunktimer.session.transcript import timeline_data, timeline_lines


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""

    timeline = read_timeline(arguments.routine, places, arguments.level, as_written=arguments.format == "json")
    if arguments.format == "json":
        print(json.dumps(timeline_data(timeline), ensure_ascii=False, indent=1))
        return 0
    print(timeline.name, format_level(timeline), format_clock(timeline.total_ms), format_steps(timeline), sep=" · ")
    print(*timeline_lines(timeline), sep="\n")
    return 0
