"""Preferences: kept, and forgiving."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunktimer.core.preferences import Preferences, Says, ThemeChoice
from trunktimer.files.preferences_file import FILE_NAME, read_preferences, write_preferences


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    chosen = Preferences(theme=ThemeChoice.LIGHT, viewing_distance_m=3.0, volume=0.25, muted=True, player="miniaudio")
    write_preferences(tmp_path / "new", chosen)
    assert read_preferences(tmp_path / "new") == chosen


def test_the_voice_and_each_kind_of_sound_are_kept(tmp_path: Path) -> None:
    chosen = Preferences(voice=Says.EVERYTHING, language="de", count_every_s=10, sounds={"tick": 0.0, "hold": 0.5})
    write_preferences(tmp_path, chosen)
    assert read_preferences(tmp_path) == chosen


def test_bad_volumes_are_left_out_and_good_ones_stay(tmp_path: Path) -> None:
    text = 'voice = "loud"\ncount_every_s = 1\n[sounds]\ntick = 2\nhold = "x"\ndrum = 0.5\nrest = 1\n'
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences(sounds={"rest": 1.0})


def test_nothing_there_is_the_usual(tmp_path: Path) -> None:
    assert read_preferences(tmp_path) == Preferences()


def test_a_bad_value_is_its_default_and_the_others_stay(tmp_path: Path) -> None:
    text = 'theme = "pink"\nvolume = 7\nviewing_distance_m = 3\nmuted = 1\nlevel = 20\nother = 3\n'
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences(viewing_distance_m=3.0, level=20)


@given(st.binary(max_size=60))
def test_any_bytes_are_survived(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE_NAME).write_bytes(content)
        assert isinstance(read_preferences(Path(folder)), Preferences)


@pytest.mark.parametrize(
    "line",
    [
        'theme = ["dark"]',
        "voice = {a = 1}",
        f"volume = 1{'0' * 400}",
        "sounds = 3",
        'language = ["de"]',
        "level = true",
    ],
)
def test_odd_values_are_survived(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE_NAME).write_text(f"{line}\nmuted = true\n", encoding="utf-8")
    assert read_preferences(tmp_path) == Preferences(muted=True)


def test_what_would_break_the_file_is_not_written(tmp_path: Path) -> None:
    write_preferences(tmp_path, Preferences(language='d"e\n', muted=True))
    assert read_preferences(tmp_path) == Preferences(language="de", muted=True)
