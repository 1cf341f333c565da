"""Preferences: kept, and forgiving."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checkout import ROOT
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.preferences.preferences import KEY_ACTIONS, Preferences, SpaceAtGate, ThemeChoice
from trunktimer.preferences.preferences import SETTINGS as KEYS
from trunktimer.preferences.preferences_file import (
    FILE_NAME,
    preferences_faults,
    read_preferences,
    write_preferences,
)
from trunktimer.preferences.preferences_reading import BROKEN_NAME
from trunktimer.preferences.preferences_text import toml_value
from trunktimer.session.says import Says

TABLES = [name for name, entry in KEYS.items() if entry.is_table]


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


def test_what_would_break_the_file_is_escaped(tmp_path: Path) -> None:
    for odd in ('d"e\n', "d\\e", "\x00\x7f\u2028", "Å 🙂"):
        write_preferences(tmp_path, Preferences(language=odd, muted=True))
        assert read_preferences(tmp_path) == Preferences(language=odd, muted=True)


# ---- what was not understood


BAD = """theme = "pink"
volme = 3
rest_days = ["sat", "sunday"]
lead_in_s = 500
text_scale = true
[sounds]
tick = 2
drum = 1
[keys]
jump = ["F7"]
done = 3
next = ["F8"]
"""


def test_each_thing_that_is_not_understood_is_told_with_its_line_and_what_would_be_right(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(BAD, encoding="utf-8")
    told = [fault.removeprefix(f"{tmp_path / FILE_NAME}:") for fault in preferences_faults(tmp_path)]
    assert told[:5] == [
        '1: theme: "pink" is not understood; "auto", "dark", "light" or "contrast" is wanted;'
        ' "dark" counts in its place',
        '2: volme: there is no such preference; did you mean "volume"? It is left as it stands',
        '3: rest_days.2: "sunday" is no day of the week; the days are mon, tue, wed, thu, fri, sat, sun',
        "4: lead_in_s: 500 is not understood; a whole number from 0 to 120 is wanted; 0 counts in its place",
        "5: text_scale: true is not understood; a number from 0.8 to 1.6 is wanted; 1.0 counts in its place",
    ]
    assert told[5] == "7: sounds.tick: 2 is not understood; a number from 0 to 1 is wanted; 1 counts"
    assert [fault.split(";")[0] for fault in told[6:]] == [
        "8: sounds.drum: there is no such kind of sound",
        "10: keys.jump: there is no such action",
        "11: keys.done: 3 is not understood",
    ]
    assert read_preferences(tmp_path) == Preferences(rest_days=("sat",), keys={"next": ("F8",)})


def test_a_good_file_and_none_at_all_have_no_faults(tmp_path: Path) -> None:
    assert preferences_faults(tmp_path) == ()
    write_preferences(tmp_path, ALL_CHANGED)
    assert preferences_faults(tmp_path) == ()


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("muted = true\ntheme = dark\n", encoding="utf-8")
    (told,) = preferences_faults(tmp_path)
    assert told.startswith(f"{tmp_path / FILE_NAME}:2: this is not TOML")
    assert BROKEN_NAME in told


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Preferences)]), st.integers() | st.text()))
def test_whatever_stands_there_is_told_or_counts(written: dict[str, object]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f"{name} = {toml_value(value)}\n" for name, value in written.items())
        (Path(folder) / FILE_NAME).write_text(text, encoding="utf-8", newline="\n")
        read = read_preferences(Path(folder))
        told = preferences_faults(Path(folder))
    good = [name for name, value in written.items() if getattr(read, name) == value]
    assert len(good) + len(told) >= len(written)


# ---- what is written


ALL_CHANGED = Preferences(
    theme=ThemeChoice.LIGHT,
    viewing_distance_m=1.5,
    reduced_motion=True,
    volume=0.35,
    muted=True,
    player="silence",
    level=70,
    voice=Says.COUNTS,
    interface_language="de",
    language="en",
    count_every_s=15,
    rest_days=("sat", "sun"),
    day_ends_at=4,
    weekly_goal=4,
    lead_in_s=20,
    reach_s=2,
    space_at_gate=SpaceAtGate.PAUSE,
    text_scale=1.25,
    sounds={"tick": 0.0, "may-release": 0.5, "hold": 0.5},
    keys={"next": ("Ctrl+F7", "scan:163"), "key_list": ('"',)},
)


def test_every_preference_is_kept(tmp_path: Path) -> None:
    usual = Preferences()
    assert all(getattr(ALL_CHANGED, field.name) != getattr(usual, field.name) for field in fields(Preferences))
    write_preferences(tmp_path, ALL_CHANGED)
    assert read_preferences(tmp_path) == ALL_CHANGED


def test_a_new_file_says_of_each_key_what_it_does_its_range_and_its_default(tmp_path: Path) -> None:
    write_preferences(tmp_path, Preferences())
    lines = (tmp_path / FILE_NAME).read_text(encoding="utf-8").splitlines()
    assert set(KEYS) == {field.name for field in fields(Preferences)}
    for name, key in KEYS.items():
        if name in TABLES:
            assert lines[lines.index(f"[{name}]") - 1] == f"# {key.what}"
            continue
        at = next(at for at, line in enumerate(lines) if line.startswith(f"{name} = "))
        default = lines[at].partition(" = ")[2]
        assert lines[at - 2] == f"# {key.what}"
        assert lines[at - 1].endswith(f". Default: {default}")


OWN_FILE = """# my file
volume = 0.5   # loud enough
theme= 'dark'

