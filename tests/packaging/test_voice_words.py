"""The texts of the voice: exactly the words that are needed; the files are what the engine says."""

import re
import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT
from trunktimer.session.speech import NUMBERS, WORDS

RENDER: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "voice" / "render.py"))
TEXTS: dict[str, dict[str, str]] = RENDER["read_words"]((RENDER["WORDS"]).read_text(encoding="utf-8"))
LANGUAGES = ("en", "de")


def needed() -> set[str]:
    """Every word that a bundled movement or any routine of bundled movements can ask for."""
    movements = sorted((ROOT / "assets" / "movements").glob("*.toml"))
    phases = {phase for path in movements for phase in re.findall(r'\bdo = "(.+?)"', path.read_text("utf-8"))}
    phases = phases - {"raise", "hold", "lower"} | {"work", "settle"}
    return {
        *WORDS,
        *map(str, NUMBERS),
        *(f"movement/{path.stem}" for path in movements),
        *(f"phase/{phase}" for phase in phases),
    }


def test_each_language_has_exactly_the_words_that_are_needed() -> None:
    assert sorted(TEXTS) == sorted(LANGUAGES)
    for language in LANGUAGES:
        assert TEXTS[language].keys() ^ needed() == set(), language


def test_the_texts_are_short_and_nothing_but_text() -> None:
    for texts in TEXTS.values():
        for word, text in texts.items():
            assert re.fullmatch(r"[\w' -]{1,30}", text), word


def test_no_two_words_that_mean_different_things_sound_the_same() -> None:
    breath = [{f"breathe-{way}", f"phase/breathe-{way}"} for way in ("in", "out")]
    same_in = {
        "en": breath,
        "de": [*breath, {"phase/back", "phase/return"}],
    }
    for language, texts in TEXTS.items():
        by_text: dict[str, set[str]] = {}
        for word, text in texts.items():
            by_text.setdefault(text, set()).add(word)
        assert [words for words in by_text.values() if len(words) > 1] == same_in[language]


def test_the_files_are_those_of_the_words() -> None:
    folder = RENDER["TARGET"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    named = {f"{language}/{RENDER['file_name'](word)}" for language, texts in TEXTS.items() for word in texts}
    assert there == named | {f"{language}/VOICE.txt" for language in LANGUAGES}
    assert sum(path.stat().st_size for path in folder.rglob("*.wav")) < 7_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_rendered_again_is_the_file(language: str) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed; Debian's package is espeak-ng")
    note = (RENDER["TARGET"] / language / "VOICE.txt").read_text(encoding="utf-8")
    version = RENDER["engine_version"]()
    if f"eSpeak NG {version} " not in note:
        pytest.skip(f"the files were made with another version than eSpeak NG {version}")
    assert note == RENDER["note_of"](language, version)
    for word in ("hold", "75"):
        written = (RENDER["TARGET"] / language / RENDER["file_name"](word)).read_bytes()
        assert RENDER["spoken"](word, TEXTS[language][word], language) == written


def test_without_the_engine_a_sentence_names_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert RENDER["main"](["--check"]) == 1
    assert "Debian's package is espeak-ng" in capsys.readouterr().err


def test_what_is_missing_superfluous_or_different_is_told(tmp_path: Path) -> None:
    for name in ("same.wav", "other.wav", "too-much.wav"):
        (tmp_path / name).write_bytes(b"x")
    made = {Path("same.wav"): b"x", Path("other.wav"): b"y", Path("gone.wav"): b"x"}
    assert RENDER["differences"](made, tmp_path) == {
        "missing": [Path("gone.wav")],
        "superfluous": [Path("too-much.wav")],
        "different": [Path("other.wav")],
    }
