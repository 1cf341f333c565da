"""The best so far of what counts up and of reps in a time: each side and time by itself, rehearsals left out."""

import contextlib
from typing import Any

from tests.past import FakeHistory, a_session, a_step
from trunktimer.history.store.history_store import open_history
from trunktimer.history.store.places import HistoryFolder
from trunktimer.routine.timeline import StepKind
from trunktimer.session.bests import Feat
from trunktimer.session.record import StepRecord


def test_the_most_of_each_feat(folder: HistoryFolder) -> None:
    def held(seq: int, counted_ms: int, **more: Any) -> StepRecord:
        return a_step(seq, planned_ms=40_000, min_ms=0, actual_ms=counted_ms + 500, counted_ms=counted_ms, **more)

    def counted(seq: int, reps: int | None, work_ms: int) -> list[StepRecord]:
        work = a_step(seq, phase="work", planned_ms=work_ms, min_ms=None)
        asked = a_step(seq + 1, phase="count", kind=StepKind.GATE, planned_ms=0, min_ms=None, counted_reps=reps)
        return [work, asked]

    records = [
        (a_session(3), [held(0, 45_000), held(1, 61_000), held(2, 30_000, side="left")]),
        (a_session(2), [*counted(0, 20, 60_000), *counted(2, None, 60_000), *counted(4, 12, 30_000)]),
        (a_session(1, speed=60.0), [held(0, 600_000)]),
        (a_session(0), [held(0, 50_000), *counted(1, 18, 60_000), a_step(3)]),
    ]
    with contextlib.closing(open_history(folder, "now")) as history:
        history.add(records)
        assert history.bests() == FakeHistory(records).bests()
        assert history.bests() == {
            Feat("bridge", "", "hold"): 61_000,
            Feat("bridge", "left", "hold"): 30_000,
            Feat("bridge", "", "count", 60_000): 20,
            Feat("bridge", "", "count", 30_000): 12,
        }
