"""The session: a routine being followed, as a value that can be asked. How it changes is in `walk`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trunktimer.routine.timeline import Gate, Step, Timeline
from trunktimer.session.ahead import Ahead, Range
from trunktimer.session.cues import SoundCue
from trunktimer.session.done import NOTHING_DONE, Done
from trunktimer.session.effects import Phase
from trunktimer.session.minutes import Waits
from trunktimer.session.sound_kind import SoundKind
from trunktimer.session.speech import Voice, cues_and_words, ending
from trunktimer.session.transitions import TRANSITIONS, Action

#: A tick later than this was no slow window but a sleeping machine.
GAP_MS: Final = 3_000
#: Gates whose time is what is looked at.
COUNTS_UP: Final = frozenset({Gate.COUNT_UP, Gate.AS_NEEDED, Gate.SET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A routine being followed.

    The clock read `anchor_ms` when the position was `position_ms`; while running, both go on together.
    `held_ms` is the time spent in the present step before `anchor_ms`, pauses left out. `ahead` are the
    ranges of steps still to be walked, the present one first; `skipped` the steps at which a block was
    skipped; `offering` whether the skipped blocks are offered now, at the end; `taken_up` the first steps of the
    blocks that were offered and walked after all, which are not offered a second time; `done` which steps were
    really done. `waits` is what was spent at gates of the present minute of `every`, and `late_ms` by how much the one
    before it was missed. `reach_ms` is the way to the key, taken off from what counts up. `gap_ms` is how late a tick
    may be: the shell that runs faster than the clock gives more.
    """

    timeline: Timeline
    phase: Phase = Phase.READY
    index: int = 0
    position_ms: int = 0
    anchor_ms: int = 0
    seen_ms: int = 0
    held_ms: int = 0
    ahead: tuple[Range, ...] = ()
    skipped: tuple[int, ...] = ()
    offering: bool = False
    taken_up: tuple[int, ...] = ()
    done: Done = NOTHING_DONE
    waits: Waits = ()
    late_ms: int = 0
    reach_ms: int = 0
    gap_ms: int = GAP_MS

    @property
    def goes_on(self) -> bool:
        """Whether time counts: the session runs, or waits at a gate."""
        return self.phase in (Phase.RUNNING, Phase.WAITING)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen any more."""
        return self.phase in (Phase.FINISHED, Phase.STOPPED)

    @property
    def is_under_way(self) -> bool:
        """Whether it was started and is not over."""
        return self.phase is not Phase.READY and not self.is_over

    @property
    def step(self) -> Step | None:
        """The present step; `None` when all steps are behind."""
        return self.timeline.steps[self.index] if self.index < len(self.timeline) else None

    @property
    def coming(self) -> Ahead:
        """What is still to be walked; an end of a skipped block among it answers the offer of that block."""
        ranges = () if self.is_over else self.ahead
        blocks = [self.timeline.block_at(at) for at in self.skipped]
        asks = any(
            block is not None and not any(max(first, self.index) < block.last <= last for first, last in ranges)
            for block in blocks
        )
        return Ahead(timeline=self.timeline, ranges=ranges, asks=asks)


def new_session(timeline: Timeline, *, gap_ms: int = GAP_MS, reach_ms: int = 0) -> Session:
    """A session that is ready to start. Raises `ValueError` for a timeline without steps."""
    if not len(timeline):
        raise ValueError("a timeline without steps cannot be followed")
    return Session(timeline=timeline, ahead=((0, len(timeline)),), gap_ms=gap_ms, reach_ms=reach_ms)


def allowed(session: Session, action: Action) -> bool:
    """Whether the action does anything in this phase."""
    return (session.phase, action) in TRANSITIONS


def held_at(session: Session, now_ms: int) -> int:
    """The time spent in the present step, pauses left out; what counts up at a gate."""
    return session.held_ms + (max(0, now_ms - session.anchor_ms) if session.goes_on else 0)


def is_early(session: Session, now_ms: int) -> bool:
    """Whether "done" is not yet an answer: of a rest as needed, the least is not over."""
    step = session.step
    return step is not None and step.is_gate and held_at(session, now_ms) < (step.part.least_ms or 0)


def asks_reps(session: Session) -> bool:
    """Whether it is asked how many reps it were."""
    return session.step is not None and session.step.part.gate is Gate.REPS


def position_at(session: Session, now_ms: int) -> int:
    """The position on the timeline in milliseconds, never beyond the present step's end."""
    step = session.step
    if step is None:
        return session.timeline.total_ms
    if session.phase is not Phase.RUNNING:
        return session.position_ms
    return min(session.position_ms + max(0, now_ms - session.anchor_ms), step.end_ms)


def releasable(session: Session, now_ms: int) -> bool:
    """Whether the present hold is past its minimum, so that it may be ended now."""
    step = session.step
    if session.phase is not Phase.RUNNING or step is None or step.part.min_ms is None:
        return False
    return step.may_release and position_at(session, now_ms) - step.start_ms >= step.part.min_ms


def session_cues(session: Session, from_ms: int, voice: Voice | None = None) -> Iterator[SoundCue]:
    """The sounds and words from `from_ms` on, up to the next gate or the end of what is to be walked."""
    if session.phase is Phase.FINISHED:
        return iter(ending(session.timeline.total_ms, voice))
    if session.phase is Phase.WAITING and not session.ahead:  # skipped blocks are offered
        return iter([SoundCue(from_ms, SoundKind.REP_DONE)])
    return cues_and_words(session.coming, session.index, from_ms, voice=voice)