mine = [1,
  2]  # for later
[other]
volume = 3
[sounds]  # quiet ones
# the ticks
tick = 0.25
hold = 5e-1    # half
[keys]
next = ["F8"]
"""


def test_only_changed_values_are_written_and_all_other_lines_stay(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(OWN_FILE, encoding="utf-8")
    before = read_preferences(tmp_path)
    now = replace(
        before, volume=0.75, lead_in_s=15, sounds={"tick": 1.0, "hold": 0.5, "may-release": 0.5}, keys={"done": ("F9",)}
    )
    write_preferences(tmp_path, now, before)
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    changed = OWN_FILE.replace("0.5   #", "0.75   #").replace(
        "  2]  # for later\n", "  2]  # for later\nlead_in_s = 15\n"
    )
    changed = changed.replace("tick = 0.25\n", "tick = 1.0\n").replace("# half\n", "# half\nmay-release = 0.5\n")
    changed = changed.replace('next = ["F8"]\n', 'next = []\ndone = ["F9"]\n')
    assert text == changed
    read = read_preferences(tmp_path)
    assert replace(read, keys={"done": ("F9",)}) == now


def test_what_a_person_wrote_meanwhile_stays(tmp_path: Path) -> None:
    before = Preferences(volume=0.5)
    (tmp_path / FILE_NAME).write_text('theme = "light"\nvolume = 0.5\n', encoding="utf-8")
    write_preferences(tmp_path, replace(before, muted=True), before)
    assert read_preferences(tmp_path) == Preferences(theme=ThemeChoice.LIGHT, volume=0.5, muted=True)


def test_a_bad_value_stays_until_it_is_changed(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("volume = 7\n", encoding="utf-8")
    write_preferences(tmp_path, Preferences(muted=True))
    assert "volume = 7\n" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    write_preferences(tmp_path, Preferences(muted=True, volume=0.5))
    assert read_preferences(tmp_path) == Preferences(muted=True, volume=0.5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        "# nothing yet\n",
        "[sounds]\n",
        "sounds = {}\nkeys = { next = [] }\n",
        "sounds = { tick = 1 }",
        "sounds.tick = 0.5\nkeys.next = ['F1']\n",
        "sounds = 3\nkeys = ['x']\nrest_days = 'sat'\n",
        "[keys]\r\n[sounds]\r\n\r\n[other]\r\na = 1\r\n",
        'theme = """dark"""\nvolume = 0.5 # x',
    ],
)
def test_all_can_be_changed_in_whatever_style_a_file_is(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8", newline="")
    write_preferences(tmp_path, ALL_CHANGED)
    assert replace(read_preferences(tmp_path), sounds=ALL_CHANGED.sounds) == ALL_CHANGED
    assert ALL_CHANGED.sounds.items() <= read_preferences(tmp_path).sounds.items()
    raw = (tmp_path / FILE_NAME).read_bytes().decode()
    assert ("\r\n" in text) == ("\r\n" in raw)
    assert "\n" not in raw.replace("\r\n", "") or "\r\n" not in text


def test_a_table_in_the_place_of_a_value_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[volume]\na = 1\n", encoding="utf-8")
    with pytest.raises(TrunkTimerError, match="volume is a table"):
        write_preferences(tmp_path, Preferences(volume=0.5))
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "[volume]\na = 1\n"


@pytest.mark.parametrize("content", [b"theme = dark\n", b"\xff\xfe\x00", b"a\x00b", b"x = [" * 5000])
def test_what_is_no_toml_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    write_preferences(tmp_path, Preferences(muted=True))
    assert (tmp_path / BROKEN_NAME).read_bytes() == content
    assert read_preferences(tmp_path) == Preferences(muted=True)


def test_what_was_kept_aside_before_is_not_lost(tmp_path: Path) -> None:
    for content in ("a = \n", "b = \n"):
        (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
        write_preferences(tmp_path, Preferences())
    assert {path.read_text() for path in tmp_path.glob("preferences.broken*.toml")} == {"a = \n", "b = \n"}


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    write_preferences(tmp_path, ALL_CHANGED)
    before = (tmp_path / FILE_NAME).stat().st_ino
    write_preferences(tmp_path, ALL_CHANGED)
    assert (tmp_path / FILE_NAME).stat().st_ino == before


# ---- docs/preferences.md


def test_the_document_has_every_key_with_its_default_and_every_action() -> None:
    document = (ROOT / "docs" / "preferences.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in document.splitlines() if line.startswith("| `")]
    defaults = {row[0].strip(" `[]"): row[-1].strip(" `") for row in rows if len(row) == 4}
    usual = Preferences()
    for field in fields(Preferences):
        if field.name in TABLES:
            assert field.name in defaults
        else:
            assert defaults[field.name] == toml_value(getattr(usual, field.name))
    assert set(defaults) == {field.name for field in fields(Preferences)}
    actions = [name.strip(" `") for row in rows if len(row) == 2 for name in row[0].split(",")]
    assert actions == list(KEY_ACTIONS)
