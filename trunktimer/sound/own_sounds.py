"""A person's own sounds: WAV files made fit to stand beside the synthesised ones. When they fall is not known here."""

from __future__ import annotations

import math
import os
import stat
import struct
import sys
from array import array
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.translation import format_number, later, tr
from trunktimer.session.cues import NOTES
from trunktimer.session.sound_kind import SoundKind
from trunktimer.sound.samples import decoded_wave
from trunktimer.sound.sounds import FULL_SCALE, LOUDNESS, RATE_HZ

LARGEST_BYTES: Final = 10 * 1024 * 1024
LONGEST_S: Final = 5
LOWEST_RATE_HZ: Final = 4_000
HIGHEST_RATE_HZ: Final = 384_000
MOST_CHANNELS: Final = 32
EDGE_MS: Final = 5
#: What stays below this share of full scale is noise; brought to the loudness of a sound it would only hiss.
QUIETEST_PEAK: Final = 0.001
_LOUDEST_PEAK: Final = 0.95

_INTEGERS, _FLOATS, _EXTENSIBLE = 1, 3, 0xFFFE
_BITS: Final = {_INTEGERS: (8, 16, 24, 32), _FLOATS: (32, 64)}
#: Bytes 2 to 16 of every sub-format in an extensible header whose first two bytes are a plain format.
_PLAIN_SUB_FORMAT: Final = bytes.fromhex("000000001000800000aa00389b71")
#: A program that writes into a pipe cannot know the length and leaves one beyond any file that is taken here.
_OPEN_LENGTH: Final = 0x7FFF_0000
_COMPRESSED: Final = {2: "ADPCM", 6: "A-law", 7: "µ-law", 17: "ADPCM", 49: "GSM", 80: "MPEG", 85: "MP3"}
_OTHER_KINDS: Final = (
    (0, b"ID3", later("an MP3 file")),
    (0, b"fLaC", later("a FLAC file")),
    (0, b"OggS", later("an Ogg file")),
    (0, b"FORM", later("an AIFF file")),
    (4, b"ftyp", later("an MP4 file")),
    (0, b"RF64", later("an RF64 file")),
    (0, b"RIFX", later("a big-endian WAV file")),
)
_SUFFIX: Final = ".wav"
_OTHER_SUFFIXES: Final = frozenset((".aif", ".aiff", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wave", ".wma"))
_PLAIN: Final = later("save it as a plain WAV file, 16 bits, 48 kHz")


class _Sound(NamedTuple):
    """What a WAV file holds: `frames` are its interleaved samples as they stand there, whole frames only."""

    form: int
    bits: int
    channels: int
    rate_hz: int
    frames: bytes


class _Wrong(Exception):
    """What is wrong with a file and what would be right, without the file's name and without a full stop."""


def read_wave(path: Path) -> array[int]:
    """A WAV file as 16-bit mono samples at `RATE_HZ`, with soft edges and the loudness of the other sounds.

    Takes integers of 8, 16, 24 or 32 bits and floats of 32 or 64, up to `MOST_CHANNELS` channels (mixed into
    one), 4 to 384 kHz, at most `LONGEST_S` seconds. Raises `TrunkTimerError` for anything else; a file of more
    than `LARGEST_BYTES` is never read whole, and nothing that could block (a pipe, a device) is opened.
    """
    try:
        return _fitted(_decoded(_parsed(_content(path))))
    except _Wrong as fault:
        raise TrunkTimerError(tr("{path}: {fault}.", path=_shown(path), fault=fault)) from fault


def own_sounds(folder: Path) -> tuple[dict[SoundKind, array[int]], list[str]]:
    """The sounds in `folder` by the kinds that their files are named after, and a sentence for each that is not taken.

    `hold.wav` (in any case) replaces the sound of `SoundKind.HOLD`. What is no sound by its name is passed over.
    A folder that is not there is empty.
    """
    sounds: dict[SoundKind, array[int]] = {}
    sentences: list[str] = []
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError) as error:
        return {}, [
            tr("{path}: the folder of sounds cannot be read: {reason}.", path=_shown(folder), reason=_reason(error))
        ]
    for path in paths:
        try:
            kind = _kind_of(path)
            if kind in sounds:
                raise TrunkTimerError(
                    tr("{path}: another file of this name was taken; keep one of them.", path=_shown(path))
                )
            if kind is not None:
                sounds[kind] = read_wave(path)
        except TrunkTimerError as fault:
            sentences.append(str(fault))
    return sounds, sentences


def _kind_of(path: Path) -> SoundKind | None:
    """The kind that a file is named after; `None` for a file that does not look like a sound at all."""
    if path.name.startswith("."):  # file managers leave such files behind
        return None
    word, suffix = path.stem.casefold(), path.suffix.casefold()
    kinds = {kind.value: kind for kind in NOTES}
    if suffix == _SUFFIX and word in kinds:
        return kinds[word]
    if suffix == _SUFFIX or suffix in _OTHER_SUFFIXES or word in kinds:
        likely = get_close_matches(word[:60], kinds, n=1, cutoff=0.6)
        raise TrunkTimerError(
            tr(
                '{path}: no sound has a file of this name; did you mean "{likely}"?',
                path=_shown(path),
                likely=likely[0] + _SUFFIX,
            )
            if likely
            else tr(
                "{path}: no sound has a file of this name; there are: {known}.",
                path=_shown(path),
                known=", ".join(kinds),
            )
        )
    return None


# ---- from the file to its samples


def _content(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _Wrong(tr("this is a folder; a WAV file is wanted"))
        if not stat.S_ISREG(found.st_mode):
            raise _Wrong(tr("this is a pipe or a device; a WAV file is wanted"))
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _Wrong(tr("the file cannot be read: {reason}", reason=_reason(error))) from error
    if len(content) > LARGEST_BYTES:
        raise _Wrong(tr("the file is larger than 10 MiB; a sound lasts {most} seconds at most", most=LONGEST_S))
    return content


def _parsed(content: bytes) -> _Sound:
    """Find the samples, and look at all that is said about them before anything else does."""
    if not content:
        raise _Wrong(tr("the file is empty; a WAV file is wanted"))
    if content[:4] != b"RIFF" or not b"WAVE".startswith(content[8:12]):
        # Translators: kind is "an MP3 file" or the like.
        raise _Wrong(tr("this is {kind}; a WAV file is wanted", kind=_other_kind(content)))
    said: bytes | None = None
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        inside = content[at + 8 : at + 8 + size]
        if name == b"data" and said is not None:
            return _with_frames(said, inside, size)
        if name == b"fmt " and said is None:
            said = inside
        at += 8 + size + size % 2
    if at != len(content):
        raise _cut_short()
    raise _Wrong(tr("there are no samples in it; record or export it again"))


def _with_frames(said: bytes, inside: bytes, size: int) -> _Sound:
    if len(said) < 16:
        raise _Wrong(tr("its header is damaged; {advice}", advice=tr(_PLAIN)))
    form, channels, rate_hz, _, frame_bytes, bits = struct.unpack_from("<HHIIHH", said)
    if form == _EXTENSIBLE and said[26:40] == _PLAIN_SUB_FORMAT:
        form = int.from_bytes(said[24:26], "little")
    if form not in _BITS:
        if form in _COMPRESSED:
            raise _Wrong(tr("its samples are {form}; {advice}", form=_COMPRESSED[form], advice=tr(_PLAIN)))
        raise _Wrong(tr("its samples are in a format that is not known here; {advice}", advice=tr(_PLAIN)))
    if bits not in _BITS[form]:
        raise _Wrong(
            tr("its samples are floats of {bits} bits; those of 32 or 64 are taken", bits=bits)
            if form == _FLOATS
            else tr("its samples are integers of {bits} bits; those of 8, 16, 24 or 32 are taken", bits=bits)
        )
    if not 1 <= channels <= MOST_CHANNELS:
        raise _Wrong(
            tr(
                "it has {channels} channels; 1 to {most} are taken",
                channels=channels,
                most=MOST_CHANNELS,
            )
        )
    if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
        raise _Wrong(tr("it has {rate} samples a second; 4 kHz to 384 kHz are taken", rate=rate_hz))
    if frame_bytes != channels * bits // 8:
        raise _Wrong(tr("its header is damaged; {advice}", advice=tr(_PLAIN)))
    if len(inside) < size < _OPEN_LENGTH:
        raise _cut_short()
    count = len(inside) // frame_bytes
    if not count:
        raise _Wrong(tr("there are no samples in it; record or export it again"))
    if count > LONGEST_S * rate_hz:
        length_s = math.ceil(count * 10 / rate_hz) / 10
        raise _Wrong(
            tr("it lasts {length} s; a sound lasts {most} s at most", length=format_number(length_s, 1), most=LONGEST_S)
        )
    return _Sound(form, bits, channels, rate_hz, inside[: count * frame_bytes])


def _decoded(sound: _Sound) -> array[float]:
    """The samples of one channel at `RATE_HZ`, full scale at 1."""
    # A header of our own making: nothing that a stranger wrote but the samples gets as far as the library.
    frame_bytes = sound.channels * sound.bits // 8
    said = struct.pack(
        "<HHIIHH", sound.form, sound.channels, sound.rate_hz, sound.rate_hz * frame_bytes, frame_bytes, sound.bits
    )
    length = len(sound.frames)
    head = struct.pack("<4sI4s4sI16s4sI", b"RIFF", 36 + length, b"WAVE", b"fmt ", 16, said, b"data", length)
    try:
        decoded = decoded_wave(head + sound.frames, RATE_HZ)
    except ValueError as error:
        raise _Wrong(tr("it cannot be decoded; {advice}", advice=tr(_PLAIN))) from error
    return _decoded_without_library(sound) if decoded is None else decoded


def _decoded_without_library(sound: _Sound) -> array[float]:
    if (sound.form, sound.bits, sound.rate_hz) != (_INTEGERS, 16, RATE_HZ) or sound.channels > 2:
        raise _Wrong(
            tr("without miniaudio only a WAV file of 16 bits and 48 kHz, mono or stereo, can be read; save it so")
        )
    values = array("h", sound.frames)
    if sys.byteorder == "big":
        values.byteswap()
    scale = (FULL_SCALE + 1) * sound.channels
    parts = [values[channel :: sound.channels] for channel in range(sound.channels)]
    return array("f", (sum(frame) / scale for frame in zip(*parts, strict=True)))


# ---- from any samples to a sound like the others


def _fitted(wave: Sequence[float]) -> array[int]:
    """Take away what is no sound (an offset), soften the edges, bring to the common loudness without clipping."""
    middle = sum(wave) / max(1, len(wave))
    if not math.isfinite(middle):
        raise _Wrong(tr("some of its samples are no numbers, or far too large; {advice}", advice=tr(_PLAIN)))
    edge = min(RATE_HZ * EDGE_MS // 1000, len(wave) // 2)
    last = len(wave) - 1
    soft = [(value - middle) * _slope(min(at, last - at), edge) for at, value in enumerate(wave)]
    peak = max(map(abs, soft), default=0.0)
    if peak < QUIETEST_PEAK:
        raise _Wrong(tr("it is silent (or its channels cancel each other out); record or export it louder"))
    cue_player = [value for value in soft if abs(value) > peak / 50]
    loudness = math.sqrt(sum(value * value for value in cue_player) / len(cue_player))
    gain = min(LOUDNESS / loudness, _LOUDEST_PEAK / peak) * FULL_SCALE
    return array("h", (round(value * gain) for value in soft))


def _slope(from_edge: int, edge: int) -> float:
    return 1.0 if from_edge >= edge else 0.5 - 0.5 * math.cos(math.pi * from_edge / edge)


# ---- words


def _cut_short() -> _Wrong:
    return _Wrong(tr("the file is cut short; copy or export it again"))


def _other_kind(content: bytes) -> str:
    for at, mark, kind in _OTHER_KINDS:
        if content[at : at + len(mark)] == mark:
            return tr(kind)
    if content[:1] == b"\xff" and content[1:2] >= b"\xe0":
        return tr("an MP3 file")
    return tr("no WAV file")


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("there is no such file")
    if isinstance(error, OSError) and error.errno:
        words = os.strerror(error.errno)
        return words[:1].lower() + words[1:]
    return tr("its name cannot be used")


def _shown(path: Path) -> str:
    """The path fit for one line: control characters and lone surrogates escaped."""
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in str(path))
