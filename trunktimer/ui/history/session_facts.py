"""What is known of one session in figures, and when it was."""

from trunktimer.foundation.durations import Fineness, format_duration
from trunktimer.foundation.moments import format_hour, format_moment, format_offset
from trunktimer.foundation.translation import tr, trc, trn
from trunktimer.session.record import Feedback, SessionRecord


def format_span_of(record: SessionRecord) -> str:
    """When it began and ended on the wall; the second day, and the distance from UTC, only where they are others."""
    began, ended = record.started, record.ended
    line = format_moment(began)
    if ended is None:
        return line
    until = format_hour(ended) if ended.day == began.day else format_moment(ended)
    if ended.offset_min != began.offset_min:
        line, until = f"{line} ({format_offset(began)})", f"{until} ({format_offset(ended)})"
    return tr("{begin} to {end}", begin=line, end=until)


def facts_of(record: SessionRecord) -> list[tuple[str, str]]:
    """What is known in figures, each with its name, always the same ones in the same order."""
    said = record.feedback
    return [
        (tr("Planned"), format_duration(record.planned_ms, Fineness.MINUTES)),
        (tr("Active"), format_duration(record.active_ms, Fineness.MINUTES)),
        (tr("Paused"), format_duration(record.paused_ms, Fineness.MINUTES) if record.paused_ms else tr("not at all")),
        (tr("Level"), tr("{percent} %", percent=record.level)),
        (tr("Effort, of 10"), tr("not said") if said.effort is None else str(said.effort)),
        (tr("Pain, of 10"), _pain(said)),
        (tr("Interrupted"), _asleep(record)),
        (tr("Clock drift"), _drift(record.drift_ms)),
    ]


def _pain(said: Feedback) -> str:
    before, after = said.pain_before, said.pain_after
    if before is not None and after is not None:
        # Translators: pain before and after a session, from 0 to 10
        return tr("{before}, then {after}", before=before, after=after)
    if before is None and after is None:
        return tr("not said")
    return tr("{pain} before", pain=before) if after is None else tr("{pain} after", pain=after)


def _asleep(record: SessionRecord) -> str:
    number = len(record.sleeps)
    if not number and not record.slept_ms:
        return tr("never")
    length = format_duration(record.slept_ms or sum(sleep.slept_ms for sleep in record.sleeps), Fineness.MINUTES)
    if number < 2:
        return length
    return trn("{length}, {n} time", "{length}, {n} times", number, length=length)


def _drift(drift_ms: int | None) -> str:
    if drift_ms is None:
        return tr("not measured")
    if not drift_ms:
        return trc("drift", "none")
    if abs(drift_ms) >= 10_000:
        return f"{'−' if drift_ms < 0 else '+'}{format_duration(abs(drift_ms), Fineness.MINUTES)}"
    sign = "−" if drift_ms < 0 else "+"
    return tr("{milliseconds} ms", milliseconds=f"{sign}{abs(drift_ms)}")
