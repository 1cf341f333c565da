"""`trunktimer export` and `trunktimer import-history`: the history to CSV files and back. Opens no database."""

import argparse
import contextlib
import io
import locale
import os
import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.languages import decimal_mark
from trunktimer.foundation.moments import day_of
from trunktimer.foundation.text_file import shown
from trunktimer.foundation.translation import tr, trn
from trunktimer.history.columns import Grain
from trunktimer.history.csv.cells import PLAIN, excel_form
from trunktimer.history.csv.export import chosen_columns, counted, export_file, write_history
from trunktimer.history.csv.export_request import ExportRequest
from trunktimer.history.csv.reading import HistoryFiles, check_history
from trunktimer.history.reader import HistoryChanges, HistoryReader, Wanted

STANDARD: Final = "-"  # as a file: standard output
GOOD: Final = 0

Tell = Callable[[int, int], object]


def export_history(
    arguments: argparse.Namespace,
    past: HistoryReader,
    *,
    decimal_point: str | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
    notes: Path | None = None,
) -> int:
    """Carry `trunktimer export` out; gives the exit code. Raises `TrunkTimerError` for what a person can mend.

    `decimal_point` is for `--excel`, that of the locale if it is left out; `out` and `err` are the standard streams.
    `notes` is as in `write_file`.
    """
    out, err = out or sys.stdout, err or sys.stderr
    grain = Grain(arguments.grain)
    to_file = arguments.output not in (None, STANDARD)
    request = ExportRequest(
        grain=grain,
        wanted=_wanted(arguments),
        columns=_columns(arguments.columns, grain),
        excel=arguments.excel,
        path=arguments.output if to_file else "",
    )
    count = past.count(request.wanted)
    if not count and arguments.routine:
        _check_routine(arguments.routine, past)
    form = excel_form(decimal_point or locale_decimal_point()) if request.excel else PLAIN
    with _bar(err, tr("Exporting"), shows=to_file or not out.isatty()) as tell:
        write = partial(write_history, past, request, form, lambda done: tell(done, count))
        if to_file:
            rows = export_file(Path(request.path), write, notes=notes)
        else:
            if isinstance(out, io.TextIOWrapper):
                out.reconfigure(encoding="utf-8", newline="")
            try:
                rows = write(out)
                out.flush()
            except BrokenPipeError as error:  # half a history is worth a sentence
                raise TrunkTimerError(tr("Who was to read it went away before all was written.")) from error
    place = shown(request.path) if to_file else tr("standard output")
    if count:
        # Translators: {rows} is such as "2911 steps of 57 sessions".
        print(tr("{rows} written to {place}.", rows=format_rows(grain, rows, count), place=place), file=err)
    else:
        print(tr("No session fits; only the names of the columns were written to {place}.", place=place), file=err)
    return GOOD


def import_history(arguments: argparse.Namespace, history: HistoryChanges, *, err: TextIO | None = None) -> int:
    """Carry `trunktimer import-history` out; gives the exit code.

    Nothing is added if any file has a fault, unless rows with faults are to be left out. Raises `FileFaults` and other
    `TrunkTimerError`.
    """
    err = err or sys.stderr
    skip_bad: bool = getattr(arguments, "skip_bad", False)
    with _bar(err, tr("Checking")) as tell:
        files = check_history([Path(name) for name in arguments.files], told=tell, skip_bad=skip_bad)
    print(*files.faults, sep="\n", end="\n" if files.faults else "", file=err)
    with _bar(err, tr("Importing")) as tell:
        added, known = history.add(counted(files.records(), lambda done: tell(done, files.sessions)))
    print(format_added(files, added, known), file=err)
    return GOOD


def locale_decimal_point() -> str:
    """The decimal point of the person's locale."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return str(locale.localeconv()["decimal_point"])
    except locale.Error:  # a locale that is set but not installed
        return decimal_mark(os.environ)
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


# ---- what is wanted


def _wanted(arguments: argparse.Namespace) -> Wanted:
    since, until = _day(arguments.since, "--since"), _day(arguments.until, "--until")
    if since is not None and until is not None and since > until:
        raise TrunkTimerError(
            tr("{since} is later than {until}; --since comes first.", since=arguments.since, until=arguments.until)
        )
    return Wanted(since_day=since, until_day=until, routine_key=arguments.routine or "")


def _day(text: str | None, option: str) -> int | None:
    if text is None:
        return None
    try:
        return day_of(text)
    except ValueError as error:
        raise TrunkTimerError(f"{option}: {error}.") from None


def _columns(text: str | None, grain: Grain) -> tuple[str, ...]:
    if text is None:
        return ()
    names = [name.strip() for name in text.split(",")]
    if not any(names):
        raise TrunkTimerError(tr("--columns names no column; leave it out to have all."))
    return chosen_columns(grain, [name for name in names if name])


def _check_routine(key: str, past: HistoryReader) -> None:
    keys = [routine.key for routine in past.routines()]
    if key in keys or not keys:
        return
    near = get_close_matches(key, keys, n=1, cutoff=0.4)
    said = shown(key, 60)
    if near:
        raise TrunkTimerError(
            tr('The history has no routine "{word}"; did you mean "{near}"?', word=said, near=near[0])
        )
    there = ", ".join(sorted(keys))
    raise TrunkTimerError(tr('The history has no routine "{word}"; there are: {keys}.', word=said, keys=there))


# ---- how it is done


@contextlib.contextmanager
def _bar(err: TextIO, what: str, *, shows: bool = True) -> Iterator[Tell]:
    """A progress bar while something is done, on a terminal only. It is told how much is done, of how much."""
    if not (shows and err.isatty()):
        yield lambda done, of: None
        return
    from trunktimer.commands.progress_bar import progress_bar  # rich takes its time

    with progress_bar(err, what) as tell:
        yield tell


def format_added(files: HistoryFiles, added: int, known: int) -> str:
    """What became of files: how many sessions were `added`, and `known` already."""
    parts = [trn("{n} session added", "{n} sessions added", added) if added else tr("No sessions added")]
    if known:
        # Translators: sessions.
        parts.append(trn("{n} known already and left as it is", "{n} known already and left as they are", known))
    if files.bad_rows:
        # Translators: of a file.
        parts.append(trn("{n} row with a fault left out", "{n} rows with faults left out", files.bad_rows))
    said = f"{', '.join(parts)}."
    if added and not files.steps:
        said += "\n" + tr("There were no steps with them, so they count in no figures of sets and movements.")
    return said


def format_rows(grain: Grain, rows: int, sessions: int) -> str:
    """`2911 steps of 57 sessions`."""
    all_sessions = trn("{n} session", "{n} sessions", sessions) if sessions else tr("No sessions")
    match grain:
        case Grain.SESSIONS:
            return trn("{n} session", "{n} sessions", rows) if rows else tr("No sessions")
        case Grain.SETS:
            done = trn("{n} set", "{n} sets", rows) if rows else tr("No sets")
        case Grain.STEPS:
            done = trn("{n} step", "{n} steps", rows) if rows else tr("No steps")
    # Translators: such as "2911 steps of 57 sessions".
    return tr("{rows} of {sessions}", rows=done, sessions=all_sessions)
