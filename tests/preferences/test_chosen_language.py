"""The language of a start, in both shells: from preferences and environment to what is read on terminal and window."""

import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.app.test_application import python
from trunktimer.app.cli import main
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import language_code
from trunktimer.preferences.chosen_language import voice_language
from trunktimer.preferences.preferences import Preferences
from trunktimer.preferences.preferences_file import read_preferences, write_preferences

GERMAN = {
    "usage: ": "Aufruf: ",
    "options": "Optionen",
    "show this help message and exit": "diese Hilfe zeigen",
    "the following arguments are required: %s": "es fehlt: %s",
    "argument %(argument_name)s: %(message)s": "Argument %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r gibt es nicht (nur %(choices)s)",
    "Try: {command}": "Versuchen: {command}",
    "example:": "Beispiel:",
    "List bundled and own routines.": "Mitgelieferte und eigene Programme auflisten.",
    "cannot be used": "nicht zu gebrauchen",
    '"{text}" is no level; write a number from 0 to 100': "„{text}“ ist keine Stufe von 0 bis 100",
    "{text} is no speed; write a number from {least} to {most}": "{text} liegt nicht zwischen {least} und {most}",
    "Finished.": "Fertig.",
    "rehearsal": "Probe",
}
OF_FILES = {"Demo": "Vorführung", "Bridge": "Brücke", "Squeeze, hips up": "Po anspannen, Hüfte hoch"}


@pytest.fixture(autouse=True)
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with a German desktop and nothing else; the folder of translations, in which German alone is."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    folder = tmp_path / "locale"
    monkeypatch.setattr(Places, "locale", property(lambda places: folder))
    catalogue = Catalog(locale="de")
    for text, german in GERMAN.items():
        catalogue.add(text, german)
    for text, german in OF_FILES.items():
        catalogue.add(text, german, context="file")
    catalogue.add("own", "eigenes", context="routine")
    catalogue.add(("{n} step", "{n} steps"), ("{n} Schritt", "{n} Schritte"))
    path = folder / "de" / "LC_MESSAGES" / "trunktimer.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    return code, *capsys.readouterr()


def prefer(home: Path, language: str) -> None:
    write_preferences(home / "xdg_config_home" / "trunktimer", Preferences(interface_language=language))


def test_routines_are_listed_by_their_names_in_the_language_of_the_desktop(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert next(line for line in out.splitlines() if line.startswith("demo ")).endswith("  Vorführung")
    assert language_code() == "de"
    rows = {row["key"]: row for row in json.loads(run(capsys, "list", "--format", "json")[1])["routines"]}
    assert rows["demo"]["name"] == "Demo"  # data is as the file is


def test_the_columns_of_the_list_grow_with_longer_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "xdg_data_home" / "trunktimer" / "routines"
    own.mkdir(parents=True)
    (own / "bad.toml").write_text("x = ", encoding="utf-8")
    (own / "demo.toml").write_text('format = 1\nname = "Mine"\n[[block]]\nname = "A"\nhold = 5\n', encoding="utf-8")
    lines = run(capsys, "list")[1].splitlines()
    bad = next(line for line in lines if line.startswith("bad "))
    demo = next(line for line in lines if line.startswith("demo "))
    assert bad.index("nicht zu gebrauchen") + len("nicht zu gebrauchen") == demo.index("  Mine  (eigenes)")


def test_the_help_is_german_to_its_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--help")
    assert code == 0
    assert out.startswith("Aufruf: trunktimer list [-h] ")
    for words in (
        "\nMitgelieferte und eigene Programme auflisten.\n",
        "\nOptionen:\n",
        " diese Hilfe zeigen\n",
        "\nBeispiel:\n  trunktimer list",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "trunktimer: es fehlt: ROUTINE\nVersuchen: trunktimer show --help\n"),
        (("show", "demo", "--level", "x"), "Argument --level: „x“ ist keine Stufe von 0 bis 100\n"),
        (("play", "demo", "--speed", "0"), "Argument --speed: 0 liegt nicht zwischen 0,1 und 10000\n"),
        (("play", "demo", "--player", "drum"), "Argument --player: 'drum' gibt es nicht (nur "),
    ],
)
def test_what_is_wrong_is_said_in_german(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    code, _, err = run(capsys, *words)
    assert (code, said in err) == (2, True), err


def test_names_and_cues_are_played_shown_and_remembered_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "show", "demo")[1].splitlines()
    assert lines[0].startswith("Vorführung · ")
    assert any("Brücke" in line and "“Po anspannen, Hüfte hoch”" in line for line in lines)
    told = json.loads(run(capsys, "show", "demo", "--format", "json")[1])
    assert (told["name"], "Bridge" in {step["name"] for step in told["steps"]}) == ("Demo", True)
    words = ("play", "demo", "--terminal", "--speed", "10000", "--mute", "--keys", "none", "--record")
    code, out, _ = run(capsys, *words)
    assert (code, out.splitlines()[-1]) == (0, "Fertig.")
    assert out.startswith("Vorführung, 69 Schritte, ")
    (done,) = run(capsys, "history")[1].splitlines()[1:]
    assert "  Vorführung  " in done
    assert done.endswith("  [Probe]")


