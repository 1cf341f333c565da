"""The voice: every word in every language, loud alike; names through a speech program that may fail in any way."""

import math
import os
import subprocess
import sys
import threading
import wave
from array import array
from pathlib import Path

import numpy as np
import pytest

from tests.checkout import ROOT
from trunktimer.session.speech import NUMBERS, WORDS
from trunktimer.sound.sounds import FULL_SCALE, LOUDNESS, RATE_HZ
from trunktimer.sound.voice import (
    FILE_RATE_HZ,
    Program,
    SpokenNames,
    SystemVoice,
    VoicePack,
    languages,
    polished,
    quickly_resampled,
    read_wave,
    resampled,
    speakable,
)

ASSETS = ROOT / "assets"
PACKS = {language: VoicePack(ASSETS / "voice" / language) for language in languages(ASSETS / "voice")}
MOVEMENTS = [f"movement/{path.stem}" for path in sorted((ASSETS / "movements").glob("*.toml"))]
PHASES = sorted(
    {
        f"phase/{phase}"
        for path in (ASSETS / "movements").glob("*.toml")
        for phase in path.read_text("utf-8").split('do = "')[1:]
        for phase in [phase.partition('"')[0]]
        if phase not in ("raise", "hold", "lower")
    }
    | {"phase/work", "phase/settle"}
)
ALL = [*WORDS, *map(str, NUMBERS), *MOVEMENTS, *PHASES]


def tone(length_ms: int, rate_hz: int = FILE_RATE_HZ, hz: float = 440, height: float = 8000) -> "array[int]":
    frames = range(length_ms * rate_hz // 1000)
    return array("h", (round(height * math.sin(math.tau * hz * at / rate_hz)) for at in frames))


def write(path: Path, values: "array[int]", rate_hz: int = FILE_RATE_HZ, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(np.array(values, dtype="<i2").tobytes())
    return path


def loudness_db(values: "array[int]") -> float:
    heard = np.array(values, dtype=float) / FULL_SCALE
    cue_player = heard[abs(heard) > abs(heard).max() / 50]
    return float(20 * np.log10(np.sqrt((cue_player**2).mean()) / LOUDNESS))


# ---- recorded words


def test_both_languages_are_there() -> None:
    assert languages(ASSETS / "voice") == ["de", "en"]
    assert languages(ASSETS / "nowhere") == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_word_is_there_short_and_loud_as_all_sounds(language: str) -> None:
    pack = PACKS[language]
    for word in ALL:
        length_ms, values = pack.length_ms(word), pack.samples(word)
        assert length_ms is not None and values is not None, word
        assert len(values) == length_ms * RATE_HZ // 1000, word
        assert 150 < length_ms < (1_600 if word.startswith("movement/") else 1_000), word
        assert abs(loudness_db(values)) < 1.5, word
        assert max(map(abs, values)) <= 0.95 * FULL_SCALE, word
        edge = max(map(abs, [*values[:24], *values[-24:]]))
        assert edge < 0.01 * FULL_SCALE, word


def test_a_word_is_read_once() -> None:
    pack = VoicePack(ASSETS / "voice" / "en")
    assert pack.samples("hold") is pack.samples("hold")


@pytest.mark.parametrize("word", ["", "nothing", "movement/", "name/../../de/hold", "../de/hold", "a\0b", "VOICE"])
def test_an_unknown_word_is_none(word: str) -> None:
    assert PACKS["en"].length_ms(word) is None
    assert PACKS["en"].samples(word) is None


def test_a_broken_or_foreign_file_is_none_and_its_neighbours_are_well(tmp_path: Path) -> None:
    write(tmp_path / "well.wav", tone(100))
    whole = write(tmp_path / "cut.wav", tone(100)).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[:2000])
    (tmp_path / "header.wav").write_bytes(whole[:30])
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "text.wav").write_text("RIFF of a kind")
    (tmp_path / "folder.wav").mkdir()
    write(tmp_path / "silent.wav", array("h"))
    write(tmp_path / "fast.wav", tone(100), rate_hz=44_100)
    write(tmp_path / "stereo.wav", tone(100), channels=2)
    pack = VoicePack(tmp_path)
    broken = [path.stem for path in tmp_path.iterdir() if path.stem != "well"]
    assert len(broken) == 8
    assert [word for word in broken if pack.length_ms(word) is not None or pack.samples(word) is not None] == []
    assert pack.length_ms("well") == 100


