"""A session that broke off: where it stood, and whether it can be gone on with. Asks nobody and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunktimer.chronicle import Source
from trunktimer.core.compile import compile_routine
from trunktimer.core.durations import clock_text
from trunktimer.core.errors import FileFaults
from trunktimer.core.movement import Movement
from trunktimer.core.record import SessionRecord
from trunktimer.core.recording import read_bookmark, resumed
from trunktimer.core.session import GAP_MS, Session
from trunktimer.core.timeline import Step
from trunktimer.core.wording import counts_of
from trunktimer.files.routine_file import parse_routine
from trunktimer.store.history import Unfinished


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
    done = f"{clock_text(record.active_ms)} of {clock_text(record.planned_ms)}"
    place = read_bookmark(found.bookmark)
    try:
        routine = parse_routine(text, f"{record.routine_key}.toml", movements)
    except FileFaults:
        return Offer(record=record, source=source, where=done, why_not="The routine's file as it was cannot be read.")
    timeline = compile_routine(routine, movements, record.level)
    session = None if place is None else resumed(timeline, place, now_ms, gap_ms=gap_ms)
    if session is None or (len(timeline), timeline.total_ms) != (record.steps, record.planned_ms):
        return Offer(
            record=record,
            source=source,
            where=done,
            why_not="Its movements have changed since, so the place in it cannot be found again.",
        )
    step = session.step
    where = f"{done}, in {_place_of(step)}" if step is not None else f"{done}, at the end"
    return Offer(record=record, source=source, where=where, session=session)


def _place_of(step: Step) -> str:
    counts = ", ".join(counts_of(step, 1))
    return f"{step.part.name}, {counts}" if counts else step.part.name
