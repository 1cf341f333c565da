"""The voice: spoken words from recorded files, and names that no file holds through the speech program of the system.

Words are the keys of `session/speech`. A file is a WAV of 16 bit, one channel, `FILE_RATE_HZ`, named after its word
with `__` for `/`. Which languages and names are asked for is not known here.
"""

from __future__ import annotations

import atexit
import io
import math
import os
import queue
import shutil
import stat
import sys
import threading
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import Final

from trunktimer.sound.confined import LARGEST_BYTES, own_folder, remove_left_overs, run_confined
from trunktimer.sound.samples import converted
from trunktimer.sound.sounds import FULL_SCALE, LOUDNESS, RATE_HZ

FILE_RATE_HZ: Final = 16_000
_PLAIN_FILE: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_KNEE: Final = 0.6  # of full scale: louder peaks are bent, so that none comes near `_CEILING`
_CEILING: Final = 0.93
_QUIET: Final = 10 ** (-45 / 20)  # of the peak: what is below at both ends is silence
_KEPT_MS: Final = 15
_FADE_MS: Final = 5
_LOBES: Final = 8  # of the filter, on each side, at the lower of both rates
#: In characters: nobody would listen to a longer name.
_LONGEST_TEXT: Final = 60
_LONGEST_MS: Final = 4_000  # of what a program made; the rest is cut off
_LOWEST_HZ, _HIGHEST_HZ = 4_000, 48_000
_CLOSING_S: Final = 1.0


# ---- samples