def test_a_file_that_disappears_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "word.wav", tone(100))
    pack = VoicePack(tmp_path)
    assert pack.length_ms("word") == 100
    path.unlink()
    assert pack.samples("word") is None


def test_many_threads_get_the_same_samples() -> None:
    pack = VoicePack(ASSETS / "voice" / "en")
    gate, got = threading.Barrier(6), []

    def ask() -> None:
        gate.wait()
        got.append(pack.samples("hold"))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in got}) == 1 and got[0] is not None


# ---- samples


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 44_100])
@pytest.mark.parametrize("hz", [300.0, 3_000.0])
def test_another_rate_is_the_same_sound(rate_hz: int, hz: float) -> None:
    made = np.array(resampled(tone(200, rate_hz, hz), rate_hz, RATE_HZ), dtype=float)
    true = np.array(tone(200, RATE_HZ, hz), dtype=float)[: len(made)]
    middle = slice(1_000, -1_000)  # both ends are cut off hard
    assert len(made) == 200 * RATE_HZ // 1000
    assert abs(made - true)[middle].max() < 8000 / 100


def test_what_the_lower_rate_cannot_hold_is_gone() -> None:
    made = resampled(tone(200, 22_050, 10_000), 22_050, FILE_RATE_HZ)
    assert max(map(abs, made[500:-500])) < 8000 / 10


def test_a_polished_word_has_no_silence_around_it_and_whole_milliseconds() -> None:
    quiet = array("h", bytes(2 * 5_000))
    word = polished(quiet + tone(303) + quiet, FILE_RATE_HZ)
    assert word is not None
    assert len(word) % 16 == 0 and 303 + 2 * 14 <= len(word) // 16 <= 303 + 2 * 16
    assert abs(loudness_db(word)) < 0.5


@pytest.mark.parametrize("values", [array("h"), array("h", bytes(2_000)), array("h", [3, -3] * 500)])
def test_silence_is_no_word(values: "array[int]") -> None:
    assert polished(values, FILE_RATE_HZ) is None


def test_a_single_loud_sample_neither_clips_nor_fails() -> None:
    word = polished(array("h", [0] * 500 + [-32_768] + [0] * 500), FILE_RATE_HZ)
    assert word is not None and max(map(abs, word)) <= 0.95 * FULL_SCALE


# ---- names, through a program that the test writes

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the program of the test is a script with #!")
SPEAKS = """
at = sys.argv.index("-w") + 1
import shutil
shutil.copyfile(here / "sound.wav", sys.argv[at])
"""


def voice(folder: Path, body: str, timeout_s: float = 30) -> SystemVoice:
    """A speech program in `folder`: it notes its arguments and its text, then does what `body` says."""
    write(folder / "sound.wav", tone(300, 22_050), 22_050)
    program = folder / "espeak-ng"
    noted = (
        'with open(here / "asked", "a") as f: f.write(repr((sys.argv[1:], sys.stdin.buffer.read().decode())) + "\\n")'
    )
    lines = [f"#!{sys.executable} -I", "import sys, pathlib", "here = pathlib.Path(__file__).parent", noted, body]
    program.write_text("\n".join(lines), encoding="utf-8")
    program.chmod(0o755)
    return SystemVoice(program=Program.ESPEAK_NG, path=str(program), timeout_s=timeout_s)


@on_posix
def test_the_program_is_found_on_the_path_and_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SystemVoice.find() is None
    voice(tmp_path, SPEAKS)
    found = SystemVoice.find("linux")
    assert found is not None and (found.program, Path(found.path)) == (Program.ESPEAK_NG, tmp_path / "espeak-ng")
    assert not (tmp_path / "asked").exists()
    (tmp_path / "say").symlink_to(tmp_path / "espeak-ng")
    on_mac = SystemVoice.find("darwin")
    assert on_mac is not None and on_mac.program is Program.SAY


