"""Preferences are kept as they change: in a thread, and no more than changed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from trunktimer.app.preferences_writer import PreferencesWriter
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import FILE_NAME, read_preferences


def test_what_is_given_is_on_the_disk_a_while_later(qtbot: QtBot, tmp_path: Path) -> None:
    preferences_writer = PreferencesWriter(tmp_path, Preferences())
    preferences_writer.keep(Preferences(volume=0.3))
    preferences_writer.keep(Preferences(volume=0.4))
    qtbot.waitUntil(lambda: read_preferences(tmp_path).volume == 0.4, timeout=30_000)


def test_what_waits_is_written_at_the_end_and_nothing_else_is(qtbot: QtBot, tmp_path: Path) -> None:
    preferences_writer = PreferencesWriter(tmp_path, Preferences())
    preferences_writer.write_now()
    assert not preferences_writer.file.exists()
    preferences_writer.keep(Preferences(muted=True))
    preferences_writer.write_now()
    assert read_preferences(tmp_path) == Preferences(muted=True)


def test_a_value_that_a_person_changed_in_the_file_meanwhile_stays(qtbot: QtBot, tmp_path: Path) -> None:
    preferences_writer = PreferencesWriter(tmp_path, Preferences())
    preferences_writer.write_now(always=True)
    text = preferences_writer.file.read_text(encoding="utf-8")
    preferences_writer.file.write_text(text.replace("level = 50", "level = 20"), encoding="utf-8")
    preferences_writer.keep(Preferences(volume=0.5))
    preferences_writer.write_now()
    assert read_preferences(tmp_path) == Preferences(volume=0.5, level=20)
    text = preferences_writer.file.read_text(encoding="utf-8")
    preferences_writer.file.write_text(text.replace("volume = 0.5", "volume = 0.6"), encoding="utf-8")
    preferences_writer.keep(Preferences(volume=0.5, muted=True))
    preferences_writer.write_now()
    assert read_preferences(tmp_path) == Preferences(volume=0.6, level=20, muted=True)


def test_where_it_cannot_be_kept_a_sentence_says_so_and_the_next_try_does(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.write_text("a file in the way", encoding="utf-8")
    preferences_writer = PreferencesWriter(folder, Preferences())
    told: list[str] = []
    preferences_writer.failed.connect(told.append)
    preferences_writer.keep(Preferences(muted=True))
    preferences_writer.write_now()
    assert len(told) == 1
    assert told[0].startswith("The preferences could not be kept: ")
    folder.unlink()
    preferences_writer.keep(Preferences(muted=True, volume=0.1))
    preferences_writer.write_now()
    assert read_preferences(folder) == Preferences(muted=True, volume=0.1)
    assert (folder / FILE_NAME).exists()