def test_a_preference_outranks_the_desktop(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prefer(tmp_path, "en")
    assert run(capsys, "list", "--help")[1].startswith("usage: trunktimer list")


def test_a_preference_is_enough_on_an_english_desktop(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    prefer(tmp_path, "de")
    assert run(capsys, "list", "--help")[1].startswith("Aufruf: trunktimer list")


@pytest.mark.parametrize(("variable", "value"), [("LANG", "xx_XX.UTF-8"), ("LC_ALL", "C"), ("LANGUAGE", "tlh:xx")])
def test_an_unknown_language_is_english(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    folder = tmp_path / "xdg_config_home" / "trunktimer"
    folder.mkdir(parents=True)
    (folder / "preferences.toml").write_text('interface_language = "tlh"\n', encoding="utf-8")
    code, out, err = run(capsys, "list", "--help")
    assert (code, out.startswith("usage: "), err) == (0, True, "")
    assert read_preferences(folder).interface_language == ""


def test_a_translation_that_is_not_there_is_told_and_english_is_shown(
    capsys: pytest.CaptureFixture[str], locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    code, out, err = run(capsys, "list", "--help")
    assert (code, out.startswith("usage: ")) == (0, True)
    assert str(locale / "fr") in err
    assert err.count("\n") == 1


def test_the_voice_speaks_as_everything_else_unless_it_was_asked_for_another() -> None:
    assert voice_language(Preferences()) == "en"
    assert voice_language(Preferences(language="de")) == "de"
    assert main(["list"]) == 0
    assert voice_language(Preferences()) == "de"
    assert voice_language(Preferences(language="en")) == "en"


@pytest.mark.parametrize(("desktop", "wanted", "qts"), [("de_AT.UTF-8", "", "de_AT"), ("en_GB.UTF-8", "de", "de_DE")])
def test_the_window_its_routines_and_qts_own_buttons_are_german(
    locale: Path, monkeypatch: pytest.MonkeyPatch, desktop: str, wanted: str, qts: str
) -> None:
    monkeypatch.setenv("LANG", desktop)
    monkeypatch.setenv("LANGUAGE", wanted)
    script = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
import trunktimer.app.application as app
from trunktimer.app import window_shell
from trunktimer.foundation.places import Places
from trunktimer.preferences.chosen_language import voice_language
Places.locale = property(lambda places: Path({str(locale)!r}))
class Looking(app.Application):
    def begin(self):
        self.routines.first_read.connect(self.look)
        super().begin()
    def look(self, items):
        box = QMessageBox()
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        print(next(item.name for item in self.window.library.items() if item.key == "demo"))
        print(self.routines.movements["bridge"].name)
        print(box.button(QMessageBox.StandardButton.Cancel).text().replace("&", ""))
        print(QLocale().name(), QLocale().toString(7.5))
        print(voice_language(self.window.preferences))
        QApplication.quit()
app.Application = Looking
QTimer.singleShot(40000, lambda: QApplication.exit(9))
sys.argv[1:] = []
sys.exit(window_shell.main())
"""
    done = python(script, locale.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["Vorführung", "Brücke", "Abbrechen", qts, "7,5", "de"]


def test_english_costs_no_import_and_german_does(locale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"""
import sys
from pathlib import Path
from trunktimer.preferences.chosen_language import use_chosen_language
from trunktimer.foundation.places import Places, find_places
Places.locale = property(lambda places: Path({str(locale)!r}))
use_chosen_language(find_places())
print([name for name in ("argparse", "gettext", "babel") if name in sys.modules])
"""
    monkeypatch.setenv("LANGUAGE", "en")
    done = python(script, locale.parent)
    assert (done.stdout, done.stderr) == ("[]\n", "")
    monkeypatch.setenv("LANGUAGE", "de")
    assert python(script, locale.parent).stdout == "['gettext']\n"
