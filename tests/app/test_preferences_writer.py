"""Preferences are kept as they change: in a thread, and no more than changed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from trunktimer.app.preferences_writer import PreferenceKeeper
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import FILE_NAME, read_preferences


def test_what_is_given_is_on_the_disk_a_while_later(qtbot: QtBot, tmp_path: Path) -> None:
    keeper = PreferenceKeeper(tmp_path, Preferences())
    keeper.keep(Preferences(volume=0.3))
    keeper.keep(Preferences(volume=0.4))
    qtbot.waitUntil(lambda: read_preferences(tmp_path).volume == 0.4, timeout=5_000)


def test_what_waits_is_written_at_the_end_and_nothing_else_is(qtbot: QtBot, tmp_path: Path) -> None:
    keeper = PreferenceKeeper(tmp_path, Preferences())
    keeper.write_now()
    assert not keeper.file.exists()
    keeper.keep(Preferences(muted=True))
    keeper.write_now()
    assert read_preferences(tmp_path) == Preferences(muted=True)


def test_a_value_that_a_person_changed_in_the_file_meanwhile_stays(qtbot: QtBot, tmp_path: Path) -> None:
    keeper = PreferenceKeeper(tmp_path, Preferences())
    keeper.write_now(always=True)
    text = keeper.file.read_text(encoding="utf-8")
    keeper.file.write_text(text.replace("level = 50", "level = 20"), encoding="utf-8")
    keeper.keep(Preferences(volume=0.5))
    keeper.write_now()
    assert read_preferences(tmp_path) == Preferences(volume=0.5, level=20)
    text = keeper.file.read_text(encoding="utf-8")
    keeper.file.write_text(text.replace("volume = 0.5", "volume = 0.6"), encoding="utf-8")
    keeper.keep(Preferences(volume=0.5, muted=True))
    keeper.write_now()
    assert read_preferences(tmp_path) == Preferences(volume=0.6, level=20, muted=True)


def test_where_it_cannot_be_kept_a_sentence_says_so_and_the_next_try_does(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.write_text("a file in the way", encoding="utf-8")
    keeper = PreferenceKeeper(folder, Preferences())
    told: list[str] = []
    keeper.failed.connect(told.append)
    keeper.keep(Preferences(muted=True))
    keeper.write_now()
    assert len(told) == 1
    assert told[0].startswith("The preferences could not be kept: ")
    folder.unlink()
    keeper.keep(Preferences(muted=True, volume=0.1))
    keeper.write_now()
    assert read_preferences(folder) == Preferences(muted=True, volume=0.1)
    assert (folder / FILE_NAME).exists()