def read_wave(path: Path) -> tuple[int, array[int]] | None:
    """The rate in Hz and the first seconds of a WAV of 16 bit and one channel; `None` for anything else.

    Whatever it says of itself, no more than `LARGEST_BYTES` are read, and nothing that could block is opened.
    """
    try:
        with os.fdopen(os.open(path, _PLAIN_FILE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            content = file.read(LARGEST_BYTES)
        with wave.open(io.BytesIO(content), "rb") as sound:
            rate_hz = sound.getframerate()
            if (sound.getnchannels(), sound.getsampwidth()) != (1, 2) or not _LOWEST_HZ <= rate_hz <= _HIGHEST_HZ:
                return None
            wide = sound.readframes(min(sound.getnframes(), _LONGEST_MS * rate_hz // 1000))
    except (OSError, EOFError, wave.Error):
        return None
    values = array("h", wide[: len(wide) // 2 * 2])
    if sys.byteorder == "big":
        values.byteswap()
    return rate_hz, values


@lru_cache(maxsize=4)  # a program may speak at any rate
def _filters(from_hz: int, to_hz: int) -> tuple[int, int, tuple[tuple[float, ...], ...]]:
    """How to change the rate: steps up, steps down, and for each place between two samples its weights."""
    common = math.gcd(from_hz, to_hz)
    up, down = to_hz // common, from_hz // common
    pass_band = min(1.0, to_hz / from_hz)
    reach = math.ceil(_LOBES / pass_band)
    filters = []
    for place in range(up):
        weights = []
        for at in range(1 - reach, reach + 1):
            away = (at - place / up) * pass_band
            window = 0.5 + 0.5 * math.cos(math.pi * away / _LOBES) if abs(away) < _LOBES else 0.0
            weights.append(window * (math.sin(math.pi * away) / (math.pi * away) if away else 1.0))
        total = math.fsum(weights)
        filters.append(tuple(weight / total for weight in weights))
    return up, down, tuple(filters)


def resampled(values: array[int], from_hz: int, to_hz: int) -> array[int]:
    """The same sound at another rate, with a windowed sinc; `to_hz / from_hz` times as many samples."""
    if from_hz == to_hz:
        return values
    up, down, filters = _filters(from_hz, to_hz)
    size = len(filters[0])
    padded = [*[0] * (size // 2 - 1), *values, *[0] * (size // 2 + 1)]
    mixed = array("h")
    for at in range(len(values) * up // down):
        first, place = divmod(at * down, up)
        value = round(sum(map(mul, filters[place], padded[first : first + size])))
        mixed.append(min(FULL_SCALE, max(-FULL_SCALE, value)))
    return mixed


def quickly_resampled(values: array[int], from_hz: int, to_hz: int) -> array[int]:
    """The same as `resampled`, forty times as fast where miniaudio is installed: a millisecond for a word.

    It counts where a word is first said while sounds are playing; the tenth of a millisecond by which it is late does
    not.
    """
    quickly = converted(values, from_hz, to_hz)
    return resampled(values, from_hz, to_hz) if quickly is None else quickly


def polished(values: array[int], rate_hz: int) -> array[int] | None:
    """A spoken word as all others are: no silence around it, soft edges, the loudness of the sounds.

    It is a whole number of milliseconds long. `None` where there is nothing to be heard.
    """
    peak = max(map(abs, values), default=0)
    if peak < FULL_SCALE // 1000:
        return None
    heard = [at for at, value in enumerate(values) if abs(value) > peak * _QUIET]
    kept = _KEPT_MS * rate_hz // 1000
    cut = values[max(0, heard[0] - kept) : heard[-1] + kept + 1]
    middle = math.fsum(cut) / len(cut)
    word = [value - middle for value in cut]
    fade = _FADE_MS * rate_hz // 1000
    for at in range(min(fade, len(word) // 2)):
        soft = 0.5 - 0.5 * math.cos(math.pi * at / fade)
        word[at] *= soft
        word[-1 - at] *= soft
    word += [0.0] * (-len(word) % (rate_hz // 1000))
    peak_now = max(map(abs, word))
    cue_player = [value for value in word if abs(value) > peak_now / 50]
    loudness = math.sqrt(math.fsum(value * value for value in cue_player) / len(cue_player))
    gain = LOUDNESS / loudness
    return array("h", (round(_bent(value * gain) * FULL_SCALE) for value in word))


def _bent(value: float) -> float:
    """A value as a share of full scale, kept below `_CEILING` without an edge; most are as they were."""
    size = abs(value)
    if size <= _KNEE:
        return value
    over = (size - _KNEE) / (_CEILING - _KNEE)
    return math.copysign(_KNEE + (_CEILING - _KNEE) * over / (1 + over), value)


# ---- recorded words


def languages(folder: Path) -> list[str]:
    """The languages that have words under `folder`, by the names of their folders, in order."""
    try:
        return sorted(path.name for path in folder.iterdir() if any(path.glob("*.wav")))
    except OSError:
        return []


class VoicePack:
    """The recorded words of one language, read when they are wanted. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        # The words are those that are there: no text of a person ever becomes part of a path.
        self._paths = {path.stem.replace("__", "/"): path for path in folder.glob("*.wav")}
        self._lengths_ms: dict[str, int | None] = {}
        self._samples: dict[str, array[int] | None] = {}

    def length_ms(self, word: str) -> int | None:
        """How long a word takes; `None` for one that is not there or cannot be read. Reads the header only."""
        path = self._paths.get(word)
        if path is None:
            return None
        if word not in self._lengths_ms:
            self._lengths_ms[word] = _length_ms(path)
        return self._lengths_ms[word]

    def samples(self, word: str) -> array[int] | None:
        """A word as 16-bit samples at `RATE_HZ`; `None` where `length_ms` is.

        Two threads that ask at once may both read it: cheaper than one that waits for the other.
        """
        if self.length_ms(word) is None:
            return None
        if word not in self._samples:
            read = read_wave(self._paths[word])
            self._samples.setdefault(word, None if read is None else quickly_resampled(read[1], read[0], RATE_HZ))
        return self._samples[word]


def _length_ms(path: Path) -> int | None:
    try:
        with wave.open(str(path), "rb") as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            frames = file.getnframes()
        whole = path.stat().st_size >= frames * 2
    except (OSError, EOFError, wave.Error):
        return None
    if form != (1, 2, FILE_RATE_HZ) or not whole or frames == 0:
        return None
    return math.ceil(frames * 1000 / FILE_RATE_HZ)


# ---- names, through the system


class Program(StrEnum):
    """The speech programs that are known, by the names under which they are found."""

    ESPEAK_NG = "espeak-ng"
    ESPEAK = "espeak"
    SAY = "say"
    POWERSHELL = "powershell"


_SAYERS: Final = {"en": "Samantha", "de": "Anna"}
# Text, language and file come as variables: nothing of them is ever read as a command.
_POWERSHELL: Final = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$culture = New-Object System.Globalization.CultureInfo($env:TRUNKTIMER_LANGUAGE)
$speaker.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture)
$speaker.Rate = 1
$speaker.SetOutputToWaveFile($env:TRUNKTIMER_FILE)
$speaker.Speak($env:TRUNKTIMER_TEXT)
$speaker.Dispose()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemVoice:
    """A speech program of this machine. `timeout_s` is how long one text may take."""

    program: Program
    path: str
    timeout_s: float = 5.0

    @staticmethod
    def find(platform: str = sys.platform) -> SystemVoice | None:
        """The first program that is there; none is started."""
        wanted = [Program.ESPEAK_NG, Program.ESPEAK]
        if platform == "darwin":
            wanted.insert(0, Program.SAY)
        elif platform == "win32":
            wanted.insert(0, Program.POWERSHELL)
        for program in wanted:
            path = shutil.which(program.value)
            if path is not None:
                return SystemVoice(program=program, path=path)
        return None

    def render(self, text: str, language: str, stopped: threading.Event | None = None) -> array[int] | None:
        """A text as 16-bit samples at `RATE_HZ`, like a recorded word; `None` if the program cannot say it.

        `language` is that of a pack, such as `de`. Takes as long as the program does: not for the window's thread.
        When `stopped` is set the program is ended. Raises `OSError` where there is no room for its file.
        """
        said = speakable(text)
        if not said:
            return None
        with own_folder() as folder:
            target = folder / "word.wav"
            if not self._run(said, language, target, stopped or threading.Event()):
                return None
            read = read_wave(target)
        if read is None:
            return None
        rate_hz, values = read
        return polished(resampled(values, rate_hz, RATE_HZ), RATE_HZ)

    def _run(self, text: str, language: str, target: Path, stopped: threading.Event) -> bool:
        """Let the program write `target`; whether it says that it did. The text is never an argument."""
        environment = dict(os.environ)
        match self.program:
            case Program.ESPEAK_NG | Program.ESPEAK:
                options = ["-v", language, "-s", "165", "-b", "1", "-w", str(target), "--stdin"]
            case Program.SAY:
                options = ["-v", _SAYERS.get(language, _SAYERS["en"]), "-o", str(target)]
                options += ["--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"]
            case Program.POWERSHELL:
                options = ["-NoProfile", "-NonInteractive", "-Command", _POWERSHELL]
                environment |= {"TRUNKTIMER_TEXT": text, "TRUNKTIMER_LANGUAGE": language}
                environment["TRUNKTIMER_FILE"] = str(target)
        return run_confined([self.path, *options], text, target.parent, environment, self.timeout_s, stopped)


def speakable(text: str) -> str:
    """A name as one short line of letters, digits, and punctuation that no speech program takes for a command."""
    plain = "".join(char if char.isalnum() or char in " ,.'’%" else " " for char in text)
    return " ".join(plain.split())[:_LONGEST_TEXT].strip() if any(char.isalnum() for char in plain) else ""


class SpokenNames:
    """Names of a person's own, rendered by a thread when they are wanted. No call but `wait` ever waits.

    Words are `name/TEXT` and `phase/TEXT`; others are nobody's. What cannot be said is not tried again.
    """

    def __init__(self, voice: SystemVoice, language: str) -> None:
        self._voice = voice
        self._language = language
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._requested: set[str] = set()
        self._wanted: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._samples: dict[str, array[int] | None] = {}

    def want(self, words: Iterable[str]) -> None:
        """Have these words rendered, in this order, each once."""
        with self._lock:
            for word in words:
                if word.startswith(("name/", "phase/")) and word not in self._requested:
                    self._requested.add(word)
                    self._wanted.put(word)
            busy = self._worker is not None and self._worker.is_alive()
            if not busy and not self._wanted.empty():
                self._worker = threading.Thread(target=self._render_all, daemon=True, name="spoken names")
                self._worker.start()
                atexit.register(self._stop)

    def length_ms(self, word: str) -> int | None:
        """How long a word takes; `None` until it is there, and for ever if it cannot be said."""
        samples = self._samples.get(word)
        return None if samples is None else len(samples) * 1000 // RATE_HZ

    def samples(self, word: str) -> array[int] | None:
        """A word as 16-bit samples at `RATE_HZ`; `None` where `length_ms` is."""
        return self._samples.get(word)

    def wait(self, timeout_s: float) -> bool:
        """Wait until all that was wanted is there or given up; whether it is. For those who have the time."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            worker.join(timeout_s)
        return worker is None or not worker.is_alive()

    def _stop(self) -> None:
        """Have the program that speaks ended before the interpreter is."""
        self._stopped.set()
        self.wait(_CLOSING_S)

    def _render_all(self) -> None:
        """Render until nothing is wanted any more; the body of the thread."""
        remove_left_overs()
        while True:
            with self._lock:  # so that `want` sees either a thread that will look again, or none
                if self._wanted.empty() or self._stopped.is_set():
                    self._worker = None
                    atexit.unregister(self._stop)
                    return
                word = self._wanted.get_nowait()
            try:
                self._samples[word] = self._voice.render(word.partition("/")[2], self._language, self._stopped)
            except OSError:  # no room for the file that the program writes: the name is not said
                self._samples[word] = None
