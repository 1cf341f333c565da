"""The table of settings: what comes from it, and that one more entry is enough for one more setting."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.checkout import ROOT
from trunktimer.foundation.translation import later
from trunktimer.preferences.preferences import SETTINGS, Preferences
from trunktimer.preferences.preferences_file import (
    FILE_NAME,
    preferences_faults,
    read_preferences,
    write_preferences,
)
from trunktimer.preferences.preferences_text import toml_value, whole_text
from trunktimer.preferences.settings import Choice, Count, Section, Setting, field_of, settings_of, whole_number


@dataclass(frozen=True, slots=True, kw_only=True)
class More(Preferences):
    """With an entry that the program does not have."""

    naps: int = field_of(
        Setting(
            *(2, whole_number(0, 9), "How many naps you take a day.", Section.TRAINING, later("Naps"), ""),
            Count(lambda: "none"),
        )
    )


def document_rows(kind: type[Preferences]) -> list[str]:
    """The rows of the table in docs/preferences.md."""
    rows = []
    for name, entry in settings_of(kind).items():
        wanted = entry.check.wanted(str.format).removesuffix(",")
        if isinstance(entry.control, Choice) and entry.check.read("?") is None and isinstance(entry.default, str):
            choices = entry.control.choices().items()
            wanted = ", ".join(f"`{toml_value(value)}` ({words})" for value, words in choices)
        shown = f"[{name}]" if entry.is_table else name
        rows.append(f"| `{shown}` | {entry.what} | {wanted} | `{toml_value(entry.default)}` |")
    return rows


def test_the_document_has_the_rows_of_the_table() -> None:
    lines = (ROOT / "docs" / "preferences.md").read_text(encoding="utf-8").splitlines()
    wanted = document_rows(Preferences)
    first = lines.index(wanted[0])
    assert lines[first : lines.index("", first)] == wanted


def test_one_more_entry_is_missed_in_the_document() -> None:
    (new,) = set(document_rows(More)) - set(document_rows(Preferences))
    assert new == "| `naps` | How many naps you take a day. | a whole number from 0 to 9 | `2` |"


def test_one_more_entry_stands_in_the_file_before_the_tables(tmp_path: Path) -> None:
    added = "\n# How many naps you take a day.\n# A whole number from 0 to 9. Default: 2\nnaps = 3\n"
    text = whole_text(More(naps=3))
    assert text.replace(added, "") == whole_text(Preferences())
    assert text.index("naps") < text.index("[sounds]")
    write_preferences(tmp_path, Preferences(muted=True))
    write_preferences(tmp_path, More(muted=True, naps=3))
    assert read_preferences(tmp_path, More) == More(muted=True, naps=3)


def test_one_more_entry_is_checked(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("naps = 12\nmuted = true\n", encoding="utf-8")
    assert read_preferences(tmp_path, More) == More(muted=True)
    (told,) = preferences_faults(tmp_path, More)
    assert told.endswith("naps: 12 is not understood; a whole number from 0 to 9 is wanted; 2 counts in its place")
    (told,) = preferences_faults(tmp_path)
    assert told.endswith("naps: there is no such preference; it is left as it stands")
    with pytest.raises(ValueError, match="naps must be a whole number from 0 to 9"):
        replace(More(), naps=10)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_default_is_one_of_its_values(name: str) -> None:
    entry = SETTINGS[name]
    assert entry.check.read(entry.default) == entry.default
    if isinstance(entry.control, Choice):
        assert all(entry.check.read(value) == value for value in entry.control.choices())
        assert entry.default in entry.control.choices()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("viewing_distance_m", 4.5),
        ("viewing_distance_m", float("nan")),
        ("volume", -0.1),
        ("level", 101),
        ("count_every_s", 4),
        ("rest_days", ("sunday",)),
        ("text_scale", 0.7),
        ("sounds", {"drum": 1.0}),
        ("sounds", {"tick": 1.5}),
        ("keys", {"jump": ("F7",)}),
        ("keys", {"next": ("",)}),
    ],
)
def test_what_no_file_could_say_is_no_value(name: str, wrong: object) -> None:
    with pytest.raises(ValueError, match=f"{name} must be"):
        Preferences(**{name: wrong})  # type: ignore[arg-type]
