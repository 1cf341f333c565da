"""What a very long history costs: saving a step, weekly figures, opening its page, export to CSV and import from it.

`python -m benches.history [--sessions 100000] [--steps 150] [--folder F] [--full]`. The history is made the first
time and kept for the next. Needs Linux for figures of memory, and the `sqlite3` program to compare the export with;
what is missing is left out.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from benches.history_data import KEYS, TEXT, TODAY, a_session, big_history, session_steps
from trunktimer.foundation.durations import DAY_MS
from trunktimer.foundation.moments import date_of
from trunktimer.foundation.wall_time import WallTime
from trunktimer.history.reader import Wanted, monday_of, week_of
from trunktimer.history.store.history_store import HistoryStore, open_history, read_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.history.store.writer import HistoryWriter
from trunktimer.history.store.writer_thread import HistoryWriterThread
from trunktimer.program.account import account
from trunktimer.program.due import due
from trunktimer.routine.routine import Count, Program, Routine
from trunktimer.session.record import Ending, SessionRecord

ROOT = Path(__file__).resolve().parent.parent
STAMP = "2026-11-21T10-30-00"
SAVED_STEPS = 2_000
EXPORTED_STEPS = 1_000_000
IMPORTED_SESSIONS = 10_000
WEEKS = 52
WEEKLY = "weeks + movement_weeks, 52 weeks"
DUE = "what is due of 10 routines"
PROGRAM = Program(days_per_week=Count(4, 4), from_=date_of(TODAY - 83))

#: A row of `steps.csv` for each step: the same columns with the same values as `files.history_csv` writes. What belongs
#: to the session is made once a session, as it is there.
_SAME_ROWS = """
WITH one AS MATERIALIZED (
    SELECT id, uid, routine_key, started_ms,
        strftime('%Y-%m-%dT%H:%M:%f', started_ms / 1000.0 + started_offset_min * 60, 'unixepoch')
        || printf('%+03d:%02d', started_offset_min / 60, abs(started_offset_min) % 60) AS started
    FROM session WHERE deleted_ms IS NULL AND ending <> 'running' AND day BETWEEN {since} AND {until}
    ORDER BY started_ms, id
)
SELECT uid AS session_uid, started AS session_started, routine_key, seq, place AS "index", kind, block, rounds,
    movement, name, phase, side, set_number AS "set", sets, rep, reps, planned_ms / 1000.0 AS planned_s,
    iif(min_ms < 0, NULL, min_ms / 1000.0) AS min_s, actual_ms / 1000.0 AS actual_s, ended_ms / 1000.0 AS ended_s,
    outcome, iif(again, 'true', 'false') AS again
FROM one CROSS JOIN step ON step.session_id = one.id CROSS JOIN part ON part.id = step.part_id
"""
#: The same rows as they lie in the tables: whole numbers, nothing reckoned.
_BARE_ROWS = """
SELECT uid, started_ms, routine_key, seq, place, kind, block, rounds, movement, name, phase, side, set_number, sets,
    rep, reps, planned_ms, min_ms, actual_ms, ended_ms, outcome, again
FROM (
    SELECT id, uid, routine_key, started_ms FROM session
    WHERE deleted_ms IS NULL AND ending <> 'running' AND day BETWEEN {since} AND {until} ORDER BY started_ms, id
) AS one CROSS JOIN step ON step.session_id = one.id CROSS JOIN part ON part.id = step.part_id
"""


class Table:
    """Lines of figures, printed as they come; remembers which goals were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def line(self, what: str, figures: str, *, is_good: bool | None = None) -> None:
        """One line. `is_good` tells whether its goal was met, if it has one."""
        if is_good is False:
            self.missed.append(what)
        verdict = {None: "", True: "  met", False: "  MISSED"}[is_good]
        print(f"{what:<44} {figures}{verdict}", flush=True)

    def times(self, what: str, times_ms: Sequence[float], goal: tuple[str, float] | None = None) -> None:
        """Times of one thing that was done many times; a goal is for their `p50` or their `p99`."""
        spread = dict(zip(("p50", "p99"), spread_ms(times_ms), strict=True))
        said = "" if goal is None else f"  (goal: {goal[0]} {goal[1]:g} ms)"
        figures = f"p50 {spread['p50']:8.3f}  p99 {spread['p99']:8.3f}  max {max(times_ms):8.3f} ms{said}"
        self.line(what, figures, is_good=None if goal is None else spread[goal[0]] <= goal[1])


