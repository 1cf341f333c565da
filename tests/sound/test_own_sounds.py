"""A person's own sounds: what is taken comes out like the other sounds, what is not is refused with a sentence."""

from __future__ import annotations

import errno
import math
import os
import random
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.checkout import ROOT
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.session.cues import NOTES
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound import samples
from trunktimer.sound.own_sounds import LARGEST_BYTES, own_sounds, read_wave
from trunktimer.sound.sounds import FULL_SCALE, LOUDNESS, RATE_HZ

PAGE = (ROOT / "docs" / "sounds.md").read_text(encoding="utf-8")
INTEGERS, FLOATS = 1, 3
FORMATS = [(INTEGERS, 8), (INTEGERS, 16), (INTEGERS, 24), (INTEGERS, 32), (FLOATS, 32), (FLOATS, 64)]
RATES_HZ = [4_000, 8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 384_000]
SUB_FORMAT = bytes.fromhex("000000001000800000aa00389b71")
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes it anew


def tone(hz: float = 800, *, length_ms: int = 300, rate_hz: int = RATE_HZ, peak: float = 0.5) -> list[float]:
    return [peak * math.sin(math.tau * hz * at / rate_hz) for at in range(length_ms * rate_hz // 1000)]


def packed(values: list[float], form: int, bits: int) -> bytes:
    """Samples (full scale at 1) as a WAV file holds them."""
    if form == FLOATS:
        return struct.pack(f"<{len(values)}{'f' if bits == 32 else 'd'}", *values)
    most = 2 ** (bits - 1) - 1
    whole = [round(value * most) for value in values]
    if bits == 8:
        return bytes(value + 128 for value in whole)
    return b"".join(value.to_bytes(bits // 8, "little", signed=True) for value in whole)


def chunk(name: bytes, inside: bytes) -> bytes:
    return name + struct.pack("<I", len(inside)) + inside + bytes(len(inside) % 2)


def header(form: int = INTEGERS, bits: int = 16, channels: int = 1, rate_hz: int = RATE_HZ) -> bytes:
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", form, channels, rate_hz, rate_hz * frame & 0xFFFFFFFF, frame, bits)


def riff(*chunks: bytes) -> bytes:
    inside = b"".join(chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(inside)) + b"WAVE" + inside


def wav(
    values: list[float], form: int = INTEGERS, bits: int = 16, *, channels: int = 1, rate_hz: int = RATE_HZ
) -> bytes:
    """A WAV file that says `values` in every one of its channels."""
    every = [value for value in values for _ in range(channels)]
    return riff(chunk(b"fmt ", header(form, bits, channels, rate_hz)), chunk(b"data", packed(every, form, bits)))


def read(folder: Path, content: bytes) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    path = folder / "hold.wav"
    path.write_bytes(content)
    samples = read_wave(path)
    assert samples.typecode == "h"
    return np.array(samples, dtype=float)


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, without its name."""
    with pytest.raises(TrunkTimerError) as caught:
        read_wave(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ") and sentence.endswith(".") and "\n" not in sentence
    return sentence.removeprefix(f"{path}: ")


def refusal_of(folder: Path, content: bytes) -> str:
    path = folder / "hold.wav"
    path.write_bytes(content)
    return refusal(path)


def dominant_hz(wave: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    spectrum = abs(np.fft.rfft(wave * np.hanning(len(wave)), RATE_HZ))
    return float(spectrum.argmax())


def loudness(wave: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    cue_player = wave[abs(wave) > abs(wave).max() / 50]
    return float(np.sqrt((cue_player**2).mean())) / FULL_SCALE


# ---- what is taken


#: Each two of format, channels and rate, without each three.
MIXED = [
    (form, bits, (1, 2, 6)[(row + column) % 3], rate_hz)
    for row, (form, bits) in enumerate(FORMATS)
    for column, rate_hz in enumerate(RATES_HZ)
]


@pytest.mark.parametrize(("form", "bits", "channels", "rate_hz"), MIXED)
def test_every_format_comes_out_as_the_same_tone(
    form: int, bits: int, channels: int, rate_hz: int, tmp_path: Path
) -> None:
    wave = read(tmp_path, wav(tone(rate_hz=rate_hz), form, bits, channels=channels, rate_hz=rate_hz))
    assert abs(dominant_hz(wave) - 800) <= 3
    assert abs(len(wave) - RATE_HZ * 300 // 1000) <= RATE_HZ // 1000
    assert loudness(wave) == pytest.approx(LOUDNESS, rel=0.02)
    assert 0.2 * FULL_SCALE < abs(wave).max() < 0.96 * FULL_SCALE
    assert abs(wave[:4]).max() < 0.01 * FULL_SCALE and abs(wave[-4:]).max() < 0.01 * FULL_SCALE
    # One tone, and nothing beside it that a person would notice (8 bits have their own noise).
    spectrum = abs(np.fft.rfft(wave * np.hanning(len(wave)), RATE_HZ))
    beside = np.concatenate([spectrum[:760], spectrum[840:]])
    assert 20 * math.log10(beside.max() / spectrum.max()) < -35


@pytest.mark.parametrize(("form", "bits"), FORMATS)
def test_an_extensible_header_is_the_plain_one_in_other_words(form: int, bits: int, tmp_path: Path) -> None:
    plain = wav(tone(), form, bits)
    said = header(0xFFFE, bits) + struct.pack("<HHIH", 22, bits, 4, form) + SUB_FORMAT
    extensible = riff(chunk(b"fmt ", said), chunk(b"data", packed(tone(), form, bits)))
    assert list(read(tmp_path, plain)) == list(read(tmp_path, extensible))


def test_other_chunks_and_what_follows_the_samples_are_passed_over(tmp_path: Path) -> None:
    data = chunk(b"data", packed(tone(), INTEGERS, 16))
    odd = chunk(b"LIST", b"INFOabc")
    full = riff(odd, chunk(b"fmt ", header()), odd, data, odd) + b"\0tail"
    assert list(read(tmp_path, full)) == list(read(tmp_path, wav(tone())))


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFF000])
def test_a_length_that_was_left_open_is_all_that_follows(size: int, tmp_path: Path) -> None:
    samples = packed(tone(), INTEGERS, 16)
    written = riff(chunk(b"fmt ", header()), b"data" + struct.pack("<I", size) + samples)
    assert list(read(tmp_path, written)) == list(read(tmp_path, wav(tone())))


def test_channels_are_mixed_each_alike(tmp_path: Path) -> None:
    both = [value for pair in zip(tone(600), tone(900), strict=True) for value in pair]
    content = riff(chunk(b"fmt ", header(channels=2)), chunk(b"data", packed(both, INTEGERS, 16)))
    wave = read(tmp_path, content)
    spectrum = abs(np.fft.rfft(wave * np.hanning(len(wave)), RATE_HZ))
    assert spectrum[600] == pytest.approx(spectrum[900], rel=0.05)
    assert spectrum[600] == pytest.approx(spectrum.max(), rel=0.05)


def test_edges_are_soft_for_five_milliseconds_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    wave = read(tmp_path, wav([0.5, -0.5] * 4_800))
    edge = RATE_HZ * 5 // 1000
    level = abs(wave[edge])
    assert abs(wave[edge:-edge]).min() == level == abs(wave[edge:-edge]).max()
    assert wave[0] == wave[-1] == 0
    assert list(abs(wave[: edge + 1])) == sorted(abs(wave[: edge + 1]))
    assert list(abs(wave[-edge - 1 :])) == sorted(abs(wave[-edge - 1 :]), reverse=True)
    assert abs(wave[edge // 2]) == pytest.approx(level / 2, rel=0.02)


def test_an_offset_is_no_sound(tmp_path: Path) -> None:
    wave = read(tmp_path, wav([value / 2 + 0.5 for value in tone()]))
    assert abs(wave.mean()) < 0.002 * FULL_SCALE
    assert "silent" in refusal_of(tmp_path, wav([0.5] * 4_800))


def test_a_sharp_peak_keeps_a_sound_from_being_raised_into_clipping(tmp_path: Path) -> None:
    sharp = tone(peak=0.05)
    sharp[5_000] = 0.9
    wave = read(tmp_path, wav(sharp))
    assert 0.94 * FULL_SCALE <= abs(wave).max() <= 0.96 * FULL_SCALE


def test_floats_beyond_full_scale_are_brought_down_and_not_cut(tmp_path: Path) -> None:
    loud = read(tmp_path, wav(tone(peak=40.0), FLOATS, 32))
    assert np.abs(loud - read(tmp_path, wav(tone(peak=0.5), FLOATS, 32))).max() <= 1


def test_five_seconds_are_taken_and_not_a_frame_more(tmp_path: Path) -> None:
    longest = tone(100, length_ms=5_000, rate_hz=8_000)
    assert abs(len(read(tmp_path, wav(longest, rate_hz=8_000))) - 5 * RATE_HZ) <= 50
    assert refusal_of(tmp_path, wav([*longest, 0.1], rate_hz=8_000)) == "it lasts 5.1 s; a sound lasts 5 s at most."


# ---- what is refused


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty; a WAV file is wanted"),
        (b"ID3\x04" + bytes(100), "this is an MP3 file; a WAV file is wanted"),
        (b"\xff\xfb\x90\x64" + bytes(100), "this is an MP3 file; a WAV file is wanted"),
        (b"fLaC" + bytes(100), "this is a FLAC file; a WAV file is wanted"),
        (b"OggS" + bytes(100), "this is an Ogg file; a WAV file is wanted"),
        (b"FORM\0\0\0\0AIFF", "this is an AIFF file; a WAV file is wanted"),
        (b"\0\0\0\x20ftypM4A ", "this is an MP4 file; a WAV file is wanted"),
        (b"RIFF\0\0\0\0AVI ", "this is no WAV file; a WAV file is wanted"),
        (b"hold = 0.5\n", "this is no WAV file; a WAV file is wanted"),
        (b"RIFF", "the file is cut short; copy or export it again"),
        (wav(tone())[:30], "the file is cut short; copy or export it again"),
        (wav(tone())[:-1], "the file is cut short; copy or export it again"),
        (wav([]), "there are no samples in it; record or export it again"),
        (riff(chunk(b"fmt ", header())), "there are no samples in it; record or export it again"),
        (wav([0.0] * 4_800), "it is silent (or its channels cancel each other out); record or export it louder"),
        (wav([0.0] * 4_800, bits=8), "it is silent"),
        (wav([0.5]), "it is silent"),
        (wav([1 / 32_767, -1 / 32_767] * 4_800), "it is silent"),
        (wav([math.nan] * 99, FLOATS, 32), "some of its samples are no numbers, or far too large; save it"),
        (wav([0.1, math.inf, -0.1] * 99, FLOATS, 64), "some of its samples are no numbers"),
        (wav([1e300, -1e300] * 99, FLOATS, 64, rate_hz=8_000), "some of its samples are no numbers"),
        (wav(tone(rate_hz=3_999), rate_hz=3_999), "it has 3999 samples a second; 4 kHz to 384 kHz are taken"),
        (wav(tone(), rate_hz=384_001), "it has 384001 samples a second; 4 kHz to 384 kHz are taken"),
        (wav(tone(), rate_hz=0), "it has 0 samples a second; 4 kHz to 384 kHz are taken"),
        (wav([0.1] * 99, channels=33), "it has 33 channels; 1 to 32 are taken"),
        (riff(chunk(b"fmt ", header(channels=0)), chunk(b"data", bytes(99))), "it has 0 channels; 1 to 32 are taken"),
        (riff(chunk(b"fmt ", header(7, 8)), chunk(b"data", bytes(99))), "its samples are µ-law; save it as a plain"),
        (riff(chunk(b"fmt ", header(85)), chunk(b"data", bytes(99))), "its samples are MP3; save it as a plain"),
        (riff(chunk(b"fmt ", header(999)), chunk(b"data", bytes(99))), "its samples are in a format that is not known"),
        (
            riff(chunk(b"fmt ", header(INTEGERS, 12)), chunk(b"data", bytes(99))),
            "its samples are integers of 12 bits; those of 8, 16, 24 or 32 are taken",
        ),
        (
            riff(chunk(b"fmt ", header(FLOATS, 16)), chunk(b"data", bytes(99))),
            "its samples are floats of 16 bits; those of 32 or 64 are taken",
        ),
        (riff(chunk(b"fmt ", header()[:14]), chunk(b"data", bytes(99))), "its header is damaged; save it as a plain"),
        (
            riff(chunk(b"fmt ", header()[:12] + b"\x09\0\x10\0"), chunk(b"data", bytes(99))),
            "its header is damaged; save it as a plain WAV file, 16 bits, 48 kHz",
        ),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    assert refusal_of(tmp_path, content).startswith(words)


def test_channels_that_cancel_each_other_out_are_silent(tmp_path: Path) -> None:
    both = [sign * value for value in tone() for sign in (1, -1)]
    content = riff(chunk(b"fmt ", header(channels=2)), chunk(b"data", packed(both, INTEGERS, 16)))
    assert "its channels cancel each other out" in refusal_of(tmp_path, content)


def test_what_is_no_file_is_refused_and_not_opened(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.wav") == "the file cannot be read: there is no such file."
    assert refusal(tmp_path) == "this is a folder; a WAV file is wanted."
    assert refusal(tmp_path / ("x" * 5_000)).startswith("the file cannot be read: ")
    with pytest.raises(TrunkTimerError, match="its name cannot be used"):
        read_wave(tmp_path / "a\0b.wav")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_and_a_device_are_refused_and_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "hold.wav"
    os.mkfifo(pipe)
    assert refusal(pipe) == "this is a pipe or a device; a WAV file is wanted."
    device = tmp_path / "tick.wav"
    device.symlink_to("/dev/zero")
    assert refusal(device) == "this is a pipe or a device; a WAV file is wanted."


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "not in these words", str(path))

    path = tmp_path / "hold.wav"
    path.write_bytes(wav(tone()))
    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal(path) == f"the file cannot be read: {os.strerror(errno.EACCES).lower()}."


def test_a_large_file_is_never_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hold.wav"
    path.touch()
    os.truncate(path, 100 * LARGEST_BYTES)
    asked: list[int] = []
    opened = Path.open

    class Watched:
        def __init__(self, path: Path) -> None:
            self._file = opened(path, "rb")

        def __enter__(self) -> Watched:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def read(self, count: int) -> bytes:
            asked.append(count)
            return self._file.read(count)

    monkeypatch.setattr(Path, "open", lambda path, mode: Watched(path))
    assert refusal(path) == "the file is larger than 10 MiB; a sound lasts 5 seconds at most."
    assert asked == [LARGEST_BYTES + 1]


def test_a_sentence_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    with pytest.raises(TrunkTimerError) as caught:
        read_wave(tmp_path / "a\nb\x1b[2J\udcff.wav")
    assert r"a\nb\x1b[2J\udcff.wav: the file cannot be read" in str(caught.value)


# ---- where the library is not there


@pytest.mark.parametrize("channels", [1, 2])
def test_without_the_library_a_plain_file_sounds_the_same(
    channels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    different = [each for at, value in enumerate(tone()) for each in (value, 0.2 * (-1) ** (at // 40))[:channels]]
    content = riff(chunk(b"fmt ", header(channels=channels)), chunk(b"data", packed(different, INTEGERS, 16)))
    wave = read(tmp_path, content)
    monkeypatch.setattr(samples, "miniaudio", None)
    assert np.abs(wave - read(tmp_path, content)).max() <= 1


@pytest.mark.parametrize(
    "content",
    [wav(tone(), bits=24), wav(tone(), FLOATS, 32), wav(tone(), rate_hz=44_100), wav(tone(), channels=3)],
    ids=["24 bits", "floats", "44.1 kHz", "three channels"],
)
def test_without_the_library_others_are_refused_with_what_would_be_right(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(read(tmp_path, content))
    monkeypatch.setattr(samples, "miniaudio", None)
    sentence = "without miniaudio only a WAV file of 16 bits and 48 kHz, mono or stereo, can be read; save it so."
    assert refusal_of(tmp_path, content) == sentence


# ---- laws


@in_one_folder
@given(
    peak=st.floats(0.01, 1.0),
    length_ms=st.integers(20, 400),
    hz=st.integers(200, 1_800),
    rate_hz=st.integers(4_000, 100_000),
    channels=st.integers(1, 32),
    form=st.sampled_from(FORMATS[1:]),
)
def test_any_tone_comes_out_as_loud_as_all_others_and_as_long_as_it_was(
    peak: float, length_ms: int, hz: int, rate_hz: int, channels: int, form: tuple[int, int], tmp_path: Path
) -> None:
    values = tone(hz, length_ms=length_ms, rate_hz=rate_hz, peak=peak)
    wave = read(tmp_path, wav(values, *form, channels=channels, rate_hz=rate_hz))
    assert loudness(wave) == pytest.approx(LOUDNESS, rel=0.05)
    assert abs(wave).max() <= 0.951 * FULL_SCALE
    assert wave[0] == wave[-1] == 0
    assert abs(len(wave) - len(values) * RATE_HZ / rate_hz) <= 2 * RATE_HZ / rate_hz + 1


@in_one_folder
@given(values=st.lists(st.floats(width=32), max_size=300))
def test_any_samples_are_taken_without_clipping_or_refused(values: list[float], tmp_path: Path) -> None:
    try:
        wave = read(tmp_path, wav(values, FLOATS, 32, rate_hz=RATE_HZ))
    except TrunkTimerError:
        return
    assert 0 < abs(wave).max() <= 0.951 * FULL_SCALE


def taken_or_refused(folder: Path, content: bytes) -> bool:
    """Whether it was taken; anything but samples or a sentence is a failure."""
    path = folder / "hold.wav"
    path.write_bytes(content)
    try:
        samples = read_wave(path)
    except TrunkTimerError as fault:
        assert str(fault).startswith(f"{path}: ") and str(fault).endswith(".")
        return False
    assert 0 < len(samples) <= 5 * RATE_HZ + 50
    return True


@in_one_folder
@example(content=b"RIFF\0\0\0\0WAVEdata\xff\xff\xff\xff")
@example(content=b"RIFF\0\0\0\0WAVEfmt \0\0\0\0data\x01\0\0\0\0")
@given(
    content=st.one_of(
        st.binary(max_size=200), st.binary(max_size=200).map(lambda tail: b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + tail)
    )
)
def test_random_bytes_are_taken_or_refused(content: bytes, tmp_path: Path) -> None:
    taken_or_refused(tmp_path, content)


@settings(in_one_folder, max_examples=150)
@given(
    form=st.sampled_from(FORMATS),
    channels=st.integers(1, 3),
    edits=st.lists(st.tuples(st.integers(0, 45), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.integers(0, 600),
)
def test_a_damaged_header_is_taken_or_refused(
    form: tuple[int, int], channels: int, edits: list[tuple[int, int]], cut: int, tmp_path: Path
) -> None:
    content = bytearray(wav(tone(length_ms=5, rate_hz=8_000), *form, channels=channels, rate_hz=8_000))
    for at, value in edits:
        content[at] = value
    taken_or_refused(tmp_path, bytes(content[: len(content) - max(0, cut - 400)]))


@in_one_folder
@given(
    form=st.sampled_from([0, 1, 2, 3, 0xFFFE]),
    channels=st.integers(0, 40),
    rate_hz=st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([4_000, 44_100, 384_000])),
    bits=st.sampled_from([0, 8, 12, 16, 24, 32, 64]),
    size=st.one_of(st.integers(0, 2_000), st.integers(0, 2**32 - 1)),
    seed=st.integers(0, 2**32),
)
def test_any_header_that_hangs_together_is_taken_or_refused(
    form: int, channels: int, rate_hz: int, bits: int, size: int, seed: int, tmp_path: Path
) -> None:
    noise = random.Random(seed).randbytes(1_000)
    said = header(form, bits, channels, rate_hz)
    taken_or_refused(tmp_path, riff(chunk(b"fmt ", said), b"data" + struct.pack("<I", size) + noise))


# ---- a folder of them


def test_files_are_taken_by_the_kinds_that_they_are_named_after(tmp_path: Path) -> None:
    for kind in NOTES:
        (tmp_path / f"{kind.value}.wav").write_bytes(wav(tone(500 + 50 * list(NOTES).index(kind))))
    (tmp_path / "tick.wav").rename(tmp_path / "TICK.WAV")
    sounds, sentences = own_sounds(tmp_path)
    assert sentences == []
    assert set(sounds) == set(NOTES)
    assert sounds[SoundKind.TICK] == read_wave(tmp_path / "TICK.WAV")
    assert sounds[SoundKind.HOLD] == read_wave(tmp_path / "hold.wav")
    assert sounds[SoundKind.HOLD] != sounds[SoundKind.TICK]


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "end.wav").write_bytes(b"")
    (tmp_path / "hold.wav").write_bytes(wav(tone()))
    sounds, sentences = own_sounds(tmp_path)
    assert list(sounds) == [SoundKind.HOLD]
    assert sentences == [f"{tmp_path / 'end.wav'}: the file is empty; a WAV file is wanted."]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("holds.wav", 'did you mean "hold.wav"?'),
        ("May Release.wav", 'did you mean "may-release.wav"?'),
        ("halfway.WAV", 'did you mean "half-way.wav"?'),
        ("hold.mp3", 'did you mean "hold.wav"?'),
        ("rest", 'did you mean "rest.wav"?'),
        ("xylophone.wav", "there are: get-ready, start, hold,"),
        ("voice.wav", "there are: get-ready, start, hold,"),
        ("x" * 200 + ".wav", "there are: get-ready, start, hold,"),
    ],
)
def test_a_name_that_means_no_kind_is_told_with_the_nearest(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(wav(tone()))
    sounds, sentences = own_sounds(tmp_path)
    assert sounds == {}
    assert len(sentences) == 1
    assert sentences[0].startswith(f"{tmp_path / name}: no sound has a file of this name; {words}")


def test_what_is_no_sound_by_its_name_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.txt", ".DS_Store", "._hold.wav", "desktop.ini"):
        (tmp_path / name).write_bytes(b"words")
    (tmp_path / "old").mkdir()
    assert own_sounds(tmp_path) == ({}, [])


def test_two_files_for_one_kind_are_told(tmp_path: Path) -> None:
    for name in ("HOLD.WAV", "hold.wav"):
        (tmp_path / name).write_bytes(wav(tone()))
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("capital letters make no difference on this disk")
    sounds, sentences = own_sounds(tmp_path)
    assert list(sounds) == [SoundKind.HOLD]
    assert sentences == [f"{tmp_path / 'hold.wav'}: another file of this name was taken; keep one of them."]


def test_a_missing_folder_is_empty_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    assert own_sounds(tmp_path / "none") == ({}, [])
    file = tmp_path / "sounds"
    file.write_bytes(b"")
    sounds, sentences = own_sounds(file)
    assert sounds == {}
    assert len(sentences) == 1
    assert sentences[0].startswith(f"{file}: the folder of sounds cannot be read: ")


# ---- the page about them


@pytest.mark.parametrize("kind", NOTES)
def test_the_page_about_sounds_tells_of_every_kind(kind: SoundKind) -> None:
    assert PAGE.count(f"| `{kind.value}` |") == 1
