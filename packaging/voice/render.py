"""Makes the words under `assets/voice` from `words.toml` with eSpeak NG (Debian: package `espeak-ng`).

    python packaging/voice/render.py            # writes what is not as it should be, removes what is too much
    python packaging/voice/render.py --check    # changes nothing; its code is 1 where something is not fresh

The same version of the engine gives the same bytes. Not part of the program.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import wave
from array import array
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from trunktimer.sound.voice import FILE_RATE_HZ, polished, read_wave, resampled  # noqa: E402  # the checkout's own

WORDS: Final = Path(__file__).with_name("words.toml")
TARGET: Final = ROOT / "assets" / "voice"
NOTE: Final = "VOICE.txt"
#: The engine's voice for each language.
VOICES: Final = {"en": "en-gb", "de": "de"}
OPTIONS: Final = ("-s", "165", "-p", "45", "-b", "1")
#: What would take longer is spoken faster. Names have the time of a pause, all else that of a phase.
LONGEST_NAME_MS: Final = 1_450
LONGEST_MS: Final = 950
_FASTER: Final = (165, 180, 195, 210, 225)


class RenderFault(Exception):
    """The words cannot be made; the text says why and what to do."""


def read_words(text: str) -> dict[str, dict[str, str]]:
    """For each language the text of every word."""
    return tomllib.loads(text)


def file_name(word: str) -> str:
    """The name of the file that holds a word."""
    return f"{word.replace('/', '__')}.wav"


def engine_version() -> str:
    """The version of the engine on this machine, such as `1.51`.

    Raises:
        RenderFault: it is not there.
    """
    if shutil.which("espeak-ng") is None:
        raise RenderFault("The words are spoken by eSpeak NG, which is not here. Debian's package is espeak-ng.")
    done = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    if found is None:
        raise RenderFault(f"espeak-ng does not tell its version: {done.stdout.strip()}")
    return found[0]


def note_of(language: str, version: str) -> str:
    """What stands beside the words of a language."""
    return (
        f"The words of this folder are made by packaging/voice/render.py from packaging/voice/words.toml.\n\n"
        f"engine:   eSpeak NG {version} (program under GPL-3.0-or-later; no part of it is in these files)\n"
        f"voice:    {VOICES[language]}, formant synthesis of the engine itself, no recordings of a person, no mbrola\n"
        f"options:  espeak-ng -v {VOICES[language]} {' '.join(OPTIONS)}; -s up to {_FASTER[-1]} for long texts\n"
        f"format:   WAV, 16 bit, one channel, {FILE_RATE_HZ} Hz\n"
        f"licence:  what the engine speaks is not covered by the engine's licence. These files are the project's own\n"
        f"          and are distributed under its licence (MIT).\n"
    )


def spoken(word: str, text: str, language: str) -> bytes:
    """The WAV file of one word, as it stands in the assets.

    Raises:
        RenderFault: the engine says nothing, or cannot say it fast enough.
    """
    longest_ms = LONGEST_NAME_MS if word.startswith("movement/") else LONGEST_MS
    for speed in _FASTER:
        options = ["-s", str(speed), *OPTIONS[2:]]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "word.wav"
            command = ["espeak-ng", "-v", VOICES[language], *options, "-w", str(path), "--stdin"]
            subprocess.run(command, input=text.encode(), check=True)
            read = read_wave(path)
            values = None if read is None else polished(resampled(read[1], read[0], FILE_RATE_HZ), FILE_RATE_HZ)
            if values is None:
                raise RenderFault(f'espeak-ng does not say "{text}".')
            if len(values) * 1000 <= longest_ms * FILE_RATE_HZ:
                return _wave_file(values, path)
    raise RenderFault(f'"{text}" takes longer than {longest_ms} ms, however fast it is spoken. It needs fewer words.')


def _wave_file(values: array[int], path: Path) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(FILE_RATE_HZ)
        file.writeframes(values.tobytes())
    return path.read_bytes()


def render_all(words: dict[str, dict[str, str]]) -> dict[Path, bytes]:
    """Every file of the assets, by its path under `assets/voice`.

    Raises:
        RenderFault: the engine is not there, or cannot say a word.
    """
    version = engine_version()
    wanted = [(language, word, text) for language, texts in words.items() for word, text in texts.items()]
    with ThreadPoolExecutor() as pool:
        files = list(pool.map(lambda each: spoken(each[1], each[2], each[0]), wanted))
    made = {Path(each[0]) / file_name(each[1]): file for each, file in zip(wanted, files, strict=True)}
    return made | {Path(language) / NOTE: note_of(language, version).encode() for language in words}


def differences(made: dict[Path, bytes], target: Path) -> dict[str, list[Path]]:
    """What is missing, superfluous, or not as it should be under `target`."""
    there = {path.relative_to(target) for path in target.rglob("*") if path.is_file()}
    return {
        "missing": sorted(made.keys() - there),
        "superfluous": sorted(there - made.keys()),
        "different": sorted(path for path in made.keys() & there if (target / path).read_bytes() != made[path]),
    }


def main(arguments: Sequence[str]) -> int:
    """Write or check the words; 0 where they are fresh, 1 where they are not or cannot be made."""
    if arguments not in ([], ["--check"]):
        print("usage: render.py [--check]", file=sys.stderr)
        return 2
    try:
        made = render_all(read_words(WORDS.read_text(encoding="utf-8")))
    except RenderFault as fault:
        print(fault, file=sys.stderr)
        return 1
    found = differences(made, TARGET)
    for what, paths in found.items():
        for path in paths:
            print(f"{what}: {path.as_posix()}")
    if arguments:
        fresh = not any(found.values())
        print("All words are fresh." if fresh else "Run packaging/voice/render.py without --check to mend this.")
        return 0 if fresh else 1
    for path in found["superfluous"]:
        (TARGET / path).unlink()
    for path in (*found["missing"], *found["different"]):
        (TARGET / path).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / path).write_bytes(made[path])
    print(f"{len(made)} files, {sum(map(len, made.values())) / 1e6:.2f} MB in {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