def spread_ms(times_ms: Sequence[float]) -> tuple[float, float]:
    """The median, and what 99 of 100 do not exceed."""
    ordered = sorted(times_ms)
    return statistics.median(ordered), ordered[max(0, -(-len(ordered) * 99 // 100) - 1)]


def times_of(work: Callable[[], object], times: int = 200) -> list[float]:
    """Milliseconds of each time."""
    taken = []
    for _ in range(times):
        before = time.perf_counter_ns()
        work()
        taken.append((time.perf_counter_ns() - before) / 1e6)
    return taken


# ---- saving


def measure_saving(folder: HistoryFolder, table: Table) -> None:
    """A step of a running session, written in between 15 million others, and handed over to be written."""
    print("\nSaving a step")
    begun, keeps = _running_session(SAVED_STEPS)
    bare = _bare_transactions(folder, SAVED_STEPS)
    writer = _writer(folder)
    taken = [times_of(lambda keep=keep: keep(writer), 1)[0] for keep in keeps]  # type: ignore[misc]
    writer.forget(begun.uid)
    writer.close()
    table.times("bare SQLite, one row a transaction", bare)
    table.times("HistoryWriter.keep", taken, ("p99", 5))
    (bare_p50, bare_p99), (p50, p99) = spread_ms(bare), spread_ms(taken)
    table.line("HistoryWriter.keep against it", f"p50 {p50 / bare_p50:.1f} ×, p99 {p99 / bare_p99:.1f} ×")

    bugs: list[BaseException] = []
    thread = HistoryWriterThread(lambda: _writer(folder), bugs.append)
    begun, keeps = _running_session(SAVED_STEPS)
    taken = []
    for keep in keeps:
        taken += times_of(lambda keep=keep: thread.submit(keep), 1)  # type: ignore[misc]
        time.sleep(0.001)  # the window does other things in between
    thread.submit(lambda writer: writer.forget(begun.uid))
    assert thread.close(60), "the writer did not end"
    assert not bugs, bugs
    table.times("HistoryWriterThread.submit, for who calls it", taken)
    _measure_ending(folder, table)


def _measure_ending(folder: HistoryFolder, table: Table) -> None:
    """The last step of the first session of a day, with its figures, the checkpoint and the backup of the day.

    While that goes on in the writer's thread, another thread looks how long it cannot do anything.
    """
    begun, keeps = _running_session(150, ending=Ending.FINISHED)
    writer = _writer(folder)
    for keep in keeps[:-1]:
        keep(writer)
    late_ms: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            before = time.perf_counter_ns()
            time.sleep(0.001)
            late_ms.append((time.perf_counter_ns() - before) / 1e6 - 1)

    looking = threading.Thread(target=look)
    looking.start()
    taken = times_of(lambda: keeps[-1](writer), 1)
    over.set()
    looking.join()
    backups = folder.backup_files()
    table.line("end of a session, with the day's backup", f"{taken[0]:.0f} ms in the writer's thread")
    table.line("  another thread meanwhile", f"held up for {max(late_ms):.1f} ms at most")
    writer.ask(lambda history: history.delete([begun.uid], begun.started.utc_ms))
    writer.ask(HistoryStore.purge)
    writer.close()
    for backup in backups:
        backup.unlink()


def _writer(folder: HistoryFolder) -> HistoryWriter:
    def fail(sentence: str) -> None:
        if sentence:
            raise SystemExit(sentence)

    return HistoryWriter(folder, lambda: STAMP, fail, fail)


def _running_session(
    steps: int, ending: Ending = Ending.RUNNING
) -> tuple[SessionRecord, list[Callable[[HistoryWriter], object]]]:
    """A session and what writes its steps one by one; the last makes it end in `ending`."""
    rows = session_steps(KEYS[0], 50, Ending.FINISHED, steps, random.Random(1))
    whole = a_session(2**31, TODAY, KEYS[0], 50, Ending.FINISHED, rows)
    whole = replace(whole, speed=1.0)

    def preferences_writer(at: int) -> Callable[[HistoryWriter], object]:
        is_last = at == len(rows) - 1
        record = replace(whole, ending=ending if is_last else Ending.RUNNING, active_ms=rows[at].ended_ms)
        bookmark = json.dumps({"index": at + 1, "ahead": [[at + 1, steps]], "skipped": [], "offering": False})
        return lambda writer: writer.keep(record, [rows[at]], bookmark, TEXT)

    return whole, [preferences_writer(at) for at in range(len(rows))]


def _bare_transactions(folder: HistoryFolder, times: int) -> list[float]:
    """What SQLite itself takes on the same disk."""
    path = folder.path / "bare.sqlite3"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")

        def write() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row (text) VALUES (?)", ("x" * 40,))
            connection.execute("COMMIT")

        taken = times_of(write, times)
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return taken


# ---- reading


def measure_figures(folder: HistoryFolder, table: Table) -> None:
    """What the page asks for when it is opened, one by one."""
    print("\nFigures")
    week = week_of(TODAY)
    with contextlib.closing(read_history(folder, STAMP)) as past:
        count, newest = past.count(Wanted()), past.sessions(Wanted(), most=1)[0]
        in_weeks = past.count(Wanted(since_day=monday_of(week - WEEKS + 1)))
        table.times(f"bare SQLite, sums of {in_weeks:,} rows", _bare_sums(in_weeks))
        now = WallTime(TODAY * DAY_MS + DAY_MS // 2)
        programs = (PROGRAM, replace(PROGRAM, from_=None), Program(times_per_day=Count(3, 3), weeks=6))
        routines = {
            (*KEYS, *map(str, range(10)))[at]: Routine(name=f"{at}", program=programs[at % len(programs)])
            for at in range(10)
        }
        asked: dict[str, Callable[[], object]] = {
            WEEKLY: lambda: (past.weeks(week - WEEKS + 1, week), past.movement_weeks(week - WEEKS + 1, week)),
            "days, 53 weeks": lambda: past.days(monday_of(week - WEEKS), TODAY),
            "count": lambda: past.count(Wanted()),
            "sessions, first 200": lambda: past.sessions(Wanted()),
            "sessions, last 200": lambda: past.sessions(Wanted(), first=count - 200),
            "steps of one session": lambda: past.steps(newest.uid),
            "routines": past.routines,
            "last_sessions, 12": lambda: past.last_sessions(KEYS[1], 12),
            "one routine, count and first 200": lambda: _narrowed(past, Wanted(routine_key=KEYS[2])),
            DUE: lambda: due(routines, past, now, 3),
            "account of a routine, 12 weeks": lambda: account(KEYS[0], PROGRAM, past, now, 3, 0),
            "search, count and first 200": lambda: _narrowed(past, Wanted(text="left side")),
            "search for what nobody wrote, count": lambda: past.count(Wanted(text="xyzzy")),
            "days, all 30 years": lambda: past.days(0, TODAY),
        }
        for what, ask in asked.items():
            ask()
            often = 200 if max(times_of(ask, 3)) < 20 else 20
            table.times(what, times_of(ask, often), ("p50", 5) if what in (WEEKLY, DUE) else None)


def _bare_sums(rows: int) -> list[float]:
    """What SQLite takes in memory, with no index and nothing to look up, for sums by week of so many rows."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE row ({', '.join('abcdefgh')})")
        connection.executemany(f"INSERT INTO row VALUES ({', '.join('?' * 8)})", ([at] * 8 for at in range(rows)))
        asked = (
            f"SELECT a * 52 / {rows} AS week, {', '.join(f'SUM({name})' for name in 'bcdefgh')} FROM row GROUP BY week"
        )
        return times_of(lambda: connection.execute(asked).fetchall())


def _narrowed(past: HistoryStore, wanted: Wanted) -> None:
    past.count(wanted)
    past.sessions(wanted)


def measure_page(folder: HistoryFolder, table: Table) -> None:
    """The history page in a process of its own, without a screen."""
    print("\nThe history page")
    runs = [_apart("page", folder) for _ in range(5)]
    figures = {name: statistics.median(run[name] for run in runs) for name in runs[0] if name != "again_ms"}
    again_ms = [taken for run in runs for taken in run["again_ms"]]
    first_ms = figures["first_ms"]
    table.line("bare table of 100,000 rows, shown and painted", f"{figures['bare_ms']:.0f} ms")
    words = f"{first_ms:.0f} ms, {first_ms / figures['bare_ms']:.1f} × bare  (median of 5 starts; goal: 100 ms)"
    table.line("first time: imported, made, filled, painted", words, is_good=first_ms <= 100)
    table.line("  again", f"p50 {statistics.median(again_ms):.0f}, max {max(again_ms):.0f} ms")
    table.line("progress: plots imported and drawn, once", f"{figures['plots_ms']:.0f} ms")
    table.line("  again", f"{figures['plots_again_ms']:.0f} ms")


def _page(folder: HistoryFolder) -> dict[str, Any]:
    """Open the page as the window does; what it took."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QTableView

    from trunktimer.ui import main_window  # noqa: F401  (what is there before the page is opened)
    from trunktimer.ui.library.library_page import LibraryPage

    application = QApplication([])
    library = LibraryPage()  # the fonts of the window that stands already
    library.resize(1280, 800)
    library.show()
    library.grab()
    model = QStringListModel(["a session"] * 100_000)
    before = time.perf_counter_ns()
    bare = QTableView()
    bare.setModel(model)
    bare.resize(1280, 800)
    bare.show()
    bare.grab()
    bare_ms = (time.perf_counter_ns() - before) / 1e6
    bare.close()
    opened: list[float] = []
    for _ in range(11):
        before = time.perf_counter_ns()
        from trunktimer.ui.history.history_page import HistoryPage

        with contextlib.closing(read_history(folder, STAMP)) as past:
            page = HistoryPage()
            page.resize(1280, 800)
            page.set_past(past, TODAY, (6,))
            page.show()
            page.grab()
            opened.append((time.perf_counter_ns() - before) / 1e6)
            page.close()
            page.deleteLater()
            application.processEvents()
    plots_ms = []
    with contextlib.closing(read_history(folder, STAMP)) as past:
        for _ in range(2):
            before = time.perf_counter_ns()
            from trunktimer.ui.history.plots import HistoryPlots

            plots = HistoryPlots()
            plots.resize(1280, 700)
            plots.set_past(past, TODAY)
            plots.show()
            plots.grab()
            plots_ms.append((time.perf_counter_ns() - before) / 1e6)
            plots.close()
    return {
        "bare_ms": bare_ms,
        "first_ms": opened[0],
        "again_ms": opened[1:],
        "plots_ms": plots_ms[0],
        "plots_again_ms": plots_ms[1],
    }


# ---- files


def measure_export(folder: HistoryFolder, table: Table, steps: int, sessions: int, steps_each: int) -> None:
    """`steps.csv` of so many steps, and what the program `sqlite3` takes for the same rows in the same minute."""
    print("\nExport of steps")
    since = _since(folder, -(-steps // steps_each))
    program = shutil.which("sqlite3")
    ours, same, bare = [], [], []
    figures: dict[str, Any] = {}
    for _ in range(3 if steps <= EXPORTED_STEPS else 1):
        figures = _apart("export", folder, str(since))
        ours.append(figures["seconds"])
        if program is not None:
            same.append(_sqlite_csv(program, folder, _SAME_ROWS, since, figures["rows"]))
            bare.append(_sqlite_csv(program, folder, _BARE_ROWS, since, figures["rows"]))
    rate = figures["rows"] / min(ours) / 1000
    table.line(f"{figures['rows']:,} rows", f"{min(ours):.2f} s, {rate:.0f} thousand rows/s, {figures['mb']:.0f} MB")
    if program is None:
        table.line("sqlite3 -csv", "left out, the program is not installed")
    else:
        ratio = min(ours) / min(same)
        table.line("sqlite3 -csv, the same columns and values", f"{min(same):.2f} s")
        table.line("export against it", f"{ratio:.2f} ×  (goal: 2.5)", is_good=ratio <= 2.5)
        table.line("sqlite3 -csv, columns as they lie there", f"{min(bare):.2f} s")
        ratio = min(ours) / min(bare)
        table.line("export against it", f"{ratio:.2f} ×  (goal: 2.5)", is_good=ratio <= 2.5)
    quarter = _apart("export", folder, str(_since(folder, sessions // 4)))
    whole = _apart("export", folder, "0") if figures["rows"] < sessions * steps_each else figures
    table.line(f"most memory at {quarter['rows']:,} rows", f"{quarter['most_mb']:.1f} MB")
    growth = whole["most_mb"] - quarter["most_mb"]
    words = f"{whole['most_mb']:.1f} MB, {growth:+.1f} MB  (goal: +5 MB at most)"
    table.line(f"most memory at {whole['rows']:,} rows", words, is_good=growth <= 5)


def _export(folder: HistoryFolder, since: str) -> dict[str, Any]:
    """Write `steps.csv` from a day on as `trunktimer export` does."""
    from trunktimer.history.csv.export import export_file, write_steps

    wanted = Wanted(since_day=int(since))
    with tempfile.TemporaryDirectory(dir=folder.path) as beside:
        target = Path(beside) / "steps.csv"
        before = time.perf_counter()
        with contextlib.closing(read_history(folder, STAMP)) as past:
            rows = export_file(target, lambda out: write_steps(past.all_steps(wanted), out))
        seconds = time.perf_counter() - before
        return {"rows": rows, "seconds": seconds, "mb": target.stat().st_size / 1e6, "most_mb": _most_mb()}


def _sqlite_csv(program: str, folder: HistoryFolder, statement: str, since: int, rows: int) -> float:
    """Seconds that SQLite's own program takes. Raises `AssertionError` if it wrote another number of rows."""
    asked = " ".join(statement.format(since=since, until=TODAY).split())
    with tempfile.TemporaryDirectory(dir=folder.path) as beside:
        target = Path(beside) / "steps.csv"
        before = time.perf_counter()
        with target.open("wb") as out:
            command = [program, "-readonly", "-header", "-csv", str(folder.database), asked]
            subprocess.run(command, stdout=out, check=True)
        seconds = time.perf_counter() - before
        with target.open("rb") as written:
            lines = sum(1 for _ in written)
    assert lines == rows + 1, f"{lines - 1} rows, not {rows}"
    return seconds


def measure_import(folder: HistoryFolder, table: Table, sessions: int) -> None:
    """Sessions and steps read back from our own CSV into a new history, with progress told."""
    print("\nImport")
    quarter, whole = _apart("import", folder, str(sessions // 4)), _apart("import", folder, str(sessions))
    rate = whole["added"] / (whole["check_s"] + whole["add_s"])
    figures = f"{whole['check_s']:.1f} s to check, {whole['add_s']:.1f} s to add, {rate:.0f} sessions/s"
    table.line(f"{whole['added']:,} sessions, {whole['steps']:,} steps", figures)
    table.line("progress", f"told {whole['told']} times, {whole['gap_s']:.2f} s apart at most")
    table.line(f"the same again ({whole['known']:,} known)", f"{whole['again_s']:.1f} s to add")
    growth = whole["most_mb"] - quarter["most_mb"]
    words = f"{whole['most_mb']:.1f} MB, {growth:+.1f} MB from a quarter of them on"
    table.line("most memory", words)


def _import(folder: HistoryFolder, sessions: str) -> dict[str, Any]:
    """Export so many sessions, and import them into a history that is empty."""
    from trunktimer.history.csv.export import export_file, write_sessions, write_steps
    from trunktimer.history.csv.reading import check_history

    count = int(sessions)
    with tempfile.TemporaryDirectory(dir=folder.path) as beside:
        files = [Path(beside) / "sessions.csv", Path(beside) / "steps.csv"]
        with contextlib.closing(read_history(folder, STAMP)) as past:
            export_file(files[0], lambda out: write_sessions(islice(past.all_sessions(Wanted()), count), out))
            export_file(files[1], lambda out: write_steps(islice(past.all_steps(Wanted()), count), out))
        moments = [time.perf_counter()]

        def told(done: int, of: int = 0) -> None:
            moments.append(time.perf_counter())

        with contextlib.closing(open_history(HistoryFolder(Path(beside) / "new"), STAMP)) as history:
            found = check_history(files, told=told)
            checked = time.perf_counter()
            added, _ = history.add(found.records(), told)
            over = time.perf_counter()
            gap_s = max(after - before for before, after in pairwise(moments))
            often = len(moments) - 1
            _, known = history.add(found.records())
            again_s = time.perf_counter() - over
            assert (added, known) == (count, count), (added, known)
        return {
            "added": added,
            "known": known,
            "steps": found.steps,
            "check_s": checked - moments[0],
            "add_s": over - checked,
            "again_s": again_s,
            "told": often,
            "gap_s": gap_s,
            "most_mb": _most_mb(),
        }


def _most_mb() -> float:
    """The most memory this process has had; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _since(folder: HistoryFolder, sessions: int) -> int:
    """The day from which on there are about so many sessions."""
    with contextlib.closing(read_history(folder, STAMP)) as past:
        newest = past.sessions(Wanted(), first=max(0, min(sessions, past.count(Wanted())) - 1), most=1)
    return newest[0].started.day


# ---- processes

APART: dict[str, Callable[..., dict[str, Any]]] = {"page": _page, "export": _export, "import": _import}


def _apart(what: str, folder: HistoryFolder, *words: str) -> dict[str, Any]:
    """Do one thing in a process of its own, so that its memory and its first time are its own."""
    command = [sys.executable, "-m", "benches.history", "--apart", what, str(folder.path), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Measure all, or what is named; 1 if a goal was missed."""
    if sys.argv[1:2] == ["--apart"]:
        what, path, *words = sys.argv[2:]
        print(json.dumps(APART[what](HistoryFolder(Path(path)), *words)))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--steps", type=int, default=150, help="in each session")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "trunktimer-bench-history")
    parser.add_argument("--full", action="store_true", help="export and import all, which takes minutes")
    parser.add_argument("--only", choices=("saving", "figures", "page", "export", "import"))
    arguments = parser.parse_args()
    sessions, steps = arguments.sessions, arguments.steps
    folder = big_history(arguments.folder, sessions, steps)
    print(f"SQLite {sqlite3.sqlite_version}, {folder.database.stat().st_size / 1e6:.0f} MB")
    table = Table()
    parts: dict[str, Callable[[], object]] = {
        "saving": lambda: measure_saving(folder, table),
        "figures": lambda: measure_figures(folder, table),
        "page": lambda: measure_page(folder, table),
        "export": lambda: measure_export(
            folder, table, sessions * steps if arguments.full else EXPORTED_STEPS, sessions, steps
        ),
        "import": lambda: measure_import(
            folder, table, sessions if arguments.full else min(sessions, IMPORTED_SESSIONS)
        ),
    }
    for name, measure in parts.items():
        if arguments.only in (None, name):
            measure()
    print(f"\ngoals missed: {', '.join(table.missed) or 'none'}")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
