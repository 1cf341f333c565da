"""ALSA, the sound library of Linux: told to keep off the terminal, and asked whether it answers."""

import ctypes
import threading

_AlsaHandler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_keep_quiet = _AlsaHandler(lambda *_: None)  # kept for as long as ALSA may call it


class Alsa:
    """The library, silent on the terminal: that a device is missing is said in a sentence of ours."""

    def __init__(self) -> None:
        self._asking: threading.Thread | None = None
        try:
            self._library: ctypes.CDLL | None = ctypes.CDLL("libasound.so.2")
            self._library.snd_lib_error_set_handler(_keep_quiet)
        except (OSError, AttributeError):
            self._library = None

    def answers(self, longest_s: float) -> bool:
        """Whether the default device is opened or refused in this time: a sound server that hangs does neither."""
        if self._library is None:
            return True
        if self._asking is None or not self._asking.is_alive():
            self._asking = threading.Thread(target=self._ask, args=(self._library,), daemon=True, name="asking ALSA")
            self._asking.start()
        self._asking.join(longest_s)
        return not self._asking.is_alive()

    @staticmethod
    def _ask(library: ctypes.CDLL) -> None:
        device = ctypes.c_void_p()
        if (
            library.snd_pcm_open(ctypes.byref(device), b"default", 0, 1) == 0
        ):  # to play, not waiting for another program
            library.snd_pcm_close(device)
