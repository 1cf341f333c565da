"""Sessions as scripts: `1500 pause` in, one line an effect out. A failure shows both transcripts."""

from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import (
    BlocksOffered,
    Effect,
    GapNoticed,
    MinuteMissed,
    Phase,
    PhaseChanged,
    SoundsHalted,
    SoundsPlaced,
    StepEntered,
    StepLeft,
    StepsSkipped,
)
from trunktimer.session.session import Session, new_session
from trunktimer.session.transitions import Action
from trunktimer.session.walk import handle


def held_at(session: Session, now_ms: int) -> int:
    """How long the present step has really been done, in milliseconds, pauses left out."""
    if session.phase in (Phase.RUNNING, Phase.WAITING):
        return session.held_ms + max(0, now_ms - session.anchor_ms)
    return session.held_ms


def line_of(effect: Effect) -> str:
    """An effect in a few words, without its clock reading."""
    match effect:
        case PhaseChanged(new=new):
            return f"-> {new}"
        case StepEntered(index=index):
            return f"enter {index}"
        case StepLeft(index=index, outcome=outcome, held_ms=held_ms):
            return f"leave {index} {outcome} {held_ms}"
        case StepsSkipped(first=first, last=last):
            return f"skip {first}..{last}"
        case BlocksOffered(count=number):
            return f"offer {number}"
        case MinuteMissed(late_ms=late_ms):
            return f"late {late_ms}"
        case GapNoticed(gap_ms=gap_ms):
            return f"gap {gap_ms}"
        case SoundsPlaced(position_ms=position_ms, at_ms=at_ms):
            return f"sounds {position_ms} at {at_ms}"
        case SoundsHalted():
            return "silence"


def play(timeline: Timeline, script: str, *, sounds: bool = False) -> tuple[Session, str]:
    """Run a script of `reading action [target]` lines; gives the session and the transcript."""
    session = new_session(timeline)
    lines = []
    for row in filter(None, (row.strip() for row in script.splitlines())):
        reading, action, *target = row.split()
        session, effects = handle(session, Action(action), int(reading), int(target[0]) if target else 0)
        told = [line_of(e) for e in effects if sounds or not isinstance(e, SoundsPlaced | SoundsHalted)]
        lines.append(f"{reading} {action}: {', '.join(told) or '-'}")
    return session, "\n".join(lines)
