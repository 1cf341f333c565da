"""Samples decoded, and brought to another rate, by miniaudio where it is installed. A file's form is checked before."""

from __future__ import annotations

from array import array
from types import ModuleType

miniaudio: ModuleType | None
try:
    import miniaudio
except (ImportError, OSError):  # not there on Linux on aarch64
    miniaudio = None


def decoded_wave(content: bytes, rate_hz: int) -> array[float] | None:
    """The samples of a WAV file as one channel at `rate_hz`, full scale at 1; `None` without miniaudio.

    Raises `ValueError` where it cannot decode them.
    """
    if miniaudio is None:
        return None
    try:
        decoded = miniaudio.decode(content, miniaudio.SampleFormat.FLOAT32, 1, rate_hz)
    except miniaudio.MiniaudioError as error:
        raise ValueError(str(error)) from error
    return array("f", decoded.samples)


def converted(values: array[int], from_hz: int, to_hz: int) -> array[int] | None:
    """Samples of 16 bits at another rate, in a millisecond for a word; `None` without miniaudio."""
    if miniaudio is None:
        return None
    form = miniaudio.SampleFormat.SIGNED16
    return array("h", bytes(miniaudio.convert_frames(form, 1, from_hz, values.tobytes(), form, 1, to_hz)))
