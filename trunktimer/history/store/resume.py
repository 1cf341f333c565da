"""A session that broke off: where it stood, and whether it can be gone on with. Asks nobody and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunktimer.foundation.durations import format_clock
from trunktimer.foundation.errors import FileFaults
from trunktimer.foundation.translation import tr
from trunktimer.history.store.history_store import Unfinished
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.movement import Movement
from trunktimer.routine.timeline import Step, StepKind
from trunktimer.routine.toml.routine_file import parse_routine
from trunktimer.routine.translated import translated_routine
from trunktimer.session.record import SessionRecord
from trunktimer.session.recording import read_bookmark, resumed
from trunktimer.session.session import GAP_MS, Session
from trunktimer.session.session_recorder import Source
from trunktimer.session.wording import counts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done with a session that broke off. `session` is `None` if it cannot be gone on with: `why_not`."""

    record: SessionRecord
    source: Source
    where: str
    session: Session | None = None
    why_not: str = ""


def offer_of(found: Unfinished, text: str, movements: Mapping[str, Movement], now_ms: int) -> Offer:
    """The offer for one such session; `text` is the copy of its routine's file."""
    record = found.record
    gap_ms = max(GAP_MS, round(GAP_MS * record.speed))
    source = Source(key=record.routine_key, text=text)
    active, planned = format_clock(record.active_ms), format_clock(record.planned_ms)
    done = tr("{done} of {planned}", done=active, planned=planned)
    place = read_bookmark(found.bookmark)
    try:
        routine = translated_routine(parse_routine(text, f"{record.routine_key}.toml", movements))
    except FileFaults:
        why_not = tr("The routine's file as it was cannot be read.")
        return Offer(record=record, source=source, where=done, why_not=why_not)
    timeline = compile_routine(routine, movements, record.level)
    longer_ms = record.planned_ms - timeline.total_ms
    if longer_ms > 0:  # it may have begun with more time to get ready than the routine asks for
        first = timeline.steps[0]
        ready_ms = first.end_ms if first.kind is StepKind.LEAD_IN else 0
        timeline = compile_routine(routine, movements, record.level, least_ready_ms=ready_ms + longer_ms)
    session = None if place is None else resumed(timeline, place, now_ms, gap_ms=gap_ms)
    if session is None or (len(timeline), timeline.total_ms) != (record.steps, record.planned_ms):
        return Offer(
            record=record,
            source=source,
            where=done,
            why_not=tr("Its movements have changed since, so the place in it cannot be found again."),
        )
    step = session.step
    if step is None:
        where = tr("{done} of {planned}, at the end", done=active, planned=planned)
    else:
        # Translators: where a session broke off, such as "3:20 of 12:00, in Bridge, set 2 of 3".
        where = tr("{done} of {planned}, in {place}", done=active, planned=planned, place=_place_of(step))
    return Offer(record=record, source=source, where=where, session=session)


def _place_of(step: Step) -> str:
    counts = ", ".join(counts_of(step, 1))
    return f"{step.part.name}, {counts}" if counts else step.part.name
