"""The mixer: each cue at its sample, however the frames are asked for."""

from array import array
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from trunktimer.session.cues import SoundCue
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.sounds import RATE_HZ, samples
from trunktimer.sound.track import LATEST_FRAMES, Track

CUES = [SoundCue(20, SoundKind.TICK), SoundCue(60, SoundKind.PULSE), SoundCue(75, SoundKind.ACCENT)]
LENGTH = RATE_HZ // 5


def frame_of(offset_ms: int) -> int:
    return offset_ms * RATE_HZ // 1000


def placed(cues: list[SoundCue], from_frame: int = 0) -> Track:
    track = Track()
    track.place(cues, frame_of, from_frame)
    return track


def test_a_cue_begins_at_its_sample() -> None:
    wave = placed(CUES[:1]).render(0, LENGTH)
    first = frame_of(20)
    assert not any(wave[: first + 1])
    assert wave[first : first + 500] == samples(SoundKind.TICK)[:500]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, LENGTH), max_size=6))
def test_any_portions_give_the_same_samples(cuts: list[int]) -> None:
    whole = placed(CUES).render(0, LENGTH)
    track = placed(CUES)
    pieces = array("h")
    for start, end in pairwise([0, *sorted(cuts), LENGTH]):
        pieces += track.render(start, end - start)
    assert pieces == whole


def test_what_is_ahead_can_be_replaced_and_halted() -> None:
    track = placed(CUES)
    track.render(0, frame_of(30))
    track.place([SoundCue(150, SoundKind.PULSE)], frame_of, frame_of(30))
    wave = track.render(frame_of(100), frame_of(60))
    assert not any(wave[: frame_of(50)]) and any(wave)
    track.halt(frame_of(160))
    after = track.render(frame_of(160), LENGTH)
    assert not any(after[frame_of(10) :])
    assert track.next_frame() is None


def test_what_is_much_too_late_is_left_out_and_a_little_late_is_played_at_once() -> None:
    assert not any(placed(CUES[:1]).render(frame_of(20) + LATEST_FRAMES + 1, LENGTH))
    late = placed(CUES[:1]).render(frame_of(200), LENGTH)
    assert late[:500] == samples(SoundKind.TICK)[:500]


def test_overlapping_sounds_do_not_overflow() -> None:
    wave = placed([SoundCue(0, SoundKind.FINISH)] * 20).render(0, LENGTH)
    assert max(wave) == 32_767 and min(wave) >= -32_768


def test_volume_and_mute_slide() -> None:
    track = placed([SoundCue(0, SoundKind.FINISH)])
    loud = track.render(0, LENGTH)
    track.set_volume(0.5)
    track.render(0, 100)
    soft = track.render(0, LENGTH)
    assert abs(max(soft) - max(loud) / 2) <= 2
    track.set_muted(True)
    track.render(0, 1000)
    assert not any(track.render(2_000, 2_000))


def test_a_day_of_cues_is_taken_one_by_one() -> None:
    taken = []

    def endless():  # type: ignore[no-untyped-def]  # a generator that notes how far it was read
        for second in range(86_400):
            taken.append(second)
            yield SoundCue(second * 1_000, SoundKind.TICK)

    track = Track()
    track.place(endless(), frame_of, 0)
    track.render(0, 5 * RATE_HZ)
    assert len(taken) < 10
