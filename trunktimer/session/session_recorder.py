"""Between sessions and the history: takes effects as they are told, and hands over what is to be written.

A recording begins because a session was opened and started. Draws no window, reads no clock and no file: the shells
hand in both clocks, and who reads a routine's file.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trunktimer.foundation.translation import as_written
from trunktimer.foundation.wall_time import WallTime
from trunktimer.routine.timeline import Timeline
from trunktimer.session.effects import Effect, Phase, PhaseChanged, SoundsHalted, SoundsPlaced
from trunktimer.session.record import SessionRecord, StepRecord
from trunktimer.session.recording import Recording, bookmark_of
from trunktimer.session.session import Session

#: Takes a record, the steps that ended, the bookmark and the routine's text. The last step may be one that was begun:
#: it is replaced by the next row of the same `seq`.
Keep = Callable[[SessionRecord, Sequence[StepRecord], str, str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a timeline came from: its key, and its file as it was then."""

    key: str
    text: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the text, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenOff:
    """What was kept of a session that broke off: its routine as it was, its record, and the steps that ended."""

    source: Source
    record: SessionRecord
    rows: Sequence[StepRecord] = ()


class SessionRecorder:
    """Records one session after the other: a listener of a `SessionRunner`.

    `now_ms` reads the session's clock, `wall` the one on the wall; `zone` names the time zone that it is in now;
    `source_of` reads the file at a path. `keep` writes; `forget` takes back a session that was ended before any work
    began.
    """

    def __init__(
        self,
        now_ms: Callable[[], int],
        wall: Callable[[], WallTime],
        zone: Callable[[], str],
        source_of: Callable[[str], Source],
        keep: Keep,
        forget: Callable[[str], object],
        *,
        speed: float = 1.0,
    ) -> None:
        self._now_ms = now_ms
        self._wall = wall
        self._zone = zone
        self._source_of = source_of
        self._keep = keep
        self._forget = forget
        self._speed = speed
        self._source: Source | None = None
        self._recording: Recording | None = None
        self._uid = ""

    @property
    def uid(self) -> str:
        """That of the session that is recorded, or was last; empty if there is none worth keeping."""
        return self._uid

    def on_open(self, session: Session, origin: str | BrokenOff) -> None:
        """A routine is about to be followed, or a session that broke off is gone on with."""
        if isinstance(origin, str):
            self._source, self._recording, self._uid = self._source_of(origin), None, ""
            return
        self._source, self._uid = origin.source, origin.record.uid
        self._recording = Recording(origin.record, session.timeline, self._now_ms(), rows=origin.rows)
        self._recording.go_on(session, self._wall())

    def on_effects(self, session: Session, effects: Sequence[Effect]) -> None:
        """Record what `handle` told; `session` is the one after it."""
        telling = [effect for effect in effects if not isinstance(effect, SoundsPlaced | SoundsHalted)]
        if not telling or self._source is None:
            return
        recording = self._recording
        if recording is None:
            starts = [one.at_ms for one in telling if isinstance(one, PhaseChanged) and one.old is Phase.READY]
            if not starts or session.phase is Phase.STOPPED:
                return
            recording = self._recording = self._begin(session.timeline, self._source, starts[0])
        was_over = recording.is_over
        if was_over:
            return
        rows = recording.take(session, telling)
        if not rows and not any(isinstance(one, PhaseChanged) for one in telling):
            return
        if recording.is_over and not recording.is_worth_keeping:
            self._forget(self._uid)
            self._uid = ""
            return
        now_ms, wall = self._now_ms(), self._wall()
        begun = recording.begun_row(session)
        if not recording.is_over:  # as it was when something happened last: what passed since has no row yet
            passed_ms = max(0, now_ms - recording.since_ms)
            now_ms, wall = recording.since_ms, replace(wall, utc_ms=wall.utc_ms - round(passed_ms / self._speed))
        record = recording.record(now_ms, wall)
        self._keep(record, rows if begun is None else [*rows, begun], bookmark_of(session).text(), self._source.text)

    def _begin(self, timeline: Timeline, source: Source, at_ms: int) -> Recording:
        self._uid = secrets.token_hex(16)
        begun = SessionRecord(
            uid=self._uid,
            routine_key=source.key,
            routine_name=as_written(timeline.name),
            routine_hash=source.hash,
            level=timeline.level,
            speed=self._speed,
            started=self._wall(),
            zone=self._zone(),
            planned_ms=timeline.total_ms,
        )
        return Recording(begun, timeline, at_ms)