@on_posix
def test_a_name_is_rendered_like_a_recorded_word(tmp_path: Path) -> None:
    word = voice(tmp_path, SPEAKS).render("Mein Übungsteil", "de")
    assert word is not None and len(word) % (RATE_HZ // 1000) == 0
    assert 290 <= len(word) * 1000 // RATE_HZ <= 310
    assert abs(loudness_db(word)) < 1.0
    arguments, text = eval((tmp_path / "asked").read_text("utf-8"))
    assert text == "Mein Übungsteil"
    assert arguments[arguments.index("-v") + 1] == "de"


@on_posix
@pytest.mark.parametrize(
    ("body", "timeout_s"),
    [
        ("sys.exit(3)", 30),
        (SPEAKS + "\nsys.exit(1)", 30),
        ("pass", 30),
        ("open(sys.argv[sys.argv.index('-w') + 1], 'w').write('no sound')", 30),
        ("import time; time.sleep(600)", 0.3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 30),
    ],
    ids=["fails", "fails late", "writes nothing", "writes nonsense", "hangs", "crashes"],
)
def test_a_program_that_does_not_speak_gives_none(tmp_path: Path, body: str, timeout_s: float) -> None:
    assert voice(tmp_path, body, timeout_s).render("plank", "en") is None


HEADER = "import struct, wave; target = sys.argv[sys.argv.index('-w') + 1]\n"
CLAIMS = (
    HEADER + "head = struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', {size}, b'WAVE', b'fmt ', 16, {form}, {channels},"
    " {rate}, {rate} * 2 % 2**32, 2, {bits}, b'data', {size}); open(target, 'wb').write(head + bytes(range(256)) * 400)"
)
USUAL = {"size": 102_400, "form": 1, "channels": 1, "rate": 22_050, "bits": 16}


def claim(**claimed: int) -> str:
    return CLAIMS.format(**{**USUAL, **claimed})


@on_posix
@pytest.mark.parametrize(
    "body",
    [
        claim(rate=1_000_000_000),
        claim(rate=4_294_967_295),
        claim(rate=0),
        claim(rate=1),
        claim(channels=0),
        claim(channels=65_535),
        claim(bits=0),
        claim(bits=64, form=3),
        HEADER + "f = open(target, 'wb'); f.seek(2**40); f.write(b'x')",
        HEADER + "f = open(target, 'wb')\nwhile True: f.write(bytes(2**16))",
        HEADER + "import os; os.symlink('/dev/zero', target)",
        HEADER + "import os; os.symlink(here / 'sound.wav', target)",
        HEADER + "import os; os.mkfifo(target)",
        HEADER + "import os; os.mkdir(target); os.mkdir(target + '/a'); os.chmod(target, 0)",
    ],
)
def test_a_program_that_lies_or_floods_gives_none_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    folders = tmp_path / "folders"
    folders.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folders))
    assert voice(tmp_path, body).render("plank", "en") is None
    assert list(folders.iterdir()) == []


@on_posix
def test_what_a_header_says_beyond_its_file_is_not_believed(tmp_path: Path) -> None:
    assert voice(tmp_path, claim(size=4_294_967_295)).render("plank", "en") is not None


@on_posix
def test_with_a_program_end_all_that_it_started(tmp_path: Path) -> None:
    starts = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    while True:\n"
        "        (here / 'alive').write_text(str(os.getpid())); time.sleep(0.01)\n"
        "while not (here / 'alive').exists(): time.sleep(0.01)\n"
    )
    assert voice(tmp_path, starts + SPEAKS).render("plank", "en") is not None
    (tmp_path / "alive").unlink(missing_ok=True)
    assert voice(tmp_path, starts + "time.sleep(600)", timeout_s=2).render("plank", "en") is None
    child = int((tmp_path / "alive").read_text())
    for _ in range(200):
        try:
            if Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                break  # nobody has asked after it yet
        except OSError:
            break
        threading.Event().wait(0.05)
    else:
        pytest.fail("a child of the program is alive")


