"""What a step asks for beside a time that is counted down: values for the faces of a page, as plain numbers."""

from dataclasses import dataclass
from typing import Final

from trunktimer.foundation.durations import format_duration
from trunktimer.foundation.translation import tr, trn
from trunktimer.routine.timeline import Gate, StepKind
from trunktimer.session.bests import Bests, feat_of
from trunktimer.session.session import Session, held_at, is_early, position_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the present step asks for, and how far it is. All is empty in a step that is nothing but a time.

    Attributes:
        gate: what is waited for until a person says "done".
        held_ms: the time in the step, pauses left out: what counts up at a gate.
        aim_ms: what is aimed at; a tone sounds there.
        least_ms: of a rest as needed: what it takes at least; before it (`is_early`) "done" is no answer.
        limit_ms: where the gate ends by itself.
        breath: which breath it is, from 1, of `breaths`; 0 where none are counted. Without an end it may be more.
        wanted: how many reps are wanted at least; 0 where any number is right.
        reps: the number that was typed so far; `None` before the first digit.
        every_ms: of a rest: it is what is left of so long a time.
        late_ms: by how much the minute before this set was missed; 0 where it was not, and after that set.
        optional: the block may be left out, and has not begun.
        load: with what the block is done.
        best: the best so far: milliseconds at a gate that counts up, else reps; 0 where there is none.
        is_best: it is beaten now.
    """

    gate: Gate | None = None
    held_ms: int = 0
    aim_ms: int | None = None
    least_ms: int | None = None
    limit_ms: int | None = None
    is_early: bool = False
    breath: int = 0
    breaths: int = 0
    wanted: int = 0
    reps: int | None = None
    every_ms: int | None = None
    late_ms: int = 0
    optional: bool = False
    load: str = ""
    best: int = 0
    is_best: bool = False

    @property
    def line(self) -> str:
        """All of it that is worth a line, for a person."""
        return " · ".join(_pieces(self))


#: Of a step that is nothing but a time.
NOTHING_ASKED: Final = Asked()


def asked_of(session: Session, now_ms: int, bests: Bests, reps: int | None = None) -> Asked:
    """What the present step asks for; `reps` is the number that was typed so far."""
    step = session.step
    if step is None:
        return NOTHING_ASKED
    part = step.part
    held_ms = held_at(session, now_ms)
    into_ms = held_ms if step.is_gate else position_at(session, now_ms) - step.start_ms
    feat = feat_of(session.timeline, step)
    best = bests.get(feat, 0) if feat is not None else 0
    counted = (reps or 0) if part.gate is Gate.REPS else max(0, held_ms - session.reach_ms)
    breath = into_ms // part.breath_ms + 1 if part.breaths else 0
    return Asked(
        gate=part.gate,
        held_ms=held_ms,
        aim_ms=part.aim_ms,
        least_ms=part.least_ms,
        limit_ms=part.limit_ms,
        is_early=is_early(session, now_ms),
        breath=breath if step.is_gate else min(breath, part.breaths),
        breaths=part.breaths,
        wanted=part.reps if part.counts_reps and part.reps > 1 else 0,
        reps=reps if part.gate is Gate.REPS else None,
        every_ms=part.every_ms,
        late_ms=session.late_ms if step.kind in (StepKind.WORK, StepKind.GATE) else 0,
        optional=part.optional and step.kind is StepKind.LEAD_IN,
        load=part.load.text if part.load is not None else "",
        best=best,
        is_best=bool(best) and counted > best,
    )


def _pieces(asked: Asked) -> list[str]:
    pieces = []
    if asked.optional:
        # Translators: "N" is the key.
        pieces.append(tr("May be left out: N"))
    if asked.load:
        pieces.append(asked.load)
    if asked.breath:
        breath, breaths = asked.breath, asked.breaths
        pieces.append(tr("breath {breath}/{breaths}", breath=breath, breaths=breaths))
    elif asked.aim_ms:
        pieces.append(tr("aim {time}", time=format_duration(asked.aim_ms)))
    if asked.least_ms and asked.is_early:
        left_s = -(-(asked.least_ms - asked.held_ms) // 1000)
        pieces.append(tr("{n} s more at least", n=left_s))
    if asked.wanted:
        pieces.append(trn("{n} rep at least", "{n} reps at least", asked.wanted))
    if asked.late_ms:
        pieces.append(tr("{time} late", time=format_duration(max(1_000, asked.late_ms // 1000 * 1000))))
    if asked.is_best:
        pieces.append(tr("your best so far"))
    elif asked.best:
        is_reps = asked.gate is Gate.REPS
        best = trn("{n} rep", "{n} reps", asked.best) if is_reps else format_duration(asked.best // 1000 * 1000)
        pieces.append(tr("best so far {best}", best=best))
    return pieces
