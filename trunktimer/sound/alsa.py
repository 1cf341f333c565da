"""ALSA, the sound library of Linux, told to keep off the terminal."""

import ctypes

_AlsaHandler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_keep_quiet = _AlsaHandler(lambda *_: None)  # kept for as long as ALSA may call it


def quiet_alsa() -> None:
    """Keep ALSA from writing on the terminal: that a device is missing is said in a sentence of ours."""
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_keep_quiet)
    except (OSError, AttributeError):
        return  # not Linux: there is no ALSA to keep quiet
