"""Which sound falls when."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HOLDS, MOVEMENTS, OWN, ROUTINES, count, routine, seconds
from trunktimer.routine.compile import compile_routine
from trunktimer.routine.routine import Block, Routine, Sides
from trunktimer.routine.timeline import Timeline
from trunktimer.session.ahead import whole
from trunktimer.session.cues import SoundCue, beat_ms, cues_ahead
from trunktimer.session.sound_kind import SoundKind


def cues(timeline: Timeline, first: int = 0, from_ms: int = 0) -> list[str]:
    return [f"{cue.offset_ms} {cue.kind}" for cue in cues_ahead(whole(timeline), first, from_ms)]


def test_a_range_hold_has_all_its_sounds() -> None:
    timeline = compile_routine(
        routine(Block(name="H", raise_=seconds(2), hold=seconds(10, 20), lower=seconds(2))), {}, 100
    )
    assert cues(timeline) == [
        "0 get-ready", "2000 tick", "3000 tick", "4000 tick", "5000 start", "7000 hold", "17000 half-way",
        "17000 may-release", "24000 tick", "25000 tick", "26000 tick", "27000 end", "29000 finish",
    ]  # fmt: skip


def test_a_block_by_the_clock_is_counted_as_a_whole() -> None:
    kick = Block(name="K", duration=seconds(20), raise_=seconds(2), lower=seconds(2), sides=Sides.ONE_THEN_OTHER)
    told = cues(compile_routine(routine(kick, lead_in=2), {}, 0))
    assert "12000 start" not in told and "12000 end" in told
    assert {"19000 tick", "20000 tick", "21000 tick", "22000 switch"} <= set(told)
    half = cues(
        compile_routine(
            routine(Block(name="K", duration=seconds(21), raise_=seconds(2), lower=seconds(2)), lead_in=2), {}, 0
        )
    )
    assert "12500 half-way" in half


def test_the_metronome_is_accented_and_does_not_drift() -> None:
    march = Block(name="M", duration=seconds(4), bpm=count(90), accent_every=2)
    told = cues(compile_routine(routine(march, lead_in=1), {}, 0))
    assert told[1:4] == ["1000 accent", "1667 pulse", "2333 accent"]
    assert beat_ms(170 * 60, 170) == 3_600_000


def test_the_cues_end_at_a_gate() -> None:
    timeline = compile_routine(routine(OWN), {}, 0)
    assert cues(timeline)[-1] == "5000 rep-done"
    assert list(cues_ahead(whole(timeline, 2), 2, 0)) == []


@given(ROUTINES, st.integers(0, 100), st.data())
def test_cues_come_in_order_and_may_be_joined_at_any_offset(written: Routine, level: int, data: st.DataObject) -> None:
    timeline = compile_routine(written, MOVEMENTS, level)
    every = list(cues_ahead(whole(timeline), 0, 0))
    assert every == sorted(every, key=lambda cue: cue.offset_ms)
    at_ms = data.draw(st.integers(0, timeline.total_ms))
    later = list(cues_ahead(whole(timeline), timeline.index_at(at_ms), at_ms))
    if not any(step.is_gate for step in timeline):
        assert later == [cue for cue in every if cue.offset_ms >= at_ms]


def test_a_cue_is_a_plain_pair() -> None:
    assert SoundCue(5, SoundKind.TICK) == (5, "tick", "")
    assert len(cues(compile_routine(routine(HOLDS), {}, 0))) > 10