@on_posix
def test_the_end_of_a_run_ends_the_program_and_the_next_start_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    folders = tmp_path / "folders"
    folders.mkdir()
    voice(tmp_path, "import time; (here / 'began').touch(); time.sleep(600)")
    script = f"""
import sys, time, pathlib
from trunktimer.sound.voice import Program, SpokenNames, SystemVoice
names = SpokenNames(SystemVoice(program=Program.ESPEAK_NG, path={str(tmp_path / "espeak-ng")!r}, timeout_s=60), "en")
names.want(["name/Plank"])
while not pathlib.Path({str(tmp_path / "began")!r}).exists(): time.sleep(0.01)
print("began", flush=True)
sys.stdin.readline()
"""
    environment = {**os.environ, "TMPDIR": str(folders), "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE

    def begun() -> "subprocess.Popen[str]":
        run = subprocess.Popen([sys.executable, "-c", script], env=environment, stdin=pipe, stdout=pipe, text=True)
        assert run.stdout is not None and run.stdout.readline() == "began\n"
        return run

    ended = begun()
    assert len(list(folders.iterdir())) == 1
    ended.communicate("\n", timeout=20)
    assert list(folders.iterdir()) == []
    (tmp_path / "began").unlink()
    killed = begun()
    killed.kill()
    killed.communicate()
    [left] = folders.iterdir()
    kept = folders / "trunktimer-notes"
    kept.mkdir()
    (tmp_path / "began").unlink()
    after = begun()
    assert left not in list(folders.iterdir())
    after.communicate("\n", timeout=20)
    assert list(folders.iterdir()) == [kept]


def test_a_program_that_is_gone_gives_none(tmp_path: Path) -> None:
    assert SystemVoice(program=Program.SAY, path=str(tmp_path / "say")).render("plank", "en") is None


@on_posix
@pytest.mark.parametrize("text", ["-w /etc/x", '"; rm -rf ~; $(x) `x`', "[[h@'l]] <b>x", "a\0b\r\n\x1b[2J", "x" * 5000])
def test_a_nasty_name_is_only_ever_plain_text(tmp_path: Path, text: str) -> None:
    speaker = voice(tmp_path, SPEAKS)
    assert speaker.render("plank", "en") is not None
    assert speaker.render(text, "en") is not None
    plain, nasty = (eval(line) for line in (tmp_path / "asked").read_text("utf-8").splitlines())
    assert [len(plain[0]), plain[0][:7]] == [len(nasty[0]), nasty[0][:7]]  # all but the file's own name
    assert nasty[1] == speakable(text)
    assert 0 < len(nasty[1]) <= 60 and not set(nasty[1]) & set('-"`$<>[]()\0\r\n\x1b;~\\')


@on_posix
@pytest.mark.parametrize("text", ["", "  ", "---", "\0", "…"])
def test_a_name_without_a_letter_starts_nothing(tmp_path: Path, text: str) -> None:
    assert voice(tmp_path, SPEAKS).render(text, "en") is None
    assert not (tmp_path / "asked").exists()


@on_posix
def test_names_come_when_they_are_there_each_rendered_once(tmp_path: Path) -> None:
    # The program waits for the test, so that nothing is there before the test has looked.
    waits = "import time\nwhile not (here / 'go').exists(): time.sleep(0.01)\n" + SPEAKS
    names = SpokenNames(voice(tmp_path, waits), "en")
    words = ["name/My plank", "phase/slow-turn", "hold", "movement/bridge"]
    names.want(words)
    assert [names.length_ms(word) for word in words] == [None] * 4
    assert names.samples(words[0]) is None
    (tmp_path / "go").touch()
    assert names.wait(60)
    names.want(words)
    assert names.wait(60)
    asked = [eval(line)[1] for line in (tmp_path / "asked").read_text("utf-8").splitlines()]
    assert asked == ["My plank", "slow turn"]
    for word in words[:2]:
        values = names.samples(word)
        assert values is not None and names.length_ms(word) == len(values) * 1000 // RATE_HZ
    assert names.samples("hold") is None
    names.want(["name/Another"])
    assert names.wait(60)
    assert names.length_ms("name/Another") is not None


@on_posix
def test_a_name_that_cannot_be_said_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    fails_once = "if not (here / 'failed').exists():\n    (here / 'failed').touch()\n    sys.exit(1)\n" + SPEAKS
    names = SpokenNames(voice(tmp_path, fails_once), "en")
    names.want(["name/One", "name/Two"])
    assert names.wait(60)
    names.want(["name/One"])
    assert names.wait(60)
    assert names.length_ms("name/One") is None
    assert names.length_ms("name/Two") is not None


@pytest.mark.parametrize("word", ["hold", "movement/bridge"])
def test_the_quick_way_gives_the_same_sound_a_tenth_of_a_millisecond_later(word: str) -> None:
    pytest.importorskip("miniaudio", reason="the quick way is miniaudio's")
    read = read_wave(ASSETS / "voice" / "en" / f"{word.replace('/', '__')}.wav")
    assert read is not None
    slow, quick = (np.array(way(read[1], read[0], RATE_HZ), float) for way in (resampled, quickly_resampled))
    assert len(slow) == len(quick)
    likeness = [np.corrcoef(slow[: len(slow) - 20], quick[late : len(quick) - 20 + late])[0, 1] for late in range(12)]
    assert max(likeness) > 0.995
    assert np.argmax(likeness) <= 6
