"""What a media control of the desktop shows of a session, as a plain value. Knows no bus and no Qt."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from trunktimer.session.effects import Phase
from trunktimer.session.session import Session, position_at
from trunktimer.session.view import display

#: A position that is off by more than this is told: what shows it counts on by itself.
SEEKED_MS: Final = 750


class Status(StrEnum):
    """Whether something goes on, in the words of the bus."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


class Ask(StrEnum):
    """What a person asks for by a media key or a control of the desktop."""

    PLAY = "play"
    PAUSE = "pause"
    TOGGLE = "toggle"  # the one big key: at a gate it means "done"
    NEXT = "next"
    PREVIOUS = "previous"
    FORWARD = "forward"
    REWIND = "rewind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown. `number` is another one for each timeline; `length_ms` that of the whole session."""

    status: Status = Status.STOPPED
    title: str = ""
    artist: str = ""
    number: int = 0
    length_ms: int = 0
    can_play: bool = False
    can_pause: bool = False
    can_move: bool = False


NOTHING: Final = Shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The position that was told last, and when: what shows it counts on from there while `plays`."""

    position_ms: int = 0
    at_ms: int = 0
    plays: bool = False

    def expected_ms(self, now_ms: int) -> int:
        """The position that is shown at the clock reading `now_ms`."""
        return self.position_ms + (max(0, now_ms - self.at_ms) if self.plays else 0)

    def follow(self, true: "Told") -> "tuple[Told, bool]":
        """What is shown after `true` came to be, and whether it jumped so far that it has to be told."""
        expected_ms = self.expected_ms(true.at_ms)
        if abs(true.position_ms - expected_ms) > SEEKED_MS:
            return true, True
        return replace(true, position_ms=expected_ms), False


def shown_of(session: Session | None, now_ms: int, number: int) -> Shown:
    """What is shown of a session at the clock reading `now_ms`; of none and of one that is over, nothing."""
    if session is None or session.is_over:
        return NOTHING
    seen = display(session, now_ms)
    resting = Status.STOPPED if session.phase is Phase.READY else Status.PAUSED
    return Shown(
        status=Status.PLAYING if session.goes_on else resting,
        title=" – ".join(filter(None, (seen.title, seen.word, seen.hint if session.phase is Phase.WAITING else ""))),
        artist=session.timeline.name,
        number=number,
        length_ms=session.timeline.total_ms,
        can_play=True,
        can_pause=session.goes_on,
        can_move=session.is_under_way,
    )


def told_of(session: Session | None, now_ms: int) -> Told:
    """The position that a reader gets at this moment: as far before the end as time is really left."""
    if session is None or session.is_over:
        return Told(at_ms=now_ms)
    passed_ms = session.timeline.total_ms - session.coming.left_ms(position_at(session, now_ms))
    return Told(position_ms=passed_ms, at_ms=now_ms, plays=session.goes_on)
